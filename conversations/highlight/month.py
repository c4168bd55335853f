"""What a month brought, and the remarks that the minutes make of it.

Dates decide where an action item stands: an overdue item is a challenge, whatever its owner said or did not say.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from conversations.highlight.minutes import Group, Section
from plans.progress import LaggingItem, Status


class Saying(StrEnum):
    """The template of a remark, in prompts/messages/minutes.j2."""

    COMPLETED = "completed"
    MILESTONE_COMPLETE = "milestone_complete"
    MILESTONE_BEHIND = "milestone_behind"
    ON_TRACK = "on_track"
    OUTCOME = "outcome"
    OUTCOME_MISSED = "outcome_missed"
    BEHIND = "behind"
    AT_RISK = "at_risk"
    SUPPORT = "support"
    RISK = "risk"
    RECOVERY = "recovery"
    MITIGATION = "mitigation"
    COMING_UP = "coming_up"
    DATE_MOVED = "date_moved"
    ITEM_ADDED = "item_added"
    ITEM_CANCELLED = "item_cancelled"
    ITEM_REOPENED = "item_reopened"
    CORRECTION = "correction"


@dataclass(frozen=True, slots=True, kw_only=True)
class CompletedWork:
    """An action item completed since the last minutes, or a milestone whose lead says so."""

    code: str
    text: str
    who: str
    on: date
    """The day on which it was reported."""
    completed_on: date | None = None
    due: date | None = None
    evidence: str = ""

    @property
    def days_late(self) -> int:
        """0 also without a due date."""
        return max(0, (self.completed_on - self.due).days) if self.completed_on and self.due else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthAnswer:
    """One person's answer in the month about an action item, milestone, benchmark or measure."""

    code: str
    text: str
    status: Status
    who: str
    on: date
    cause: str = ""
    recovery: str = ""
    evidence: str = ""
    due: date | None = None
    on_behalf_of: str = ""
    late: bool = False
    corrects: str = ""
    """The earlier period that the answer corrects, if its minutes are published."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lagging:
    """An action item behind or at risk on the day of drafting."""

    item: LaggingItem
    reported: bool
    """Whether anybody answered about it in this month's check-in."""
    asked: bool = True

    @property
    def code(self) -> str:
        return self.item.code


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedOutcome:
    """A benchmark or measure, with its newest answer since the last minutes."""

    key: str
    kind: str
    """early_evidence, short_term, final or measure."""
    text: str
    due: date | None = None
    detail: str = ""
    """A measure's baseline and target."""
    answer: MonthAnswer | None = None

    def is_reached(self) -> bool:
        return self.answer is not None and self.answer.status is Status.DONE

    def is_overdue(self, today: date) -> bool:
        """Past its date without being reached."""
        return self.due is not None and self.due < today and not self.is_reached()

    def is_missed(self, today: date) -> bool:
        """Overdue, or answered as not seen or not moving."""
        return self.is_overdue(today) or (self.answer is not None and self.answer.status is Status.BEHIND)


@dataclass(frozen=True, slots=True)
class DatedOutcome:
    """An outcome on the day of the minutes."""

    outcome: ReviewedOutcome
    overdue: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenSupport:
    """Support asked for and not provided yet."""

    id: int
    code: str
    needed: str
    asked_on: date
    provider: str
    days_open: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedRisk:
    risk: str
    mitigation: str
    who: str
    on: date


class Change(StrEnum):
    """How an action item was modified."""

    ADDED = "added"
    CANCELLED = "cancelled"
    REOPENED = "reopened"
    DATE_MOVED = "date_moved"


@dataclass(frozen=True, slots=True, kw_only=True)
class Modification:
    change: Change
    code: str
    text: str
    reason: str
    who: str
    on: date
    old_due: date | None = None
    new_due: date | None = None
    first_due: date | None = None
    times_moved: int = 0
    """How often its date had moved by then, this change included."""
    cause: str = ""
    """The cause that was given for missing the date before; without this line, no one would read it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ComingUp:
    """An open action item due before the next discussion."""

    code: str
    text: str
    due: date
    owner: str
    not_started: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    today: date
    completed: Sequence[CompletedWork] = ()
    answers: Sequence[MonthAnswer] = ()
    """About action items, the newest about each."""
    milestones: Sequence[MonthAnswer] = ()
    outcomes: Sequence[ReviewedOutcome] = ()
    behind: Sequence[Lagging] = ()
    """The longest overdue first."""
    at_risk: Sequence[Lagging] = ()
    supports: Sequence[OpenSupport] = ()
    risks: Sequence[NamedRisk] = ()
    modifications: Sequence[Modification] = ()
    coming_up: Sequence[ComingUp] = ()


@dataclass(frozen=True, slots=True)
class OnTrack:
    """Items that are on track by their dates and their owners' words, in one line."""

    codes: tuple[str, ...]


