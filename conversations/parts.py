"""The parts of a plan (and of a record) that a conversation can produce, and the fields each is made of."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from plans import plan
from plans.plan import BenchmarkKind


class PartKind(StrEnum):
    VISION = "vision"
    MISSION = "mission"
    GOAL = "goal"
    MEASURE = "measure"
    PURPOSE = "purpose"
    SECTION_1 = "section_1"
    """The four texts that an accelerated improvement plan begins with."""
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
    MINIMUM_CONDITION = "minimum_condition"
    STOP = "stop"
    """A practice to stop."""
    NEW_DATE = "new_date"
    """A moved date of an action item or milestone."""
    ADJUSTMENT = "adjustment"
    """A change to the plan."""


class ForEachKind(StrEnum):
    """What a script can repeat questions for with `for_each`."""

    GOAL = "goal"
    STRATEGY = "strategy"
    MILESTONE = "milestone"
    ACTION_ITEM = "action_item"
    BEHIND_ITEM = "behind_item"
    """An action item or milestone past its due date."""
    BENCHMARK = "benchmark"
    """Any of the next three."""
    EARLY_EVIDENCE = "early_evidence"
    SHORT_TERM_OUTCOME = "short_term_outcome"
    FINAL_OUTCOME = "final_outcome"
    SUPPORT = "support"
    ACTOR = "actor"
    WEAK_POINT = "weak_point"


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
    PartKind.SECTION_1: plan.SECTION_1,
    PartKind.STRENGTH: _WITH_EVIDENCE,
    PartKind.WEAKNESS: _WITH_EVIDENCE,
    PartKind.OPPORTUNITY: _WITH_EVIDENCE,
    PartKind.THREAT: _WITH_EVIDENCE,
    PartKind.PRIORITY: ("title", "lead"),
    PartKind.STRATEGY: ("title", *_THEORY, "years", "practice", "lead"),
    PartKind.BENCHMARK: ("text", "stage", "due"),
    PartKind.MILESTONE: ("title", "lead", "team", "quarter", "due"),
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
    PartKind.MINIMUM_CONDITION: ("text", "standing"),
    PartKind.STOP: ("text", "stops_on", "informed_by", "reason"),
    PartKind.NEW_DATE: ("text", "due", "reason"),
    PartKind.ADJUSTMENT: ("text", "ground", "reason"),
}
"""The fields of each kind, the one that names the part first. Several targets or names are one per line."""

SERVES, SERVED_OBJECTIVE = "serves", "served_objective"
"""Values of a strategy that no one types: the key of the objective it serves, and the objective's name when chosen."""

NAMED_BY_CHOICE = frozenset({PartKind.NEW_DATE})
"""Kinds whose first field is not typed: it names the part of the plan that was chosen."""

STAGES: Mapping[ForEachKind, BenchmarkKind] = {
    ForEachKind.EARLY_EVIDENCE: BenchmarkKind.EARLY_EVIDENCE,
    ForEachKind.SHORT_TERM_OUTCOME: BenchmarkKind.SHORT_TERM,
    ForEachKind.FINAL_OUTCOME: BenchmarkKind.FINAL,
}
"""Which benchmarks these go through."""

PART_OF_PASS: Mapping[ForEachKind, PartKind] = {
    ForEachKind.GOAL: PartKind.GOAL,
    ForEachKind.STRATEGY: PartKind.STRATEGY,
    ForEachKind.MILESTONE: PartKind.MILESTONE,
    ForEachKind.ACTION_ITEM: PartKind.ACTION_ITEM,
    ForEachKind.BENCHMARK: PartKind.BENCHMARK,
    **dict.fromkeys(STAGES, PartKind.BENCHMARK),
    ForEachKind.ACTOR: PartKind.ACTOR,
    ForEachKind.WEAK_POINT: PartKind.WEAK_POINT,
}
"""The part that a pass goes through, and that a capture of the same kind rewrites.

Support, and an action item for one that is behind, are always new parts.
"""

ONE_TO_A_PLAN = frozenset({PartKind.VISION, PartKind.MISSION, PartKind.PURPOSE, PartKind.SECTION_1})
"""Kinds of which a plan has only one: writing another replaces the first."""

CHAIN_LINKS = frozenset({PartKind.ACTOR, PartKind.INFLUENCE})
"""What a delivery chain is drawn from. A question brings many at once, and none belongs to the plan."""

ANYTIME = frozenset({PartKind.ACTION_ITEM, PartKind.SUPPORT, PartKind.DECISION})
"""Kinds the leader can write down at any question."""


@dataclass(frozen=True, slots=True)
class ForEachItem:
    """One thing to go through in a `for_each` pass: a goal the plan has, or one written down on the way."""

    kind: ForEachKind
    key: str
    text: str


def for_each_items(kind: PartKind, key: str, values: Mapping[str, str]) -> tuple[ForEachItem, ...]:
    """The part as later passes go through it. A benchmark is in the pass over its stage, too."""
    stage = values.get("stage") or BenchmarkKind.EARLY_EVIDENCE
    kinds = (each for each, part in PART_OF_PASS.items() if part is kind and STAGES.get(each, stage) == stage)
    return tuple(ForEachItem(each, key, title_of(kind, values)) for each in kinds)


def typed_fields(kind: PartKind) -> tuple[str, ...]:
    """The fields to fill in, in the order of the form."""
    return FIELDS[kind][1:] if kind in NAMED_BY_CHOICE else FIELDS[kind]


def main_field(kind: PartKind) -> str:
    """The field for what people say without naming a field."""
    return "reason" if kind is PartKind.NEW_DATE else FIELDS[kind][0]


def title_of(kind: PartKind, values: Mapping[str, str]) -> str:
    """The words a part is known by."""
    return " → ".join(values[field] for field in title_fields(kind, values))


def title_fields(kind: PartKind, values: Mapping[str, str]) -> tuple[str, ...]:
    """The first field that is filled in; of a link both ends, since either alone says nothing."""
    filled = [field for field in FIELDS[kind] if values.get(field)]
    return tuple(filled[: 2 if kind is PartKind.INFLUENCE else 1])
