"""A reading as plain data for --json and other programs: ISO dates, null where there is none."""

from collections.abc import Callable, Iterable
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Any

from plans.plan import ActionItem
from plans.problems import Problem

if TYPE_CHECKING:
    from plans.files.reading import Reading


def to_json(reading: "Reading", sentence: Callable[[Problem], str]) -> dict[str, Any]:
    """`sentence` words a problem."""
    items: Iterable[ActionItem] = reading.plan.action_items() if reading.plan else ()
    return {
        "plan": _plain(reading.plan),
        "action_items": [_plain(item) for item in items],
        "problems": [
            {
                "where": problem.where,
                "what": sentence(problem),
                "severity": problem.severity.value,
                "code": problem.code,
            }
            for problem in reading.problems
        ],
    }


def _plain(value: object) -> Any:
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [_plain(each) for each in value]
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value
