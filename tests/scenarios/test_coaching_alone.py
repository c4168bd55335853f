"""Coaching conversations alone, in the messages with the bot: more than one at a time."""

from __future__ import annotations

from tests.scenarios.district import District
from tests.support.people import Person

UNCLEAR = "I can't tell which one that's for"
GOALS = "Goals and measures"
VISION = "Vision and mission"
CHAIN = "The delivery chain"


def begins_alone(district: District, person: Person, title: str) -> str:
    """The ts of its thread."""
    person.types("/plan coach", in_=person.dm())
    person.fills(**{"Which conversation?": title})
    person.submits()
    person.sees("It's in your direct messages with me")
    person.closes()
    district.settles()
    position = person.messages(person.dm())
    opening = next(each for each in position if title in each.text and "Everything happens in the thread" in each.text)
    person.clicks("Begin", on="a checklist for")
    district.settles()
    return str(opening.container["ts"])


def times_told(person: Person) -> int:
    return sum(UNCLEAR in text for text in person.reads(in_=person.dm()))


def test_what_is_typed_beside_two_dialogs_is_answered_with_their_names(district: District) -> None:
    ana = district.person("ana")
    begins_alone(district, ana, GOALS)
    second = begins_alone(district, ana, VISION)
    ana.says("Math is low.", in_=ana.dm())

    ana.sees(f"{UNCLEAR}, and I didn't save it. Please reply in the thread of one of them:")
    ana.sees(f"• {VISION}\n• {GOALS}")

    in_thread = ana.says("We want each child to read.", in_=ana.dm(), thread=second)
    ana.sees_reaction("eyes", to=in_thread, in_=ana.dm())
    ana.says("And what about math?", in_=ana.dm())
    district.settles()
    assert times_told(ana) == 1

    begins_alone(district, ana, CHAIN)
    ana.says("Is this one clear?", in_=ana.dm())
    ana.sees(f"• {CHAIN}\n• {VISION}\n• {GOALS}")


def test_what_is_typed_beside_the_only_one_left_belongs_to_it(district: District) -> None:
    ana = district.person("ana")
    begins_alone(district, ana, GOALS)
    begins_alone(district, ana, VISION)
    ana.finishes(on="Question 1 of")
    district.settles()
    reply_ts = ana.says("Math is low.", in_=ana.dm())

    ana.sees_reaction("eyes", to=reply_ts, in_=ana.dm())
    assert times_told(ana) == 0
