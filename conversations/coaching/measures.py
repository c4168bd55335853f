"""The measures of a goal that a question asks the team to complete, and what its answers add to them."""

from collections.abc import Iterable, Mapping

from conversations.coaching import drafts
from conversations.coaching.state import CoachingState
from conversations.facts import MeasureGap, gaps
from conversations.parts import PartKind
from conversations.script import Script, Step
from conversations.threads.replies import QuestionAnswer
from conversations.threads.state import Visit, WrittenPart
from plans.plan import Measure

_ASKED_FOR: Mapping[MeasureGap, str] = {
    MeasureGap.NO_SOURCE: "source",
    MeasureGap.NO_BASELINE: "baseline",
    MeasureGap.NO_TARGET: "targets",
    MeasureGap.ONE_TARGET: "targets",
}
"""The field that fills each gap."""


def asks_for_new(script: Script, state: CoachingState, visit: Visit) -> bool:
    """Whether a question that completes measures is about a new one.

    It is if its pass wrote one, or if the team chose to look for one.
    """
    if not script.find(visit.step).completes_measures:
        return False
    chosen = {
        choice.next
        for step in script.pass_of(visit.step)
        for choice in step.choices
        if choice.label == state.choice(Visit(step.id, visit.item))
    }
    return bool(new_parts(script, state, visit)) or any(step.id in chosen for step in _looking_for_new(script, visit))


def new_parts(script: Script, state: CoachingState, visit: Visit) -> list[WrittenPart]:
    """The measures that the questions for a new one wrote in this pass, also if they were completed since."""
    asked = [Visit(step.id, visit.item) for step in _looking_for_new(script, visit)]
    measures = (part for part in state.parts if part.kind is PartKind.MEASURE)
    return [part for part in measures if any(was_written_at(part, earlier) for earlier in asked)]


def was_written_at(part: WrittenPart, visit: Visit) -> bool:
    """Whether the question wrote the part, or wrote it first, before a later question changed it."""
    return part.visit == visit or part.key.startswith(f"{visit}#")


def _looking_for_new(script: Script, visit: Visit) -> list[Step]:
    """The steps of its pass that write a measure which the plan hasn't got."""
    steps = script.pass_of(visit.step)
    return [step for step in steps if step.capture is PartKind.MEASURE and not step.completes_measures]


def to_complete(measures: Mapping[str, Measure], *, has_saved: bool) -> list[str]:
    """The keys of the measures that lack something, or of all if none does.

    Once the question `has_saved` a measure, a complete one is not brought up.
    """
    incomplete = [key for key, measure in measures.items() if gaps(measure)]
    return incomplete if incomplete or has_saved else list(measures)


def completed(measure: Measure, given: Iterable[QuestionAnswer]) -> dict[str, str]:
    """The measure's words with the answers. One without a label is about what the measure lacks first."""
    asked = next((_ASKED_FOR[gap] for gap in gaps(measure)), "")
    drafted = drafts.of_kind(PartKind.MEASURE, asked, given)
    targets = [*measure.targets, *drafted.get("targets", "").splitlines()]
    if MeasureGap.ONE_TARGET in gaps(measure) and len(targets) == len(measure.targets) + 1:
        drafted["targets"] = "\n".join(dict.fromkeys(targets))  # the second year's follows the first year's
    return values_of(measure) | {field: text for field, text in drafted.items() if field}


def values_of(measure: Measure) -> dict[str, str]:
    """The values of its form, without the fields that are empty."""
    values = {
        "indicator": measure.indicator,
        "source": measure.source,
        "baseline": measure.baseline,
        "targets": "\n".join(measure.targets),
    }
    return {field: text for field, text in values.items() if text}
