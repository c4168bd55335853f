"""From the keys of a file to a Script."""

import yaml

from conversations.parts import ForEachKind, PartKind
from conversations.script import Audience, Choice, Condition, CycleStep, FactKind, Repeat, Script, SourcedText, Step
from conversations.script_files.findings import ScriptFindingCode
from conversations.script_files.nodes import Place, ScriptReader

SCRIPT_KEYS = (
    "name",
    "title",
    "step",
    "audience",
    "purpose",
    "minutes",
    "fits",
    "preparation",
    "tips",
    "follow_ups",
    "repeats",
    "steps",
)
STEP_KEYS = (
    "ask",
    "check",
    "facts",
    "help",
    "sources",
    "follow_ups",
    "tips",
    "if",
    "audience",
    "for_each",
    "capture",
    "essential",
    "sensitive",
    "repeats",
    "choices",
    "next",
)
_CHOICE_KEYS = ("label", "next")
_NOTE_KEYS = ("text", "sources")


def shape(reader: ScriptReader, root: yaml.Node) -> Script | None:
    """The script, or None if too much is missing to check it further."""
    top = reader.mapping(root, (), SCRIPT_KEYS)
    name = reader.text(top.get("name"), ("name",), required=True)
    title = reader.text(top.get("title"), ("title",), required=True)
    purpose = reader.text(top.get("purpose"), ("purpose",), required=True)
    cycle_step = reader.one_of(CycleStep, top.get("step"), ("step",))
    minutes = reader.number(top.get("minutes"), ("minutes",))
    steps = tuple(
        _step(reader, step_id, node) for step_id, node in reader.mapping(top.get("steps"), ("steps",), None).items()
    )
    if not steps:
        reader.error(("steps",), ScriptFindingCode.NO_STEPS)
    audience = reader.some_of(Audience, top.get("audience"), ("audience",))
    fits = reader.some_of(Condition, top.get("fits"), ("fits",))
    preparation = _notes(reader, top.get("preparation"), ("preparation",))
    tips = _notes(reader, top.get("tips"), ("tips",))
    if not steps or cycle_step is None:
        return None
    return Script(
        name=name,
        title=title,
        step=cycle_step,
        purpose=purpose,
        minutes=minutes,
        steps=steps,
        audience=audience or tuple(Audience),
        fits=fits,
        preparation=preparation,
        tips=tips,
        probes=_notes(reader, top.get("follow_ups"), ("follow_ups",)),
        repeats=reader.one_of_or_none(Repeat, top.get("repeats"), ("repeats",)),
    )


def _step(reader: ScriptReader, step_id: str, node: yaml.Node) -> Step:
    place = ("steps", step_id)
    keys = reader.mapping(node, place, STEP_KEYS)
    return Step(
        id=step_id,
        ask=reader.text(keys.get("ask"), (*place, "ask"), required=True),
        check=reader.text(keys.get("check"), (*place, "check")),
        facts=reader.some_of(FactKind, keys.get("facts"), (*place, "facts")),
        help=reader.text(keys.get("help"), (*place, "help")),
        sources=reader.texts(keys.get("sources"), (*place, "sources")),
        probes=_notes(reader, keys.get("follow_ups"), (*place, "follow_ups")),
        tips=_notes(reader, keys.get("tips"), (*place, "tips")),
        when=reader.some_of(Condition, keys.get("if"), (*place, "if")),
        audience=reader.some_of(Audience, keys.get("audience"), (*place, "audience")),
        for_each=reader.one_of_or_none(ForEachKind, keys.get("for_each"), (*place, "for_each")),
        capture=reader.one_of_or_none(PartKind, keys.get("capture"), (*place, "capture")),
        essential=reader.flag(keys.get("essential"), (*place, "essential")),
        sensitive=reader.flag(keys.get("sensitive"), (*place, "sensitive")),
        repeats=reader.one_of_or_none(Repeat, keys.get("repeats"), (*place, "repeats")),
        choices=_choices(reader, keys.get("choices"), (*place, "choices")),
        next=reader.text(keys.get("next"), (*place, "next")) or None,
    )


def _choices(reader: ScriptReader, node: yaml.Node | None, place: Place) -> tuple[Choice, ...]:
    return tuple(_choice(reader, child, child_place) for child_place, child in reader.items(node, place))


def _choice(reader: ScriptReader, node: yaml.Node, place: Place) -> Choice:
    if isinstance(node, yaml.ScalarNode):
        return Choice(reader.text(node, place, required=True))
    keys = reader.mapping(node, place, _CHOICE_KEYS)
    label = reader.text(keys.get("label"), (*place, "label"), required=True)
    return Choice(label, reader.text(keys.get("next"), (*place, "next")) or None)


def _notes(reader: ScriptReader, node: yaml.Node | None, place: Place) -> tuple[SourcedText, ...]:
    return tuple(_note(reader, child, child_place) for child_place, child in reader.items(node, place))


def _note(reader: ScriptReader, node: yaml.Node, place: Place) -> SourcedText:
    if isinstance(node, yaml.ScalarNode):
        return SourcedText(reader.text(node, place, required=True))
    keys = reader.mapping(node, place, _NOTE_KEYS)
    text = reader.text(keys.get("text"), (*place, "text"), required=True)
    return SourcedText(text, reader.texts(keys.get("sources"), (*place, "sources")))
