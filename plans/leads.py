"""Who leads: the first person or role named is the owner, the others are collaborators.

Cells name roles as often as people, and wrap them: "Curriculum / directors" on two lines is one role,
"Program directors / Principals" are two. A text is cut where every piece can stand as a person or a role by
itself, into as many pieces as possible; where no cut does that, it is one name.
"""

import re
import unicodedata
from dataclasses import dataclass
from itertools import pairwise

from plans.lead_words import (
    ABBREVIATED_ROLES,
    GROUP_ENDINGS,
    GROUPS,
    MODIFIERS,
    NAME_PARTICLES,
    ROLE_NOUNS,
    TOPICS,
)

NOBODY = re.compile(
    r"(?:all|whole|entire)(?: staff| faculty| teachers| of us| members)?|everyone|everybody|(?:and )?others?|et al\.?"
    r"|tb[dac]|to be (?:determined|decided|announced|named|assigned|confirmed|hired)|n/?a|none|unknown|various|vacant"
    r"|open|(?:(?:his|her|their|his/her) )?designee|as needed|\?+|[-–—]+|_+|x+",
    re.IGNORECASE,
)
_CREDENTIAL = re.compile(r"(?:ed\.?d|ph\.?d|m\.?ed|m\.?a|jr|sr|ii|iii|esq)\.?", re.IGNORECASE)
_INITIAL = re.compile(r"\w\.")
_PERSON_WORD = re.compile(r"[^\W\d_][\w.'’-]*")
MOST_NAME_WORDS = 4
MOST_PIECES = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Leads:
    owner: str | None = None
    collaborators: tuple[str, ...] = ()
    nobody: str = ""
    """What the text says instead of naming anybody ("TBD", "All")."""


def read_leads(text: str) -> Leads:
    """Who is accountable and who helps; "TBD" and "All" name nobody."""
    names: list[str] = []
    nobody = ""
    for part in _parts(_plain(text)):
        for name in _names(part):
            if NOBODY.fullmatch(name):
                nobody = nobody or name
            elif name and name.casefold() not in {known.casefold() for known in names}:
                names.append(name)
    names = _marked_lead_first(names)
    return Leads(owner=names[0] if names else None, collaborators=tuple(names[1:]), nobody=nobody)


_STRONG = re.compile(r"\s*(?:;|\||\n\s*\n|(?:^|\n)\s*[•·▪*]\s*|(?:^|\n)\s*[-–—]\s+|(?:^|\n)\s*\d+[.)]\s+)\s*")
_WEAK = re.compile(
    r"[ \t]*\n?(?P<mark>,(?:[ \n]+(?:and|&)(?=\s))?|&|\+|/|\bw/"
    r"|\b(?:and|with(?: (?:the )?(?:support|help|assistance) (?:of|from))?|plus|or|in collaboration with"
    r"|supported by)\b)"
    r"[ \t]*\n?[ \t]*|[ \t]*\n[ \t]*",
    re.IGNORECASE,
)
_HARD_LABEL = re.compile(
    r"(?:^|(?<=[\n;|,]))\s*(?:(?P<helps>support(?:s|ed by|ing)?|with|help(?:ers?|ed by)|collaborators?|members?)"
    r"|(?:co-)?leads?|leader|owner|responsible|facilitators?|point person)\s*:\s*",
    re.IGNORECASE,
)
_LEAD_MARK = re.compile(r"\s*\((?:team )?(?:lead|leader|chair|owner|accountable)\)", re.IGNORECASE)
_ALTERNATIVE = re.compile(r"\s*\(\s*or\s+(?P<other>[^()]*)\)", re.IGNORECASE)
_PARENTHESES = re.compile(r"\([^()]*\)")


