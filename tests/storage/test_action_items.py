"""Whose an action item is, what waits for whom, and support, on both databases."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from conversations.action_items import CloseOffer, ItemState, OfferKind, OfferState
from plans.item_events import Cancelled, Completed, Status, StatusReported
from plans.reminders import Reminder, ReminderPreference
from storage.database import Database
from storage.delivery import pending_notices
from storage.items import assignments, item_changes, items, left_items, offers, reminders, support_changes, supports
from storage.items.item_changes import NewItem
from storage.items.items import Stamp
from storage.items.support_changes import Help, Need, Provider
from storage.items.support_values import Support, SupportState
from storage.models import ActionItemRow, MilestoneRow, PersonRow, SupportEventRow
from storage.people import people, role_holders
from storage.plans import plans
from storage.rounds import rounds
from tests.support.districts import NEW_YORK, TEAM, save_district, staff

NOW = datetime(2026, 11, 16, 15, tzinfo=UTC)
TODAY = NOW.date()
DUE = date(2026, 11, 30)


@pytest.fixture
def plan_id(database: Database) -> int:
    return save_district(database, staff(3))


def person(session: Session, number: int) -> PersonRow:
    actual = people.person(session, TEAM, f"U{number:08d}")
    assert actual is not None
    return actual


def stamp(session: Session, number: int = 2) -> Stamp:
    return Stamp(at=NOW, on=TODAY, by=person(session, number).id)


def give(session: Session, plan_id: int, text: str = "Order", due: date | None = DUE, owner: int = 1) -> int:
    """A person's new item, requested by the second teacher."""
    new = NewItem(plan_id=plan_id, text=text, owner=person(session, owner), due=due)
    item_id = item_changes.add(session, new, stamp(session))
    offers.add(
        session,
        item_id,
        to=person(session, owner).id,
        by=person(session, 2).id,
        kind=OfferKind.ASSIGNED,
        at=NOW,
    )
    return item_id


def test_items_that_stand_alone_are_numbered_and_no_number_comes_twice(database: Database, plan_id: int) -> None:
    with database.write() as session:
        first = give(session, plan_id)
        items.record(session, first, Cancelled(recorded=TODAY, reason="Not funded"), stamp(session))
        give(session, plan_id)
        milestone = plans.milestones(session, plan_id)[0][0]
        under = item_changes.add(
            session, NewItem(plan_id=plan_id, text="X", owner=None, milestone_id=milestone), stamp(session)
        )

        assert [code for code in items.codes(session, plan_id) if code.startswith("A")] == ["A1", "A2"]
        stored = item_changes.load(session, under)
        assert stored is not None
        assert stored.code == "1.1.4"


def test_what_is_mine_late_first_then_by_date_then_ongoing(database: Database, plan_id: int) -> None:
    with database.write() as session:
        give(session, plan_id, "later", DUE)
        give(session, plan_id, "late", TODAY - timedelta(days=3))
        give(session, plan_id, "somebody else's", DUE, owner=3)
        me = person(session, 1).id

        page = assignments.items_of(session, me, TODAY, page=0, size=2)
        rest = assignments.items_of(session, me, TODAY, page=1, size=2)
    assert [duty.text for duty in [*page.lines, *rest.lines]] == ["late", "later", "Step 1.1.1"]
    assert (page.total, page.behind) == (3, 1)


def test_owner_by_person_counts_before_the_role(database: Database, plan_id: int) -> None:
    with database.write() as session:
        item = items.find(session, plan_id, "1.1.1")
        item_changes.assign_to(session, item.id, person(session, 3), stamp=stamp(session))
        session.flush()
        session.expire_all()
        stored = item_changes.load(session, item.id, for_change=True)

        assert stored is not None
        assert stored.item.owners == {person(session, 3).id}
        assert assignments.items_of(session, person(session, 1).id, TODAY, page=0, size=9).total == 0


def test_what_waits_for_whom(database: Database, plan_id: int) -> None:
    with database.write() as session:
        give(session, plan_id)
        taker, asker = person(session, 1).id, person(session, 2).id
        waiting = offers.waiting_for(session, taker)
        assert [(offer.by, offer.state) for offer in waiting] == [("Teacher 0002", OfferState.WAITING)]

        suggested = OfferState.DATE_SUGGESTED
        offers.close(session, CloseOffer(offer=waiting[0].id, state=suggested, reason="Why", suggested_due=DUE))
        session.expire_all()
        assert offers.waiting_for(session, taker) == []
        assert [offer.suggested_due for offer in offers.waiting_for(session, asker)] == [DUE]
        asked = assignments.assigned_to_others(session, asker, TODAY, page=0, size=5)
    assert [(line.item.code, line.offer, line.reason) for line in asked.lines] == [("A1", suggested, "Why")]


def test_told_once(database: Database, plan_id: int) -> None:
    with database.write() as session:
        give(session, plan_id)
        give(session, plan_id)
        waiting = pending_notices.everybody(session)
        assert [(each.first, each.last) for each in waiting] == [(NOW, NOW)]
        pending_notices.mark_notified(session, waiting[0], "offers:1")
        assert pending_notices.everybody(session) == []
        assert [offer.code for offer in offers.in_message(session, "offers:1")] == ["A1", "A2"]
        later = give(session, plan_id)
        assert offers.messages_about(session, later) == []


