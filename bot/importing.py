"""Imports plan files and calendars into the database, each in one transaction."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy.orm import Session

from bot import served
from bot.action_items import moves, notifying, rewriting
from bot.turns import Turn
from conversations.action_items import News
from plans.calendar import SchoolYear
from plans.findings import Finding, FindingCode, Severity
from plans.item_progress import Day
from plans.lead_names import is_role
from plans.plan import ActionItem, Milestone, Plan, Strategy
from plans.practices import is_own_code, practice_of, stored_codes
from plans.school_calendar import Closing, DayOff, Term
from prompts import plain
from storage.items import item_changes, items
from storage.items.item_changes import ItemDetails
from storage.models import OrganizationRow, PersonRow
from storage.people import calendars, organizations, people, role_changes, role_holders
from storage.people.role_changes import Author
from storage.plans import files, milestones, own_practices, part_coding, plan_changes, plans
from storage.plans.files import Imported
from storage.plans.plans import PlanSummary


class NobodysChangesError(Exception):
    """Owners must be notified of changes without a known author. The turn is rolled back."""


@dataclass(frozen=True, slots=True)
class SourceFile:
    """The file that a plan was read from. The same content is never imported twice."""

    name: str
    digest: str

    @classmethod
    def at(cls, path: Path) -> "SourceFile":
        return cls.of(path.name, path.read_bytes())

    @classmethod
    def of(cls, name: str, content: bytes) -> "SourceFile":
        return cls(name, hashlib.sha256(content).hexdigest())


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    imported: Imported
    organization: str
    nobody_behind: tuple[str, ...]
    """Leads of the plan to whom no one is assigned yet."""
    uncoded: int = 0
    """How many strategies, and action items without a milestone, have no effective practice."""
    findings: tuple[Finding, ...] = ()
    """Open work that is due on days without school, and own codes that the district names otherwise or not at all."""


def bring_in(
    turn: Turn,
    team_id: str,
    plan: Plan,
    file: SourceFile,
    *,
    level: str = "school",
    parent: str | None = None,
    reason: str = "",
    overwrite: bool = False,
) -> Outcome:
    """Import the plan. `reason` is that of all changes; without one, it is the file's name.

    `overwrite` replaces changes made in Slack.

    Raises LookupError for an unknown parent, ValueError for a plan without a school year, and NobodysChangesError.
    """
    session = turn.session
    organization = save_organization(turn, team_id, plan.organization, level, parent=parent)
    year = SchoolYear.named(plan.school_year)
    links = served.links(turn, organization, plan, year, file.name)
    plan_id = plans.of_year(session, organization.id, plan.school_year)
    owners_before = item_changes.owners_in(session, plan_id) if plan_id is not None else {}
    imported = files.save(
        session,
        organization.id,
        plan,
        years=(year.first, year.last),
        source=file.name,
        digest=file.digest,
        stamp=turn.stamp(organization.time_zone),
        why=reason,
        overwrite=overwrite,
        serves=links.keys,
    )
    imported = served.in_words(session, imported)
    session.flush()
    author = Author(at=turn.now, person_id=turn.person.id if turn.person else None, login=f"import of {file.name}")
    match_names(session, team_id, imported.plan_id, author)
    _notify_owners(turn, imported, owners_before, reason or plain("action_items", "from_sheet", name=file.name))
    holders = role_holders.by_key(session, imported.plan_id)
    missing = [
        lead for lead in plans.leads_named(session, imported.plan_id) if role_holders.role_key(lead) not in holders
    ]
    finding = due_on_days_off(turn, plans.summary(session, imported.plan_id), file.name)
    return Outcome(
        imported=imported,
        organization=plan.organization,
        nobody_behind=tuple(missing),
        uncoded=len(part_coding.uncoded(session, imported.plan_id)),
        findings=(
            *((finding,) if finding else ()),
            *_practice_findings(session, organization.id, plan, file.name),
            *links.findings,
        ),
    )


def _practice_findings(session: Session, organization_id: int, plan: Plan, where: str) -> list[Finding]:
    """About the districts' own codes that the plan's parts name."""
    named, warning = own_practices.names(session, organization_id), Severity.WARNING
    parts: list[Strategy | Milestone | ActionItem] = [*plan.strategies(), *plan.milestones(), *plan.action_items()]
    codes = {code for part in parts for code in stored_codes(part.practice) if is_own_code(code)}
    findings = []
    for code in sorted(codes):
        name, printed = named.get(code), plan.own_practices.get(code, "")
        if name is None:
            values = {"practice": code, "counted": practice_of(code)}
            findings.append(Finding(where, FindingCode.PRACTICE_NOT_NAMED, warning, values))
        elif printed and printed.casefold() != name.casefold():
            values = {"practice": code, "first": name, "other": printed}
            findings.append(Finding(where, FindingCode.PRACTICE_TWO_NAMES, warning, values))
    return findings


def replace_calendar(
    turn: Turn, organization: OrganizationRow, closings: Collection[Closing], terms: Collection[Term], source: str
) -> None:
    """Replace the organization's calendar in the school years these cover. Milestones due by a quarter follow it."""
    follow_quarters = milestones.dated_by_quarter(turn.session)
    calendars.replace(turn.session, organization.id, closings, terms)
    for milestone_id in follow_quarters:
        milestones.redate_by_quarter(turn.session, milestone_id, turn.stamp(organization.time_zone), source)


