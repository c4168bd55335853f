"""Drafting the minutes from what a month brought."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from sqlalchemy.orm import Session

from bot.agendas import drafting as agenda_drafting
from bot.agendas.evidence import exhibits_of_benchmarks, outcomes_of_evidence
from bot.kinds import KINDS
from bot.messages import minutes_lines, status
from bot.turns import Turn
from conversations import highlight
from conversations.check_in import Subject
from conversations.highlight import (
    NOTE,
    CompletedWork,
    FollowUp,
    Lagging,
    Minutes,
    MinutesLine,
    MinutesSection,
    Month,
    MonthAnswer,
    Section,
    Standing,
    StrategyStanding,
)
from plans import progress
from plans.item_events import Status
from plans.item_progress import Day
from plans.lagging import LaggingItem
from plans.milestones import count_milestones, lagging_milestones
from plans.progress import Fraction
from plans.time_zones import zone_named
from prompts import formats, plain
from storage.items import month as item_month
from storage.items import open_supports
from storage.items import progress as item_progress
from storage.people import organizations
from storage.plans import comments, milestone_meetings, milestone_month, milestones, plans
from storage.plans.plans import PlanSummary
from storage.rounds import (
    answers,
    change_checks,
    debrief_notes,
    outcomes,
    participations,
    promises,
    risks,
    rounds,
    topic_exhibits,
)
from storage.rounds import minutes as store
from storage.rounds.answers import Report, SubjectAnswer
from storage.rounds.minutes import StoredMinutes
from storage.rounds.rounds import RoundFacts

LOOK_AHEAD = timedelta(days=31)


def drafted(turn: Turn, plan: PlanSummary, of: RoundFacts, next_on: date | None = None) -> Minutes:
    """The draft of a month, from everything since the minutes before. Its lines are filed under the month's name.

    `next_on` is the day of the next discussion.
    """
    with formats.for_a_file(of.period):
        return _drafted(turn, plan, of, next_on)


def _drafted(turn: Turn, plan: PlanSummary, of: RoundFacts, next_on: date | None) -> Minutes:
    today = turn.today(plan.time_zone)
    previous = store.published_before(turn.session, plan.id, of.period)
    since = _since(turn.session, plan, of, previous)
    facts = month(turn, plan, of, since, next_on)
    sections: dict[Section, list[MinutesLine]] = {key: [] for key in Section}
    for remark in highlight.draft(facts):
        sections[remark.section].append(minutes_lines.line(remark))
    already_listed = frozenset(item.text for item in facts.coming_up)
    for feed in (kind.minutes_lines for kind in KINDS if kind.minutes_lines):
        for section, line in feed(turn.session, plan, since, today, already_listed=already_listed):
            sections[section].append(line)
    sections[Section.DEBRIEF] += _debrief_notes(turn.session, plan, of)
    sections[Section.DEBRIEF] += _comments(turn.session, plan, since, today)
    sections[Section.DEBRIEF] += _team_meetings(turn.session, plan, since, today)
    fresh = highlight.offered(
        Minutes(
            organization=plan.organization,
            district=organizations.name_above(turn.session, plan.organization_id),
            plan=plan.title,
            period=of.period,
            previous_on=previous.minutes.held_on if previous else None,
            standing=_standing(turn, plan, of, facts),
            follow_up=_follow_up(turn.session, of, previous, facts),
            evidence=outcomes_of_evidence(turn.session, plan, of.period),
            undiscussed=_undiscussed(turn.session, plan, of),
            sections=tuple(MinutesSection(key=key, lines=tuple(lines)) for key, lines in sections.items()),
        )
    )
    return highlight.without(fresh, previous.minutes) if previous else fresh


def _debrief_notes(session: Session, plan: PlanSummary, of: RoundFacts) -> list[MinutesLine]:
    """What was typed for the debrief in the thread of the discussion's agenda."""
    agenda = agenda_drafting.of_discussion(session, plan, of.period)
    return [
        MinutesLine(
            text=stored.note.text,
            who=stored.who,
            said_on=stored.on,
            key=f"{NOTE}{stored.id}",
            group=stored.note.group,
        )
        for stored in (debrief_notes.of_agenda(session, agenda.id) if agenda else ())
    ]


