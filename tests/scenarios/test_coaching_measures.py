"""A question about what a goal's measure lacks changes that measure."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.scenarios.district import District, open_district
from tests.support.coaching import CHANNEL, starts
from tests.support.people import Person
from tests.support.screens import contains

TITLE = "Complete measures"
CHECK = "Which parts of this measure are incomplete?"
AFTER = "How reasonable is this measure?"
ASK = "Which measure belongs to this goal?"
ELA = "Students in grades 3-5 proficient in ELA"
LACKING = f"{ELA}, baseline 67%, target 78%. Still missing: a second yearly target"
COMPLETE = f"{ELA}, baseline 67%, target 78%, then 84%"
SCRIPT = f"""
name: complete-measures
title: {TITLE}
step: set-direction
purpose: To complete each measure.
minutes: 20
steps:
  four-parts:
    ask: "{ASK} “{{goal}}”"
    check: "{CHECK} “{{goal}}”"
    for_each: goal
    facts: [goals]
    capture: measure
  reasonable:
    ask: "{AFTER} “{{goal}}”"
    facts: [goals]
    for_each: goal
"""


REWORD = "How should we word this goal?"
REWORDING = SCRIPT.replace(
    "steps:",
    f"""steps:
  reword:
    ask: "{REWORD} “{{goal}}”"
    for_each: goal
    capture: goal""",
)


@contextmanager
def open_script(database_path: Path, folder: Path, script: str) -> Iterator[District]:
    """A conversation about the measure of the first goal, which lacks its second target."""
    scripts = folder / "scripts"
    scripts.mkdir()
    (scripts / "complete-measures.yml").write_text(script)
    with open_district(database_path, scripts=scripts) as district:
        starts(district.person("ana"), TITLE, in_=CHANNEL)
        district.settles()
        yield district


@pytest.fixture
def completing(database_path: Path, tmp_path: Path) -> Iterator[District]:
    with open_script(database_path, tmp_path, SCRIPT) as district:
        yield district


def says(district: District, text: str) -> Person:
    """Ana answers in the thread, and Next proposes what she said."""
    ana = district.person("ana")
    thread = next(str(message.container["ts"]) for message in ana.messages(CHANNEL) if contains(message.text, TITLE))
    if text:
        ana.says(text, in_=CHANNEL, thread=thread)
        district.settles()
    ana.clicks("Next", on=CHECK)
    district.settles()
    return ana


def saves(district: District, ana: Person, **fields: str) -> None:
    ana.clicks("Edit and save", on="Measure")
    ana.fills(**fields)
    assert ana.submits() == {}
    district.settles()


def test_the_missing_target_completes_the_measure_of_the_plan(completing: District) -> None:
    ana = says(completing, "Targets: 84%")
    ana.sees(LACKING)
    saves(completing, ana)
    ana.sees("Targets: 78% / 84%")
    ana.clicks("Next", on=CHECK)
    completing.settles()
    ana.sees(AFTER)

    ana.sees(f"Its measures in the plan\n• {COMPLETE}\n\nQuestion")


def test_a_completed_measure_that_is_undone_is_incomplete_again(completing: District) -> None:
    ana = says(completing, "84% by the second year")
    saves(completing, ana, **{"Targets, one line per year": "78%\n84%"})
    ana.clicks("Undo", on=f"What we measure: {ELA}")
    completing.settles()
    ana.clicks("Next", on=CHECK)
    completing.settles()

    ana.sees(f"Its measures in the plan\n• {LACKING}\n\nQuestion")


def test_without_an_answer_the_form_begins_with_the_measure(completing: District) -> None:
    ana = says(completing, "")
    ana.sees("Measure in the plan")
    saves(completing, ana, **{"Targets, one line per year": "78%\n84%"})
    ana.clicks("Next", on=CHECK)
    completing.settles()

    ana.sees(f"Its measures in the plan\n• {COMPLETE}\n\nQuestion")


def test_of_several_incomplete_measures_each_has_its_own_form(database_path: Path, tmp_path: Path) -> None:
    with open_script(database_path, tmp_path, REWORDING) as district:
        ana = district.person("ana")
        ana.clicks("Next", on=REWORD)
        ana.clicks("Write it down")
        ana.fills(**{"What we measure": "Reading check", "Baseline": "61%", "Targets, one line per year": "70%\n78%"})
        ana.submits()
        ana.fills(**{"Are you sure?": ["Save anyway"]})
        assert ana.submits() == {}
        district.settles()
        ana.clicks("Next", on=REWORD)
        district.settles()
        says(district, "Source: Fall reading check")
        ana.clicks("Save this", on="Reading check")
        ana.fills(**{"Data source": "Fall reading check"})
        assert ana.submits() == {}
        district.settles()
        ana.clicks("Next", on=CHECK)
        district.settles()

        ana.sees(f"• {LACKING}\n• Reading check, baseline 61%, target 70%, then 78%\n\nQuestion")
