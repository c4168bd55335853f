"""Whether every question of a script can be reached, and every path ends."""

import re

from conversations.parts import REPEATABLE, PartKind
from conversations.script import END, OPPOSITES, PREPARATION, Script, Step
from conversations.script_files.nodes import Place, Reader, suggestion

_ID = re.compile(r"[a-z][a-z0-9-]*")
_PLACEHOLDER = re.compile(r"\{([^}]*)\}")


def check_flow(reader: Reader, script: Script) -> None:
    _check_placeholders(reader, ("follow_ups",), " ".join(probe.text for probe in script.probes), None)
    for step in script.steps:
        _check_name(reader, step)
        _check_conditions(reader, script, step)
        for key, text in _texts(step):
            _check_placeholders(reader, ("steps", step.id, key), text, step.for_each)
        for place, target in _jumps(step):
            _check_jump(reader, script, step, place, target)
    _check_reachable(reader, script)


def _check_name(reader: Reader, step: Step) -> None:
    place = ("steps", step.id)
    if step.id in (END, PREPARATION):
        reader.problem(place, f"`{step.id}` is a word of the bot. Give this step another name.")
    elif not _ID.fullmatch(step.id):
        reader.problem(place, f"`{step.id}`: name a step with small letters, digits and hyphens.")


def _check_conditions(reader: Reader, script: Script, step: Step) -> None:
    both = next((condition for condition in step.when if OPPOSITES.get(condition) in step.when), None)
    if both:
        what = f"Never asked: “{both}” and “{OPPOSITES[both]}” cannot both be true. Keep one."
        reader.problem(("steps", step.id, "if"), what)
    if step.audience and not set(step.audience) & set(script.audience):
        what = f"Never asked: the whole script is for {', '.join(script.audience)} only."
        reader.problem(("steps", step.id, "audience"), what)


def _texts(step: Step) -> list[tuple[str, str]]:
    probes = " ".join(probe.text for probe in step.probes)
    return [("ask", step.ask), ("help", step.help), ("follow_ups", probes)]


def _check_placeholders(reader: Reader, place: Place, text: str, each: PartKind | None) -> None:
    for name in _PLACEHOLDER.findall(text):
        if name != each:
            mend = f"Add `for_each: {name}` to its step." if name in REPEATABLE else "Take it out."
            reader.problem(place, f"Nothing fills in {{{name}}} here. {mend}")


def _jumps(step: Step) -> list[tuple[Place, str]]:
    place = ("steps", step.id)
    own: list[tuple[Place, str]] = [((*place, "next"), step.next)] if step.next else []
    chosen = [
        ((*place, "choices", number, "next"), choice.next) for number, choice in enumerate(step.choices) if choice.next
    ]
    return own + chosen


def _check_jump(reader: Reader, script: Script, step: Step, place: Place, target: str) -> None:
    if target == END:
        return
    ids = [other.id for other in script.steps]
    if target not in ids:
        reader.problem(place, f"There is no step `{target}`.{suggestion(target, [*ids, END])}")
    elif ids.index(target) <= ids.index(step.id):
        what = f"`{target}` is not below. A conversation only goes on; to dig deeper, use follow_ups."
        reader.problem(place, what)
    elif _inside_a_pass(script, step, target):
        first = script.pass_of(target)[0].id
        what = f"`{target}` is in the middle of a for_each pass. Go to `{first}`, where it begins."
        reader.problem(place, what)


def _inside_a_pass(script: Script, step: Step, target: str) -> bool:
    if script.find(target).for_each is None:
        return False
    members = script.pass_of(target)
    return step not in members and target != members[0].id


def _check_reachable(reader: Reader, script: Script) -> None:
    reached = {script.steps[0].id}
    # Jumps only go down, so one walk down the file sees every way to a step before the step itself.
    for step in script.steps:
        if step.id in reached:
            reached |= {target for _, target in _jumps(step)} | _by_itself(script, step)
    for step in script.steps:
        if step.id not in reached:
            what = f"Nothing leads to `{step.id}`. Point a `next:` above to it, or move it."
            reader.problem(("steps", step.id), what)


def _by_itself(script: Script, step: Step) -> set[str]:
    """Where a step leads without a choice, and when it does not apply."""
    conditional = bool(step.when or step.audience or step.for_each)
    return {script.after(step.id)} | ({script.below(step.id)} if conditional else set())
