"""Splits a cell with numbered steps, beside numbered owners or dates, into one action item per step."""

import re
from collections.abc import Mapping
from dataclasses import replace

from plans.files.column_words import Column
from plans.files.drafts import ItemDraft
from plans.files.findings import Findings
from plans.files.grid import Cell
from plans.findings import FindingCode

_NUMBER = re.compile(r"\(?(?P<number>\d{1,2})[.)]\s+(?=\S)")
_OWN_TO_STEP = (Column.LEAD, Column.COLLABORATORS, Column.START, Column.DUE, Column.TIMELINE)
MOST_STEPS = 30


def steps_of(item: ItemDraft, findings: Findings) -> list[ItemDraft]:
    """Return the item itself if its cell has one step, or if nothing beside the steps is numbered."""
    text = item.cells.get(Column.TEXT, Cell())
    lines = {column: _numbered(cell.text) for column, cell in item.cells.items() if not cell.continued}
    steps = lines.get(Column.TEXT, {})
    beside = {column: numbered for column in _OWN_TO_STEP if (numbered := lines.get(column))}
    if len(steps) < 2:  # noqa: PLR2004 - several
        return [_without_number(item, beside)]
    whole = _without_number(_retitled(item, text.line), beside)
    if not any(len(numbered) > 1 for numbered in beside.values()):
        return [whole]
    if any(not numbered.keys() <= steps.keys() for numbered in beside.values()):
        findings.warn(text.where, FindingCode.STEPS_DO_NOT_MATCH)
        return [whole]
    findings.warn(text.where, FindingCode.STEPS_AS_ITEMS, count=len(steps))
    return [_step(item, number, words, lines) for number, words in steps.items()]


def _step(item: ItemDraft, number: int, words: str, lines: Mapping[Column, Mapping[int, str]]) -> ItemDraft:
    cells = {}
    for column, cell in item.cells.items():
        numbered = lines.get(column)
        if not numbered:
            cells[column] = cell
        elif number in numbered:
            cells[column] = replace(cell, text=numbered[number])
    return replace(item, parts=(), title=" ".join(words.split()), cells=cells)


def _without_number(item: ItemDraft, beside: Mapping[Column, Mapping[int, str]]) -> ItemDraft:
    """ "1. Sept. 2026" beside "1. Form a club": the number is the step's."""
    for column, numbered in beside.items():
        if len(numbered) == 1:
            item.cells[column] = replace(item.cells[column], text=next(iter(numbered.values())))
    return item


def _retitled(item: ItemDraft, title: str) -> ItemDraft:
    """Its leading number counts the first step; it is not the item's own."""
    return replace(item, parts=(), title=title)


def _numbered(text: str) -> dict[int, str]:
    """The text by its numbers, if each line starts with one, counting from 1; else empty."""
    steps: dict[int, str] = {}
    for line in text.split("\n"):
        numbered = _NUMBER.match(line)
        if numbered and int(numbered["number"]) == len(steps) + 1 <= MOST_STEPS:
            steps[len(steps) + 1] = line[numbered.end() :]
        elif not steps or numbered:
            return {}
        elif line.strip():
            steps[len(steps)] += f"\n{line}"
    return steps
