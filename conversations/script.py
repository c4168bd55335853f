"""A coaching script as a value: its steps, their conditions and audiences, and the parts they capture."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from conversations.parts import PART_OF_PASS, ForEachKind, PartKind

END = "end"
"""Where a script goes after its last step; no step may have this name."""
PREPARATION = "preparation"
"""The checklist before the first step; no step may have this name."""


class CycleStep(StrEnum):
    """The steps of the improvement cycle, in order."""

    SET_DIRECTION = "set-direction"
    ASSESS_NEEDS = "assess-needs"
    CREATE_PLAN = "create-plan"
    IMPLEMENT_PLAN = "implement-plan"
    MONITOR_ADJUST = "monitor-adjust"
    TELL_STORY = "tell-story"


class Audience(StrEnum):
    STATE = "state"
    DISTRICT = "district"
    SCHOOL = "school"


class Condition(StrEnum):
    """The conditions of a plan that a script can test. Each is followed by its opposite; see OPPOSITES."""

    MISSION_EXISTS = "mission exists"
    MISSION_IS_NEW = "mission is new"
    GOALS_EXIST = "goals exist"
    GOALS_ARE_NEW = "goals are new"
    MEASURES_COMPLETE = "measures are complete"
    MEASURES_MISSING = "measures are missing"
    PURPOSE_EXISTS = "purpose exists"
    PURPOSE_IS_NEW = "purpose is new"
    NEEDS_KNOWN = "needs are known"
    NEEDS_UNKNOWN = "needs are unknown"
    STRATEGIES_EXIST = "strategies exist"
    STRATEGIES_ARE_NEW = "strategies are new"
    BENCHMARKS_EXIST = "benchmarks exist"
    BENCHMARKS_ARE_NEW = "benchmarks are new"
    ACTION_ITEMS_EXIST = "action items exist"
    ACTION_ITEMS_ARE_NEW = "action items are new"
    WORK_IS_UNDER_WAY = "work is under way"
    WORK_IS_AHEAD = "work is ahead"
    MANY_BEHIND = "many items behind"
    FEW_BEHIND = "few items behind"
    NEW_OWNER = "new owner"
    NO_NEW_OWNER = "no new owner"
    YEAR_ENDING = "year is ending"
    YEAR_RUNNING = "year is running"


class FactKind(StrEnum):
    """What a step can lay out before its question, as of the moment it is asked."""

    DIRECTION = "direction"
    GOALS = "goals"
    MEASURES = "measures"
    STRATEGIES = "strategies"
    COMPLETED = "completed"
    BEHIND = "behind"
    AT_RISK = "at_risk"
    PROGRESS = "progress"
    MILESTONES = "milestones"
    EARLY_EVIDENCE = "early_evidence"
    SHORT_TERM_OUTCOMES = "short_term_outcomes"
    FINAL_OUTCOMES = "final_outcomes"
    SUPPORTS = "supports"
    NEEDS = "needs"
    CHANGES = "changes"
    LAST_TIME = "last_time"


class Repeat(StrEnum):
    """How soon a question may be asked again although nothing it bears on has changed."""

    MONTHLY = "monthly"


_IN_PAIRS = tuple(Condition)
OPPOSITES = dict(zip(_IN_PAIRS[::2], _IN_PAIRS[1::2], strict=True))
"""Exactly one of each pair holds at a time."""


@dataclass(frozen=True, slots=True)
class SourcedText:
    """A text and the ids of what it comes from: a follow-up, a tip or a line of the checklist."""

    text: str
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    label: str
    next: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One question."""

    id: str
    ask: str
    check: str = ""
    """Asked instead of `ask` if the plan has the facts."""
    help: str = ""
    sources: tuple[str, ...] = ()
    probes: tuple[SourcedText, ...] = ()
    tips: tuple[SourcedText, ...] = ()
    when: tuple[Condition, ...] = ()
    """Asked only if all of these hold."""
    audience: tuple[Audience, ...] = ()
    """Asked only of these; empty means everyone."""
    for_each: ForEachKind | None = None
    facts: tuple[FactKind, ...] = ()
    """Laid out before the question."""
    essential: bool = False
    """Asked even in a conversation of 15 minutes."""
    sensitive: bool = False
    """The group may decide that the record shows the answers without names."""
    repeats: Repeat | None = None
    """Asked again this often, however lately it was answered."""
    capture: PartKind | None = None
    choices: tuple[Choice, ...] = ()
    next: str | None = None
    """Where it goes from here; None means the step below."""

    @property
    def rewrites(self) -> bool:
        """Whether what it captures replaces the part its pass is at."""
        if self.for_each is None or self.capture is None:
            return False
        return PART_OF_PASS.get(self.for_each) is self.capture

    @property
    def completes_measures(self) -> bool:
        """Whether its check asks what the measures of a goal lack, so that what it captures changes one of them."""
        is_of_goal = self.for_each is ForEachKind.GOAL and self.capture is PartKind.MEASURE
        return is_of_goal and FactKind.GOALS in self.facts and bool(self.check)


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    name: str
    title: str
    step: CycleStep
    purpose: str
    minutes: int
    steps: tuple[Step, ...]
    audience: tuple[Audience, ...] = tuple(Audience)
    fits: tuple[Condition, ...] = ()
    """Any of these makes it a conversation worth offering."""
    preparation: tuple[SourcedText, ...] = ()
    tips: tuple[SourcedText, ...] = ()
    probes: tuple[SourcedText, ...] = ()
    """Follow-ups for every step, after its own."""
    repeats: Repeat | None = None
    """What all of its steps do, without saying so themselves."""

    def find(self, step_id: str) -> Step:
        return self.steps[self.position(step_id)]

    def probes_of(self, step_id: str) -> tuple[SourcedText, ...]:
        """The follow-ups of a step: its own, then the common ones it does not have itself."""
        own = self.find(step_id).probes
        texts = {probe.text for probe in own}
        return (*own, *(probe for probe in self.probes if probe.text not in texts))

    def repeats_of(self, step_id: str) -> Repeat | None:
        return self.find(step_id).repeats or self.repeats

    def position(self, step_id: str) -> int:
        return next(i for i, step in enumerate(self.steps) if step.id == step_id)

    def below(self, step_id: str) -> str:
        """The step under this one in the file, or END."""
        position = self.position(step_id) + 1
        return self.steps[position].id if position < len(self.steps) else END

    def after(self, step_id: str) -> str:
        """The next step if no choice leads elsewhere."""
        return self.find(step_id).next or self.below(step_id)

    def pass_of(self, step_id: str) -> tuple[Step, ...]:
        """The neighboring steps that repeat over the same kind, asked together once per item."""
        each = self.find(step_id).for_each
        first = last = self.position(step_id)
        while first > 0 and self.steps[first - 1].for_each == each:
            first -= 1
        while last + 1 < len(self.steps) and self.steps[last + 1].for_each == each:
            last += 1
        return self.steps[first : last + 1]