def test_the_state_follows_what_was_said_and_done(database: Database, plan_id: int) -> None:
    states: list[ItemState] = []
    with database.write() as session:
        item_id = give(session, plan_id)
        for event in (
            StatusReported(recorded=TODAY, status=Status.BEHIND, cause="Late"),
            Completed(recorded=TODAY, completed_on=TODAY),
            Cancelled(recorded=TODAY, reason="No"),
        ):
            items.record(session, item_id, event, stamp(session))
            session.expire_all()
            stored = item_changes.load(session, item_id)
            assert stored is not None
            states.append(stored.item.state)
    assert states == [ItemState.BEHIND, ItemState.DONE, ItemState.CANCELLED]


def test_milestones_are_led_by_whoever_stands_behind_their_lead(database: Database, plan_id: int) -> None:
    with database.write() as session:
        milestone = plans.milestones(session, plan_id)[0][0]
        me = person(session, 1).id
        assert assignments.led_by(session, me, TODAY, page=0, size=5).total == 0
        assert not assignments.leads(session, me, milestone)
        assert assignments.behind_in(session, milestone, TODAY) == ("1.1", [])
        assert list(left_items.left_by(session, me)) != []


def test_support_is_judged_two_rounds_after_it_was_given(database: Database, plan_id: int) -> None:
    with database.write() as session:
        asker, giver = person(session, 1).id, person(session, 2).id
        support = request(session, plan_id, asker, giver)
        given = Help(provided="Half a day", provided_on=TODAY, source="School")
        support_changes.provide(session, support, given, stamp(session))
        due: list[list[int]] = []
        for months, period in enumerate(("2026-12", "2027-01"), start=1):
            opened = NOW + timedelta(days=30 * months)
            rounds.open_round(session, plan_id, period, opened_at=opened, closes_at=opened + timedelta(days=7))
            due.append(supports.rating_due(session))
        support_changes.mark_rating_asked(session, support.id)

        assert due == [[], [support.id]]
        assert supports.rating_due(session) == []
        assert [each.state for each in supports.of_person(session, asker)] == [SupportState.PROVIDED]
        assert [each.provided for each in supports.in_plan(session, plan_id)] == ["Half a day"]


def request(session: Session, plan_id: int, asker_id: int, provider_id: int) -> Support:
    need = Need(plan_id=plan_id, item_id=None, asker_id=asker_id, needed="Time", answer_key="1:item:2")
    support = support_changes.request(session, need, stamp(session))
    support_changes.ask(session, support, Provider(person_id=provider_id), stamp(session))
    asked = supports.get(session, support.id)
    assert asked is not None
    return asked


def test_each_step_of_a_request_stays_and_its_row_has_the_newest(database: Database, plan_id: int) -> None:
    with database.write() as session:
        asker, giver, other = (person(session, number).id for number in (1, 2, 3))
        support = request(session, plan_id, asker, giver)
        support_changes.reword(session, support, "More time", DUE, stamp(session))
        support_changes.decline(session, support, "No money", stamp(session))
        reworded = supports.of_answer(session, "1:item:2")
        assert reworded is not None
        support_changes.ask(session, reworded, Provider(person_id=other), stamp(session))
        again = supports.get(session, support.id)
        assert again is not None
        support_changes.offer(session, again, DUE, stamp(session))
        newest = supports.get(session, support.id)

        assert newest is not None
        assert (newest.state, newest.needed, newest.provider_id) == (SupportState.OFFERED, "More time", other)
        events = session.scalars(select(SupportEventRow).order_by(SupportEventRow.id)).all()
        assert [(each.kind, each.words, each.provider_id) for each in events] == [
            ("asked", "Time", giver),
            ("asked", "More time", giver),
            ("declined", "No money", giver),
            ("asked", "More time", other),
            ("offered", "", other),
        ]


def test_a_reminder_is_marked_once_for_each_date(database: Database, plan_id: int) -> None:
    with database.write() as session:
        give(session, plan_id)
        reminders.save_preference(session, person(session, 1).id, ReminderPreference.LIGHT)
        session.expire_all()
        actual = reminders.due_between(session, NEW_YORK, DUE, DUE)
        expected = [(each, Reminder.TODAY) for each in actual]

        assert [(each.code, each.preference, each.last_report) for each in actual] == [
            ("A1", ReminderPreference.LIGHT, TODAY)
        ]
        assert reminders.time_zones(session) == [NEW_YORK]
        assert reminders.mark(session, expected, DUE) == expected
        assert reminders.mark(session, expected, DUE) == []


def test_leads_know_of_others_late_items_each_once(database: Database, plan_id: int) -> None:
    with database.write() as session:
        lead, owner = person(session, 3), person(session, 1)
        session.execute(update(MilestoneRow).values(lead="Lead"))
        role_holders.assign(session, plan_id, "Lead", [lead.id, owner.id])
        session.execute(update(ActionItemRow).where(ActionItemRow.code == "1.1.1").values(due=DUE, ongoing=False))

        actual = reminders.led_between(session, NEW_YORK, DUE, DUE)
        assert [(due.code, due.owner, due.person_id, due.led) for due in actual] == [
            ("1.1.1", "Teacher 0001", lead.id, True)
        ]
        assert reminders.led_between(session, NEW_YORK, DUE + timedelta(days=1), DUE + timedelta(days=2)) == []
