"""What stays of a coaching conversation: in the plan, with its owners, in the record and in the minutes."""

from __future__ import annotations

from bot import importing
from bot.action_items.notifying import ItemNotifier
from plans.calendar import SchoolYear
from storage.people import organizations, people, role_holders
from storage.plans import plans
from tests.scenarios.district import TEAM, District
from tests.support.coaching import CHANNEL, begun, finishes, on_table, record_in


def test_an_action_item_gets_owner_and_date_and_is_in_the_plan(district: District) -> None:
    ana, lena = district.person("ana"), district.person("lena")
    begun(district, ana)
    ana.more("Action item", on="What do our data tell us")
    ana.fills(
        **{
            "In one or two sentences": "Bring the attendance numbers",
            "Owner (one person)": "U0000LENA",
            "By when": "2026-12-01",
        }
    )
    ana.submits()
    lena.sees("Written down by @U00000ANA: Action item A1")
    lena.opens_home()

    lena.sees("Bring the attendance numbers")
    lena.sees("Waiting for your answer (1)")


def test_the_owner_of_an_item_written_in_a_conversation_is_told_once_and_asked_again_when_it_changes_hands(
    district: District,
) -> None:
    ana, lena, sam = (district.person(name) for name in ("ana", "lena", "sam"))
    begun(district, ana)
    ana.more("Action item", on="What do our data tell us")
    ana.fills(**{"In one or two sentences": "Bring the numbers", "Owner (one person)": "U0000LENA"})
    ana.fills(**{"By when": "2026-12-01"})
    ana.submits()
    ana.sees("Action item A1")
    district.at("2026-11-16 10:30")
    ItemNotifier(district.bot.turns).tick()
    district.settles()
    assert sum("An action item for you" in text for text in district.told("lena")) == 1

    ana.clicks("Change", on="Bring the numbers")
    ana.fills(**{"Owner (one person)": "U00000SAM", "By when": "2026-12-04"})
    ana.submits()
    ana.sees("Sam Oyelaran")
    district.at("2026-11-16 10:40")
    ItemNotifier(district.bot.turns).tick()
    district.settles()

    sam.sees("An action item for you")
    lena.sees_no("Accept")
    assert "Sam Oyelaran" in district.answers("ana", "/plan item A1", in_=CHANNEL)


def test_support_asked_for_in_a_conversation_goes_to_the_person_named_else_to_the_leader(district: District) -> None:
    ana, dana, sam = (district.person(name) for name in ("ana", "dana", "sam"))
    begun(district, ana)
    ana.more("Support", on="What do our data tell us")
    ana.fills(**{"In one or two sentences": "Half a day with the data coach", "By when": "2026-12-01"})
    ana.submits()
    ana.sees("I've asked Dana Whitfield for it")
    dana.sees("Ana Ruiz asks you for support: Half a day with the data coach")
    dana.sees("By Tue, Dec 1")

    ana.clicks("Change", on="Half a day with the data coach")
    ana.fills(**{"In one or two sentences": "A whole day with the data coach", "From whom": "Sam Oyelaran"})
    ana.submits()
    ana.sees("I've asked Sam Oyelaran for it")
    sam.sees("Ana Ruiz asks you for support: A whole day with the data coach")
    dana.sees("Sam Oyelaran is asked for this now")
    assert "A whole day with the data coach: asked Mon, Nov 16" in district.answers("ana", "/plan status")


def test_a_role_that_two_people_hold_is_told_to_both(district: District) -> None:
    ana = district.person("ana")
    with district.bot.turns.write() as turn:
        plan = next(each for each in plans.summaries(turn.session, TEAM) if each.organization.startswith("Bethel"))
        holders = [people.person(turn.session, TEAM, f"U{name:0>8}") for name in ("LENA", "SAM")]
        role_holders.assign(turn.session, plan.id, "Instructional Coach", [each.id for each in holders if each])
    begun(district, ana)
    ana.more("Action item", on="What do our data tell us")
    ana.fills(
        **{
            "In one or two sentences": "Bring it",
            "Or a role in the plan": "Instructional Coach",
            "By when": "2026-12-01",
        }
    )
    ana.submits()
    ana.sees("Action item A1")
    district.at("2026-11-16 10:30")
    ItemNotifier(district.bot.turns).tick()
    district.settles()

    for name in ("lena", "sam"):
        district.person(name).sees("An action item for you")
    lena = district.person("lena")
    lena.clicks("Not mine", on="Bring it")
    lena.fills(reason="Sam does")
    assert lena.submits() == {}
    assert "Instructional Coach" in district.answers("ana", "/plan item A1", in_=CHANNEL)


