"""All evidence that a plan's people named or showed in a span of days."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import chain

from sqlalchemy import select
from sqlalchemy.orm import Session

from conversations.check_in import Subject
from conversations.documents.packet import EvidenceLine
from plans.time_zones import zone_named
from storage.models import (
    ActionItemRow,
    AgendaEvidenceRow,
    AgendaRow,
    AnswerRow,
    BenchmarkRow,
    CheckInRequestRow,
    GoalRow,
    ItemNoteRow,
    MeasureRow,
    MilestoneEventRow,
    MilestoneRow,
    RoundRow,
    ShownEvidenceRow,
    StrategyRow,
    TopicExhibitRow,
)
from storage.plans.plans import PlanSummary
from storage.rounds import readings
from storage.rounds.subjects import COLUMN
from storage.rows import Columns, rows

Named = Mapping[Subject, Mapping[int, tuple[str, str]]]
"""Code and text of each part of the plan that has evidence; for a benchmark or measure, the code is its strategy's."""


def of_plan(session: Session, plan: PlanSummary, first: date, last: date) -> Sequence[EvidenceLine]:
    """By day, then by code. What was taken back is left out, and what was typed twice stands once."""
    named = _named(session, plan.id)
    lines = chain(
        _typed(session, plan, named),
        _completed_milestones(session, plan.id),
        _readings(session, plan, named),
        _exhibits(session, plan.id, named),
        _presented(session, plan.id),
    )
    in_span = {line for line in lines if first <= line.on <= last}
    return sorted(in_span, key=lambda line: (line.on, line.code, line.text, line.words, line.name, line.link))


def _named(session: Session, plan_id: int) -> Named:
    items = select(ActionItemRow.id, ActionItemRow.code, ActionItemRow.text).filter_by(
        plan_id=plan_id, provides_support=False
    )
    milestones = select(MilestoneRow.id, MilestoneRow.code, MilestoneRow.title.label("text"))
    benchmarks = select(BenchmarkRow.id, StrategyRow.code, BenchmarkRow.text)
    measures = select(MeasureRow.id, StrategyRow.code, MeasureRow.indicator.label("text"), GoalRow.code.label("goal"))
    statements = {
        Subject.ITEM: items,
        Subject.MILESTONE: milestones.where(MilestoneRow.plan_id == plan_id),
        Subject.BENCHMARK: benchmarks.join(StrategyRow, StrategyRow.id == BenchmarkRow.strategy_id).where(
            BenchmarkRow.plan_id == plan_id
        ),
        Subject.MEASURE: measures.outerjoin(StrategyRow, StrategyRow.id == MeasureRow.strategy_id)
        .outerjoin(GoalRow, GoalRow.id == MeasureRow.goal_id)
        .where(MeasureRow.plan_id == plan_id),
    }
    return {
        subject: {row.id: (row.code or row._asdict().get("goal", ""), row.text) for row in rows(session, statement)}
        for subject, statement in statements.items()
    }


def _of(named: Named, row: Columns) -> tuple[str, str] | None:
    """Code and text of what the row is about; None for something outside the plan."""
    ids = row._asdict()
    about = ((subject, ids[column]) for subject, column in COLUMN.items() if ids.get(column) is not None)
    return next((named[subject][id_] for subject, id_ in about if id_ in named.get(subject, {})), None)


def _typed(session: Session, plan: PlanSummary, named: Named) -> Iterator[EvidenceLine]:
    """About action items: in check-ins, and in the form that completes one."""
    of_plan_ids = select(ActionItemRow.id).filter_by(plan_id=plan.id)
    answers = select(AnswerRow.item_id, AnswerRow.on, AnswerRow.evidence).where(
        AnswerRow.item_id.in_(of_plan_ids), AnswerRow.evidence != ""
    )
    notes = select(ItemNoteRow.item_id, ItemNoteRow.at, ItemNoteRow.reason).where(
        ItemNoteRow.item_id.in_(of_plan_ids), ItemNoteRow.change == "finished", ItemNoteRow.reason != ""
    )
    zone = zone_named(plan.time_zone)
    days = [(row, row.on, row.evidence) for row in rows(session, answers)]
    days += [(row, row.at.astimezone(zone).date(), row.reason) for row in rows(session, notes)]
    for row, on, words in days:
        if about := _of(named, row):
            yield EvidenceLine(on=on, code=about[0], text=about[1], words=words)


def _completed_milestones(session: Session, plan_id: int) -> Iterator[EvidenceLine]:
    statement = (
        select(MilestoneEventRow.recorded_on, MilestoneRow.code, MilestoneRow.title, MilestoneEventRow.evidence)
        .join(MilestoneRow, MilestoneRow.id == MilestoneEventRow.milestone_id)
        .where(MilestoneRow.plan_id == plan_id, MilestoneEventRow.evidence != "")
    )
    for row in rows(session, statement):
        yield EvidenceLine(on=row.recorded_on, code=row.code, text=row.title, words=row.evidence)


def _readings(session: Session, plan: PlanSummary, named: Named) -> Iterator[EvidenceLine]:
    """What was read of measures and benchmarks, with its source."""
    for sourced in readings.with_sources(session, plan.id):
        if about := named[sourced.subject].get(sourced.row_id):
            code, text = about
            read = sourced.reading
            yield EvidenceLine(on=sourced.recorded_on, code=code, text=text, words=read.source, reading=read)


def _exhibits(session: Session, plan_id: int, named: Named) -> Iterator[EvidenceLine]:
    """Files and links posted in reply to check-ins."""
    ids = (getattr(TopicExhibitRow, column) for column in COLUMN.values())
    columns = (TopicExhibitRow.recorded_on, TopicExhibitRow.line, TopicExhibitRow.name, TopicExhibitRow.link)
    statement = (
        select(*ids, *columns)
        .join(CheckInRequestRow, CheckInRequestRow.id == TopicExhibitRow.request_id)
        .join(RoundRow, RoundRow.id == CheckInRequestRow.round_id)
        .where(RoundRow.plan_id == plan_id, TopicExhibitRow.withdrawn.is_(False))
    )
    for row in rows(session, statement):
        code, text = _of(named, row) or ("", "")
        yield EvidenceLine(on=row.recorded_on, code=code, text=text, words=row.line, name=row.name, link=row.link)


def _presented(session: Session, plan_id: int) -> Iterator[EvidenceLine]:
    """What presenters brought to highlight discussions."""
    statement = (
        select(ShownEvidenceRow, StrategyRow.code, AgendaEvidenceRow.what)
        .join(AgendaRow, AgendaRow.id == ShownEvidenceRow.agenda_id)
        .outerjoin(AgendaEvidenceRow, AgendaEvidenceRow.id == ShownEvidenceRow.evidence_id)
        .outerjoin(StrategyRow, StrategyRow.id == AgendaEvidenceRow.strategy_id)
        .where(AgendaRow.plan_id == plan_id, ShownEvidenceRow.withdrawn.is_(False))
    )
    for row, code, what in session.execute(statement):
        yield EvidenceLine(
            on=row.recorded_on, code=code or "", text=what or "", words=row.line, name=row.name, link=row.link
        )
