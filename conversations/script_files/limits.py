"""Texts that would not fit into Slack."""

from collections.abc import Iterator

from conversations.script import Script
from conversations.script_files.findings import ScriptFindingCode
from conversations.script_files.nodes import Place, ScriptReader

NAME = 60
"""Room for the rest of what a button carries."""
TITLE = 75
"""The text of an entry in a menu."""
LABEL = 75
"""The text of a button, and of a line with a check box."""
CHOICES = 5
"""The most buttons in a row that people can take in at a glance."""
TEXT = 2900
"""A section of a message holds 3,000 characters, some of which the question's number needs."""


def check_limits(reader: ScriptReader, script: Script) -> None:
    for place, text, limit in _texts(script):
        if len(text) > limit:
            reader.error(place, ScriptFindingCode.TEXT_TOO_LONG, length=len(text), most=limit)
    for step in script.steps:
        if len(step.choices) > CHOICES:
            place = ("steps", step.id, "choices")
            reader.error(place, ScriptFindingCode.TOO_MANY_CHOICES, count=len(step.choices), most=CHOICES)


def _texts(script: Script) -> Iterator[tuple[Place, str, int]]:
    yield ("name",), script.name, NAME
    yield ("title",), script.title, TITLE
    yield ("purpose",), script.purpose, TEXT
    yield from ((("preparation", n), note.text, LABEL) for n, note in enumerate(script.preparation))
    yield from ((("tips", n), note.text, TEXT) for n, note in enumerate(script.tips))
    yield from ((("follow_ups", n), note.text, TEXT) for n, note in enumerate(script.probes))
    for step in script.steps:
        place = ("steps", step.id)
        yield place, step.id, NAME
        yield (*place, "ask"), step.ask, TEXT
        yield (*place, "check"), step.check, TEXT
        yield (*place, "help"), step.help, TEXT
        yield from (((*place, "follow_ups", n), note.text, TEXT) for n, note in enumerate(step.probes))
        yield from (((*place, "tips", n), note.text, TEXT) for n, note in enumerate(step.tips))
        yield from (((*place, "choices", n), choice.label, LABEL) for n, choice in enumerate(step.choices))
