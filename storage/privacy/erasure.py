"""Erases a person: their row stays, emptied, and nothing that is stored names them any more.

Whatever points to them, such as answers, signatures and history, stays as it is and reads "a former member".
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Table, delete, func, or_, select, update
from sqlalchemy.orm import Session

from plans.former_members import Identity
from storage.archives import scopes
from storage.models import (
    AbsenceRow,
    ActionItemRow,
    Base,
    FileUploadRow,
    HomePageRow,
    HomeSettingRow,
    InitiativeRaterRow,
    InitiativeRatingRoundRow,
    InitiativeRatingRow,
    MembershipRow,
    OutboxRow,
    PersonalScheduleRow,
    PersonRow,
    PlanRow,
    RoleHolderRow,
)
from storage.people import memberships, role_changes
from storage.people.role_changes import Author
from storage.people.role_holders import role_key
from storage.privacy import finding
from storage.privacy import holds as legal_holds
from storage.privacy.columns import REPLACEABLE, SPOKEN, Holds, columns_with, holds
from storage.privacy.finding import StoredRow

NO_ZONE, NO_LOCALE = "UTC", "en-US"
_OWN = (PersonalScheduleRow, AbsenceRow, HomePageRow, HomeSettingRow)
"""What only the person needs."""
_KEY_OF = {"action_item": ("owner", "owner_key"), "role_holder": ("role", "role_key")}
"""Labels, and the columns by which they are looked up."""
_UNSENT = ("pending", "sending", "failed", "unknown")


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedPlace:
    """A text that may still name the person, because only a part of the name stands there."""

    plan_id: int | None
    table: str
    key: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageInSlack:
    """What the bot posted in Slack, where only Slack's admins can change it."""

    channel: str
    ts: str
    files: str
    """Slack's ids of its files, separated by commas; empty for a message."""
    about: str
    """The key of the message, which says what it was about."""


@dataclass(slots=True)
class Erasure:
    """What erasing a person changes, or would change."""

    pointing: Counter[str] = field(default_factory=Counter)
    """Rows that stay as they are and point to the emptied row, by table."""
    rewritten: Counter[str] = field(default_factory=Counter)
    """Rows from whose texts the name is taken, by table."""
    deleted: Counter[str] = field(default_factory=Counter)
    left: list[NamedPlace] = field(default_factory=list)
    posted: list[MessageInSlack] = field(default_factory=list)
    """Messages in channels and to others that name the person."""
    files: list[MessageInSlack] = field(default_factory=list)
    """Files of the plans that they had to do with, which may name them."""


def survey(session: Session, workspace_id: str, who: Identity) -> Erasure:
    """What would change. Nothing is written."""
    outlook = Erasure(deleted=_counted_own(session, who), files=_files(session, workspace_id, who))
    for row in finding.pointing(session, workspace_id, who):
        outlook.pointing[row.table.name] += 1
    for row in finding.naming(session, workspace_id, who, *REPLACEABLE):
        _note(outlook, row, _changes(row, who), who)
    outlook.left = list(left_over(session, workspace_id, who))
    return outlook


def rewrite(session: Session, person: PersonRow, who: Identity, now: datetime) -> Erasure:
    """Empty the row and take the name out of every text. Roles stay until `end_roles`, so that heirs can be found."""
    changes = Erasure(deleted=_counted_own(session, who), files=_files(session, person.workspace_id, who))
    _delete_own(session, who)
    _point_to_owner(session, person, who)
    for row in list(finding.naming(session, person.workspace_id, who, *REPLACEABLE)):
        changed = _changes(row, who)
        _note(changes, row, changed, who)
        if changed:
            _give_way(session, row, changed)
            session.connection().execute(update(row.table).where(row.is_it).values(changed))
    _empty(session, person, who, now)
    changes.left = list(left_over(session, person.workspace_id, who))
    return changes


