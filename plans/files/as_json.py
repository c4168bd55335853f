"""A reading as plain data for --json and other programs: ISO dates, null for a missing one."""

from collections.abc import Callable, Iterable
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Any

from plans.findings import Finding
from plans.plan import ActionItem

if TYPE_CHECKING:
    from plans.files.reading import Reading


def to_json(reading: "Reading", sentence: Callable[[Finding], str]) -> dict[str, Any]:
    """`sentence` words a finding."""
    items: Iterable[ActionItem] = reading.plan.action_items() if reading.plan else ()
    return {
        "plan": _plain(reading.plan),
        "action_items": [_plain(item) for item in items],
        "problems": [
            {
                "where": finding.where,
                "what": sentence(finding),
                "severity": finding.severity.value,
                "code": finding.code,
            }
            for finding in reading.findings
        ],
    }


def _plain(node: object) -> Any:
    if is_dataclass(node):
        return {field.name: _plain(getattr(node, field.name)) for field in fields(node)}
    if isinstance(node, tuple):
        return [_plain(each) for each in node]
    if isinstance(node, Enum):
        return node.value
    return node.isoformat() if isinstance(node, date) else node
