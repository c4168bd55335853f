"""Who leads: the first person or role named is the owner, the others are collaborators.

Cells name roles as often as people, and wrap them: "Curriculum / directors" on two lines is one role, "Program
directors / Principals" are two. A text is cut into as many pieces as possible such that each can be a person or a role
by itself; if no cut does that, it is one name.
"""

import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise

from plans.lead_names import (
    CREDENTIAL,
    NOBODY,
    is_full_name,
    is_one_role,
    is_party,
    is_role,
    is_turned_name,
    needs_next_line,
)
from plans.lead_words import MODIFIERS

MOST_PIECES = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Leads:
    owner: str | None = None
    collaborators: tuple[str, ...] = ()
    nobody: str = ""
    """The text if it names no one ("TBD", "All")."""


def read_leads(text: str) -> Leads:
    """The owner and the collaborators; "TBD" and "All" name no one."""
    names: list[str] = []
    nobody = ""
    parts = _parts(_plain(text))
    are_turned = len(parts) > 1 and all(map(is_turned_name, parts))
    for part in parts:
        for name in [part.strip()] if are_turned else _names(part):
            if NOBODY.fullmatch(name):
                nobody = nobody or name
            elif name and name.casefold() not in {other.casefold() for other in names}:
                names.append(name)
    names = _marked_lead_first(names)
    return Leads(owner=names[0] if names else None, collaborators=tuple(names[1:]), nobody=nobody)


_SPACE = r"\s{0,3}"
"""At most what `_plain` leaves. An unbounded repetition at the start of a pattern takes quadratic time."""
_STRONG = re.compile(rf"{_SPACE}(?:;|\||\n\n|(?:^|\n)[•·▪*]|(?:^|\n)[-–—]\s|(?:^|\n)\d{{1,4}}[.)]\s){_SPACE}")
_WEAK = re.compile(
    r" ?\n?(?P<mark>,(?:[ \n]+(?:and|&)(?=\s))?|&|\+|/|\bw/"
    r"|\b(?:and|with(?: (?:the )?(?:support|help|assistance) (?:of|from))?|plus|or|in collaboration with"
    r"|supported by)\b)"
    r" ?\n? ?| ?\n ?",
    re.IGNORECASE,
)
_HARD_LABEL = re.compile(
    rf"(?:^|(?<=[\n;|,])){_SPACE}(?:(?P<helps>support(?:s|ed by|ing)?|with|help(?:ers?|ed by)|collaborators?|members?)"
    r"|(?:co-)?leads?|leader|owner|responsible|facilitators?|point person)\s?(?::|[-–—](?=\s))\s?"
    rf"|(?:^|(?<=[\n;|,])){_SPACE}(?:co-)?(?:led|chaired|coordinated|facilitated|headed|managed|overseen|run)\s+by\b\s?:?\s?"
    r"(?:the\s+)?",
    re.IGNORECASE,
)
_ROLE_LABEL = re.compile(r"(?P<role>[^\W\d_][^:;|,\n=–—-]{1,60}?)\s?(?::|=|[-–—](?=\s))\s?")
"""The "Principal: " of "Principal: Kim Park", a person's role before the person."""
_LEAD_MARK = re.compile(r"\s?\((?:team )?(?:lead|leader|chair|owner|accountable)\)", re.IGNORECASE)
_ALTERNATIVE = re.compile(r"\s?\(\s?or\s(?P<other>[^()]*)\)", re.IGNORECASE)
_PARENTHESES = re.compile(r"\([^()]*\)")


