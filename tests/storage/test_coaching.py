"""Conversations in the database: their threads, their replies, and what they write into a plan."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from conversations.coaching import start
from conversations.parts import PartKind
from conversations.script import Audience
from conversations.threads.replies import Reply, Voice
from conversations.threads.state import Asking, Visit
from plans.plan import BenchmarkKind, Plan
from storage.database import Database
from storage.delivery import claims, outbox
from storage.delivery.outbox import MessageKind, OutboxMessage
from storage.delivery.sent_messages import SentMessage
from storage.dialogs import coaching, replies, threads
from storage.dialogs.coaching import CoachingDialog
from storage.dialogs.stores import NewDialog
from storage.items.items import Stamp
from storage.models import MilestoneEventRow
from storage.plans import agreements, places, taking_back, whole_plan, written_parts
from storage.plans.places import PlanRowReference
from storage.plans.taking_back import Hindrance
from storage.plans.written_parts import NewPart, Saved
from tests.conversations.talk import script
from tests.support.districts import TEAM, save_district, staff

NOW = datetime(2026, 11, 17, 15, tzinfo=UTC)
TODAY = date(2026, 11, 17)
STAMP = Stamp(at=NOW, on=TODAY)
LATER = Stamp(at=NOW + timedelta(hours=2), on=TODAY)


@pytest.fixture
def plan_id(database: Database) -> int:
    return save_district(database, staff(2))


def begun(session: Session, plan_id: int) -> CoachingDialog:
    state, _effects = start(script(), leader="U00000ANA", audience=Audience.SCHOOL, conditions=(), items=(), at="0")
    new = NewDialog(
        organization_id=1,
        plan_id=plan_id,
        channel="C00000ONE",
        is_private=False,
        title=script().title,
        state=state,
        own_columns=coaching.script_columns(script()),
    )
    return coaching.STORE.add(session, new, at=NOW, on=TODAY)


def opened(session: Session, dialog: CoachingDialog, ts: str) -> None:
    """Its opening message was sent."""
    message = OutboxMessage(
        workspace_id=TEAM,
        key=dialog.key,
        kind=MessageKind.POST,
        channel="C00000ONE",
        payload={"text": "We begin."},
    )
    outbox.put(session, message, NOW)
    session.flush()
    (claimed,) = claims.claim(session, TEAM, NOW, limit=1)
    if ts:
        claims.mark_sent(session, claimed, SentMessage(channel="C00000ONE", ts=ts))
    session.flush()


def saved(session: Session, plan_id: int, kind: PartKind, **more: object) -> Saved:
    values = more.pop("values", {})
    actual = written_parts.save(session, NewPart(plan_id=plan_id, kind=kind, values=values, stamp=STAMP, **more))  # type: ignore[arg-type]  # fields by name
    assert actual is not None
    return actual


def the_plan(database: Database, plan_id: int) -> Plan:
    with database.read() as session:
        return whole_plan.load(session, plan_id)


# ---------------------------------------------------------------- threads


def test_a_thread_is_known_as_soon_as_the_opening_is_there(database: Database, plan_id: int) -> None:
    with database.write() as session:
        dialog = begun(session, plan_id)
        opened(session, dialog, "1700.000100")
    with database.read() as session:
        assert threads.in_thread(session, "C00000ONE", "1700.000100") == dialog.id
        assert threads.in_thread(session, "C00000TWO", "1700.000100") is None
        assert [each.thread_ts for each in threads.under_way(session)] == ["1700.000100"]


def test_while_the_opening_is_on_its_way_a_reply_may_be_to_it(database: Database, plan_id: int) -> None:
    with database.write() as session:
        dialog = begun(session, plan_id)
        assert not threads.is_arriving(session, "C00000ONE", "U00000ANA")
        opened(session, dialog, "")
        assert threads.is_arriving(session, "C00000ONE", "U00000ANA")
        assert not threads.is_arriving(session, "C00000TWO", "U00000ANA")


def test_a_conversation_comes_back_as_it_was_kept(database: Database, plan_id: int) -> None:
    with database.write() as session:
        before = begun(session, plan_id)
    with database.read() as session:
        assert coaching.STORE.find(session, before.id) == before


def test_the_day_of_the_end_is_kept_once(database: Database, plan_id: int) -> None:
    with database.write() as session:
        dialog = begun(session, plan_id)
        finished = replace(dialog.state, phase=type(dialog.state.phase).FINISHED)
        coaching.STORE.save_state(session, dialog, finished, at=NOW, on=TODAY)
        coaching.STORE.save_state(session, dialog, finished, at=NOW, on=date(2026, 12, 24))
    with database.read() as session:
        assert [each.finished_on for each in coaching.STORE.history(session, 1, reader="U0STRANGER", limit=5)] == [
            TODAY
        ]


# ---------------------------------------------------------------- replies


def test_news_of_one_message_may_come_in_any_order(database: Database, plan_id: int) -> None:
    first = Reply(ts="10.000001", person="U00000LEE", text="First")
    later = replace(first, text="Later", edited="12.000000")
    with database.write() as session:
        dialog = begun(session, plan_id)
        for news in (later, first, first):
            replies.save(session, dialog.id, news)
        assert [reply.text for reply in replies.all_of(session, dialog.id)] == ["Later"]
        replies.save(session, dialog.id, replace(first, text="", deleted=True))
        replies.save(session, dialog.id, later)
        assert [reply.deleted for reply in replies.all_of(session, dialog.id)] == [True]


def test_only_what_belongs_to_a_question_is_read_for_it(database: Database, plan_id: int) -> None:
    data, close = Visit("data"), Visit("close")
    with database.write() as session:
        dialog = begun(session, plan_id)
        askings = (*dialog.state.askings, Asking(data, "10"), Asking(close, "20"), Asking(data, "30"))
        dialog = replace(dialog, state=replace(dialog.state, askings=askings))
        for ts in ("05.000000", "11.000000", "21.000000", "31.000000"):
            replies.save(session, dialog.id, Reply(ts=ts, person="U00000LEE", text=ts))
        private = Reply(ts="25.000000", person="U00000KIM", text="private", visit="data", voice=Voice.NAMELESS)
        replies.save(session, dialog.id, private)
        actual = [reply.text for reply in replies.to_question(session, dialog, data)]
    assert actual == ["11.000000", "private", "31.000000"]


# ---------------------------------------------------------------- into the plan


def test_each_kind_of_part_finds_its_place(database: Database, plan_id: int) -> None:
    with database.write() as session:
        saved(session, plan_id, PartKind.MISSION, values={"text": "We teach."})
        goal = saved(session, plan_id, PartKind.GOAL, values={"text": "All read", "indicator": "Reading"})
        measure = {"indicator": "Reading", "baseline": "54 %", "targets": "60 %\n70 %"}
        saved(session, plan_id, PartKind.MEASURE, values=measure, parent=goal.place)
        priority = saved(session, plan_id, PartKind.PRIORITY, values={"title": "Families"})
        strategy = saved(session, plan_id, PartKind.STRATEGY, values={"title": "Visits"}, parent=priority.place)
        benchmark = {"text": "30 visits", "stage": "short_term", "due": "2027-02-01"}
        saved(session, plan_id, PartKind.BENCHMARK, values=benchmark, parent=strategy.place)
        saved(
            session,
            plan_id,
            PartKind.MILESTONE,
            values={"title": "Begun", "team": "Lee\nKim"},
            parent=strategy.place,
        )
    plan = the_plan(database, plan_id)
    (stored,) = [each for each in plan.priorities if each.title == "Families"]
    assert plan.mission == "We teach."
    assert [(each.text, each.measures[0].baseline, each.measures[0].targets) for each in plan.goals] == [
        ("All read", "54 %", ("60 %", "70 %"))
    ]
    assert (stored.code, stored.strategies[0].code, stored.strategies[0].milestones[0].code) == ("2", "2.1", "2.1.1")
    assert stored.strategies[0].benchmarks[0].kind is BenchmarkKind.SHORT_TERM
    assert stored.strategies[0].milestones[0].team == ("Lee", "Kim")


def test_a_measure_belongs_to_a_goal_or_a_strategy_and_stays_there(database: Database, plan_id: int) -> None:
    with database.write() as session:
        strategy = saved(session, plan_id, PartKind.STRATEGY, values={"title": "Visits"}).place
        measure = saved(session, plan_id, PartKind.MEASURE, values={"indicator": "Visits made"}, parent=strategy).place
        changed = {"indicator": "Visits made and discussed", "baseline": "4"}
        saved(session, plan_id, PartKind.MEASURE, values=changed, place=measure)

    *_others, written = the_plan(database, plan_id).strategies()
    assert [(each.indicator, each.baseline) for each in written.measures] == [("Visits made and discussed", "4")]


def test_a_milestone_has_its_own_date_or_its_quarters(database: Database, plan_id: int) -> None:
    with database.write() as session:
        strategy = saved(session, plan_id, PartKind.STRATEGY, values={"title": "Visits"}).place
        values = {"title": "Every team has visited", "team": "Lena\nSam", "due": "2027-02-12"}
        place = saved(session, plan_id, PartKind.MILESTONE, values=values, parent=strategy).place
        saved(session, plan_id, PartKind.MILESTONE, values=values | {"due": "2027-03-05"}, place=place)
        events = session.scalars(select(MilestoneEventRow).filter_by(milestone_id=place.row_id))
        assert [(event.kind, event.due) for event in events] == [
            ("added", date(2027, 2, 12)),
            ("due_moved", date(2027, 3, 5)),
        ]

    *_others, written = the_plan(database, plan_id).milestones()
    assert (written.team, written.due) == (("Lena", "Sam"), date(2027, 3, 5))


def test_agreements_stand_with_the_plan_from_their_day_on(database: Database, plan_id: int) -> None:
    with database.write() as session:
        strategy = saved(session, plan_id, PartKind.STRATEGY, values={"title": "Visits"}).place
        needed = {"text": "A common hour", "standing": "can_be_met"}
        place = saved(session, plan_id, PartKind.MINIMUM_CONDITION, values=needed, parent=strategy).place
        saved(session, plan_id, PartKind.MINIMUM_CONDITION, values=needed | {"standing": "in_place"}, place=place)
        change = {"text": "Fewer visits", "ground": "capacity", "reason": "Two coaches left"}
        saved(session, plan_id, PartKind.ADJUSTMENT, values=change)

        stored = agreements.recorded_by(session, plan_id, STAMP.on)
        assert [(each.code, each.text, each.standing) for each in stored] == [
            ("2.1", "A common hour", "in_place"),
            ("", "Fewer visits", ""),
        ]
        assert agreements.recorded_by(session, plan_id, STAMP.on - timedelta(days=1)) == []


def test_a_strategy_needs_no_priority_to_be_there(database: Database, plan_id: int) -> None:
    with database.write() as session:
        saved(session, plan_id, PartKind.STRATEGY, values={"title": "Visits"})
    assert [each.title for each in the_plan(database, plan_id).priorities][-1] == "Visits"


def test_a_part_that_is_saved_again_replaces_itself(database: Database, plan_id: int) -> None:
    with database.write() as session:
        first = saved(session, plan_id, PartKind.GOAL, values={"text": "All read", "indicator": "Reading"})
        again = {"text": "All read well", "indicator": "Reading tests"}
        saved(session, plan_id, PartKind.GOAL, values=again, place=first.place, measure=first.measure)
    goals = the_plan(database, plan_id).goals
    assert [(goal.code, goal.text) for goal in goals] == [("1", "All read well")]
    assert [measure.indicator for measure in goals[0].measures] == ["Reading tests"]


def test_what_hangs_on_nothing_is_not_saved(database: Database, plan_id: int) -> None:
    with database.write() as session:
        for kind in (PartKind.MILESTONE, PartKind.BENCHMARK, PartKind.MEASURE, PartKind.DECISION, PartKind.ACTOR):
            values = {"text": "x", "title": "x", "indicator": "x"}
            part = NewPart(plan_id=plan_id, kind=kind, values=values, stamp=STAMP)
            assert written_parts.save(session, part) is None


def test_a_part_knows_its_thread(database: Database, plan_id: int) -> None:
    with database.write() as session:
        dialog = begun(session, plan_id)
        threads.save_permalink(session, dialog.id, "https://slack.test/thread")
        place = saved(session, plan_id, PartKind.GOAL, values={"text": "All read"}).place
        places.save_place(session, dialog.id, "new-goal#1", place)
        assert places.place_of(session, dialog.id, "new-goal#1") == PlanRowReference("goal", place.row_id)
        assert places.goal_links(session, plan_id) == {"1": "https://slack.test/thread"}


def test_keys_of_the_plan_lead_to_its_rows(database: Database, plan_id: int) -> None:
    with database.write() as session:
        strategy = places.find(session, plan_id, "strategy:1")
        assert strategy is not None
        text = {"text": "30 visits"}
        place = saved(session, plan_id, PartKind.BENCHMARK, values=text, parent=strategy).place
        assert places.find(session, plan_id, "benchmark:1/1") == place
        assert places.find(session, plan_id, "goal:9") is None
        assert places.find(session, plan_id, "new-goal#1") is None


# ---------------------------------------------------------------- taken back


def taken_back(session: Session, place: PlanRowReference, before: dict[str, str] | None) -> Hindrance | None:
    done = taking_back.footprint(session, place, before, STAMP)
    hindrance = taking_back.hindrance(session, place, done)
    if hindrance is None:
        taking_back.take_back(session, place, done, LATER, "undone")
    return hindrance


def test_what_a_dialog_added_is_dropped_unless_something_builds_on_it(database: Database, plan_id: int) -> None:
    with database.write() as session:
        strategy = saved(session, plan_id, PartKind.STRATEGY, values={"title": "Visits"}).place
        values = {"title": "Every team has visited", "quarter": "Q3"}
        milestone = saved(session, plan_id, PartKind.MILESTONE, values=values, parent=strategy).place
        assert taken_back(session, strategy, None) is Hindrance.HAS_PARTS
        assert taken_back(session, milestone, None) is None
        assert taken_back(session, strategy, None) is None
    whole = the_plan(database, plan_id)
    assert "Visits" not in [each.title for each in whole.strategies()]

    with database.write() as session:
        again = saved(session, plan_id, PartKind.STRATEGY, values={"title": "Walks"})
    assert again.code == "3.1", "no number is given out twice"


def test_what_a_dialog_changed_returns_unless_somebody_changed_it_since(database: Database, plan_id: int) -> None:
    with database.write() as session:
        place = places.find(session, plan_id, "strategy:1")
        assert place is not None
        before = taking_back.cells_of(session, place)
        saved(session, plan_id, PartKind.STRATEGY, values={"title": "Other words"}, place=place)
        done = taking_back.footprint(session, place, before, STAMP)
        saved(session, plan_id, PartKind.STRATEGY, values={"title": "Still other words"}, place=place)
        assert taking_back.hindrance(session, place, done) is Hindrance.CHANGED

        saved(session, plan_id, PartKind.STRATEGY, values={"title": "Other words"}, place=place)
        assert taken_back(session, place, before) is None
        assert taking_back.cells_of(session, place) == before


def test_a_milestones_date_returns_as_an_event(database: Database, plan_id: int) -> None:
    with database.write() as session:
        strategy = saved(session, plan_id, PartKind.STRATEGY, values={"title": "Visits"}).place
        values = {"title": "Every team has visited", "due": "2027-02-12"}
        place = saved(session, plan_id, PartKind.MILESTONE, values=values, parent=strategy).place
        before = taking_back.cells_of(session, place)
        later = Stamp(at=NOW + timedelta(hours=1), on=TODAY)
        changed = NewPart(
            plan_id=plan_id, kind=PartKind.MILESTONE, values=values | {"due": "2027-03-05"}, place=place, stamp=later
        )
        written_parts.save(session, changed)
        done = taking_back.footprint(session, place, before, later)
        taking_back.take_back(session, place, done, LATER, "undone")
        events = session.scalars(select(MilestoneEventRow).filter_by(milestone_id=place.row_id))
        assert [(event.due, event.reason) for event in events][-1] == (date(2027, 2, 12), "undone")
