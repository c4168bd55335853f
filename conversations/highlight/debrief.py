"""What people type during a discussion for the debrief of its minutes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from conversations.highlight.minutes import Group

_NAMES = {
    Group.TAKEAWAYS: ("takeaway", "take-away", "key takeaway", "key take-away"),
    Group.QUESTIONS: ("question", "concern", "outstanding question", "outstanding concern"),
    Group.SUGGESTIONS: ("suggestion", "suggestion for improvement"),
    Group.FEEDBACK: ("feedback", "feedback on the process"),
}
_LISTS: Mapping[str, Group] = MappingProxyType(
    {
        **{name: group for group, names in _NAMES.items() for name in names},
        **{f"{name}s": group for group, names in _NAMES.items() for name in names},
    }
)
"""The lists of the debrief by the names people may call them. Another language needs a table of its own here."""
_AROUND = " \t*_\N{BULLET}-\N{EN DASH}\N{EM DASH}"
"""What may stand around a list's name or a note: spaces, bold, and the signs of a list."""


@dataclass(frozen=True, slots=True)
class DebriefNote:
    group: Group
    text: str


def read_notes(text: str) -> list[DebriefNote]:
    """The notes in a message: what follows a list's name and a colon. All else in it is talk.

    A name that stands alone begins a list, which ends with the next empty line.
    """
    return list(_notes(text.splitlines()))


def _notes(lines: Iterable[str]) -> Iterable[DebriefNote]:
    begun: Group | None = None
    for line in lines:
        name, colon, rest = line.partition(":")
        named = _LISTS.get(name.strip(_AROUND).casefold()) if colon else None
        note, group = (rest if named else line).strip(_AROUND), named or begun
        if note and group:
            yield DebriefNote(group, note)
        if named or not note:
            begun = None if note else named
