"""What the bot found in a dropped file, and the forms to import it."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.slack import blocks
from bot.slack.blocks import Block, MessageContent
from bot.slack.button_values import ButtonValue
from bot.slack.identifiers import ActionId, FieldId, ViewId
from plans.calendar_files import CalendarReading
from plans.findings import Finding, FindingCode, Severity
from plans.overview import Overview
from prompts import Safe, plain, say

NOUN = "uploads"
INITIATIVES_LISTED = 15
OWNERS_LISTED, FINDINGS_LISTED, CLOSINGS_LISTED = 12, 15, 20
LEFT_OUT = frozenset({FindingCode.COLUMN_LEFT_OUT, FindingCode.LINES_LEFT_OUT, FindingCode.STATE_LEFT_OUT})
LEVELS = ("school", "district", "state")
SLACK, FILE = "slack", "file"
"""Whose version stands where both changed."""


@dataclass(frozen=True, slots=True)
class UploadPointer(ButtonValue):
    """What the buttons and forms about a dropped file carry."""

    upload_id: int
    differences: str = ""
    """The digest of the changes that were listed, if the file is a sheet of action items."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanForm:
    """What the form to import a plan offers."""

    organization: str
    level: str
    parents: Sequence[tuple[int, str]]
    """Ids and names of the organizations it may belong to."""
    parent_id: int | None
    has_plan: bool
    """Whether there is a plan that the file changes."""
    schools: Sequence[str] = ()
    """The schools of a file with several plans, which names them all."""


def plan_card(
    upload_id: int,
    name: str,
    overviews: Sequence[Overview],
    findings: Sequence[Finding],
    *,
    year: str,
    may_be_evidence: bool,
) -> MessageContent:
    """`year` is the school year that was assumed, if any. `may_be_evidence`: the person has an open check-in."""
    texts = [say(NOUN, "nothing_yet"), *([say(NOUN, "schools", count=len(overviews))] if len(overviews) > 1 else [])]
    for overview in overviews:
        texts.append(say(NOUN, "plan", overview=overview))
        texts += [say(NOUN, "owners", lines=_owners(overview))] if overview.action_items else []
    texts += [say(NOUN, "assumed_year", year=year)] if year else []
    left_out = [finding for finding in findings if finding.code in LEFT_OUT]
    doubts = [finding for finding in findings if finding.code not in LEFT_OUT]
    texts += [say(NOUN, "doubts", lines=_lines(doubts))] if doubts else []
    texts += [say(NOUN, "left_out", lines=_lines(left_out))] if left_out else []
    texts += [say(NOUN, "evidence")] if may_be_evidence else []
    return card(UploadPointer(upload_id), plain(NOUN, "title", name=name), texts)


def calendar_card(upload_id: int, name: str, reading: CalendarReading, *, may_be_evidence: bool) -> MessageContent:
    listed = reading.closings[:CLOSINGS_LISTED]
    lines = [
        say(NOUN, "calendar", days=len(reading.closings), terms=len(reading.terms)),
        *(say(NOUN, "closing", closing=closing) for closing in listed),
    ]
    more = len(reading.closings) - len(listed)
    lines += [say(NOUN, "more_closings", more=more)] if more else []
    texts = [say(NOUN, "nothing_yet"), Safe("\n".join(lines))]
    texts += [say(NOUN, "doubts", lines=_lines(reading.findings))] if reading.findings else []
    texts += [say(NOUN, "evidence")] if may_be_evidence else []
    return card(UploadPointer(upload_id), plain(NOUN, "title", name=name), texts)


def unreadable(name: str, findings: Sequence[Finding], *, may_be_evidence: bool) -> MessageContent:
    """Only what keeps the file from being imported comes first; what else was noticed follows."""
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    doubts = [finding for finding in findings if finding.severity is not Severity.ERROR]
    texts = [
        Safe("\n".join([say(NOUN, "to_fix", count=len(errors)), _lines(errors)])),
        *([say(NOUN, "doubts", lines=_lines(doubts))] if doubts else []),
        say(NOUN, "how_to_fix", count=len(errors)),
        *([say(NOUN, "evidence")] if may_be_evidence else []),
    ]
    return message(plain(NOUN, "unreadable_title", name=name), texts)


def failure(name: str, part: str, **values: object) -> MessageContent:
    """Why a file can't be read at all."""
    return message(plain(NOUN, "unreadable_title", name=name), [say(NOUN, part, **values)])


def ended(part: str, name: str) -> MessageContent:
    """What stands in place of the buttons once the person has decided."""
    return MessageContent(text=say(NOUN, part, name=name))


def imported(name: str, lines: Sequence[Safe]) -> MessageContent:
    return message(plain(NOUN, "imported_title", name=name), lines)


def plan_form(upload_id: int, offered: PlanForm) -> Block:
    """For several schools, only what they belong to is asked."""
    fields = [blocks.section(say(NOUN, "of_schools", names=offered.schools))] if offered.schools else _whose(offered)
    fields += _above(offered)
    if offered.has_plan:
        reason, hint = plain(NOUN, "label_reason"), plain(NOUN, "hint_reason")
        fields.append(blocks.text_input(FieldId.REASON, reason, hint=hint, optional=True, multiline=False))
        versions = [(SLACK, plain(NOUN, "option_slack")), (FILE, plain(NOUN, "option_file"))]
        overwrite = plain(NOUN, "label_overwrite")
        fields.append(blocks.choice_input(FieldId.OVERWRITE, overwrite, versions, chosen=SLACK, all_shown=True))
    return _form(ViewId.UPLOAD_PLAN, "form_title", fields, upload_id)


