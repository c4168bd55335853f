"""A network's table as a message: a few lines for each practice or school, a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.messages import network_tables
from bot.slack import blocks
from bot.slack.blocks import Block, MenuButton, MessageContent
from bot.slack.button_values import ButtonValue
from bot.slack.identifiers import ActionId
from plans.network import NetworkBy, NetworkCounts, NetworkTable
from plans.objectives import OWN, Objective
from plans.practices import PRACTICES, code_and_name
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
    objective: str = ""
    """In the same way, only the schools with a strategy that serves it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkStatus:
    organization: str
    table: NetworkTable
    pointer: NetworkPointer
    objective: Objective | None = None
    """The one whose schools are shown."""
    has_objectives: bool = False
    """Whether an organization above one of the schools has a plan."""


def message(status: NetworkStatus, below: Sequence[Block] = ()) -> MessageContent:
    """The page that the pointer begins with. The sum stands on the last one, and `below` it what can be done."""
    table, pointer = status.table, status.pointer
    lines = [_row(table, row) for row in table.rows]
    page = _page(lines[pointer.first_row :])
    next_row = pointer.first_row + len(page)
    content = [blocks.header(title(status)), *(blocks.sections("\n".join(page)) if page else [])]
    is_last = next_row >= len(lines)
    if is_last:
        content += [*_sums(table), *below]
    rule = say(NOUN, "rule", by=table.by, without_plan_above=table.without_plan_above)
    context = blocks.context(rule, say("status", "how"))
    controls = blocks.actions("network", _controls(status, None if is_last else next_row))
    content += [context, controls]
    compact = _compact(status, table.rows[pointer.first_row : next_row], is_last=is_last)
    with_table = [blocks.header(title(status)), *compact, *(below if is_last else ()), context, controls]
    return MessageContent(text=blocks.text_of(content), blocks=content, with_table=with_table if compact else [])


def _compact(status: NetworkStatus, page: Sequence[NetworkCounts], *, is_last: bool) -> list[Block]:
    """The page as a table block, and below it what has no column. Empty if the block can't hold it."""
    table = status.table
    rows = [(row_name(table, row), row) for row in page]
    if is_last:
        rows += [(domain_name(row), row) for row in table.domains]
        rows.append((plain(NOUN, "sheet_all"), table.all))
        rows += [(plain(NOUN, "sheet_districts"), table.districts)] if table.districts else []
    block = network_tables.table(table.by, rows)
    if block is None:
        return []
    more = [blocks.section(say(NOUN, "all", counts=table.all))] if is_last else []
    return [block, *more, blocks.context(say(NOUN, "compact"))]


def _sums(table: NetworkTable) -> list[Block]:
    """The domains, all schools together, and the districts' own plans."""
    content = [blocks.divider()]
    if table.domains:
        domains = [say(NOUN, "domain", name=domain_name(row), counts=row) for row in table.domains]
        content += blocks.sections("\n".join(domains))
    content.append(blocks.section(say(NOUN, "all", counts=table.all)))
    if table.districts:
        content.append(blocks.section(say(NOUN, "districts", counts=table.districts)))
    return content


def counting(organization: str, schools: int) -> MessageContent:
    """The answer while the table is being counted."""
    return MessageContent(text=say(NOUN, "counting", organization=organization, schools=schools))


def no_objectives(organization: str) -> MessageContent:
    return MessageContent(text=say(NOUN, "no_objectives", organization=organization))


def no_schools(organization: str, as_of: date) -> MessageContent:
    return MessageContent(text=say(NOUN, "nothing", organization=organization, as_of=as_of))


def title(status: NetworkStatus) -> str:
    code = status.pointer.practice
    name = status.objective.name if status.objective else practice_name(code) if code else ""
    values = {"by": status.table.by, "as_of": status.table.day.on, "practice": name}
    return plain(NOUN, "title", organization=status.organization, **values)


def practice_name(code: str) -> str:
    return f"{code} {PRACTICES[code].name}" if code in PRACTICES else code or plain(NOUN, "not_coded")


def row_name(table: NetworkTable, row: NetworkCounts) -> str:
    match table.by:
        case NetworkBy.SCHOOL:
            return row.code
        case NetworkBy.PRACTICE:
            return practice_name(row.code)
        case NetworkBy.GOAL:
            several = len({each.organization for each in table.objectives.values()}) > 1
            values = {"objective": table.objectives.get(row.code), "is_own": row.code == OWN, "several": several}
            return plain(NOUN, "objective", **values)


def domain_name(row: NetworkCounts) -> str:
    return plain(NOUN, "domain_name", domain=row.code)


def _row(table: NetworkTable, counts: NetworkCounts) -> Safe:
    """With the network's own codes under a practice."""
    whole = say(NOUN, "row", name=row_name(table, counts), counts=counts, by=table.by)
    own = [say(NOUN, "own_row", name=own_name(table, row), counts=row) for row in table.own.get(counts.code, ())]
    return Safe("\n".join([whole, *own]))


def own_name(table: NetworkTable, row: NetworkCounts) -> str:
    return code_and_name(row.code, table.own_names)


def _page(lines: Sequence[Safe]) -> list[Safe]:
    """At least one row."""
    page: list[Safe] = []
    for line in lines[:MOST_ROWS]:
        if page and sum(map(len, page)) + len(line) > MOST_CHARACTERS:
            break
        page.append(line)
    return page


def _controls(status: NetworkStatus, next_row: int | None) -> list[Block]:
    table, whole = status.table, replace(status.pointer, first_row=0, practice="", objective="")
    controls = _openers(table, whole)
    if next_row is not None:
        following = replace(status.pointer, first_row=next_row)
        controls.append(blocks.button(plain(NOUN, "button_next"), ActionId.NETWORK_NEXT, following))
    other = NetworkBy.SCHOOL if table.by is NetworkBy.PRACTICE else NetworkBy.PRACTICE
    controls.append(blocks.button(plain(NOUN, "button_by", by=other), ActionId.NETWORK_TURN, replace(whole, by=other)))
    if status.has_objectives and table.by is not NetworkBy.GOAL:
        goals = replace(whole, by=NetworkBy.GOAL)
        controls.append(blocks.button(plain(NOUN, "button_by", by=goals.by), ActionId.NETWORK_GOALS, goals))
    controls.append(blocks.button(plain(NOUN, "button_sheet"), ActionId.NETWORK_SHEET, whole))
    return controls


def _openers(table: NetworkTable, whole: NetworkPointer) -> list[Block]:
    """A menu of the practices or objectives that schools work on, each of which opens by school."""
    by_school = replace(whole, by=NetworkBy.SCHOOL)
    match table.by:
        case NetworkBy.SCHOOL:
            return []
        case NetworkBy.PRACTICE:
            pointers = {row.code: replace(by_school, practice=row.code) for row in table.rows if row.code}
        case NetworkBy.GOAL:
            served = (row.code for row in table.rows if row.strategies and row.code in table.objectives)
            pointers = {key: replace(by_school, objective=key) for key in served}
    to_open = [
        MenuButton(label=row_name(table, row), action=ActionId.NETWORK_OPEN, pointer=pointers[row.code])
        for row in table.rows
        if row.code in pointers
    ]
    return [blocks.button_select(plain(NOUN, "open_placeholder", by=table.by), to_open)] if to_open else []
