"""What is read from the database for the facts of a coaching question."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from conversations.coaching import start
from conversations.parts import PartKind
from conversations.script import Audience
from conversations.threads.state import DialogPhase, Visit, WrittenPart
from plans.plan import BenchmarkKind
from storage.database import Database
from storage.dialogs import coaching
from storage.dialogs.coaching import CoachingDialog
from storage.dialogs.stores import NewDialog
from storage.items import progress
from storage.models import ActionItemRow, BenchmarkRow, MilestoneRow, StrategyRow
from storage.plans import fact_scopes, whole_plan, written_parts
from storage.plans.places import PlanRowReference
from tests.conversations.talk import script
from tests.storage.test_coaching import NOW, TODAY, saved
from tests.support.districts import save_district, staff

DECISION = WrittenPart("close#1", PartKind.DECISION, {"text": "Meet on Fridays"}, Visit("close"), "ana")


@pytest.fixture
def plan_id(database: Database) -> int:
    return save_district(database, staff(2))


def begun(session: Session, plan_id: int, *, channel: str = "C00000ONE", is_private: bool = False) -> CoachingDialog:
    state, _effects = start(script(), leader="U00000ANA", audience=Audience.SCHOOL, conditions=(), items=(), at="0")
    new = NewDialog(
        organization_id=1,
        plan_id=plan_id,
        channel=channel,
        is_private=is_private,
        title=script().title,
        state=state,
        own_columns=coaching.script_columns(script()),
    )
    return coaching.STORE.add(session, new, at=NOW, on=TODAY)


def decides(session: Session, dialog: CoachingDialog) -> None:
    state = replace(dialog.state, parts=(DECISION,), phase=DialogPhase.FINISHED)
    coaching.STORE.save_state(session, dialog, state, at=NOW, on=TODAY)


def test_the_last_time_is_the_newest_earlier_conversation_that_came_to_something(
    database: Database, plan_id: int
) -> None:
    with database.write() as session:
        first = begun(session, plan_id)
        assert coaching.last_held(session, first) is None
        decides(session, first)
        begun(session, plan_id)
        third = begun(session, plan_id)

        past = coaching.last_held(session, third)
        assert past is not None
        assert past.id == first.id
        assert past.state.parts == (DECISION,)


def test_a_private_last_time_is_read_in_the_same_private_place_only(database: Database, plan_id: int) -> None:
    with database.write() as session:
        private = begun(session, plan_id, channel="G00000ONE", is_private=True)
        decides(session, private)

        assert coaching.last_held(session, begun(session, plan_id)) is None
        assert coaching.last_held(session, begun(session, plan_id, channel="G00000TWO", is_private=True)) is None
        same_place = begun(session, plan_id, channel="G00000ONE", is_private=True)
        past = coaching.last_held(session, same_place)
        assert past is not None
        assert past.id == private.id


def test_a_strategy_has_its_milestones_and_action_items_and_no_others(database: Database, plan_id: int) -> None:
    with database.read() as session:
        strategies = session.query(StrategyRow.id, StrategyRow.code).filter_by(plan_id=plan_id).all()
        for row_id, code in strategies:
            place = PlanRowReference(StrategyRow.__tablename__, row_id)
            milestones = session.query(MilestoneRow.code).filter_by(strategy_id=row_id)
            items = session.query(ActionItemRow.code).join(MilestoneRow).filter_by(strategy_id=row_id)
            expected = {row.code for row in [*milestones, *items]}
            assert fact_scopes.code_of(session, place) == code
            assert fact_scopes.codes_under(session, place) == expected
            assert expected


def test_completed_items_are_those_of_the_day_the_newest_first(database: Database, plan_id: int) -> None:
    with database.read() as session:
        assert progress.completed_items(session, plan_id, date(2026, 1, 1)) == []
        days = [row.completed_on for row in progress.completed_items(session, plan_id, date(2027, 7, 1))]
    assert days == sorted(days, reverse=True)


def test_what_a_later_file_dropped_is_in_no_pass(database: Database, plan_id: int) -> None:
    with database.write() as session:
        strategy = session.query(StrategyRow.id).filter_by(plan_id=plan_id).first()
        assert strategy is not None
        parent = PlanRowReference(StrategyRow.__tablename__, strategy.id)
        values = {"text": "Teams meet", "stage": BenchmarkKind.EARLY_EVIDENCE}
        place = saved(session, plan_id, PartKind.BENCHMARK, values=values, parent=parent).place
        assert _benchmarks(session, plan_id) == ["Teams meet"]
        session.execute(update(BenchmarkRow).where(BenchmarkRow.id == place.row_id).values(dropped=True))
        session.expire_all()
        assert _benchmarks(session, plan_id) == []


def _benchmarks(session: Session, plan_id: int) -> list[str]:
    strategies = whole_plan.load(session, plan_id).strategies()
    return [benchmark.text for strategy in strategies for benchmark in strategy.benchmarks]


def test_direction_strategies_and_needs_are_read_without_the_rest_of_the_plan(database: Database, plan_id: int) -> None:
    with database.write() as session:
        saved(session, plan_id, PartKind.VISION, values={"text": "All thrive"})
        saved(session, plan_id, PartKind.STRENGTH, values={"text": "Stable staff", "evidence": ""})
        session.expire_all()
        assert whole_plan.direction(session, plan_id)["vision"] == "All thrive"
        assert written_parts.swot_factors(session, plan_id) == [("strength", "Stable staff")]
        assert [each.code for each in whole_plan.strategies(session, plan_id)]
