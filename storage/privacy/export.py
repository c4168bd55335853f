"""Everything that is stored by and about one person, as values. Private words of other people stay out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from plans.former_members import Identity
from plans.mentions import mention
from storage.archives.row_titles import title_of
from storage.models import OutboxRow, PersonRow
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
_SENTENCES = ("text", "facts", "what")
"""Where the lines of documents have what they say, beside whose it is."""
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
    drawn: str
    """For such a message, the name of what it shows; else empty."""
    pointers: Mapping[str, int]
    """What it shows that of: ids, by the names that the message has for them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonMention:
    """A text of somebody else in which the person stands."""

    table: str
    key: str
    plan_id: int | None
    text: str | None
    """None where others may have written it in private."""
    about: str
    """What the row with the text is called, such as the code and the title of a part; empty if it has no title."""
    field: str
    """The column, or within a document the field, that has the text."""
    beside: str
    """The sentence it belongs to, where the text is only a name."""


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
    payload = cells["payload"]
    return ReceivedMessage(
        sent_at=sent_at,
        text=str(payload.get("text", "")),
        about=cells["key"],
        drawn=str(payload.get("make", "")),
        pointers={name: row_id for name, row_id in payload.items() if type(row_id) is int},
    )


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
        for text in _texts(row.cells[column.name], column.name):
            if mention(who.person_id) in text.text or who.names_in(text.text):
                yield _mention(session, row, column.name, text)


def _mention(session: Session, row: StoredRow, column: str, text: "_Text") -> PersonMention:
    is_private = row.table.name in _WITHOUT_WORDS or (row.table.name, column) == ("support", "background")
    words = {"text": text.text, "beside": text.beside, "about": title_of(row.table.name, row.cells)}
    if row.plan_id is not None:
        words = mentions.with_names(session, row.plan_id, words)
    return PersonMention(
        table=row.table.name,
        key=row.key,
        plan_id=row.plan_id,
        text=None if is_private else words["text"],
        about="" if is_private else words["about"],
        field=text.field,
        beside="" if is_private or text.beside == text.text else words["beside"],
    )


@dataclass(frozen=True, slots=True)
class _Text:
    text: str
    field: str
    """The nearest name above it in a document."""
    beside: str


def _texts(content: object, field: str, beside: str = "") -> Iterator[_Text]:
    if isinstance(content, str):
        yield _Text(content, field, beside)
    elif isinstance(content, list):
        for part in content:
            yield from _texts(part, field, beside)
    elif isinstance(content, dict):
        sentence = next((content[name] for name in _SENTENCES if isinstance(content.get(name), str)), "")
        for name, part in content.items():
            yield from _texts(part, name, sentence or beside)
