"""The draft of the minutes, its forms, and the published message."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot import blocks, limits
from bot.blocks import Block, MessageContent
from bot.identifiers import ActionId, FieldId, ViewId
from bot.messages.items import lines as action_items
from bot.messages.minutes_pointers import EditPointer, MinutesPointer, SectionPointer, VersionPointer
from conversations.highlight import (
    DEBRIEF_GROUPS,
    DatedOutcome,
    Group,
    Lagging,
    Minutes,
    MinutesLine,
    MinutesSection,
    MonthAnswer,
    OpenSupport,
    Remark,
    Saying,
    Section,
    Standing,
)
from prompts import Safe, plain, say
from storage.rounds.minutes import StoredMinutes

NOUN = "minutes"
LINES_SHOWN = 6
LINE_SHOWN = 260
LINES_TO_A_FORM = 20
PART = limits.INPUT_VALUE - 200
"""Characters of a line in one input, leaving room to write more."""
WITH_FACTS = frozenset({Saying.BEHIND, Saying.AT_RISK})
"""Remarks whose code, dates and days late stay in the minutes, whatever becomes of the words beside them."""
NUMBERS: Mapping[Section, int] = {section: number for number, section in enumerate(Section, start=1)}


def line(remark: Remark) -> MinutesLine:
    """The remark as a line of the minutes."""
    facts = plain(NOUN, f"facts_{remark.saying}", about=remark.about) if remark.saying in WITH_FACTS else ""
    return MinutesLine(
        text=plain(NOUN, f"say_{remark.saying}", about=remark.about, **_outcome(remark)),
        who=_who(remark),
        said_on=remark.said_on,
        key=remark.key,
        group=remark.group,
        facts=facts,
        owner=_owner(remark),
    )


def _outcome(remark: Remark) -> dict[str, str]:
    """What a benchmark or measure is, and its newest answer in a word."""
    if not isinstance(remark.about, DatedOutcome):
        return {}
    outcome = remark.about.outcome
    return {
        "name": plain(NOUN, "outcome_name", outcome=outcome),
        "word": plain(NOUN, "outcome_word", outcome=outcome),
    }


def _who(remark: Remark) -> str:
    """The author of a remark, with "for …" and "late" where they apply."""
    if isinstance(remark.about, MonthAnswer) and remark.who:
        return plain(NOUN, "who", about=remark.about, who=remark.who)
    return remark.who


def _owner(remark: Remark) -> str:
    """Who the leader talks to about the line; never published."""
    match remark.about:
        case Lagging(item=item):
            return item.owner or ""
        case OpenSupport(provider=provider):
            return provider
        case MonthAnswer(who=who) if not remark.who:
            return who
    return ""


def standing_title(standing: Standing) -> str:
    return plain(NOUN, "standing_title", standing=standing)


def standing_lines(standing: Standing) -> list[str]:
    """Where the plan stands, in the lines that every form of the minutes prints."""
    parts = ["standing_completed", "standing_shares"]
    parts += ["standing_first"] if standing.slipped else []
    parts += ["standing_moved"] if standing.dates_moved else []
    parts += ["standing_rest"]
    parts += ["standing_milestones"] if standing.milestones.total else []
    parts += ["standing_reported"] if standing.reported.whole else []
    return [plain(NOUN, part, standing=standing) for part in parts]


def kept_out(minutes: Minutes) -> str:
    """How many comments are missing; empty if none is."""
    return plain(NOUN, "kept_out", count=minutes.kept_out) if minutes.kept_out else ""


def file_stem(minutes: Minutes) -> str:
    """The name of the minutes' files: school, then month."""
    school = re.sub(r"[^\w]+", "-", minutes.organization).strip("-")
    return f"{school}-minutes-{minutes.period}"


def _header(minutes: Minutes) -> Safe:
    return say(NOUN, "header", minutes=minutes, kept_out=kept_out(minutes))


def _standing(standing: Standing) -> Safe:
    return say(NOUN, "standing", title=standing_title(standing), lines=standing_lines(standing))


def draft(stored: StoredMinutes) -> MessageContent:
    minutes = stored.minutes
    title = plain(NOUN, "title_published" if stored.published else "title", minutes=minutes)
    content = [blocks.header(title)]
    if not stored.published:
        content.append(blocks.context(say(NOUN, "intro")))
    content.append(
        blocks.section(limits.clamp(say(NOUN, "header", minutes=minutes, kept_out=kept_out(minutes)), limits.SECTION))
    )
    if minutes.standing is not None:
        content.append(blocks.section(_standing(minutes.standing)))
        if minutes.standing.not_reported and not stored.published:
            content.append(blocks.context(say(NOUN, "not_reported", names=minutes.standing.not_reported)))
    for section in Section:
        content += _section_blocks(minutes.section(section), is_published=stored.published)
    content += _published(stored) if stored.published else _buttons(stored)
    return MessageContent(text=_text(title, stored), blocks=content)


