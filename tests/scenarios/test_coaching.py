"""Coaching conversations, as people live them: how they start, and what happens on the way."""

from __future__ import annotations

from tests.scenarios.district import District
from tests.support.coaching import CHANNEL, GOALS, OPENED, TEAMWORK, begun, finishes, on_table, record_in, starts


def test_what_fits_now_is_offered_first_with_its_reason(district: District) -> None:
    ana = district.person("ana")
    ana.types("/plan coach", in_=CHANNEL)

    ana.sees("For *Bethel Elementary School*")
    ana.sees("is a good fit now:")
    ana.sees("Set the direction")


def test_only_who_may_lead_starts_one(district: District) -> None:
    maria = district.person("maria")
    maria.types("/plan coach", in_=CHANNEL)

    maria.sees("Only ")


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
    district.slack.world.channel("CREYNOLDS").members.remove("UTHROUGHLINE")
    lee = district.person("lee")
    lee.uses_shortcut("coaching.start")
    lee.fills(**{"Which conversation?": GOALS, "Where?": "CREYNOLDS"})
    lee.submits()

    lee.sees("I'm not in that channel yet")


def test_the_tips_are_for_the_leader_alone(district: District) -> None:
    ana = district.person("ana")
    ana.types("/plan coach", in_=CHANNEL)
    ana.fills(**{"Which conversation?": GOALS})
    ana.submits()

    ana.sees("Three or four goals are enough")
    district.settles()
    district.person("lena").sees_no("Three or four goals are enough")


def test_two_conversations_in_one_channel_never_mix(district: District) -> None:
    ana, dana, lena = (district.person(name) for name in ("ana", "dana", "lena"))
    first = begun(district, ana)
    second = begun(district, dana, "Vision and mission")

    lena.says("About goals.", in_=CHANNEL, thread=first)
    lena.says("About the vision.", in_=CHANNEL, thread=second)
    district.settles()
    finishes(district, ana, on="What do our data tell us")
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
    finishes(district, ana, on="What do our data tell us")

    assert "Said with care." in record_in(ana, thread)
    assert "Said in anger." not in record_in(ana, thread)


def test_a_file_is_kept_as_evidence(district: District) -> None:
    ana, lena = district.person("ana"), district.person("lena")
    thread = begun(district, ana)
    lena.attaches("scores.csv", "YSxiCjEsMg==", in_=CHANNEL, text="The scores.", thread=thread)
    district.settles()
    finishes(district, ana, on="What do our data tell us")

    assert "scores.csv" in record_in(ana, thread)


def test_the_first_question_offers_no_way_back_where_nothing_comes_before(district: District) -> None:
    ana = district.person("ana")
    thread = starts(ana, TEAMWORK, in_=CHANNEL)
    ana.sees("Question 1 of")
    assert not any("Back" in text for text in ana.thread(CHANNEL, thread))
    ana.clicks("Next", on="Question 1 of")
    ana.steers("Back", on="Question 2 of")

    ana.sees("asked again")


def test_an_old_button_explains_itself(district: District) -> None:
    ana = district.person("ana")
    thread = begun(district, ana)
    old = next(message for message in ana.messages(CHANNEL) if "What do our data tell us" in message.text)
    ana.clicks("Next", on="What do our data tell us")
    district.settles()
    ana.clicks_on_copy(old, "Next")

    ana.sees("The conversation has moved on")
    on_table(ana, CHANNEL, thread, "What are our highest aspirations")


def test_who_joins_late_is_told_where_we_are(district: District) -> None:
    ana, sam = district.person("ana"), district.person("sam")
    thread = begun(district, ana)
    ana.clicks("Next", on="What do our data tell us")
    district.settles()
    sam.says("Hello! What did I miss?", in_=CHANNEL, thread=thread)

    sam.sees("we're on question 2 of at least 36")
    district.person("lena").sees_no("we're on question 2")


