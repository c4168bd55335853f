"""What was filled in for the plan's document, as of any day."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from sqlalchemy.orm import Session

from conversations.documents.plan_details import PlanDetail, as_line, fitting, marks, pairs, typed_anew
from conversations.parts import PartKind
from plans.item_progress import Day
from storage.database import Database
from storage.documents import plan_details, plan_on_day
from storage.items.items import Stamp
from storage.plans import plans, swot_factors
from tests.support.districts import save_district, staff


@pytest.fixture
def plan_id(database: Database) -> int:
    return save_district(database, staff(2))


YEARS = (date(2027, 8, 1), date(2028, 7, 31))


def on(day: int) -> Stamp:
    return Stamp(at=datetime(2026, 11, day, 15, tzinfo=UTC), on=date(2026, 11, day))


def strengths(session: Session, plan_id: int, day: int) -> list[tuple[str, str]]:
    """As of a day of November."""
    session.flush()
    session.expire_all()
    on_day = plan_on_day.load(session, plans.summary(session, plan_id), Day(date(2026, 11, day)))
    return [(factor.text, factor.evidence) for factor in on_day.swot_factors if factor.kind is PartKind.STRENGTH]


def test_the_newest_detail_of_the_day_counts_and_an_empty_one_clears(database: Database, plan_id: int) -> None:
    with database.write() as session:
        plan_details.write(session, plan_id, PlanDetail.ESSA_STATUS, "TSI", on(2))
        plan_details.write(session, plan_id, PlanDetail.ESSA_STATUS, "CSI", on(4))
        plan_details.write(session, plan_id, PlanDetail.ZIP_CODE, "05999", on(2))
        plan_details.write(session, plan_id, PlanDetail.ZIP_CODE, "", on(5))

        assert plan_details.as_of(session, plan_id, date(2026, 11, 1)) == {}
        assert plan_details.as_of(session, plan_id, date(2026, 11, 3)) == {"essa_status": "TSI", "zip_code": "05999"}
        assert plan_details.as_of(session, plan_id, date(2026, 11, 6)) == {"essa_status": "CSI"}


def test_the_next_year_s_plan_is_asked_for_nothing_twice(database: Database, plan_id: int) -> None:
    with database.write() as session:
        plan = plans.summary(session, plan_id)
        plans.begin(session, plan.organization_id, "Next", "2027-28", years=YEARS, on=YEARS[0])
        next_id = plans.of_year(session, plan.organization_id, "2027-28")
        assert next_id is not None
        plan_details.write(session, plan_id, PlanDetail.DATE_OF_PLAN, "2026-06-15", on(2))
        plan_details.write(session, plan_id, PlanDetail.GLOSSARY, "Learning walk | A short visit", on(2))
        plan_details.copy(session, plan_id, next_id, on(20))

        copied = plan_details.as_of(session, next_id, date(2026, 11, 20))

    assert copied == {"glossary": "Learning walk | A short visit"}


def test_rewritten_strengths_read_as_they_did_on_each_day(database: Database, plan_id: int) -> None:
    with database.write() as session:
        first = ["Teachers plan together | team notes", "Stable staff"]
        second = ["Teachers plan together | 28 of 30 weeks", "Families come | 112 families"]
        swot_factors.rewrite(session, plan_id, PartKind.STRENGTH, first, on(2))
        swot_factors.rewrite(session, plan_id, PartKind.STRENGTH, second, on(4))

        assert strengths(session, plan_id, 1) == []
        assert strengths(session, plan_id, 3) == [("Teachers plan together", "team notes"), ("Stable staff", "")]
        assert strengths(session, plan_id, 5) == [
            ("Teachers plan together", "28 of 30 weeks"),
            ("Families come", "112 families"),
        ]


def test_lines_keep_their_words_and_only_changed_fields_are_written() -> None:
    names = ("strengths", "threats")
    seen = marks(names, {"strengths": "a | b\nc", "threats": ""})

    assert pairs("a | b | c\n\n d ") == [("a", "b | c"), ("d", "")]
    assert as_line("two\nlines", "seen") == "two lines | seen"
    assert fitting(["x" * 2_000, "y" * 999, "z"]) == ["x" * 2_000, "y" * 999]
    assert typed_anew(names, seen, {"strengths": "a | b\r\nc ", "threats": "storms"}) == ["threats"]
