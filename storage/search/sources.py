"""What can be found: one SELECT for each source, from which the triggers and the whole index are made.

Each SELECT returns the columns of `searched_text` (storage/search/index.py).
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum


class SearchedKind(StrEnum):
    """The groups in which matches are listed."""

    ITEM = "item"
    MINUTES = "minutes"
    DECISION = "decision"
    CAUSE = "cause"


class SearchedSource(StrEnum):
    """Where a text is stored."""

    ITEM = "item"
    MINUTES = "minutes"
    DIALOG = "dialog"
    ITEM_CAUSE = "item_cause"
    MILESTONE_CAUSE = "milestone_cause"


UNQUOTED = "\x1e"
"""Begins what is searched but not quoted: codes, owners, collaborators."""
PERSON = "personid"
"""What the index has in place of the `<@` of a mention, so that `<@12>` is a word: personid12."""
DECLINED = "declined:"
"""Begins the part of a decision not to act on a root; the root's key follows."""

_TYPED = (
    *("title", "text", "name", "if_we", "then", "and_so", "explanation", "indicator", "source", "evidence"),
    *("trouble", "reason", "provider", "lead"),
)
"""The fields of a dialog's written part that people typed. The others are codes, dates and numbers."""
_NO_DECISIONS = ("action_item", "actor", "influence")
"""Kinds of written parts that are no decisions. Action items are a source of their own."""


@dataclass(frozen=True, slots=True)
class Json:
    """How a database reads JSON. Paths and names are ours, never typed."""

    each: Callable[[str, str], str]
    """The rows of an array or an object, as `key` and `value`, of a column and a path. An empty path is the whole."""
    text: Callable[[str, str], str]
    """The text of a field of a `value`; NULL if it has none."""
    own_text: Callable[[str], str]
    """The text that a `value` itself is."""
    join: Callable[[str, str], str]
    """The aggregate of texts, with a separator."""


SQLITE = Json(
    each=lambda column, path: f"json_each(CASE WHEN json_valid({column}) THEN {column} END, '${path and f'.{path}'}')",
    text=lambda document, name: f"json_extract({document}, '$.{name}')",
    own_text=lambda document: document,
    join=lambda texts, separator: f"group_concat({texts}, '{separator}')",
)
POSTGRESQL = Json(
    each=lambda column, path: f"searched_each({column}::text, '{{{path.replace('.', ',')}}}')",
    text=lambda document, name: f"({document} ->> '{name}')",
    own_text=lambda document: f"({document} #>> '{{}}')",
    join=lambda texts, separator: f"string_agg({texts}, '{separator}')",
)


@dataclass(frozen=True, slots=True)
class Watched:
    """A table whose changes change a source's texts."""

    table: str
    row_id: str
    """Its column with the `row_id` of those texts."""
    columns: tuple[str, ...]
    """The columns that matter in an update: a tap in a check-in changes others, and costs nothing here."""
    has_text: str = ""
    """The condition for a row `{row}` to have a text; empty if every row may. Other rows matter only where they replace
    a text that is indexed.
    """


@dataclass(frozen=True, slots=True)
class TextSource:
    name: SearchedSource
    select: str
    """Ends with a WHERE clause, so that a condition on `row_id` can follow."""
    row_id: str
    """The `row_id` as that condition names it."""
    watched: tuple[Watched, ...]


def sources(json: Json) -> tuple[TextSource, ...]:
    return (
        _items(json),
        _minutes(json),
        _dialogs(json),
        _reported_causes(SearchedSource.ITEM_CAUSE, "action_item", "item_event", "item_id"),
        _reported_causes(SearchedSource.MILESTONE_CAUSE, "milestone", "milestone_event", "milestone_id"),
    )


def _items(json: Json) -> TextSource:
    names = f"""(
        SELECT {json.join(json.own_text("each_name.value"), " ")} FROM {json.each("collaborators", "")} AS each_name
    )"""
    text = f"""text || '\n' || output || '\n' || resources || '\n' || cause || '{UNQUOTED}' || code
        || coalesce(' ' || owner, '') || coalesce(' <@' || owner_id || '>', '') || coalesce(' ' || {names}, '')"""
    select = f"""
        SELECT plan_id, 'item', 'item', id, '', coalesce(CAST(due AS VARCHAR), ''), cancelled, FALSE,
            {_with_people(text)}
        FROM action_item WHERE TRUE"""
    texts = ("code", "text", "output", "resources", "cause", "owner", "owner_id", "collaborators")
    return TextSource(SearchedSource.ITEM, select, "id", (Watched("action_item", "id", (*texts, "due", "cancelled")),))


