"""Takes the words out of stored JSON, so that whatever reads it still can.

Keys, codes, dates and numbers stay. A text that was removed begins with an invisible mark, by which it is recognized.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

REMOVED = "\u2060"
"""WORD JOINER: it has no width, and people don't type it."""
_TYPED: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "minutes": frozenset({"text", "facts", "draft_note", "risk"}),
        "agenda": frozenset({"text", "note", "evidence"}),
        "dialog": frozenset(
            {
                *("text", "reason", "need", "title", "goal", "name", "evidence", "explanation", "trouble"),
                *("if_we", "then", "and_so", "output", "resources", "indicator", "source", "baseline", "number"),
            }
        ),
    }
)
"""By table: the names under which its documents keep what people typed."""
_EVIDENCE = frozenset({"what", "line", "name", "link"})
"""The same in the evidence that minutes list."""
_LISTED = frozenset({"participants", "not_reported", "undiscussed"})
"""Lists of names and texts in minutes, of which the sentence is left."""
_OF_LINES = {"who": "", "said_on": None, "facts": "", "draft_note": "", "promise": None, "change": None}
"""What a line of minutes that stands for all of its section doesn't have."""


def without_words(table: str, content: Any, sentence: str, *, within: str = "") -> Any:
    """The table's document with the sentence in place of every typed text, or only of those below the name `within`."""
    emptied = _without(content, _TYPED[table], sentence, is_typed=False, is_inside=not within, within=within)
    return _shortened(emptied, sentence) if table == "minutes" else emptied


def removed(text: str, sentence: str) -> str:
    """The sentence in place of a text; an empty text stays empty, and a removed one as it is."""
    return f"{REMOVED}{sentence}" if text and not text.startswith(REMOVED) else text


def _without(
    content: Any, typed: frozenset[str], sentence: str, *, is_typed: bool, is_inside: bool, within: str
) -> Any:
    match content:
        case str():
            return removed(content, sentence) if is_typed else content
        case list():
            return [
                _without(each, typed, sentence, is_typed=is_typed, is_inside=is_inside, within=within)
                for each in content
            ]
        case dict():
            fields = {}
            for name, field in content.items():
                is_below = is_inside or name == within
                goes = is_below and name in typed
                fields[name] = _without(field, typed, sentence, is_typed=goes, is_inside=is_below, within=within)
            return fields
    return content


def _shortened(minutes: dict[str, Any], sentence: str) -> dict[str, Any]:
    """Minutes with one line in each group of lines that had any."""
    standing, evidence = minutes.get("standing"), minutes.get("evidence", [])
    shown_evidence = _without(evidence, _EVIDENCE, sentence, is_typed=False, is_inside=True, within="")
    return {
        **_listed(minutes, sentence),
        "standing": standing and _listed(standing, sentence),
        "sections": {key: _one_each(lines, sentence) for key, lines in minutes["sections"].items()},
        "evidence": shown_evidence,
    }


def _listed(content: dict[str, Any], sentence: str) -> dict[str, Any]:
    lists = {name: content[name] for name in _LISTED & content.keys()}
    return {**content, **{name: [removed(texts[0], sentence)] if texts else [] for name, texts in lists.items()}}


def _one_each(lines: list[dict[str, Any]], sentence: str) -> list[dict[str, Any]]:
    """One line for each group of a section."""
    first = {line.get("group"): line for line in reversed(lines)}
    return [
        {**line, **_OF_LINES, "text": removed(line["text"] or line["facts"], sentence)}
        for line in lines
        if line is first[line.get("group")]
    ]
