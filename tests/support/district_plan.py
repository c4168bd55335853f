"""A plan of the demo's school district, which has none of its own, and what Bethel's strategies serve."""

from datetime import date

from sqlalchemy import select

from storage.database import Database
from storage.models import OrganizationRow, PlanRow, PriorityRow, StrategyRow


def save_district_plan(database: Database) -> None:
    """Two objectives with a strategy each."""
    with database.write() as session:
        above = session.scalars(select(OrganizationRow).filter_by(name="Riverbend School District")).one()
        years = {"school_year": "2026-27", "starts_on": date(2026, 7, 1), "ends_on": date(2027, 6, 30)}
        plan = PlanRow(organization_id=above.id, title="Riverbend plan", created_on=date(2027, 7, 1), **years)
        session.add(plan)
        session.flush()
        for code, title, practice in (
            ("1", "Strong lessons in every school", "3b"),
            ("2", "Families at the table", "4c"),
        ):
            objective = PriorityRow(plan_id=plan.id, code=code, title=title)
            session.add(objective)
            session.flush()
            strategy = {"priority_id": objective.id, "code": f"{code}.1", "title": title, "practice": practice}
            session.add(StrategyRow(plan_id=plan.id, **strategy))


def served(database: Database) -> dict[str, str | None]:
    """By the strategies' codes: the number of the objective that they serve, or "own"."""
    with database.read() as session:
        codes = {f"priority:{row.id}": row.code for row in session.scalars(select(PriorityRow))}
        bethel = select(PlanRow.id).join(OrganizationRow).where(OrganizationRow.name == "Bethel Elementary School")
        strategies = session.scalars(select(StrategyRow).where(StrategyRow.plan_id.in_(bethel)))
        return {row.code: codes.get(row.serves or "", row.serves) for row in strategies}
