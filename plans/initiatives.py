"""A district's initiatives: what is under way, what it costs, and what was decided about each.

Every sum says how many amounts it leaves out, because costs are typed freely.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

A_YEAR = 365
"""Days. An initiative that runs for less has not been through one school year's results."""
SCHOOL_WEEKS, SCHOOL_MONTHS, SCHOOL_DAYS = 36, 10, 180
"""Of a year, for hours a week, a month or a day."""
MONTHS, QUARTERS, SEMESTERS = 12, 4, 2
"""Of a year, for money a month, a quarter or a semester."""
_AMOUNT = re.compile(
    r"(?P<number>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]{1,9})(?P<cents>\.[0-9]{1,2})?(?P<scale> ?(?:k|m|thousand|million)\b)?"
)
_SCALES = {"k": 1_000, "thousand": 1_000, "m": 1_000_000, "million": 1_000_000}
_EACH = re.compile(
    r"\beach\b|\bper (?:student|pupil|teacher|school|class|seat|license|person)"
    r"|\ba (?:student|teacher|school(?! year)|seat|license|person)\b"
)
"""An amount for each of an unknown number."""
_NOTHING = frozenset({"none", "no cost", "free", "nothing", "no time", "n/a"})
_DOLLAR_PERIODS = (
    (re.compile(r"month"), MONTHS),
    (re.compile(r"quarter"), QUARTERS),
    (re.compile(r"semester"), SEMESTERS),
)
_HOUR_PERIODS = (
    (re.compile(r"week"), SCHOOL_WEEKS),
    (re.compile(r"month"), SCHOOL_MONTHS),
    (re.compile(r"\bday\b|daily"), SCHOOL_DAYS),
)
_NOT_A_YEAR = re.compile(r"week|day|daily|once|one[- ]time|total|over|since|until")
_NOT_HOURS = re.compile(r"minute|\bdays\b|day of|semester|quarter|once|total")


class InitiativeDecisionKind(StrEnum):
    KEEP = "keep"
    STRENGTHEN = "strengthen"
    MERGE = "merge"
    STOP = "stop"


class InitiativeState(StrEnum):
    UNDER_WAY = "under_way"
    STOPPING = "stopping"
    """It stops on a later day."""
    STOPPED = "stopped"
    MERGED = "merged"


class Doubt(StrEnum):
    """What speaks against stopping an initiative now. It never keeps anyone from it."""

    STARTED_RECENTLY = "started_recently"
    START_UNKNOWN = "start_unknown"
    NO_EVIDENCE = "no_evidence"


@dataclass(frozen=True, slots=True, kw_only=True)
class InitiativeFacts:
    """What was written about an initiative, by form or in a spreadsheet."""

    name: str
    purpose: str = ""
    cost: str = ""
    """Money, as typed; `read_dollars` reads it."""
    time: str = ""
    """Staff time, as typed; `read_hours` reads it."""
    started_on: date | None = None
    practices: str = ""
    """Codes of effective practices: "2b, 3a"."""
    place_ids: tuple[int, ...] = ()
    """The organizations it runs in; the inventory's own one means everywhere below it."""
    owner_id: int | None = None
    owner_name: str = ""
    """As written, where the owner is not a member of the workspace."""
    evidence: str = ""
    evidence_link: str = ""
    evidence_since: date | None = None
    evidence_shows: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class InitiativeDecision:
    id: int = 0
    kind: InitiativeDecisionKind
    reason: str = ""
    into_id: int | None = None
    """The initiative that a merged one becomes part of."""
    into: str = ""
    stops_on: date | None = None
    review_on: date | None = None
    freed_cost: str = ""
    """What stopping frees, as typed."""
    freed_time: str = ""
    doubts: tuple[Doubt, ...] = ()
    """Those that the decision was confirmed against."""
    by: str = ""
    on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Initiative:
    id: int
    organization_id: int
    facts: InitiativeFacts
    owner: str = ""
    """The name of its owner now."""
    decision: InitiativeDecision | None = None
    """The newest one."""

    def state(self, day: date) -> InitiativeState:
        kind = self.decision.kind if self.decision else None
        if kind is InitiativeDecisionKind.MERGE:
            return InitiativeState.MERGED
        if kind is not InitiativeDecisionKind.STOP or self.decision is None:
            return InitiativeState.UNDER_WAY
        is_over = self.decision.stops_on is None or self.decision.stops_on <= day
        return InitiativeState.STOPPED if is_over else InitiativeState.STOPPING

    def is_running(self, day: date) -> bool:
        return self.state(day) in (InitiativeState.UNDER_WAY, InitiativeState.STOPPING)


