"""Plans: which there are, and beginning an empty one."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from plans.mentions import mentioned
from plans.plan import Goal, Measure
from storage.models import (
    ActionItemRow,
    GoalRow,
    ItemOfferRow,
    MeasureRow,
    MilestoneRow,
    OrganizationRow,
    PersonRow,
    PlanRow,
    PriorityRow,
    StrategyRow,
)
from storage.plans import setups
from storage.plans.plan_changes import in_plan_on
from storage.rows import rows
from storage.upsert import insert_missing


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanSummary:
    """A plan and its organization, without its parts."""

    id: int
    title: str
    school_year: str
    starts_on: date
    ends_on: date
    organization_id: int
    organization: str
    workspace_id: str
    time_zone: str
    channel: str | None
    asks_on: str
    asks_at: str
    open_days: int
    created_on: date


def summaries(session: Session, team_id: str) -> list[PlanSummary]:
    statement = (
        select(PlanRow, OrganizationRow)
        .join(OrganizationRow, OrganizationRow.id == PlanRow.organization_id)
        .where(OrganizationRow.workspace_id == team_id)
        .order_by(OrganizationRow.name, PlanRow.school_year)
    )
    return [_summary(plan, organization) for plan, organization in session.execute(statement)]


def summary(session: Session, plan_id: int) -> PlanSummary:
    """Raises LookupError for an unknown plan."""
    statement = select(PlanRow, OrganizationRow).join(OrganizationRow).where(PlanRow.id == plan_id)
    row = session.execute(statement).one_or_none()
    if row is None:
        raise LookupError(f"plan {plan_id}")
    return _summary(*row)


def exists(session: Session, plan_id: int) -> bool:
    return session.scalar(select(PlanRow.id).filter_by(id=plan_id)) is not None


def of_year(session: Session, organization_id: int, school_year: str) -> int | None:
    """Id of the organization's plan for a school year; None if it has none."""
    return session.scalar(select(PlanRow.id).filter_by(organization_id=organization_id, school_year=school_year))


def in_session(session: Session, today: date) -> list[PlanSummary]:
    """Plans whose school year has begun and is not over, of organizations that are not closed, in every workspace.

    Without those that are still being set up.
    """
    statement = select(PlanRow, OrganizationRow).join(OrganizationRow)
    statement = statement.where(OrganizationRow.closed_on.is_(None), ~setups.is_unfinished())
    in_year = statement.where(PlanRow.starts_on <= today, PlanRow.ends_on >= today).order_by(PlanRow.id)
    return [_summary(*row) for row in session.execute(in_year)]


def of_day(session: Session, team_id: str, on: date, within: Collection[int] | None = None) -> dict[int, int]:
    """Each organization's plan of that day, by the organization's id: the newest that had begun and was not over.

    In the weeks between two school years it is the plan that ended last. `within` are ids of organizations; None for
    all of the workspace.
    """
    statement = (
        select(PlanRow.id, PlanRow.organization_id, PlanRow.ends_on)
        .join(OrganizationRow, OrganizationRow.id == PlanRow.organization_id)
        .where(OrganizationRow.workspace_id == team_id, PlanRow.starts_on <= on)
        .order_by(PlanRow.starts_on, PlanRow.id)
    )
    begun = rows(session, statement if within is None else statement.where(OrganizationRow.id.in_(within)))
    at_work = [plan for plan in begun if plan.ends_on >= on]
    return {plan.organization_id: plan.id for plan in at_work or begun}


def _summary(plan: PlanRow, organization: OrganizationRow) -> PlanSummary:
    return PlanSummary(
        id=plan.id,
        title=plan.title,
        school_year=plan.school_year,
        starts_on=plan.starts_on,
        ends_on=plan.ends_on,
        organization_id=organization.id,
        organization=organization.name,
        workspace_id=organization.workspace_id,
        time_zone=organization.time_zone,
        channel=organization.channel,
        asks_on=plan.asks_on,
        asks_at=plan.asks_at,
        open_days=plan.open_days,
        created_on=plan.created_on,
    )


def begin(
    session: Session, organization_id: int, title: str, school_year: str, *, years: tuple[date, date], on: date
) -> bool:
    """Add an empty plan, to be written in dialogs. Returns False if the year already has one."""
    values = {
        "organization_id": organization_id,
        "school_year": school_year,
        "title": title,
        "starts_on": years[0],
        "ends_on": years[1],
        "created_on": on,
    }
    return insert_missing(session, PlanRow, [values], unique=["organization_id", "school_year"]) == 1


def strategy_titles(session: Session, plan_id: int) -> dict[str, str]:
    """Titles by code, in the plan's order. Also those that were taken out: what was done for them still counts."""
    statement = select(StrategyRow.code, StrategyRow.title).filter_by(plan_id=plan_id).order_by(StrategyRow.id)
    return dict(session.execute(statement).all())


def strategies_on(session: Session, plan_id: int, day: date) -> frozenset[str]:
    """The codes of the strategies that were in the plan on the day."""
    statement = select(StrategyRow.code).where(StrategyRow.plan_id == plan_id, in_plan_on(StrategyRow, day))
    return frozenset(session.scalars(statement))


def goals(session: Session, plan_id: int) -> list[Goal]:
    measures: dict[int, list[Measure]] = {}
    for row in session.scalars(select(MeasureRow).filter_by(plan_id=plan_id, dropped=False).order_by(MeasureRow.id)):
        if row.goal_id is not None:
            measures.setdefault(row.goal_id, []).append(
                Measure(
                    indicator=row.indicator,
                    source=row.source,
                    baseline=row.baseline,
                    targets=tuple(row.targets),
                )
            )
    statement = select(GoalRow).filter_by(plan_id=plan_id, dropped=False).order_by(GoalRow.id)
    return [
        Goal(
            code=row.code,
            text=row.text,
            explanation=row.explanation,
            measures=tuple(measures.get(row.id, ())),
        )
        for row in session.scalars(statement)
    ]


def leads_named(session: Session, plan_id: int) -> list[str]:
    """Every person or role the plan names, once, in the plan's order, without owners assigned in Slack."""
    leads: dict[str, None] = {}
    for table in (PriorityRow, StrategyRow, MilestoneRow):
        for lead in session.scalars(select(table.lead).filter_by(plan_id=plan_id, dropped=False).order_by(table.id)):
            leads |= {lead: None} if lead else {}
    chosen = _chosen_in_slack(session, plan_id)
    for item in session.scalars(select(ActionItemRow).filter_by(plan_id=plan_id).order_by(ActionItemRow.id)):
        names = (item.owner_role, *item.collaborators)
        leads |= {name: None for name in names if name and (item.id, name) not in chosen and not mentioned(name)}
    return list(leads)


def _chosen_in_slack(session: Session, plan_id: int) -> set[tuple[int, str]]:
    """Items, each with the name of a person it was offered to."""
    statement = (
        select(ItemOfferRow.item_id, PersonRow.name)
        .join(PersonRow, PersonRow.id == ItemOfferRow.person_id)
        .join(ActionItemRow, ActionItemRow.id == ItemOfferRow.item_id)
        .where(ActionItemRow.plan_id == plan_id)
    )
    return {(item_id, name) for item_id, name in session.execute(statement)}


def milestones(session: Session, plan_id: int) -> list[tuple[int, str, str]]:
    """Id, code and title, in the plan's order."""
    statement = select(MilestoneRow.id, MilestoneRow.code, MilestoneRow.title).filter_by(plan_id=plan_id, dropped=False)
    return [(id_, code, title) for id_, code, title in session.execute(statement.order_by(MilestoneRow.id))]
