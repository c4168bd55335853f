"""What people read after the plan was changed by form."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.messages.modification_forms import NOUN
from bot.messages.threads.forms import choices
from bot.messages.threads.parts import DAYS, one_line
from bot.slack import blocks
from bot.slack.blocks import MessageContent
from conversations.part_edits import PartEdit
from conversations.parts import PartKind
from prompts import Safe, formats, plain, say
from storage.plans.part_removal import OpenWork
from storage.plans.part_search import NamedPart


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """A field before and after, as people read it."""

    name: str
    before: str
    after: str


def field_changes(edit: PartEdit, names: Iterable[str]) -> list[FieldChange]:
    return [
        FieldChange(
            name=plain(NOUN, "field_name", name=name),
            before=_readable(edit.kind, name, edit.before.get(name, "")),
            after=_readable(edit.kind, name, edit.after.get(name, "")),
        )
        for name in names
    ]


def _readable(kind: PartKind, name: str, text: str) -> str:
    if name in DAYS and text:
        return formats.written_day(text)
    return choices(kind, name).get(text, one_line(text))


def changed_meanwhile(who: str, changes: Sequence[FieldChange]) -> Safe:
    """`who` changed it last."""
    return say(NOUN, "changed_meanwhile", who=who, changes=changes)


def saved(part: NamedPart, edit: PartEdit, names: Sequence[str], remarks: Sequence[Safe]) -> MessageContent:
    """To whoever changed it. `names` are those who hear of it."""
    lines = [say(NOUN, "saved", named=part), *_lines(edit, edit.changed), say(NOUN, "saved_hears", names=names)]
    return _message([*lines, *remarks])


def changed(who: str, organization: str, part: NamedPart, edit: PartEdit, names: Iterable[str]) -> MessageContent:
    """To those who hear of it: these fields, and the reason."""
    first = say(NOUN, "changed", who=who, named=part, organization=organization)
    return _message([first, *_lines(edit, names), say(NOUN, "reason", reason=edit.reason)])


def removed(who: str, organization: str, part: NamedPart, work: OpenWork, reason: str) -> MessageContent:
    """To those who lead something of it."""
    first = say(NOUN, "removed", who=who, named=part, organization=organization, work=work)
    return _message([first, say(NOUN, "reason", reason=reason)])


def is_removed(part: NamedPart, work: OpenWork, names: Sequence[str]) -> MessageContent:
    """To whoever took it out."""
    first = say(NOUN, "is_removed", named=part, work=work)
    return _message([first, say(NOUN, "saved_hears", names=names), say(NOUN, "can_be_undone")])


def added(who: str, organization: str, part: NamedPart, reason: str) -> MessageContent:
    """To those who hear of it."""
    first = say(NOUN, "added", who=who, named=part, organization=organization)
    return _message([first, say(NOUN, "reason", reason=reason)])


def is_added(part: NamedPart, names: Sequence[str], remarks: Sequence[Safe]) -> MessageContent:
    """To whoever added it."""
    return _message([say(NOUN, "is_added", named=part), say(NOUN, "saved_hears", names=names), *remarks])


def recorded(part: NamedPart, sentence: str, names: Sequence[str]) -> MessageContent:
    """To whoever recorded a value: how it compares with its target now."""
    return _message([say(NOUN, "recorded", named=part, sentence=sentence), say(NOUN, "recorded_hears", names=names)])


def value_recorded(who: str, organization: str, part: NamedPart, sentence: str) -> MessageContent:
    """To those who lead its strategy."""
    return _message([say(NOUN, "value_recorded", who=who, named=part, organization=organization, sentence=sentence)])


def nobody_leads(lead: str) -> Safe:
    return say(NOUN, "nobody_leads", lead=lead)


def _lines(edit: PartEdit, names: Iterable[str]) -> list[Safe]:
    return [change_line(change) for change in field_changes(edit, names)]


def change_line(change: FieldChange) -> Safe:
    return say(NOUN, "change_line", change=change)


def _message(lines: Iterable[Safe]) -> MessageContent:
    text = "\n".join(lines)
    return MessageContent(text=text, blocks=blocks.sections(text))
