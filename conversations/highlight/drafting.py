"""The remarks that the minutes make of a month.

Dates decide where an action item stands: an overdue item is a challenge, whatever its owner said or did not say.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from conversations.highlight.follow_up import Promise, PromiseKind
from conversations.highlight.minutes import ON_TRACK, Group, Section
from conversations.highlight.month import (
    Change,
    ComingUp,
    CompletedWork,
    DatedOutcome,
    Lagging,
    Modification,
    Month,
    MonthAnswer,
    NamedRisk,
    OpenSupport,
)
from conversations.parts import PartKind


class Saying(StrEnum):
    """The template of a remark, in prompts/messages/minutes.j2."""

    COMPLETED = "completed"
    MILESTONE_COMPLETE = "milestone_complete"
    ON_TRACK = "on_track"
    OUTCOME = "outcome"
    OUTCOME_MISSED = "outcome_missed"
    OUTCOME_DUE = "outcome_due"
    LAGGING = "lagging"
    SUPPORT = "support"
    RISK = "risk"
    RECOVERY = "recovery"
    MITIGATION = "mitigation"
    COMING_UP = "coming_up"
    DATE_MOVED = "date_moved"
    ITEM_ADDED = "item_added"
    ITEM_CANCELLED = "item_cancelled"
    ITEM_REOPENED = "item_reopened"
    ITEM_REGROUPED = "item_regrouped"
    ITEM_REASSIGNED = "item_reassigned"
    REVISED = "revised"
    DROPPED = "dropped"
    SEVERAL_ADDED = "several_added"
    BACK_ON_TRACK = "back_on_track"
    BEHIND_AGAIN = "behind_again"
    IMPORTED = "imported"
    CORRECTION = "correction"


@dataclass(frozen=True, slots=True)
class PostedEvidence:
    """The names of the files and links that were posted about one action item."""

    code: str
    names: Sequence[str]


@dataclass(frozen=True, slots=True)
class OnTrack:
    """Items that are on track by their dates and their owners' words, in one line."""

    codes: tuple[str, ...]
    posted: tuple[PostedEvidence, ...] = ()


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
    promise: Promise | None = None


