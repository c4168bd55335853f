"""What schools would tell other schools: the newest words count, and who may find them."""

import pytest
from sqlalchemy import select

from plans.advice import FoundBy, Surroundings, may_find
from plans.item_progress import Day
from storage.database import Database
from storage.items.items import Stamp
from storage.models import AdviceRow, MilestoneRow, PersonRow, StrategyRow
from storage.network import evidence
from storage.plans import advice
from storage.plans.advice import NewAdvice
from storage.plans.places import PlanRowReference
from tests.support import larkmoor
from tests.support.larkmoor import ALDER_STREET, FENN_ROAD, TEAM
from tests.support.quarry_hill import on


@pytest.fixture
def stamp(database: Database) -> Stamp:
    with database.write() as session:
        larkmoor.save(session)
        lead = session.scalars(select(PersonRow.id).filter_by(slack_id="ULEAD")).one()
    return Stamp(at=larkmoor.stamp_on(on("12-18")).at, on=on("12-18"), by=lead)


def place_in(database: Database, school: str, code: str) -> tuple[int, PlanRowReference]:
    """The plan and the milestone of the school's strategy with this code."""
    with database.read() as session:
        strategy = larkmoor.strategy_of(session, school, code)
        row_id = session.scalars(select(MilestoneRow.id).filter_by(strategy_id=strategy.id)).first()
        return strategy.plan_id, PlanRowReference(MilestoneRow.__tablename__, row_id or 0)


def test_the_newest_words_count_and_every_row_stays(database: Database, stamp: Stamp) -> None:
    plan_id, place = place_in(database, ALDER_STREET, "2.1")
    with database.write() as session:
        first = advice.add(session, NewAdvice(plan_id=plan_id, place=place, words="A", found_by=FoundBy.STATE), stamp)
        advice.release(session, first, stamp)
        second = advice.add(session, NewAdvice(plan_id=plan_id, place=place, words="B", found_by=FoundBy.STATE), stamp)

        (newest,) = advice.of_workspace(session, TEAM)
        assert (newest.id, newest.words, newest.practices, newest.standing) == (second, "B", ("3b",), "")
        assert advice.get(session, first) is None
        assert advice.of_place(session, place) == newest
        assert not newest.is_findable
        advice.release(session, second, stamp)
        assert advice.of_workspace(session, TEAM)[0].is_findable
        advice.withdraw(session, second, stamp)
        assert not advice.of_workspace(session, TEAM)[0].is_findable
        assert len(session.scalars(select(AdviceRow)).all()) == 2


def test_words_about_a_strategy_have_its_practices(database: Database, stamp: Stamp) -> None:
    with database.write() as session:
        strategy = larkmoor.strategy_of(session, FENN_ROAD, "2.1")
        place = PlanRowReference(StrategyRow.__tablename__, strategy.id)
        new = NewAdvice(plan_id=strategy.plan_id, place=place, words="C", found_by=FoundBy.NOBODY)
        advice.release(session, advice.add(session, new, stamp), stamp)
        (newest,) = advice.of_workspace(session, TEAM)

    assert (newest.place, newest.code, newest.practices, newest.organization) == (place, "2.1", ("4c",), FENN_ROAD)
    assert not newest.is_findable


def test_evidence_is_that_of_the_network_table(database: Database, stamp: Stamp) -> None:
    alder_street, _ = place_in(database, ALDER_STREET, "2.1")
    fenn_road, _ = place_in(database, FENN_ROAD, "1.1")
    with database.read() as session:
        counted = evidence.of_plans(session, [alder_street, fenn_road], Day(stamp.on), "3b")

    shares = {
        plan_id: [
            (share.part, share.whole)
            for share in (counts.milestones_complete, counts.evidence_seen, counts.measures_at_target)
        ]
        for plan_id, counts in counted.items()
    }
    assert shares == {alder_street: [(0, 1), (0, 1), (1, 1)], fenn_road: [(0, 1), (0, 1), (0, 1)]}


HERE = Surroundings(frozenset({2}), frozenset({1}))


@pytest.mark.parametrize(
    ("found_by", "reader", "finds"),
    [
        (FoundBy.DISTRICT, Surroundings(frozenset({2}), frozenset({1})), True),
        (FoundBy.DISTRICT, Surroundings(frozenset({3}), frozenset({1})), False),
        (FoundBy.STATE, Surroundings(frozenset({3}), frozenset({1})), True),
        (FoundBy.STATE, Surroundings(frozenset({4}), frozenset({9})), False),
        (FoundBy.DISTRICT, Surroundings(frozenset(), frozenset({1})), False),
        (FoundBy.NOBODY, HERE, False),
    ],
)
def test_who_finds_what_a_school_would_tell(found_by: FoundBy, reader: Surroundings, finds: bool) -> None:
    assert may_find(found_by, HERE, reader) is finds
