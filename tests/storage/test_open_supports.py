"""A request for substitutes through a school's fall: what was open at the end of each day, on both databases."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.messages import minutes_lines
from bot.messages.items import support_table
from conversations.highlight import OpenSupport, Remark, Saying, Section
from prompts import formats
from storage.database import Database
from storage.items import open_supports, support_changes, supports
from storage.items.items import Stamp
from storage.items.support_changes import Help, Need, Provider, Rating
from storage.items.support_values import AsIntended, Effectiveness, Support, SupportState
from storage.models import PersonRow, SupportEventRow
from storage.people import organizations, people
from tests.support.districts import TEAM, save_district, staff
from tests.support.quarry_hill import on

NEED = "two half days of substitutes for grade 7 planning"


@pytest.fixture
def plan_id(database: Database) -> int:
    return save_district(database, staff(3))


def person(session: Session, number: int) -> PersonRow:
    actual = people.person(session, TEAM, f"U{number:08d}")
    assert actual is not None
    return actual


def stamp(session: Session, day: str, number: int) -> Stamp:
    moment = datetime.combine(on(day), time(15), UTC)
    return Stamp(at=moment, on=on(day), by=person(session, number).id)


def live_through(session: Session, plan_id: int) -> Support:
    """The teacher asks the principal on Oct 21; the district gives on Nov 30 what it promised on Nov 25."""
    teacher, principal, superintendent = 1, 2, 3
    district = organizations.save_organization(session, TEAM, "Larkmoor School District", "district")
    need = Need(plan_id=plan_id, item_id=None, topic_code="1.1.1.3", asker_id=person(session, teacher).id, needed=NEED)
    support = support_changes.request(session, need, stamp(session, "10-21", teacher))
    asked = Provider(person_id=person(session, principal).id)
    support_changes.ask(session, support, asked, stamp(session, "10-21", teacher))
    above = Provider(person_id=person(session, superintendent).id, organization_id=district.id)
    support_changes.pass_on(session, support, above, stamp(session, "10-23", principal))
    support_changes.offer(session, support, on("11-30"), stamp(session, "11-25", superintendent))
    given = Help(provided="Two half days of substitutes", provided_on=on("11-30"), source="Larkmoor School District")
    support_changes.provide(session, support, given, stamp(session, "11-30", superintendent))
    rating = Rating(
        used="Units 2 and 3 were finished",
        as_intended=AsIntended.YES,
        effective=Effectiveness.VERY,
        evidence="done one day before its date",
    )
    support_changes.rate(session, support, rating, stamp(session, "12-16", teacher))
    newest = supports.get(session, support.id)
    assert newest is not None
    return newest


def in_minutes(support: OpenSupport) -> str:
    remark = Remark(section=Section.CHALLENGES, saying=Saying.SUPPORT, about=support, key="support:1")
    return minutes_lines.line(remark).text


EXPECTED_TABLE = """\
*Supports:* Two half days of substitutes for grade 7 planning (Mon, Nov 30)
*Provider:* Larkmoor School District
*How were supports used?* Units 2 and 3 were finished
*How effective were the supports?* Very effective: done one day before its date
*Supports Needed:* Two half days of substitutes for grade 7 planning, 1.1.1.3 (asked Wed, Oct 21)
*Supports Provided:* Two half days of substitutes (Mon, Nov 30, after 40 days)
*Source (district and other organizations):* Larkmoor School District
*Effectiveness:* Very effective: done one day before its date"""
"""Both forms of Tool A's table, one record each."""


def test_both_forms_of_the_table_read_as_written_by_hand(database: Database, plan_id: int) -> None:
    with database.write() as session, formats.for_a_file("2026-12"):
        support = live_through(session, plan_id)
        used, needed = support_table.used_record(support, {}), support_table.needed_record(support, on("12-18"))

        assert f"{used}\n{needed}" == EXPECTED_TABLE


def test_every_step_is_kept_and_the_row_has_the_newest_state(database: Database, plan_id: int) -> None:
    with database.write() as session:
        support = live_through(session, plan_id)
        events = session.scalars(select(SupportEventRow).order_by(SupportEventRow.id)).all()

        assert (support.state, support.days_taken) == (SupportState.RATED, 40)
        assert (support.used, support.effective, support.evidence) == (
            "Units 2 and 3 were finished",
            "very",
            "done one day before its date",
        )
        assert [(each.kind, each.recorded_on, each.day) for each in events] == [
            ("asked", on("10-21"), None),
            ("passed_on", on("10-23"), None),
            ("offered", on("11-25"), on("11-30")),
            ("provided", on("11-30"), on("11-30")),
            ("used", on("12-16"), None),
            ("rated", on("12-16"), None),
        ]


@pytest.mark.parametrize(
    ("day", "line"),
    [
        (on("10-22"), f"For 1.1.1.3: {NEED}. Asked Wed, Oct 21, 2026; open 1 day."),
        (
            on("11-24"),
            f"For 1.1.1.3: {NEED}. Asked Wed, Oct 21, 2026; with the district since Fri, Oct 23, 2026; open 34 days.",
        ),
        (
            on("11-29"),
            f"For 1.1.1.3: {NEED}. Asked Wed, Oct 21, 2026; with the district since Fri, Oct 23, 2026; "
            "promised for Mon, Nov 30, 2026; open 39 days.",
        ),
    ],
)
def test_a_past_day_is_told_as_it_was(database: Database, plan_id: int, day: date, line: str) -> None:
    with database.write() as session:
        live_through(session, plan_id)

        assert [in_minutes(support) for support in open_supports.open_on(session, plan_id, day)] == [line]


@pytest.mark.parametrize("day", ["10-20", "11-30", "12-18"])
def test_before_it_is_asked_and_once_it_is_given_nothing_is_open(database: Database, plan_id: int, day: str) -> None:
    with database.write() as session:
        live_through(session, plan_id)

        assert open_supports.open_on(session, plan_id, on(day)) == []
