"""Values of measures and benchmarks as figures, and whether a figure reaches a target.

Nothing is guessed: a text that is not plainly a figure has none, and what cannot be compared has no verdict.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction as Ratio
from functools import lru_cache

from plans.progress import Fraction

PERCENT = "%"
READ_FIGURES = 1024
"""How many texts are read only once. The targets of many schools are much alike: "60%"."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A percentage, a part of a whole, or a plain number."""

    number: Decimal
    """With a whole, the part."""
    whole: int | None = None
    unit: str = ""
    """A percent sign, or the words after the number; empty for neither."""

    @property
    def share(self) -> Fraction | None:
        """The part and the whole, if it is one."""
        return None if self.whole is None else Fraction(int(self.number), self.whole)

    @property
    def percent(self) -> Ratio | None:
        """Exact, of a percentage or of a part of a whole."""
        if self.whole is not None:
            return Ratio(self.number) * 100 / self.whole
        return Ratio(self.number) if self.unit == PERCENT else None


@dataclass(frozen=True, slots=True)
class Target:
    figure: Figure
    text: str
    """As a sentence names it."""
    is_ceiling: bool = False
    """Whether it is reached from above: chronic absence of 8% at most."""


_COUNT = r"\d{1,3}(?:,\d{3})+|\d{1,9}"
_NUMBER = rf"(?:{_COUNT})(?:\.\d{{1,6}})?"
_WORDS = r"[^\W\d][^\d%]{0,60}"
_PART = re.compile(
    rf"(?P<part>{_COUNT})\s*(?:of|out of|/)\s*(?P<whole>{_COUNT})(?:\s+(?P<words>{_WORDS}?))?"
    rf"(?:\s*\((?P<percent>{_NUMBER})\s*%\))?",
    re.IGNORECASE,
)
_PERCENT = re.compile(rf"(?P<number>{_NUMBER})\s*(?:%|percent\b)(?:\s+{_WORDS})?", re.IGNORECASE)
_PLAIN = re.compile(rf"(?P<number>{_NUMBER})(?:\s+(?P<words>{_WORDS}))?")


@lru_cache(READ_FIGURES)
def read_figure(text: str) -> Figure | None:
    """The figure that the whole text is: "7 of 12", "7/12 teachers (58%)", "52%", "3.4". None for anything else."""
    stripped = text.strip()
    if part := _PART.fullmatch(stripped):
        return _part_of_whole(part)
    if percent := _PERCENT.fullmatch(stripped):
        return Figure(_decimal(percent["number"]), unit=PERCENT)
    if plain := _PLAIN.fullmatch(stripped):
        return Figure(_decimal(plain["number"]), unit=(plain["words"] or "").strip())
    return None


def _part_of_whole(match: re.Match[str]) -> Figure | None:
    """None if the part exceeds the whole, or if a percentage beside them is another."""
    share = Fraction(int(_decimal(match["part"])), int(_decimal(match["whole"])))
    if share.part > share.whole or share.percent is None:
        return None
    if match["percent"] and _decimal(match["percent"]) != share.percent:
        return None
    return Figure(Decimal(share.part), share.whole, (match["words"] or "").strip())


def _decimal(digits: str) -> Decimal:
    return Decimal(digits.replace(",", ""))


# ---------------------------------------------------------------- targets

_AT_LEAST = re.compile(r"(?:at least|a minimum of)\s+", re.IGNORECASE)
_AT_MOST = re.compile(r"(?:at most|no more than|a maximum of)\s+", re.IGNORECASE)
_OR_MORE = re.compile(r"(?<!\s)\s+or (?:more|higher|above)$", re.IGNORECASE)
_OR_LESS = re.compile(r"(?<!\s)\s+or (?:less|fewer|lower|below)$", re.IGNORECASE)
_LEADING_SHARE = re.compile(rf"(?:at least\s+)?(?P<share>{_NUMBER}\s*%|(?:{_COUNT}) of (?:{_COUNT}))\s", re.IGNORECASE)
_UNCERTAIN = re.compile(
    r"\b(?:(?:fewer|less|at most|no more|under|below|lower)\b|reduc|decreas|declin|drop|absen|tard|suspen|referr|"
    r"retain|retention|fail|chronic|turnover|vacan|incident|increase|improve by|\d+\s*%)",
    re.IGNORECASE,
)
"""Words after a share that may mean "the lower the better", or a change instead of a level; and a second percentage."""


def target_in(text: str) -> Target | None:
    """The target that a benchmark's sentence begins with: "60% of math teachers use a daily exit ticket"."""
    leading = _LEADING_SHARE.match(text.strip())
    if leading is None or _UNCERTAIN.search(text.strip(), leading.end()):
        return None
    figure = read_figure(leading["share"])
    return None if figure is None else Target(figure, leading["share"])


def target_of_measure(baseline: str, targets: Sequence[str]) -> Target | None:
    """The first year's target. Whether it is a floor or a ceiling, its words or the baseline must tell."""
    text = targets[0].strip() if targets else ""
    for pattern, is_ceiling in ((_AT_LEAST, False), (_AT_MOST, True)):
        if (leading := pattern.match(text)) and (figure := read_figure(text[leading.end() :])):
            return Target(figure, text, is_ceiling)
    for pattern, is_ceiling in ((_OR_MORE, False), (_OR_LESS, True)):
        if (trailing := pattern.search(text)) and (figure := read_figure(text[: trailing.start()])):
            return Target(figure, text, is_ceiling)
    figure, before = read_figure(text), read_figure(baseline)
    if figure is None or before is None:
        return None
    difference = _difference(figure, before)
    return Target(figure, text, difference < 0) if difference else None


def level(figure: Figure) -> Ratio:
    """Where a figure lies on a scale: a percentage as such, also of a part of a whole; any other as its number."""
    return figure.percent if figure.percent is not None else Ratio(figure.number)


def reaches(figure: Figure | None, target: Target | None) -> bool | None:
    """None if the two cannot be compared."""
    if figure is None or target is None:
        return None
    difference = _difference(figure, target.figure)
    if difference is None:
        return None
    return difference <= 0 if target.is_ceiling else difference >= 0


def are_comparable(figure: Figure | None, other: Figure | None) -> bool:
    """Whether both are shares, or both numbers of the same unit."""
    return figure is not None and other is not None and _difference(figure, other) is not None


def _difference(figure: Figure, base: Figure) -> Ratio | None:
    """None if only one of the two is a share, or if their units differ."""
    percent, base_percent = figure.percent, base.percent
    if percent is not None and base_percent is not None:
        return percent - base_percent
    if percent is None and base_percent is None and figure.unit.casefold() == base.unit.casefold():
        return Ratio(figure.number) - Ratio(base.number)
    return None
