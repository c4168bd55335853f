"""Bringing a plan file into the database: all of it or nothing."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.orm import Session

from bot.turns import Turn
from plans.calendar import SchoolYear
from plans.plan import Plan
from storage import people, plan_files, plans
from storage.models import Organization
from storage.plan_files import Imported


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    imported: Imported
    organization: str
    nobody_behind: tuple[str, ...]
    """Leads of the plan that nobody stands behind yet."""


def bring_in(
    turn: Turn,
    team_id: str,
    plan: Plan,
    file: Path,
    *,
    level: str = "school",
    parent: str | None = None,
    overwrite: bool = False,
) -> Outcome:
    """`overwrite` what changed in Slack as well.

    Raises LookupError for an unknown parent and ValueError for a plan without a school year.
    """
    session = turn.session
    organization = people.remember_organization(session, team_id, plan.organization, level, parent=parent)
    year = SchoolYear.named(plan.school_year)
    imported = plan_files.save(
        session,
        organization.id,
        plan,
        years=(year.first, year.last),
        source=file.name,
        digest=hashlib.sha256(file.read_bytes()).hexdigest(),
        stamp=turn.stamp(organization.time_zone),
        overwrite=overwrite,
    )
    session.flush()
    _match_names(session, team_id, imported.plan_id)
    held = people.holders_by_key(session, imported.plan_id)
    missing = [lead for lead in plans.leads_named(session, imported.plan_id) if people.role_key(lead) not in held]
    return Outcome(imported=imported, organization=plan.organization, nobody_behind=tuple(missing))


def begin(turn: Turn, organization: Organization, title: str, year: SchoolYear) -> bool:
    """An empty plan, for a school that will write its plan in conversations; False where the year has one."""
    on = turn.today(organization.time_zone)
    return plans.begin(turn.session, organization.id, title, year.name, years=(year.first, year.last), on=on)


def _match_names(session: Session, team_id: str, plan_id: int) -> None:
    """A lead who is named as in Slack needs no assigning."""
    held = people.holders_by_key(session, plan_id)
    by_name = {people.role_key(person.name): person for person in people.people(session, team_id) if person.active}
    for lead in plans.leads_named(session, plan_id):
        person = by_name.get(people.role_key(lead))
        if person is not None and people.role_key(lead) not in held:
            people.assign_role(session, plan_id, lead, [person.id])
