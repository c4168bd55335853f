"""Everything that is stored by and about one person, as values. Private words of other people stay out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from plans.former_members import Identity
from plans.mentions import mention
from storage.models import ActionItemRow, MilestoneRow, OutboxRow, PersonRow, RoundRow
from storage.people import mentions
from storage.privacy import finding
from storage.privacy.columns import SPOKEN, Holds, columns_with
from storage.privacy.finding import StoredRow

_WHOLE: Mapping[str, frozenset[str]] = {
    "action_item": frozenset({"imported"}),
    "agenda": frozenset({"content", "posted_content"}),
    "dialog": frozenset({"frozen", "state"}),
    "document_template": frozenset({"content"}),
    "file_upload": frozenset({"content"}),
    "minutes": frozenset({"content"}),
    "signed_document": frozenset({"content"}),
}
"""Whole documents and files, and what a whole team said: what they say of the person is among the mentions."""
_WITHOUT_WORDS = frozenset({"asked_facts", "dialog", "dialog_reply", "outbox", "private_answer", "private_question"})
"""Of mentions here only the place is exported: others may have written them in private."""
_SENT = ("post", "upload", "ephemeral")


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalRecord:
    """A row that is by or about the person."""

    table: str
    plan_id: int | None
    through: Sequence[str]
    """The columns that point to the person."""
    cells: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceivedMessage:
    sent_at: datetime | None
    """None if it hasn't been sent."""
    text: str
    about: str
    """Its key, which says what it is about where the text is made only when it is sent."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonMention:
    """A text of somebody else in which the person stands."""

    table: str
    key: str
    plan_id: int | None
    text: str | None
    """None where others may have written it in private."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonalData:
    records: Sequence[PersonalRecord]
    messages: Sequence[ReceivedMessage]
    mentions: Sequence[PersonMention]


def personal_data(session: Session, person: PersonRow) -> PersonalData:
    who = finding.identity(session, person, "")
    rows = [finding.profile(session, person.id), *finding.pointing(session, person.workspace_id, who)]
    own = {(row.table.name, row.key) for row in rows}
    rows += [row for row in finding.owned(session, person.id) if (row.table.name, row.key) not in own]
    own = {(row.table.name, row.key) for row in rows}
    records = [_record(session, row, who) for row in rows if row.table.name != OutboxRow.__tablename__]
    received = [row for row in rows if row.table.name == OutboxRow.__tablename__]
    return PersonalData(
        records=records,
        messages=[_message(row.cells) for row in received if _is_to(row.cells, who)],
        mentions=[each for row in _naming(session, person, who) for each in _mentions(session, row, who, own)],
    )


def _record(session: Session, row: StoredRow, who: Identity) -> PersonalRecord:
    left_out = _WHOLE.get(row.table.name, frozenset())
    if row.table.name == "support" and row.cells["provider_id"] != who.person_id:
        left_out = frozenset({"background"})  # a cause that a team named in private, for the provider alone
    cells = {name: cell for name, cell in row.cells.items() if name not in left_out}
    pointers = columns_with(row.table, Holds.POINTER, Holds.SLACK_ID)
    return PersonalRecord(
        table=row.table.name,
        plan_id=row.plan_id,
        through=[column.name for column in pointers if row.cells[column.name] in (who.person_id, *who.ids)],
        cells=cells if row.plan_id is None else mentions.with_names(session, row.plan_id, cells),
    )


def _is_to(cells: Mapping[str, Any], who: Identity) -> bool:
    is_to_person = cells["channel"] in who.ids or cells["payload"].get("user") == who.slack_id
    return is_to_person and cells["kind"] in _SENT


def _message(cells: Mapping[str, Any]) -> ReceivedMessage:
    sent_at = cells["claimed_at"] if cells["state"] == "sent" else None
    return ReceivedMessage(sent_at=sent_at, text=str(cells["payload"].get("text", "")), about=cells["key"])


def _naming(session: Session, person: PersonRow, who: Identity) -> Iterator[StoredRow]:
    """Each row once, whether it has their mention or their name."""
    seen = set()
    for rows in (finding.mentioning(session, who), finding.naming(session, person.workspace_id, who, *SPOKEN)):
        for row in rows:
            if (row.table.name, row.key) not in seen:
                seen.add((row.table.name, row.key))
                yield row


def _mentions(session: Session, row: StoredRow, who: Identity, own: set[tuple[str, str]]) -> Iterator[PersonMention]:
    """Of rows that are theirs anyway, only what a whole document says."""
    is_own = (row.table.name, row.key) in own
    for column in columns_with(row.table, *SPOKEN, Holds.FROZEN):
        if column.name == "imported" or (is_own and column.name not in _WHOLE.get(row.table.name, ())):
            continue  # what a file said stands in the parts themselves
        for text in _texts(row.cells[column.name]):
            if mention(who.person_id) in text or who.names_in(text):
                yield PersonMention(
                    table=row.table.name,
                    key=row.key,
                    plan_id=row.plan_id,
                    text=_readable(session, row, column.name, text),
                )


def _readable(session: Session, row: StoredRow, column: str, text: str) -> str | None:
    if row.table.name in _WITHOUT_WORDS or (row.table.name, column) == ("support", "background"):
        return None
    return text if row.plan_id is None else mentions.with_names(session, row.plan_id, text)


def _texts(content: object) -> Iterator[str]:
    if isinstance(content, str):
        yield content
    elif isinstance(content, dict | list):
        for part in content.values() if isinstance(content, dict) else content:
            yield from _texts(part)


Subjects = Mapping[tuple[str, Any], str]
"""What a pointer of a row leads to, by the column and the id there: the code of an item, the period of a round."""
POINTERS: Mapping[str, Any] = {
    "round_id": RoundRow.period,
    "milestone_id": MilestoneRow.code,
    "item_id": ActionItemRow.code,
}


def subjects_of(session: Session, gathered: PersonalData) -> Subjects:
    subjects: dict[tuple[str, Any], str] = {}
    for name, column in POINTERS.items():
        keys = {record.cells[name] for record in gathered.records if record.cells.get(name) is not None}
        table = column.class_
        for row_id, words in session.execute(select(table.id, column).where(table.id.in_(keys))):
            subjects[name, row_id] = words
    return subjects