About = (
    CompletedWork | MonthAnswer | Lagging | DatedOutcome | OpenSupport | NamedRisk | Modification | ComingUp | OnTrack
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """A line without its wording: its template, subject and author."""

    section: Section
    saying: Saying
    about: About
    key: str
    """Names the remark among those of all months, so that it is recognized when the draft is renewed."""
    group: Group | None = None
    who: str = ""
    said_on: date | None = None


def draft(month: Month) -> tuple[Remark, ...]:
    """The remarks of each section in the order of the template. The debrief is left for the meeting."""
    return (
        *_process(month),
        *_performance(month),
        *_challenges(month),
        *(_risk(risk) for risk in month.risks),
        *_next_steps(month),
        *(_modified(change) for change in month.modifications),
    )


def _process(month: Month) -> Iterable[Remark]:
    section, group = Section.ACCOMPLISHMENTS, Group.PROCESS
    for work in month.completed:
        yield Remark(
            section=section,
            group=group,
            saying=Saying.COMPLETED,
            about=work,
            key=f"completed:{work.code}:{work.on}",
            who="" if work.days_late else work.who,
            said_on=work.on,
        )
    for answer in month.milestones:
        if answer.status is Status.DONE:
            yield _quoted(section, group, Saying.MILESTONE_COMPLETE, answer)
    lagging = {each.code for each in (*month.behind, *month.at_risk)}
    on_track = [each for each in month.answers if each.status is Status.ON_TRACK and each.code not in lagging]
    if codes := tuple(answer.code for answer in on_track if not answer.corrects):
        yield Remark(section=section, group=group, saying=Saying.ON_TRACK, about=OnTrack(codes), key="on_track")
    for answer in (*month.answers, *month.milestones):
        if answer.corrects:
            yield _quoted(section, group, Saying.CORRECTION, answer)


def _performance(month: Month) -> Iterable[Remark]:
    for outcome in month.outcomes:
        answer = outcome.answer
        yield Remark(
            section=Section.ACCOMPLISHMENTS,
            group=Group.PERFORMANCE,
            saying=Saying.OUTCOME,
            about=DatedOutcome(outcome, outcome.is_overdue(month.today)),
            key=f"outcome:{outcome.key}",
            who=answer.who if answer else "",
            said_on=answer.on if answer else None,
        )


def _challenges(month: Month) -> Iterable[Remark]:
    section = Section.CHALLENGES
    for each in month.behind:
        yield Remark(section=section, group=Group.BEHIND, saying=Saying.BEHIND, about=each, key=f"behind:{each.code}")
    for answer in month.milestones:
        if answer.status is Status.BEHIND:
            key = f"{Saying.MILESTONE_BEHIND}:{answer.code}"
            yield Remark(section=section, group=Group.BEHIND, saying=Saying.MILESTONE_BEHIND, about=answer, key=key)
    for each in month.at_risk:
        key = f"at_risk:{each.code}"
        yield Remark(section=section, group=Group.AT_RISK, saying=Saying.AT_RISK, about=each, key=key)
    for outcome in month.outcomes:
        if outcome.is_missed(month.today):
            yield Remark(
                section=section,
                group=Group.BENCHMARKS,
                saying=Saying.OUTCOME_MISSED,
                about=DatedOutcome(outcome, outcome.is_overdue(month.today)),
                key=f"missed:{outcome.key}",
            )
    for support in month.supports:
        key = f"support:{support.id}"
        yield Remark(section=section, group=Group.ASSISTANCE, saying=Saying.SUPPORT, about=support, key=key)


def _next_steps(month: Month) -> Iterable[Remark]:
    """Everything due before the next discussion, then what has no date: recovery steps and mitigations."""
    for item in month.coming_up:
        yield Remark(section=Section.NEXT_STEPS, saying=Saying.COMING_UP, about=item, key=f"coming_up:{item.code}")
    for answer in (*month.answers, *month.milestones):
        if answer.recovery and not answer.corrects:
            yield _quoted(Section.NEXT_STEPS, None, Saying.RECOVERY, answer)
    for risk in month.risks:
        if risk.mitigation:
            yield Remark(
                section=Section.NEXT_STEPS,
                saying=Saying.MITIGATION,
                about=risk,
                key=f"mitigation:{risk.who}:{risk.on}",
                who=risk.who,
            )


def _risk(risk: NamedRisk) -> Remark:
    return Remark(
        section=Section.RISKS,
        saying=Saying.RISK,
        about=risk,
        key=f"risk:{risk.who}:{risk.on}",
        who=risk.who,
        said_on=risk.on,
    )


_MODIFIED = {
    Change.ADDED: Saying.ITEM_ADDED,
    Change.CANCELLED: Saying.ITEM_CANCELLED,
    Change.REOPENED: Saying.ITEM_REOPENED,
    Change.DATE_MOVED: Saying.DATE_MOVED,
}


def _modified(change: Modification) -> Remark:
    return Remark(
        section=Section.MODIFICATIONS,
        saying=_MODIFIED[change.change],
        about=change,
        key=f"{change.change}:{change.code}:{change.on}:{change.times_moved}",
        who=change.who,
    )


def _quoted(section: Section, group: Group | None, saying: Saying, answer: MonthAnswer) -> Remark:
    return Remark(
        section=section,
        group=group,
        saying=saying,
        about=answer,
        key=f"{saying}:{answer.code}:{answer.corrects}",
        who=answer.who,
        said_on=answer.on,
    )
