"""A network's table as a message: a few lines for each practice or school, a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot import blocks
from bot.blocks import Block, MenuButton, MessageContent
from bot.button_values import ButtonValue
from bot.identifiers import ActionId
from plans.network import NetworkBy, NetworkCounts, NetworkTable
from plans.practices import PRACTICES
from prompts import Safe, plain, say

NOUN = "network"
MOST_ROWS, MOST_CHARACTERS = 100, 10_000
"""Of one page."""


@dataclass(frozen=True, slots=True)
class NetworkPointer(ButtonValue):
    """What the buttons below a table carry."""

    organization_id: int
    by: NetworkBy
    as_of: date
    first_row: int = 0
    practice: str = ""
    """Only the schools that work on it; empty for the whole table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkStatus:
    organization: str
    table: NetworkTable
    pointer: NetworkPointer


def message(status: NetworkStatus, below: Sequence[Block] = ()) -> MessageContent:
    """The page that the pointer begins with. The sum stands on the last one, and `below` it what can be done."""
    table, pointer = status.table, status.pointer
    lines = [_row(table.by, row) for row in table.rows]
    page = _page(lines[pointer.first_row :])
    next_row = pointer.first_row + len(page)
    content = [blocks.header(title(status)), *(blocks.sections("\n".join(page)) if page else [])]
    is_last = next_row >= len(lines)
    if is_last:
        content += [blocks.divider(), blocks.section(say(NOUN, "all", counts=table.all)), *below]
    content.append(blocks.context(say(NOUN, "rule", by=table.by), say("status", "how")))
    content.append(blocks.actions("network", _controls(status, None if is_last else next_row)))
    return MessageContent(text=blocks.text_of(content), blocks=content)


def counting(organization: str, schools: int) -> MessageContent:
    """The answer while the table is being counted."""
    return MessageContent(text=say(NOUN, "counting", organization=organization, schools=schools))


def no_schools(organization: str, as_of: date) -> MessageContent:
    return MessageContent(text=say(NOUN, "nothing", organization=organization, as_of=as_of))


def title(status: NetworkStatus) -> str:
    code = status.pointer.practice
    name = practice_name(code) if code else ""
    values = {"by": status.table.by, "as_of": status.table.day.on, "practice": name}
    return plain(NOUN, "title", organization=status.organization, **values)


def practice_name(code: str) -> str:
    return f"{code} {PRACTICES[code].name}" if code in PRACTICES else code or plain(NOUN, "not_coded")


def _row(by: NetworkBy, counts: NetworkCounts) -> Safe:
    name = practice_name(counts.code) if by is NetworkBy.PRACTICE else counts.code
    return say(NOUN, "row", name=name, counts=counts, by=by)


def _page(lines: Sequence[Safe]) -> list[Safe]:
    """At least one row."""
    page: list[Safe] = []
    for line in lines[:MOST_ROWS]:
        if page and sum(map(len, page)) + len(line) > MOST_CHARACTERS:
            break
        page.append(line)
    return page


def _controls(status: NetworkStatus, next_row: int | None) -> list[Block]:
    table, pointer = status.table, replace(status.pointer, first_row=0)
    controls: list[Block] = []
    if table.by is NetworkBy.PRACTICE and any(row.code for row in table.rows):
        to_open = [
            MenuButton(
                label=practice_name(row.code),
                action=ActionId.NETWORK_OPEN,
                pointer=replace(pointer, by=NetworkBy.SCHOOL, practice=row.code),
            )
            for row in table.rows
            if row.code
        ]
        controls.append(blocks.button_select(plain(NOUN, "open_placeholder"), to_open))
    if next_row is not None:
        following = replace(status.pointer, first_row=next_row)
        controls.append(blocks.button(plain(NOUN, "button_next"), ActionId.NETWORK_NEXT, following))
    other = NetworkBy.SCHOOL if table.by is NetworkBy.PRACTICE else NetworkBy.PRACTICE
    turned = replace(pointer, by=other, practice="")
    controls.append(blocks.button(plain(NOUN, "button_by", by=other), ActionId.NETWORK_TURN, turned))
    controls.append(blocks.button(plain(NOUN, "button_sheet"), ActionId.NETWORK_SHEET, replace(pointer, practice="")))
    return controls
