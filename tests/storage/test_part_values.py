"""A pass of questions that rewrites parts of the plan begins with what the plan says."""

from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from conversations.parts import PartKind
from plans.plan import Strategy
from storage.database import Database
from storage.models import PriorityRow
from storage.plans import part_values, places, whole_plan, written_parts
from storage.plans.places import PlanRowReference
from storage.plans.written_parts import NewPart
from tests.storage.test_coaching import STAMP
from tests.support.districts import save_district, staff

STRATEGY = {"title": "Visits", "if_we": "visit families", "then": "they join us", "practice": "4c", "lead": "Principal"}
BENCHMARK = {"text": "30 visits", "stage": "short_term", "due": "2027-02-01"}
MILESTONE = {"title": "Begun", "lead": "Counselor", "team": "Lee\nKim", "quarter": "Q3"}
MEASURE = {"indicator": "Readers", "source": "Spring test", "baseline": "50%", "targets": "60%"}
GOAL = {"text": "All read", "explanation": "In every grade"}


@pytest.fixture
def plan_id(database: Database) -> int:
    return save_district(database, staff(2))


def save(session: Session, plan_id: int, kind: PartKind, values: dict[str, str], **more: PlanRowReference) -> str:
    saved = written_parts.save(session, NewPart(plan_id=plan_id, kind=kind, values=values, stamp=STAMP, **more))  # type: ignore[arg-type]  # place and parent by name
    assert saved is not None
    return saved.code


def in_plan(session: Session, plan_id: int, key: str) -> PlanRowReference:
    place = places.find(session, plan_id, key)
    assert place is not None
    return place


def test_the_form_of_each_kind_begins_with_what_the_plan_says(database: Database, plan_id: int) -> None:
    with database.write() as session:
        goal = save(session, plan_id, PartKind.GOAL, GOAL)
        strategy = save(session, plan_id, PartKind.STRATEGY, STRATEGY)
        parent = in_plan(session, plan_id, f"strategy:{strategy}")
        save(session, plan_id, PartKind.BENCHMARK, BENCHMARK, parent=parent)
        milestone = save(session, plan_id, PartKind.MILESTONE, MILESTONE, parent=parent)

        for key, values in (
            (f"goal:{goal}", GOAL),
            (f"strategy:{strategy}", STRATEGY),
            (f"benchmark:{strategy}/1", BENCHMARK),
            (f"milestone:{milestone}", MILESTONE),
        ):
            assert part_values.values_of(session, in_plan(session, plan_id, key)) == values


def test_a_measure_is_found_by_its_key_and_changed_in_its_place(database: Database, plan_id: int) -> None:
    with database.write() as session:
        goal = in_plan(session, plan_id, f"goal:{save(session, plan_id, PartKind.GOAL, GOAL)}")
        save(session, plan_id, PartKind.MEASURE, MEASURE, parent=goal)
        ((key, measure),) = part_values.measures_of(session, goal).items()
        assert (measure.indicator, measure.targets) == ("Readers", ("60%",))
        assert places.find(session, plan_id + 1, key) is None
        place = in_plan(session, plan_id, key)
        save(session, plan_id, PartKind.MEASURE, MEASURE | {"targets": "60%\n70%"}, place=place, parent=goal)

        session.expire_all()
        assert part_values.measures_of(session, goal) == {key: replace(measure, targets=("60%", "70%"))}


def test_a_strategy_that_is_rewritten_stays_with_its_priority(database: Database, plan_id: int) -> None:
    with database.write() as session:
        strategy = save(session, plan_id, PartKind.STRATEGY, STRATEGY)
        place = in_plan(session, plan_id, f"strategy:{strategy}")
        before = session.scalars(select(PriorityRow.code).filter_by(plan_id=plan_id)).all()
        save(session, plan_id, PartKind.STRATEGY, STRATEGY | {"then": "they come"}, place=place)

        assert session.scalars(select(PriorityRow.code).filter_by(plan_id=plan_id)).all() == before
    *_others, written = whole_plan_of(database, plan_id)
    assert (written.code, written.then) == (strategy, "they come")


def whole_plan_of(database: Database, plan_id: int) -> list[Strategy]:
    with database.read() as session:
        return list(whole_plan.load(session, plan_id).strategies())
