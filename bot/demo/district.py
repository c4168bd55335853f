"""The demo's district: imports plans and replays months through the bot's own turns, on its own clock."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml
from pydantic import BaseModel, ConfigDict
from sqlalchemy import delete
from sqlalchemy.orm import Session

from bot import importing
from bot.check_ins import applying, opening, rounds, schedule
from bot.check_ins.opening import RoundAudience
from bot.clock import Clock
from bot.demo import documents as demo_documents
from bot.demo.documents import DocumentsSeed
from bot.documents.tool_a import details_desk
from bot.importing import SourceFile
from bot.minutes import drafting
from bot.turns import Turn, Turns
from conversations.check_in import ExplainBehind, Move, NameRisk, ReportAllOnTrack, ReportStatus, ShowResult, Topic
from conversations.documents.plan_details import PlanDetail
from conversations.highlight import Group, Minutes, Section, edit
from plans import calendar_files, files
from plans.calendar import opens_at
from plans.cause_categories import CauseCategory
from plans.item_events import Completed, Status
from prompts import finding_text
from storage.database import Database
from storage.items import items
from storage.models import OutboxRow, PersonRow
from storage.people import calendars, memberships, organizations, people, role_holders
from storage.plans import plans
from storage.plans.plans import PlanSummary
from storage.rounds import answers, check_in_requests, check_ins
from storage.rounds import minutes as minutes_store
from storage.rounds import rounds as round_store
from storage.rounds.check_in_requests import RequestFacts
from storage.rounds.rounds import RoundFacts

MORNING = time(10, 30)


class _DemoModel(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class OrganizationSeed(_DemoModel):
    name: str
    level: str
    parent: str | None = None
    channel: str | None = None
    calendar: str | None = None
    """A file of closed days and terms, which organizations below inherit."""


class PlanSeed(_DemoModel):
    file: str
    imported_on: date
    people: dict[str, list[str]]
    details: dict[PlanDetail, str] = {}
    """What its document needs beside the plan …"""
    details_by: str = ""
    """… and who filled it in, on the day of the import."""


class AnswerSeed(_DemoModel):
    status: Status
    cause: str = ""
    cause_category: CauseCategory | None = None
    recovery: str = ""
    recovery_by: date | None = None
    new_due: date | None = None
    new_due_reason: str = ""
    support: str = ""
    evidence: str = ""
    completed_on: date | None = None


class RiskSeed(_DemoModel):
    who: str
    risk: str
    mitigation: str
    by: date | None = None
    """The day by which the mitigation is done."""


class MonthSeed(_DemoModel):
    organization: str
    period: str
    published_by: str
    answers: dict[str, AnswerSeed] = {}
    risk: RiskSeed | None = None
    takeaways: list[str] = []
    questions: list[str] = []
    """What the debrief of the minutes says, in the words of whoever published them."""


class DoneSeed(_DemoModel):
    organization: str
    code: str
    completed_on: date
    by: str


class District(_DemoModel):
    team: str
    starts: datetime
    organizations: list[OrganizationSeed]
    roles: list[dict[str, Any]]
    plans: list[PlanSeed]
    history: list[MonthSeed]
    since: list[DoneSeed] = []
    documents: list[DocumentsSeed] = []

    @classmethod
    def read(cls, path: Path) -> "District":
        return cls.model_validate(yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader))


class HandClock(Clock):
    """A clock that stands still until it is set."""

    def __init__(self, moment: datetime) -> None:
        super().__init__()
        self.moment = moment

    def now(self) -> datetime:
        return self.moment

    def set(self, day: date, zone: str, at: time = MORNING) -> None:
        self.moment = opens_at(day, at, ZoneInfo(zone))


def furnish(database: Database, district: District, folder: Path) -> None:
    """Fill an empty database. `folder` holds the plan files. The workspace's people must be known already."""
    for _step in furnish_by_steps(database, district, folder):
        pass


