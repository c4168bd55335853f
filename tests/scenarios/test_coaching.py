"""Coaching conversations, as people live them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

from sqlalchemy import update

from bot import importing
from bot.action_items.telling import ItemTelling
from plans.calendar import SchoolYear
from storage import people, plans
from storage.models import ConversationRow, OutboxRow
from tests.scenarios.district import TEAM, District, open_district
from tests.support.coaching import on_table, starts
from tests.support.people import Person

CHANNEL = "C_BETHEL"
GOALS = "Goals and measures"
TEAMWORK = "Working together"


def begun(district: District, coach: Person, title: str = GOALS, channel: str = CHANNEL) -> str:
    """A conversation at its first question; gives its thread."""
    thread = starts(coach, title, in_=channel)
    coach.sees("a checklist for")
    coach.clicks("Begin")
    district.settles()
    return thread


def finishes(district: District, coach: Person, on: str) -> None:
    coach.clicks("Finish", on=on)
    district.settles()


def record_in(person: Person, thread: str, channel: str = CHANNEL) -> str:
    return next(text for text in person.thread(channel, thread) if "Record: " in text)


# ---------------------------------------------------------------- starting


def test_what_fits_now_is_offered_first_with_its_reason(district: District) -> None:
    ana = district.person("ana")
    ana.types("/plan coach", in_=CHANNEL)

    ana.sees("For *Bethel Elementary School*")
    ana.sees("fits now:")
    ana.sees("Set the direction")


def test_only_who_may_lead_starts_one(district: District) -> None:
    maria = district.person("maria")
    maria.types("/plan coach", in_=CHANNEL)

    maria.sees("That is for")


def test_the_shortcut_asks_where(district: District) -> None:
    ana = district.person("ana")
    ana.uses_shortcut("coaching.start")
    ana.fills(**{"Which conversation?": GOALS, "Where?": CHANNEL})
    ana.submits()

    district.person("lena").sees("Everything happens in the thread")


def test_somebody_with_several_plans_says_which(district: District) -> None:
    omar = district.person("omar")
    omar.uses_shortcut("coaching.start")
    omar.fills(**{"For which school or district?": "Reynolds"})
    omar.submits()

    omar.sees("For *Reynolds Middle School*")


def test_a_channel_without_the_bot_is_named_in_the_form(district: District) -> None:
    district.slack.world.channel("C_REYNOLDS").members.remove("U_THROUGHLINE")
    lee = district.person("lee")
    lee.uses_shortcut("coaching.start")
    lee.fills(**{"Which conversation?": GOALS, "Where?": "C_REYNOLDS"})
    lee.submits()

    lee.sees("I am not in that channel yet")


def test_the_tips_are_for_the_leader_alone(district: District) -> None:
    ana = district.person("ana")
    ana.types("/plan coach", in_=CHANNEL)
    ana.fills(**{"Which conversation?": GOALS})
    ana.submits()

    ana.sees("Three or four goals are enough")
    district.settles()
    district.person("lena").sees_no("Three or four goals are enough")


# ---------------------------------------------------------------- on the way


def test_two_conversations_in_one_channel_never_mix(district: District) -> None:
    ana, dana, lena = (district.person(name) for name in ("ana", "dana", "lena"))
    first = begun(district, ana)
    second = begun(district, dana, "Vision and mission")

    lena.says("About goals.", in_=CHANNEL, thread=first)
    lena.says("About the vision.", in_=CHANNEL, thread=second)
    district.settles()
    finishes(district, ana, on="What do our data say")
    finishes(district, dana, on="Question 1 of")

    assert "About goals." in record_in(lena, first)
    assert "About the vision." not in record_in(lena, first)
    assert "About the vision." in record_in(lena, second)
    assert "About goals." not in record_in(lena, second)


def test_what_is_taken_back_is_not_in_the_record(district: District) -> None:
    ana, lena = district.person("ana"), district.person("lena")
    thread = begun(district, ana)
    ts = lena.says("Said in anger.", in_=CHANNEL, thread=thread)
    lena.sees_reaction("eyes", to=ts, in_=CHANNEL)
    lena.deletes(ts, in_=CHANNEL)
    instead = lena.says("Said with care.", in_=CHANNEL, thread=thread)
    lena.sees_reaction("eyes", to=instead, in_=CHANNEL)
    district.settles()
    finishes(district, ana, on="What do our data say")

    assert "Said with care." in record_in(ana, thread)
    assert "Said in anger." not in record_in(ana, thread)


def test_a_file_is_kept_as_evidence(district: District) -> None:
    ana, lena = district.person("ana"), district.person("lena")
    thread = begun(district, ana)
    lena.attaches("scores.csv", "YSxiCjEsMg==", in_=CHANNEL, text="The scores.", thread=thread)
    district.settles()
    finishes(district, ana, on="What do our data say")

    assert "scores.csv" in record_in(ana, thread)


def test_the_first_question_offers_no_way_back_where_nothing_comes_before(district: District) -> None:
    ana = district.person("ana")
    thread = starts(ana, TEAMWORK, in_=CHANNEL)
    ana.sees("Question 1 of")
    assert not any("Back" in text for text in ana.thread(CHANNEL, thread))
    ana.clicks("Next", on="Question 1 of")
    ana.clicks("Back", on="Question 2 of")

    ana.sees("asked again")


def test_an_old_button_explains_itself(district: District) -> None:
    ana = district.person("ana")
    thread = begun(district, ana)
    old = next(message for message in ana.messages(CHANNEL) if "What do our data say" in message.text)
    ana.clicks("Next", on="What do our data say")
    district.settles()
    ana.clicks_on_copy(old, "Next")

    ana.sees("The conversation has moved on")
    on_table(ana, CHANNEL, thread, "What do we hope for")


def test_who_joins_late_is_told_where_we_are(district: District) -> None:
    ana, sam = district.person("ana"), district.person("sam")
    thread = begun(district, ana)
    ana.clicks("Next", on="What do our data say")
    district.settles()
    sam.says("Hello! What did I miss?", in_=CHANNEL, thread=thread)

    sam.sees("we are at question 2 of about 32")
    district.person("lena").sees_no("we are at question 2")


def test_anybody_may_ask_where_we_are(district: District) -> None:
    begun(district, district.person("ana"))
    sam = district.person("sam")
    sam.clicks("Where are we?", on="What do our data say")

    sam.sees("we are at question 1 of about 32")
    sam.sees("What is left takes 100 minutes or more.")


def test_the_minutes_are_those_of_the_questions_that_wait(district: District) -> None:
    """The script says an hour for its nineteen questions; with two goals in the plan they become thirty-two. Goals
    that are written down on the way bring more of them.
    """
    ana = district.person("ana")
    begun(district, ana)
    ana.sees("at least 32 questions · 100 minutes or more")
    finishes(district, ana, on="What do our data say")
    ana.sees_no("minutes or more")

    starts(ana, TEAMWORK, in_=CHANNEL)
    ana.sees("10 questions · about 45 minutes if all are asked")


def test_a_parked_point_and_a_follow_up_stand_in_the_thread(district: District) -> None:
    ana, lena = district.person("ana"), district.person("lena")
    thread = begun(district, ana)
    ana.clicks("Probe", on="What do our data say")
    lena.sees("Which group of students does this picture leave out?")
    ana.clicks("Park", on="What do our data say")
    ana.fills(**{"What do we keep for later?": "Bus times"})
    ana.submits()
    lena.sees("parked: Bus times")
    finishes(district, ana, on="What do our data say")

    assert "Bus times" in record_in(ana, thread)


def test_who_asks_quiet_voices_hears_whom_it_was_put_to(district: District) -> None:
    ana = district.person("ana")
    begun(district, ana)
    asks_in_private(ana, "U_SAM")
    ana.sees("I ask @U_SAM in private, in their working hours; what they answer comes into this thread.")
    district.settles()
    asks_in_private(ana, "U_SAM", "U_LENA", "U_MARIA")

    ana.sees("I ask @U_LENA and @U_MARIA in private")
    ana.sees("@U_SAM had this question from me before.")
    district.person("lena").sees_no("in their working hours")


def asks_in_private(leader: Person, *people: str) -> None:
    leader.clicks("Quiet voices", on="What do our data say")
    leader.fills(**{"Whom shall I ask?": list(people)})
    leader.submits()


def test_a_private_answer_is_changed_and_taken_back(district: District) -> None:
    ana, sam, lena = (district.person(name) for name in ("ana", "sam", "lena"))
    begun(district, ana)
    asks_in_private(ana, "U_SAM")
    sam.clicks("Answer")
    sam.fills(**{"What do you think?": "First thought.", "How do I bring it": "With my name"})
    sam.submits()
    lena.sees("@U_SAM says: First thought.")

    sam.clicks("Answer")
    sam.fills(**{"What do you think?": "Second thought.", "How do I bring it": "Without my name"})
    sam.submits()
    lena.sees("Somebody says, without their name: Second thought.")
    district.settles()
    lena.sees_no("First thought.")

    sam.clicks("Answer")
    sam.fills(**{"What do you think?": ""})
    sam.submits()
    lena.sees("An answer was taken back")


def test_a_reply_under_the_private_question_has_no_name(district: District) -> None:
    ana, sam, lena = (district.person(name) for name in ("ana", "sam", "lena"))
    begun(district, ana)
    asks_in_private(ana, "U_SAM")
    district.settles()
    asked = next(message for message in sam.messages(sam.dm()) if "hear from you too" in message.text)
    sam.says("The data are old.", in_=sam.dm(), thread=str(asked.container["ts"]))

    lena.sees("Somebody says, without their name: The data are old.")
    sam.sees("without your name")


def test_what_is_written_beside_the_private_question_stays_private(district: District) -> None:
    ana, sam, lena = (district.person(name) for name in ("ana", "sam", "lena"))
    begun(district, ana)
    asks_in_private(ana, "U_SAM")
    sam.sees("hear from you too")
    sam.says("Is anybody there?", in_=sam.dm())

    sam.sees("I have not passed that on")
    lena.sees_no("Is anybody there?")


def test_alone_in_the_messages_with_the_bot(district: District) -> None:
    ana = district.person("ana")
    ana.types("/plan coach", in_=ana.dm())
    ana.fills(**{"Which conversation?": GOALS})
    ana.submits()
    ana.sees("It is in your messages with me")
    ana.closes()
    ana.clicks("Begin")
    district.settles()
    said = ana.says("Math is low.", in_=ana.dm())
    ana.sees_reaction("eyes", to=said, in_=ana.dm())
    finishes(district, ana, on="What do our data say")

    assert any("Ana Ruiz: Math is low." in text for text in ana.reads(in_=ana.dm()))


def test_a_plan_manager_hands_over_when_the_leader_has_left(district: District) -> None:
    ana, omar, dana = (district.person(name) for name in ("ana", "omar", "dana"))
    begun(district, ana)
    district.changes("U_ANA", deleted=True)
    dana.clicks("Next", on="What do our data say")
    dana.sees("they lead this conversation")

    omar.sees("has left. Please name another leader")
    omar.clicks("Who leads", on="Everything happens")
    omar.fills(**{"Who leads it?": "U_DANA"})
    omar.submits()
    dana.sees("led by @U_DANA")
    dana.clicks("Next", on="What do our data say")
    dana.sees("What do we hope for our students?")


def test_a_co_leader_may_steer(district: District) -> None:
    ana, dana = district.person("ana"), district.person("dana")
    begun(district, ana)
    ana.clicks("Who leads", on="Everything happens")
    ana.fills(**{"Who helps to lead it?": "U_DANA"})
    ana.submits()
    dana.sees("with @U_DANA")
    dana.clicks("Next", on="What do our data say")

    dana.sees("What do we hope for our students?")


# ---------------------------------------------------------------- what stays


def test_an_action_item_gets_owner_and_date_and_is_in_the_plan(district: District) -> None:
    ana, lena = district.person("ana"), district.person("lena")
    begun(district, ana)
    ana.clicks("Action item", on="What do our data say")
    ana.fills(
        **{
            "In one or two sentences": "Bring the attendance numbers",
            "The one person": "Lena Brandt",
            "By when": "2026-12-01",
        }
    )
    ana.submits()
    lena.sees("Written down by @U_ANA: Action item A1")
    lena.opens_home()

    lena.sees("Bring the attendance numbers")
    lena.sees("Waiting for your word (1)")


def test_the_owner_of_an_item_written_in_a_conversation_is_told_once_and_asked_again_when_it_changes_hands(
    district: District,
) -> None:
    ana, lena, sam = (district.person(name) for name in ("ana", "lena", "sam"))
    begun(district, ana)
    ana.clicks("Action item", on="What do our data say")
    ana.fills(**{"In one or two sentences": "Bring the numbers", "The one person": "@lena", "By when": "2026-12-01"})
    ana.submits()
    ana.sees("Action item A1")
    district.at("2026-11-16 10:30")
    ItemTelling(district.bot.desk.turns).tick()
    district.settles()
    assert sum("An action item for you" in text for text in district.told("lena")) == 1

    ana.clicks("Change", on="Bring the numbers")
    ana.fills(**{"The one person": "Sam Oyelaran", "By when": "2026-12-04"})
    ana.submits()
    ana.sees("Sam Oyelaran")
    district.at("2026-11-16 10:40")
    ItemTelling(district.bot.desk.turns).tick()
    district.settles()

    sam.sees("An action item for you")
    lena.sees_no("Accept")
    assert "Sam Oyelaran" in district.answers("ana", "/plan item A1", in_=CHANNEL)


def test_a_role_that_two_people_hold_is_told_to_both(district: District) -> None:
    ana = district.person("ana")
    with district.bot.desk.turns.take() as turn:
        assert turn is not None
        plan = next(each for each in plans.summaries(turn.session, TEAM) if each.organization.startswith("Bethel"))
        holders = [people.person(turn.session, TEAM, f"U_{name}") for name in ("LENA", "SAM")]
        people.assign_role(turn.session, plan.id, "Data team", [each.id for each in holders if each])
    begun(district, ana)
    ana.clicks("Action item", on="What do our data say")
    ana.fills(**{"In one or two sentences": "Bring it", "The one person": "Data team", "By when": "2026-12-01"})
    ana.submits()
    ana.sees("Action item A1")
    district.at("2026-11-16 10:30")
    ItemTelling(district.bot.desk.turns).tick()
    district.settles()

    for name in ("lena", "sam"):
        district.person(name).sees("An action item for you")
    lena = district.person("lena")
    lena.clicks("Not mine", on="Bring it")
    lena.fills(reason="Sam does")
    assert lena.submits() == {}
    assert "Data team" in district.answers("ana", "/plan item A1", in_=CHANNEL)


def test_the_history_sends_the_record_and_minutes_take_the_decision(district: District) -> None:
    ana, dana = district.person("ana"), district.person("dana")
    begun(district, ana)
    ana.clicks("Decision", on="What do our data say")
    ana.fills(**{"In one or two sentences": "We look at attendance first."})
    ana.submits()
    ana.sees("Written down by")
    finishes(district, ana, on="What do our data say")

    ana.types("/plan coach history", in_=CHANNEL)
    ana.sees("finished on Mon, Nov 16, 2026")
    ana.clicks("Send me the record")
    ana.sees("is in your messages with me")
    district.settles()
    assert any("We look at attendance first." in text for text in ana.reads(in_=ana.dm()))

    district.at("2026-11-17 09:00")
    dana.types("/plan minutes", in_=CHANNEL)
    dana.sees("Decided in “Goals and measures”: Decision: We look at attendance first.")


def test_a_delivery_chain_ends_in_a_picture(district: District) -> None:
    ana, lena = district.person("ana"), district.person("lena")
    thread = begun(district, ana, "The delivery chain")
    ana.clicks("Skip", on="Who has a part in making this happen?")
    on_table(ana, CHANNEL, thread, "Who influences whom?")
    lena.says("The principal leads the coach, the coach the teachers.", in_=CHANNEL, thread=thread)
    district.settles()
    ana.clicks("Next", on="Who influences whom?")
    ana.clicks("Edit and save")
    ana.fills(**{"Who influences": "Principal", "Who is influenced": "Coach", "Strong or weak": "Weak"})
    ana.submits()
    lena.sees("Written down by @U_ANA: *Link in the chain*")
    finishes(district, ana, on="Who influences whom?")

    assert "Weak links: Principal → Coach" in record_in(lena, thread)
    lena.sees("delivery-chain-2026-11-16.png")


def test_the_status_links_a_goal_with_its_thread(district: District) -> None:
    ana = district.person("ana")
    begun(district, ana)
    for question in ("What do our data say", "What do we hope for"):
        ana.clicks("Next", on=question)
        district.settles()
    ana.clicks("Skip all of these", on="In what way is this goal")
    district.settles()
    ana.clicks("Next", on="What are the three or four goals")
    ana.clicks("Write it down")
    ana.fills(**{"In one or two sentences": "All students read for pleasure.", "What we count": "Books read"})
    ana.submits()
    ana.fills(**{"Sure?": ["Save anyway"]})
    ana.submits()
    ana.sees("It is in the plan")
    ana.types("/plan status", in_=CHANNEL)

    ana.sees("All students read for pleasure. Books read. (where we decided it)")


def test_a_school_without_a_plan_writes_it_from_the_mission_on(district: District) -> None:
    with district.bot.desk.turns.take() as turn:
        assert turn is not None
        lakeside = people.remember_organization(
            turn.session, TEAM, "Lakeside Elementary School", "school", parent="Riverbend School District"
        )
        importing.begin(turn, lakeside, "Improvement Plan", SchoolYear.named("2026-27"))
        people.set_channel(turn.session, lakeside.id, "C_GENERAL")
    omar = district.person("omar")
    omar.types("/plan coach", in_="C_GENERAL")
    omar.sees("Vision and mission")
    omar.sees("fits now:")
    omar.closes()

    thread = begun(district, omar, "Vision and mission", "C_GENERAL")
    omar.says("Every child is known here by name.", in_="C_GENERAL", thread=thread)
    district.settles()
    omar.clicks("Next", on="What future do we want")
    omar.clicks("Edit and save")
    omar.submits()
    omar.sees("It is in the plan of Lakeside Elementary School now.")
    omar.types("/plan status", in_="C_GENERAL")

    omar.sees("no action items yet")


def test_slack_says_everything_twice(district: District) -> None:
    district.troubles(duplicate_events=True)
    ana, lena = district.person("ana"), district.person("lena")
    thread = begun(district, ana)
    said = lena.says("Only once.", in_=CHANNEL, thread=thread)
    lena.sees_reaction("eyes", to=said, in_=CHANNEL)
    district.settles()
    finishes(district, ana, on="What do our data say")

    told = [text for text in lena.thread(CHANNEL, thread) if "Record: " in text]
    assert len(told) == 1
    assert told[0].split("Key points")[1].count("Only once.") == 1


def test_a_reply_that_is_faster_than_the_news_of_the_opening_is_not_lost(database_path: Path) -> None:
    with open_district(database_path, retry_delays=(0.3, 0.6, 1.0)) as district:
        ana, lena = district.person("ana"), district.person("lena")
        thread = begun(district, ana)
        opening(district, sent_ts=None)
        said = lena.says("Quick as lightning.", in_=CHANNEL, thread=thread)
        opening(district, sent_ts=thread)

        lena.sees_reaction("eyes", to=said, in_=CHANNEL)


def opening(district: District, sent_ts: str | None) -> None:
    """Let the bot know where the opening message is, or let it be in the middle of sending it."""
    state = "sent" if sent_ts else "sending"
    with district.database.write() as session:
        row = update(OutboxRow).where(OutboxRow.key == "coaching:1")
        session.execute(row.values(sent_ts=sent_ts, state=state, claimed_at=district.clock.now() + timedelta(days=1)))
        session.execute(update(ConversationRow).values(thread_ts=None))


@contextmanager
def away(district: District) -> Iterator[None]:
    """Nothing that happens meanwhile reaches the bot."""
    world = district.slack.world
    hears, world.on_event = world.on_event, lambda _event: None
    try:
        yield
    finally:
        world.on_event = hears


def test_what_was_said_while_the_bot_was_away_is_heard_when_it_is_back(district: District) -> None:
    ana, lena = district.person("ana"), district.person("lena")
    thread = begun(district, ana)
    gone = lena.says("I take this back.", in_=CHANNEL, thread=thread)
    lena.sees_reaction("eyes", to=gone, in_=CHANNEL)
    with away(district):
        lena.deletes(gone, in_=CHANNEL)
        lena.says("Said meanwhile.", in_=CHANNEL, thread=thread)
    district.bot.desk.coaching.catch_up()
    district.settles()
    finishes(district, ana, on="What do our data say")

    assert "Said meanwhile." in record_in(lena, thread)
    assert "I take this back." not in record_in(lena, thread)
