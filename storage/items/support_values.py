"""A request for support as values: who needs what, who provides it, and how it helped."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from storage.items.support_copies import SupportCopy


class SupportState(StrEnum):
    ASKED = "asked"
    OFFERED = "offered"
    """Someone has promised it."""
    PROVIDED = "provided"
    DECLINED = "declined"
    """Nobody else has been asked since."""
    RATED = "rated"
    WITHDRAWN = "withdrawn"
    """The asker no longer needs it."""


class AsIntended(StrEnum):
    """Whether support came as intended."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


class Effectiveness(StrEnum):
    VERY = "very"
    SOMEWHAT = "somewhat"
    LITTLE = "little"
    NOT = "not"
    """Not used."""


WEAK = frozenset({Effectiveness.LITTLE, Effectiveness.NOT})
"""Ratings after which something was missing."""
OPEN = frozenset({SupportState.ASKED, SupportState.OFFERED, SupportState.DECLINED})
"""Still needed: a refusal provides nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    id: int
    plan_id: int
    organization_id: int
    organization: str
    workspace_id: str
    time_zone: str
    item_id: int | None
    code: str
    """Code of the action item, milestone, benchmark or measure; empty for support of the whole plan."""
    text: str
    state: SupportState
    asker_id: int
    asker: str
    provider_id: int | None
    provider: str
    provider_slack_id: str
    provider_left: bool
    """True if whoever was asked or promised has left the workspace, so no one will provide it."""
    passed_to_id: int | None
    passed_to: str
    """The organization above the plan's that was asked, such as the district; empty within the plan's own."""
    is_with_district: bool
    """Whether that organization is a district."""
    passed_on: date | None
    can_pass: bool
    """Whether there is an organization above to pass it to."""
    needed: str
    background: str
    thread_key: str
    """Key of the opening message of the dialog that asked for it; empty without one."""
    needed_by: date | None
    asked_at: datetime
    asked_on: date
    promised_for: date | None
    provider_item_id: int | None
    message_key: str | None
    provided: str
    provided_on: date | None
    source: str
    used: str
    as_intended: str
    effective: str
    evidence: str
    offered_by: str
    """Who offered it to the school; empty for support that was asked for."""
    was_asked_again: bool
    """Whether what was missing was asked for after the rating."""
    copies: tuple[SupportCopy, ...] = ()
    """Who else was asked at once."""

    @property
    def asked_of(self) -> list[str]:
        """The names of all whose answer is waited for, else of the provider."""
        others = [copy.name for copy in self.copies if copy.is_active] if self.state is SupportState.ASKED else []
        return [name for name in (self.provider, *others) if name]

    def copy_of(self, person_id: int) -> SupportCopy | None:
        return next((copy for copy in self.copies if copy.person_id == person_id), None)

    def may_answer(self, person_id: int) -> bool:
        """The provider; while nobody has answered, anyone who was asked."""
        is_asked_too = self.state is SupportState.ASKED and self.copy_of(person_id) is not None
        return person_id == self.provider_id or is_asked_too

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def is_revisable(self) -> bool:
        """Whether what is needed can still change: nothing has been provided for it."""
        return self.is_open or self.state is SupportState.WITHDRAWN

    @property
    def source_organization(self) -> str:
        """The organization that the support comes from."""
        return self.passed_to or self.organization

    @property
    def waiting_since(self) -> date:
        """The day on which the present provider's organization was asked."""
        return self.passed_on or self.asked_on

    def days_open(self, today: date) -> int:
        return (today - self.asked_on).days

    @property
    def days_taken(self) -> int:
        """From the request to the day it was provided; 0 without either."""
        return max(0, (self.provided_on - self.asked_on).days) if self.provided_on and self.needed else 0