def _plain(text: str) -> str:
    """Lines without space around them, one space between words, and one empty line at most between two others."""
    lines = unicodedata.normalize("NFKC", text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    spaced = "\n".join(re.sub(r"[^\S\n]+", " ", line).strip() for line in lines).strip()
    return re.sub(r"\n{3,}", "\n\n", spaced)


def _parts(text: str) -> list[str]:
    """The text between its hard breaks; people labelled "Support:" come last, without the label."""
    leading: list[str] = []
    helping: list[str] = []
    helps = False
    for part in _STRONG.split(_HARD_LABEL.sub(r";\g<0>", _without_role_labels(text))):
        if label := _HARD_LABEL.match(part):
            helps = bool(label["helps"])
        (helping if helps else leading).append(part[label.end() :] if label else part)
    return leading + helping


def _without_role_labels(text: str) -> str:
    """ "Principal: Kim Park" on a line or between semicolons names Kim Park; a new label ends the name before it."""
    pieces = re.split(rf"({_SPACE}[\n;|,]{_SPACE})", text)
    for place in range(0, len(pieces), 2):
        label = _ROLE_LABEL.match(pieces[place])
        if label is None or _HARD_LABEL.match(pieces[place]):
            continue
        if is_role(label["role"], alone=False) and is_full_name(pieces[place][label.end() :].strip()):
            pieces[place] = pieces[place][label.end() :]
            if place:
                pieces[place - 1] = ";"
    return "".join(pieces)


def _names(part: str) -> list[str]:
    """The people and roles in a text without hard breaks; parentheses stay with their name."""
    asides = _PARENTHESES.findall(part := _ALTERNATIVE.sub(r" or \g<other>", part))
    hidden = _PARENTHESES.sub("\N{OBJECT REPLACEMENT CHARACTER}", part)
    if not hidden.strip() or NOBODY.fullmatch(hidden.strip()):
        return [hidden.strip()]
    names = _cut(_Pieces.of(hidden))
    remaining = iter(asides)
    restored = (re.sub("\N{OBJECT REPLACEMENT CHARACTER}", lambda _: next(remaining), name) for name in names)
    return [_trimmed(name) for name in restored]


def _trimmed(name: str) -> str:
    words = " ".join(name.split()).strip(" ,:").split()
    return " ".join(words) if words and CREDENTIAL.fullmatch(words[-1]) else " ".join(words).rstrip(". ")


def _marked_lead_first(names: list[str]) -> list[str]:
    marked = [name for name in names if _LEAD_MARK.search(name)]
    ordered = marked + [name for name in names if name not in marked]
    return [_LEAD_MARK.sub("", name) for name in ordered]


@dataclass(frozen=True, slots=True)
class _Pieces:
    """A text cut wherever a name may end. The separators are kept between the pieces; "" is a wrapped line."""

    texts: tuple[str, ...]
    marks: tuple[str, ...]
    joints: tuple[str, ...]
    shouted: bool = False
    """All in capitals, which then distinguish nothing."""

    @classmethod
    def of(cls, text: str) -> "_Pieces":
        separators = [match for match in _WEAK.finditer(text) if match.start() > 0 and match.end() < len(text)]
        separators = separators[: MOST_PIECES - 1]
        ends = [0, *(place for match in separators for place in match.span()), len(text)]
        texts = tuple(text[start:end] for start, end in list(pairwise(ends))[::2])
        marks = tuple((match["mark"] or "") for match in separators)
        joints = tuple(match[0].replace("\n", " ") if match["mark"] else " " for match in separators)
        return cls(texts, marks, joints, shouted=text.isupper())

    def joined(self, start: int, end: int) -> str:
        inside = "".join(text + joint for text, joint in zip(self.texts[start:end], self.joints[start:], strict=False))
        return inside + self.texts[end] if end < len(self.texts) else inside

    def name(self, start: int, end: int) -> str:
        """The pieces from `start` up to but without `end`, as one name."""
        return " ".join(self.joined(start, end - 1).split())

    def judged(self, start: int, end: int) -> str:
        """The name in the form in which it is judged."""
        name = self.name(start, end)
        return name.title() if self.shouted else name

    def is_title_of_the_one_before(self, start: int, end: int) -> bool:
        """The "Principal" of "Kim Park, Principal"; "Principals" are others."""
        before = start - 1
        while before > 0 and CREDENTIAL.fullmatch(self.name(before, before + 1)):
            before -= 1
        return (
            before >= 0
            and set(self.marks[before:start]) == {","}
            and is_full_name(self.judged(before, before + 1))
            and not is_full_name(self.judged(start, start + 1))
            and is_one_role(self.judged(start, end))
        )


def _cut(pieces: _Pieces) -> list[str]:
    """The cut into most names. Among equals commas beat "and", "and" beats a wrapped line, and late cuts win."""
    count = len(pieces.texts)
    best: list[tuple[int, int, tuple[str, ...]] | None] = [(0, 0, ()), *([None] * count)]
    for end in range(1, count + 1):
        for start in range(end):
            before = best[start]
            mark = pieces.marks[start - 1] if start else ","
            if before is None or not _stands(pieces, start, end, mark):
                continue
            name = pieces.name(start, end)
            candidate = (before[0] + 1, before[1] + _weight(mark), (*before[2], name))
            best_so_far = best[end]
            if best_so_far is None or candidate[:2] >= best_so_far[:2]:
                best[end] = candidate
    whole = best[count]
    return list(whole[2]) if whole else [pieces.name(0, count)]


def _weight(mark: str) -> int:
    return 2 if mark.startswith(",") else 1 if mark else 0


def _stands(pieces: _Pieces, start: int, end: int, mark: str) -> bool:
    """Whether these pieces can be a name, given the separator before them."""
    name = pieces.judged(start, end)
    last = name.casefold().split()[-1] if name else ""
    wraps_on = end < len(pieces.texts) and not pieces.marks[end - 1]
    if wraps_on and last in MODIFIERS and needs_next_line(name, pieces.judged(end, end + 1)):
        return False
    if pieces.is_title_of_the_one_before(start, end):
        return False
    wrapped = not mark or wraps_on
    return is_party(name, wrapped=wrapped, alone=len(name.split()) == 1 and not mark)
