"""What changed below linked strategies in a month, as those who lead the other end read it with the digest.

Aldine Elementary's strategy 1.1 serves objective 1 of Ashby's plan. Barlow Middle's serves none.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.demo.district import HandClock
from bot.network.digests import DigestTick
from bot.turns import Turns
from plans.item_events import Added, Cancelled, Completed, DueMoved
from plans.plan import ActionItem, Milestone, Plan, Priority, Strategy
from storage.database import Database
from storage.items import items
from storage.models import ActionItemRow, MilestoneRow, OutboxRow, PriorityRow, StrategyRow
from storage.people import memberships, people, role_holders, sharing
from storage.people.people import Member
from storage.plans import files, milestones, objectives, plan_changes
from storage.plans.places import PlanRowReference
from tests.support import state_world
from tests.support.state_world import ASHBY, IMPORTED, LEADERS, SCHOOLS, TEAM, YEARS, SavedState, on, stamp_on

EASTERN = "America/New_York"
ALDINE, BARLOW = "Aldine Elementary", "Barlow Middle"
CURRICULUM, PRINCIPAL = "U0CURRIC", "U0ALDINE"
BELOW = """\
*Changed in linked plans since Mon, Oct 26*
• *Aldine Elementary*, strategy *1.1*, which serves your objective *1* Strong lessons: milestone *1.1.2* now due \
Fri, Jan 29 (before: Fri, Dec 18) · new milestone *1.1.3*, due Fri, Mar 5 · action items: 1 date moved, 1 added, \
1 cancelled"""
WITH_TITLES = """\
*Changed in linked plans since Mon, Oct 26*
• *Aldine Elementary*, strategy *1.1*, which serves your objective *1* Strong lessons: milestone *1.1.2* Milestone \
1.1.2 now due Fri, Jan 29 (before: Fri, Dec 18) · new milestone *1.1.3* Visits, due Fri, Mar 5 · action items: \
1 date moved, 1 added, 1 cancelled"""
ABOVE = """\
*Changed in linked plans since Mon, Oct 26*
• *Ashby County Schools*, strategy *1.1* Coaching, under objective *1* that your strategy *1.1* serves: milestone \
*1.1.1* Coaches in place taken out of the plan · action items: 1 cancelled"""
ENDING = "\nOnce a month, with the digest of Ashby County Schools, for whoever leads a linked objective or strategy."


@dataclass
class World:
    database: Database
    state: SavedState
    clock: HandClock = field(default_factory=lambda: HandClock(datetime(2026, 11, 1, tzinfo=UTC)))

    def november_digest(self) -> dict[str, str]:
        """What everybody gets on the morning after November's check-ins closed in Ashby."""
        return self.digest_at(datetime(2026, 11, 24, 9, tzinfo=ZoneInfo(EASTERN)))

    def digest_at(self, moment: datetime) -> dict[str, str]:
        """What goes out at the moment, by Slack ids."""
        self.clock.moment = moment.astimezone(UTC)
        with self.database.read() as session:
            before = len(session.scalars(select(OutboxRow.id)).all())
        DigestTick(Turns(self.database, self.clock)).tick()
        with self.database.read() as session:
            rows = session.scalars(select(OutboxRow).order_by(OutboxRow.id)).all()[before:]
            return {row.channel: row.payload["text"] for row in rows}

    def change_aldine(self) -> None:
        """Moves milestone 1.1.2 and item 11, cancels item 12, adds a milestone and an item; the rest is no change."""
        plan_id, day = self.state.plans[ALDINE], on("11-10")
        with self.database.write() as session:
            first, second = _milestones(session, plan_id)
            milestones.record(session, second.id, DueMoved(day, date(2027, 1, 29), "Later"), stamp_on(day))
            milestones.record(session, first.id, DueMoved(day, on("12-01"), "Later"), stamp_on(day))
            milestones.record(session, first.id, DueMoved(day, on("10-30"), "Back"), stamp_on(day))
            _add_milestone(session, plan_id, second.strategy_id, day)
            step = {row.code: row.id for row in session.scalars(select(ActionItemRow).filter_by(plan_id=plan_id))}
            items.record(session, step["1.1.2.11"], DueMoved(day, date(2027, 1, 15), "Later"), stamp_on(day))
            items.record(session, step["1.1.2.12"], Cancelled(day, "Not needed"), stamp_on(day))
            items.record(session, step["1.1.2.10"], DueMoved(day, on("12-01"), "Later"), stamp_on(day))
            items.record(session, step["1.1.2.10"], DueMoved(day, on("11-20"), "Back"), stamp_on(day))
            late = on("11-24")
            items.record(session, step["1.1.2.9"], DueMoved(late, on("12-18"), "After the month"), stamp_on(late))
            added = ActionItemRow(plan_id=plan_id, milestone_id=second.id, code="1.1.2.13", text="Watch a lesson")
            session.add(added)
            session.flush()
            items.record(session, added.id, Added(day, on("12-11")), stamp_on(day))

    def change_ashby(self) -> None:
        day = on("11-12")
        with self.database.write() as session:
            plan_id = self.state.plans[ASHBY]
            [milestone] = _milestones(session, plan_id)
            milestone.dropped = True
            plan_changes.record_dropped(session, milestone, stamp_on(day), "No candidates")
            [step] = session.scalars(select(ActionItemRow).filter_by(plan_id=plan_id))
            items.record(session, step.id, Cancelled(day, "No candidates"), stamp_on(day))


