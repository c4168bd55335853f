"""A pass of questions over parts of the plan changes what it asks about, and nothing else."""

from __future__ import annotations

from pathlib import Path

from tests.scenarios.district import open_district
from tests.support.coaching import CHANNEL, starts
from tests.support.screens import contains

TITLE = "Who leads what"
QUESTION = "Which team leads this milestone?"
MILESTONE = "Teachers share one understanding of learning intentions"
SCRIPT = f"""
name: who-leads-what
title: {TITLE}
step: create-plan
purpose: To give each milestone a team.
minutes: 20
steps:
  team:
    ask: "{QUESTION} “{{milestone}}”"
    for_each: milestone
    capture: milestone
"""


def test_an_answer_about_the_team_leaves_the_rest_of_the_milestone(database_path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "scripts"
    folder.mkdir()
    (folder / "who-leads-what.yml").write_text(SCRIPT)
    with open_district(database_path, scripts=folder) as district:
        ana = district.person("ana")
        thread = starts(ana, TITLE, in_=CHANNEL)
        district.settles()
        ana.says("Lena Brandt", in_=CHANNEL, thread=thread)
        district.settles()
        ana.clicks("Next", on=QUESTION)
        district.settles()
        ana.clicks("Edit and save", on="Milestone")
        assert ana.submits() == {}
        ana.sees("Milestone 1.1.1")

        (written,) = [text for text in ana.thread(CHANNEL, thread) if "Written down by" in text]
        assert contains(written, MILESTONE)
        assert contains(written, "Team: Lena Brandt")
