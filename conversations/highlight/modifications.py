"""Which changes of the plan are a line of the minutes of their own."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from conversations.highlight.month import Change, Modification
from conversations.parts import PartKind

MOST_ALONE = 10
"""When more parts than that are added at once, one line tells of all of them."""

Together = tuple[datetime | None, str, str, PartKind]


def gathered(changes: Iterable[Modification]) -> list[Modification]:
    """The changes by their days. What the first file of a plan added is told by the line about that file."""
    all_changes = list(changes)
    imports = {change.at for change in all_changes if change.change is Change.IMPORTED}
    alone = [change for change in all_changes if change.change is Change.IMPORTED or change.at not in imports]
    return sorted(_with_several_in_one(alone), key=lambda change: change.on)


def _with_several_in_one(changes: list[Modification]) -> Iterable[Modification]:
    added: dict[Together, list[Modification]] = {}
    for change in changes:
        if change.change is Change.ADDED and change.at is not None and change.part is not PartKind.STRATEGY:
            added.setdefault(_together(change), []).append(change)
    printed: set[Together] = set()
    for change in changes:
        together = _together(change)
        several = added.get(together, []) if change.change is Change.ADDED else []
        if len(several) <= MOST_ALONE:
            yield change
        elif together not in printed:
            printed.add(together)
            codes = tuple(each.code for each in several)
            yield replace(change, change=Change.SEVERAL_ADDED, codes=codes, reference=None)


def _together(change: Modification) -> Together:
    return change.at, change.who, change.reason, change.part
