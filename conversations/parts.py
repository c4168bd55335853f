"""The parts of a plan (and of a record) that a conversation can produce, and the fields each is made of."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class PartKind(StrEnum):
    VISION = "vision"
    MISSION = "mission"
    GOAL = "goal"
    MEASURE = "measure"
    PURPOSE = "purpose"
    STRENGTH = "strength"
    WEAKNESS = "weakness"
    OPPORTUNITY = "opportunity"
    THREAT = "threat"
    PRIORITY = "priority"
    STRATEGY = "strategy"
    BENCHMARK = "benchmark"
    MILESTONE = "milestone"
    ACTION_ITEM = "action_item"
    ACTOR = "actor"
    INFLUENCE = "influence"
    WEAK_POINT = "weak_point"
    SUPPORT = "support"
    DECISION = "decision"


_ONE_TEXT = ("text",)
_WITH_EVIDENCE = ("text", "evidence")
_MEASURE = ("indicator", "source", "baseline", "targets")
_THEORY = ("if_we", "then", "and_so")

FIELDS: Mapping[PartKind, tuple[str, ...]] = {
    PartKind.VISION: _ONE_TEXT,
    PartKind.MISSION: _ONE_TEXT,
    # A goal is written down with its first measure, so that "a goal without a measure" is seen at once.
    PartKind.GOAL: ("text", "explanation", *_MEASURE),
    PartKind.MEASURE: _MEASURE,
    PartKind.PURPOSE: _THEORY,
    PartKind.STRENGTH: _WITH_EVIDENCE,
    PartKind.WEAKNESS: _WITH_EVIDENCE,
    PartKind.OPPORTUNITY: _WITH_EVIDENCE,
    PartKind.THREAT: _WITH_EVIDENCE,
    PartKind.PRIORITY: ("title", "lead"),
    PartKind.STRATEGY: ("title", *_THEORY, "years", "practice", "lead"),
    PartKind.BENCHMARK: ("text", "stage", "due"),
    PartKind.MILESTONE: ("title", "lead", "team", "quarter"),
    PartKind.ACTION_ITEM: (
        "text",
        "owner",
        "collaborators",
        "start",
        "due",
        "output",
        "resources",
    ),
    PartKind.ACTOR: ("name", "role", "reach"),
    PartKind.INFLUENCE: ("giver", "receiver", "nature", "strength"),
    PartKind.WEAK_POINT: ("text", "trouble", "actors"),
    PartKind.SUPPORT: ("text", "provider", "due"),
    PartKind.DECISION: _ONE_TEXT,
}
"""The fields of each kind, the one that names the part first. Several targets or names are one per line."""

REPEATABLE = frozenset(
    {
        PartKind.GOAL,
        PartKind.STRATEGY,
        PartKind.BENCHMARK,
        PartKind.MILESTONE,
        PartKind.ACTION_ITEM,
        PartKind.ACTOR,
        PartKind.WEAK_POINT,
    }
)
"""The kinds a script can repeat questions for with `for_each`."""

ONE_TO_A_PLAN = frozenset({PartKind.VISION, PartKind.MISSION, PartKind.PURPOSE})
"""Kinds of which a plan has only one: writing another replaces the first."""

ANYTIME = frozenset({PartKind.ACTION_ITEM, PartKind.SUPPORT, PartKind.DECISION})
"""Kinds the leader can write down at any question."""


@dataclass(frozen=True, slots=True)
class ForEachItem:
    """One thing to go through in a `for_each` pass: a goal the plan has, or one written down on the way."""

    kind: PartKind
    key: str
    text: str


def title_of(kind: PartKind, values: Mapping[str, str]) -> str:
    """The words a part is known by."""
    return " → ".join(values[field] for field in title_fields(kind, values))


def title_fields(kind: PartKind, values: Mapping[str, str]) -> tuple[str, ...]:
    """The first field that is filled in; of a link both ends, since either alone says nothing."""
    filled = [field for field in FIELDS[kind] if values.get(field)]
    return tuple(filled[: 2 if kind is PartKind.INFLUENCE else 1])
