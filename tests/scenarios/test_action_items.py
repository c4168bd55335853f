"""Action items between people: assigned in every way, answered, worked on, reassigned."""

from __future__ import annotations

import pytest

from bot.action_items.supports import Supports
from tests.scenarios.district import District, finger_on
from tests.support.items import assign, delivered
from tests.support.screens import controls

TEXTS = "order the grade 7 texts"


def test_one_sentence_is_understood_shown_and_saved(district: District) -> None:
    dana, ana = district.person("dana"), district.person("ana")
    dana.types(f"/plan assign @ana {TEXTS} by Nov 30", in_="C00BETHEL")
    dana.sees('I read "by Nov 30" as Mon, Nov 30')
    dana.sees(TEXTS)
    assert dana.submits() == {}
    dana.sees("Ana Ruiz is the owner, and I'll let them know. It's due Mon, Nov 30")

    delivered(district)

    ana.sees("An action item for you")
    ana.sees(f"A1 {TEXTS}")
    ana.sees("from Dana Whitfield")
    ana.clicks("Accept", on=TEXTS)
    district.settles()
    ana.sees("You accepted.")
    dana.opens_home()
    dana.sees("What you've asked of others (1)")
    dana.sees("accepted")


def test_a_due_date_on_a_weekend_is_pointed_out_and_kept(district: District) -> None:
    dana = district.person("dana")
    dana.types(f"/plan assign @ana {TEXTS} on Dec 5", in_="C00BETHEL")
    dana.sees('I read "on Dec 5" as Sat, Dec 5. Sat, Dec 5 is on a weekend. The next open day is Mon, Dec 7.')

    assert dana.submits() == {}
    dana.sees("due Sat, Dec 5")
    dana.sees(
        "Sat, Dec 5 is on a weekend. The next open day is Mon, Dec 7. Move the date if that isn't what you meant."
    )


def test_a_time_that_names_no_day_is_told_and_left_out_of_the_text(district: District) -> None:
    dana = district.person("dana")
    dana.types(f"/plan assign @ana {TEXTS} before winter break", in_="C00BETHEL")

    dana.sees('I can\'t read "before winter break" as a date. Choose the date below.')
    dana.fills(due="2026-12-18")
    assert dana.submits() == {}
    dana.sees("due Fri, Dec 18")
    dana.sees(f"A1 {TEXTS}\n")


def test_the_form_says_what_is_wrong(district: District) -> None:
    dana = district.person("dana")
    dana.types("/plan assign", in_="C00BETHEL")
    dana.fills(text=TEXTS, owner="U0000VERA", due="2026-11-01")

    assert set(dana.submits()) == {"owner", "due"}
    dana.sees("Vera Stone is a guest here")
    dana.sees("That day has passed")
    dana.fills(owner="UTHROUGHLINE", due="2046-11-01")
    assert set(dana.submits()) == {"owner", "due"}
    dana.sees("not a bot, a guest or someone from another organization")
    dana.sees("Is the year right?")
    dana.fills(owner="U00000ANA", due="2026-12-04")
    assert dana.submits() == {}


@pytest.mark.parametrize(
    ("words", "answer"),
    [
        ("@here order the texts", "what's everyone's job is no one's"),
        ("all order the texts", "what's everyone's job is no one's"),
        ("TBD order the texts", "Choose an owner for now"),
        ("@vera order the texts", "is a guest here"),
        ("@nobody order the texts", "not a bot, a guest"),
        ("@ana " + "x" * 4_000, "4,000 characters; an action item can have up to 1,500"),
        ("until " * 400, "2,399 characters; an action item can have up to 1,500"),
    ],
)
def test_who_cannot_own_an_item_is_said_kindly(district: District, words: str, answer: str) -> None:
    assert answer in district.answers("dana", f"/plan assign {words}", in_="C00BETHEL")


