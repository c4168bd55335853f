"""A dialog alone, or in a private channel: open to who leads it and who took part in it, and to no one else."""

from __future__ import annotations

import httpx
import pytest

from bot.coaching.rules import READABLE
from bot.messages.threads.pointers import DialogPointer
from bot.slack.payloads import Who
from bot.turns import CannotDoError
from storage.dialogs import coaching, root_cause
from storage.plans import places, plans
from tests.scenarios.district import TEAM, District
from tests.scenarios.test_coaching_alone import GOALS, begins_alone
from tests.support.coaching import begun
from tests.support.people import Person
from tests.support.root_cause import CAUSE, EVIDENCE, SYMPTOM, Thread

PRIVATE = "CDISTRICT"
DECISION = "We look at attendance first."
NO_CONVERSATION = "hasn't had a coaching conversation yet"
NO_DIALOG = "hasn't had a root cause dialog yet"


def decides_alone(district: District, person: Person) -> None:
    begins_alone(district, person, GOALS)
    person.more("Decision", on="What do our data tell us")
    person.fills(**{"In one or two sentences": DECISION})
    person.submits()
    person.sees("Written down by")
    person.finishes(on="What do our data tell us")
    district.settles()


def stored(district: District) -> coaching.CoachingDialog:
    with district.database.read() as session:
        (dialog,) = [each for number in range(1, 9) if (each := coaching.STORE.find(session, number))]
        return dialog


def may_read_record(district: District, user: str) -> None:
    with district.bot.turns.read(Who(team=TEAM, user=user)) as turn:
        READABLE.admit(turn, DialogPointer(stored(district).id, 0))


def test_a_conversation_alone_is_in_nobody_elses_history(district: District) -> None:
    decides_alone(district, district.person("ana"))

    assert GOALS in district.answers("ana", "/plan coach history")
    for name in ("dana", "sam", "omar"):
        assert NO_CONVERSATION in district.answers(name, "/plan coach history")


def test_a_channel_that_becomes_private_takes_its_dialogs_with_it(district: District) -> None:
    ana = district.person("ana")
    begun(district, ana)
    assert GOALS in district.answers("sam", "/plan coach history Bethel")

    admin = f"{district.slack.url}/page/api/admin/channel"
    httpx.post(admin, json={"id": "C00BETHEL", "private": True}).raise_for_status()
    ana.waits_for(lambda: stored(district).is_private or None, "a private dialog")
    assert NO_CONVERSATION in district.answers("sam", "/plan coach history Bethel")
    assert GOALS in district.answers("ana", "/plan coach history Bethel")


def test_the_record_of_a_conversation_alone_goes_to_nobody_else(district: District) -> None:
    decides_alone(district, district.person("ana"))

    with pytest.raises(CannotDoError, match="private"):
        may_read_record(district, "U0000DANA")
    may_read_record(district, "U00000ANA")


def test_minutes_have_nothing_of_a_conversation_alone(district: District) -> None:
    decides_alone(district, district.person("ana"))
    district.at("2026-11-17 09:00")
    district.person("dana").types("/plan minutes", in_="C00BETHEL")
    drafted = "\n".join(district.told("dana"))
    assert DECISION not in drafted
    assert GOALS not in drafted


def test_a_date_moved_in_a_conversation_alone_does_not_name_it(district: District) -> None:
    ana = district.person("ana")
    begins_alone(district, ana, GOALS)
    for button, due in (("Action item", "2026-12-01"), ("Change", "2026-12-04")):
        press, on = (ana.clicks, "Bring the numbers") if button == "Change" else (ana.more, "What do our data tell us")
        press(button, on=on)
        ana.fills(**{"In one or two sentences": "Bring the numbers", "Owner (one person)": "U0000LENA", "By when": due})
        ana.submits()
        district.settles()

    assert GOALS not in district.answers("dana", "/plan item A1")


def test_a_private_channels_conversation_is_open_to_who_took_part(district: District) -> None:
    dana, lee = district.person("dana"), district.person("lee")
    thread = begun(district, dana, GOALS, PRIVATE)
    with district.database.read() as session:
        bethel = next(each for each in plans.summaries(session, TEAM) if each.id == stored(district).plan_id)
    assert stored(district).is_private

    asked = f"/plan coach history {bethel.organization}"
    assert NO_CONVERSATION in district.answers("omar", asked)
    district.person("omar").says("I count it every week.", in_=PRIVATE, thread=thread)
    district.settles()
    assert GOALS in district.answers("omar", asked)
    assert GOALS in district.answers("dana", asked)
    lee.sees_no("I count it every week. Record")


def test_a_conversation_in_a_channel_everybody_can_join_stays_open(district: District) -> None:
    begun(district, district.person("ana"))

    assert not stored(district).is_private
    assert GOALS in district.answers("sam", "/plan coach history")


class PrivateThread(Thread):
    """The same dialog, which Dana leads alone in her messages with the bot."""

    def starts(self, **form: str) -> None:
        self.dana.types(f"/plan whys {SYMPTOM}", in_=self.dana.dm())
        self.dana.fills(number="31 %", source="State test", **form)
        assert self.dana.submits() == {}
        self.dana.sees("It's in your direct messages with me")
        self.dana.closes()
        self.district.settles()

    def says(self, person: Person, text: str) -> str:
        ts = person.says(text, in_=person.dm())
        self.district.settles()
        return ts


def test_a_root_cause_found_alone_is_named_to_nobody_else(district: District) -> None:
    thread = PrivateThread(district)
    thread.starts()
    thread.says(thread.dana, CAUSE)
    thread.accepts(CAUSE)
    thread.presses("Next", "Ours")
    thread.says(thread.dana, EVIDENCE)
    thread.presses("Keep as evidence", "Next", "A cause", "Mark as root")
    thread.marks_anyway()
    thread.asks_for_the_practice()
    thread.writes_the_strategy()
    thread.presses("Next")
    thread.adds_an_item()

    assert SYMPTOM in district.answers("dana", "/plan whys history")
    assert NO_DIALOG in district.answers("ana", "/plan whys history")
    with district.database.read() as session:
        (dialog,) = root_cause.STORE.every(session)
        code = max(places.codes(session, dialog.id).values(), key=len)
    assert CAUSE in district.answers("dana", f"/plan trace {code}")
    assert "found in a private conversation" in district.answers("ana", f"/plan trace {code}")
    for command in ("/plan trace", f"/plan trace {code}", f"/plan item {code}", "/plan status"):
        answer = district.answers("ana", command)
        assert CAUSE not in answer
        assert SYMPTOM not in answer


def test_managers_hear_no_title_when_who_led_a_private_conversation_leaves(district: District) -> None:
    thread = PrivateThread(district)
    thread.starts()
    begun(district, district.person("lee"), GOALS, PRIVATE)
    for leader in ("U0000DANA", "U00000LEE"):
        district.changes(leader, deleted=True)
    district.settles()

    told = "\n".join(district.told("omar"))
    assert "who led a private conversation in" in told
    assert SYMPTOM not in told
    assert GOALS not in told
