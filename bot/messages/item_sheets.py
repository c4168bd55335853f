"""A workbook of action items: what comes with it, and what importing an edited one would change."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bot.messages import uploads
from bot.messages.uploads import UploadPointer
from bot.slack import blocks
from bot.slack.blocks import Block, MessageContent
from bot.slack.identifiers import FieldId, ViewId
from plans.findings import Finding
from plans.sheet_changes import Changed, Conflict, Differences
from prompts import Safe, formats, plain, say
from storage.plans.plans import PlanSummary

NOUN = "item_sheets"
LINES_LISTED = 20
"""Of each kind of change."""
DAYS = frozenset({"start", "due"})


def card(pointer: UploadPointer, name: str, plan: PlanSummary, differences: Differences) -> MessageContent:
    texts = [say(NOUN, "nothing_yet", plan=plan), *_groups(differences), *_conflicts(differences.conflicts)]
    return uploads.card(pointer, plain(uploads.NOUN, "title", name=name), texts)


def nothing(name: str, plan: PlanSummary, differences: Differences) -> MessageContent:
    """For a workbook without changes to apply."""
    texts = [say(NOUN, "nothing_to_import", plan=plan), *_conflicts(differences.conflicts)]
    return uploads.message(plain(uploads.NOUN, "title", name=name), texts)


def refused(name: str, file: str, part: str, values: Mapping[str, Any]) -> MessageContent:
    """`file` and `part` name the sentence that says why."""
    return uploads.message(plain(uploads.NOUN, "unreadable_title", name=name), [say(file, part, **values)])


def import_form(pointer: UploadPointer, plan: PlanSummary, differences: Differences) -> Block:
    label, hint = plain(uploads.NOUN, "label_reason"), plain(NOUN, "hint_reason")
    fields = [
        blocks.section(say(NOUN, "form_intro", plan=plan, differences=differences)),
        blocks.text_input(FieldId.REASON, label, hint=hint, optional=True, multiline=False),
    ]
    submit, close = plain(uploads.NOUN, "submit"), plain(uploads.NOUN, "cancel")
    title = plain(NOUN, "form_title")
    return blocks.modal(ViewId.UPLOAD_ITEM_SHEET, title, fields, submit=submit, close=close, metadata=pointer)


def imported(name: str, plan: PlanSummary, differences: Differences, finding: Finding | None) -> MessageContent:
    """`finding` names what is due on days off."""
    lines = [say(NOUN, "imported", plan=plan, differences=differences)]
    lines += [say(uploads.NOUN, "finding", finding=finding)] if finding else []
    return uploads.message(plain(uploads.NOUN, "imported_title", name=name), lines)


def _groups(differences: Differences) -> list[Safe]:
    lines = {
        "changed": [say(NOUN, "changed_line", change=change, **_cells(change)) for change in differences.changed],
        "added": [say(NOUN, "added_line", item=item) for item in differences.added],
        "canceled": [say(NOUN, "canceled_line", item=item) for item in differences.removed],
    }
    return [_group(part, of_part) for part, of_part in lines.items() if of_part]


def _conflicts(conflicts: Sequence[Conflict]) -> Iterable[Safe]:
    lines = [say(NOUN, "conflict_line", conflict=conflict, **_both(conflict)) for conflict in conflicts]
    return [_group("conflicts", lines)] if lines else []


def _group(part: str, lines: Sequence[Safe]) -> Safe:
    listed = [say(NOUN, part), *lines[:LINES_LISTED]]
    more = len(lines) - LINES_LISTED
    return Safe("\n".join([*listed, *([say(NOUN, "more_lines", more=more)] if more > 0 else [])]))


def _cells(change: Changed) -> dict[str, str]:
    before, after = _readable(change.part, change.old), _readable(change.part, change.new)
    return {"column": plain(NOUN, "column", name=change.part), "before": before, "after": after}


def _both(conflict: Conflict) -> dict[str, str]:
    in_file, in_slack = _readable(conflict.part, conflict.sheet), _readable(conflict.part, conflict.now)
    return {"column": plain(NOUN, "column", name=conflict.part), "in_file": in_file, "in_slack": in_slack}


def _readable(part: str, text: str) -> str:
    return formats.written_day(text) if part in DAYS else text