def test_who_may_not_assign_hears_that_before_anything_typed_is_read(district: District) -> None:
    district.changes("U0000VERA", guest=False)
    for words in ("@here order the texts", "@nobody order the texts", "until " * 600):
        assert "Only " in district.answers("vera", f"/plan assign {words}", in_="C0GENERAL")


def test_twelve_items_are_one_message(district: District) -> None:
    for number in range(12):
        assign(district, f"@ana step {number + 1} by Dec {number + 1}")

    delivered(district)

    answer = [text for text in district.told("ana") if "action items for you" in text]
    assert len(answer) == 1
    assert "12 action items for you" in answer[0]
    ana = district.person("ana")
    ana.clicks("Accept all 12")
    district.settles()
    accepted = district.told("ana")[-1]
    assert "Accept all" not in accepted
    assert accepted.count("You accepted.") >= 12
    assert district.broken_rules() == []


def test_a_message_becomes_an_action_item(district: District) -> None:
    lena = district.person("lena")
    lena.says("<@U00000SAM> could order the number lines & tiles before winter break", in_="C00BETHEL")
    lena.uses_shortcut("item_from_message", on="number lines")
    lena.sees("@Sam Oyelaran could order the number lines & tiles")
    lena.fills(owner="U00000SAM", due="2026-12-11", collaborators=["U000PRIYA"])
    assert lena.submits() == {}

    delivered(district)

    district.person("sam").sees("The message it comes from")
    district.person("priya").sees("You're a collaborator on an action item")
    assert "Where it comes from" in district.answers("dana", "/plan item A1", in_="C00BETHEL")


def test_another_date_is_suggested_and_agreed(district: District) -> None:
    dana, ana = district.person("dana"), district.person("ana")
    assign(district, f"@ana {TEXTS} by Nov 30")
    delivered(district)

    ana.clicks("Suggest a date", on=TEXTS)
    ana.fills(due="2026-12-11", reason="Report cards come first")
    assert ana.submits() == {}
    district.settles()
    ana.sees("You suggested Fri, Dec 11. Dana Whitfield decides.")
    dana.sees("Ana Ruiz suggests Fri, Dec 11 for A1 order the grade 7 texts, instead of Mon, Nov 30")
    dana.clicks("Agree", on="Report cards come first")
    district.settles()

    ana.sees("Dana Whitfield agrees: A1 order the grade 7 texts is due Fri, Dec 11")
    assert "Fri, Dec 11" in district.answers("ana", "/plan item A1", in_="C00BETHEL")
    dana.sees("You agreed. It's due Fri, Dec 11 now.")
    assert "Agree" not in buttons_before(district, "dana")


def test_a_date_without_school_is_pointed_out_wherever_it_is_set_and_saved_all_the_same(district: District) -> None:
    dana, ana = district.person("dana"), district.person("ana")
    assign(district, f"@ana {TEXTS} by Nov 30")
    delivered(district)
    ana.clicks("Suggest a date", on=TEXTS)
    ana.fills(due="2026-12-12", reason="Report cards come first")
    assert ana.submits() == {}
    ana.sees("Saved.\n\n:calendar: Sat, Dec 12 is on a weekend. The next open day is Mon, Dec 14.")
    ana.closes()
    dana.sees("\n:calendar: Sat, Dec 12 is on a weekend. The next open day is Mon, Dec 14.")
    dana.clicks("Agree", on="Report cards come first")
    district.settles()
    ana.opens_home()
    ana.menu("Move the date", on=TEXTS)
    ana.fills(due="2026-12-13", reason="The truck comes on Sunday")
    assert ana.submits() == {}

    ana.sees("Sun, Dec 13 is on a weekend. The next open day is Mon, Dec 14.")
    assert "due Sun, Dec 13" in district.answers("dana", "/plan item A1")