def furnish_by_steps(database: Database, district: District, folder: Path) -> Iterator[None]:
    """The same, stopping after each step: between two of them no transaction is open."""
    clock = HandClock(datetime.combine(district.plans[0].imported_on, MORNING, UTC))
    turns = Turns(database, clock)
    with turns.write() as turn:
        _organizations(turn, district, folder)
    yield
    for plan in district.plans:
        clock.set(plan.imported_on, "America/New_York")
        _import(turns, district.team, plan, folder)
        yield
    for month in sorted(district.history, key=lambda month: month.period):
        _live_through(turns, clock, district.team, month)
        yield
    for done in district.since:
        _finish(turns, clock, district.team, done)
        yield
    for typed in district.documents:
        _type_documents(turns, clock, district.team, typed)
        yield
    with database.write() as session:
        session.execute(delete(OutboxRow))  # messages about the past were sent then


def _organizations(turn: Turn, district: District, folder: Path) -> None:
    session = turn.session
    for seed in district.organizations:
        organization = importing.save_organization(turn, district.team, seed.name, seed.level, parent=seed.parent)
        if seed.channel:
            organizations.set_channel(session, organization.id, seed.channel)
        if seed.calendar:
            content = (folder / seed.calendar).read_bytes()
            reading = calendar_files.read(seed.calendar, content, today=turn.today(organization.time_zone))
            calendars.replace(session, organization.id, reading.closings, reading.terms)
    for given in district.roles:
        where = organizations.find(session, district.team, given["organization"])
        assert where is not None  # the file lists the organizations first
        for role, slack_ids in given.items():
            for slack_id in slack_ids if role != "organization" else ():
                memberships.grant(session, where.id, _person(session, district.team, slack_id).id, role)


def _person(session: Session, team: str, slack_id: str) -> PersonRow:
    person = people.person(session, team, slack_id)
    if person is None:
        raise LookupError(slack_id)
    return person


def _import(turns: Turns, team: str, seed: PlanSeed, folder: Path) -> None:
    path = folder / seed.file
    reading = files.read(path)
    if reading.plan is None:
        raise ValueError("; ".join(f"{finding.where}: {finding_text(finding)}" for finding in reading.findings))
    with turns.write() as turn:
        outcome = importing.bring_in(turn, team, reading.plan, SourceFile.at(path))
        for role, slack_ids in seed.people.items():
            holders = [_person(turn.session, team, slack_id).id for slack_id in slack_ids]
            role_holders.assign(turn.session, outcome.imported.plan_id, role, holders)
        if seed.details:
            _fill_in(turn, team, seed, plans.summary(turn.session, outcome.imported.plan_id))


def _fill_in(turn: Turn, team: str, seed: PlanSeed, plan: PlanSummary) -> None:
    by = Turn(turn.session, turn.now, _person(turn.session, team, seed.details_by))
    for name, text in seed.details.items():
        details_desk.write(by, plan, name, text)


# ---------------------------------------------------------------- a month


def _live_through(turns: Turns, clock: HandClock, team: str, month: MonthSeed) -> None:
    """Open the round on its day, answer it on two days, publish the minutes and close it."""
    with turns.read() as turn:
        plan = next(p for p in plans.summaries(turn.session, team) if p.organization == month.organization)
        occasion = next(
            candidate for candidate in schedule.year(turn.session, plan) if candidate.period == month.period
        )
    day = occasion.opens_on
    clock.set(day, plan.time_zone)
    with turns.write() as turn:
        opening.open_round(turn, RoundAudience.read(turn, plan, occasion))
    clock.set(day + timedelta(days=1), plan.time_zone)
    _answer_all(turns, plan, month)
    clock.set(day + timedelta(days=plan.open_days), plan.time_zone)
    _close_and_publish(turns, team, plan, month)


def _answer_all(turns: Turns, plan: PlanSummary, month: MonthSeed) -> None:
    with turns.write() as turn:
        for request in check_in_requests.requests_in(turn.session, _round(turn.session, plan, month).id):
            person = _person(turn.session, plan.workspace_id, request.slack_id)
            _answer(Turn(turn.session, turn.now, person), request, month)


