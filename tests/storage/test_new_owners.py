"""Who has only just come to own action items, on both databases."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from conversations.action_items import CloseOffer, ItemChangeKind, OfferKind, OfferState, RecordChange
from storage.database import Database
from storage.items import item_changes, new_owners, offers
from storage.items.item_changes import NewItem
from storage.items.items import Stamp
from storage.people import people
from tests.storage.test_action_items import NOW, TODAY, person
from tests.support.districts import MANAGER, TEAM, save_district, staff

SINCE = NOW - timedelta(days=14)
BEFORE = SINCE - timedelta(days=1)


@pytest.fixture
def plan_id(database: Database) -> int:
    """Three teachers own items by their roles since September; the manager owns nothing."""
    return save_district(database, staff(3))


def manager(session: Session) -> int:
    actual = people.person(session, TEAM, MANAGER)
    assert actual is not None
    return actual.id


def given(session: Session, plan_id: int, to: str, at: datetime) -> int:
    owner = people.person(session, TEAM, to)
    assert owner is not None
    by = person(session, 2).id
    item_id = item_changes.add(
        session, NewItem(plan_id=plan_id, text="Order", owner=owner), Stamp(at=at, on=TODAY, by=by)
    )
    return offers.add(session, item_id, to=owner.id, by=by, kind=OfferKind.ASSIGNED, at=at)


def test_a_first_item_makes_a_new_owner_and_one_more_does_not(database: Database, plan_id: int) -> None:
    with database.write() as session:
        assert new_owners.since(session, plan_id, SINCE) == set()
        given(session, plan_id, "U00000001", NOW)
        assert new_owners.since(session, plan_id, SINCE) == set()
        given(session, plan_id, MANAGER, NOW)
        assert new_owners.since(session, plan_id, SINCE) == {manager(session)}
        given(session, plan_id, MANAGER, BEFORE)
        assert new_owners.since(session, plan_id, SINCE) == set()


def test_what_was_given_back_is_nobodys(database: Database, plan_id: int) -> None:
    with database.write() as session:
        offer = given(session, plan_id, MANAGER, NOW)
        item_changes.assign_to(session, 4, None, stamp=Stamp(at=NOW, on=TODAY))
        offers.close(session, CloseOffer(offer=offer, state=OfferState.DECLINED, reason="Not mine"))

        assert new_owners.since(session, plan_id, SINCE) == set()


@pytest.mark.parametrize(("at", "is_new"), [(NOW, True), (BEFORE, False)])
def test_a_hand_over_counts_from_the_day_it_is_accepted(
    database: Database, plan_id: int, at: datetime, *, is_new: bool
) -> None:
    with database.write() as session:
        taker, giver = person(session, 1), person(session, 2)
        offer = offers.add(session, 2, to=taker.id, by=giver.id, kind=OfferKind.HANDOVER, at=BEFORE - timedelta(days=1))
        assert new_owners.since(session, plan_id, SINCE) == set()
        offers.close(session, CloseOffer(offer=offer, state=OfferState.ACCEPTED))
        item_changes.assign_to(session, 2, taker, stamp=Stamp(at=NOW, on=TODAY))
        item_changes.add_note(session, 2, RecordChange(change=ItemChangeKind.ACCEPTED), by=taker.id, at=at)

        assert (taker.id in new_owners.since(session, plan_id, SINCE)) is is_new


def test_a_plan_that_has_just_come_in_has_new_owners(database: Database, plan_id: int) -> None:
    with database.read() as session:
        everybody = {person(session, number).id for number in (1, 2, 3)}
        assert new_owners.since(session, plan_id, NOW - timedelta(days=120)) == everybody
