"""Rounds and calendars in the database: what is coming, what is inherited, what an early answer keeps."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from conversations.check_in import AnswerPhase, Subject
from plans.cadences import Cadence
from plans.plan import Benchmark, BenchmarkKind, Plan
from plans.school_calendar import Closing, SchoolCalendar, Term, TermKind
from storage.database import Database
from storage.people import calendars, organizations, people, schedules
from storage.people.schedules import Absence, Source
from storage.plans import files, leads
from storage.rounds import addressees, check_in_requests, check_ins, rounds
from storage.rounds.addressees import Addressee
from tests.support.districts import IMPORTED, MORNING, SCHOOL, TEAM, plan_of, save_district, staff

CLOSES = MORNING + timedelta(days=7)


@pytest.fixture
def plan_id(database: Database) -> int:
    return save_district(database, staff(3))


def test_a_round_somebody_reported_to_early_opens_once(database: Database, plan_id: int) -> None:
    with database.write() as session:
        early = rounds.coming_round(session, plan_id, "2026-11", now=MORNING, closes_at=CLOSES, cadence=Cadence.MONTHLY)
        assert (early.is_coming, rounds.latest_round(session, plan_id)) == (True, None)
        assert rounds.asked_periods(session, [plan_id]) == {}
    with database.write() as session:
        opened = rounds.open_round(session, plan_id, "2026-11", opened_at=MORNING, closes_at=CLOSES)
        again = rounds.open_round(session, plan_id, "2026-11", opened_at=MORNING, closes_at=CLOSES)

    assert opened is not None
    assert (opened.id, opened.is_open, again) == (early.id, True, None)


def test_each_cadence_has_its_own_latest_round(database: Database, plan_id: int) -> None:
    with database.write() as session:
        for cadence, period in ((Cadence.MONTHLY, "2026-10"), (Cadence.QUARTERLY, "2026-Q2")):
            rounds.open_round(session, plan_id, period, opened_at=MORNING, closes_at=CLOSES, cadence=cadence)
        monthly = rounds.latest_round(session, plan_id)
        quarterly = rounds.latest_round(session, plan_id, Cadence.QUARTERLY)

    assert monthly is not None
    assert quarterly is not None
    assert (monthly.period, quarterly.period) == ("2026-10", "2026-Q2")


def test_who_reported_early_keeps_the_order_and_gets_only_what_is_new(database: Database, plan_id: int) -> None:
    with database.write() as session:
        opened = rounds.open_round(session, plan_id, "2026-11", opened_at=MORNING, closes_at=CLOSES)
        assert opened is not None
        ana = people.person(session, TEAM, "U00000001")
        assert ana is not None
        who = Addressee(ana.id)
        first = addressees.add_requests(session, opened.id, {who: [(Subject.ITEM, 2), (Subject.ITEM, 1)]})
        again = addressees.add_requests(
            session, opened.id, {who: [(Subject.ITEM, 1), (Subject.ITEM, 3), (Subject.ITEM, 2)]}
        )
        actual = check_in_requests.find_request(session, first[who])
        assert actual is not None
        topics = check_ins.load(session, actual).topics

    assert first == again
    assert [topic.id for topic in topics] == [2, 1, 3]
    assert actual.phase is AnswerPhase.OPEN


def test_a_school_is_closed_on_its_own_days_and_on_those_of_its_district(database: Database, plan_id: int) -> None:
    labor_day, fair = Closing(date(2026, 9, 7), date(2026, 9, 7), "Labor Day"), date(2026, 10, 2)
    with database.write() as session:
        district = organizations.save_organization(session, TEAM, "District", "district")
        school = organizations.find(session, TEAM, SCHOOL)
        assert school is not None
        school.parent_id = district.id
        session.flush()
        calendars.replace(session, district.id, [labor_day], [])
        calendars.replace(session, school.id, [Closing(fair, fair, "Fair")], [])
    with database.read() as session:
        own, above = calendars.of(session, school.id), calendars.of(session, district.id)
        every = calendars.every(session)

    assert [each.name for each in own.closings] == ["Labor Day", "Fair"]
    assert [each.name for each in above.closings] == ["Labor Day"]
    assert every[school.id] == own


def test_a_new_calendar_replaces_the_years_it_covers_and_no_others(database: Database, plan_id: int) -> None:
    def on(day: date) -> Closing:
        return Closing(day, day, str(day))

    with database.write() as session:
        school = organizations.find(session, TEAM, SCHOOL)
        assert school is not None
        calendars.replace(session, school.id, [on(date(2026, 9, 7))], [])
        calendars.replace(session, school.id, [on(date(2027, 9, 6))], [])
        calendars.replace(session, school.id, [on(date(2026, 9, 8))], [])
    with database.read() as session:
        assert [each.first for each in calendars.of(session, school.id).closings] == [
            date(2026, 9, 8),
            date(2027, 9, 6),
        ]


def test_of_two_absences_the_longer_counts(database: Database, plan_id: int) -> None:
    day = date(2026, 11, 17)
    with database.write() as session:
        ana = people.person(session, TEAM, "U00000001")
        assert ana is not None
        schedules.set_away(session, ana.id, Absence(day, day), Source.OWN)
        schedules.set_away(session, ana.id, Absence(day, None), Source.STATUS)
        assert schedules.away(session, [ana.id], day)[ana.id].last is None
        schedules.set_back(session, ana.id, Source.STATUS)
        assert schedules.away(session, [ana.id], day)[ana.id].last == day
        assert schedules.away(session, [ana.id], day + timedelta(days=1)) == {}


def test_a_plan_brought_in_again_asks_about_the_same_benchmarks(database: Database, plan_id: int) -> None:
    """Answers about a benchmark stay with it; one that left the file is not asked about any more."""
    kind = BenchmarkKind.SHORT_TERM
    stored = plan_of(staff(3))

    def with_outcomes(*texts: str) -> Plan:
        benchmarks = tuple(Benchmark(kind=kind, text=text) for text in texts)
        strategy = replace(stored.priorities[0].strategies[0], benchmarks=benchmarks)
        return replace(stored, priorities=(replace(stored.priorities[0], strategies=(strategy,)),))

    def bring_in(digest: str, *texts: str) -> list[int]:
        with database.write() as session:
            school = organizations.find(session, TEAM, SCHOOL)
            assert school is not None
            files.save(
                session,
                school.id,
                with_outcomes(*texts),
                years=(date(2026, 7, 1), date(2027, 6, 30)),
                source="plan.yml",
                digest=digest,
                stamp=IMPORTED,
            )
            session.flush()
            return [benchmark for benchmark, _strategy in leads.benchmarks(session, plan_id, kind)]

    first, second, third = bring_in("2", "A", "B"), bring_in("3", "B", "C"), bring_in("4", "A", "B")

    assert len(first) == len(second) == 2
    assert second[0] == first[1]
    assert third == first


def test_terms_stay_where_a_new_calendar_has_none_of_their_kind(database: Database, plan_id: int) -> None:
    semesters = [
        Term(TermKind.SEMESTER, 1, date(2026, 8, 12), date(2026, 12, 18)),
        Term(TermKind.SEMESTER, 2, date(2027, 1, 5), date(2027, 5, 28)),
    ]
    holiday = Closing(date(2026, 11, 26), date(2026, 11, 26), "Thanksgiving")
    with database.write() as session:
        school = organizations.find(session, TEAM, SCHOOL)
        assert school is not None
        calendars.replace(session, school.id, [], semesters)
        calendars.replace(session, school.id, [holiday], [])
    with database.read() as session:
        assert calendars.of(session, school.id) == SchoolCalendar((holiday,), tuple(semesters))
