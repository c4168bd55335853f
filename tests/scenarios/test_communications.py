"""What needs to be communicated: planned from the start, done as an action item, and printed."""

from __future__ import annotations

from datetime import date

from bot.documents import kinds
from bot.documents.communications import desk as communications_desk
from bot.documents.formats.text import text
from bot.slack.payloads import Who
from conversations.documents.names import DocumentName
from plans.item_progress import Day
from storage.plans import plans
from tests.scenarios.district import District
from tests.scenarios.test_quarry_hill import CHANNEL, finishes
from tests.support.people import Person

LIST = (
    "Done: 0 of 2.",
    "*What needs to be communicated?* New bell schedule\n*To whom?* School Board\n"
    "*By When?* Fri, Sep 25 · *How?* Presentation · *By whom?* Principal\n1.1.2.1 · Not done yet",
    "*What needs to be communicated?* Fall unit check results\n*To whom?* School Faculty, Parents and PTA\n"
    "*What do we want them to know?* Which skills students have\n"
    "*How do we hope they use this information?* Families practice one skill a week\n"
    "*By When?* Mon, Nov 30 · *How?* Email to relevant audience and grade-level meetings · *By whom?* Data Coach\n"
    "A1 · Not done yet",
)
DOCUMENT = """\
# Communication Organizer: Quarry Hill Middle School, 2026-27

District: Larkmoor School District

Quarry Hill Middle School Improvement Plan

As of Wed, Nov 25

## Communications

Done: 1 of 2.

| What needs to be communicated? (Finding or Message) | To whom? (Audience) \
| Why? (What do we want them to know?) | Why? (How do we hope they use this information?) \
| By When? (Deadline) | How? (Communication Tools/Venues) | By whom? (Person Responsible) |
|---|---|---|---|---|---|---|
| New bell schedule | School Board | Not yet filled in | Not yet filled in \
| Fri, Sep 25 | Presentation | Principal |
| Fall unit check results | School Faculty · Parents · PTA | Which skills students have \
| Families practice one skill a week | Mon, Nov 30 · Done Tue, Nov 24 \
| Email to relevant audience · grade-level meetings | Data Coach |
"""
SIGNED = (
    "*Who needs to hear about this?* Implementation Data is signed. Communications planned so far: 2, done: 0.\n"
    "1.1.2.1 New bell schedule, to School Board, by Fri, Sep 25\n"
    "A1 Fall unit check results, to School Faculty, Parents and PTA, by Mon, Nov 30"
)


def plan_two(school: District) -> Person:
    """One with an action item of its own, one that an action item of the plan covers already."""
    principal = school.person("principal")
    school.at("2026-08-24 10:00")
    answer = school.answers("principal", "/plan communications", in_=CHANNEL)
    assert "Nothing is planned yet. Start with who needs to know about the plan itself." in answer
    principal.clicks("Add a communication …")
    principal.fills(
        message="Fall unit check results",
        audiences=["School Faculty", "Parents", "Other"],
        other_audience="PTA",
        know="Which skills students have",
        use="Families practice one skill a week",
        due="2026-11-30",
        venues=["Email to relevant audience", "Other"],
        other_venue="grade-level meetings",
        owner="U0000DATA",
    )
    assert principal.submits() == {}
    principal.sees("Saved as action item *A1*: Communicate to School Faculty, Parents and PTA: Fall unit check results")
    principal.closes()
    principal.clicks("Add a communication …")
    principal.fills(message="New bell schedule", audiences=["School Board"], venues=["Presentation"], number="1.1.2.1")
    assert principal.submits() == {}
    principal.sees("Saved. Action item *1.1.2.1* covers it")
    principal.closes()
    school.settles()
    return principal


def test_what_is_planned_is_an_action_item_and_done_there_is_done_here(school: District) -> None:
    plan_two(school)
    answer = school.answers("principal", "/plan communications", in_=CHANNEL)
    for part in LIST:
        assert part in answer
    assert answer.index("1.1.2.1") < answer.index("A1 ·")
    data = school.person("data")
    data.opens_home()
    data.sees("Communicate to School Faculty, Parents and PTA: Fall unit check results")

    school.at("2026-11-24 15:00")
    finishes(data, "Communicate to", completed_on="2026-11-24", evidence="sent")
    answer = school.answers("principal", "/plan communications", in_=CHANNEL)

    assert "Done: 1 of 2." in answer
    assert "A1 · Done Tue, Nov 24" in answer


def test_the_organizer_reads_as_written_by_hand_and_the_same_later(school: District) -> None:
    plan_two(school)
    school.at("2026-11-24 15:00")
    finishes(school.person("data"), "Communicate to", completed_on="2026-11-24", evidence="sent")
    school.at("2026-11-25 10:00")

    assert document(school) == DOCUMENT
    school.at("2026-12-08 10:00")
    finishes(school.person("principal"), "1.1.2.1", completed_on="2026-12-08", evidence="slides")
    assert document(school) == DOCUMENT


def document(school: District) -> str:
    with school.bot.turns.read(Who(team="TLARKMOOR", user="UPRINCIPAL")) as turn:
        (plan,) = plans.summaries(turn.session, "TLARKMOOR")
        return text(kinds.make(turn.session, DocumentName.COMMUNICATIONS, plan, Day(date(2026, 11, 25))))


def test_a_signed_report_asks_who_needs_to_hear(school: District) -> None:
    plan_two(school)
    with school.bot.turns.read(Who(team="TLARKMOOR", user="UPRINCIPAL")) as turn:
        (plan,) = plans.summaries(turn.session, "TLARKMOOR")
        offered = communications_desk.who_needs_to_hear(turn, plan, "Implementation Data")

    assert offered.text == SIGNED


def test_what_is_missing_is_named_beside_its_field(school: District) -> None:
    principal = school.person("principal")
    school.at("2026-08-24 10:00")
    school.answers("principal", "/plan communications", in_=CHANNEL)
    principal.clicks("Add a communication …")
    principal.fills(message="Results", venues=["Other"], other_audience="PTA")

    assert principal.submits() == {
        "audiences": "Tick at least one audience.",
        "other_audience": "Tick Other too, or leave this empty.",
        "other_venue": "You ticked Other. Say which.",
        "due": "Choose a day, or name the action item that covers it.",
        "owner": "Choose one person, or name the action item that covers it.",
    }
    principal.fills(number="9.9", due="2026-11-30", owner="U0000DATA")
    assert principal.submits()["number"] == 'Quarry Hill Middle School has no action item "9.9".'
    principal.fills(number="1.1.2.1")
    errors = principal.submits()
    assert errors["due"] == errors["owner"] == "Leave this empty: 1.1.2.1 has its own. Change it there."