def test_a_new_date_in_the_check_in_without_school_is_pointed_out(district: District) -> None:
    district.at("2026-11-17 10:00")
    ana = district.person("ana")
    ana.clicks("Behind …", on="1.1.3.2")
    ana.fills(cause="No time", new_due="2026-12-05", new_due_reason="After report cards")
    assert ana.submits() == {}

    ana.sees("Sat, Dec 5 is on a weekend. The next open day is Mon, Dec 7.")


def suggests(district: District, name: str, due: str, reason: str) -> None:
    person = district.person(name)
    person.clicks("Suggest a date", on=TEXTS)
    person.fills(due=due, reason=reason)
    assert person.submits() == {}
    district.settles()


def buttons_before(district: District, name: str) -> set[str]:
    """The labels of the buttons in someone's messages."""
    district.settles()
    person = district.person(name)
    assert person.messages(person.dm())
    return {each.label for message in person.messages(person.dm()) for each in controls(message)}


def test_a_date_that_is_kept_is_said_to_who_kept_it_and_a_second_suggestion_is_another_one(district: District) -> None:
    dana = district.person("dana")
    assign(district, f"@ana {TEXTS} by Nov 30")
    delivered(district)
    suggests(district, "ana", "2026-12-11", "Report cards come first")
    agrees = finger_on(dana, "Agree", on="Report cards come first")
    dana.clicks("Keep the date", on="Report cards come first")
    district.settles()

    dana.sees("You kept Mon, Nov 30. I've let Ana Ruiz know.")
    assert not {"Agree", "Keep the date"} & buttons_before(district, "dana")
    district.later(minutes=1)
    suggests(district, "ana", "2026-12-04", "Friday then")
    agrees()
    dana.sees("This has already been answered or withdrawn, so nothing was changed.")
    assert "due Mon, Nov 30" in district.answers("dana", "/plan item A1")
    dana.clicks("Agree", on="Friday then")
    district.settles()
    dana.sees("You agreed. It's due Fri, Dec 4 now.")
    dana.sees("You kept Mon, Nov 30.")


def test_a_suggestion_answered_on_home_is_answered_in_its_message_and_a_second_tap_says_so(
    district: District,
) -> None:
    dana = district.person("dana")
    assign(district, f"@ana {TEXTS} by Nov 30")
    delivered(district)
    suggests(district, "ana", "2026-12-11", "Report cards come first")
    agrees = finger_on(dana, "Agree", on="Report cards come first")
    dana.opens_home()
    dana.clicks("Keep the date")
    district.settles()
    dana.opens_home()

    dana.sees_no("Keep the date")
    assert "You kept Mon, Nov 30. I've let Ana Ruiz know." in district.told("dana")[-1]
    assert not {"Agree", "Keep the date"} & buttons_before(district, "dana")
    agrees()
    dana.sees("This has already been answered or withdrawn, so nothing was changed.")
    assert "due Mon, Nov 30" in district.answers("dana", "/plan item A1")


def test_an_item_that_is_done_meanwhile_needs_no_new_owner(district: District) -> None:
    dana, ana = district.person("dana"), district.person("ana")
    assign(district, f"@ana {TEXTS} by Nov 30")
    delivered(district)
    ana.clicks("Not mine", on=TEXTS)
    ana.fills(reason="The office orders texts")
    assert ana.submits() == {}
    district.settles()
    dana.opens_home()
    dana.menu("Done", on=TEXTS)
    dana.fills(evidence="Ordered")
    assert dana.submits() == {}
    district.settles()

    assert "there's nothing to decide here anymore." in district.told("dana")[-1]
    assert "Reassign …" not in buttons_before(district, "dana")


def test_a_suggestion_that_has_come_to_nothing_asks_for_no_decision(district: District) -> None:
    assign(district, f"@ana {TEXTS} by Nov 30")
    delivered(district)
    suggests(district, "ana", "2026-12-11", "Report cards come first")
    ana = district.person("ana")
    ana.opens_home()
    ana.menu("Done", on=TEXTS)
    ana.fills(evidence="Ordered")
    assert ana.submits() == {}
    district.settles()

    district.person("dana").sees("there's nothing to decide here anymore.")
    assert "Agree" not in buttons_before(district, "dana")


