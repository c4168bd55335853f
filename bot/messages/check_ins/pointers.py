"""What the buttons and forms of check-ins carry."""

from dataclasses import dataclass

from bot.slack.button_values import ButtonValue
from conversations.check_in import Happened, NoNewsKind, RiskOutcome


@dataclass(frozen=True, slots=True)
class RoundPointer(ButtonValue):
    """The open round that the form for closing it names."""

    plan_id: int
    round_id: int


@dataclass(frozen=True, slots=True)
class RequestPointer(ButtonValue):
    """What the buttons and forms of a check-in request carry."""

    request_id: int


@dataclass(frozen=True, slots=True)
class TopicPointer(RequestPointer):
    topic: str
    """The topic's key."""
    seen_revision: int = 0
    """The revision of the answer that the button was shown with."""


@dataclass(frozen=True, slots=True)
class ExhibitChoice(RequestPointer):
    """The topic that a posted message is evidence of."""

    topic: str
    ts: str
    """Of the message."""


@dataclass(frozen=True, slots=True)
class RiskPointer(RequestPointer):
    risk_id: int = 0
    """0 for a new risk."""


@dataclass(frozen=True, slots=True)
class RecoveryPointer(RequestPointer):
    """Whether the recovery step of a topic's last answer happened."""

    happened: Happened
    topic: str


@dataclass(frozen=True, slots=True)
class MitigationPointer(RequestPointer):
    happened: Happened
    risk_id: int


@dataclass(frozen=True, slots=True)
class StepPointer(RequestPointer):
    happened: Happened
    step_id: int


@dataclass(frozen=True, slots=True)
class RiskOutcomePointer(RequestPointer):
    outcome: RiskOutcome
    risk_id: int


@dataclass(frozen=True, slots=True)
class NoNewsPointer(RequestPointer):
    kind: NoNewsKind


@dataclass(frozen=True, slots=True)
class OpenItemsPointer(RequestPointer):
    """The action items that are open although their milestone is complete."""

    milestone_id: int
    item_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PagePointer(RequestPointer):
    page: int