def held_plans(session: Session, person: PersonRow, who: Identity) -> frozenset[int]:
    """The plans under a legal hold that the person has to do with. Of these nothing may change, so who it was stays."""
    under_hold = legal_holds.held_in_workspace(session, person.workspace_id)
    if not under_hold:
        return frozenset()
    touched = {row.plan_id for row in finding.pointing(session, person.workspace_id, who)}
    touched |= {row.plan_id for row in finding.mentioning(session, who)}
    messages = []
    for row in finding.naming(session, person.workspace_id, who, *REPLACEABLE, Holds.FROZEN):
        if _changes(row, who) or any(who.names_in(row.cells[column.name]) for column in _frozen(row.table)):
            touched.add(row.plan_id)
            messages += [row.cells["id"]] if row.table.name == OutboxRow.__tablename__ else []
    return frozenset(
        plan_id for plan_id in under_hold if plan_id in touched or _is_near(session, plan_id, person, messages)
    )


def _frozen(table: Table) -> Sequence[Column[object]]:
    return columns_with(table, Holds.FROZEN)


def _is_near(session: Session, plan_id: int, person: PersonRow, messages: Sequence[int]) -> bool:
    """Whether the person has a role where the plan is, or one of these messages is about it."""
    organization_id = session.scalars(select(PlanRow.organization_id).filter_by(id=plan_id)).one()
    if memberships.roles_in(session, person.id, organization_id):
        return True
    about_it = scopes.of_plan(_table(OutboxRow), plan_id)
    assert about_it is not None
    return bool(set(messages).intersection(session.scalars(select(OutboxRow.id).where(about_it))))


def end_roles(session: Session, person: PersonRow, author: Author) -> int:
    """Revoke the person's roles; the record of their being granted stays. Returns how many there were."""
    granted = session.execute(select(MembershipRow.organization_id, MembershipRow.role).filter_by(person_id=person.id))
    roles = [(organization_id, role) for organization_id, role in granted]
    for organization_id, role in roles:
        role_changes.revoke(session, organization_id, person.id, role, author)
    leads = session.execute(select(RoleHolderRow.plan_id, RoleHolderRow.role).filter_by(person_id=person.id)).all()
    for plan_id, role in leads:
        others = select(RoleHolderRow.person_id).filter_by(plan_id=plan_id, role_key=role_key(role))
        remaining = list(session.scalars(others.where(RoleHolderRow.person_id != person.id)))
        role_changes.assign(session, plan_id, role, remaining, author)
    return len(roles) + len(leads)


def left_over(session: Session, workspace_id: str, who: Identity) -> Sequence[NamedPlace]:
    """Texts that people read in which a first or last name stands, beside what a signed document says for good."""
    places = []
    for row in finding.naming(session, workspace_id, who, *SPOKEN, Holds.FROZEN):
        if row.table.name == "organization":
            continue
        for column in columns_with(row.table, *SPOKEN, Holds.FROZEN):
            content = row.cells[column.name]
            content = content if holds(column) is Holds.FROZEN else who.replaced(content)
            texts = who.parts_in(content)
            places += [NamedPlace(plan_id=row.plan_id, table=row.table.name, key=row.key, text=text) for text in texts]
    return places


def _note(erasure: Erasure, row: StoredRow, changed: Mapping[str, Any], who: Identity) -> None:
    if not changed:
        return
    erasure.rewritten[row.table.name] += 1
    cells = row.cells
    is_in_slack = row.table.name == OutboxRow.__tablename__ and cells["state"] == "sent" and cells["sent_ts"]
    if is_in_slack and "payload" in changed and cells["sent_channel"] not in who.ids:
        erasure.posted.append(_posted(cells))


def _files(session: Session, workspace_id: str, who: Identity) -> list[MessageInSlack]:
    plans = {row.plan_id for row in finding.pointing(session, workspace_id, who)} - {None}
    sent = select(_table(OutboxRow)).where(
        OutboxRow.workspace_id == workspace_id, OutboxRow.kind == "upload", OutboxRow.state == "sent"
    )
    rows = session.execute(sent.order_by(OutboxRow.id)).mappings()
    return [_posted(row) for row in rows if row["payload"].get("plan") in {*plans, None}]


def _posted(cells: Mapping[Any, Any]) -> MessageInSlack:
    return MessageInSlack(
        channel=cells["sent_channel"] or cells["channel"],
        ts=cells["sent_ts"] or "",
        files=cells["file_id"] or "",
        about=cells["key"],
    )


