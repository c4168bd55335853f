"""Drafting the minutes from a month's answers."""

from datetime import date, timedelta

from bot.kinds import KINDS
from bot.messages import minutes as messages
from bot.turns import Turn
from conversations import highlight
from conversations.highlight import (
    ComingUp,
    Minutes,
    MinutesLine,
    MinutesSection,
    Modification,
    Month,
    MonthAnswer,
    NamedRisk,
    Section,
)
from plans.progress import Status
from plans.time_zones import zone_named
from prompts import formats
from storage.items import items
from storage.models import ActionItemRow
from storage.plans.plans import PlanSummary
from storage.rounds import answers, rounds
from storage.rounds import minutes as store
from storage.rounds.answers import SubjectAnswer
from storage.rounds.rounds import RoundFacts

LOOK_AHEAD = timedelta(days=31)


def drafted(turn: Turn, plan: PlanSummary, of: RoundFacts) -> Minutes:
    """The draft's six sections, from everything since the round before. Its lines are filed under the month's name."""
    with formats.for_a_file(of.period):
        return _drafted(turn, plan, of)


def _drafted(turn: Turn, plan: PlanSummary, of: RoundFacts) -> Minutes:
    today = turn.today(plan.time_zone)
    previous = store.published_before(turn.session, plan.id, of.period)
    month = _month(turn, plan, of, today)
    remarks = highlight.draft(month)
    sections: dict[Section, list[MinutesLine]] = {key: [] for key in Section}
    for remark in remarks:
        line = MinutesLine(text=messages.worded(remark), who=messages.who(remark), said_on=remark.said_on)
        sections[remark.section].append(line)
    already_listed = frozenset(item.text for item in month.coming_up)
    since = _since(turn, plan, of)
    for feed in (kind.minutes_lines for kind in KINDS if kind.minutes_lines):
        for section, line in feed(turn.session, plan, since, today, already_listed=already_listed):
            sections[section].append(line)
    fresh = highlight.offered(
        Minutes(
            organization=plan.organization,
            plan=plan.title,
            period=of.period,
            participants=tuple(answers.who_answered(turn.session, of.id)),
            held_on=today,
            previous_on=previous.minutes.held_on if previous else None,
            sections=tuple(MinutesSection(key=key, lines=tuple(lines)) for key, lines in sections.items()),
        )
    )
    return highlight.without(fresh, previous.minutes) if previous else fresh


def _month(turn: Turn, plan: PlanSummary, of: RoundFacts, today: date) -> Month:
    session = turn.session
    since = _since(turn, plan, of)
    coming = items.due_between(session, plan.id, today, today + LOOK_AHEAD)
    replies = [_reply(answer) for answer in answers.counting(session, of.id)]
    answered = {reply.code for reply in replies}
    done = [completed for completed in items.finished(session, plan.id, since, today) if completed.code not in answered]
    return Month(
        replies=(*(_finished(completed) for completed in done), *replies),
        risks=tuple(
            NamedRisk(risk=risk.risk, mitigation=risk.mitigation, who=who, on=at.date())
            for who, risk, at in answers.risks_in(session, of.id)
        ),
        modifications=tuple(_modification(change) for change in items.date_changes(session, plan.id, since, today)),
        coming_up=tuple(_coming_up(item) for item in coming),
    )


def _since(turn: Turn, plan: PlanSummary, of: RoundFacts) -> date:
    """The first day these minutes cover: the day the last ones were signed, or the previous round opened."""
    signed = store.published_before(turn.session, plan.id, of.period)
    if signed and signed.minutes.submitted_on:
        return signed.minutes.submitted_on
    before = rounds.previous_round(turn.session, plan.id, of.period)
    return _opened_on(before, plan) if before else plan.created_on + timedelta(days=1)


def _opened_on(of: RoundFacts, plan: PlanSummary) -> date:
    return of.opened_at.astimezone(zone_named(plan.time_zone)).date()


def _reply(answer: SubjectAnswer) -> MonthAnswer:
    reported = answer.answer
    return MonthAnswer(
        code=answer.code,
        text=answer.text,
        status=reported.status,
        who=answer.who,
        on=reported.on,
        cause=reported.cause,
        recovery=reported.recovery,
        support=reported.support,
        evidence=reported.evidence,
        completed_on=reported.completed_on,
        due=answer.due,
        on_behalf_of=reported.on_behalf_of,
        late=reported.late,
        corrects=answer.corrects,
    )


def _finished(item: items.CompletedItem) -> MonthAnswer:
    """An item completed between two check-ins, so that no request asked about it."""
    return MonthAnswer(
        code=item.code, text=item.text, status=Status.DONE, who=item.who, on=item.on, completed_on=item.completed_on
    )


def _modification(change: items.DateChange) -> Modification:
    return Modification(
        code=change.code,
        text=change.text,
        old_due=change.old_due,
        new_due=change.new_due,
        reason=change.reason,
        who=change.who,
        on=change.on,
    )


def _coming_up(item: ActionItemRow) -> ComingUp:
    assert item.due is not None  # it was found by its due date
    return ComingUp(code=item.code, text=item.text, due=item.due, owner=item.owner or "")
