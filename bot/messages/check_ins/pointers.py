"""What the buttons and forms of check-ins carry."""

from dataclasses import dataclass

from bot.button_values import ButtonValue


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
class RiskPointer(RequestPointer):
    risk_id: int = 0
    """0 for a new risk."""


@dataclass(frozen=True, slots=True)
class PagePointer(RequestPointer):
    page: int