def begin_form(offered: PlanForm) -> Block:
    """For an empty plan."""
    fields = [blocks.section(say(NOUN, "begin_intro")), *_whose(offered), *_above(offered)]
    submit, close = plain(NOUN, "begin_submit"), plain(NOUN, "cancel")
    return blocks.modal(ViewId.PLAN_BEGIN, plain(NOUN, "begin_title"), fields, submit=submit, close=close)


def _whose(offered: PlanForm) -> list[Block]:
    levels = [(level, plain(NOUN, f"option_{level}")) for level in LEVELS]
    label, hint = plain(NOUN, "label_organization"), plain(NOUN, "hint_organization")
    return [
        blocks.text_input(FieldId.ORGANIZATION, label, value=offered.organization, hint=hint, multiline=False),
        blocks.choice_input(FieldId.LEVEL, plain(NOUN, "label_level"), levels, chosen=offered.level, all_shown=True),
    ]


def _above(offered: PlanForm) -> list[Block]:
    """The organization above: one that is there, or a new district."""
    parents = [(str(id_), name) for id_, name in offered.parents]
    chosen = str(offered.parent_id or "")
    existing = blocks.choice_input(FieldId.PARENT, plain(NOUN, "label_parent"), parents, chosen=chosen, optional=True)
    label, hint = plain(NOUN, "label_district"), plain(NOUN, "hint_district")
    new = blocks.text_input(FieldId.DISTRICT, label, hint=hint, optional=True, multiline=False)
    return [*([existing] if parents else []), new]


def calendar_form(upload_id: int, places: Sequence[tuple[int, str]]) -> Block:
    """`places` are ids and names of the organizations whose calendar it may be."""
    options = [(str(id_), name) for id_, name in places]
    first = options[0][0] if options else ""
    label, hint = plain(NOUN, "label_place"), plain(NOUN, "hint_place")
    place = blocks.choice_input(FieldId.PLACE, label, options, chosen=first, hint=hint)
    return _form(ViewId.UPLOAD_CALENDAR, "calendar_form_title", [place], upload_id)


def initiatives_card(
    upload_id: int, name: str, names: Sequence[str], findings: Sequence[Finding], *, may_be_evidence: bool
) -> MessageContent:
    listed = names[:INITIATIVES_LISTED]
    lines = [say(NOUN, "initiatives", count=len(names)), *(say(NOUN, "initiative", name=each) for each in listed)]
    more = len(names) - len(listed)
    lines += [say(NOUN, "more_initiatives", more=more)] if more else []
    texts = [say(NOUN, "nothing_yet"), Safe("\n".join(lines))]
    texts += [say(NOUN, "doubts", lines=_lines(findings))] if findings else []
    texts += [say(NOUN, "evidence")] if may_be_evidence else []
    return card(UploadPointer(upload_id), plain(NOUN, "title", name=name), texts)


def initiatives_form(upload_id: int, places: Sequence[tuple[int, str]]) -> Block:
    """`places` are ids and names of the organizations whose list it may be."""
    options = [(str(id_), name) for id_, name in places]
    first = options[0][0] if options else ""
    label, hint = plain(NOUN, "label_list"), plain(NOUN, "hint_list")
    place = blocks.choice_input(FieldId.PLACE, label, options, chosen=first, hint=hint)
    return _form(ViewId.UPLOAD_INITIATIVES, "initiatives_form_title", [place], upload_id)


def _form(view: ViewId, title: str, fields: Sequence[Block], upload_id: int) -> Block:
    return blocks.modal(
        view,
        plain(NOUN, title),
        fields,
        submit=plain(NOUN, "submit"),
        close=plain(NOUN, "cancel"),
        metadata=UploadPointer(upload_id),
    )


def _owners(overview: Overview) -> Safe:
    listed = overview.owners[:OWNERS_LISTED]
    lines = [say(NOUN, "owner", name=name, count=count) for name, count in listed]
    more = len(overview.owners) - len(listed)
    lines += [say(NOUN, "more_owners", more=more)] if more else []
    lines += [say(NOUN, "ownerless", count=overview.ownerless)] if overview.ownerless else []
    return Safe("\n".join(lines))


def _lines(findings: Sequence[Finding]) -> Safe:
    lines = [say(NOUN, "finding", finding=finding) for finding in findings[:FINDINGS_LISTED]]
    more = len(findings) - len(lines)
    return Safe("\n".join([*lines, *([say(NOUN, "more_findings", count=more)] if more else [])]))


def card(pointer: UploadPointer, title: str, texts: Sequence[Safe]) -> MessageContent:
    content = message(title, texts)
    buttons = [
        blocks.button(plain(NOUN, "button_import"), ActionId.UPLOAD_IMPORT, pointer, style="primary"),
        blocks.button(plain(NOUN, "button_resend"), ActionId.UPLOAD_RESEND, pointer),
        blocks.button(plain(NOUN, "button_cancel"), ActionId.UPLOAD_CANCEL, pointer),
    ]
    row = blocks.actions(f"upload:{pointer.upload_id}", buttons)
    return MessageContent(text=content.text, blocks=[*content.blocks, row])


def message(title: str, texts: Sequence[Safe]) -> MessageContent:
    content = [blocks.header(title), *(part for text in texts for part in blocks.sections(text))]
    return MessageContent(text="\n".join([title, *texts]), blocks=content)
