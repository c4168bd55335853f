"""The leader checks what changed in the plan before it stands in the minutes: keep it, ask why, or undo it."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from bot.action_items.notifying import ItemNotifier
from storage.models import ActionItemRow, ItemEventRow
from tests.scenarios.district import District

MOVED = (
    "1.1.3.2 Set up pairs for peer visits: due date moved Tue, Nov 17 from Fri, Oct 16 to Fri, Dec 4. Reason: {reason}"
)


@pytest.fixture
def moved(district: District) -> District:
    """Ana has moved a date, and Dana, who leads, has the draft of November's minutes."""
    district.at("2026-11-17 10:00")
    ana = district.person("ana")
    ana.clicks("Behind …", on="1.1.3.2")
    ana.fills(cause="The hall is closed", new_due="2026-12-04", new_due_reason="It opens again")
    assert ana.submits() == {}
    district.settles()
    district.answers("dana", "/plan minutes")
    district.settles()
    district.person("dana").sees(MOVED.format(reason="It opens again"))
    return district


def decide(district: District, verdict: str) -> None:
    with district.database.read() as session:
        statement = select(ItemEventRow.id).join(ActionItemRow, ActionItemRow.id == ItemEventRow.item_id)
        event_id = session.scalars(
            statement.where(ActionItemRow.code == "1.1.3.2", ItemEventRow.kind == "due_moved")
        ).one()
    dana = district.person("dana")
    dana.clicks("Check the changes …")
    dana.fills(**{f"change:item:{event_id}": verdict})
    assert dana.submits() == {}
    district.settles()


def test_whoever_made_a_change_is_asked_why_and_the_answer_fills_the_line(moved: District) -> None:
    decide(moved, "ask")
    ana = moved.person("ana")
    ana.sees("Dana Whitfield is drafting the November 2026 minutes of Bethel Elementary School")
    ana.clicks("Give the reason …")
    ana.fills(reason="The gym floor is replaced until December")
    assert ana.submits() == {}
    moved.settles()

    ana.sees("Thank you. The minutes give this reason:")
    ana.sees_no("What led to it?")
    draft = moved.told("dana")[-1]
    assert MOVED.format(reason="The gym floor is replaced until December") in draft
    assert "It opens again" not in draft
    dana = moved.person("dana")
    dana.clicks("Check the changes …")
    dana.sees("The reason was given")


def test_an_undone_change_is_an_event_of_its_own_and_its_owner_hears(moved: District) -> None:
    decide(moved, "undo")

    draft = moved.told("dana")[-1]
    assert MOVED.format(reason="It opens again") in draft
    assert (
        "due date moved Tue, Nov 17 from Fri, Dec 4 to Fri, Oct 16. Reason: undone by the leader (Dana Whitfield)"
    ) in draft
    moved.later(minutes=1)
    ItemNotifier(moved.bot.turns).tick()
    moved.settles()
    moved.person("ana").sees(
        "Dana Whitfield has moved 1.1.3.2 Set up pairs for peer visits back: "
        "it's due Fri, Oct 16 again, not Fri, Dec 4."
    )
    dana = moved.person("dana")
    dana.clicks("Check the changes …")
    dana.sees("Undone")


def test_an_added_item_stands_in_the_minutes_with_its_reason(moved: District) -> None:
    dana = moved.person("dana")
    dana.types("/plan assign @ana review student work by Dec 11", in_="C00BETHEL")
    dana.fills(reason="Teachers asked to look at work together")
    assert dana.submits() == {}
    moved.settles()

    moved.answers("dana", "/plan minutes")
    assert (
        "review student work: added Tue, Nov 17, due Fri, Dec 11. "
        "Reason: Teachers asked to look at work together (Dana Whitfield)"
    ) in moved.told("dana")[-1]


def test_a_kept_change_stays_and_says_so(moved: District) -> None:
    decide(moved, "keep")

    assert MOVED.format(reason="It opens again") in moved.told("dana")[-1]
    dana = moved.person("dana")
    dana.clicks("Check the changes …")
    dana.sees("You kept it")


def test_who_moves_a_date_again_is_asked_for_the_cause(moved: District) -> None:
    ana = moved.person("ana")
    moved.answers("ana", "/plan item 1.1.3.2", in_="C00BETHEL")
    ana.selects("Move the date …", on="Set up pairs for peer visits")
    ana.sees("This date has moved before. What kept it from happening?")
    ana.fills(due="2026-12-18", reason="The floor takes longer", cause="The gym floor isn't laid", ours="no")
    assert ana.submits() == {}
    moved.settles()

    moved.answers("dana", "/plan minutes")
    assert (
        "due date moved Tue, Nov 17 from Fri, Dec 4 to Fri, Dec 18 (second move; first date Fri, Oct 16). "
        "Reason: The floor takes longer. Cause of the delay: The gym floor isn't laid (not ours to act on) (Ana Ruiz)"
    ) in moved.told("dana")[-1]
