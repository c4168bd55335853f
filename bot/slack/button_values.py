"""Typed values of buttons and forms. They come back from outside, so each is parsed, and what it names looked up again.

A value is a frozen dataclass of numbers, dates, words and texts. `str(value)` is what a button or a form's metadata
carries; `read` is its opposite and raises StaleValueError for what no button of ours carries.
"""

import re
from collections.abc import Callable
from dataclasses import MISSING, dataclass, fields
from datetime import date
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Any, ClassVar, Self, TypeVar, get_args, get_origin, get_type_hints

from bot.slack.payloads import Click, Submission
from bot.turns import CannotDoError

BAR = "|"
_NUMBER = re.compile(r"[0-9]{1,9}")

AnyWord = TypeVar("AnyWord", bound=StrEnum)


class StaleValueError(CannotDoError):
    """The value is none that our buttons or forms carry: it is of an older version, or forged."""

    def __init__(self) -> None:
        super().__init__("errors", "stale_button")


@dataclass(frozen=True, slots=True)
class ButtonValue:
    """The fields in their order, with bars between them. Only a text in the last field may contain bars.

    A field with a default may be empty or missing, as in buttons of older versions.
    """

    def __str__(self) -> str:
        return BAR.join(_written(getattr(self, field.name)) for field in fields(self))

    @classmethod
    def read(cls, text: str) -> Self:
        """Raises StaleValueError."""
        return cls(**_read(cls, text))

    @classmethod
    def of(cls, payload: Click | Submission) -> Self:
        """Read the value that a click or a form carries. Raises StaleValueError."""
        return cls.read(payload.value if isinstance(payload, Click) else payload.metadata)


@dataclass(frozen=True, slots=True)
class PrefixedValue(ButtonValue):
    """A value that says what it is by a prefix and a colon, where one of several types may be carried."""

    prefix: ClassVar[str]

    def __str__(self) -> str:
        return f"{self.prefix}:{ButtonValue.__str__(self)}"

    @classmethod
    def read(cls, text: str) -> Self:
        """Raises StaleValueError."""
        if not cls.fits(text):
            raise StaleValueError
        return cls(**_read(cls, text.removeprefix(f"{cls.prefix}:")))

    @classmethod
    def fits(cls, text: str) -> bool:
        """Whether the text has this type's prefix."""
        return text.startswith(f"{cls.prefix}:")


@dataclass(frozen=True, slots=True)
class NoValue(ButtonValue):
    """For buttons whose presser is all that matters."""


@dataclass(frozen=True, slots=True)
class PlanId(ButtonValue):
    plan_id: int


@dataclass(frozen=True, slots=True)
class _Field:
    name: str
    parse: Callable[[str], Any]
    is_optional: bool
    is_text: bool


@cache
def _fields(value_type: Any) -> tuple[_Field, ...]:
    hints = get_type_hints(value_type)
    return tuple(
        _Field(field.name, _parser(hints[field.name]), field.default is not MISSING, hints[field.name] is str)
        for field in fields(value_type)
    )


def _read(value_type: Any, text: str) -> dict[str, Any]:
    expected = _fields(value_type)
    if not expected:
        return {}
    parts = (text if expected[-1].is_text else text.rstrip(BAR)).split(BAR, len(expected) - 1)
    parts += [""] * (len(expected) - len(parts))
    return {
        field.name: field.parse(part)
        for field, part in zip(expected, parts, strict=True)
        if part or not field.is_optional
    }


def _parser(hint: Any) -> Callable[[str], Any]:
    if isinstance(hint, UnionType):  # `int | None`: an empty field is its default
        (hint,) = (each for each in get_args(hint) if each is not type(None))
    if get_origin(hint) is tuple:
        return lambda text: tuple(number(part) for part in text.split(","))
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return lambda text: word(hint, text)
    return _PARSERS[hint]


def word(words: type[AnyWord], text: str) -> AnyWord:
    """One of a fixed set of words. Raises StaleValueError."""
    if text not in set(words):
        raise StaleValueError
    return words(text)


def _written(part: Any) -> str:
    if isinstance(part, date):
        return part.isoformat()
    if isinstance(part, tuple):
        return ",".join(map(str, part))
    return "" if part is None else str(part)


def is_number(text: str) -> bool:
    """Up to nine of the digits 0 to 9. str.isdigit() is also true of "²", which int() does not take."""
    return _NUMBER.fullmatch(text) is not None


def number(text: str) -> int:
    """Raises StaleValueError."""
    if not is_number(text):
        raise StaleValueError
    return int(text)


def day(text: str) -> date:
    """Raises StaleValueError."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise StaleValueError from error


_PARSERS: dict[Any, Callable[[str], Any]] = {int: number, date: day, str: str}