def _minutes(json: Json) -> TextSource:
    """The lines of all sections, and the amendments. A draft's notes to its leader are left out."""
    facts, text = json.text("line.value", "facts"), json.text("line.value", "text")
    line = f"coalesce({facts} || ' ', '') || coalesce({text}, '')"
    lines = f"""coalesce((
        SELECT {json.join(line, chr(10))}
        FROM {json.each("minutes.content", "sections")} AS section, {json.each("section.value", "")} AS line
    ), '') || coalesce('\n' || (
        SELECT {json.join("amendment.text", chr(10))} FROM minutes_amendment AS amendment
        WHERE amendment.minutes_id = minutes.id
    ), '')"""
    select = f"""
        SELECT minutes.plan_id, 'minutes', 'minutes', minutes.id, '', minutes.period, FALSE, minutes.state = 'draft',
            {_with_people(lines)}
        FROM minutes WHERE TRUE"""
    watched = (
        Watched("minutes", "id", ("content", "state")),
        Watched("minutes_amendment", "minutes_id", ("text",)),
    )
    return TextSource(SearchedSource.MINUTES, select, "minutes.id", watched)


def _dialogs(json: Json) -> TextSource:
    """What a dialog wrote down, its decisions not to act on a root, and the causes that stand in its tree.

    Replies and private answers are in other tables, which are never searched.
    """
    typed, no_decisions = (", ".join(f"'{name}'" for name in names) for names in (_TYPED, _NO_DECISIONS))
    texts = f"""coalesce((
        SELECT {json.join(json.own_text("field.value"), chr(10))} FROM {json.each("part.value", "values")} AS field
        WHERE field.key IN ({typed})
    ), '')"""
    part = json.text("part.value", "key")
    root, reason = json.text("declined.value", "root"), json.text("declined.value", "reason")
    cause, text = json.text("cause.value", "key"), json.text("cause.value", "text")
    columns = "CAST(dialog.started_on AS VARCHAR) AS day, FALSE AS gone, FALSE AS draft"
    select = f"""
        SELECT * FROM (
            SELECT dialog.plan_id, 'decision' AS kind, 'dialog' AS source, dialog.id AS row_id, {part} AS part,
                {columns}, {_with_people(texts)} AS text
            FROM dialog, {json.each("dialog.state", "parts")} AS part
            WHERE {json.text("part.value", "kind")} NOT IN ({no_decisions})
            UNION ALL
            SELECT dialog.plan_id, 'decision', 'dialog', dialog.id, '{DECLINED}' || {root},
                {columns}, {_with_people(reason)}
            FROM dialog, {json.each("dialog.state", "declined")} AS declined
            UNION ALL
            SELECT dialog.plan_id, 'cause', 'dialog', dialog.id, {cause}, {columns}, {_with_people(text)}
            FROM dialog, {json.each("dialog.state", "tree.causes")} AS cause
            WHERE CAST(coalesce({json.text("cause.value", "aside")}, 'false') AS VARCHAR) NOT IN ('true', '1')
        ) AS of_dialogs WHERE TRUE"""
    return TextSource(SearchedSource.DIALOG, select, "row_id", (Watched("dialog", "id", ("state",)),))


def _reported_causes(name: SearchedSource, table: str, events: str, key: str) -> TextSource:
    """Why an item or a milestone was behind, by day. What is reported later on the same day replaces it."""
    select = f"""
        SELECT owner.plan_id, 'cause', '{name}', event.{key}, CAST(event.recorded_on AS VARCHAR),
            CAST(event.recorded_on AS VARCHAR), FALSE, FALSE, event.reason || '{UNQUOTED}' || owner.code
        FROM {events} AS event JOIN {table} AS owner ON owner.id = event.{key}
        WHERE event.kind = 'reported' AND event.status = 'behind' AND event.reason <> '' AND NOT EXISTS (
            SELECT 1 FROM {events} AS later WHERE later.{key} = event.{key} AND later.kind = 'reported'
            AND later.recorded_on = event.recorded_on AND later.id > event.id
        )"""
    watched = Watched(events, key, ("reason", "status"), has_text="{row}.status = 'behind'")
    return TextSource(name, select, f"event.{key}", (watched,))


def _with_people(text: str) -> str:
    return f"replace({text}, '<@', '{PERSON}')"