def test_not_mine_goes_back_with_its_reason_and_to_somebody_else(district: District) -> None:
    dana, ana, lena = (district.person(name) for name in ("dana", "ana", "lena"))
    assign(district, f"@ana {TEXTS} by Nov 30")
    delivered(district)
    ana.clicks("Not mine", on=TEXTS)
    ana.fills(reason="The office orders texts")
    assert ana.submits() == {}
    district.settles()
    dana.sees('Ana Ruiz says A1 order the grade 7 texts isn\'t theirs: "The office orders texts"')

    dana.clicks("Reassign", on="The office orders texts")
    dana.fills(owner="U0000LENA")
    assert dana.submits() == {}
    delivered(district, "2026-11-16 10:40")

    lena.sees("An action item for you")
    assert "Lena Brandt" in district.answers("dana", "/plan item a1", in_="C00BETHEL")
    dana.sees("Dana Whitfield passed it on to Lena Brandt.")
    assert "Reassign …" not in buttons_before(district, "dana")


def test_handing_over_needs_the_new_owners_word(district: District) -> None:
    ana, lena = district.person("ana"), district.person("lena")
    assign(district, f"@ana {TEXTS} by Nov 30")
    delivered(district)
    ana.opens_home()
    ana.clicks("Accept", on=TEXTS)
    district.settles()
    ana.selects("Hand over …", on=TEXTS)
    ana.fills(owner="U00000ANA")
    assert set(ana.submits()) == {"owner"}
    ana.fills(owner="U0000LENA", reason="I am on leave")
    assert ana.submits() == {}
    delivered(district, "2026-11-16 10:40")

    lena.sees("It stays where it is until you accept")
    assert "Ana Ruiz" in district.answers("ana", "/plan item A1", in_="C00BETHEL")
    lena.clicks("Accept", on="I am on leave")
    district.settles()
    assert "Lena Brandt" in district.answers("ana", "/plan item A1", in_="C00BETHEL")
    ana.sees("Lena Brandt has taken over A1")


def test_done_with_output_and_a_next_step(district: District) -> None:
    ana = district.person("ana")
    assign(district, f"me {TEXTS} by Nov 30", by="ana")
    ana.opens_home()
    ana.sees(f"A1 {TEXTS}")
    ana.selects("Done …", on=TEXTS)
    ana.fills(evidence="112 copies in the book room", next_step="Label the texts", next_due="2026-12-04")
    assert ana.submits() == {}
    district.settles()

    ana.sees("A2 Label the texts")
    ana.sees_no(f"A1 {TEXTS}")
    assert "done" in district.answers("ana", "/plan item A1", in_="C00BETHEL")


def test_the_date_is_moved_with_its_reason_and_behind_needs_its_cause(district: District) -> None:
    ana = district.person("ana")
    assign(district, f"me {TEXTS} by Nov 30", by="ana")
    ana.opens_home()
    ana.selects("Update …", on=TEXTS)
    ana.fills(state="Behind")
    assert set(ana.submits()) == {"reason"}
    ana.fills(state="Behind", reason="The vendor is late")
    assert ana.submits() == {}
    district.settles()
    ana.sees("behind")

    ana.selects("Move the date …", on=TEXTS)
    ana.fills(due="2026-12-11", reason="The vendor is late")
    assert ana.submits() == {}
    district.settles()
    ana.sees("due Fri, Dec 11")


