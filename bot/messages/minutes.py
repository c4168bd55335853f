"""The minutes as messages: the draft, its lines, and what is published."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.messages import comments as comment_messages
from bot.messages.comments import CommentPointer
from bot.messages.items import lines as action_items
from bot.messages.minutes_pointers import ChangesPointer, MinutesPointer, SectionPointer, VersionPointer
from bot.slack import blocks, limits
from bot.slack.blocks import Block, MessageContent
from bot.slack.button_values import PlanId
from bot.slack.identifiers import ActionId
from conversations.highlight import (
    Amendment,
    FollowUp,
    Group,
    Minutes,
    MinutesLine,
    MinutesSection,
    PromiseOutcome,
    Section,
    Standing,
    shares_shown,
)
from prompts import Safe, formats, plain, say
from storage.plans.comments import CommentPlace
from storage.rounds.minutes import StoredMinutes

NOUN = "minutes"
LINES_SHOWN = 6
FOLLOWED_SHOWN = 12
FOLLOWED_LINE_SHOWN = 160
LINE_SHOWN = 260
NUMBERS: Mapping[Section, int] = {section: number for number, section in enumerate(Section, start=1)}


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


def follow_up_title(follow_up: FollowUp) -> str:
    """Empty if the last minutes had no next steps: then there are only risks to follow up."""
    counts = {outcome.value: follow_up.count(outcome) for outcome in PromiseOutcome}
    return plain(NOUN, "follow_up_title", period=follow_up.period, counts=counts) if follow_up.promises else ""


def follow_up_lines(follow_up: FollowUp) -> list[str]:
    """What became of each next step of the last minutes."""
    return [plain(NOUN, "followed_promise", promise=promise) for promise in follow_up.promises]


def followed_risks(follow_up: FollowUp) -> list[str]:
    return [plain(NOUN, "followed_risk", risk=risk) for risk in follow_up.risks]


def evidence(minutes: Minutes) -> str:
    """What the agenda asked for, and what of it was shown; empty if it asked for nothing."""
    if not minutes.evidence:
        return ""
    parts = [plain(NOUN, "evidence_outcome", each=each) for each in minutes.evidence]
    outcomes = list(zip(minutes.evidence, parts, strict=True))
    exhibits = [part for each, part in outcomes if each.exhibits]
    missing = [part for each, part in outcomes if not each.exhibits]
    return plain(NOUN, "evidence", counts=shares_shown(minutes.evidence), exhibits=exhibits, missing=missing)


def kept_out(minutes: Minutes) -> str:
    """How many comments are missing; empty if none is."""
    return plain(NOUN, "kept_out", count=minutes.kept_out) if minutes.kept_out else ""


def file_stem(minutes: Minutes) -> str:
    """The name of the minutes' files: school, then month."""
    return f"{formats.in_file_name(minutes.organization)}-minutes-{minutes.period}"


def _header(minutes: Minutes) -> Safe:
    return say(NOUN, "header", minutes=minutes, kept_out=kept_out(minutes))


def _standing(standing: Standing) -> Safe:
    return say(NOUN, "standing", title=standing_title(standing), lines=standing_lines(standing))


def _follow_up(minutes: Minutes) -> list[str]:
    """What the minutes begin with; empty if there is nothing to follow up."""
    if minutes.follow_up is None:
        return []
    title, lines = follow_up_title(minutes.follow_up), follow_up_lines(minutes.follow_up)
    printed = [limits.clamp(line, FOLLOWED_LINE_SHOWN) for line in lines[:FOLLOWED_SHOWN]]
    risks, more = followed_risks(minutes.follow_up), len(lines) - len(printed)
    return [say(NOUN, "follow_up", title=title, lines=printed, more=more, risks=risks)]


def _evidence(minutes: Minutes) -> Safe:
    return say(NOUN, "evidence_line", text=evidence(minutes))


def _undiscussed(minutes: Minutes) -> Safe:
    names = minutes.undiscussed[:FOLLOWED_SHOWN]
    text = say(NOUN, "undiscussed", names=names, more=len(minutes.undiscussed) - len(names))
    return Safe(limits.clamp(text, limits.SECTION))


def draft(stored: StoredMinutes, *, in_channel: bool = False) -> MessageContent:
    """The draft, or the published minutes. In the plan's channel coaches find a menu with their form."""
    minutes = stored.minutes
    title = plain(NOUN, "title_published" if stored.published else "title", minutes=minutes)
    content = [blocks.header(title)]
    if not stored.published:
        content.append(blocks.context(say(NOUN, "intro")))
    content.append(blocks.section(limits.clamp(_header(minutes), limits.SECTION)))
    if minutes.standing is not None:
        content.append(blocks.section(_standing(minutes.standing)))
        if minutes.standing.not_reported and not stored.published:
            content.append(blocks.context(say(NOUN, "not_reported", names=minutes.standing.not_reported)))
    if minutes.undiscussed and not stored.published:
        content.append(blocks.section(_undiscussed(minutes)))
    content += [block for lines in _follow_up(minutes) for block in blocks.sections(lines)]
    content += blocks.sections(_evidence(minutes)) if minutes.evidence else []
    for section in Section:
        content += _section_blocks(minutes.section(section), is_published=stored.published)
    content += _published(stored, in_channel=in_channel) if stored.published else _buttons(stored)
    return MessageContent(text=_text(title, stored), blocks=content)


