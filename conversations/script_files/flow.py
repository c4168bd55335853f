"""Whether every question of a script can be reached, and every path ends."""

import re

from conversations.parts import ForEachKind
from conversations.script import END, OPPOSITES, PREPARATION, Script, Step
from conversations.script_files.findings import ScriptFindingCode
from conversations.script_files.nodes import Place, ScriptReader, closest

_ID = re.compile(r"[a-z][a-z0-9-]*")
_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


def check_flow(reader: ScriptReader, script: Script) -> None:
    _check_placeholders(reader, ("follow_ups",), " ".join(probe.text for probe in script.probes), None)
    for step in script.steps:
        _check_name(reader, step)
        _check_conditions(reader, script, step)
        if step.check and not step.facts:
            reader.error(("steps", step.id, "check"), ScriptFindingCode.CHECK_WITHOUT_FACTS)
        for key, text in _texts(step):
            _check_placeholders(reader, ("steps", step.id, key), text, step.for_each)
        for place, target in _jumps(step):
            _check_jump(reader, script, step, place, target)
    _check_reachable(reader, script)


def _check_name(reader: ScriptReader, step: Step) -> None:
    place = ("steps", step.id)
    if step.id in (END, PREPARATION):
        reader.error(place, ScriptFindingCode.NAME_RESERVED, name=step.id)
    elif not _ID.fullmatch(step.id):
        reader.error(place, ScriptFindingCode.NAME_MALFORMED, name=step.id)


def _check_conditions(reader: ScriptReader, script: Script, step: Step) -> None:
    both = next((condition for condition in step.when if OPPOSITES.get(condition) in step.when), None)
    if both:
        pair = [both, OPPOSITES[both]]
        reader.error(("steps", step.id, "if"), ScriptFindingCode.CONDITIONS_EXCLUDE_EACH_OTHER, conditions=pair)
    if step.audience and not set(step.audience) & set(script.audience):
        place = ("steps", step.id, "audience")
        reader.error(place, ScriptFindingCode.AUDIENCE_OUTSIDE_SCRIPT, audience=list(script.audience))


def _texts(step: Step) -> list[tuple[str, str]]:
    probes = " ".join(probe.text for probe in step.probes)
    return [("ask", step.ask), ("check", step.check), ("help", step.help), ("follow_ups", probes)]


def _check_placeholders(reader: ScriptReader, place: Place, text: str, each: ForEachKind | None) -> None:
    for name in _PLACEHOLDER.findall(text):
        if name != each:
            repeatable = name in set(ForEachKind)
            reader.error(place, ScriptFindingCode.PLACEHOLDER_UNFILLED, name=name, repeatable=repeatable)


def _jumps(step: Step) -> list[tuple[Place, str]]:
    place = ("steps", step.id)
    own: list[tuple[Place, str]] = [((*place, "next"), step.next)] if step.next else []
    chosen = [
        ((*place, "choices", number, "next"), choice.next) for number, choice in enumerate(step.choices) if choice.next
    ]
    return own + chosen


def _check_jump(reader: ScriptReader, script: Script, step: Step, place: Place, target: str) -> None:
    if target == END:
        return
    ids = [other.id for other in script.steps]
    if target not in ids:
        suggestion = closest(target, [*ids, END])
        reader.error(place, ScriptFindingCode.STEP_UNKNOWN, target=target, suggestion=suggestion)
    elif ids.index(target) <= ids.index(step.id):
        reader.error(place, ScriptFindingCode.STEP_NOT_BELOW, target=target)
    elif _inside_a_pass(script, step, target):
        first = script.pass_of(target)[0].id
        reader.error(place, ScriptFindingCode.STEP_INSIDE_FOR_EACH, target=target, first=first)


def _inside_a_pass(script: Script, step: Step, target: str) -> bool:
    if script.find(target).for_each is None:
        return False
    members = script.pass_of(target)
    return step not in members and target != members[0].id


def _check_reachable(reader: ScriptReader, script: Script) -> None:
    reached = {script.steps[0].id}
    # Jumps only go down, so one walk down the file sees every way to a step before the step itself.
    for step in script.steps:
        if step.id in reached:
            reached |= {target for _, target in _jumps(step)} | _by_itself(script, step)
    for step in script.steps:
        if step.id not in reached:
            reader.error(("steps", step.id), ScriptFindingCode.STEP_NEVER_REACHED, step=step.id)


def _by_itself(script: Script, step: Step) -> set[str]:
    """Where a step leads without a choice, and when it does not apply."""
    conditional = bool(step.when or step.audience or step.for_each)
    return {script.after(step.id)} | ({script.below(step.id)} if conditional else set())
