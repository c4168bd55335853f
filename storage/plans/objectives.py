"""The objectives of the plan above, and which of them the strategies of a plan serve."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from plans.objectives import OWN, Objective
from plans.practices import codes_of
from storage.items.items import Stamp
from storage.models import OrganizationRow, PlanRow, PriorityRow, StrategyRow
from storage.people import organization_tree
from storage.plans import plan_changes, plans
from storage.plans.part_coding import words_of
from storage.plans.places import PlanRowReference
from storage.plans.plan_changes import in_plan_on
from storage.plans.plans import PlanSummary
from storage.plans.wordings import text_on
from storage.rows import Columns, rows
from storage.upsert import change


@dataclass(frozen=True, slots=True, kw_only=True)
class UnlinkedStrategy:
    """A strategy of which nobody has decided yet what it serves."""

    row_id: int
    code: str
    title: str
    words: str
    practices: Sequence[str]
    """The codes that it works on."""


def above(session: Session, plan: PlanSummary, today: date) -> list[Objective]:
    """Those that the plan's strategies may serve: of the nearest organization above that has a plan.

    They are as of today, or of the nearest day of the plan's own school year.
    """
    on = max(min(today, plan.ends_on), plan.starts_on)
    return above_organization(session, plan.workspace_id, plan.organization_id, on)


def above_organization(session: Session, team_id: str, organization_id: int, on: date) -> list[Objective]:
    """Those that the strategies of the organization's plan may serve on the day."""
    plan_id = plan_above(session, team_id, organization_id, on)
    return [] if plan_id is None else of_plans(session, [plan_id], on)[plan_id]


def plan_above(session: Session, team_id: str, organization_id: int, on: date) -> int | None:
    tree = organization_tree.as_of(session, team_id, on)
    lineage = organization_tree.lineage(tree, organization_id)[1:]
    plan_ids = plans.of_day(session, team_id, on, within=lineage)
    return next((plan_ids[id_] for id_ in lineage if id_ in plan_ids), None)


def of_plans(session: Session, plan_ids: Collection[int], on: date) -> dict[int, list[Objective]]:
    """Those of each plan as of the end of the day, in the plan's order."""
    practices, words = _of_their_strategies(session, plan_ids, on)
    statement = (
        select(
            *(PriorityRow.id, PriorityRow.plan_id, PriorityRow.code, text_on(PriorityRow.title, on)),
            OrganizationRow.name.label("organization"),
        )
        .join(PlanRow, PlanRow.id == PriorityRow.plan_id)
        .join(OrganizationRow, OrganizationRow.id == PlanRow.organization_id)
        .where(PriorityRow.plan_id.in_(plan_ids), in_plan_on(PriorityRow, on))
        .order_by(PriorityRow.id)
    )
    of_plan: dict[int, list[Objective]] = {plan_id: [] for plan_id in plan_ids}
    for row in rows(session, statement):
        objective = _objective(row, practices.get(row.id, set()), words.get(row.id, []))
        of_plan[row.plan_id].append(objective)
    return of_plan


def _of_their_strategies(
    session: Session, plan_ids: Collection[int], on: date
) -> tuple[Mapping[int, set[str]], Mapping[int, list[str]]]:
    """The practices and the titles of the strategies under each priority, by its id."""
    practices: dict[int, set[str]] = {}
    words: dict[int, list[str]] = {}
    columns = (StrategyRow.priority_id, StrategyRow.practice, text_on(StrategyRow.title, on))
    statement = select(*columns).where(StrategyRow.plan_id.in_(plan_ids), in_plan_on(StrategyRow, on))
    for row in rows(session, statement):
        practices.setdefault(row.priority_id, set()).update(codes_of(row.practice))
        words.setdefault(row.priority_id, []).append(row.title)
    return practices, words


def _objective(row: Columns, practices: Collection[str], words: Sequence[str]) -> Objective:
    return Objective(
        key=str(PlanRowReference(PriorityRow.__tablename__, row.id)),
        organization=row.organization,
        code=row.code,
        title=row.title,
        practices=frozenset(practices),
        words=" ".join((row.title, *words)),
    )


def by_key(session: Session, serves: str | None) -> Objective | None:
    """The objective that a strategy stores, as it is worded now; None for the school's own, or for none."""
    if not serves or serves == OWN:
        return None
    statement = (
        select(PriorityRow.id, PriorityRow.code, PriorityRow.title, OrganizationRow.name.label("organization"))
        .join(PlanRow, PlanRow.id == PriorityRow.plan_id)
        .join(OrganizationRow, OrganizationRow.id == PlanRow.organization_id)
        .where(PriorityRow.id == PlanRowReference.parse(serves).row_id)
    )
    row = next(iter(rows(session, statement)), None)
    return None if row is None else _objective(row, (), ())


def names(session: Session, keys: Iterable[str | None]) -> dict[str, str]:
    """What plan files say for the keys that strategies store: number and title as they are now, and OWN."""
    named = {key: by_key(session, key) for key in set(keys) if key and key != OWN}
    return {OWN: OWN} | {key: objective.name for key, objective in named.items() if objective}


# ---------------------------------------------------------------- which strategy serves which


def unlinked(session: Session, plan_id: int, objectives: Sequence[Objective]) -> list[UnlinkedStrategy]:
    """Those that serve none of these objectives and were not called the school's own, in the plan's order."""
    decided = {OWN, *(objective.key for objective in objectives)}
    statement = select(StrategyRow).filter_by(plan_id=plan_id, dropped=False).order_by(StrategyRow.id)
    return [
        UnlinkedStrategy(
            row_id=row.id, code=row.code, title=row.title, words=words_of(row), practices=codes_of(row.practice)
        )
        for row in session.scalars(statement)
        if row.serves not in decided
    ]


def link(session: Session, row: StrategyRow, serves: str | None, stamp: Stamp, why: str) -> None:
    """`serves` is the key of an objective, or OWN. What it was before is kept, with who changed it and when."""
    plan_changes.record_changed(session, row, {"serves": serves}, stamp, why)
    change(session, StrategyRow, row.id, serves=serves)


def serving(session: Session, key: str) -> list[StrategyRow]:
    """The strategies in plans now that serve an objective."""
    statement = select(StrategyRow).filter_by(serves=key, dropped=False).order_by(StrategyRow.plan_id, StrategyRow.id)
    return list(session.scalars(statement))


def in_next_plan(session: Session, serves: str | None, on: date) -> str | None:
    """What a strategy serves when it goes on in the next school year.

    The objective with the same number and title in the next plan of the same organization; None if there is none yet.
    """
    if not serves or serves == OWN:
        return serves
    old = session.get(PriorityRow, PlanRowReference.parse(serves).row_id)
    if old is None:
        return None
    organization_id = session.get_one(PlanRow, old.plan_id).organization_id
    statement = (
        select(PriorityRow.id)
        .join(PlanRow, PlanRow.id == PriorityRow.plan_id)
        .where(PlanRow.organization_id == organization_id, PlanRow.starts_on <= on, PlanRow.ends_on >= on)
        .where(PriorityRow.code == old.code, PriorityRow.title == old.title, PriorityRow.dropped.is_(False))
    )
    row_id = session.scalar(statement.limit(1))
    return None if row_id is None else str(PlanRowReference(PriorityRow.__tablename__, row_id))
