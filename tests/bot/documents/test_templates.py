"""A district's own Word template: every field of the list can be filled, and nothing else is let in."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest

from bot.documents.templates import checking
from bot.documents.templates.fields import (
    PlanFields,
    fields_of,
    paths,
)
from bot.documents.templates.filling import fill
from conversations.documents.templates import TemplateFault, TemplateReading

ON = date(2026, 12, 18)


def written(*paragraphs: str, table: Sequence[Sequence[str]] = (), header: str = "") -> bytes:
    file = docx.Document()
    for paragraph in paragraphs:
        file.add_paragraph(paragraph)
    if table:
        rows = file.add_table(rows=len(table), cols=max(map(len, table)))
        for row, cells in zip(rows.rows, table, strict=True):
            for target, text in zip(row.cells, cells, strict=False):
                target.text = text
    file.sections[0].header.paragraphs[0].text = header
    target = BytesIO()
    file.save(target)
    return target.getvalue()


def read(*paragraphs: str, **more: Any) -> TemplateReading:
    reading = checking.read(written(*paragraphs, **more))
    assert reading is not None
    return reading


def faults(*paragraphs: str, **more: Any) -> list[tuple[TemplateFault, str, str]]:
    return [(finding.fault, finding.field, finding.closest) for finding in read(*paragraphs, **more).findings]


def row_of(kind: type[Any], text: str = "") -> Any:
    """A row whose texts say their own names, or all `text`."""
    return kind(
        **{
            name: [row_of(rows, text), row_of(rows, text)] if rows else text or f"the {name}"
            for name, rows in fields_of(kind).items()
        }
    )


def visible(content: bytes) -> list[str]:
    file = docx.Document(BytesIO(content))
    cells = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    return [paragraph.text for paragraph in file.paragraphs] + cells


STRATEGIES = (
    ("{%tr for strategy in strategies %}",),
    ("{{ strategy.code }}", "{{ strategy.title }}"),
    ("{%tr for milestone in strategy.milestones %}",),
    ("{{ milestone.code }}", "{% for quarter in milestone.quarters %}{{ quarter.actions_on_time }} {% endfor %}"),
    ("{%tr endfor %}",),
    ("{%tr endfor %}",),
)


# ---------------------------------------------------------------- what it may hold


def test_a_template_is_filled_in_its_text_its_tables_and_its_header() -> None:
    content = written("{{ school }}, {{ school_year }}", table=STRATEGIES, header="{{ district }}")
    filled = fill(content, row_of(PlanFields), ON)

    assert read("{{ school }}", table=STRATEGIES).fields == [
        "school",
        "strategies",
        "strategies.code",
        "strategies.title",
        "strategies.milestones",
        "strategies.milestones.code",
        "strategies.milestones.quarters",
        "strategies.milestones.quarters.actions_on_time",
    ]
    assert visible(filled)[0] == "the school, the school_year"
    assert visible(filled).count("the actions_on_time the actions_on_time ") == 4
    assert docx.Document(BytesIO(filled)).sections[0].header.paragraphs[0].text == "the district"


def test_every_field_of_the_list_can_be_printed() -> None:
    loops = {
        "strategies": "strategy",
        "strategies.semesters": "semester",
        "strategies.milestones": "milestone",
        "strategies.milestones.quarters": "quarter",
        "strategies.benchmarks": "benchmark",
        "supports_used": "used",
        "supports_needed": "needed",
    }

    def printed(kind: type[Any], inside: str, variable: str) -> str:
        text = ""
        for name, rows in fields_of(kind).items():
            field = f"{variable}.{name}" if variable else name
            if rows is None:
                text += f"{{{{ {field} }}}} "
            else:
                row = loops[f"{inside}{name}"]
                text += f"{{% for {row} in {field} %}}{printed(rows, f'{inside}{name}.', row)}{{% endfor %}}"
        return text

    reading = read(printed(PlanFields, "", ""))

    assert reading.findings == []
    assert sorted(reading.fields) == sorted(paths())


def test_the_list_for_districts_has_every_field_and_no_other() -> None:
    page = (Path(__file__).parents[3] / "docs" / "documents.md").read_text(encoding="utf-8")
    table = page.split("The fields, each in the words", 1)[1]

    assert set(re.findall(r"`([a-z_.]+)`", table)) == set(paths())


def test_what_people_typed_stays_text_and_keeps_its_lines() -> None:
    typed = "{{ school }} {% for %} <w:p/> & ]]> {_{ first\nsecond"
    filled = fill(written("{{ plan }}"), row_of(PlanFields, typed), ON)

    assert visible(filled)[0] == typed


def test_an_empty_field_can_be_left_out() -> None:
    content = written("{% if district %}District: {{ district }}{% endif %}")
    assert checking.read(content).findings == []  # type: ignore[union-attr]  # it has fields
    assert visible(fill(content, row_of(PlanFields), ON))[0] == "District: the district"


def test_the_same_facts_make_the_same_file() -> None:
    content = written("{{ school }}", table=STRATEGIES)
    assert fill(content, row_of(PlanFields), ON) == fill(content, row_of(PlanFields), ON)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 broken", written("No field in here.")])
def test_what_is_no_template_is_left_to_others(content: bytes) -> None:
    assert checking.read(content) is None


# ---------------------------------------------------------------- what it may not


def test_an_unknown_field_is_named_with_the_closest_and_its_place() -> None:
    (finding,) = read("Report of {{ scool }}").findings

    assert (finding.fault, finding.field, finding.closest) == (TemplateFault.UNKNOWN_FIELD, "scool", "school")
    assert finding.place == "Report of {{ scool }}"


def test_an_unknown_field_of_a_row_is_named_as_it_is_written() -> None:
    table = (("{%tr for s in strategies %}",), ("{{ s.titel }}",), ("{%tr endfor %}",))
    assert faults("", table=table) == [(TemplateFault.UNKNOWN_FIELD, "s.titel", "s.title")]


@pytest.mark.parametrize(
    ("typed", "fault", "field"),
    [
        ("{{ strategies }}", TemplateFault.LIST_PRINTED, "strategies"),
        ("{% for word in school %}{% endfor %}", TemplateFault.NOT_A_LIST, "school"),
        (
            "{% for a in strategies %}{% for b in strategies %}{% endfor %}{% endfor %}",
            TemplateFault.NOT_INSIDE,
            "strategies",
        ),
        ("{{ school.__class__ }}", TemplateFault.UNKNOWN_FIELD, "school.__class__"),
        ("{{ school.upper() }}", TemplateFault.NOT_ALLOWED, "school.upper(…)"),
        ("{{ school | upper }}", TemplateFault.NOT_ALLOWED, "school | upper"),
        ("{{ 'x' * 1000000000 }}", TemplateFault.NOT_ALLOWED, "mul"),
        ("{% for i in range(9) %}{% endfor %}", TemplateFault.NOT_ALLOWED, "range(…)"),
        ("{% for s in strategies if s.code.upper() %}{% endfor %}", TemplateFault.NOT_ALLOWED, "for"),
        ("{% set x = school %}", TemplateFault.NOT_ALLOWED, "assign"),
        ("{% include 'passwords' %}", TemplateFault.NOT_ALLOWED, "include"),
        ("{% macro m() %}{% endmacro %}", TemplateFault.NOT_ALLOWED, "macro"),
        ("{{ school if district else plan }}", TemplateFault.NOT_ALLOWED, "condexpr"),
        ("{% if school.upper() %}{% endif %}", TemplateFault.NOT_ALLOWED, "school.upper(…)"),
    ],
)
def test_whatever_does_more_than_print_and_repeat_is_refused(typed: str, fault: TemplateFault, field: str) -> None:
    assert (fault, field, "") in faults(typed)


def test_a_broken_field_says_what_is_wrong() -> None:
    (finding,) = read("{% for s in strategies %}{{ s.code }}").findings
    assert finding.fault is TemplateFault.SYNTAX
    assert "endfor" in finding.field
