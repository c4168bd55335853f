"""Other possible readings of names in a cell."""

import re
from collections.abc import Iterator
from enum import Enum, auto
from itertools import islice, pairwise

from plans.lead_names import is_name_with_title, is_name_word, is_one_party, is_party
from plans.leads import MOST_PIECES, Leads


class LeadDoubt(Enum):
    LINES = auto()
    """"Kim / Ben" on two lines: a full name, or two people."""
    PAIR = auto()
    """"kim and ben": without capitals, people cannot be told from the parts of one role."""
    NUMBER = auto()
    COMMA = auto()
    """"Principal, whoever is free": several people, or one with a remark."""
    LABEL = auto()
    """"Monitoring: see tab 3": a label, not only a name."""
    PASSED_OVER = auto()
    """"All teachers, Principal": the group named first is not the owner."""


_BETWEEN = re.compile(r"(?:(?<!\s)\s+)?(?:,|&|\+|/|\b(?:and|or|with)\b)\s*")
_LABEL = re.compile(r"[^\s:=][:=](?:\s|$)|\s=\s")
_WORDS = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)?")


def lead_doubts(text: str, leads: Leads) -> Iterator[tuple[str, LeadDoubt]]:
    """The names read from a cell's text that can be read otherwise."""
    for name in (leads.owner or "", *leads.collaborators):
        if name and not any(character.isalpha() for character in name):
            yield name, LeadDoubt.NUMBER
        elif _is_pair(name):
            yield name, LeadDoubt.PAIR
        elif _LABEL.search(name):
            yield name, LeadDoubt.LABEL
        elif _is_on_two_lines(name, text) or (
            _joins_lines(name, text) and not is_party(name, wrapped=False, alone=False)
        ):
            yield name, LeadDoubt.LINES
        elif "," in name and not (is_name_with_title(name) or is_one_party(name)):
            yield name, LeadDoubt.COMMA
    if leads.owner and leads.nobody and _comes_first(leads.nobody, leads.owner, text):
        yield leads.nobody, LeadDoubt.PASSED_OVER


def _is_pair(name: str) -> bool:
    """Short words that schools use for no role, one of them without a capital."""
    pieces = _BETWEEN.split(name)
    return (
        len(pieces) > 1
        and any(piece[:1].islower() for piece in pieces)
        and all(_WORDS.fullmatch(piece) and all(map(_may_be_a_name, piece.split())) for piece in pieces)
    )


def _may_be_a_name(word: str) -> bool:
    return is_name_word(word.capitalize())


def _joins_lines(name: str, text: str) -> bool:
    """Whether the name continues over a line break."""
    return "\n" in text and any(f"{above[-1]} {below[0]}" in name for above, below in _joints(text))


def _joints(text: str) -> Iterator[tuple[list[str], list[str]]]:
    """The words of each two consecutive lines, for as many lines as a cell of people has."""
    lines = (line.split() for line in text.splitlines() if line.strip())
    return pairwise(islice(lines, MOST_PIECES))


def _comes_first(nobody: str, owner: str, text: str) -> bool:
    """A group before the owner; after the owner ("Principal and others") it only collaborates."""
    line = " ".join(text.split())
    return bool(_GROUP.match(nobody)) and -1 < line.find(nobody) < line.find(owner)


_GROUP = re.compile(r"(?:all|whole|entire|everyone|everybody|various)\b", re.IGNORECASE)


def _is_on_two_lines(name: str, text: str) -> bool:
    """Whether a line break separates one name's word from another's."""
    shouted = text.isupper()
    for above, below in _joints(text):
        words = (above[-1], below[0])
        if f"{words[0]} {words[1]}" in name and all(
            is_name_word(word.capitalize() if shouted else word) for word in words
        ):
            return True
    return False
