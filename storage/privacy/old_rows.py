"""Which rows of a table a class of a retention rule holds, where it isn't all of them."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from sqlalchemy import ColumnElement, Table, and_, cast, exists, or_, select
from sqlalchemy.types import JSON, String

from conversations.threads.replies import Voice
from storage.archives import scopes
from storage.models import (
    AgendaRow,
    Base,
    DialogReplyRow,
    DialogRow,
    MinutesRow,
    PlanRow,
    ReadingRow,
)
from storage.plans import setups
from storage.privacy.documents import REMOVED
from storage.privacy.retention_classes import OldWords

Condition = ColumnElement[bool]
_PRIVATE_VOICES = (Voice.NAMED, Voice.NAMELESS)


def of_plan(words: OldWords, plan_id: int) -> Condition:
    """The condition for the rows of a plan that the class holds."""
    table = table_of(words)
    belongs = scopes.of_plan(table, plan_id)
    assert belongs is not None  # only tables with something of a plan are in a class
    return and_(belongs, _ROWS[words.rows](plan_id)) if words.rows else belongs


def table_of(words: OldWords) -> Table:
    return Base.metadata.tables[words.table]


def has_words(words: OldWords) -> Condition:
    """Whether something is left in a row to be removed. Of documents only reading them tells."""
    table = table_of(words)
    texts = [has_text(table.c[name]) for name in words.texts]
    others = [~is_empty(table.c[name]) for name in words.emptied]
    return or_(*texts, *others)


def has_text(column: ColumnElement[str]) -> Condition:
    return and_(column != "", ~column.startswith(REMOVED))


def is_empty(column: ColumnElement[str]) -> Condition:
    """Of a text, or of a list or mapping in JSON."""
    return cast(column, String).in_(("[]", "{}")) if isinstance(column.type, JSON) else column == ""


def empty_form(column: ColumnElement[str]) -> str | list[str] | dict[str, str]:
    if not isinstance(column.type, JSON):
        return ""
    return [] if column.name in _LISTS else {}


_LISTS = ("evidence", "recorded")
"""Columns with a list in JSON; the others have a mapping."""


def _dialogs(*, are_finished: bool) -> Condition:
    phase = DialogRow.__table__.c.phase
    return phase == "finished" if are_finished else phase != "finished"


def _without_script(*, are_finished: bool) -> Condition:
    """A dialog about a problem has the problem as its title; a coaching conversation that of its script."""
    return and_(DialogRow.__table__.c.script == "", _dialogs(are_finished=are_finished))


def _of_dialogs(table: str, *, are_finished: bool) -> Condition:
    dialog_ids = select(DialogRow.id).where(_dialogs(are_finished=are_finished))
    return Base.metadata.tables[table].c.dialog_id.in_(dialog_ids)


def _replies(*, are_finished: bool) -> Condition:
    is_public = DialogReplyRow.__table__.c.voice.not_in(_PRIVATE_VOICES)
    return and_(is_public, _of_dialogs("dialog_reply", are_finished=are_finished))


def _is_posted() -> Condition:
    return AgendaRow.__table__.c.posted_at.is_not(None)


def _is_in_setup(plan_id: int) -> Condition:
    return exists().where(PlanRow.id == plan_id, setups.is_unfinished()).correlate(None)


_ROWS: Mapping[str, Callable[[int], Condition]] = MappingProxyType(
    {
        "readings_in_words": lambda _: ReadingRow.__table__.c.number.is_(None),
        "finished_dialogs": lambda _: _dialogs(are_finished=True),
        "unfinished_dialogs": lambda _: _dialogs(are_finished=False),
        "finished_without_script": lambda _: _without_script(are_finished=True),
        "unfinished_without_script": lambda _: _without_script(are_finished=False),
        "finished_replies": lambda _: _replies(are_finished=True),
        "unfinished_replies": lambda _: _replies(are_finished=False),
        "facts_of_finished": lambda _: _of_dialogs("asked_facts", are_finished=True),
        "facts_of_unfinished": lambda _: _of_dialogs("asked_facts", are_finished=False),
        "written_in_finished": lambda _: _of_dialogs("written_part", are_finished=True),
        "written_in_unfinished": lambda _: _of_dialogs("written_part", are_finished=False),
        "private_replies": lambda _: DialogReplyRow.__table__.c.voice.in_(_PRIVATE_VOICES),
        "drafts_of_minutes": lambda _: MinutesRow.__table__.c.state == "draft",
        "published_minutes": lambda _: MinutesRow.__table__.c.state == "published",
        "unposted_agendas": lambda _: ~_is_posted(),
        "posted_agendas": lambda _: _is_posted(),
        "unfinished_setup": _is_in_setup,
    }
)
