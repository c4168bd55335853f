"""Whether a question refers to something that people can see."""

import re
from collections.abc import Iterator, Mapping

from conversations.parts import ForEachKind, PartKind
from conversations.script import FactKind, Script, Step
from conversations.script_files.findings import ScriptFindingCode
from conversations.script_files.nodes import ScriptReader

_ITEMS = frozenset({FactKind.COMPLETED, FactKind.BEHIND, FactKind.AT_RISK})
_BENCHMARKS = frozenset({FactKind.EARLY_EVIDENCE, FactKind.SHORT_TERM_OUTCOMES, FactKind.FINAL_OUTCOMES})
_SHOWN_BY: Mapping[str, frozenset[FactKind | ForEachKind | PartKind]] = {
    "action items": _ITEMS | {ForEachKind.ACTION_ITEM, ForEachKind.BEHIND_ITEM, PartKind.ACTION_ITEM},
    "milestones": _ITEMS | {FactKind.MILESTONES, ForEachKind.MILESTONE, PartKind.MILESTONE},
    "goals": frozenset({FactKind.GOALS, ForEachKind.GOAL, PartKind.GOAL}),
    "measures": _BENCHMARKS | {FactKind.GOALS, FactKind.MEASURES, PartKind.MEASURE, PartKind.BENCHMARK},
    "strategies": frozenset({FactKind.STRATEGIES, ForEachKind.STRATEGY, PartKind.STRATEGY}),
    "benchmarks": _BENCHMARKS | {ForEachKind.BENCHMARK, PartKind.BENCHMARK},
    "outcomes": _BENCHMARKS
    | {ForEachKind.SHORT_TERM_OUTCOME, ForEachKind.FINAL_OUTCOME, ForEachKind.BENCHMARK, PartKind.BENCHMARK},
    "supports": frozenset({FactKind.SUPPORTS, ForEachKind.SUPPORT, PartKind.SUPPORT}),
}
"""What shows each part of the plan, at the question itself or at one before it."""
_THESE = re.compile(rf"\bthese (?:\w+ )?(?P<parts>{'|'.join(_SHOWN_BY)})\b", re.IGNORECASE)
_EACH_ONE = re.compile(r"\beach (?:one|of (?:them|these|those))\b(?! \w)", re.IGNORECASE)
"""Without a noun: only what stands above the question itself can be meant."""


def check_references(reader: ScriptReader, script: Script) -> None:
    """Warnings only: the writer may know better."""
    laid_out: set[FactKind | ForEachKind | PartKind] = set()
    for step in script.steps:
        for words in _refers_to_nothing(step, laid_out | set(_shows(step))):
            reader.warn(("steps", step.id, "ask"), ScriptFindingCode.REFERS_TO_NOTHING, words=words)
        laid_out |= {*_shows(step), *([step.capture] if step.capture else [])}


def _shows(step: Step) -> Iterator[FactKind | ForEachKind]:
    yield from step.facts
    if step.for_each:
        yield step.for_each


def _refers_to_nothing(step: Step, laid_out: set[FactKind | ForEachKind | PartKind]) -> Iterator[str]:
    if (these := _THESE.search(step.ask)) and not _SHOWN_BY[these["parts"].lower()] & laid_out:
        yield these[0]
    if (each := _EACH_ONE.search(step.ask)) and not tuple(_shows(step)):
        yield each[0]
