"""What the buttons and forms of action items and support carry."""

from dataclasses import dataclass
from datetime import date

from bot.slack.button_values import ButtonValue
from bot.slack.identifiers import ItemVerb


@dataclass(frozen=True, slots=True)
class ItemPointer(ButtonValue):
    item_id: int


@dataclass(frozen=True, slots=True)
class MenuChoice(ButtonValue):
    """A choice in an item's menu."""

    verb: ItemVerb
    item_id: int


@dataclass(frozen=True, slots=True)
class OfferPointer(ButtonValue):
    offer_id: int


@dataclass(frozen=True, slots=True)
class SuggestionPointer(OfferPointer):
    """A date suggested for an offer: whoever presses an old button answers no newer suggestion."""

    due: date | None = None
    """None in buttons of older versions."""


@dataclass(frozen=True, slots=True)
class OffersPointer(ButtonValue):
    offer_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class MilestonePointer(ButtonValue):
    milestone_id: int


@dataclass(frozen=True, slots=True)
class SupportPointer(ButtonValue):
    support_id: int


@dataclass(frozen=True, slots=True)
class NewItemPointer(ButtonValue):
    """For a new item: its plan, unless the form asks for it, and a link to the message it came from."""

    plan_id: int | None = None
    link: str = ""
