"""A page of a network's table as Slack's own table block: the columns that are compared first, without percentages."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from bot.slack import blocks
from bot.slack.blocks import Block
from plans.network import NetworkCounts
from plans.progress import Fraction
from prompts import plain

NOUN = "network"
SHARES: Mapping[str, Callable[[NetworkCounts], Fraction]] = MappingProxyType(
    {
        "schools": lambda counts: counts.schools,
        "completed": lambda counts: counts.items.completed,
        "on_time": lambda counts: counts.items.on_time,
        "completed_late": lambda counts: counts.items.completed_late,
        "behind": lambda counts: counts.items.behind,
        "milestones_complete": lambda counts: counts.milestones_complete,
        "reported": lambda counts: counts.reported,
    }
)
COLUMNS = (
    *("schools", "completed", "on_time", "completed_late", "behind", "at_risk"),
    *("milestones_complete", "support_open", "reported"),
)


def table(heading: str, rows: Sequence[tuple[str, NetworkCounts]]) -> Block | None:
    """`rows` have their names. None if they are more than a table block holds."""
    headings = [plain(NOUN, "heading", name=name) for name in (heading, *COLUMNS)]
    cells = [headings, *([name, *(_cell(name_of, counts) for name_of in COLUMNS)] for name, counts in rows)]
    return blocks.table(cells)


def _cell(column: str, counts: NetworkCounts) -> str:
    if column in SHARES:
        return plain(NOUN, "share", share=SHARES[column](counts))
    return plain(NOUN, column, counts=counts)