def test_a_record_states_when_it_began_and_ended_and_its_items_with_their_codes(district: District) -> None:
    ana = district.person("ana")
    thread = begun(district, ana)
    ana.more("Action item", on="What do our data tell us")
    ana.fills(**{"In one or two sentences": "Bring it", "Owner (one person)": "U0000LENA", "By when": "2026-12-01"})
    ana.submits()
    ana.sees("Action item A1")
    district.at("2026-11-18 10:00")
    finishes(district, ana, on="What do our data tell us")

    district.settles()
    record = record_in(ana, thread)
    days = "held Mon, Nov 16, 2026, finished Wed, Nov 18, 2026"
    assert f"Bethel Elementary School · {days} · led by Ana Ruiz" in record
    assert "A1 Bring it · Owner: Lena Brandt · By when: Tue, Dec 1, 2026" in record
    assert "Action item: Bring it" not in record
    files = district.files("ana", CHANNEL)
    text = files["goals-and-measures-2026-11-16-to-2026-11-18.md"].decode()
    assert days in text
    assert "A1 Bring it" in text


def test_the_history_sends_the_record_and_minutes_take_the_decision(district: District) -> None:
    ana, dana = district.person("ana"), district.person("dana")
    begun(district, ana)
    ana.more("Decision", on="What do our data tell us")
    ana.fills(**{"In one or two sentences": "We look at attendance first."})
    ana.submits()
    ana.sees("Written down by")
    finishes(district, ana, on="What do our data tell us")

    ana.types("/plan coach history", in_=CHANNEL)
    ana.sees("finished on Mon, Nov 16")
    ana.clicks("Get record")
    ana.sees("is in your direct messages with me")
    district.settles()
    assert any("We look at attendance first." in text for text in ana.reads(in_=ana.dm()))

    district.at("2026-11-17 09:00")
    dana.types("/plan minutes", in_=CHANNEL)
    dana.sees("From “Goals and measures”: Decision: We look at attendance first.")


def test_a_delivery_chain_ends_in_a_picture(district: District) -> None:
    ana, lena = district.person("ana"), district.person("lena")
    thread = begun(district, ana, "The delivery chain")
    ana.steers("Skip", on="Which people or organizations could have any part")
    on_table(ana, CHANNEL, thread, "Who influences whom as this activity makes its way")
    lena.says("The principal leads the coach, the coach the teachers.", in_=CHANNEL, thread=thread)
    district.settles()
    ana.clicks("Next", on="Who influences whom as this activity makes its way")
    ana.clicks("Edit and save")
    ana.fills(**{"Who influences": "Principal", "Who is influenced": "Coach", "Strong or weak": "Weak"})
    ana.submits()
    lena.sees("Written down by @U00000ANA: *Link in the chain*")
    finishes(district, ana, on="Who influences whom as this activity makes its way")

    assert "Weak links: Principal → Coach" in record_in(lena, thread)
    lena.sees("delivery-chain-2026-11-16.png")


def test_the_status_links_a_goal_with_its_thread(district: District) -> None:
    ana = district.person("ana")
    begun(district, ana)
    for question in ("What do our data tell us", "What are our highest aspirations"):
        ana.clicks("Next", on=question)
        district.settles()
    ana.clicks("Next", on="most important")
    ana.clicks("Write it down")
    ana.fills(**{"In one or two sentences": "All students read for pleasure.", "What we measure": "Books read"})
    ana.submits()
    ana.fills(**{"Are you sure?": ["Save anyway"]})
    ana.submits()
    ana.sees("It's in Bethel Elementary School's plan now")
    ana.types("/plan status", in_=CHANNEL)

    ana.sees("All students read for pleasure. (where we decided this)")
    ana.sees("Goal measure: Books read. Not checked yet")


def test_a_school_without_a_plan_writes_it_from_the_mission_on(district: District) -> None:
    with district.bot.turns.write() as turn:
        lakeside = organizations.save_organization(
            turn.session, TEAM, "Lakeside Elementary School", "school", parent="Riverbend School District"
        )
        importing.begin(turn, lakeside, "Improvement Plan", SchoolYear.named("2026-27"))
        organizations.set_channel(turn.session, lakeside.id, "C0GENERAL")
    omar = district.person("omar")
    omar.types("/plan coach", in_="C0GENERAL")
    omar.sees("Vision and mission")
    omar.sees("is a good fit now:")
    omar.closes()

    thread = begun(district, omar, "Vision and mission", "C0GENERAL")
    omar.says("Every child is known here by name.", in_="C0GENERAL", thread=thread)
    district.settles()
    omar.clicks("Next", on="What future do we want")
    omar.clicks("Edit and save")
    omar.submits()
    omar.sees("It's in Lakeside Elementary School's plan now.")
    omar.types("/plan status", in_="C0GENERAL")

    omar.sees("no action items yet")