@dataclass(frozen=True, slots=True)
class Sum:
    """Of amounts that were typed."""

    total: int = 0
    left_out: int = 0
    """How many of them are no amount a year."""


def read_dollars(text: str) -> int | None:
    """Dollars a year: "$45,000", "12k", "$1.2 million", "$3,000 a month". None for what is no single amount."""
    words = " ".join(text.casefold().split())
    if words.strip(" .") in _NOTHING:
        return 0
    if _EACH.search(words) or _NOT_A_YEAR.search(words):
        return None
    return _a_year(words, _DOLLAR_PERIODS)


def read_hours(text: str) -> int | None:
    """Hours a school year: "120", "2 hours a week". None for what is no single number of hours."""
    words = " ".join(text.casefold().split())
    if words.strip(" .") in _NOTHING:
        return 0
    if _EACH.search(words) or _NOT_HOURS.search(words):
        return None
    return _a_year(words, _HOUR_PERIODS)


def _a_year(words: str, periods: Iterable[tuple[re.Pattern[str], int]]) -> int | None:
    amounts = list(_AMOUNT.finditer(words))
    if len(amounts) != 1:
        return None
    amount = amounts[0]
    scale = _SCALES.get((amount["scale"] or "").strip(), 1)
    times = next((times for pattern, times in periods if pattern.search(words)), 1)
    return round(float(amount["number"].replace(",", "") + (amount["cents"] or "")) * scale * times)


def sum_of(amounts: Iterable[int | None]) -> Sum:
    listed = list(amounts)
    return Sum(sum(amount or 0 for amount in listed), sum(amount is None for amount in listed))


def dollars(initiatives: Iterable[Initiative]) -> Sum:
    """What they cost a year together. Without a typed cost, an initiative is among those left out."""
    return sum_of(read_dollars(each.facts.cost) for each in initiatives)


def hours(initiatives: Iterable[Initiative]) -> Sum:
    return sum_of(read_hours(each.facts.time) for each in initiatives)


def stopped(initiatives: Iterable[Initiative]) -> list[Initiative]:
    """Those whose newest decision is to stop them, now or later."""
    return [each for each in initiatives if each.decision and each.decision.kind is InitiativeDecisionKind.STOP]


def freed_dollars(initiatives: Iterable[Initiative]) -> Sum:
    """What the decisions to stop free a year."""
    return sum_of(read_dollars(each.decision.freed_cost) for each in stopped(initiatives) if each.decision)


def freed_hours(initiatives: Iterable[Initiative]) -> Sum:
    return sum_of(read_hours(each.decision.freed_time) for each in stopped(initiatives) if each.decision)


def doubts(facts: InitiativeFacts, day: date) -> tuple[Doubt, ...]:
    """What to consider before it is stopped: it is younger than a year, or nobody wrote what its evidence shows."""
    raised: list[Doubt] = []
    if facts.started_on is None:
        raised.append(Doubt.START_UNKNOWN)
    elif (day - facts.started_on).days < A_YEAR:
        raised.append(Doubt.STARTED_RECENTLY)
    if not facts.evidence_shows:
        raised.append(Doubt.NO_EVIDENCE)
    return tuple(raised)


def in_order(initiatives: Iterable[Initiative], day: date) -> Sequence[Initiative]:
    """Those under way first, then those that are stopped or merged, each by name."""
    return sorted(initiatives, key=lambda each: (not each.is_running(day), each.facts.name.casefold()))
