"""What the buttons and forms of the minutes carry."""

from dataclasses import dataclass

from bot.slack.button_values import ButtonValue
from conversations.highlight import Section


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
class ChangesPointer(MinutesPointer):
    """The draft, and the first change in the form."""

    first: int = 0


@dataclass(frozen=True, slots=True)
class WhyPointer(ButtonValue):
    """The question why a change was made."""

    check_id: int


@dataclass(frozen=True, slots=True)
class EditPointer(VersionPointer):
    """The draft, its version, the section, the first line in the form, and a checksum of the section's lines."""

    section: Section
    first: int = 0
    seen: int = 0


@dataclass(frozen=True, slots=True)
class HeaderPointer(MinutesPointer):
    """The draft, and a checksum of who met and when."""

    seen: int = 0
