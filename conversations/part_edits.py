"""Editing a part of the plan in a form: its fields, and what somebody else changed while the form was open."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from types import MappingProxyType

from conversations.parts import PartKind
from plans.plan import SECTION_1

LONGEST = 3_000
"""Characters of a field. A form can carry no more of a longer text, which it therefore leaves as it is."""

EDITABLE: Mapping[PartKind, tuple[str, ...]] = MappingProxyType(
    {
        PartKind.STRATEGY: ("title", "if_we", "then", "and_so", "practice", "serves", "lead", "resources"),
        PartKind.MILESTONE: ("title", "lead", "due", "quarter", "team"),
        PartKind.BENCHMARK: ("text", "stage", "due"),
        PartKind.MEASURE: ("indicator", "source", "baseline", "targets"),
        PartKind.SECTION_1: SECTION_1,
        PartKind.ACTION_ITEM: ("text", "due", "milestone", "start", "collaborators", "output", "resources"),
    }
)
"""What a form can change of each kind, the field that names the part first. Several names or targets: one per line.

Section 1 of a plan has no name, so each of its fields may be empty. The owner of an action item is not among them: a
new one is asked first.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartEdit:
    """What somebody changes about a part. `before` and `after` have all of its fields that are filled in."""

    kind: PartKind
    before: Mapping[str, str]
    after: Mapping[str, str]
    reason: str
    changed: tuple[str, ...]
    """The fields that differ, in the form's order."""

    @property
    def new_due(self) -> date | None:
        """The date it moves to; None if it stays, or is left out."""
        due = self.after.get("due", "")
        return date.fromisoformat(due) if due and "due" in self.changed else None

    @property
    def leaves_date_out(self) -> bool:
        return "due" in self.changed and not self.after.get("due")


def fingerprint(kind: PartKind, values: Mapping[str, str]) -> str:
    """What the fields say as a short text, by which a form that comes back tells whether they still say so."""
    return ".".join(_mark(values.get(name, "")) for name in EDITABLE[kind])


def changed_since(kind: PartKind, seen: str, values: Mapping[str, str]) -> tuple[str, ...]:
    """The fields that differ from those of the fingerprint, in the form's order."""
    marks = dict(zip(EDITABLE[kind], seen.split("."), strict=False))
    return tuple(name for name in EDITABLE[kind] if marks.get(name) != _mark(values.get(name, "")))


def applied(kind: PartKind, seen: str, typed: Mapping[str, str], now: Mapping[str, str]) -> dict[str, str]:
    """The fields as they will be: those that the person changed as typed, all others as they are now."""
    changed = changed_since(kind, seen, typed)
    return {name: (typed if name in changed else now).get(name, "") for name in EDITABLE[kind]}


def _mark(text: str) -> str:
    return blake2b(_comparable(text).encode(), digest_size=4).hexdigest()


def _comparable(text: str) -> str:
    """Slack trims what is typed, and a form carries no more than it can."""
    return text.strip()[:LONGEST].strip().replace("\r\n", "\n")
