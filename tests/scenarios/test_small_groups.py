"""A value of fewer than ten students is saved and never shown, wherever values are."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import select
from typer.testing import CliRunner

from bot.__main__ import make
from conversations.documents.names import DocumentName
from storage.models import Base, ReadingRow
from tests.scenarios.district import District
from tests.support.minutes import close_check_in
from tests.support.people import Person

CHANNEL = "C00BETHEL"
LESSONS = "/plan value lessons visited in which"
UNMISTAKABLE = "37.31"
"""The value of a small group: nothing else in the district has these digits."""
FEW = "fewer than 10 students"


@pytest.fixture
def november(district: District) -> District:
    district.at("2026-11-17 10:00")
    return district


def records(person: Person, **answers: str) -> None:
    person.types(LESSONS, in_=CHANNEL)
    person.fills(**answers)
    assert person.submits() == {}


def records_a_small_group(person: Person) -> None:
    group = {"student_group": "Newcomers", "group_size": "7"}
    records(person, reading=f"{UNMISTAKABLE}%", state="Not improved", evidence="iReady", **group)


def test_it_is_said_that_a_small_group_is_not_shown(november: District) -> None:
    dana = november.person("dana")
    records(dana, reading="52%", group_size="140", taken_on="2026-11-16")
    dana.closes()
    november.later(minutes=1)
    records_a_small_group(dana)
    dana.sees(f"Reported: 52%, group of 140; Newcomers not shown: {FEW} (Tue, Nov 17)")
    dana.closes()

    assert f"Newcomers not shown: {FEW}" in november.answers("dana", "/plan status all")
    november.settles()
    november.person("ana").sees(f"Newcomers not shown: {FEW}")


def test_a_group_needs_the_number_of_its_students(november: District) -> None:
    dana = november.person("dana")
    dana.types(LESSONS, in_=CHANNEL)
    dana.fills(reading="52%", student_group="Newcomers")

    assert dana.submits() == {
        "group_size": "How many students are in this group? I need the number, because a group that's too small is "
        "never shown."
    }
    dana.fills(group_size="24")
    assert dana.submits() == {}
    dana.sees("Reported for Newcomers: 52%, 24 students")


def test_nothing_that_is_printed_or_sent_has_the_value(november: District, monkeypatch: pytest.MonkeyPatch) -> None:
    dana = november.person("dana")
    records(dana, reading="52%", group_size="140")
    dana.closes()
    records_a_small_group(dana)
    dana.closes()
    dana.types(LESSONS, in_=CHANNEL)
    printed = [*dana.reads()]
    dana.closes()
    close_check_in(dana)
    november.settles()
    for command in ("/plan status all", "/plan minutes", "/plan documents as of today"):
        printed.append(november.answers("dana", command))
        november.settles()
    for name in ("dana", "ana", "maria"):
        november.person(name).opens_home()
        printed += [*november.told(name), *november.person(name).reads()]
    printed += [str(content) for name in ("dana", "ana") for content in november.files(name, CHANNEL).values()]
    monkeypatch.setenv("DATABASE_URL", str(november.bot.turns.database.url))
    documents = [["documents", "--document", name] for name in DocumentName]
    for words in (*documents, ["status", "--json"], ["measures", "list"], ["measures", "list", "--json"]):
        printed.append(CliRunner().invoke(make(), [*words, "--plan=Bethel"]).output)

    assert all(FEW in text for text in printed[-3:])
    assert sum(FEW in text for text in printed) > len(printed[-3:]) + 1
    assert [line for text in printed for line in text.splitlines() if UNMISTAKABLE in line] == []
    assert tables_with(november, UNMISTAKABLE) == {ReadingRow.__tablename__}


def tables_with(district: District, text: str) -> set[str]:
    """The tables that hold the text: messages to send, minutes, the index of what can be searched …"""
    with district.bot.turns.read() as turn:
        return {
            table.name
            for table in Base.metadata.sorted_tables
            for row in turn.session.execute(select(table))
            if text in json.dumps(tuple(row), default=str)
        }


def test_the_check_in_keeps_the_number_it_does_not_show(november: District) -> None:
    """A form can't show the number again, so it is kept unless another one is typed."""
    ana = november.person("ana")
    ana.clicks("Here and there", on="Early evidence of change")
    ana.clicks("Add what was seen", on="Early evidence of change")
    ana.fills(reading="3 of 7 students")
    assert ana.submits() == {}
    ana.sees(f"Number: not shown: {FEW}")
    ana.clicks("Change what was seen", on="Early evidence of change")
    ana.sees(f"A number is saved, and I don't show it: {FEW}. Leave the number empty to keep it.")
    ana.sees_no("3 of 7")
    ana.fills(evidence="walks-nov.xlsx")
    assert ana.submits() == {}
    ana.clicks("Seen widely", on="Early evidence of change")
    november.settles()

    assert "3 of 7" not in november.answers("dana", "/plan status all")
    with november.bot.turns.read() as turn:
        rows = turn.session.scalars(select(ReadingRow).order_by(ReadingRow.id.desc())).all()
        assert [(row.text, row.source) for row in rows[:2]] == [("3 of 7 students", "walks-nov.xlsx")] * 2
