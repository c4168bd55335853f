"""The rules of asking why: what a symptom is not, what hides something deeper, and how long a chain is."""

import re
from enum import StrEnum

FEWEST_WHYS = 3
"""A root nearer to the symptom than this is asked about once more."""
MOST_WHYS = 7
"""To ask why beyond this, the team says what for."""
MOST_PRIORITIES = 4
LONGEST_CAUSE = 240
"""Characters. A cause that needs more is more than one cause."""


class SymptomDoubt(StrEnum):
    """Why a symptom should be reworded before asking why."""

    IS_CAUSE = "is_cause"
    ABOUT_PERSON = "about_person"
    NO_NUMBER = "no_number"
    NO_SOURCE = "no_source"
    TOO_LONG = "too_long"


class Cover(StrEnum):
    """Causes that come to mind quickly and are seldom the root."""

    MONEY = "money"
    TIME = "time"
    PERSON = "person"


_CAUSAL = re.compile(
    r"\b(because|due to|caused by|owing to|lacks?\b|lacking|lack of|not enough|too few|insufficient|shortage|"
    r"absence of|no access to|are not trained|is not trained|without (a|an|any)\b)",
    re.IGNORECASE,
)
_NO_MEASURE = re.compile(
    r"\bgrades? \d+( ?(-|to|and|,) ?\d+)*|\b\d+(st|nd|rd|th)\b|\b20\d\d(-\d\d(\d\d)?)?\b", re.IGNORECASE
)
"""Numbers that name a grade or a year and measure nothing."""
_MENTION = re.compile(r"<@[A-Z0-9]+")
_TITLED = re.compile(r"\b(Mr|Mrs|Ms|Miss|Dr)\.? [A-Z]\w+")
_BLAME = re.compile(
    r"\b(lazy|incompetent|unwilling|careless|stubborn|useless|hopeless|not care|n['’]t care|cares? nothing|"
    r"refus\w+|fault|to blame|bad (teachers?|principals?|parents?|leaders?|students?)|"
    r"(can|could|will|would|does|do)(n['’]t| ?not) (bother|be bothered|want to teach|try))",
    re.IGNORECASE,
)
_COVERS = {
    Cover.MONEY: re.compile(
        r"\b(money|funds?|funding|funded|budgets?|afford\w*|costs?|costly|expensive|paid|pay|salar\w+|financ\w+|\$)",
        re.IGNORECASE,
    ),
    Cover.TIME: re.compile(
        r"\b(no time|not enough time|lack of time|lacks? (the )?time|too little time|too busy|time to|"
        r"hours? (a|per|in) (day|week)|overload\w*|workload|too many (duties|tasks|meetings)|in time|more time)\b",
        re.IGNORECASE,
    ),
    Cover.PERSON: re.compile(
        r"\b(new teachers?|(teachers?|staff|principals?|leaders?|aides?|coach(es)?) (is|are) (new|absent|gone)|"
        r"substitutes?|the (principal|superintendent|teacher|coach|director|secretary)|parents do(n['’]t| not)|"
        r"nobody wants|people do(n['’]t| not) want)\b",
        re.IGNORECASE,
    ),
}
_NOT_WORDS = re.compile(r"[\W_]+")
# Line breaks and tabs become spaces; other control characters, also those that turn the direction of text, go.
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]")


def doubts(text: str, number: str, source: str) -> tuple[SymptomDoubt, ...]:
    """Doubts about this symptom. They are not verdicts: the leader may continue with it as it is."""
    checks = {
        SymptomDoubt.ABOUT_PERSON: blames(text),
        SymptomDoubt.IS_CAUSE: bool(_CAUSAL.search(text)),
        SymptomDoubt.NO_NUMBER: not number.strip() and not re.search(r"\d", _NO_MEASURE.sub("", text)),
        SymptomDoubt.NO_SOURCE: not source.strip(),
        SymptomDoubt.TOO_LONG: len(text) > LONGEST_CAUSE,
    }
    return tuple(doubt for doubt, holds in checks.items() if holds)


def blames(text: str) -> bool:
    return bool(_MENTION.search(text) or _TITLED.search(text) or _BLAME.search(text))


def cover(text: str) -> Cover | None:
    """Whether a cause is about money, time or a person, and so asks for what lies beneath."""
    if blames(text):
        return Cover.PERSON
    return next((kind for kind, pattern in _COVERS.items() if pattern.search(text)), None)


def tidy(text: str) -> str:
    return " ".join(_CONTROLS.sub("", text.replace("\r", "\n")).split())


def alike(first: str, other: str) -> bool:
    """Whether the words are the same, ignoring case and punctuation. Texts without words must be identical."""
    folded = [_NOT_WORDS.sub(" ", text).strip().casefold() for text in (first, other)]
    return folded[0] == folded[1] if any(folded) else first.strip() == other.strip()