def _plain(text: str) -> str:
    lines = unicodedata.normalize("NFKC", text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(re.sub(r"[^\S\n]+", " ", line).strip() for line in lines).strip()


def _parts(text: str) -> list[str]:
    """The text between its hard breaks; what is labelled "Support:" comes last, without its label."""
    leading: list[str] = []
    helping: list[str] = []
    helps = False
    for part in _STRONG.split(_HARD_LABEL.sub(r";\g<0>", text)):
        if label := _HARD_LABEL.match(part):
            helps = bool(label["helps"])
        (helping if helps else leading).append(part[label.end() :] if label else part)
    return leading + helping


def _names(part: str) -> list[str]:
    """The people and roles in a text without hard breaks; what stands in parentheses stays with its name."""
    asides = _PARENTHESES.findall(part := _ALTERNATIVE.sub(r" or \g<other>", part))
    hidden = _PARENTHESES.sub("\N{OBJECT REPLACEMENT CHARACTER}", part)
    if not hidden.strip() or NOBODY.fullmatch(hidden.strip()):
        return [hidden.strip()]
    names = _cut(_Pieces.of(hidden))
    kept = iter(asides)
    shown = (re.sub("\N{OBJECT REPLACEMENT CHARACTER}", lambda _: next(kept), name) for name in names)
    return [_trimmed(name) for name in shown]


def _trimmed(name: str) -> str:
    words = " ".join(name.split()).strip(" ,:").split()
    return " ".join(words) if words and _CREDENTIAL.fullmatch(words[-1]) else " ".join(words).rstrip(". ")


def _marked_lead_first(names: list[str]) -> list[str]:
    marked = [name for name in names if _LEAD_MARK.search(name)]
    ordered = marked + [name for name in names if name not in marked]
    return [_LEAD_MARK.sub("", name) for name in ordered]


@dataclass(frozen=True, slots=True)
class _Pieces:
    """A text cut wherever a name may end. Between the texts stand the marks; "" is a wrapped line."""

    texts: tuple[str, ...]
    marks: tuple[str, ...]
    joints: tuple[str, ...]
    shouted: bool = False
    """All in capitals, which then tell nothing apart."""

    @classmethod
    def of(cls, text: str) -> "_Pieces":
        found = [match for match in _WEAK.finditer(text) if match.start() > 0 and match.end() < len(text)]
        found = found[: MOST_PIECES - 1]
        ends = [0, *(place for match in found for place in match.span()), len(text)]
        texts = tuple(text[start:end] for start, end in list(pairwise(ends))[::2])
        marks = tuple((match["mark"] or "") for match in found)
        joints = tuple(match[0].replace("\n", " ") if match["mark"] else " " for match in found)
        return cls(texts, marks, joints, shouted=text.isupper())

    def joined(self, start: int, end: int) -> str:
        inside = "".join(text + joint for text, joint in zip(self.texts[start:end], self.joints[start:], strict=False))
        return inside + self.texts[end] if end < len(self.texts) else inside

    def name(self, start: int, end: int) -> str:
        """The pieces from start up to, without, end as one name."""
        return " ".join(self.joined(start, end - 1).split())

    def judged(self, start: int, end: int) -> str:
        """The name as it is looked at to tell whether it is one."""
        name = self.name(start, end)
        return name.title() if self.shouted else name

    def is_title_of_the_one_before(self, start: int, end: int) -> bool:
        """The "Principal" of "Kim Park, Principal"; "Principals" are others."""
        before = start - 1
        while before > 0 and _CREDENTIAL.fullmatch(self.name(before, before + 1)):
            before -= 1
        return (
            before >= 0
            and set(self.marks[before:start]) == {","}
            and _is_full_name(self.judged(before, before + 1))
            and not _is_full_name(self.judged(start, start + 1))
            and _is_one_role(self.judged(start, end))
        )


def _cut(pieces: _Pieces) -> list[str]:
    """The cut into most names; among equals commas beat "and", "and" beats a wrapped line, late cuts win."""
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
            current = best[end]
            if current is None or candidate[:2] >= current[:2]:
                best[end] = candidate
    whole = best[count]
    return list(whole[2]) if whole else [pieces.name(0, count)]


def _weight(mark: str) -> int:
    return 2 if mark.startswith(",") else 1 if mark else 0


def _stands(pieces: _Pieces, start: int, end: int, mark: str) -> bool:
    """Whether these pieces can be a name, given how they are set apart from what stands before."""
    name = pieces.judged(start, end)
    last = name.casefold().split()[-1] if name else ""
    wraps_on = end < len(pieces.texts) and not pieces.marks[end - 1]
    if (wraps_on and last in MODIFIERS) or pieces.is_title_of_the_one_before(start, end):
        return False
    wrapped = not mark or wraps_on
    return _is_party(name, wrapped=wrapped, alone=len(name.split()) == 1 and not mark)


def _is_party(name: str, *, wrapped: bool, alone: bool) -> bool:
    if NOBODY.fullmatch(name) or name.startswith(("@", "<@")) or re.fullmatch(r"\S+@\S+\.\S+", name):
        return True
    if _ADDRESSED.match(name):
        return True
    return _is_role(name, alone=alone) or _is_titled(name) or _is_person(name, wrapped=wrapped)


_ADDRESSED = re.compile(r"(?:mr|mrs|ms|mx|dr|sr|prof)\.? \w", re.IGNORECASE)


def _is_full_name(name: str) -> bool:
    return bool(_ADDRESSED.match(name)) or (" " in name and _is_person(name, wrapped=False))


def _is_one_role(name: str) -> bool:
    last = name.casefold().split()[-1]
    return last in ABBREVIATED_ROLES or (last == _singular(last) and _is_role(name, alone=False) and last not in GROUPS)


def _is_role(name: str, *, alone: bool) -> bool:
    words = [word.strip(".,()\N{OBJECT REPLACEMENT CHARACTER}") for word in name.casefold().split()]
    words = [word for word in words if word]
    if not words or len(words[-1]) == 1 or words[-1] in {"of", "for", "the", "and", "to"}:
        return False
    head = re.split(r" (?:of|for|to) ", " ".join(words), maxsplit=1)[0].split()[-1]
    if len(words) == 1 and head in MODIFIERS - {"lead", "head"}:
        return False
    if _is_role_word(head):
        return True
    if len(words) == 1:
        return not alone and head in GROUPS
    return head in GROUP_ENDINGS


def _is_titled(name: str) -> bool:
    """ "Principal Dunn", "Instructional Coach Kim Park"."""
    words = name.split()
    titles = [place for place, word in enumerate(words) if _is_role_word(word.casefold())]
    return bool(titles) and titles[-1] + 1 < len(words) and all(map(is_name_word, words[titles[-1] + 1 :]))


def _is_role_word(word: str) -> bool:
    return _singular(word) in ROLE_NOUNS or word in ABBREVIATED_ROLES


def _singular(word: str) -> str:
    return word.removesuffix("es") if word.endswith("ches") else word.removesuffix("s")


def _is_person(name: str, *, wrapped: bool) -> bool:
    """Capitalised words, none of them a school's word; a single one only where a mark sets it apart."""
    words = [
        word for word in name.strip("\N{OBJECT REPLACEMENT CHARACTER} ").split() if not _CREDENTIAL.fullmatch(word)
    ]
    if not words or len(words) > MOST_NAME_WORDS or (len(words) == 1 and (wrapped or _INITIAL.fullmatch(words[0]))):
        return False
    return is_name_word(words[-1]) and all(is_name_word(word) or word in NAME_PARTICLES for word in words)


def is_name_word(word: str) -> bool:
    """Capitalised, and none of the words of a role or a subject."""
    lower = word.casefold().strip(".,")
    known = TOPICS | ROLE_NOUNS | GROUP_ENDINGS | MODIFIERS | {"the", "of", "for"}
    looks_like_one = bool(_PERSON_WORD.fullmatch(word.strip(","))) and word[0].isupper()
    is_acronym = len(lower) > 1 and word.isupper() and "." not in word
    return looks_like_one and not is_acronym and not {lower, _singular(lower)} & known
