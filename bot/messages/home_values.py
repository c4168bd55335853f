"""What the Home tab shows, as values: its sections, their pages, and what its buttons carry."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Generic, TypeVar

from bot.messages.check_ins.about import About
from bot.messages.standings import ManagedPlan, PlanStanding
from bot.messages.threads.questions import WaitingQuestion
from bot.messages.threads.steering import LedQuestion
from bot.slack.button_values import ButtonValue
from conversations.check_in import CheckIn
from storage.dialogs.open_dialogs import OpenDialog
from storage.items.assignments import AssignedItem, LedMilestone, OwnedItem, Page
from storage.items.offers import Offered
from storage.items.support_values import Support
from storage.people.home_settings import HomeSettings
from storage.plans.comments import CoachComment


class HomeSection(StrEnum):
    CHECK_INS = "check_ins"
    OFFERS = "offers"
    SUPPORTS = "supports"
    QUESTIONS = "questions"
    COMMENTS = "comments"
    ITEMS = "items"
    MILESTONES = "milestones"
    LED = "led"
    SCHOOLS = "schools"
    FOLLOWED = "followed"
    MANAGED = "managed"
    DIALOGS = "dialogs"
    ASKED = "asked"


class ListedYears(StrEnum):
    """Of which school years Home lists action items and milestones."""

    THIS = "this"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class YearsPointer(ButtonValue):
    """What the button that lists earlier school years, or hides them again, carries."""

    listed: ListedYears


@dataclass(frozen=True, slots=True)
class HomePage(ButtonValue):
    """What the buttons that turn a section's pages carry."""

    section: HomeSection
    number: int


PAGE_SIZES: Mapping[HomeSection, int] = MappingProxyType(
    {
        HomeSection.CHECK_INS: 1,
        HomeSection.OFFERS: 3,
        HomeSection.SUPPORTS: 3,
        HomeSection.QUESTIONS: 2,
        HomeSection.COMMENTS: 2,
        HomeSection.ITEMS: 10,
        HomeSection.MILESTONES: 3,
        HomeSection.LED: 1,
        HomeSection.SCHOOLS: 6,
        HomeSection.FOLLOWED: 2,
        HomeSection.MANAGED: 3,
        HomeSection.DIALOGS: 3,
        HomeSection.ASKED: 3,
    }
)
"""Lines per page. With headings and buttons, what staff have stays under Slack's limit of 100 blocks, however full."""

Line = TypeVar("Line")


@dataclass(frozen=True, slots=True)
class Paged(Generic[Line]):
    page: Page[Line]
    number: int
    size: int


@dataclass(frozen=True, slots=True)
class HomeDialog:
    dialog: OpenDialog
    question: LedQuestion | None
    """Its current question, if the reader leads it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Duties:
    person_id: int
    today: date
    settings: HomeSettings
    is_viewer: bool
    """Whether they may only look on in every plan they have a role in."""
    away: Sequence[tuple[str, date | None]]
    """Whom they stand in for, and until when."""
    check_ins: Paged[tuple[CheckIn, About]]
    offers: Paged[Offered]
    supports: Paged[Support]
    questions: Paged[WaitingQuestion]
    comments: Paged[CoachComment]
    items: Paged[OwnedItem]
    milestones: Paged[LedMilestone]
    led: Paged[PlanStanding]
    schools: Paged[PlanStanding]
    followed: Paged[PlanStanding]
    managed: Paged[ManagedPlan]
    dialogs: Paged[HomeDialog]
    asked: Paged[AssignedItem]

    @property
    def sections_of_plans(self) -> list[HomeSection]:
        """Those with plans in them."""
        sections = (HomeSection.LED, HomeSection.SCHOOLS, HomeSection.MANAGED, HomeSection.FOLLOWED)
        return [section for section in sections if getattr(self, section).page.total]

    @property
    def only_looks_on(self) -> bool:
        """Whether the person follows plans and has nothing to do in them."""
        return all(not paged.page.total for paged in self._sections() if paged is not self.followed) and self.is_viewer

    def _sections(self) -> list[Paged[Any]]:
        return [getattr(self, section) for section in HomeSection]

    @property
    def are_none(self) -> bool:
        """Whether there is nothing to list, not even of earlier years."""
        return not self.items.page.earlier and not any(paged.page.total for paged in self._sections())