def test_somebody_elses_item_is_not_theirs_to_change_and_a_leader_is_marked(district: District) -> None:
    assign(district, f"@ana {TEXTS} by Nov 30", by="sam")
    dana, daniel = district.person("dana"), district.person("daniel")
    district.answers("daniel", "/plan item A1", in_="C00BETHEL")
    daniel.selects("Done …", on=TEXTS)
    daniel.sees("Only the owner of this action item")

    district.answers("dana", "/plan item A1", in_="C00BETHEL")
    dana.selects("Done …", on=TEXTS)
    dana.sees("You're doing this on behalf of Ana Ruiz, and it's marked that way.")
    assert dana.submits() == {}
    delivered(district)
    district.person("ana").sees("Dana Whitfield has marked A1 order the grade 7 texts as done on your behalf.")


def test_accepting_an_item_cancelled_meanwhile(district: District) -> None:
    dana, ana = district.person("dana"), district.person("ana")
    assign(district, f"@ana {TEXTS} by Nov 30")
    delivered(district)
    ana.sees("An action item for you")
    ana.clicks("Not mine", on=TEXTS)
    district.answers("dana", "/plan item A1", in_="C00BETHEL")
    dana.selects("Update …", on=TEXTS)
    dana.fills(state="Canceled", reason="Not funded")
    assert dana.submits() == {}
    ana.fills(reason="Too much")
    ana.submits()

    ana.sees("This action item has been canceled, so nothing was changed.")
    ana.sees("Too much")


def test_support_is_asked_given_and_shown_to_both(district: District) -> None:
    ana, dana = district.person("ana"), district.person("dana")
    assign(district, f"me {TEXTS} by Nov 30", by="ana")
    ana.opens_home()
    ana.selects("Ask for support …", on=TEXTS)
    ana.fills(needed="Half a day of a substitute", provider="U0000DANA", needed_by="2026-11-24")
    assert ana.submits() == {}
    district.settles()
    ana.sees("asked of Dana Whitfield, by Tue, Nov 24")

    dana.sees("Ana Ruiz asks you for support with A1 order the grade 7 texts: Half a day of a substitute")
    dana.clicks("Provided", on="Half a day")
    dana.fills(provided="A substitute on Friday morning", given_on="2026-11-16")
    assert dana.submits() == {}
    district.settles()
    ana.sees("Dana Whitfield provided support on Mon, Nov 16")
    dana.sees("You provided support to Ana Ruiz")


def test_support_is_judged_by_the_asker_two_rounds_later(district: District) -> None:
    ana, dana = district.person("ana"), district.person("dana")
    assign(district, f"me {TEXTS} by Dec 18", by="ana")
    ana.opens_home()
    ana.selects("Ask for support …", on=TEXTS)
    ana.fills(needed="Half a day of a substitute", provider="U0000DANA")
    assert ana.submits() == {}
    district.settles()
    dana.clicks("Provided", on="Half a day")
    dana.fills(provided="A substitute on Friday morning", given_on="2026-11-16")
    assert dana.submits() == {}

    district.at("2026-11-17 10:00")
    Supports(district.bot.turns).tick()
    ana.sees_no("Did it help?")
    district.at("2026-12-15 10:00")
    Supports(district.bot.turns).tick()
    district.settles()
    ana.clicks("Rate it", on="Did it help?")
    ana.fills(used="Two lessons were watched", as_intended="Yes", effective="Very effective")
    assert ana.submits() == {}
    district.settles()

    assert any("Half a day of a substitute: Very effective" in text for text in district.told("ana"))
    ana.sees_no("Did it help?")


def test_what_somebody_leaves_behind_goes_to_the_plan_manager(district: District) -> None:
    assign(district, f"@ana {TEXTS} by Nov 30")
    district.changes("U00000ANA", deleted=True)
    district.settles()

    omar = district.person("omar")
    omar.sees("Ana Ruiz is no longer in this workspace.")
    omar.clicks("Reassign", on=TEXTS)
    omar.fills(owner="U0000LENA")
    assert omar.submits() == {}
    district.settles()
    assert "Lena Brandt" in district.answers("omar", "/plan item A1 bethel", in_="C00BETHEL")
