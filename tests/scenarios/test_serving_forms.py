"""A strategy written in a dialog says which objective it serves, in the same field as in the plan's own form."""

from __future__ import annotations

from pathlib import Path

from tests.scenarios.district import District, open_district
from tests.support.coaching import CHANNEL, starts
from tests.support.district_plan import save_district_plan, served
from tests.support.root_cause import STRATEGY, Thread

FAMILIES, OUR_OWN = "Serves 2 Families at the table", "It's our own"
TITLE = "Which way"
QUESTION = "What is our strategy?"
SCRIPT = f"""
name: which-way
title: {TITLE}
step: create-plan
purpose: To choose a strategy.
minutes: 20
steps:
  way:
    ask: "{QUESTION}"
    capture: strategy
"""


def test_a_strategy_from_a_root_cause_says_what_it_serves_and_can_say_it_otherwise(district: District) -> None:
    save_district_plan(district.database)
    thread = Thread(district)
    thread.starts()
    thread.finds_a_root()
    thread.asks_for_the_practice()
    thread.dana.selects("2a", from_="Choose a practice")
    thread.dana.sees("What's our strategy?")
    district.settles()
    thread.fills_in("Write strategy …", **STRATEGY, **{"part:serves": FAMILIES})
    thread.dana.sees("Objective it serves: 2 Families at the table")
    codes = served(district.database)
    [code] = [code for code, number in codes.items() if number]
    assert codes[code] == "2"

    thread.dana.clicks("Change", on="Written down by @U0000DANA: Strategy")
    thread.dana.fills(**{"part:serves": OUR_OWN})
    assert thread.dana.submits() == {}
    thread.dana.sees("Objective it serves: the school's own")
    assert served(district.database)[code] == "own"


def test_a_strategy_from_coaching_says_what_it_serves(database_path: Path, tmp_path: Path) -> None:
    folder = tmp_path / "scripts"
    folder.mkdir()
    (folder / "which-way.yml").write_text(SCRIPT)
    with open_district(database_path, scripts=folder) as district:
        save_district_plan(district.database)
        ana = district.person("ana")
        thread = starts(ana, TITLE, in_=CHANNEL)
        district.settles()
        ana.says("Home visits", in_=CHANNEL, thread=thread)
        district.settles()
        ana.clicks("Next", on=QUESTION)
        district.settles()
        ana.clicks("Write it down", on="Strategy")
        ana.fills(**STRATEGY, **{"part:serves": FAMILIES})
        assert ana.submits() == {}
        ana.sees("Objective it serves: 2 Families at the table")
        assert "2" in served(district.database).values()
