"""A reply seems to name a student: its author alone is asked, and what they take out is gone from all that is kept."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from storage.models import AllowedNameRow, Base, DebriefNoteRow, DialogReplyRow
from tests.scenarios.district import District
from tests.scenarios.test_agendas import BETHEL, drafted, thread_of_agenda
from tests.scenarios.test_coaching_private import asks_in_private
from tests.scenarios.test_debrief import draft, met
from tests.scenarios.test_nameless_answers import DATA, answers_by_reply, every_row
from tests.support.coaching import CHANNEL, begun, finishes

__all__ = ["drafted", "met"]

NAMED = "Maya Lopez's IEP meeting was moved twice."
WITHOUT = "A student's IEP meeting was moved twice."
NOTE = "Only you can see this. “Maya Lopez” may be a student's name."
TAKEN_OUT = "It's out of what I keep: where it stood, people read “a student” now."


def rows_with(district: District, words: str) -> list[str]:
    """The tables with rows that have these words."""
    with district.database.read() as session:
        return [
            table.name
            for table in Base.metadata.sorted_tables
            for row in session.execute(select(table))
            if words in repr(row)
        ]


def notes(district: District, name: str, place: str = CHANNEL) -> int:
    district.settles()
    return sum("may be a student's name" in text for text in district.person(name).reads(in_=place))


def test_an_author_takes_a_name_out_of_a_reply(district: District) -> None:
    ana, sam = district.person("ana"), district.person("sam")
    thread = begun(district, ana)
    ts = sam.says(NAMED, in_=CHANNEL, thread=thread)
    sam.sees(NOTE)
    district.settles()
    assert notes(district, "ana") == 0

    sam.clicks("Take it out", on="Maya Lopez")
    sam.sees(TAKEN_OUT)
    district.settles()
    with district.database.read() as session:
        assert session.scalars(select(DialogReplyRow.text).filter_by(ts=ts)).one() == WITHOUT
    assert rows_with(district, "Maya Lopez") == []

    sam.edits(ts, "The IEP meeting was moved three times.", in_=CHANNEL)
    district.settles()
    with district.database.read() as session:
        assert session.scalars(select(DialogReplyRow.text).filter_by(ts=ts)).one().endswith("three times.")


def test_nobody_is_asked_twice_in_a_thread_nor_about_an_allowed_name(district: District) -> None:
    ana, sam = district.person("ana"), district.person("sam")
    thread = begun(district, ana)
    sam.says(NAMED, in_=CHANNEL, thread=thread)
    sam.says("Maya Lopez was suspended, and Maya Lopez's mom called.", in_=CHANNEL, thread=thread)
    assert notes(district, "sam") == 1
    sam.says("I talked to nobody.", in_=CHANNEL, thread=thread)
    sam.says("Maya Lopez's IEP stands in a message of mine.", in_=CHANNEL)
    assert notes(district, "sam") == 1

    sam.clicks("It's not a student", on="Maya Lopez")
    sam.sees("I won't ask anyone about “Maya Lopez” again.")
    ana.says(NAMED, in_=CHANNEL, thread=thread)
    assert notes(district, "ana") == 0
    with district.database.read() as session:
        assert session.scalars(select(AllowedNameRow.name)).all() == ["Maya Lopez"]


def test_an_answer_without_a_name_stays_without_one(district: District) -> None:
    ana, lena = district.person("ana"), district.person("lena")
    begun(district, ana)
    asks_in_private(ana, "U00000SAM", "U0000LENA", "U000MARIA", "U00DANIEL")
    answers_by_reply(district, lena, NAMED)
    ana.sees(NAMED)
    lena.sees("“Maya Lopez” may be a student's name.")
    assert "It's not a student" not in "\n".join(lena.reads(in_=lena.dm()))
    lena.clicks("Take it out", on="Maya Lopez")
    lena.sees(TAKEN_OUT)
    ana.sees(WITHOUT)
    district.settles()
    ana.sees_no(NAMED)
    assert rows_with(district, "Maya Lopez") == []

    finishes(district, ana, on=DATA)
    district.settles()
    tables = every_row(district)
    assert not [row for row in tables["outbox"] if ":student:" in row["key"]]
    assert not [row for row in tables["dedup_key"] if "student.take_out" in row["key"]]
    assert not [row for row in tables["audit_record"] if "student" in row["action"]]


def test_a_note_for_the_debrief_and_the_draft_that_quotes_it(met: District) -> None:
    ana, thread = met.person("ana"), thread_of_agenda(met)
    ana.says(f"Takeaway: {NAMED}", in_=BETHEL, thread=thread)
    ana.sees(NOTE)
    assert NAMED in draft(met)
    dana = met.person("dana")
    dana.clicks("Publish", on="December 2026")
    dana.sees("Before you publish: these may be students' names or ID numbers.\n• “Maya Lopez” in *")
    dana.closes()

    ana.clicks("Take it out", on="Maya Lopez")
    ana.sees(TAKEN_OUT)
    text = draft(met)
    assert WITHOUT in text
    assert "Maya Lopez" not in text
    assert rows_with(met, "Maya Lopez") == []
    with met.database.read() as session:
        assert session.scalars(select(DebriefNoteRow.text)).all() == [WITHOUT]


@pytest.mark.parametrize("text", ["The students moved twice.", "Maria Okafor met a student, Ana Ruiz."])
def test_nothing_is_said_about_others(district: District, text: str) -> None:
    ana, sam = district.person("ana"), district.person("sam")
    thread = begun(district, ana)
    sam.says(text, in_=CHANNEL, thread=thread)
    assert notes(district, "sam") == 0
