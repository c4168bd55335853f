"""The facts of a school's fall as of days on which each was worked out on paper."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, time

import pytest
from sqlalchemy.orm import Session

from bot.coaching.fact_sections import SECTIONS, FactReader
from bot.messages.coaching.facts import facts
from conversations.facts import FactScope
from conversations.parts import ForEachKind
from conversations.script import FactKind
from prompts import formats
from storage.database import Database
from storage.items.items import Stamp
from storage.models import ActionItemRow, MilestoneRow, StrategyRow
from storage.plans import fact_scopes, milestones, plans
from storage.plans.places import PlanRowReference
from tests.storage.test_coaching import begun
from tests.support.counting import write_plan
from tests.support.quarry_hill import HISTORIES, MILESTONES, on


@pytest.fixture
def reader(database: Database) -> Iterator[FactReader]:
    with database.write() as session:
        plan_id = write_plan(session, HISTORIES)
        _write_milestones(session, plan_id)
        dialog = begun(session, plan_id)
        yield FactReader(session, plans.summary(session, plan_id), dialog, on("12-16"))


def _write_milestones(session: Session, plan_id: int) -> None:
    """Both milestones of the strategy, each with the items whose codes begin with its own."""
    strategy = session.query(StrategyRow).filter_by(plan_id=plan_id).one()
    for history in MILESTONES:
        row = MilestoneRow(plan_id=plan_id, strategy_id=strategy.id, code=history.code, title=history.title)
        session.add(row)
        session.flush()
        for event in history.events:
            at = datetime.combine(event.recorded, time(15), tzinfo=UTC)
            milestones.record(session, row.id, event, Stamp(at=at, on=event.recorded))
        for item in session.query(ActionItemRow).filter_by(plan_id=plan_id):
            if item.code.startswith(history.code):
                item.milestone_id = row.id
    session.flush()


def printed(reader: FactReader, *kinds: FactKind) -> str:
    is_narrowed = reader.scope is not None
    with formats.reading(today=reader.today):
        return facts([replace(SECTIONS[kind](reader), is_narrowed=is_narrowed) for kind in kinds])


def test_progress_behind_and_at_risk_on_december_16(reader: FactReader) -> None:
    expected = """
*Progress as of Wed, Dec 16*
• Completed: 7 of 9 (78%)
• On time: 5 of 8 due (63%) · completed late: 2 of 8 (25%) · behind: 1 of 8 (13%)
*Behind schedule (1)*
• *1.1.1.7* Hold two sessions on adjusting instruction: due Fri, Nov 20, 26 days late. Cause: a snow day took session 2
*At risk (1 milestone): reported behind, but the date hasn't passed*
• Milestone *1.1.1* Every math unit has a common check: due Fri, Dec 18. Cause: a snow day took session 2
"""
    assert printed(reader, FactKind.PROGRESS, FactKind.BEHIND, FactKind.AT_RISK) == expected.strip()


def test_milestones_stand_with_their_newest_answers_those_at_risk_first(reader: FactReader) -> None:
    expected = """
*Milestones, with their latest answers*
• *1.1.1* Every math unit has a common check, due Fri, Dec 18: behind (Wed, Dec 16). Cause: a snow day took session 2
• *1.1.2* Students are retaught within the week, due Fri, Jan 29: complete Wed, Nov 18
"""
    assert printed(reader, FactKind.MILESTONES) == expected.strip()


def test_what_was_completed_and_changed_the_newest_first(reader: FactReader) -> None:
    expected = """
*Completed (7 action items, 1 milestone)*
• *1.1.1.4* Write the grade 8 unit checks: Fri, Dec 11, 28 days late
• *1.1.1.8* Review student work from the first check: Thu, Dec 10
• *1.1.1.3* Write the grade 7 unit checks: Thu, Dec 3
• *1.1.1.5* Enter the results of the first check: Tue, Nov 24
• Milestone *1.1.2* Students are retaught within the week: Wed, Nov 18
• *1.1.1.2* Write the grade 6 unit checks: Thu, Oct 29
+ 2 more
No date has moved since Sun, Nov 15, and nothing was added or canceled.
"""
    assert printed(reader, FactKind.COMPLETED, FactKind.CHANGES) == expected.strip()


def test_in_a_pass_over_milestones_each_has_its_own_items_only(reader: FactReader) -> None:
    row = reader.session.query(MilestoneRow).filter_by(plan_id=reader.plan.id, code="1.1.2").one()
    place = PlanRowReference(MilestoneRow.__tablename__, row.id)
    codes = fact_scopes.codes_under(reader.session, place)
    scope = FactScope(kind=ForEachKind.MILESTONE, code="1.1.2", codes=codes)
    expected = """
*Completed*
• Milestone *1.1.2* Students are retaught within the week: Wed, Nov 18
• *1.1.2.1* Put a weekly reteaching block in the schedule: Tue, Oct 6, 11 days late
"""
    assert printed(replace(reader, scope=scope), FactKind.COMPLETED, FactKind.BEHIND) == expected.strip()
