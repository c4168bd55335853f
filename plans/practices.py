"""The twelve effective practices for rapid improvement (Four Domains, Center on School Turnaround, 2017)."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from types import MappingProxyType

ALIKE = 0.75
"""How similar a printed name and a practice's name must be (0 to 1), as wordings differ ("Engaging students")."""

FEWEST_SHARED = 2
STEM = 5
_LONGER_WORD = re.compile(r"[a-z]{4,}")


class Domain(StrEnum):
    TURNAROUND_LEADERSHIP = "turnaround_leadership"
    TALENT_DEVELOPMENT = "talent_development"
    INSTRUCTIONAL_TRANSFORMATION = "instructional_transformation"
    CULTURE_SHIFT = "culture_shift"


@dataclass(frozen=True, slots=True)
class Practice:
    code: str
    domain: Domain
    name: str
    """Its name as the framework prints it."""


PRACTICES = {
    practice.code: practice
    for practice in (
        Practice("1a", Domain.TURNAROUND_LEADERSHIP, "Prioritize improvement and communicate its urgency"),
        Practice("1b", Domain.TURNAROUND_LEADERSHIP, "Monitor short- and long-term goals"),
        Practice("1c", Domain.TURNAROUND_LEADERSHIP, "Customize and target support to meet needs"),
        Practice("2a", Domain.TALENT_DEVELOPMENT, "Recruit, develop, retain, and sustain talent"),
        Practice("2b", Domain.TALENT_DEVELOPMENT, "Target professional learning opportunities"),
        Practice("2c", Domain.TALENT_DEVELOPMENT, "Set clear performance expectations"),
        Practice("3a", Domain.INSTRUCTIONAL_TRANSFORMATION, "Diagnose and respond to student learning needs"),
        Practice("3b", Domain.INSTRUCTIONAL_TRANSFORMATION, "Provide rigorous evidence-based instruction"),
        Practice("3c", Domain.INSTRUCTIONAL_TRANSFORMATION, "Remove barriers and provide opportunities"),
        Practice("4a", Domain.CULTURE_SHIFT, "Build a strong community intensely focused on student learning"),
        Practice("4b", Domain.CULTURE_SHIFT, "Solicit and act upon stakeholder input"),
        Practice("4c", Domain.CULTURE_SHIFT, "Engage students and families in pursuing education goals"),
    )
}


@dataclass(frozen=True, slots=True)
class ReadPractice:
    practice: Practice | None
    disagrees: bool = False
    """The code and the printed name belong to two practices; the name was used."""
    written: str = ""
    own: str = ""
    """The code that a district gave it under the practice, such as "3b-1"; empty for the practice itself."""
    own_name: str = ""
    """What is printed after that code."""

    @property
    def code(self) -> str:
        """As it is stored; empty for what is no practice."""
        return self.own or (self.practice.code if self.practice else "")


_OWN_CODE = re.compile(r"(?P<practice>[1-4][a-c])-[1-9]\d?")
"""A district's own code under one of the twelve, with a number from 1 to 99."""


_PRINTED = re.compile(
    r"\s*(?:practice\s*)?(?:(?P<code>[1-4]\s?\.?\s?[a-c])\b(?P<own>-[1-9]\d?\b)?[.:)]*)?[\s–-]*(?P<name>.*)",
    re.IGNORECASE,
)


_BETWEEN_PRACTICES = re.compile(
    r"(?:[,;/&+]\s?|\band\s|(?<=[1-4][a-c])\s)(?=(?:practice\s)?[1-4]\s?\.?\s?[a-c]\b)", re.IGNORECASE
)
"""What stands between two practices in a line with single spaces: the second begins with its code."""
SEPARATOR = ", "
"""What stands between the codes of a stored coding: "2b, 3a"."""
_NO_NAMES: Mapping[str, str] = MappingProxyType({})


def read_practices(text: str) -> tuple[ReadPractice, ...]:
    """Parse one or several: "3a, 2b", or with names, "3a: Diagnose … ; 2b: Target …". Empty text names none."""
    lines = (" ".join(line.split()) for line in text.splitlines())
    parts = (part for line in lines for part in _BETWEEN_PRACTICES.split(line))
    return tuple(read_practice(part) for part in parts if part.strip())


