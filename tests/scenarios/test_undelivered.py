"""Undeliverable messages are reported to their requester, who can choose another channel."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from storage.models import MembershipRow
from tests.scenarios.district import District
from tests.scenarios.test_minutes import MARKDOWN, WORD, answered, drafted
from tests.support.coaching import CHANNEL, GOALS, begun
from tests.support.minutes import publish
from tests.support.people import Person
from tests.support.root_cause import SYMPTOM

__all__ = ["answered", "drafted"]

ELSEWHERE = "C0GENERAL"


def archive(district: District, channel: str = CHANNEL) -> None:
    district.slack.world.state.channels[channel].archived = True


def remove_bot(district: District, channel: str = CHANNEL) -> None:
    world = district.slack.world
    world.state.channels[channel].members.remove(world.bot)


def join_bot(district: District, channel: str) -> None:
    members = district.slack.world.state.channels[channel].members
    members += [district.slack.world.bot] if district.slack.world.bot not in members else []


REASONS = {
    "archived": "the channel is archived",
    "removed": "I'm not a member of the channel",
    "restricted_action_read_only_channel": "only some people may post there",
    "msg_too_long": "it's too long for one Slack message",
}


@pytest.mark.parametrize("trouble", REASONS)
def test_minutes_that_cannot_be_posted_are_a_draft_again_and_their_publisher_reads_why(
    drafted: District, trouble: str
) -> None:
    if trouble == "archived":
        archive(drafted)
    elif trouble == "removed":
        remove_bot(drafted)
    else:
        drafted.troubles(refusals={f"chat.postMessage {CHANNEL}": trouble})
    dana = drafted.person("dana")
    publish(dana)
    drafted.settles()

    dana.sees("The November 2026 minutes of Bethel Elementary School weren't published.")
    dana.sees(REASONS[trouble])
    dana.sees_no("Published on Tue, Nov 17")
    dana.sees("Edit 1")


def test_minutes_go_to_another_channel_instead(drafted: District) -> None:
    archive(drafted)
    join_bot(drafted, ELSEWHERE)
    dana = drafted.person("dana")
    publish(dana)
    drafted.settles()
    dana.clicks("Choose a channel")
    dana.fills(channel=ELSEWHERE)
    assert dana.submits() == {}
    drafted.settles()

    assert any("published the November 2026 minutes" in text for text in dana.reads(in_=ELSEWHERE))
    assert {WORD, MARKDOWN} <= set(drafted.files("dana", ELSEWHERE))
    dana.sees("Published on Tue, Nov 17 by Dana Whitfield.")
    dana.sees("On its way to")
    dana.sees_no("Edit 1")


def test_minutes_that_were_edited_after_they_came_back_are_published_as_they_are_now(drafted: District) -> None:
    archive(drafted)
    dana = drafted.person("dana")
    publish(dana)
    drafted.settles()
    dana.clicks("Edit 6")
    dana.fills(**{"added:questions": "What do the pairs need from us?"})
    assert dana.submits() == {}
    drafted.slack.world.state.channels[CHANNEL].archived = False
    publish(dana, on="What do the pairs need from us?")
    drafted.settles()

    assert "What do the pairs need from us?" in drafted.files("dana", CHANNEL)[MARKDOWN].decode()
    dana.sees("Published on Tue, Nov 17 by Dana Whitfield.")


def test_who_may_no_longer_write_the_minutes_publishes_them_nowhere_else(drafted: District) -> None:
    archive(drafted)
    join_bot(drafted, ELSEWHERE)
    dana = drafted.person("dana")
    publish(dana)
    drafted.settles()
    with drafted.database.write() as session:
        session.query(MembershipRow).delete()
    dana.clicks("Choose a channel")

    dana.sees("can do that. If you should be one, ask a plan manager.")


def test_a_second_failure_comes_back_too(drafted: District) -> None:
    archive(drafted)
    archive(drafted, ELSEWHERE)
    dana = drafted.person("dana")
    publish(dana)
    drafted.settles()
    dana.clicks("Choose a channel")
    dana.fills(channel=ELSEWHERE)
    assert dana.submits() == {}
    drafted.settles()

    answer = [text for text in drafted.told("dana") if "weren't published" in text]
    assert len(answer) == 1  # the first one says by now where it went
    assert ELSEWHERE in answer[0]
    dana.sees("Edit 1")


def test_a_shared_status_goes_to_another_channel_with_its_picture(district: District) -> None:
    join_bot(district, ELSEWHERE)
    dana = district.person("dana")
    dana.types("/plan status", in_=CHANNEL)
    dana.sees("Share here")
    remove_bot(district)
    dana.clicks("Share here")
    district.settles()
    answer = [text for text in district.told("dana") if "I couldn't post this" in text]
    assert len(answer) == 1
    assert "I'm not a member of the channel" in answer[0]
    dana.clicks("Choose a channel")
    dana.fills(channel=ELSEWHERE)
    assert dana.submits() == {}
    district.settles()

    assert any("Completed:" in text for text in dana.reads(in_=ELSEWHERE))
    assert len(district.files("dana", ELSEWHERE)) == 1


def test_a_conversation_in_a_channel_that_became_read_only_tells_its_leader(district: District) -> None:
    ana = district.person("ana")
    begun(district, ana)
    district.troubles(refusals={f"chat.postMessage {CHANNEL}": "restricted_action_read_only_channel"})
    ana.clicks("Next")
    district.settles()

    answer = [text for text in district.told("ana") if "I couldn't post this" in text]
    assert len(answer) == 1
    assert "only some people may post there" in answer[0]


def starts_coaching(coach: Person) -> None:
    coach.types("/plan coach", in_=CHANNEL)
    coach.fills(**{"Which conversation?": GOALS})
    assert coach.submits() == {}


def starts_root_cause(coach: Person) -> None:
    coach.types(f"/plan whys {SYMPTOM}", in_=CHANNEL)
    coach.fills(number="31 %", source="State test")
    assert coach.submits() == {}


@pytest.mark.parametrize(
    ("start", "title"), [(starts_coaching, GOALS), (starts_root_cause, SYMPTOM)], ids=["coach", "whys"]
)
def test_a_dialog_that_cannot_be_opened_in_a_channel_takes_place_in_another(
    district: District, start: Callable[[Person], None], title: str
) -> None:
    join_bot(district, ELSEWHERE)
    district.troubles(refusals={f"chat.postMessage {CHANNEL}": "restricted_action_read_only_channel"})
    dana = district.person("dana")
    for _time in range(2):  # the other one stays where it is
        start(dana)
        dana.closes()
        district.settles()
    answer = [text for text in district.told("dana") if "I couldn't post this" in text]
    assert len(answer) == 2
    assert "only some people may post there" in answer[0]
    dana.clicks("Choose a channel")
    dana.fills(channel=ELSEWHERE)
    assert dana.submits() == {}
    district.settles()

    [opening] = [each for each in dana.messages(ELSEWHERE) if title in each.text and "Where are we?" in each.text]
    thread = str(opening.container["ts"])
    assert len(dana.thread(ELSEWHERE, thread)) > 1
    dana.clicks("Where are we?", on=title)
    dana.sees("the root cause of this" if title == SYMPTOM else "we haven't started yet")


def test_a_reply_for_one_persons_eyes_that_cannot_be_shown_comes_as_a_direct_message(district: District) -> None:
    begun(district, district.person("ana"))
    district.troubles(refusals={f"chat.postEphemeral {CHANNEL}": "user_not_in_channel"})
    district.person("sam").clicks("Where are we?", on=GOALS)

    direct = district.told("sam")
    assert any("question 1" in text and GOALS in text for text in direct)
