"""A change in a school's plan is told to whoever leads the objective it serves, and the reverse; each once."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from bot.network.linked_changes import LinkedChangeTick
from plans.objectives import OWN
from storage.models import OrganizationRow, PersonRow, PlanRow, PriorityRow, StrategyRow
from storage.people import sharing
from storage.plans import objectives, plan_changes
from storage.plans.places import PlanRowReference
from tests.scenarios.district import District
from tests.support.state_world import stamp_on

CHANNEL = "C00BETHEL"
WHY = "Two teams start earlier"
BELOW = """\
:link: *Bethel Elementary School* changed its strategy *1.1* Learning intentions in every lesson, which serves your \
objective *1* Strong lessons:
• Name: Learning intentions in every lesson (before: Learning intentions and success criteria)
"""
KEPT = "Tue, Nov 17. Who changed it and why stays in the school until its leader shares names and words."
SHARED = "Dana Whitfield, Tue, Nov 17. Reason: Two teams start earlier"
ABOVE = """\
:link: *Riverbend School District* changed its objective *1* Strong lessons, every day. It's what your strategy *1.1* \
Learning intentions and success criteria serves:
• Name: Strong lessons, every day (before: Strong lessons)
Tue, Nov 17. Reason: The board asked for it"""


@pytest.fixture
def november(district: District) -> District:
    """Bethel's strategy 1.1 serves the district's objective 1, which nobody leads: its superintendent is Grace."""
    district.at("2026-11-17 10:00")
    with district.database.write() as session:
        above = session.scalars(select(OrganizationRow).filter_by(name="Riverbend School District")).one()
        years = {"school_year": "2026-27", "starts_on": date(2026, 7, 1), "ends_on": date(2027, 6, 30)}
        plan = PlanRow(organization_id=above.id, title="Riverbend plan", created_on=date(2027, 7, 1), **years)
        session.add(plan)
        session.flush()
        objective = PriorityRow(plan_id=plan.id, code="1", title="Strong lessons")
        session.add(objective)
        session.flush()
        bethel = select(PlanRow.id).join(OrganizationRow).where(OrganizationRow.name == "Bethel Elementary School")
        strategy = session.scalars(
            select(StrategyRow).where(StrategyRow.plan_id.in_(bethel), StrategyRow.code == "1.1")
        ).one()
        key = str(PlanRowReference(PriorityRow.__tablename__, objective.id))
        objectives.link(session, strategy, key, stamp_on(date(2026, 11, 2)), "It serves it")
    return district


def ticks(district: District, moment: str, tick: LinkedChangeTick | None = None) -> None:
    """A look by a program that has just started, unless it is this one's."""
    district.at(moment)
    (tick or LinkedChangeTick(district.bot.turns)).tick()
    district.settles()


def linked(district: District, name: str) -> list[str]:
    return [text for text in district.told(name) if text.startswith(":link:")]


@pytest.mark.parametrize("shares", [False, True])
def test_a_change_below_reaches_the_superintendent_once_with_who_what_from_to_and_why(
    november: District, shares: bool
) -> None:
    with november.database.write() as session:
        bethel, district = (
            session.scalars(select(OrganizationRow.id).filter_by(name=name)).one()
            for name in ("Bethel Elementary School", "Riverbend School District")
        )
        if shares:
            dana_id = session.scalars(select(PersonRow.id).filter_by(slack_id="U0000DANA")).one()
            sharing.record(session, bethel, district, stamp_on(date(2026, 11, 2), dana_id), gives=True)
    dana, tick = november.person("dana"), LinkedChangeTick(november.bot.turns)
    dana.types("/plan change 1.1", in_=CHANNEL)
    dana.fills(**{"part:title": "Learning intentions in every lesson", "reason": WHY})
    assert dana.submits() == {}
    dana.closes()

    ticks(november, "2026-11-17 10:00", tick)
    assert linked(november, "grace") == []
    ticks(november, "2026-11-17 10:05", tick)
    ticks(november, "2026-11-17 10:10", tick)
    ticks(november, "2026-11-17 10:15")
    [text] = linked(november, "grace")
    assert text.startswith(BELOW + (SHARED if shares else KEPT))
    assert linked(november, "dana") == []


def test_a_change_above_reaches_those_who_lead_the_strategy_below(november: District) -> None:
    with november.database.write() as session:
        objective = session.scalars(select(PriorityRow).filter_by(title="Strong lessons")).one()
        after = {"title": "Strong lessons, every day"}
        plan_changes.record_changed(session, objective, after, stamp_on(date(2026, 11, 17)), "The board asked for it")
        objective.title = after["title"]

    ticks(november, "2026-11-17 13:00")
    [text] = linked(november, "ana")
    assert text.startswith(ABOVE)
    assert [name for name in ("dana", "lena", "grace", "omar") if linked(november, name)] == []


def test_a_strategy_that_no_longer_serves_it_is_told_and_what_serves_none_is_not(november: District) -> None:
    with november.database.write() as session:
        strategy = session.scalars(select(StrategyRow).where(StrategyRow.serves.is_not(None))).one()
        objectives.link(session, strategy, OWN, stamp_on(date(2026, 11, 17)), "It came first")
        other = session.scalars(select(StrategyRow).filter_by(plan_id=strategy.plan_id, code="1.2")).one()
        plan_changes.record_changed(session, other, {"title": "Feedback"}, stamp_on(date(2026, 11, 17)), "Shorter")

    ticks(november, "2026-11-17 13:00")
    [text] = linked(november, "grace")
    assert "which no longer serves your objective *1* Strong lessons:" in text
    assert "• Objective it serves: the school's own (before: 1 Strong lessons)" in text
