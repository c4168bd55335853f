"""The export of a dialog for other programs."""

import json
from dataclasses import replace

from conversations.parts import PartKind
from conversations.root_cause.exports import as_json
from conversations.root_cause.state import Declined, RootCauseStep
from conversations.threads.state import Chosen, Visit, WrittenPart
from tests.conversations.team import Team


def test_what_came_of_each_cause_is_exported_with_its_numbers_in_the_plan() -> None:
    team = Team()
    root, other = team.digs("Rules are taught without ideas"), team.digs("Homework is not read")
    team.digs("Nothing came of this")
    strategy = {"title": "Teach ideas", "if_we": "plan together", "then": "ideas are taught", "parent": "17"}
    item = {"text": "Plan on Tuesdays", "owner": "Mia Okafor", "due": "2026-12-01", "output": ""}
    state = replace(
        team.state,
        chosen=(Chosen(Visit(RootCauseStep.PRACTICE, root), "2a", "ana"),),
        parts=(
            WrittenPart("s#1", PartKind.STRATEGY, strategy, Visit(RootCauseStep.STRATEGY, root), "ana"),
            WrittenPart("i#1", PartKind.ACTION_ITEM, item, Visit(RootCauseStep.WORK, root), "ana"),
            WrittenPart(
                "i#2", PartKind.ACTION_ITEM, item | {"text": "Taken out since"}, Visit(RootCauseStep.WORK, root), "ana"
            ),
        ),
        declined=(Declined(other, "Not this year", "ana"),),
    )
    acted, left = json.loads(as_json(state, "", {"s#1": "1.4", "i#1": "1.4.1.1"}))["work"]

    assert (acted["cause"], acted["practice"]["code"]) == (root, "2a")
    assert acted["practice"]["name"]
    assert acted["strategies"] == [
        {
            "code": "1.4",
            "title": "Teach ideas",
            "if_we": "plan together",
            "then": "ideas are taught",
            "written_by": "ana",
        }
    ]
    assert [(each["code"], each["text"]) for each in acted["action_items"]] == [
        ("1.4.1.1", "Plan on Tuesdays"),
        ("", "Taken out since"),
    ]
    assert acted["action_items"][0]["due"] == "2026-12-01"
    assert acted["not_acted_on"] is None
    assert left == {
        "cause": other,
        "practice": None,
        "strategies": [],
        "action_items": [],
        "not_acted_on": {"reason": "Not this year", "by": "ana"},
    }
