"""What a school needs to communicate about its plan: the fields of the guides' communication organizer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class CommunicationAudience(StrEnum):
    """Whom a message is for, in the order of the template."""

    SCHOOL_BOARD = "school_board"
    DISTRICT_LEADERSHIP_TEAM = "district_leadership_team"
    DISTRICT_DATA_TEAM = "district_data_team"
    SCHOOL_IMPROVEMENT_TEAM = "school_improvement_team"
    SCHOOL_FACULTY = "school_faculty"
    PARENTS = "parents"
    STUDENTS = "students"
    OTHER = "other"


class Venue(StrEnum):
    """How a message reaches its audience, in the order of the template."""

    ANNUAL_REPORT = "annual_report"
    QUARTERLY_REPORT = "quarterly_report"
    DISTRICT_NEWSLETTER = "district_newsletter"
    DATA_WALL = "data_wall"
    WEBSITE = "website"
    EMAIL = "email"
    PRESENTATION = "presentation"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class CommunicationWords:
    """What people type about a communication. Deadline and person responsible are those of its action item."""

    message: str
    audiences: Sequence[CommunicationAudience]
    other_audience: str = ""
    """Who else, if the audiences have CommunicationAudience.OTHER."""
    know: str = ""
    """What the audience should know."""
    use: str = ""
    """How the audience is hoped to use it."""
    venues: Sequence[Venue] = ()
    other_venue: str = ""
    """What else, if the venues have Venue.OTHER."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Communication:
    """A communication with its action item, as of a day."""

    words: CommunicationWords
    item_id: int
    code: str
    """The action item's."""
    owner: str
    """A mention or a role; empty if no one owns it."""
    due: date | None
    completed_on: date | None
    is_cancelled: bool

    @property
    def is_open(self) -> bool:
        return self.completed_on is None and not self.is_cancelled
