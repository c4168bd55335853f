"""What people search for, as words, and the line of a text that has them.

Nothing typed is syntax: whatever is no letter or digit separates words.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

MOST_WORDS = 12
LONGEST_WORD = 40
LONGEST_EXCERPT = 180
"""Characters."""
_BEFORE = 60
"""How much of a long line stands before its first match."""
_WORD = re.compile(r"[^\W_]+")
_CODE_OR_WORD = re.compile(r"[0-9]+(?:\.[0-9]+)+|[^\W_]+")
_COMMON = (
    "a about above after again against all am an and any are as at be because been before being below between both but"
    " by can did do does doing don down during each few for from further had has have having he her here hers herself"
    " him himself his how i if in into is it its itself just me more most my myself no nor not now of off on once only"
    " or other our ours ourselves out over own s same she should so some such t than that the their theirs them"
    " themselves then there these they this those through to too under until up very was we were what when where which"
    " while who whom why will with you your yours yourself yourselves"
)
COMMON = frozenset(_COMMON.split())
"""Words that PostgreSQL's English configuration leaves out, so that they are left out everywhere."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of an excerpt."""

    text: str
    is_match: bool = False


def read_words(typed: str) -> tuple[str, ...]:
    """The words to look for, each once, without accents. Empty if there is nothing to look for.

    A code, "1.1.2", is its numbers one after the other.
    """
    written = _CODE_OR_WORD.findall(without_accents(typed).lower())
    words = dict.fromkeys(word[:LONGEST_WORD].replace(".", " ").strip() for word in written)
    return tuple(word for word in words if word not in COMMON)[:MOST_WORDS]


def words_of(name: str) -> frozenset[str]:
    """The words of a name, as they are looked for."""
    return frozenset(_WORD.findall(without_accents(name).lower()))


def without_accents(text: str) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))


def excerpt(marked: str, marks: tuple[str, str]) -> tuple[Piece, ...]:
    """The line with most matches, cut around its first one. Without a match, the first line."""
    lines = [line for line in marked.split("\n") if line.strip()] or [""]
    line = max(lines, key=lambda line: line.count(marks[0]))
    pieces = _pieces(" ".join(line.split()), marks)
    return _cut(pieces)


def _pieces(line: str, marks: tuple[str, str]) -> list[Piece]:
    opens, closes = marks
    first, *others = line.split(opens)
    pieces = [Piece(first)]
    for other in others:
        match, _, rest = other.partition(closes)
        pieces += [Piece(match, is_match=True), Piece(rest)]
    return [piece for piece in pieces if piece.text]


def _cut(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Drop what stands far before the first match, and what exceeds the longest excerpt, at the ends of words."""
    cut: list[Piece] = []
    room = LONGEST_EXCERPT
    for number, piece in enumerate(pieces):
        text = piece.text
        if number == 0 and len(pieces) > 1 and not piece.is_match and len(text) > _BEFORE:
            text = "…" + text[-_BEFORE:].partition(" ")[2]
        if len(text) > room:
            text = text[:room].rpartition(" ")[0].rstrip() + "…"
            return (*cut, Piece(text, piece.is_match))
        cut.append(Piece(text, piece.is_match))
        room -= len(text)
    return tuple(cut)


Name = TypeVar("Name")


def shares(totals: Mapping[Name, int], most: int) -> dict[Name, int]:
    """How many of each group are listed, `most` together: one more of each in turn."""
    listed = dict.fromkeys(totals, 0)
    for _ in range(most):
        for name, total in totals.items():
            if sum(listed.values()) < most and listed[name] < total:
                listed[name] += 1
    return listed