def due_on_days_off(turn: Turn, plan: PlanSummary, name: str) -> Finding | None:
    """Points out open action items and milestones that are due on coming days without school."""
    session, today = turn.session, turn.today(plan.time_zone)
    calendar, codes = calendars.of(session, plan.organization_id), defaultdict[DayOff, list[str]](list)
    dated = [(item.code, item.due) for item in items.all_open(session, plan.id)]
    of_plan = milestones.as_of(session, plan.id, Day(today, is_over=False))
    dated += [(milestone.code, milestone.due) for milestone in of_plan if not milestone.completed_on]
    for code, due in dated:
        day_off = calendar.day_off(due) if due and due >= today else None
        if day_off is not None:
            codes[day_off].append(code)
    days = sorted(codes.items(), key=lambda pair: pair[0].on)
    return Finding(name, FindingCode.DUE_ON_DAYS_OFF, Severity.WARNING, {"days": days}) if days else None


def _notify_owners(turn: Turn, imported: Imported, owners_before: Mapping[str, frozenset[int]], why: str) -> None:
    """Notify the owners of changed items. `owners_before` are the owners before the import.

    New items need no notice, because the next check-in asks about them.
    """
    now = item_changes.owners_in(turn.session, imported.plan_id)
    for change in imported.changed:
        if change.part not in ("owner", "due") or not (owners_before.get(change.code) or now.get(change.code)):
            continue
        item = item_changes.load(turn.session, items.find(turn.session, imported.plan_id, change.code).id)
        if item is None or not item.item.is_open:
            continue
        if turn.person is None:
            raise NobodysChangesError
        if change.part == "owner":
            _reassign(turn, item, owners_before[change.code], why)
        else:
            notifying.queue_notices_for_owners(turn, item, News.DATE_MOVED, why, item.item.due)


def _reassign(turn: Turn, now: ItemDetails, before: frozenset[int], why: str) -> None:
    item = replace(now, item=replace(now.item, owners=before))
    rewriting.reassign(turn, item, why)
    moves.show(turn, item)


def save_organization(turn: Turn, team_id: str, name: str, level: str, *, parent: str | None = None) -> OrganizationRow:
    """Find or create the organization of that name, and keep that it was added. LookupError for an unknown parent."""
    is_new = organizations.find(turn.session, team_id, name) is None
    row = organizations.save_organization(turn.session, team_id, name, level, parent=parent)
    if is_new:
        plan_changes.record_organization(turn.session, row, turn.stamp(row.time_zone))
    return row


def begin(turn: Turn, organization: OrganizationRow, title: str, year: SchoolYear) -> bool:
    """Add an empty plan, to be written in coaching conversations. False if the school year has a plan."""
    on = turn.today(organization.time_zone)
    return plans.begin(turn.session, organization.id, title, year.name, years=(year.first, year.last), on=on)


def match_names(session: Session, team_id: str, plan_id: int, author: Author) -> None:
    """Assign leads to the person with the same name in Slack.

    Namesakes and guests are left to a plan manager. Roles are not names: no one named "Principal" becomes it.
    """
    holders = role_holders.by_key(session, plan_id)
    by_name: dict[str, list[PersonRow]] = {}
    for person in people.people(session, team_id):
        if person.active:
            by_name.setdefault(role_holders.role_key(person.name), []).append(person)
    for lead in plans.leads_named(session, plan_id):
        alike = by_name.get(role_holders.role_key(lead), [])
        if (
            len(alike) == 1
            and not alike[0].guest
            and role_holders.role_key(lead) not in holders
            and not is_role(lead, alone=True)
        ):
            role_changes.assign(session, plan_id, lead, [alike[0].id], author)
