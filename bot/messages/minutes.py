"""The draft of the minutes, its forms, and the published message."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot import blocks, limits
from bot.blocks import Block, MessageContent
from bot.button_values import ButtonValue
from bot.identifiers import ActionId, FieldId, ViewId
from bot.messages.items import lines as action_items
from conversations.highlight import Minutes, MinutesLine, MinutesSection, MonthAnswer, Remark, Section
from prompts import Safe, plain, say
from storage.rounds.minutes import StoredMinutes

NOUN = "minutes"
LINES_SHOWN = 6
LINE_SHOWN = 260
LINES_TO_A_FORM = 20
PART = limits.INPUT_VALUE - 200
"""Characters of a line in one input, leaving room to write more."""
NUMBERS: Mapping[Section, int] = {section: number for number, section in enumerate(Section, start=1)}


@dataclass(frozen=True, slots=True)
class MinutesPointer(ButtonValue):
    """What the buttons and forms of the minutes carry."""

    minutes_id: int


@dataclass(frozen=True, slots=True)
class SectionPointer(MinutesPointer):
    section: Section


@dataclass(frozen=True, slots=True)
class VersionPointer(MinutesPointer):
    version: int


@dataclass(frozen=True, slots=True)
class EditPointer(VersionPointer):
    """The draft, its version, the section and the first line in the form."""

    section: Section
    first: int = 0


def worded(remark: Remark) -> str:
    """The remark as a line of the minutes."""
    text = plain(NOUN, f"say_{remark.saying}", about=remark.about)
    if isinstance(remark.about, MonthAnswer) and remark.about.corrects:
        return plain(NOUN, "correction", period=remark.about.corrects, text=text)
    return text


def who(remark: Remark) -> str:
    """The author of a remark, with "for …" and "late" where they apply."""
    return (
        plain(NOUN, "who", about=remark.about, who=remark.who) if isinstance(remark.about, MonthAnswer) else remark.who
    )


def draft(stored: StoredMinutes, *, has_channel: bool) -> MessageContent:
    minutes = stored.minutes
    title = plain(NOUN, "title_published" if stored.published else "title", minutes=minutes)
    content = [blocks.header(title)]
    if not stored.published:
        content.append(blocks.context(say(NOUN, "intro")))
    content.append(blocks.section(limits.clamp(say(NOUN, "header", minutes=minutes), limits.SECTION)))
    for section in Section:
        content += _section_blocks(
            minutes.section(section), "more_lines_published" if stored.published else "more_lines"
        )
    content += _published(stored) if stored.published else _buttons(stored, has_channel=has_channel)
    return MessageContent(text=_text(title, minutes), blocks=content)


def _text(title: str, minutes: Minutes) -> str:
    lines: list[str] = [title, say(NOUN, "header", minutes=minutes)]
    for section in Section:
        lines += [_section_title(minutes.section(section)), *_lines(minutes.section(section))]
    return "\n".join(lines)


def _section_title(section: MinutesSection) -> Safe:
    title = plain(NOUN, section.key)
    return say(NOUN, "section_title", number=NUMBERS[section.key], title=title, count=len(section.lines))


def _lines(section: MinutesSection) -> Iterable[str]:
    for line in section.lines:
        yield limits.clamp(say(NOUN, "line", line=line), LINE_SHOWN)


def _section_blocks(section: MinutesSection, more: str) -> list[Block]:
    lines = [str(_section_title(section)), *list(_lines(section))[:LINES_SHOWN]]
    if not section.lines:
        lines.append(say(NOUN, "no_lines"))
    if len(section.lines) > LINES_SHOWN:
        lines.append(say(NOUN, more, count=len(section.lines) - LINES_SHOWN))
    return [blocks.divider(), blocks.section("\n".join(lines))]


def _published(stored: StoredMinutes) -> list[Block]:
    return [blocks.divider(), blocks.context(say(NOUN, "published_done", minutes=stored.minutes))]


def _buttons(stored: StoredMinutes, *, has_channel: bool) -> list[Block]:
    edits = [
        blocks.button(
            plain(NOUN, "button_edit", number=number), ActionId.MINUTES_EDIT, SectionPointer(stored.id, section)
        )
        | {"action_id": f"{ActionId.MINUTES_EDIT}.{section}"}
        for section, number in NUMBERS.items()
    ]
    sure = blocks.confirm(
        plain(NOUN, "publish_title"),
        plain(NOUN, "publish_text", has_channel=has_channel),
        plain(NOUN, "publish_yes"),
        plain(NOUN, "publish_no"),
    )
    version = VersionPointer(stored.id, stored.version)
    last = [
        blocks.button(plain(NOUN, "button_header"), ActionId.MINUTES_HEADER, MinutesPointer(stored.id)),
        action_items.assign_button(stored.plan_id),
        blocks.button(plain(NOUN, "button_publish"), ActionId.MINUTES_PUBLISH, version, style="primary", confirm=sure),
    ]
    return [
        blocks.divider(),
        blocks.actions(f"minutes:{stored.id}:edit", edits),
        blocks.actions(f"minutes:{stored.id}:publish", last),
    ]


# ---------------------------------------------------------------- forms


def section_form(stored: StoredMinutes, pointer: EditPointer) -> Block:
    """One input for each line, or several for a line longer than an input may be."""
    section = stored.minutes.section(pointer.section)
    number, total = NUMBERS[section.key], len(section.lines)
    last = min(pointer.first + LINES_TO_A_FORM, total)
    content = [blocks.section(say(NOUN, "edit_intro", title=plain(NOUN, section.key)))]
    if total > LINES_TO_A_FORM:
        content.append(blocks.context(say(NOUN, "edit_part", first=pointer.first + 1, last=last, total=total)))
    for place in range(pointer.first, last):
        content += _line_inputs(place, section.lines[place])
    goes_on = last < total
    if not goes_on:
        label, hint = plain(NOUN, "edit_added"), plain(NOUN, "edit_added_hint")
        content.append(blocks.text_input(FieldId.ADDED, label, hint=hint, optional=True))
    return blocks.modal(
        ViewId.MINUTES_SECTION,
        plain(NOUN, "edit_title", number=number),
        content,
        submit=plain(NOUN, "submit_next" if goes_on else "submit"),
        close=plain(NOUN, "cancel"),
        metadata=pointer,
    )


def _line_inputs(place: int, line: MinutesLine) -> Iterable[Block]:
    for part, text in enumerate(limits.pieces(line.text, PART)):
        label = plain(NOUN, "edit_line_more" if part else "edit_line", number=place + 1, line=line)
        yield blocks.text_input(f"{FieldId.LINE}:{place}:{part}", label, value=text, optional=True)


def edits_in(values: Mapping[str, str]) -> dict[int, str]:
    """The new texts of a section form by line index. Parts of a long line are joined."""
    parts: dict[int, dict[int, str]] = {}
    for block_id, text in values.items():
        name, _, rest = block_id.partition(":")
        place, _, part = rest.partition(":")
        if name == FieldId.LINE:
            parts.setdefault(int(place), {})[int(part)] = text
    return {place: "".join(text for _part, text in sorted(by_part.items())) for place, by_part in parts.items()}


def header_form(stored: StoredMinutes, pointer: VersionPointer, chosen: Sequence[str], others: Sequence[str]) -> Block:
    """`chosen` are Slack ids of participants in the workspace, `others` names of those outside it."""
    inputs = [
        blocks.people_input(FieldId.PARTICIPANTS, plain(NOUN, "participants_label"), chosen=chosen, optional=True),
        blocks.text_input(
            FieldId.OTHERS,
            plain(NOUN, "others_label"),
            value=", ".join(others),
            hint=plain(NOUN, "others_hint"),
            optional=True,
            multiline=False,
        ),
        blocks.date_input(FieldId.HELD_ON, plain(NOUN, "held_on_label"), value=stored.minutes.held_on),
    ]
    return blocks.modal(
        ViewId.MINUTES_HEADER,
        plain(NOUN, "header_title"),
        inputs,
        submit=plain(NOUN, "submit"),
        close=plain(NOUN, "cancel"),
        metadata=pointer,
    )


def published(stored: StoredMinutes, user: str) -> MessageContent:
    """The announcement in the plan's channel. The files follow in its thread."""
    first = say(NOUN, "published", user=user, minutes=stored.minutes)
    whole = draft(stored, has_channel=True)
    return MessageContent(text=f"{first}\n{whole.text}", blocks=[blocks.section(first), *whole.blocks])