def _answer(turn: Turn, request: RequestFacts, month: MonthSeed) -> None:
    on = turn.today(request.time_zone)
    for topic in check_ins.load(turn.session, request).topics:
        seed = month.answers.get(topic.code)
        if seed is not None and topic.is_completable:
            applying.apply_move(turn, request, _move(topic, seed, request.name, on))
    if month.risk is not None and month.risk.who == request.slack_id:
        applying.apply_move(turn, request, _risk(turn, month.risk, on))
    applying.apply_move(turn, request, ReportAllOnTrack(by=request.name, on=on))


def _risk(turn: Turn, seed: RiskSeed, on: date) -> NameRisk:
    return NameRisk(
        risk=seed.risk,
        mitigation=seed.mitigation,
        owner_id=turn.by.id,
        owner=turn.by.name,
        due=seed.by,
        by=turn.by.id,
        on=on,
    )


def _move(topic: Topic, seed: AnswerSeed, by: str, on: date) -> Move:
    if seed.status is Status.BEHIND:
        return ExplainBehind(
            topic=topic.key,
            by=by,
            on=on,
            cause=seed.cause,
            cause_category=seed.cause_category,
            recovery=seed.recovery,
            recovery_by=seed.recovery_by,
            new_due=seed.new_due,
            new_due_reason=seed.new_due_reason,
            support=seed.support,
        )
    if seed.status is Status.DONE:
        completed_on = seed.completed_on or on
        return ShowResult(topic=topic.key, by=by, on=on, evidence=seed.evidence, completed_on=completed_on)
    return ReportStatus(topic=topic.key, status=seed.status, by=by, on=on)


def _close_and_publish(turns: Turns, team: str, plan: PlanSummary, month: MonthSeed) -> None:
    with turns.write() as turn:
        round_open = _round(turn.session, plan, month)
        rounds.close(turn, plan, round_open)
        signer = _person(turn.session, team, month.published_by)
        draft = minutes_store.add_draft(turn.session, plan.id, drafting.drafted(turn, plan, round_open))
        today = turn.today(plan.time_zone)
        signed = replace(
            _with_debrief(draft.minutes, month, signer.name, today),
            participants=tuple(answers.who_answered(turn.session, round_open.id)),
            held_on=today,
            submitted_on=today,
            submitted_by=signer.name,
        )
        minutes_store.publish(turn.session, draft, signed, by=signer.id, at=turn.now)


def _with_debrief(minutes: Minutes, month: MonthSeed, who: str, on: date) -> Minutes:
    typed: dict[Group | None, list[str]] = {Group.TAKEAWAYS: month.takeaways, Group.QUESTIONS: month.questions}
    return edit(minutes, Section.DEBRIEF, {}, typed, editor=who, on=on)


def _round(session: Session, plan: PlanSummary, month: MonthSeed) -> RoundFacts:
    round_of_month = round_store.round_of(session, plan.id, month.period)
    if round_of_month is None:
        raise LookupError(f"{month.organization} {month.period}")
    return round_of_month


def _finish(turns: Turns, clock: HandClock, team: str, done: DoneSeed) -> None:
    with turns.read() as turn:
        plan = next(p for p in plans.summaries(turn.session, team) if p.organization == done.organization)
    clock.set(done.completed_on, plan.time_zone)
    with turns.write() as turn:
        by = _person(turn.session, team, done.by)
        stamp = replace(turn.stamp(plan.time_zone), by=by.id)
        item = items.find(turn.session, plan.id, done.code)
        items.record(turn.session, item.id, Completed(recorded=stamp.on, completed_on=done.completed_on), stamp)


def _type_documents(turns: Turns, clock: HandClock, team: str, typed: DocumentsSeed) -> None:
    with turns.read() as turn:
        plan = next(p for p in plans.summaries(turn.session, team) if p.organization == typed.organization)
    clock.set(typed.typed_on, plan.time_zone)
    with turns.write() as turn:
        by = Turn(turn.session, turn.now, _person(turn.session, team, typed.by))
        demo_documents.write(by, plan, typed)