def _comments(session: Session, plan: PlanSummary, first: date, last: date) -> list[MinutesLine]:
    """What coaches remarked since the minutes before; the leader decides what stays."""
    return [
        MinutesLine(
            text=plain("comments", "minutes_line", place=comment.place, about=comment.about, text=comment.text),
            who=comment.coach,
            said_on=comment.on,
            key=f"comment:{comment.id}",
        )
        for comment in comments.between(session, plan.id, first, last)
    ]


def _team_meetings(session: Session, plan: PlanSummary, first: date, last: date) -> list[MinutesLine]:
    """What milestone teams noted since then, and what became of their rocks."""
    notes = [
        MinutesLine(
            text=plain("milestones", "minutes_note", note=note), who=note.who, said_on=note.on, key=f"note:{note.id}"
        )
        for note in milestone_meetings.notes_between(session, plan.id, first, last)
    ]
    return notes + [
        MinutesLine(
            text=plain("milestones", "minutes_rock", rock=rock),
            who=rock.owner,
            said_on=rock.answered_on,
            key=f"rock:{rock.id}",
        )
        for rock in milestone_meetings.answered_between(session, plan.id, first, last)
    ]


def _undiscussed(session: Session, plan: PlanSummary, of: RoundFacts) -> tuple[str, ...]:
    coverage = agenda_drafting.covered(session, plan, of.period, is_published=False)
    return tuple(f"{strategy.code} {strategy.title}" for strategy in coverage.undiscussed())


def _standing(turn: Turn, plan: PlanSummary, of: RoundFacts, facts: Month) -> Standing:
    day = Day(turn.today(plan.time_zone), is_over=False)
    groups = item_progress.groups(turn.session, [plan.id], day.on)[plan.id]
    titles = plans.strategy_titles(turn.session, plan.id)
    parts = participations.in_round(turn.session, of.id)
    silent = [part.name for part in parts if not part.is_reported]
    return Standing.of(
        progress.count(groups, day),
        turn.now.astimezone(zone_named(plan.time_zone)),
        milestones=facts.milestones,
        reported=Fraction(len(parts) - len(silent), len(parts)),
        not_reported=silent,
        without_news=sum(1 for part in parts if part.is_reported and not part.answered),
        strategies=[
            StrategyStanding(status.strategy_name(titles, code), of_strategy)
            for code, of_strategy in progress.by_strategy(groups, day).items()
        ],
    )


def month(turn: Turn, plan: PlanSummary, of: RoundFacts, since: date, next_on: date | None = None) -> Month:
    """What the month brought since the first day that its minutes cover."""
    session, today = turn.session, turn.today(plan.time_zone)
    until = next_on - timedelta(days=1) if next_on else today + LOOK_AHEAD
    reports = answers.reports(session, of.id)
    about_items = [report for report in reports if report.subject is Subject.ITEM]
    about_milestones = [report for report in reports if report.subject is Subject.MILESTONE]
    day = Day(today, is_over=False)
    lagging_items = item_progress.lagging_items(session, plan.id, day)
    posted = topic_exhibits.of_plan(session, plan.id, since)
    with_posted = partial(_with_posted, topic_exhibits.of_plan(session, plan.id))
    lagging = partial(_lagging, answers.asked(session, of.id, Subject.ITEM), _codes(about_items), posted)
    of_plan = milestones.as_of(session, plan.id, day)
    behind_or_at_risk = lagging_milestones(of_plan)
    of_milestones = partial(
        _lagging, answers.asked(session, of.id, Subject.MILESTONE), _codes(about_milestones), posted, is_milestone=True
    )
    return Month(
        today=today,
        since=since,
        until=until,
        completed=with_posted(item_month.completed(session, plan.id, since, today)),
        on_track=[report.code for report in about_items if report.status is Status.ON_TRACK],
        recoveries=_recoveries(session, of, [*about_items, *about_milestones]),
        milestones=count_milestones(of_plan),
        completed_milestones=with_posted(milestone_month.completed(session, plan.id, since, today)),
        corrections=[_answer(answer) for answer in answers.corrections(session, of.id)],
        outcomes=outcomes.with_leads(session, plan.id, outcomes.of_plan(session, plan.id, today)),
        exhibits=exhibits_of_benchmarks(session, plan, of.period),
        posted=posted,
        behind=lagging(lagging_items.behind),
        at_risk=lagging(lagging_items.at_risk),
        behind_milestones=of_milestones(behind_or_at_risk.behind),
        at_risk_milestones=of_milestones(behind_or_at_risk.at_risk),
        supports=open_supports.open_on(session, plan.id, today),
        risks=risks.in_round(session, of),
        modifications=change_checks.changes(session, plan.id, since, today),
        coming_up=[
            *item_month.coming_up(session, plan.id, today, until),
            *milestone_month.coming_up(session, plan.id, today, until),
        ],
    )


