"""Which words of a text seem to name one student: a first and last name where a student is spoken of, or an ID number.

The rules look at the words beside a name, because staff, schools and programs are named in almost every sentence about
students. They miss a first name alone, names in lower case or in capitals only, and a student whom nothing calls one.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from plans import student_cues
from plans import student_words as words
from plans.student_cues import NameSurroundings

_TOKEN = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*|\d+|[^\w\s]|\n")
_POSSESSIVES = ("'s", "’s")
_SENTENCE_ENDS = frozenset(".!?\n")
_FEWEST_WORDS, _MOST_WORDS = 2, 4
_FEWEST_DIGITS, _MOST_DIGITS = 5, 10
_NEAR = 12
"""Words on each side of a name that are looked at."""
_BEFORE_NUMBER = 4


class _Token:
    """A word, number or mark. What is asked of it often is computed once."""

    __slots__ = ("bare", "end", "is_capitalized", "is_initial", "is_possessive", "start", "text", "word")

    def __init__(self, text: str, start: int) -> None:
        self.text = text
        self.start = start
        self.end = start + len(text)
        self.is_possessive = text.endswith(_POSSESSIVES)
        self.bare = text[: -len("'s")] if self.is_possessive else text
        """Without a possessive 's."""
        self.word = self.bare.casefold()
        self.is_initial = len(text) == 1 and text.isupper()
        self.is_capitalized = text[0].isupper() and (self.is_initial or not self.bare.isupper())


@dataclass(frozen=True, slots=True)
class _Name:
    """A run of capitalized words that may be a person's name: its tokens from `first` up to, not including, `after`."""

    first: int
    after: int
    is_short: bool
    """One of its two words is an initial: "Maya L."."""


def possible_students(text: str) -> tuple[str, ...]:
    """The names and ID numbers as they stand in the text, in its order, each once."""
    tokens = list(_tokens(text))
    spans = sorted({*_names_of_students(tokens), *_numbers(tokens)})
    return tuple(dict.fromkeys(text[start:end] for start, end in spans))


def name_key(name: str) -> str:
    """The form in which names are compared: no accents, no case, no punctuation."""
    plain = unicodedata.normalize("NFD", name).casefold()
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter) and letter not in ".,'’\"")
    return " ".join(letters.split())


def is_name_of(name: str, full_name: str) -> bool:
    """Whether it is this name, or a shorter form of it: "M. Okafor" and "Maria O." are Maria Ann Okafor."""
    short, full = name_key(name).split(), name_key(full_name).split()
    if len(full) < _FEWEST_WORDS or len(short) < _FEWEST_WORDS:
        return short == full
    return all(_abbreviates(short[end], full[end]) for end in (0, -1))


def _abbreviates(short: str, full: str) -> bool:
    return short == full or (len(short) == 1 and full.startswith(short))


def is_within(name: str, title: str) -> bool:
    """Whether the title contains the name, as "Maya Angelou Middle School" does."""
    return f" {name_key(name)} " in f" {name_key(title)} "


def without_student(text: str, name: str, substitute: str) -> str:
    """The text with the substitute wherever the name or number stands by itself, with a capital in front of a text."""

    def in_place(match: re.Match[str]) -> str:
        begins = not match.start() or text[match.start() - 1] == "\n"
        return substitute[0].upper() + substitute[1:] if begins else substitute

    return re.sub(rf"(?<![\w.]){re.escape(name)}(?!\w|\.\d)", in_place, text)


def _tokens(text: str) -> Iterator[_Token]:
    """Words, numbers and marks. A dot after an initial or a title ends no sentence and is left out."""
    before: _Token | None = None
    for match in _TOKEN.finditer(text):
        token = _Token(match[0], match.start())
        if token.text == "." and before and (len(before.text) == 1 or before.word in words.TITLES):
            continue
        before = token
        yield token


# ---------------------------------------------------------------- names


