"""What looks weak in a part before it is saved. Doubts, not verdicts: the leader may overrule them."""

import re
from collections.abc import Callable, Mapping
from enum import StrEnum

from conversations.parts import FIELDS, PartKind


class Weakness(StrEnum):
    EMPTY = "empty"
    GOAL_WITHOUT_MEASURE = "goal_without_measure"
    GOAL_NOT_ABOUT_STUDENTS = "goal_not_about_students"
    MEASURE_WITHOUT_SOURCE = "measure_without_source"
    MEASURE_WITHOUT_BASELINE = "measure_without_baseline"
    FEWER_THAN_TWO_TARGETS = "fewer_than_two_targets"
    IF_MISSING = "if_missing"
    THEN_MISSING = "then_missing"
    THEN_NOT_MEASURABLE = "then_not_measurable"
    AND_MISSING = "and_missing"
    AND_NOT_ABOUT_STUDENTS = "and_not_about_students"
    LENGTH_UNKNOWN = "length_unknown"
    DONE_WITHIN_A_YEAR = "done_within_a_year"
    BENCHMARK_NOT_SPECIFIC = "benchmark_not_specific"
    BENCHMARK_NOT_MEASURABLE = "benchmark_not_measurable"
    BENCHMARK_NOT_DATED = "benchmark_not_dated"
    MILESTONE_WITHOUT_LEAD = "milestone_without_lead"
    OWNER_MISSING = "owner_missing"
    OWNER_NOT_ONE_PERSON = "owner_not_one_person"
    DUE_MISSING = "due_missing"
    WITHOUT_EVIDENCE = "without_evidence"
    MILESTONE_WITHOUT_DATE = "milestone_without_date"
    STANDING_UNKNOWN = "standing_unknown"
    STOP_NOT_DATED = "stop_not_dated"
    STAFF_UNINFORMED = "staff_uninformed"
    NEW_DATE_MISSING = "new_date_missing"
    REASON_MISSING = "reason_missing"
    GROUND_MISSING = "ground_missing"
    WORK_AVOIDED = "work_avoided"


Values = Mapping[str, str]
Rule = tuple[Weakness, Callable[[Values], bool]]

_STUDENTS = re.compile(
    r"\b(student|child|learner|pupil|graduat|kindergart|(?:\d+(?:st|nd|rd|th)|first|second|third|fourth|fifth|"
    r"sixth|seventh|eighth)[ -]grade|grades? \w+|youth|teen|boys|girls|reader)",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\d|%|\b(percent|every|each|all|half|third|quarter|most|none|no|zero|daily|weekly|monthly|twice|double)\b",
    re.IGNORECASE,
)
_SEEN = re.compile(
    r"\b(use|using|uses|write|writes|post|posts|teach|teaches|meet|meets|visit|visits|score|scores|attend|"
    r"attends|show|shows|rate|rated|rating|complete|completes|report|reports|observe[sd]?|submit|submits|"
    r"read|reads|plan|plans|give|gives|set|sets|review|reviews|lead|leads|assess|assesses|share|shares)\b",
    re.IGNORECASE,
)
_VAGUE = re.compile(
    r"\b(improv\w*|better|support\w*|enhanc\w*|strengthen\w*|understand\w*|aware\w*|embrac\w*|focus\w*|"
    r"foster\w*|encourag\w*|promot\w*|value|empower\w*|effective\w*|appreciat\w*|more|capacity|commit\w*)\b",
    re.IGNORECASE,
)
_SHOWN_BY = re.compile(r"\b(as )?(evidenced|shown|measured|seen|recorded) (by|in|on|through)\b", re.IGNORECASE)
# "100 % of teachers will take part" counts attendance, not what they do differently.
_JUST_PRESENT = re.compile(
    r"\b(participat\w*|attend\w*|take part|takes part|be trained|receive\w* training)\b", re.IGNORECASE
)
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_DATED = re.compile(
    rf"\b(by|before|until|on|in|each|every|from|end of|within)\b[^.]{0, 100}?"
    rf"(\b({_MONTHS})[a-z]*\b|\b20\d\d\b|\b(month|week|quarter|semester)\b|\d+/\d+)",
    re.IGNORECASE,
)
_REFUSAL = re.compile(
    r"\b(refus\w*|unwilling|(?:do(?:n['’]t| not)|does(?:n['’]t| not)|nobody|no one) (?:want|like)s?\w*|push[- ]?back|"
    r"too (?:hard|difficult|much work)|resist\w*)",
    re.IGNORECASE,
)
_CROWD = re.compile(r"^\W*(all|everyone|everybody|staff|team|tbd|to be determined|various|n/?a)\b", re.IGNORECASE)
_SEVERAL = re.compile(r"[,;&\n/]|\band\b", re.IGNORECASE)
_ONE_OFF = re.compile(r"\b(one[- ]time|once|this (year|semester|spring|fall|month))\b", re.IGNORECASE)
_YEARS = re.compile(r"\d+(?:\.\d+)?")
_FEWEST_YEARS = 2
_FEWEST_TARGETS = 2


def weaknesses(kind: PartKind, values: Values) -> tuple[Weakness, ...]:
    """All weaknesses, the most basic first. An empty part has no other."""
    if not any(values.get(field, "").strip() for field in FIELDS[kind]):
        return (Weakness.EMPTY,)
    return tuple(weakness for weakness, weak in _RULES.get(kind, ()) if weak(values))


def _lacks(field: str) -> Callable[[Values], bool]:
    return lambda values: not values.get(field, "").strip()