def _text(title: str, stored: StoredMinutes) -> str:
    minutes = stored.minutes
    lines: list[str] = [title, _header(minutes)]
    lines += [_standing(minutes.standing)] if minutes.standing else []
    for section in Section:
        lines += _section_lines(minutes.section(section), is_published=stored.published)
    return "\n".join(lines)


def group_title(group: Group | None, section: Section) -> str:
    """Empty for lines that need no heading of their own."""
    if group is None:
        return plain(NOUN, "group_dialogs") if section is Section.DEBRIEF else ""
    return plain(NOUN, f"group_{group}")


def _section_lines(section: MinutesSection, *, is_published: bool) -> list[str]:
    """The title, then each heading with its lines; what exceeds the room is counted."""
    lines: list[str] = [say(NOUN, "section_title", number=NUMBERS[section.key], title=plain(NOUN, section.key))]
    for group, under in section.groups():
        if title := group_title(group, section.key):
            lines.append(say(NOUN, "group_title", title=title, count=len(under)))
        lines += [_line(line, is_published=is_published) for line in under[:LINES_SHOWN]]
        if len(under) > LINES_SHOWN:
            more = "more_lines_published" if is_published else "more_lines"
            lines.append(say(NOUN, more, count=len(under) - LINES_SHOWN))
    return lines if section.lines else [*lines, say(NOUN, "no_lines")]


def _line(line: MinutesLine, *, is_published: bool) -> str:
    owner = "" if is_published else line.owner
    return limits.clamp(say(NOUN, "line", line=line, owner=owner), LINE_SHOWN)


def _section_blocks(section: MinutesSection, *, is_published: bool) -> list[Block]:
    return [blocks.divider(), *blocks.sections("\n".join(_section_lines(section, is_published=is_published)))]


def _published(stored: StoredMinutes) -> list[Block]:
    return [blocks.divider(), blocks.context(say(NOUN, "published_done", minutes=stored.minutes))]


def _buttons(stored: StoredMinutes) -> list[Block]:
    edits = [
        blocks.button(
            plain(NOUN, "button_edit", number=number), ActionId.MINUTES_EDIT, SectionPointer(stored.id, section)
        )
        | {"action_id": f"{ActionId.MINUTES_EDIT}.{section}"}
        for section, number in NUMBERS.items()
    ]
    version = VersionPointer(stored.id, stored.version)
    last = [
        blocks.button(plain(NOUN, "button_header"), ActionId.MINUTES_HEADER, MinutesPointer(stored.id)),
        action_items.assign_button(stored.plan_id),
        blocks.button(plain(NOUN, "button_publish"), ActionId.MINUTES_PUBLISH, version, style="primary"),
    ]
    return [
        blocks.divider(),
        blocks.actions(f"minutes:{stored.id}:edit", edits),
        blocks.actions(f"minutes:{stored.id}:publish", last),
    ]


def drafted(period: str, organization: str, later: Sequence[str]) -> MessageContent:
    """The answer to the command that sent a draft. `later` are the months whose minutes come after it."""
    return MessageContent(text=say(NOUN, "drafted", period=period, organization=organization, later=later))


def listed(organization: str, months: Sequence[tuple[str, StoredMinutes | None]]) -> MessageContent:
    """Each month with the state of its minutes."""
    lines = [say(NOUN, "listed_month", period=period, stored=stored) for period, stored in months]
    content = blocks.sections("\n".join([say(NOUN, "listed", organization=organization, count=len(months)), *lines]))
    return MessageContent(text=blocks.text_of(content), blocks=content)


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
    hint = plain(NOUN, "edit_added_hint")
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


def header_form(pointer: VersionPointer, meeting: Meeting) -> Block:
    return blocks.modal(
        ViewId.MINUTES_HEADER,
        plain(NOUN, "header_title"),
        _meeting_inputs(meeting),
        submit=plain(NOUN, "submit"),
        close=plain(NOUN, "cancel"),
        metadata=pointer,
    )


def publish_form(pointer: VersionPointer, meeting: Meeting, unreported: Sequence[str], *, has_channel: bool) -> Block:
    """Confirms who met and when. `unreported` are the codes of action items that no one reported about."""
    content = [blocks.section(say(NOUN, "publish_text", has_channel=has_channel))]
    if unreported:
        content.append(blocks.section(say(NOUN, "publish_unreported", codes=unreported)))
    return blocks.modal(
        ViewId.MINUTES_PUBLISH,
        plain(NOUN, "publish_title"),
        [*content, *_meeting_inputs(meeting)],
        submit=plain(NOUN, "publish_yes"),
        close=plain(NOUN, "publish_no"),
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


def published(stored: StoredMinutes, user: str) -> MessageContent:
    """The announcement in the plan's channel. The files follow in its thread."""
    first = say(NOUN, "published", user=user, minutes=stored.minutes)
    whole = draft(stored)
    return MessageContent(text=f"{first}\n{whole.text}", blocks=[blocks.section(first), *whole.blocks])