def _names_of_students(tokens: Sequence[_Token]) -> Iterator[tuple[int, int]]:
    """Where each begins and ends. A name that follows another in a list is a student's if the other is."""
    before: _Name | None = None
    for name in _names(tokens):
        beside = _surroundings(tokens, name)
        between = [token.word for token in tokens[before.after : name.first]] if before else []
        is_listed = bool(between) and words.JOINS.issuperset(between)
        is_student = not student_cues.is_adult(beside) and (is_listed or student_cues.is_student(beside))
        before = name if is_student else None
        span = tokens[name.first : name.after]
        if is_student and name_key(" ".join(token.bare for token in span)) not in words.WELL_KNOWN:
            yield span[0].start, span[-1].start + len(span[-1].bare)


def _names(tokens: Sequence[_Token]) -> Iterator[_Name]:
    place = 0
    while place < len(tokens):
        after = _run_end(tokens, place)
        if name := _name_in(tokens, place, after):
            yield name
        place = max(after, place + 1)


def _run_end(tokens: Sequence[_Token], first: int) -> int:
    """Where the run of capitalized words ends that begins here; `first` itself if none does."""
    place = first
    while place < len(tokens) and _continues(tokens, first, place):
        place += 1
        if tokens[place - 1].is_possessive:
            break
    while place > first and tokens[place - 1].text in words.PARTICLES:
        place -= 1
    return place


def _continues(tokens: Sequence[_Token], first: int, place: int) -> bool:
    token = tokens[place]
    if place == first:
        return token.is_capitalized and not _is_no_part(token)
    gap = token.start - tokens[place - 1].end
    widest = len(". ") if tokens[place - 1].is_initial else len(" ")
    is_part = token.is_capitalized or token.text in words.PARTICLES
    return is_part and 0 < gap <= widest and not _is_no_part(token) and token.word not in words.ORDINARY


def _is_no_part(token: _Token) -> bool:
    """Words that stand beside names: "Student Maya Lopez", "Coach Dana Reyes"."""
    return token.word in words.STUDENT or token.word in words.STUDENTS or token.word in words.TITLES


def _name_in(tokens: Sequence[_Token], first: int, after: int) -> _Name | None:
    while first < after and tokens[first].word in words.ORDINARY:
        first += 1
    run = tokens[first:after]
    spelled = [token for token in run if token.text not in words.PARTICLES]
    initials = sum(token.is_initial for token in spelled)
    if not _FEWEST_WORDS <= len(spelled) <= _MOST_WORDS or initials == len(spelled):
        return None
    if any(token.word in words.NO_NAME for token in run):
        return None
    return _Name(first, after, len(spelled) == _FEWEST_WORDS and initials > 0)


def _surroundings(tokens: Sequence[_Token], name: _Name) -> NameSurroundings:
    before = reversed(tokens[max(0, name.first - _NEAR) : name.first])
    return NameSurroundings(
        before=tuple(_in_sentence(before)),
        after=tuple(_in_sentence(tokens[name.after : name.after + _NEAR])),
        is_possessive=tokens[name.after - 1].is_possessive,
        is_short=name.is_short,
    )


def _in_sentence(tokens: Iterable[_Token]) -> Iterator[str]:
    for token in tokens:
        if token.text in _SENTENCE_ENDS:
            return
        yield token.word


# ---------------------------------------------------------------- ID numbers


def _numbers(tokens: Sequence[_Token]) -> Iterator[tuple[int, int]]:
    for place, token in enumerate(tokens):
        if token.text.isdigit() and _FEWEST_DIGITS <= len(token.text) <= _MOST_DIGITS and _stands_alone(tokens, place):
            before = _in_sentence(reversed(tokens[max(0, place - _BEFORE_NUMBER) : place]))
            if student_cues.is_number_of_student(tuple(before)):
                yield token.start, token.end


def _stands_alone(tokens: Sequence[_Token], place: int) -> bool:
    """Whether it isn't part of an amount, a date, a phone number or a word: nothing touches it but a mark of an ID."""
    token = tokens[place]
    before = tokens[place - 1] if place else None
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    is_free_before = before is None or before.end < token.start or before.text in "#:(\n"
    is_free_after = after is None or after.start > token.end or after.text in ".,;:)!?\n"
    has_digits_after = place + 2 < len(tokens) and after is not None and tokens[place + 2].start == token.end + 1
    return is_free_before and is_free_after and not (has_digits_after and tokens[place + 2].text.isdigit())