def codes_of(coding: str | None) -> tuple[str, ...]:
    """Those of the twelve that a stored coding names, each once: a district's own code counts for its practice.

    Other words, which dialogs once stored as they were typed, are none.
    """
    return tuple(dict.fromkeys(practice_of(code) for code in stored_codes(coding)))


def stored_codes(coding: str | None) -> tuple[str, ...]:
    """The codes of a stored coding, those of districts as they are."""
    return tuple(code for code in (coding or "").split(SEPARATOR) if practice_of(code))


def practice_of(code: str) -> str:
    """The code's practice of the twelve: itself, or that of a district's own code; empty for other text."""
    own = _OWN_CODE.fullmatch(code)
    return own["practice"] if own else code if code in PRACTICES else ""


def is_own_code(code: str) -> bool:
    return _OWN_CODE.fullmatch(code) is not None


def domains_of(coding: str | None) -> frozenset[Domain]:
    """The domains of the codes of a stored coding."""
    return frozenset(PRACTICES[code].domain for code in codes_of(coding))


def coding_of(codes: Iterable[str]) -> str | None:
    """Codes as they are stored: each once, in the framework's order. None if there are none."""
    return SEPARATOR.join(sorted(set(codes))) or None


def coding_read(practices: Iterable[ReadPractice]) -> str | None:
    """The coding that a cell or a form gives; what is no practice is left out."""
    return coding_of(read.code for read in practices if read.practice)


def typed_coding(text: str, own: Collection[str] = ()) -> str | None:
    """The coding that somebody typed, empty for empty text; None if any part of it is no practice.

    `own` are the codes of the organization and those above it.
    """
    practices = read_practices(text)
    is_valid = all(read.practice and (not read.own or read.own in own) for read in practices)
    return coding_read(practices) or "" if is_valid else None


def named(coding: str | None, own: Mapping[str, str] = _NO_NAMES) -> list[str]:
    """The code and name of each practice of a coding. `own` has the names of districts' own codes."""
    return [code_and_name(code, own) for code in stored_codes(coding)]


def code_and_name(code: str, own: Mapping[str, str]) -> str:
    """The code alone, if nobody named it there."""
    name = PRACTICES[code].name if code in PRACTICES else own.get(code, "")
    return f"{code} {name}".strip()


def read_practice(text: str) -> ReadPractice:
    """Parse "3b", "3.b." or "3b: Provide rigorous evidence-based instruction"; the name checks the code."""
    match = _PRINTED.fullmatch(text.strip())
    if not match:
        return ReadPractice(None, written=text)
    by_code = PRACTICES.get(re.sub(r"[^1-4a-c]", "", (match["code"] or "").lower()))
    if by_code and match["own"]:
        return ReadPractice(
            by_code, written=text.strip(), own=by_code.code + match["own"], own_name=match["name"].strip()
        )
    by_name = _named(match["name"])
    disagrees = bool(by_code and by_name and by_code != by_name)
    return ReadPractice(by_name or by_code, disagrees, text.strip())


def suggested(text: str) -> Practice | None:
    """The practice that shares the most words with the text: at least two, and more than any other. Else None."""
    words = stems(text)
    shared = sorted(((len(words & stems(each.name)), each.code) for each in PRACTICES.values()), reverse=True)
    (most, code), (second, _) = shared[:2]
    return PRACTICES[code] if most >= FEWEST_SHARED and most > second else None


def stems(text: str) -> set[str]:
    """The beginnings of its longer words, so that "engaging" and "engage" are the same."""
    return {word[:STEM] for word in _LONGER_WORD.findall(text.lower())}


def _named(name: str) -> Practice | None:
    def likeness(practice: Practice) -> float:
        return SequenceMatcher(None, practice.name.lower(), name.lower()).ratio()

    best = max(PRACTICES.values(), key=likeness)
    return best if likeness(best) >= ALIKE else None