def draft(month: Month) -> tuple[Remark, ...]:
    """The remarks of each section in the order of the template. The debrief is left for the meeting."""
    return (
        *_process(month),
        *_performance(month),
        *_challenges(month),
        *(_risk(risk) for risk in month.risks),
        *_next_steps(month),
        *(modified(change) for change in month.modifications),
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
    for work in month.completed_milestones:
        yield Remark(
            section=section,
            group=group,
            saying=Saying.MILESTONE_COMPLETE,
            about=work,
            key=f"{Saying.MILESTONE_COMPLETE}:{work.code}:{work.on}",
            who="" if work.days_late else work.who,
            said_on=work.on,
        )
    lagging = {each.code for each in (*month.behind, *month.at_risk)}
    if codes := tuple(code for code in month.on_track if code not in lagging):
        posted = tuple(PostedEvidence(code, month.posted[code]) for code in codes if code in month.posted)
        about = OnTrack(codes, posted)
        yield Remark(section=section, group=group, saying=Saying.ON_TRACK, about=about, key=ON_TRACK)
    for correction in month.corrections:
        yield _quoted(section, group, Saying.CORRECTION, correction)


def _performance(month: Month) -> Iterable[Remark]:
    for outcome in month.outcomes:
        report = outcome.report
        source = report.reading.source if report else ""
        yield Remark(
            section=Section.ACCOMPLISHMENTS,
            group=Group.PERFORMANCE,
            saying=Saying.OUTCOME,
            about=DatedOutcome(
                outcome=outcome,
                verdict=outcome.verdict(month.today),
                is_news=report is None or month.since is None or report.recorded_on >= month.since,
                exhibits=tuple(name for name in month.exhibits.get(outcome.key, ()) if name != source),
                posted=tuple(month.posted.get(outcome.key, ())),
            ),
            key=f"outcome:{outcome.key}",
            who=report.who if report else "",
            said_on=report.reading.taken_on if report else None,
        )


def _missed_outcomes(month: Month) -> Iterable[Remark]:
    """Of several benchmarks of one kind and date, each is named."""
    missed = [outcome for outcome in month.outcomes if outcome.is_missed(month.today)]
    alike = Counter((outcome.kind, outcome.due) for outcome in missed)
    for outcome in missed:
        names_text = outcome.kind.is_measure or alike[outcome.kind, outcome.due] > 1
        yield Remark(
            section=Section.CHALLENGES,
            group=Group.BENCHMARKS,
            saying=Saying.OUTCOME_MISSED,
            about=DatedOutcome(outcome=outcome, verdict=outcome.verdict(month.today), names_text=names_text),
            key=f"missed:{outcome.key}",
        )


def _challenges(month: Month) -> Iterable[Remark]:
    section = Section.CHALLENGES
    for each in (*month.behind, *month.behind_milestones):
        yield _lagging(Group.BEHIND, each)
    for each in (*month.at_risk, *month.at_risk_milestones):
        yield _lagging(Group.AT_RISK, each)
    yield from _missed_outcomes(month)
    for support in month.supports:
        key = f"support:{support.id}"
        yield Remark(section=section, group=Group.ASSISTANCE, saying=Saying.SUPPORT, about=support, key=key)


def _lagging(group: Group, each: Lagging) -> Remark:
    key = f"{group}:{_named(each.code, is_milestone=each.is_milestone)}"
    return Remark(section=Section.CHALLENGES, group=group, saying=Saying.LAGGING, about=each, key=key)


def _named(code: str, *, is_milestone: bool) -> str:
    """Plans of different depth give the same code to a milestone and to an action item."""
    return f"milestone {code}" if is_milestone else code


def _next_steps(month: Month) -> Iterable[Remark]:
    """Everything due before the next discussion, recovery steps and mitigations, by their dates; undated ones last."""
    dated = sorted(_dated_steps(month), key=lambda step: step[0] or date.max)
    return [remark for _due, remark in dated]


def _dated_steps(month: Month) -> Iterable[tuple[date | None, Remark]]:
    for item in month.coming_up:
        key = f"coming_up:{_named(item.code, is_milestone=item.is_milestone)}"
        kind = PromiseKind.MILESTONE if item.is_milestone else PromiseKind.ITEM
        promise = Promise(kind=kind, id=item.id, due=item.due)
        yield (
            item.due,
            Remark(section=Section.NEXT_STEPS, saying=Saying.COMING_UP, about=item, key=key, promise=promise),
        )
    yield from _outcomes_due(month)
    for answer in month.recoveries:
        promise = Promise(kind=PromiseKind.RECOVERY, id=answer.id, due=answer.recovery_by)
        quoted = _quoted(Section.NEXT_STEPS, None, Saying.RECOVERY, answer)
        said_on = None if answer.recovery_by else answer.on
        yield answer.recovery_by, replace(quoted, promise=promise, said_on=said_on)
    for risk in month.risks:
        if risk.mitigation and not risk.is_mitigated:
            key = f"mitigation:{risk.id}"
            promise = Promise(kind=PromiseKind.MITIGATION, id=risk.id, due=risk.due)
            yield (
                risk.due,
                Remark(section=Section.NEXT_STEPS, saying=Saying.MITIGATION, about=risk, key=key, promise=promise),
            )


def _outcomes_due(month: Month) -> Iterable[tuple[date, Remark]]:
    """Benchmarks that must be looked at before the next discussion."""
    for outcome in month.outcomes:
        if outcome.due is None or month.until is None or not month.today <= outcome.due <= month.until:
            continue
        if not outcome.is_reached:
            about = DatedOutcome(outcome=outcome, verdict=outcome.verdict(month.today))
            key = f"due:{outcome.key}"
            yield outcome.due, Remark(section=Section.NEXT_STEPS, saying=Saying.OUTCOME_DUE, about=about, key=key)


def _risk(risk: NamedRisk) -> Remark:
    return Remark(
        section=Section.RISKS,
        saying=Saying.RISK,
        about=risk,
        key=f"risk:{risk.id}",
    )


_MODIFIED = {
    Change.ADDED: Saying.ITEM_ADDED,
    Change.CANCELLED: Saying.ITEM_CANCELLED,
    Change.REOPENED: Saying.ITEM_REOPENED,
    Change.DATE_MOVED: Saying.DATE_MOVED,
    Change.REGROUPED: Saying.ITEM_REGROUPED,
    Change.REASSIGNED: Saying.ITEM_REASSIGNED,
    Change.REVISED: Saying.REVISED,
    Change.DROPPED: Saying.DROPPED,
    Change.SEVERAL_ADDED: Saying.SEVERAL_ADDED,
    Change.BACK_ON_TRACK: Saying.BACK_ON_TRACK,
    Change.BEHIND_AGAIN: Saying.BEHIND_AGAIN,
    Change.IMPORTED: Saying.IMPORTED,
}


_KEPT_APART = frozenset({Change.REASSIGNED, Change.REVISED})
"""Changes that may happen several times a day to the same part, each a line of its own."""
_WITHOUT_CODE = frozenset({PartKind.MEASURE, PartKind.BENCHMARK, PartKind.MINIMUM_CONDITION, PartKind.ADJUSTMENT})
"""Parts that share the code of their goal or strategy."""


def modified(change: Modification) -> Remark:
    """The remark that tells of a change of the plan."""
    code = change.code if change.part is PartKind.ACTION_ITEM else f"{change.part} {change.code}"
    is_apart = change.change in _KEPT_APART or change.part in _WITHOUT_CODE
    number = change.reference.id if change.reference and is_apart else change.times_moved
    return Remark(
        section=Section.MODIFICATIONS,
        saying=_MODIFIED[change.change],
        about=change,
        key=f"{change.change}:{code}:{change.on}:{number}",
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