def listing(script: Script) -> dict[str, Any]:
    """The script as `script list --json` prints it: its texts, with their sources."""
    tips = (*script.tips, *(tip for step in script.steps for tip in step.tips))
    return {
        "name": script.name,
        "title": script.title,
        "step": script.step.value,
        "audience": [audience.value for audience in script.audience],
        "minutes": script.minutes,
        "questions": list(_questions(script)),
        "preparation": [_noted(note) for note in script.preparation],
        "tips": [_noted(note) for note in tips],
    }


def _questions(script: Script) -> Iterator[dict[str, Any]]:
    """Every step, each followed by those of its follow-ups that come from a source; last the common ones."""
    for step in script.steps:
        check = {"check": step.check} if step.check else {}
        yield {"id": step.id, "ask": step.ask, **check, "sources": list(step.sources)}
        yield from _sourced(step.id, step.probes)
    yield from _sourced("follow-up", script.probes)


def _sourced(prefix: str, probes: tuple[SourcedText, ...]) -> Iterator[dict[str, Any]]:
    for number, probe in enumerate(probes, start=1):
        if probe.sources:
            yield {"id": f"{prefix}/{number}", "ask": probe.text, "sources": list(probe.sources)}


def _noted(note: SourcedText) -> dict[str, Any]:
    return {"text": note.text, "sources": list(note.sources)}


@cache
def _adapter() -> TypeAdapter[Script]:
    return TypeAdapter(Script)


def to_json(script: Script) -> str:
    """The whole script as text. Each conversation stores it, so that it ends with the script it began with."""
    return _adapter().dump_json(script, exclude_defaults=True).decode()


def from_json(text: str) -> Script:
    return _adapter().validate_json(text)
