"""Texts with the words that somebody searches for, within what that person may read."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Integer,
    Row,
    Select,
    String,
    bindparam,
    column,
    func,
    or_,
    select,
    table,
)
from sqlalchemy.orm import Session

from plans.search_words import Piece, excerpt, shares, words_of
from storage.dialogs import readers
from storage.models import DialogRow, PersonRow
from storage.people import mentions
from storage.search.full_text import MARKS, TABLE, FullText
from storage.search.index import of_dialect
from storage.search.sources import PERSON, UNQUOTED, SearchedKind, SearchedSource
from storage.upsert import dialect

_TEXTS = table(
    TABLE,
    *(column(name, Integer) for name in ("id", "plan_id", "row_id")),
    *(column(name, String) for name in ("kind", "source", "part", "day", "text")),
    *(column(name, Boolean) for name in ("gone", "draft")),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What is searched for, and where."""

    words: Sequence[str]
    workspace_id: str
    slack_id: str
    """Of the reader, who decides which private dialogs are searched."""
    plan_ids: Sequence[int]
    draft_plan_ids: Sequence[int]
    """Those whose drafts of minutes the reader may see, too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    kind: SearchedKind
    source: SearchedSource
    row_id: int
    part: str
    """What of the row it is, such as the key of a cause."""
    plan_id: int
    day: str
    """An ISO date, a month "2026-11", or nothing."""
    is_gone: bool
    """Whether it is canceled."""
    is_draft: bool
    excerpt: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class MatchGroup:
    """Matches of one kind, the newest first."""

    kind: SearchedKind
    total: int
    matches: Sequence[Match]


def find(session: Session, search: Search, *, most: int, only: SearchedKind | None = None) -> list[MatchGroup]:
    """The groups that have matches, with up to `most` of them together."""
    if not search.words or not search.plan_ids:
        return []
    name = dialect(session)
    full_text = of_dialect(name)
    values = {
        "search_query": full_text.query(_spellings(session, search)),
        "plan_ids": search.plan_ids,
        "draft_plan_ids": search.draft_plan_ids,
        "most": most,
    }
    rows = session.execute(_newest(name, only, search.slack_id), values).all()
    by_kind = {kind: [row for row in rows if row.kind == kind] for kind in SearchedKind}
    listed = shares({kind: of_kind[0].total for kind, of_kind in by_kind.items() if of_kind}, most)
    return [_group(session, full_text, kind, by_kind[kind], listed[kind]) for kind in listed]


def stored(session: Session, source: SearchedSource, row_id: int, part: str, *, reader: str) -> Match | None:
    """The match with its whole text. None if it is gone, or left by a private dialog that the reader isn't in."""
    statement = select(_TEXTS, _TEXTS.c.text.label("marked")).where(
        _TEXTS.c.source == source, _TEXTS.c.row_id == row_id, _TEXTS.c.part == part, _is_open_to(reader)
    )
    row = session.execute(statement).first()
    return _match(session, row, row.text, whole=True) if row else None


def _group(
    session: Session, full_text: FullText, kind: SearchedKind, rows: Sequence[Row[Any]], listed: int
) -> MatchGroup:
    matches = [_match(session, row, full_text.as_stored(row.marked, row.text)) for row in rows[:listed]]
    return MatchGroup(kind, rows[0].total, matches)


def _match(session: Session, row: Row[Any], marked: str, *, whole: bool = False) -> Match:
    quoted = _PERSON.sub(r"\1<@\2>\3", marked.partition(UNQUOTED)[0])
    named = mentions.with_names(session, row.plan_id, quoted).replace(PERSON, "<@")
    return Match(
        kind=SearchedKind(row.kind),
        source=SearchedSource(row.source),
        row_id=row.row_id,
        part=row.part,
        plan_id=row.plan_id,
        day=row.day,
        is_gone=row.gone,
        is_draft=row.draft,
        excerpt=(Piece(named.strip()),) if whole else excerpt(named, MARKS),
    )


_PERSON = re.compile(f"({MARKS[0]}?){PERSON}([0-9]+)({MARKS[1]}?)>")


_NAMES = select(PersonRow.id, PersonRow.name).where(PersonRow.workspace_id == bindparam("workspace_id"))


def _spellings(session: Session, search: Search) -> list[tuple[str, ...]]:
    """Each word as it is, or as the id of a person who has it in their name."""
    ids: dict[str, list[str]] = {word: [] for word in search.words}
    for person_id, name in session.execute(_NAMES, {"workspace_id": search.workspace_id}):
        for word in words_of(name).intersection(ids):
            ids[word].append(f"{PERSON}{person_id}")
    return [(word, *ids[word]) for word in search.words]


@lru_cache(maxsize=256)
def _newest(dialect_name: str, only: SearchedKind | None, reader: str) -> Select[*tuple[Any, ...]]:
    """The newest matches of each kind. What is canceled comes last.

    Building the statement takes longer than running it, so a reader's is kept for their next search.
    """
    full_text = of_dialect(dialect_name)
    newest_first = (_TEXTS.c.gone, _TEXTS.c.day.desc(), _TEXTS.c.row_id, _TEXTS.c.part)
    number = func.row_number().over(partition_by=_TEXTS.c.kind, order_by=newest_first)
    total = func.count().over(partition_by=_TEXTS.c.kind)
    readable = (
        full_text.matches(),
        _TEXTS.c.plan_id.in_(bindparam("plan_ids", expanding=True)),
        or_(_TEXTS.c.draft.is_(False), _TEXTS.c.plan_id.in_(bindparam("draft_plan_ids", expanding=True))),
        _is_open_to(reader),
        *((_TEXTS.c.kind == only,) if only else ()),
    )
    matching = select(_TEXTS.c.id, number.label("number"), total.label("total")).select_from(_TEXTS).where(*readable)
    numbered = matching.subquery()
    return (
        select(_TEXTS, numbered.c.total, full_text.marked().label("marked"))
        .join(numbered, numbered.c.id == _TEXTS.c.id)
        .where(numbered.c.number <= bindparam("most"))
        .order_by(numbered.c.number)
    )


def _is_open_to(slack_id: str) -> ColumnElement[bool]:
    dialog = select(DialogRow.id).where(DialogRow.id == _TEXTS.c.row_id, readers.may_read(slack_id))
    return or_(_TEXTS.c.source != SearchedSource.DIALOG, dialog.exists())
