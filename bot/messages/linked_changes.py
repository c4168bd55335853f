"""The message about a change in one plan that touches a part of another."""

from collections.abc import Mapping
from datetime import date

from bot import blocks, limits
from bot.blocks import MessageContent
from bot.messages.modifications import FieldChange, change_line
from prompts import formats, plain, say
from storage.plans.objective_changes import AffectedPart, ChangedCell, LinkedChange
from storage.plans.plan_changes import printed

NOUN = "linked_changes"
_NAMING = frozenset({"lead"})
"""Fields that may name a person."""
TEXT_SHOWN = 600
"""Of one field, before and after."""


def message(
    change: LinkedChange, link: AffectedPart, on: date, objectives: Mapping[str, str], *, with_words: bool
) -> MessageContent:
    """`objectives` are the names of those that a strategy served before and serves now, by their keys.

    `with_words`: whether the reader may read names and reasons in the changed plan.
    """
    cells = [cell for cell in change.cells if with_words or cell.field not in _NAMING]
    part = "changed_below" if link.other.is_objective else "changed_above"
    lines = [
        say(NOUN, part, change=change, link=link, is_unlinked=_is_unlinked(change, link)),
        *(limits.clamp(change_line(_field(cell, objectives)), TEXT_SHOWN) for cell in cells),
        say(NOUN, "by" if with_words else "kept", change=change, on=on),
    ]
    text = "\n".join(lines)
    return MessageContent(text=text, blocks=blocks.sections(text))


def _is_unlinked(change: LinkedChange, link: AffectedPart) -> bool:
    return any(cell.before == str(link.other.place) for cell in change.cells if cell.field == "serves")


def _field(cell: ChangedCell, objectives: Mapping[str, str]) -> FieldChange:
    name = plain("modifications", "field_name", name=cell.field)
    before, after = (_readable(cell.field, text, objectives) for text in (cell.before, cell.after))
    return FieldChange(name=name, before=before, after=after)


def _readable(field: str, text: str, objectives: Mapping[str, str]) -> str:
    if field == "serves":
        return objectives.get(text, text)
    readable = printed(field, text)
    return formats.day(readable) if isinstance(readable, date) else readable
