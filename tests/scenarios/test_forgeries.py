"""What a form carries comes back from outside. Forged, it reaches nothing that the sender could not reach anyway."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from storage.dialogs import replies
from storage.models import DialogReplyRow, OutboxRow
from tests.scenarios.district import District
from tests.scenarios.test_coaching_private import asks_in_private
from tests.scenarios.test_minutes import answered, drafted
from tests.scenarios.test_undelivered import ELSEWHERE, archive, join_bot
from tests.support.coaching import CHANNEL, GOALS, begun
from tests.support.minutes import publish
from tests.support.people import Person
from tests.support.root_cause import Thread

__all__ = ["answered", "drafted"]

PRIVATE = "CDISTRICT"
"""A channel that the bot is in and Ana is not."""


def forges(district: District, person: Person, forge: Callable[[str], str]) -> None:
    """Change what the form on top of this person's screen carries."""
    body = district.slack.world.state.stacks[person.user][-1].body
    body["private_metadata"] = forge(body["private_metadata"])


def reply_at(district: District, ts: str) -> tuple[str, str]:
    with district.database.read() as session:
        rows = session.query(DialogReplyRow).filter_by(ts=ts).all()
        return rows[0].person, replies.find(session, rows[0].dialog_id, ts).text  # type: ignore[union-attr]


# ---------------------------------------------------------------- someone else's reply


def test_a_private_answer_in_coaching_overwrites_nobody_elses_reply(district: District) -> None:
    ana, sam, lena = (district.person(name) for name in ("ana", "sam", "lena"))
    thread = begun(district, ana)
    ts = lena.says("Reading went up.", in_=CHANNEL, thread=thread)
    lena.sees_reaction("eyes", to=ts, in_=CHANNEL)
    asks_in_private(ana, "U00000SAM")
    sam.clicks("Answer")
    forges(district, sam, lambda metadata: f"{metadata.partition('|')[0]}|{ts}")
    sam.fills(**{"What do you think?": "Forged.", "How should I share it": "With my name"})
    sam.submits()
    district.settles()

    assert reply_at(district, ts) == ("U0000LENA", "Reading went up.")


def test_a_private_answer_in_a_root_cause_dialog_overwrites_nobody_elses_reply(district: District) -> None:
    thread, sam = Thread(district), district.person("sam")
    sam.opens_home()
    thread.starts()
    thread.finds_a_root()
    ts = thread.ana.says("Nobody asked us.", in_=CHANNEL, thread=thread.ts)
    district.settles()
    thread.fills_in("Ask everyone …", people=["U00000SAM", "U0000DANA", "U00000ANA"])
    sam.clicks("Answer …")
    forges(district, sam, lambda metadata: f"{metadata.partition(':')[0]}:{ts}")
    sam.fills(answer="Forged.")
    sam.submits()
    district.settles()

    assert reply_at(district, ts) == ("U00000ANA", "Nobody asked us.")


# ---------------------------------------------------------------- someone else's message


def message_of_ana(district: District) -> tuple[str, str, str]:
    """Where a message of the bot's to Ana stands, and what it says."""
    message = next(each for each in district.person("ana").messages() if "1.1.3.2" in each.text)
    return str(message.container["channel"]), str(message.container["ts"]), message.text


def text_at(district: District, channel: str, ts: str) -> str:
    person = district.person("ana")
    return next(each.text for each in person.messages(channel) if each.container["ts"] == ts)


@pytest.mark.parametrize("button", ["Edit 1", "Participants and dates"])
def test_a_form_of_the_minutes_replaces_no_other_message(drafted: District, button: str) -> None:
    channel, ts, text = message_of_ana(drafted)
    dana = drafted.person("dana")
    dana.clicks(button)
    forges(drafted, dana, lambda metadata: "|".join([*metadata.split("|")[:4], channel, ts]))
    dana.submits()
    drafted.settles()

    assert text_at(drafted, channel, ts) == text


def test_the_form_for_another_channel_replaces_no_other_message(drafted: District) -> None:
    channel, ts, _text = message_of_ana(drafted)
    archive(drafted)
    join_bot(drafted, ELSEWHERE)
    dana = drafted.person("dana")
    publish(dana)
    drafted.settles()
    dana.clicks("Choose a channel")
    forges(drafted, dana, lambda metadata: f"{metadata.partition('|')[0]}|{channel}|{ts}")
    dana.fills(channel=ELSEWHERE)
    dana.submits()
    drafted.settles()

    assert "On its way to" not in text_at(drafted, channel, ts)


@pytest.mark.parametrize("place", ["a person", "a DM", "a channel"])
def test_what_could_not_be_posted_moves_only_to_where_its_sender_is(drafted: District, place: str) -> None:
    archive(drafted)
    dana = drafted.person("dana")
    publish(dana)
    drafted.settles()
    channel = "U0000LENA" if place == "a person" else drafted.person("lena").dm()
    if place == "a channel":
        channel = PRIVATE
        join_bot(drafted, PRIVATE)
        drafted.slack.world.state.channels[PRIVATE].members.remove("U0000DANA")
    dana.clicks("Choose a channel")
    dana.fills(channel=channel)

    assert set(dana.submits()) == {"channel"}
    drafted.settles()
    assert not any("published the November 2026 minutes" in text for text in drafted.told("lena"))


# ---------------------------------------------------------------- a dialog where one has no business


def openings(district: District, channels: set[str]) -> list[str]:
    with district.database.read() as session:
        rows = session.query(OutboxRow).filter(OutboxRow.channel.in_(channels)).all()
        return [row.key for row in rows if row.key.startswith(("coaching:", "root_cause:"))]


def foreign_place(district: District, place: str) -> str:
    if place == "a channel":
        join_bot(district, PRIVATE)
        assert "U00000ANA" not in district.slack.world.state.channels[PRIVATE].members
        return PRIVATE
    return "U0000LENA" if place == "a person" else district.person("lena").dm()


@pytest.mark.parametrize("place", ["a person", "a DM", "a channel"])
def test_a_conversation_starts_only_where_its_starter_is(district: District, place: str) -> None:
    channel, ana = foreign_place(district, place), district.person("ana")
    ana.types("/plan coach", in_=CHANNEL)
    ana.fills(**{"Which conversation?": GOALS})
    forges(district, ana, lambda metadata: f"{metadata.partition('|')[0]}|{channel}")
    ana.submits()
    district.settles()

    assert openings(district, {channel}) == []


@pytest.mark.parametrize("place", ["a person", "a DM", "a channel"])
def test_a_root_cause_dialog_starts_only_where_its_starter_is(district: District, place: str) -> None:
    channel, ana = foreign_place(district, place), district.person("ana")
    ana.types("/plan whys Grade 7 students do poorly in math", in_=CHANNEL)
    ana.fills(number="31 %", source="State test")
    forges(district, ana, lambda metadata: f"{metadata.partition('|')[0]}|{channel}")
    ana.submits()
    district.settles()

    assert openings(district, {channel}) == []


# ---------------------------------------------------------------- a value that no form of ours carries


@pytest.mark.parametrize("forged", ["", "nonsense", "1|2|3|4|5|6", "99999999999|1|accomplishments|0"])
def test_a_form_that_carries_something_else_gives_the_typed_text_back(drafted: District, forged: str) -> None:
    dana = drafted.person("dana")
    dana.clicks("Edit 1")
    forges(drafted, dana, lambda _: forged)
    dana.fills(added="Six teachers now teach from the new units.")
    dana.submits()

    dana.sees("This form is out of date")
    dana.sees("Six teachers now teach from the new units.")