def _elsewhere_than_students(field: str) -> Callable[[Values], bool]:
    return lambda values: bool(values.get(field, "").strip()) and not _STUDENTS.search(values[field])


def _has_measure_without(field: str) -> Callable[[Values], bool]:
    """A measure that is not there at all is one doubt, not four."""
    return lambda values: bool(values.get("indicator", "").strip()) and not values.get(field, "").strip()


def _few_targets(values: Values) -> bool:
    targets = [line for line in re.split(r"[\n;]", values.get("targets", "")) if line.strip()]
    return bool(values.get("indicator", "").strip()) and len(targets) < _FEWEST_TARGETS


def _then_not_measurable(values: Values) -> bool:
    then = values.get("then", "")
    if not then.strip() or _COUNTED.search(then):
        return False
    return bool(_VAGUE.search(then)) or not _SEEN.search(then)


def _years(values: Values) -> float | None:
    match = _YEARS.search(values.get("years", ""))
    return float(match.group()) if match else None


def _within_a_year(values: Values) -> bool:
    years = _years(values)
    if years is not None:
        return years < _FEWEST_YEARS
    return any(_ONE_OFF.search(values.get(field, "")) for field in ("title", "if_we"))


def _not_specific(values: Values) -> bool:
    text = values.get("text", "")
    return bool(_JUST_PRESENT.search(text)) or (bool(_VAGUE.search(text)) and not _SHOWN_BY.search(text))


def _not_measurable(values: Values) -> bool:
    text = values.get("text", "")
    return not (_COUNTED.search(text) or _SHOWN_BY.search(text))


def _not_dated(values: Values) -> bool:
    return not values.get("due", "").strip() and not _DATED.search(values.get("text", ""))


def _crowd(field: str) -> Callable[[Values], bool]:
    return lambda values: bool(_CROWD.search(values.get(field, "")) or _SEVERAL.search(values.get(field, "")))


def _avoids_work(values: Values) -> bool:
    """An adjustment is legitimate if the work calls for it, not if somebody refused the work."""
    return bool(_REFUSAL.search(values.get("reason", "")))


_EVIDENCE: tuple[Rule, ...] = ((Weakness.WITHOUT_EVIDENCE, _lacks("evidence")),)
_MEASURED: tuple[Rule, ...] = (
    (Weakness.MEASURE_WITHOUT_SOURCE, _has_measure_without("source")),
    (Weakness.MEASURE_WITHOUT_BASELINE, _has_measure_without("baseline")),
    (Weakness.FEWER_THAN_TWO_TARGETS, _few_targets),
)
_THEORY: tuple[Rule, ...] = (
    (Weakness.IF_MISSING, _lacks("if_we")),
    (Weakness.THEN_MISSING, _lacks("then")),
    (Weakness.THEN_NOT_MEASURABLE, _then_not_measurable),
    (Weakness.AND_MISSING, _lacks("and_so")),
    (Weakness.AND_NOT_ABOUT_STUDENTS, _elsewhere_than_students("and_so")),
)
_RULES: Mapping[PartKind, tuple[Rule, ...]] = {
    PartKind.GOAL: (
        (Weakness.GOAL_NOT_ABOUT_STUDENTS, _elsewhere_than_students("text")),
        (Weakness.GOAL_WITHOUT_MEASURE, _lacks("indicator")),
        *_MEASURED,
    ),
    PartKind.MEASURE: _MEASURED,
    PartKind.PURPOSE: _THEORY,
    PartKind.STRATEGY: (
        *_THEORY,
        (Weakness.DONE_WITHIN_A_YEAR, _within_a_year),
        (Weakness.LENGTH_UNKNOWN, lambda values: _years(values) is None and not _within_a_year(values)),
    ),
    PartKind.BENCHMARK: (
        (Weakness.BENCHMARK_NOT_SPECIFIC, _not_specific),
        (Weakness.BENCHMARK_NOT_MEASURABLE, _not_measurable),
        (Weakness.BENCHMARK_NOT_DATED, _not_dated),
    ),
    PartKind.MILESTONE: (
        (Weakness.MILESTONE_WITHOUT_LEAD, _lacks("lead")),
        (Weakness.MILESTONE_WITHOUT_DATE, lambda values: not (values.get("quarter") or values.get("due"))),
    ),
    PartKind.ACTION_ITEM: (
        (Weakness.OWNER_MISSING, _lacks("owner")),
        (Weakness.OWNER_NOT_ONE_PERSON, _crowd("owner")),
        (Weakness.DUE_MISSING, _lacks("due")),
    ),
    PartKind.MINIMUM_CONDITION: ((Weakness.STANDING_UNKNOWN, _lacks("standing")),),
    PartKind.STOP: (
        (Weakness.STOP_NOT_DATED, _lacks("stops_on")),
        (Weakness.STAFF_UNINFORMED, _lacks("informed_by")),
        (Weakness.OWNER_NOT_ONE_PERSON, _crowd("informed_by")),
    ),
    PartKind.NEW_DATE: (
        (Weakness.NEW_DATE_MISSING, _lacks("due")),
        (Weakness.REASON_MISSING, _lacks("reason")),
    ),
    PartKind.ADJUSTMENT: (
        (Weakness.GROUND_MISSING, _lacks("ground")),
        (Weakness.REASON_MISSING, _lacks("reason")),
        (Weakness.WORK_AVOIDED, _avoids_work),
    ),
    PartKind.STRENGTH: _EVIDENCE,
    PartKind.WEAKNESS: _EVIDENCE,
    PartKind.OPPORTUNITY: _EVIDENCE,
    PartKind.THREAT: _EVIDENCE,
}
