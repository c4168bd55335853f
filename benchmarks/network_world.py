"""A state of many schools with two and a half years of history, written by bulk SQL: SQLite or PostgreSQL.

Each school has a plan with 3 strategies, 10 milestones and 100 action items. In each of 30 monthly rounds every action
item gets a report, four of five of them as an answer. Measures and early evidence have a reading each quarter. A few
codings were changed and a few items regrouped on the way, so that a past day differs from today.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import chain
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Date,
    FromClause,
    Integer,
    MetaData,
    String,
    Table,
    and_,
    case,
    cast,
    false,
    insert,
    literal,
    null,
    select,
    text,
)
from sqlalchemy.orm import Session

from plans.practices import PRACTICES
from storage.database import Database
from storage.models import (
    ActionItemRow,
    AnswerRow,
    Base,
    BenchmarkRow,
    CheckInRequestRow,
    ItemEventRow,
    ItemRegroupingRow,
    MeasureRow,
    MilestoneEventRow,
    MilestoneRow,
    OrganizationRow,
    PlanChangeRow,
    PlanRow,
    PriorityRow,
    ReadingRow,
    RequestTopicRow,
    RoundRow,
    StrategyRow,
    SupportEventRow,
    SupportRow,
)
from storage.people import organizations, people
from storage.people.people import Member

TEAM, NEW_YORK = "TSTATE", "America/New_York"
SCHOOLS_IN_DISTRICT = 50
STRATEGIES, MILESTONES, ITEMS, MONTHS = 3, 10, 100, 30
OUTCOMES = 2
"""Measures of a strategy, and as many pieces of early evidence."""
SUPPORTS = 10
EVENT_IDS = 1_000_000
"""More than there are action items. An event's id is its month times so many, plus the item's id."""
PEOPLE = 5
"""Who answers, in every school the same."""
MONTH, QUARTER = 31, 3
FIRST = date(2023, 8, 1)
LAST = FIRST + timedelta(days=MONTH * MONTHS)
DUE_WITHIN = 1500
CHANGED_ON = 600
"""Days after the first one when codings changed and items were regrouped."""

_scratch = MetaData()
_numbers = Table("bench_number", _scratch, Column("n", Integer, primary_key=True), prefixes=["TEMPORARY"])
_days = Table(
    "bench_day", _scratch, Column("n", Integer, primary_key=True), Column("date", Date), prefixes=["TEMPORARY"]
)
"""The days by their distance from FIRST."""
_N = _numbers.c.n
_is_behind = ActionItemRow.id % 5 == 0
_due, _finished = _days.alias("due"), _days.alias("finished")


@dataclass(frozen=True, slots=True)
class Rows:
    """Rows of a table, made from those of others."""

    table: type[Base]
    source: FromClause
    columns: Mapping[str, Any]
    where: tuple[ColumnElement[bool], ...] = ()


def furnish(database: Database, schools: int) -> int:
    """Return the state's id."""
    with database.write() as session:
        organizations.save_workspace(session, TEAM, "State", "UBOT")
        state = organizations.save_organization(session, TEAM, "State", "state").id
        members = [Member(slack_id=f"U{n}", name=f"Lead {n}", time_zone=NEW_YORK) for n in range(PEOPLE)]
        people.save_people(session, TEAM, members)
        _scratch.create_all(session.connection())
        if not database.is_sqlite:
            session.execute(text("SET LOCAL session_replication_role = replica"))  # checks no foreign keys
        session.execute(insert(_numbers), [{"n": n} for n in range(ITEMS)])
        days = range(-DUE_WITHIN, 2 * DUE_WITHIN)
        session.execute(insert(_days), [{"n": n, "date": FIRST + timedelta(days=n)} for n in days])
        _organizations(session, schools, state)
        _write(session, _parts())
        session.execute(text("ANALYZE"))  # for the statements that follow
        _write(session, chain(_beginning(), _supports(), _changes(), *map(_month, range(1, MONTHS + 1))))
    with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE" if database.is_sqlite else "VACUUM ANALYZE"))
    return state


