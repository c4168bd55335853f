"""The forms of the minutes: a section's lines, and who met when."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.messages import students
from bot.messages.minutes import NOUN, NUMBERS, group_title
from bot.messages.minutes_pointers import EditPointer, HeaderPointer, MinutesPointer, VersionPointer
from bot.messages.students import PossibleStudent
from bot.slack import blocks, limits
from bot.slack.blocks import Block
from bot.slack.identifiers import FieldId, ViewId
from conversations.highlight import DEBRIEF_GROUPS, Group, Minutes, MinutesLine, Section
from prompts import plain, say
from storage.rounds.minutes import StoredMinutes

LINES_TO_A_FORM = 20
PART = limits.INPUT_VALUE - 200
"""Characters of a line in one input, leaving room to write more."""


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
        content += _added_inputs(section.key)
    return blocks.modal(
        ViewId.MINUTES_SECTION,
        plain(NOUN, "edit_title", number=number),
        content,
        submit=plain(NOUN, "submit_next" if goes_on else "submit"),
        close=plain(NOUN, "cancel"),
        metadata=pointer,
    )


def _groups_to_add(section: Section) -> Sequence[Group | None]:
    return DEBRIEF_GROUPS if section is Section.DEBRIEF else (None,)


def _added_inputs(section: Section) -> Iterable[Block]:
    hint = plain(NOUN, "edit_added_hint", section=section)
    for group in _groups_to_add(section):
        label = group_title(group, section) if group else plain(NOUN, "edit_added")
        yield blocks.text_input(_added_field(group), label, hint=hint, optional=True)


def _added_field(group: Group | None) -> str:
    return f"{FieldId.ADDED}:{group}" if group else FieldId.ADDED


def added_in(section: Section, values: Mapping[str, str]) -> dict[Group | None, list[str]]:
    """The new lines of a section form by their heading, without empty ones."""
    return {
        group: [text for text in values.get(_added_field(group), "").splitlines() if text.strip()]
        for group in _groups_to_add(section)
    }


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """What a form about the meeting shows at first."""

    chosen: Sequence[str]
    """Slack ids of participants in the workspace."""
    others: Sequence[str]
    """Names of those outside it."""
    held_on: date | None
    next_on: date | None


def header_form(pointer: HeaderPointer, meeting: Meeting) -> Block:
    return blocks.modal(
        ViewId.MINUTES_HEADER,
        plain(NOUN, "header_title"),
        _meeting_inputs(meeting),
        submit=plain(NOUN, "submit"),
        close=plain(NOUN, "cancel"),
        metadata=pointer,
    )


def publish_form(
    pointer: VersionPointer,
    meeting: Meeting,
    unreported: Sequence[str],
    discussed: Sequence[Block],
    *,
    possible_students: Sequence[PossibleStudent] = (),
    has_channel: bool,
) -> Block:
    """Confirms who met and when. `unreported` are the codes of action items that no one reported about.

    `discussed` are the inputs of what the discussion addressed.
    """
    content = [blocks.section(say(NOUN, "publish_text", has_channel=has_channel))]
    if unreported:
        content.append(blocks.section(say(NOUN, "publish_unreported", codes=unreported)))
    if possible_students:
        content.append(students.publish_warning(possible_students))
    return blocks.modal(
        ViewId.MINUTES_PUBLISH,
        plain(NOUN, "publish_title"),
        [*content, *_meeting_inputs(meeting), *discussed],
        submit=plain(NOUN, "publish_yes"),
        close=plain(NOUN, "publish_no"),
        metadata=pointer,
    )


def amend_form(pointer: MinutesPointer, minutes: Minutes) -> Block:
    return blocks.modal(
        ViewId.MINUTES_AMEND,
        plain(NOUN, "amend_title"),
        [
            blocks.section(say(NOUN, "amend_text", minutes=minutes)),
            blocks.text_input(FieldId.TEXT, plain(NOUN, "amend_label"), hint=plain(NOUN, "amend_hint")),
            blocks.text_input(FieldId.REASON, plain(NOUN, "amend_reason_label")),
        ],
        submit=plain(NOUN, "amend_yes"),
        close=plain(NOUN, "cancel"),
        metadata=pointer,
    )


def _meeting_inputs(meeting: Meeting) -> list[Block]:
    label, hint = plain(NOUN, "others_label"), plain(NOUN, "others_hint")
    others = ", ".join(meeting.others)
    return [
        blocks.people_input(
            FieldId.PARTICIPANTS, plain(NOUN, "participants_label"), chosen=meeting.chosen, optional=True
        ),
        blocks.text_input(FieldId.OTHERS, label, value=others, hint=hint, optional=True, multiline=False),
        blocks.date_input(FieldId.HELD_ON, plain(NOUN, "held_on_label"), value=meeting.held_on),
        blocks.date_input(FieldId.NEXT_ON, plain(NOUN, "next_on_label"), value=meeting.next_on, optional=True),
    ]