def _milestones(session: Session, plan_id: int) -> Sequence[MilestoneRow]:
    return session.scalars(select(MilestoneRow).filter_by(plan_id=plan_id).order_by(MilestoneRow.code)).all()


def _add_milestone(session: Session, plan_id: int, strategy_id: int, day: date) -> None:
    row = MilestoneRow(plan_id=plan_id, strategy_id=strategy_id, code="1.1.3", title="Visits")
    session.add(row)
    session.flush()
    plan_changes.record_added(session, row, stamp_on(day))
    milestones.record(session, row.id, Added(day, date(2027, 3, 5)), stamp_on(day))


def _ashbys_plan() -> Plan:
    step = ActionItem(code="1.1.1.1", text="Hire two coaches", owner="Superintendent", due=on("12-18"))
    milestone = Milestone(code="1.1.1", title="Coaches in place", due=on("12-18"), action_items=(step,))
    strategy = Strategy(code="1.1", title="Coaching", practice="2b", milestones=(milestone,))
    strong = Priority(code="1", title="Strong lessons", lead="Curriculum director", strategies=(strategy,))
    other = Priority(code="2", title="Attendance")
    return Plan(title="Plan", organization=ASHBY, school_year="2026-27", priorities=(strong, other))


@pytest.fixture
def world(database: Database) -> World:
    """The curriculum director leads Ashby's objective 1; Aldine's principal its only strategy, which serves it."""
    schools = [replace(each, marks="........xxxx") if each.name == ALDINE else each for each in SCHOOLS]
    with database.write() as session:
        state = state_world.save(session, schools)
        ashby, aldine = state.organizations[ASHBY], state.organizations[ALDINE]
        stamp = stamp_on(IMPORTED)
        saved = files.save(session, ashby, _ashbys_plan(), years=YEARS, source="plan", digest=ASHBY, stamp=stamp)
        state.plans[ASHBY] = saved.plan_id
        members = [
            Member(slack_id=CURRICULUM, name="Curt", time_zone=EASTERN),
            Member(slack_id=PRINCIPAL, name="Prue", time_zone=EASTERN),
        ]
        people.save_people(session, TEAM, members)
        director, principal = (state_world.person_id(session, each.slack_id) for each in members)
        role_holders.assign(session, saved.plan_id, "Curriculum director", [director])
        memberships.grant(session, aldine, principal, "leader")
        objective = session.scalars(select(PriorityRow).filter_by(plan_id=saved.plan_id, code="1")).one()
        strategy = session.scalars(select(StrategyRow).filter_by(plan_id=state.plans[ALDINE])).one()
        key = str(PlanRowReference(PriorityRow.__tablename__, objective.id))
        objectives.link(session, strategy, key, stamp_on(on("09-01")), "Decided")
    return World(database, state)


