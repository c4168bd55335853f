"""What names in a cell may mean besides what they were read as."""

import re
from collections.abc import Iterator
from enum import Enum, auto
from itertools import pairwise

from plans.leads import Leads, is_name_word


class LeadDoubt(Enum):
    LINES = auto()
    """ "Kim / Ben" on two lines: a full name, or two people."""
    PAIR = auto()
    """ "kim and ben": without capitals nothing tells people from the parts of one role."""
    NUMBER = auto()


_BETWEEN = re.compile(r"\s*(?:,|&|\+|/|\b(?:and|or|with)\b)\s*")
_WORDS = re.compile(r"[^\W\d_]+(?: [^\W\d_]+)?")


def lead_doubts(text: str, leads: Leads) -> Iterator[tuple[str, LeadDoubt]]:
    """The names read from a cell's text that may be something else."""
    for name in (leads.owner or "", *leads.collaborators):
        if name and not any(character.isalpha() for character in name):
            yield name, LeadDoubt.NUMBER
        elif _is_pair(name):
            yield name, LeadDoubt.PAIR
        elif _is_on_two_lines(name, text):
            yield name, LeadDoubt.LINES


def _is_pair(name: str) -> bool:
    """Short words no school uses for a role, one of them without a capital."""
    pieces = _BETWEEN.split(name)
    return (
        len(pieces) > 1
        and any(piece[:1].islower() for piece in pieces)
        and all(_WORDS.fullmatch(piece) and all(map(_may_be_a_name, piece.split())) for piece in pieces)
    )


def _may_be_a_name(word: str) -> bool:
    return is_name_word(word.capitalize())


def _is_on_two_lines(name: str, text: str) -> bool:
    """Whether it goes on over the end of a line from one name's word to another."""
    shouted = text.isupper()
    lines = [line.split() for line in text.splitlines() if line.strip()]
    for above, below in pairwise(lines):
        words = (above[-1], below[0])
        if f"{words[0]} {words[1]}" in name and all(
            is_name_word(word.capitalize() if shouted else word) for word in words
        ):
            return True
    return False