def _codes(reports: Iterable[Report]) -> set[str]:
    return {report.code for report in reports}


def _recoveries(session: Session, of: RoundFacts, reports: Iterable[Report]) -> list[MonthAnswer]:
    by_id = answers.with_recovery(session, of.id)
    return [_answer(by_id[report.answer_id]) for report in reports if report.answer_id in by_id]


def _lagging(
    asked: Set[str],
    reported: Set[str],
    posted: Mapping[str, Sequence[str]],
    items: Iterable[LaggingItem],
    *,
    is_milestone: bool = False,
) -> list[Lagging]:
    return [
        Lagging(
            item=item,
            asked=item.code in asked,
            reported=item.code in reported,
            is_milestone=is_milestone,
            posted=posted.get(item.code, ()),
        )
        for item in items
    ]


def _with_posted(posted: Mapping[str, Sequence[str]], completed: Iterable[CompletedWork]) -> list[CompletedWork]:
    """With all that was ever posted about what is complete now."""
    return [replace(work, posted=posted.get(work.code, ())) for work in completed]


def _follow_up(session: Session, of: RoundFacts, previous: StoredMinutes | None, month: Month) -> FollowUp | None:
    """What became of the next steps of the last published minutes, and of the risks named last month."""
    promised = promises.of_minutes(session, previous.id) if previous else ()
    period, behind = previous.period if previous else "", {each.code for each in month.behind}
    return highlight.follow_up(period, promised, risks.earlier(session, of), month.today, behind=behind)


def _since(session: Session, plan: PlanSummary, of: RoundFacts, previous: StoredMinutes | None) -> date:
    """The first day these minutes cover: the day the last ones were signed, or the previous round opened."""
    if previous and previous.minutes.submitted_on:
        return previous.minutes.submitted_on
    before = rounds.previous_round(session, plan.id, of.period)
    return _opened_on(before, plan) if before else plan.created_on + timedelta(days=1)


def _opened_on(of: RoundFacts, plan: PlanSummary) -> date:
    return of.opened_at.astimezone(zone_named(plan.time_zone)).date()


def _answer(answer: SubjectAnswer) -> MonthAnswer:
    reported = answer.answer
    return MonthAnswer(
        id=answer.id,
        code=answer.code,
        text=answer.text,
        status=reported.status,
        who=answer.who,
        on=reported.on,
        cause=reported.cause,
        is_ours=reported.is_ours,
        recovery=reported.recovery,
        recovery_by=reported.recovery_by,
        evidence=reported.evidence or (reported.reading.source if reported.reading else ""),
        reading=reported.reading,
        due=answer.due,
        on_behalf_of=reported.on_behalf_of,
        late=reported.late,
        is_milestone=answer.subject is Subject.MILESTONE,
        corrects=answer.corrects,
    )