def test_whoever_leads_the_objective_reads_what_changed_below_the_strategies_that_serve_it(world: World) -> None:
    world.change_aldine()
    texts = world.november_digest()
    assert texts[CURRICULUM] == BELOW + ENDING
    assert set(texts) == {CURRICULUM, LEADERS[ASHBY]}
    assert "linked plans" not in texts[LEADERS[ASHBY]]


def test_with_the_leave_of_the_school_titles_stand_there_too(world: World) -> None:
    world.change_aldine()
    with world.database.write() as session:
        ashby, aldine = world.state.organizations[ASHBY], world.state.organizations[ALDINE]
        memberships.grant(session, ashby, state_world.person_id(session, CURRICULUM), "viewer")
        principal = state_world.person_id(session, PRINCIPAL)
        sharing.record(session, aldine, ashby, stamp_on(on("11-02"), principal), gives=True)
    assert world.november_digest()[CURRICULUM] == WITH_TITLES + ENDING


def test_a_leader_who_leads_it_reads_it_in_the_digest(world: World) -> None:
    world.change_aldine()
    with world.database.write() as session:
        leader = state_world.person_id(session, LEADERS[ASHBY])
        role_holders.assign(session, world.state.plans[ASHBY], "Curriculum director", [leader])
    texts = world.november_digest()
    assert set(texts) == {LEADERS[ASHBY]}
    assert texts[LEADERS[ASHBY]].startswith("Ashby County Schools: November digest")
    assert f"\n{BELOW}\nMoved, improved, falling:" in texts[LEADERS[ASHBY]]


def test_a_change_below_the_districts_strategy_reaches_whoever_leads_the_schools(world: World) -> None:
    world.change_ashby()
    texts = world.november_digest()
    assert texts[PRINCIPAL] == ABOVE + ENDING
    assert set(texts) == {PRINCIPAL, LEADERS[ASHBY]}


def test_progress_and_plans_without_a_link_are_no_change(world: World) -> None:
    with world.database.write() as session:
        step = session.scalars(select(ActionItemRow).filter_by(plan_id=world.state.plans[ALDINE], code="1.1.2.9")).one()
        items.record(session, step.id, Completed(on("11-20"), on("11-20")), stamp_on(on("11-20")))
        other = session.scalars(select(ActionItemRow).filter_by(plan_id=world.state.plans[BARLOW])).all()[-1]
        items.record(session, other.id, Cancelled(on("12-20"), "Not needed"), stamp_on(on("12-20")))
    assert set(world.november_digest()) == {LEADERS[ASHBY]}


def test_a_digest_with_nothing_else_to_say_still_tells_whoever_leads_a_linked_part(world: World) -> None:
    """October was quiet in Ashby."""
    with world.database.write() as session:
        step = session.scalars(select(ActionItemRow).filter_by(plan_id=world.state.plans[ALDINE], code="1.1.2.9")).one()
        items.record(session, step.id, DueMoved(on("10-05"), on("12-18"), "Later"), stamp_on(on("10-05")))
    texts = world.digest_at(datetime(2026, 10, 27, 9, tzinfo=ZoneInfo(EASTERN)))
    assert LEADERS[ASHBY] not in texts
    assert texts[CURRICULUM].startswith(
        "*Changed in linked plans since Mon, Sep 21*\n• *Aldine Elementary*, strategy *1.1*, which serves your "
        "objective *1* Strong lessons: action items: 1 date moved\n"
    )
