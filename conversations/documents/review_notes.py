"""What school and district put on record in a quarterly review: questions, and decisions with an owner and a date."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class NoteKind(StrEnum):
    QUESTION = "question"
    DECISION = "decision"


class TakenBy(StrEnum):
    """Who takes a decision on."""

    SCHOOL = "school"
    DISTRICT = "district"


class NoteStanding(StrEnum):
    """Where the action item of a decision stands."""

    OPEN = "open"
    COMPLETED = "completed"
    CANCELED = "canceled"


@dataclass(frozen=True, slots=True, kw_only=True)
class NewNote:
    kind: NoteKind
    text: str
    taken_by: TakenBy | None = None
    """Of a decision, as what follows."""
    owner_id: int | None = None
    due: date | None = None
    item_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewNote:
    kind: NoteKind
    text: str
    author: str
    recorded: date
    taken_by: TakenBy | None = None
    owner_id: int | None = None
    owner: str = ""
    """The name of who was to do it when it was decided, as it is now."""
    due: date | None = None
    """The day decided on."""
    standing: NoteStanding = NoteStanding.OPEN
    completed_on: date | None = None