def _changes(row: StoredRow, who: Identity) -> Mapping[str, Any]:
    """The cells of the row as they read without the person."""
    changed = {}
    for column in columns_with(row.table, *REPLACEABLE):
        content = row.cells[column.name]
        if holds(column) is Holds.ROLE_KEY:
            continue
        if holds(column) is Holds.SLACK_ID:
            without = who.stand_in if content in who.ids else content
        else:
            without = who.replaced(content)
        if without != content:
            changed[column.name] = without
    looked_up_by = _KEY_OF.get(row.table.name)
    if looked_up_by and looked_up_by[0] in changed:
        changed[looked_up_by[1]] = role_key(changed[looked_up_by[0]])
    return changed


def _give_way(session: Session, row: StoredRow, changed: Mapping[str, Any]) -> None:
    """Whoever holds two roles that had the names of former members holds one."""
    if row.table.name == RoleHolderRow.__tablename__ and "role_key" in changed:
        same = (RoleHolderRow.plan_id == row.cells["plan_id"], RoleHolderRow.person_id == row.cells["person_id"])
        session.execute(delete(RoleHolderRow).where(*same, RoleHolderRow.role_key == changed["role_key"]))


def _counted_own(session: Session, who: Identity) -> Counter[str]:
    counts = Counter({own.__tablename__: _count(session, _table(own), who) for own in _OWN})
    to_person = select(func.count()).where(OutboxRow.channel.in_(who.ids), OutboxRow.state.in_(_UNSENT))
    counts["outbox"] = session.scalar(to_person) or 0
    return +counts


def _count(session: Session, table: Table, who: Identity) -> int:
    return session.scalar(select(func.count()).select_from(table).where(table.c.person_id == who.person_id)) or 0


def _delete_own(session: Session, who: Identity) -> None:
    """What was only for them: schedules, settings, unsent messages, and ratings of rounds that are still open."""
    for own in _OWN:
        table = _table(own)
        session.execute(delete(table).where(table.c.person_id == who.person_id))
    stood_in = update(PersonalScheduleRow).where(PersonalScheduleRow.stand_in_id == who.person_id)
    session.execute(stood_in.values(stand_in_id=None))
    raters = select(InitiativeRaterRow.id).where(InitiativeRaterRow.person_id == who.person_id)
    session.execute(delete(InitiativeRatingRow).where(InitiativeRatingRow.rater_id.in_(raters)))
    still_open = select(InitiativeRatingRoundRow.id).where(InitiativeRatingRoundRow.closed_on.is_(None))
    session.execute(
        delete(InitiativeRaterRow).where(
            InitiativeRaterRow.person_id == who.person_id, InitiativeRaterRow.round_id.in_(still_open)
        )
    )
    to_person = OutboxRow.channel.in_(who.ids)
    of_no_use = or_(OutboxRow.state.in_(_UNSENT), OutboxRow.kind.in_(("home", "update", "ephemeral", "react")))
    session.execute(delete(OutboxRow).where(to_person, of_no_use))
    session.execute(update(OutboxRow).where(to_person).values(payload={}))
    files = update(FileUploadRow).where(FileUploadRow.person_id == who.person_id)
    session.execute(files.values(content="", name=""))
    session.execute(files.where(FileUploadRow.state.in_(("received", "readable"))).values(state="cancelled"))


def _point_to_owner(session: Session, person: PersonRow, who: Identity) -> None:
    """Items whose owner is their name point to their row instead, and stay theirs, with their history."""
    if who.has_namesake:
        return
    named = update(ActionItemRow).where(
        ActionItemRow.owner_key == role_key(person.name),
        ActionItemRow.owner_id.is_(None),
        scopes.of_workspace(_table(ActionItemRow), person.workspace_id),
    )
    session.execute(named.values({"owner_role": None, "owner_key": "", "owner_id": person.id}))


def _table(row_type: type[Base]) -> Table:
    table = row_type.__table__
    assert isinstance(table, Table)
    return table


def _empty(session: Session, person: PersonRow, who: Identity, now: datetime) -> None:
    """From now on Slack's lists of people find no row with this person's id, and whoever writes again is new."""
    emptied = {
        "slack_id": who.stand_in,
        "handle": "",
        "name": who.words,
        "time_zone": NO_ZONE,
        "locale": NO_LOCALE,
        "title": "",
        "active": False,
        "guest": False,
        "administers": False,
        "unreachable": None,
        "erased_at": now,
    }
    session.execute(update(PersonRow).where(PersonRow.id == person.id).values(emptied))
    session.refresh(person)
