"""A file or link in reply to a check-in is the evidence of what it was asked about."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from storage.models import TopicExhibitRow
from tests.scenarios.district import District
from tests.scenarios.test_coaching_troubles import away

FILE = "d2Fsa3M="
ITEM = "1.1.3.2"


@pytest.fixture
def opened(district: District) -> District:
    district.at("2026-11-17 10:00")
    return district


def thread_of_check_in(district: District, name: str) -> str:
    person = district.person(name)
    messages = person.messages(person.dm())
    return str(next(each for each in messages if "November 2026 check-in" in each.text).container["ts"])


def posts(district: District, name: str, file: str, text: str = "", *, in_thread: bool = True) -> str:
    person = district.person(name)
    thread = thread_of_check_in(district, name) if in_thread else None
    ts = person.attaches(file, FILE, in_=person.dm(), text=text, thread=thread)
    district.settles()
    return ts


def check_in_of(district: District, name: str) -> str:
    return next(each for each in district.told(name) if "November 2026 check-in" in each)


def test_a_file_in_the_thread_of_a_check_in_about_one_thing_is_its_evidence(opened: District) -> None:
    ana = opened.person("ana")
    ts = posts(opened, "ana", "pairs.xlsx", "Six pairs so far.")

    ana.sees_reaction("eyes", to=ts, in_=ana.dm())
    assert "Evidence posted: pairs.xlsx" in check_in_of(opened, "ana")
    item = opened.answers("dana", f"/plan item {ITEM}")
    assert "Evidence posted: pairs.xlsx: Six pairs so far." in item
    ana.clicks("Done", on=ITEM)
    opened.settles()
    opened.answers("dana", "/plan minutes")
    assert "Evidence: pairs.xlsx" in opened.told("dana")[-1]


def test_the_evidence_of_what_is_on_track_or_behind_stands_in_the_minutes_too(opened: District) -> None:
    posts(opened, "ana", "pairs.xlsx")
    opened.answers("dana", "/plan minutes")

    assert "Evidence posted: pairs.xlsx" in opened.told("dana")[-1]


def test_a_file_about_one_of_several_things_is_asked_about_once_in_private(opened: District) -> None:
    dana = opened.person("dana")
    ts = posts(opened, "dana", "agenda.pdf")
    dana.sees("Which of these is agenda.pdf evidence of?")
    assert "Evidence posted" not in check_in_of(opened, "dana")
    opened.restarts()
    dana.selects("2.1.1.3", on="Which of these is agenda.pdf evidence of?")
    opened.settles()

    dana.sees("Saved as evidence of 2.1.1.3")
    dana.sees_reaction("eyes", to=ts, in_=dana.dm())
    assert "Evidence posted: agenda.pdf" in check_in_of(opened, "dana")


def test_a_file_in_a_direct_message_is_evidence_too_and_a_deleted_one_is_none(opened: District) -> None:
    ana = opened.person("ana")
    ts = posts(opened, "ana", "pairs.xlsx", in_thread=False)
    ana.selects(ITEM, on="Which of these is pairs.xlsx evidence of?")
    assert "Evidence posted: pairs.xlsx" in check_in_of(opened, "ana")
    ana.deletes(ts, in_=ana.dm())
    opened.settles()

    assert "Evidence posted" not in check_in_of(opened, "ana")


def test_a_file_posted_while_the_bot_was_away_is_evidence_when_it_is_back(opened: District) -> None:
    ana, dana = opened.person("ana"), opened.person("dana")
    threads = {name: thread_of_check_in(opened, name) for name in ("ana", "dana")}
    with away(opened):
        ana.attaches("pairs.xlsx", FILE, in_=ana.dm(), thread=threads["ana"])
        dana.attaches("agenda.pdf", FILE, in_=dana.dm(), thread=threads["dana"])
    assert "Evidence posted" not in check_in_of(opened, "ana")
    for _again in range(2):
        after: list[int] = [0]
        while after:
            opened.bot.missed_replies.read(after.pop(), after.append)
    opened.settles()

    assert "Evidence posted: pairs.xlsx" in check_in_of(opened, "ana")
    asked = [each for each in opened.told("dana") if "Which of these is agenda.pdf evidence of?" in each]
    assert len(asked) == 1
    with opened.database.read() as session:
        names = session.scalars(select(TopicExhibitRow.name).order_by(TopicExhibitRow.name)).all()
    assert names == ["agenda.pdf", "pairs.xlsx"]


def test_a_link_counts_and_an_edited_message_shows_what_it_says_now(opened: District) -> None:
    ana = opened.person("ana")
    thread = thread_of_check_in(opened, "ana")
    ts = ana.says("See <https://example.org/a|the tally>", in_=ana.dm(), thread=thread)
    opened.settles()
    ana.edits(ts, "See <https://example.org/b|the new tally>", in_=ana.dm())
    opened.settles()
    ana.says("Thanks!", in_=ana.dm(), thread=thread)

    assert "Evidence posted: the new tally" in check_in_of(opened, "ana")
    with opened.database.read() as session:
        assert session.scalars(select(TopicExhibitRow.name).filter_by(withdrawn=False)).all() == ["the new tally"]
