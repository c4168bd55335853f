"""What is chosen in a form comes back from outside. What the form never offered is answered in words."""

from __future__ import annotations

import pytest

from tests.scenarios.district import District, finger_on
from tests.scenarios.test_coaching_private import asks_in_private
from tests.scenarios.test_forgeries import forges
from tests.support.coaching import CHANNEL, GOALS, begun
from tests.support.people import Person
from tests.support.root_cause import CAUSE, ITEM, STRATEGY, SYMPTOM, Thread
from tests.support.screens import view_surface

EVERYBODY = ["U0000DANA", "U00000ANA", "U00000SAM"]
STALE_FORM = "This form is out of date, so nothing was saved."
STALE_BUTTON = "That button is from an older message"
NO_SUCH_PART = "What you wanted to change no longer exists."


@pytest.fixture
def thread(district: District) -> Thread:
    return Thread(district)


def chooses(person: Person, field: str, forged: str) -> None:
    """Choose something in the top form that it does not offer."""
    control = person.waits_for(lambda: person._field(field), f"a field {field!r}")
    kind = control.element["type"]
    choice = {"selected_date": forged} if kind == "datepicker" else {"selected_option": {"value": forged}}
    view = person._filled.setdefault(control.surface.container["view_id"], {})
    view.setdefault(control.block["block_id"], {})[control.element["action_id"]] = {"type": kind, **choice}


def is_answered(person: Person, sentence: str) -> str:
    """Submit the top form, and read this instead of it. Returns all that is on the screen."""
    assert person.submits() == {}
    screen = view_surface(person._get("views")["stack"][-1], []).text
    assert sentence in screen
    person.closes()
    return screen


def carries(thread: Thread, argument: str) -> None:
    """Let the top form of the leader's be about something else."""
    forges(thread.district, thread.dana, lambda metadata: f"{'|'.join(metadata.split('|')[:3])}|{argument}")


def test_what_is_to_be_done_with_a_cause(thread: Thread) -> None:
    thread.starts()
    thread.says(thread.ana, CAUSE)
    thread.accepts(CAUSE)
    for deed in ("nonsense", "go_to:", "go_to:nonsense", "under:c1", "|"):
        thread.dana.steers("Causes …")
        thread.dana.fills(cause=CAUSE)
        chooses(thread.dana, "deed", deed)
        is_answered(thread.dana, STALE_FORM)
    for deed in ("add", "reword", "go_to:why"):
        thread.dana.steers("Causes …")
        chooses(thread.dana, "cause", "c99")
        chooses(thread.dana, "deed", deed)
        assert set(thread.dana.submits()) == {"deed"}
        thread.dana.sees("That cause is no longer in the tree.")
        thread.dana.closes()


def test_which_reply_or_cause_the_form_to_accept_one_is_about(thread: Thread) -> None:
    thread.starts()
    thread.says(thread.ana, CAUSE)
    for argument in ("key:c1", "nonsense"):
        thread.dana.selects(CAUSE, from_="Accept with details …")
        carries(thread, argument)
        is_answered(thread.dana, "That reply was deleted.")
    thread.dana.selects(CAUSE, from_="Accept with details …")
    carries(thread, "under:c99")
    assert set(thread.dana.submits()) == {"cause"}


def test_what_a_written_part_consists_of_and_which_one_is_edited(thread: Thread) -> None:
    dana = thread.dana
    thread.starts()
    thread.finds_a_root()
    thread.asks_for_the_practice()
    dana.selects("2a", from_="Choose a practice")
    dana.sees("What's our strategy?")
    thread.district.settles()
    for field, forged in (("parent", "nonsense"), ("parent", "99999")):
        dana.clicks("Write strategy …")
        dana.fills(**STRATEGY)
        chooses(dana, field, forged)
        is_answered(dana, STALE_FORM)
    thread.fills_in("Write strategy …", **STRATEGY)
    thread.presses("Next")
    dana.clicks("Add action item …")
    dana.fills(**ITEM)
    chooses(dana, "part:due", "nonsense")
    screen = is_answered(dana, STALE_FORM)
    assert ITEM["part:text"] in screen
    assert "nonsense" not in screen

    written = "Written down by @U0000DANA: Strategy"
    change = dana._control(lambda each: each.label == "Change", "Change", written)
    dialog, asking, form, key = str(change.element["value"]).split("|")
    forgeries = ((form, key.removeprefix("key:"), STALE_BUTTON), (form, "key:c99", NO_SUCH_PART))
    for forged_form, argument, sentence in (*forgeries, ("action_item", key, NO_SUCH_PART)):
        finger_on(dana, "Change", on=written, value=f"{dialog}|{asking}|{forged_form}|{argument}")()
        dana.sees(sentence)
    dana.clicks("Add action item …")
    dana.fills(**ITEM)
    carries(thread, key)
    is_answered(dana, NO_SUCH_PART)


def test_how_somebody_answers_in_private(thread: Thread) -> None:
    thread.starts()
    thread.finds_a_root()
    sam = thread.district.person("sam")
    thread.fills_in("Ask everyone …", people=EVERYBODY)
    sam.clicks("Answer …")
    sam.fills(answer="Nobody visits the new ones")
    chooses(sam, "voice", "shouting")
    is_answered(sam, STALE_FORM)
    # The form for a vote has no business with this question.
    sam.clicks("Answer …")
    forges(thread.district, sam, lambda metadata: metadata.replace("|answer|", "|differently|"))
    sam.fills(answer="Nobody visits the new ones")
    is_answered(sam, STALE_FORM)


def test_how_a_dialog_starts(district: District) -> None:
    dana, ana = district.person("dana"), district.person("ana")
    for field, forged in (("method", "guessing"), ("bones", "ours")):
        dana.types(f"/plan whys {SYMPTOM}", in_="C00BETHEL")
        dana.fills(number="31 %", source="State test", method="Fishbone")
        chooses(dana, field, forged)
        is_answered(dana, STALE_FORM)
    ana.types("/plan coach", in_="C00BETHEL")
    ana.fills(**{"Which conversation?": GOALS})
    chooses(ana, "audience", "everyone")
    is_answered(ana, STALE_FORM)


def test_a_coaching_conversation_is_answered_in_private_under_no_other_voice(district: District) -> None:
    ana, sam = district.person("ana"), district.person("sam")
    begun(district, ana)
    asks_in_private(ana, "U00000SAM")
    sam.clicks("Answer")
    sam.fills(**{"What do you think?": "The data are old."})
    chooses(sam, "voice", "shouting")
    is_answered(sam, STALE_FORM)


def test_what_an_answer_and_an_action_item_are_given(district: District) -> None:
    district.at("2026-11-17 10:00")
    ana = district.person("ana")
    ana.clicks("Behind …", on="1.1.3.2")
    ana.fills(cause="No cover for the visits", recovery="Dana covers a lesson")
    chooses(ana, "new_due", "nonsense")
    assert "No cover for the visits" in is_answered(ana, STALE_FORM)
    ana.types("/plan reminders", in_=CHANNEL)
    chooses(ana, "wish", "loud")
    is_answered(ana, STALE_FORM)


def test_whose_role_is_assigned(district: District) -> None:
    omar = district.person("omar")
    omar.types("/plan people Bethel", in_=CHANNEL)
    omar.clicks("Assign")
    omar.fills(holders=["U00000ANA"])
    chooses(omar, "role", "999")
    is_answered(omar, STALE_FORM)
