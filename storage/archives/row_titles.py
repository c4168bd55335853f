"""What a row is called: the columns that say it, for the rows that point to it."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

TITLES: Mapping[str, Sequence[str]] = MappingProxyType(
    {
        "action_item": ("code", "text"),
        "agenda": ("period",),
        "advice": ("words",),
        "answer": ("recovery",),
        "benchmark": ("text",),
        "coach_comment": ("about",),
        "goal": ("code", "text"),
        "measure": ("indicator",),
        "milestone": ("code", "title"),
        "minutes": ("period",),
        "plan": ("title",),
        "priority": ("code", "title"),
        "promise": ("text",),
        "risk": ("risk",),
        "round": ("period",),
        "signed_document": ("name", "as_of"),
        "strategy": ("code", "title"),
        "support": ("needed",),
        "swot_factor": ("text",),
    }
)
"""By table. Of an answer it is the step that it promises."""


def title_of(table: str, cells: Mapping[str, Any]) -> str:
    """Empty for a table whose rows have no title, and for a row without one."""
    return " ".join(str(cells[name]) for name in TITLES.get(table, ()) if cells[name])