def to_read(stored: StoredMinutes) -> MessageContent:
    """The draft or the published minutes without their buttons."""
    content = draft(stored)
    return replace(content, blocks=[block for block in content.blocks if block["type"] != "actions"])


def _text(title: str, stored: StoredMinutes) -> str:
    minutes = stored.minutes
    lines: list[str] = [title, _header(minutes)]
    lines += [_standing(minutes.standing)] if minutes.standing else []
    lines += _follow_up(minutes)
    lines += [_evidence(minutes)] if minutes.evidence else []
    for section in Section:
        lines += _section_lines(minutes.section(section), is_published=stored.published)
    return "\n".join([*lines, *_additions(stored)])


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
        # One line takes no more room than the sentence that would count it.
        listed = under if len(under) <= LINES_SHOWN + 1 else under[:LINES_SHOWN]
        lines += [_line(line, is_published=is_published) for line in listed]
        if len(under) > len(listed):
            more = "more_lines_published" if is_published else "more_lines"
            lines.append(say(NOUN, more, count=len(under) - len(listed)))
    return lines if section.lines else [*lines, say(NOUN, "no_lines")]


def _line(line: MinutesLine, *, is_published: bool) -> str:
    note = "" if is_published else line.draft_note
    return limits.clamp(say(NOUN, "line", line=line, note=note), LINE_SHOWN)


def _section_blocks(section: MinutesSection, *, is_published: bool) -> list[Block]:
    return [blocks.divider(), *blocks.sections("\n".join(_section_lines(section, is_published=is_published)))]


def amendment_lines(stored: StoredMinutes) -> list[str]:
    return [plain(NOUN, "amendment", number=number, about=each) for number, each in enumerate(stored.amendments, 1)]


def signature_lines(stored: StoredMinutes) -> list[str]:
    return [plain(NOUN, "signed", signature=signature) for signature in stored.signatures]


def _additions(stored: StoredMinutes) -> list[Safe]:
    amended = [say(NOUN, "amendment", number=number, about=each) for number, each in enumerate(stored.amendments, 1)]
    return [*amended, *(say(NOUN, "signed", signature=signature) for signature in stored.signatures)]


def amendment(minutes: Minutes, number: int, about: Amendment) -> MessageContent:
    """An amendment, in the thread of the minutes it belongs to."""
    return MessageContent(text=say(NOUN, "amendment_posted", minutes=minutes, number=number, about=about))


def _published(stored: StoredMinutes, *, in_channel: bool) -> list[Block]:
    added = _additions(stored)
    pointer = MinutesPointer(stored.id)
    buttons = [
        blocks.button(plain(NOUN, "button_sign"), ActionId.MINUTES_SIGN, pointer),
        blocks.button(plain(NOUN, "button_amend"), ActionId.MINUTES_AMEND, pointer),
    ]
    if in_channel:
        about = CommentPointer(stored.plan_id, CommentPlace.MINUTES, stored.id)
        buttons.append(blocks.button_menu([comment_messages.open_option(about)]))
    return [
        blocks.divider(),
        *(blocks.sections("\n".join(added)) if added else ()),
        blocks.context(say(NOUN, "published_done", minutes=stored.minutes)),
        blocks.actions(f"minutes:{stored.id}:sign", buttons),
    ]


def _check_button(stored: StoredMinutes) -> list[Block]:
    """For a draft that tells of changes of the plan."""
    if not any(line.change for line in stored.minutes.section(Section.MODIFICATIONS).lines):
        return []
    return [blocks.button(plain(NOUN, "button_check"), ActionId.MINUTES_CHANGES, ChangesPointer(stored.id))]


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
        *_check_button(stored),
        action_items.assign_button(stored.plan_id),
        blocks.button(plain("agendas", "button_agenda"), ActionId.AGENDA_OPEN, PlanId(stored.plan_id)),
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


def published(stored: StoredMinutes, user: str) -> MessageContent:
    """The announcement in the plan's channel. The files follow in its thread."""
    first = say(NOUN, "published", user=user, minutes=stored.minutes)
    whole = draft(stored, in_channel=True)
    return MessageContent(text=f"{first}\n{whole.text}", blocks=[blocks.section(first), *whole.blocks])


def too_late_for_debrief() -> MessageContent:
    """To whoever typed a note for the debrief of published minutes."""
    return MessageContent(text=say(NOUN, "too_late_for_debrief"))