def test_anybody_may_ask_where_we_are(district: District) -> None:
    begun(district, district.person("ana"))
    sam = district.person("sam")
    sam.clicks("Where are we?", on=OPENED)

    sam.sees("we're on question 1 of at least 36")
    sam.sees("The rest takes 100 minutes or more.")


def test_the_minutes_are_those_of_the_questions_that_wait(district: District) -> None:
    """The script says an hour for its 22 questions; with two goals in the plan they become 36. Goals
    that are written down on the way bring more of them.
    """
    ana = district.person("ana")
    begun(district, ana)
    ana.sees("at least 36 questions · 100 minutes or more")
    finishes(district, ana, on="What do our data tell us")
    ana.sees_no("minutes or more")

    starts(ana, TEAMWORK, in_=CHANNEL)
    ana.sees("10 questions · about 45 minutes if we ask them all")


def test_a_parked_point_and_a_follow_up_stand_in_the_thread(district: District) -> None:
    ana, lena = district.person("ana"), district.person("lena")
    thread = begun(district, ana)
    ana.more("Probe", on="What do our data tell us")
    lena.sees("Which student groups are missing from this picture?")
    ana.more("Park", on="What do our data tell us")
    ana.fills(**{"What should we come back to?": "Bus times"})
    ana.submits()
    lena.sees("parked: Bus times")
    finishes(district, ana, on="What do our data tell us")

    assert "Bus times" in record_in(ana, thread)


def test_alone_in_the_messages_with_the_bot(district: District) -> None:
    ana = district.person("ana")
    ana.types("/plan coach", in_=ana.dm())
    ana.fills(**{"Which conversation?": GOALS})
    ana.submits()
    ana.sees("It's in your direct messages with me")
    ana.closes()
    ana.clicks("Begin")
    district.settles()
    reply_ts = ana.says("Math is low.", in_=ana.dm())
    ana.sees_reaction("eyes", to=reply_ts, in_=ana.dm())
    finishes(district, ana, on="What do our data tell us")

    assert any("Ana Ruiz: Math is low." in text for text in ana.reads(in_=ana.dm()))


def test_a_plan_manager_hands_over_when_the_leader_has_left(district: District) -> None:
    ana, omar, dana = (district.person(name) for name in ("ana", "omar", "dana"))
    begun(district, ana)
    district.changes("U00000ANA", deleted=True)
    dana.clicks("Next", on="What do our data tell us")
    dana.sees("they lead this conversation")

    omar.sees("has left. Please name another leader")
    omar.clicks("Who leads", on="Everything happens")
    omar.fills(**{"Who leads it?": "U0000DANA"})
    omar.submits()
    dana.sees("led by @U0000DANA")
    dana.clicks("Next", on="What do our data tell us")
    dana.sees("What are our highest aspirations for the students we serve?")


def test_when_the_leader_leaves_the_workspace_the_co_leader_leads_on(district: District) -> None:
    ana, dana, omar = (district.person(name) for name in ("ana", "dana", "omar"))
    begun(district, ana)
    ana.clicks("Who leads", on="Everything happens")
    ana.fills(**{"Who co-leads it?": "U0000DANA"})
    ana.submits()
    dana.sees("with @U0000DANA")
    district.changes("U00000ANA", deleted=True)
    district.settles()

    dana.sees("led by @U0000DANA")
    dana.sees_no("with @U0000DANA")
    omar.sees_no("Please name another leader")
    dana.clicks("Next", on="What do our data tell us")
    dana.sees("What are our highest aspirations for the students we serve?")


def test_a_co_leader_may_steer(district: District) -> None:
    ana, dana = district.person("ana"), district.person("dana")
    begun(district, ana)
    ana.clicks("Who leads", on="Everything happens")
    ana.fills(**{"Who co-leads it?": "U0000DANA"})
    ana.submits()
    dana.sees("with @U0000DANA")
    dana.clicks("Next", on="What do our data tell us")

    dana.sees("What are our highest aspirations for the students we serve?")
