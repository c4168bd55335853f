"""What a district's or a state's leaders do about a practice together with their schools, and what schools answer.

Support is offered, a question is asked, or two schools are connected. Each school is asked through its leaders, and the
first answer counts. A connection needs two of them, and until both agree neither learns who the other is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from plans.calendar import ClosedDays

PATIENCE = 5
"""School days without an answer, after which a school is reminded once."""


class OutreachKind(StrEnum):
    OFFER = "offer"
    QUESTION = "question"
    CONNECTION = "connection"


class SchoolAnswer(StrEnum):
    WAITING = "waiting"
    YES = "yes"
    """Accepted, answered or agreed, by the kind."""
    NO = "no"
    """Not now."""


class OutreachTrouble(StrEnum):
    """Why a school's answer can't be taken."""

    ANSWERED = "answered"
    OVER = "over"


class ConnectionState(StrEnum):
    WAITING = "waiting"
    AGREED = "agreed"
    OFF = "off"
    """Refused, or over without two answers. Nobody can tell which."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OutreachNote:
    """What a leader asked about an offer, or what was replied."""

    person_id: int
    name: str
    text: str
    written_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedSchool:
    plan_id: int
    organization_id: int
    name: str
    time_zone: str
    answer: SchoolAnswer = SchoolAnswer.WAITING
    text: str = ""
    """The answer to a question."""
    answered_by_id: int | None = None
    answered_by: str = ""
    answered_on: date | None = None
    is_on_track: bool = False
    """Of a connection: whether it is the school that is on track."""
    is_reminded: bool = False
    notes: Sequence[OutreachNote] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Outreach:
    id: int
    kind: OutreachKind
    workspace_id: str
    organization_id: int
    """Of the network, such as the district."""
    organization: str
    time_zone: str
    practice: str
    """Empty for the whole plan."""
    starter_id: int
    starter: str
    starter_slack_id: str
    starter_left: bool
    """Whether nobody would read an answer."""
    provider_id: int
    """Who provides what is offered; the starter for the other kinds."""
    provider: str
    text: str
    """What is offered, the question, or the first question suggested for a connection."""
    due: date
    """The day by which support is provided, or until which an answer counts."""
    started_on: date
    closed_on: date | None
    withdrawn: bool = False
    """An offer that was taken back. What had been accepted stays promised."""
    schools: Sequence[AskedSchool]

    def school(self, plan_id: int) -> AskedSchool | None:
        return next((school for school in self.schools if school.plan_id == plan_id), None)

    @property
    def waiting(self) -> Sequence[AskedSchool]:
        return [school for school in self.schools if school.answer is SchoolAnswer.WAITING]

    @property
    def is_closed(self) -> bool:
        return self.closed_on is not None

    @property
    def connection(self) -> ConnectionState:
        if all(school.answer is SchoolAnswer.YES for school in self.schools):
            return ConnectionState.AGREED
        is_refused = any(school.answer is SchoolAnswer.NO for school in self.schools)
        return ConnectionState.OFF if is_refused or self.is_closed else ConnectionState.WAITING


def trouble_with(outreach: Outreach, school: AskedSchool, today: date) -> OutreachTrouble | None:
    """Why this school can't answer any more; None if it can."""
    if school.answer is not SchoolAnswer.WAITING:
        return OutreachTrouble.ANSWERED
    is_off = outreach.kind is OutreachKind.CONNECTION and outreach.connection is ConnectionState.OFF
    return OutreachTrouble.OVER if is_off or is_over(outreach, today) else None


def is_over(outreach: Outreach, today: date) -> bool:
    """Whether no answer counts any more: its day has passed, or whoever started it has left the workspace."""
    return outreach.is_closed or today > outreach.due or outreach.starter_left


def is_settled(outreach: Outreach) -> bool:
    """Whether no answer is waited for."""
    if outreach.kind is OutreachKind.CONNECTION:
        return outreach.connection is not ConnectionState.WAITING
    return not outreach.waiting


def to_remind(outreach: Outreach, today: date, closed: ClosedDays) -> Sequence[AskedSchool]:
    """The schools whose reminder is due. A connection is nobody's duty, so nobody is reminded of it."""
    is_due = closed.school_days_between(outreach.started_on, today) >= PATIENCE and today <= outreach.due
    if outreach.kind is OutreachKind.CONNECTION or outreach.is_closed or not is_due:
        return ()
    return [school for school in outreach.waiting if not school.is_reminded]
