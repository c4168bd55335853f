"""Compares three versions of a plan's action items: as exported, as in the sheet, and as stored now.

Changes only in the sheet are applied; changes only in Slack stay. Where both changed, the conflict is reported and the
stored version stays.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from enum import Enum, auto


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetItem:
    """A row of the sheet. An empty code marks a row that someone added."""

    code: str = ""
    milestone: str = ""
    text: str = ""
    owner: str = ""
    collaborators: str = ""
    start: date | None = None
    due: date | None = None
    output: str = ""
    resources: str = ""


PARTS = tuple(field.name for field in fields(SheetItem) if field.name != "code")


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    code: str
    part: str
    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Both the sheet and people in Slack changed it since the export."""

    code: str
    part: str
    exported: str
    sheet: str
    now: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Differences:
    added: tuple[SheetItem, ...] = ()
    changed: tuple[Changed, ...] = ()
    removed: tuple[SheetItem, ...] = ()
    conflicts: tuple[Conflict, ...] = ()

    @property
    def any(self) -> bool:
        """Whether there is anything to apply."""
        return bool(self.added or self.changed or self.removed)

    @property
    def milestones(self) -> frozenset[str]:
        """Codes of the milestones to which action items are added or moved."""
        moved = {change.new for change in self.changed if change.part == "milestone"}
        return frozenset((moved | {item.milestone for item in self.added}) - {""})


class Verdict(Enum):
    KEEP = auto()
    TAKE = auto()
    CONFLICT = auto()


def judge(was: object, from_sheet: object, stored: object) -> Verdict:
    """Whether to take a file's cell: only if the file changed it.

    If it also changed in Slack, a person decides.
    """
    if from_sheet in (was, stored):
        return Verdict.KEEP
    return Verdict.TAKE if stored == was else Verdict.CONFLICT


def compare(exported: Sequence[SheetItem], sheet: Sequence[SheetItem], now: Sequence[SheetItem]) -> Differences:
    before, stored = _by_code(exported), _by_code(now)
    in_sheet = _by_code(item for item in sheet if item.code)
    changed: list[Changed] = []
    conflicts: list[Conflict] = []
    for code, item in in_sheet.items():
        if code in before and code in stored:
            _compare_one(before[code], item, stored[code], changed, conflicts)
        elif code in before:
            conflicts += _gone(before[code], item)
    taken_out = [item for code, item in before.items() if code not in in_sheet and code in stored]
    conflicts += [_changed_meanwhile(item, stored[item.code]) for item in taken_out if stored[item.code] != item]
    return Differences(
        added=tuple(item for item in sheet if item.text and item.code not in before and item.code not in stored),
        changed=tuple(changed),
        removed=tuple(item for item in taken_out if stored[item.code] == item),
        conflicts=tuple(conflicts),
    )


def as_text(content: object) -> str:
    return content.isoformat() if isinstance(content, date) else str(content or "")


def _by_code(items: Iterable[SheetItem]) -> Mapping[str, SheetItem]:
    return {item.code: item for item in items}


def _compare_one(
    before: SheetItem, sheet: SheetItem, now: SheetItem, changed: list[Changed], conflicts: list[Conflict]
) -> None:
    for part in PARTS:
        was, from_sheet, stored = (as_text(getattr(item, part)) for item in (before, sheet, now))
        match judge(was, from_sheet, stored):
            case Verdict.TAKE:
                changed.append(Changed(code=before.code, part=part, old=was, new=from_sheet))
            case Verdict.CONFLICT:
                conflicts.append(Conflict(code=before.code, part=part, exported=was, sheet=from_sheet, now=stored))


def _gone(before: SheetItem, sheet: SheetItem) -> list[Conflict]:
    """Changed in the sheet, but done or cancelled in Slack meanwhile."""
    parts = [part for part in PARTS if getattr(before, part) != getattr(sheet, part)]
    values = [(part, as_text(getattr(before, part)), as_text(getattr(sheet, part))) for part in parts]
    return [
        Conflict(code=before.code, part=part, exported=was, sheet=from_sheet, now="")
        for part, was, from_sheet in values
    ]


def _changed_meanwhile(before: SheetItem, now: SheetItem) -> Conflict:
    """Removed from the sheet, but worked on in Slack meanwhile."""
    part = next(part for part in PARTS if getattr(before, part) != getattr(now, part))
    was, stored = as_text(getattr(before, part)), as_text(getattr(now, part))
    return Conflict(code=before.code, part=part, exported=was, sheet="", now=stored)
