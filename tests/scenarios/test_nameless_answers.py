"""Answers without a name: no one can tell whose they are, least of all someone with the database."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from storage.models import Base, DialogReplyRow
from tests.scenarios.district import District
from tests.scenarios.test_coaching_private import asks_in_private
from tests.support.coaching import CHANNEL, begun, finishes
from tests.support.people import Person
from tests.support.root_cause import Thread

DATA = "What do our data tell us"
ASKED = {"sam": "U00000SAM", "lena": "U0000LENA", "maria": "U000MARIA", "daniel": "U00DANIEL"}
TEXTS = {"sam": "The data are old.", "lena": "Nobody reads them.", "maria": "We fear the numbers."}


def answers_in_form(person: Person, text: str, voice: str = "Without my name") -> None:
    person.clicks("Answer", on="hear from you too")
    person.fills(**{"What do you think?": text, "How should I share it": voice})
    assert person.submits() == {}


def answers_by_reply(district: District, person: Person, text: str) -> str:
    district.settles()
    question = next(message for message in person.messages(person.dm()) if "hear from you too" in message.text)
    return person.says(text, in_=person.dm(), thread=str(question.container["ts"]))


def every_row(district: District) -> dict[str, list[dict[str, Any]]]:
    with district.database.read() as session:
        return {
            table.name: [dict(row._mapping) for row in session.execute(select(table))]
            for table in Base.metadata.sorted_tables
        }


def test_with_the_whole_database_nobody_can_tell_who_said_what(district: District) -> None:
    ana = district.person("ana")
    begun(district, ana)
    asks_in_private(ana, *ASKED.values())
    sam, lena, maria = (district.person(name) for name in TEXTS)
    dms = {name: district.person(name).dm() for name in ASKED}
    answers_in_form(sam, "First thought.", "With my name")
    answers_in_form(sam, TEXTS["sam"])
    lenas = answers_by_reply(district, lena, TEXTS["lena"])
    answers_in_form(maria, TEXTS["maria"])
    for text in TEXTS.values():
        ana.sees(text)
    district.settles()
    finishes(district, ana, on=DATA)

    tables = every_row(district)
    assert tables["private_answer"] == []
    for rows in tables.values():
        for row in rows:
            content = repr(row)
            if any(text in content for text in TEXTS.values()):
                assert not any(sign in content for sign in (*ASKED.values(), *dms.values(), lenas)), row
            assert lenas not in content, row
    for name, rows in tables.items():
        counts = [sum(user in repr(row) or dms[who] in repr(row) for row in rows) for who, user in ASKED.items()]
        assert len(set(counts)) == 1, (name, counts)


def test_they_are_shown_and_stored_in_an_order_that_follows_nothing(district: District) -> None:
    ana = district.person("ana")
    begun(district, ana)
    asks_in_private(ana, *ASKED.values())
    for name, text in TEXTS.items():
        answers_in_form(district.person(name), text)
        ana.sees(text)
    with district.database.read() as session:
        keyed = session.execute(
            select(DialogReplyRow.ts, DialogReplyRow.text).where(DialogReplyRow.voice == "nameless")
        ).all()
    in_key_order = [text for _ts, text in sorted(keyed, key=lambda row: row[0])]

    def in_thread() -> list[str] | None:
        shown = next((each.text for each in ana.messages(CHANNEL) if "without their name" in each.text), "")
        return sorted(TEXTS.values(), key=shown.index) if all(text in shown for text in TEXTS.values()) else None

    assert ana.waits_for(in_thread, "one message with all of them") == in_key_order
    assert all(ts.startswith("0.") for ts, _text in keyed)


def test_too_few_people_hide_nobody_and_the_form_says_so(district: District) -> None:
    ana, sam = district.person("ana"), district.person("sam")
    begun(district, ana)
    asks_in_private(ana, ASKED["sam"], ASKED["lena"])
    sam.sees("I bring replies in with your name")
    sam.clicks("Answer", on="hear from you too")
    sam.sees("I'm asking only 2 people this")
    sam.sees_no("Without my name")
    sam.fills(**{"What do you think?": "It is fine."})
    assert sam.submits() == {}
    ana.sees("@U00000SAM says: It is fine.")
    answers_by_reply(district, district.person("lena"), "For me too.")
    ana.sees("@U0000LENA says: For me too.")


def test_too_few_people_hide_nobody_in_a_root_cause_dialog_either(district: District) -> None:
    thread = Thread(district)
    thread.starts()
    thread.finds_a_root()
    thread.fills_in("Ask everyone …", people=["U00000ANA", "U00000SAM"])
    thread.dana.sees("I'll ask @U00000ANA and @U00000SAM in private, during their working hours.")
    thread.ana.sees_no("Only you see whom I ask")
    sam = district.person("sam")
    sam.sees("I bring replies in with your name. I'm asking only 2 people this.")
    sam.clicks("Answer", on="elephant in the room")
    sam.sees_no("Without my name")
    sam.fills(**{"elephant in the room": "Nobody visits the new ones."})
    assert sam.submits() == {}
    thread.ana.sees("@U00000SAM says: Nobody visits the new ones.")


def test_people_are_told_how_many_were_asked(district: District) -> None:
    ana = district.person("ana")
    begun(district, ana)
    asks_in_private(ana, *ASKED.values())
    district.person("sam").sees("I'm asking 4 people this, and only whoever leads this knows whom.")


def test_what_is_withdrawn_is_in_no_row_any_more(district: District) -> None:
    ana, lena = district.person("ana"), district.person("lena")
    begun(district, ana)
    asks_in_private(ana, *ASKED.values())
    ts = answers_by_reply(district, lena, TEXTS["lena"])
    ana.sees(TEXTS["lena"])
    lena.edits(ts, "Few read them.", in_=lena.dm())
    ana.sees("Few read them.")
    lena.deletes(ts, in_=lena.dm())
    ana.sees("An answer was withdrawn")
    district.settles()

    content = repr(every_row(district))
    assert TEXTS["lena"] not in content
    assert "Few read them." not in content


def test_a_closed_question_is_answered_by_nobody(district: District) -> None:
    ana, sam = district.person("ana"), district.person("sam")
    begun(district, ana)
    asks_in_private(ana, *ASKED.values())
    answers_in_form(sam, TEXTS["sam"])
    ana.sees(TEXTS["sam"])
    district.settles()
    finishes(district, ana, on=DATA)
    sam.clicks("Answer", on="hear from you too")
    sam.sees("That question is closed")


def test_a_closed_vote_tells_nobody_who_voted_how(district: District) -> None:
    thread = Thread(district)
    thread.starts()
    thread.finds_a_root()
    thread.presses("Next")
    voters = ["U0000DANA", "U00000ANA", "U00000SAM"]
    thread.fills_in("Ask everyone …", people=voters)
    for name in ("ana", "sam"):
        district.person(name).clicks("I agree")
        district.person(name).sees("Saved: I agree")
    district.settles()
    thread.presses("Next")

    tables = every_row(district)
    assert '"ballots":[{"person":"","view":"agree"' in repr(tables["dialog"])
    assert "Saved: I agree" not in repr(tables["outbox"])
    assert "vote.agree" not in repr(tables["dedup_key"])