def _write(session: Session, all_rows: Iterable[Rows]) -> None:
    for rows in all_rows:
        columns = {name: _column(cell) for name, cell in rows.columns.items()}
        statement = select(*columns.values()).select_from(rows.source).where(*rows.where)
        session.execute(insert(rows.table).from_select(list(columns), statement))


def _organizations(session: Session, schools: int, state: int) -> None:
    """Districts, schools and their plans. Ids are given, so that rows can name their parents."""
    districts = [state + 1 + number for number in range(-(-schools // SCHOOLS_IN_DISTRICT))]
    first = districts[-1] + 1
    places = [_organization(id_, state, "district") for id_ in districts]
    places += [_organization(first + n, districts[n // SCHOOLS_IN_DISTRICT], "school") for n in range(schools)]
    session.execute(insert(OrganizationRow), places)
    years = {"school_year": "2023-26", "starts_on": FIRST, "ends_on": LAST, "created_on": FIRST, "imported": {}}
    plans = [{"id": n + 1, "organization_id": first + n, "title": "Plan", **years} for n in range(schools)]
    session.execute(insert(PlanRow), plans)
    session.execute(
        insert(PriorityRow), [{"id": n + 1, "plan_id": n + 1, "code": "1", "title": "P"} for n in range(schools)]
    )


def _organization(id_: int, parent_id: int, level: str) -> Mapping[str, Any]:
    place = {"id": id_, "workspace_id": TEAM, "parent_id": parent_id, "time_zone": NEW_YORK}
    return {**place, "name": f"{level} {id_}", "level": level}


# ---------------------------------------------------------------- rows made from rows


def _column(cell: Any) -> Any:
    return literal(cell) if isinstance(cell, str | int | date) else cell


def _each(table: type[Base], times: int = 1) -> Any:
    """Every row so many times, numbered by `_N`."""
    return _table(table).join(_numbers, times > _N)


def _table(table: type[Base]) -> Table:
    return Base.metadata.tables[table.__tablename__]


def _parts() -> Iterator[Rows]:
    """Strategies, milestones, action items, measures and early evidence."""
    plan_id, code = PlanRow.id, literal("1.").concat(cast(_N, String))
    of_plan = {"plan_id": plan_id, "code": code}
    strategy: dict[str, Any] = {**of_plan, "id": plan_id * STRATEGIES + _N, "priority_id": plan_id, "title": "Feedback"}
    strategy["practice"] = _practice(strategy["id"])
    yield Rows(StrategyRow, _each(PlanRow, STRATEGIES), strategy)
    milestone: dict[str, Any] = {**of_plan, "id": plan_id * MILESTONES + _N, "title": "Every class is visited"}
    milestone["strategy_id"] = plan_id * STRATEGIES + _N % STRATEGIES
    yield Rows(MilestoneRow, _each(PlanRow, MILESTONES), milestone)
    item: dict[str, Any] = {**of_plan, "id": plan_id * ITEMS + _N, "text": "Visit four lessons"}
    item["milestone_id"] = plan_id * MILESTONES + _N % MILESTONES
    item["practice"] = case((item["id"] % 20 == 0, _practice(item["id"])))
    yield Rows(ActionItemRow, _each(PlanRow, ITEMS), item)
    outcome = {"plan_id": StrategyRow.plan_id, "strategy_id": StrategyRow.id, "id": StrategyRow.id * OUTCOMES + _N}
    targets = literal(["60%", "80%"], MeasureRow.targets.type)
    measure = {**outcome, "indicator": "Students at grade level", "baseline": "40%", "targets": targets}
    yield Rows(MeasureRow, _each(StrategyRow, OUTCOMES), measure)
    evidence = {**outcome, "kind": "early_evidence", "text": "Teachers give feedback"}
    yield Rows(BenchmarkRow, _each(StrategyRow, OUTCOMES), evidence)


def _practice(id_: Any) -> Any:
    """One of the twelve; sometimes two."""
    codes = list(PRACTICES)
    alone = case(*((id_ % len(codes) == n, code) for n, code in enumerate(codes)), else_=codes[0])
    return case((id_ % 11 == 0, "2b, 3a"), else_=alone)


def _beginning() -> Iterator[Rows]:
    """Everything is added on the first day; one milestone of three is complete a week before or after its date."""
    added = {"kind": "added", **_recorded(0)}
    milestones = _with_dates(MilestoneRow)
    yield Rows(MilestoneEventRow, milestones, {**added, "milestone_id": MilestoneRow.id, "due": _due.c.date})
    completed = {"kind": "completed", "completed_on": _finished.c.date, "recorded_on": _finished.c.date}
    completed |= {"milestone_id": MilestoneRow.id, "at": _noon(0)}
    is_completed = (MilestoneRow.id % 3 == 0, _finished.c.n < MONTH * MONTHS)
    yield Rows(MilestoneEventRow, milestones, completed, is_completed)
    yield Rows(ItemEventRow, _with_dates(ActionItemRow), {**added, **_after(0), "due": _due.c.date})


def _with_dates(table: type[MilestoneRow] | type[ActionItemRow]) -> Any:
    """Every row with the days on which it is due and finished."""
    due, week = (table.id * 37) % DUE_WITHIN, case((table.id % 2 == 0, 7), else_=-7)
    source = _table(table).join(_due, _due.c.n == due)
    return source.join(_finished, _finished.c.n == due + week)


def _after(month: int) -> Mapping[str, Any]:
    """Where an action item stands after what was recorded in the month: one of three is completed.

    One of five was reported behind in the first month, with a cause that no later word replaced.
    """
    is_completed = and_(ActionItemRow.id % 3 == 0, _finished.c.n <= MONTH * month)
    cause_id = case((_is_behind, EVENT_IDS + ActionItemRow.id)) if month > 1 else null()
    return {
        "id": EVENT_IDS * month + ActionItemRow.id,
        "item_id": ActionItemRow.id,
        "after_due": _due.c.date,
        "after_first_due": _due.c.date,
        "after_completed_on": case((is_completed, _finished.c.date)),
        "after_said_behind": _is_behind if month == 1 else false(),
        "after_cause_id": cause_id,
    }


def _recorded(day: int) -> Mapping[str, Any]:
    return {"recorded_on": FIRST + timedelta(days=day), "at": _noon(day)}


def _noon(day: int) -> Any:
    return literal(datetime.combine(FIRST + timedelta(days=day), time(12), UTC), AnswerRow.at.type)


def _month(month: int) -> Iterator[Rows]:
    """A closed round: everything is asked about and reported on, four of five by answers."""
    day = MONTH * month
    at, on = _noon(day), FIRST + timedelta(days=day)
    round_id = PlanRow.id * MONTHS + month - 1
    times = {"opened_at": at, "closes_at": at, "closed_at": at, "period": f"{on:%Y-%m}", "state": "closed"}
    yield Rows(RoundRow, _each(PlanRow), {"id": round_id, "plan_id": PlanRow.id, **times})
    request = {"id": round_id * PEOPLE + _N, "round_id": round_id, "person_id": _N + 1}
    yield Rows(CheckInRequestRow, _each(PlanRow, PEOPLE), request)
    round_id = ActionItemRow.plan_id * MONTHS + month - 1
    number = ActionItemRow.id % ITEMS
    topic = {
        "item_id": ActionItemRow.id,
        "position": number / PEOPLE,
        "request_id": round_id * PEOPLE + number % PEOPLE,
    }
    yield Rows(RequestTopicRow, _each(ActionItemRow), {**topic, "position": number // PEOPLE})
    report = {"kind": "reported", "status": "on_track", **_recorded(day), **_after(month)}
    if month == 1:
        category = case((ActionItemRow.id % 2 == 0, "staffing"), else_="time")
        report |= {"status": case((_is_behind, "behind"), else_="on_track"), "cause_category": category}
        report |= {"reason": case((_is_behind, "No substitutes"), else_="")}
    yield Rows(ItemEventRow, _with_dates(ActionItemRow), report)
    answer = {"item_id": ActionItemRow.id, "round_id": round_id, "person_id": 1, "at": at, "on": on}
    is_answered = (ActionItemRow.id + month) % 5 != 0
    yield Rows(AnswerRow, _each(ActionItemRow), {**answer, "status": "on_track"}, (is_answered,))
    if month % QUARTER == 0:
        yield from _readings(month)


def _readings(month: int) -> Iterator[Rows]:
    day = MONTH * month
    reading = {"person_id": 1, "taken_on": FIRST + timedelta(days=day), **_recorded(day)}
    figure = {"status": "on_track", "text": "65%", "number": 30.0 + (MeasureRow.id + month) % 60, "unit": "%"}
    of_measure = {**reading, **figure, "measure_id": MeasureRow.id, "group_size": 120}
    yield Rows(ReadingRow, _each(MeasureRow), {**of_measure, "round_id": MeasureRow.plan_id * MONTHS + month - 1})
    status = case((BenchmarkRow.id % 2 == 0, "done"), else_="on_track")
    of_evidence = {**reading, "status": status, "benchmark_id": BenchmarkRow.id}
    yield Rows(ReadingRow, _each(BenchmarkRow), {**of_evidence, "round_id": BenchmarkRow.plan_id * MONTHS + month - 1})


def _supports() -> Iterator[Rows]:
    """Half of them were provided."""
    id_ = PlanRow.id * SUPPORTS + _N
    support = {"id": id_, "plan_id": PlanRow.id, "item_id": PlanRow.id * ITEMS + _N * 9, "at": _noon(0)}
    yield Rows(SupportRow, _each(PlanRow, SUPPORTS), {**support, "asker_id": 1, "needed": "A coach"})
    supports = _table(SupportRow)
    for kind, later, where in (("asked", 0, ()), ("provided", 60, (SupportRow.id % 2 == 0,))):
        day = _days.c.n == (SupportRow.id % SUPPORTS) * 90 + later
        step = {"support_id": SupportRow.id, "kind": kind, "at": _noon(0), "recorded_on": _days.c.date}
        yield Rows(SupportEventRow, supports.join(_days, day), step, where)


def _changes() -> Iterator[Rows]:
    """Of the action items one in five was reworded, one in seven recoded, and one in 49 regrouped."""
    recorded = {"kind": "changed", "field": "practice", **_recorded(CHANGED_ON)}
    for table in (StrategyRow, ActionItemRow):
        change = {"place": table.__tablename__, "row_id": table.id, "plan_id": table.plan_id, "before": "1c"}
        is_changed = and_(table.id % 7 == 0, table.practice.is_not(None))
        yield Rows(PlanChangeRow, _each(table), {**recorded, **change}, (is_changed,))
    reworded = {"kind": "changed", "field": "text", "place": "action_item", "before": "Visit", **_recorded(MONTH)}
    of_item = {"row_id": ActionItemRow.id, "plan_id": ActionItemRow.plan_id}
    yield Rows(PlanChangeRow, _each(ActionItemRow), {**reworded, **of_item}, (ActionItemRow.id % 5 == 0,))
    former = ActionItemRow.plan_id * MILESTONES
    moved = {"item_id": ActionItemRow.id, "from_milestone_id": former, "to_milestone_id": ActionItemRow.milestone_id}
    is_moved = ActionItemRow.id % 49 == 0
    yield Rows(ItemRegroupingRow, _each(ActionItemRow), {**moved, **_recorded(CHANGED_ON)}, (is_moved,))
