"""What a part of the plan says now, as the values of the form that rewrites it."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from plans.plan import SECTION_1, Measure
from storage.models import ActionItemRow, BenchmarkRow, GoalRow, MeasureRow, MilestoneRow, PlanRow, StrategyRow
from storage.people import mentions
from storage.plans import milestones
from storage.plans.places import PlanRowReference


def values_of(session: Session, place: PlanRowReference) -> dict[str, str]:
    """Only the fields that are filled in. Empty for a part that no pass of questions rewrites."""
    match place.table:
        case PlanRow.__tablename__:
            values = _section_1(session.get_one(PlanRow, place.row_id))
        case GoalRow.__tablename__:
            values = _goal(session.get_one(GoalRow, place.row_id))
        case StrategyRow.__tablename__:
            values = _strategy(session.get_one(StrategyRow, place.row_id))
        case BenchmarkRow.__tablename__:
            values = _benchmark(session.get_one(BenchmarkRow, place.row_id))
        case MilestoneRow.__tablename__:
            values = _milestone(session, session.get_one(MilestoneRow, place.row_id))
        case _:
            values = {}
    return {name: text for name, text in values.items() if text}


def values_to_edit(session: Session, place: PlanRowReference) -> dict[str, str]:
    """The same, also of a measure and of an action item, with its milestone's code."""
    match place.table:
        case MeasureRow.__tablename__:
            values = _measure(session.get_one(MeasureRow, place.row_id))
        case ActionItemRow.__tablename__:
            values = _item(session, session.get_one(ActionItemRow, place.row_id))
        case _:
            return values_of(session, place)
    return {name: text for name, text in values.items() if text}


def measures_of(session: Session, goal: PlanRowReference) -> dict[str, Measure]:
    """The measures of a goal by their keys, in the plan's order."""
    statement = select(MeasureRow).filter_by(goal_id=goal.row_id, dropped=False).order_by(MeasureRow.id)
    return {
        str(PlanRowReference(MeasureRow.__tablename__, row.id)): Measure(
            indicator=row.indicator, source=row.source, baseline=row.baseline, targets=tuple(row.targets)
        )
        for row in session.scalars(statement)
    }


def _section_1(row: PlanRow) -> dict[str, str | None]:
    return {name: getattr(row, name) for name in SECTION_1}


def _goal(row: GoalRow) -> dict[str, str | None]:
    """Without its measures: the form writes one with a new indicator as a second measure."""
    return {"text": row.text, "explanation": row.explanation}


def _strategy(row: StrategyRow) -> dict[str, str | None]:
    names = ("title", "if_we", "then", "and_so", "practice", "serves", "lead", "resources")
    return {name: getattr(row, name) for name in names}


def _benchmark(row: BenchmarkRow) -> dict[str, str | None]:
    return {"text": row.text, "stage": row.kind, "due": row.due.isoformat() if row.due else None}


def _milestone(session: Session, row: MilestoneRow) -> dict[str, str | None]:
    """A date that only follows the quarter is left out, so that it goes on following it."""
    own_date = row.due if row.due and not milestones.follows_quarter(session, row.id) else None
    return {
        "title": row.title,
        "lead": row.lead,
        "team": "\n".join(row.team),
        "quarter": row.quarter,
        "due": own_date.isoformat() if own_date else None,
    }


def _measure(row: MeasureRow) -> dict[str, str | None]:
    return {
        "indicator": row.indicator,
        "source": row.source,
        "baseline": row.baseline,
        "targets": "\n".join(row.targets),
    }


def _item(session: Session, row: ActionItemRow) -> dict[str, str | None]:
    milestone = session.get(MilestoneRow, row.milestone_id) if row.milestone_id else None
    return {
        "text": row.text,
        "due": row.due.isoformat() if row.due else None,
        "milestone": milestone.code if milestone else None,
        "start": row.start.isoformat() if row.start else None,
        "collaborators": "\n".join(mentions.with_names(session, row.plan_id, row.collaborators)),
        "output": row.output,
        "resources": row.resources,
    }
