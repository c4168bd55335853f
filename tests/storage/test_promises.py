"""What was promised in one round as the next one asks about it, and what published minutes promise."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from conversations.check_in import (
    Answer,
    CheckIn,
    Happened,
    NoNewsKind,
    Risk,
    RiskOutcome,
    Subject,
)
from conversations.highlight import (
    ChangeReference,
    ChangeSource,
    Minutes,
    MinutesLine,
    MinutesSection,
    Promise,
    PromiseFacts,
    PromiseKind,
    Section,
)
from plans.item_events import DueMoved, Status, StatusReported
from storage.database import Database
from storage.items import items
from storage.items.items import Stamp
from storage.models import ActionItemRow, ChangeCheckRow, PersonRow, PromiseRow
from storage.people import people
from storage.rounds import (
    addressees,
    change_checks,
    check_in_requests,
    check_ins,
    next_steps,
    no_news,
    promises,
    risks,
    rounds,
    silences,
)
from storage.rounds import minutes as store
from storage.rounds.addressees import Addressee
from storage.rounds.change_checks import CheckKind
from storage.rounds.check_in_requests import RequestFacts
from storage.rounds.rounds import RoundFacts
from tests.support.districts import MORNING, TEAM, save_district, staff

MONTH = timedelta(days=28)
ON = date(2026, 11, 17)
PERIODS = ("2026-10", "2026-11", "2026-12")


@dataclass
class World:
    database: Database
    plan_id: int
    person_id: int
    item_id: int
    rounds: list[RoundFacts]
    requests: list[RequestFacts]

    @property
    def stamp(self) -> Stamp:
        return Stamp(at=MORNING, on=ON, by=self.person_id)

    def load(self, month: int) -> CheckIn:
        with self.database.read() as session:
            return check_ins.load(session, self.requests[month])

    def answers(self, month: int, status: Status, **words: object) -> None:
        answer = replace(Answer(status=status, by="Teacher", on=ON), **words)  # type: ignore[arg-type]  # its fields
        topic = self.load(month).topics[0]
        with self.database.write() as session:
            check_ins.add_answer(session, self.requests[month], topic, answer, person_id=self.person_id, at=MORNING)

    def names_a_risk(self, month: int, mitigation: str = "Two dates") -> int:
        risk = Risk(risk="Snow", mitigation=mitigation, owner_id=self.person_id, owner="", named_by=self.person_id)
        with self.database.write() as session:
            risks.save(session, self.requests[month].id, risk, self.stamp)
            return risks.of_request(session, self.requests[month].id)[-1].id


@pytest.fixture
def world(database: Database) -> World:
    """Three months' rounds ask a teacher about one action item."""
    plan_id = save_district(database, staff(1))
    with database.write() as session:
        person = people.person(session, TEAM, "U00000001")
        assert person is not None
        [item_id] = session.query(ActionItemRow.id).filter_by(plan_id=plan_id).one()
        opened = []
        for number, period in enumerate(PERIODS):
            opens = MORNING + MONTH * (number - 1)
            of = rounds.open_round(session, plan_id, period, opened_at=opens, closes_at=opens + timedelta(days=7))
            assert of is not None
            addressees.add_requests(session, of.id, {Addressee(person.id): [(Subject.ITEM, item_id)]})
            opened.append(of)
        requests = [check_in_requests.requests_in(session, of.id)[0] for of in opened]
        return World(database, plan_id, person.id, item_id, opened, requests)


# ---------------------------------------------------------------- recovery steps


def test_a_recovery_step_is_asked_about_once_in_the_next_round_that_reports_it(world: World) -> None:
    world.answers(0, Status.BEHIND, cause="c", recovery="A step", recovery_by=ON)
    last = world.load(1).topics[0].last
    assert last is not None
    assert (last.period, last.recovery, last.recovery_by, last.asks, last.happened) == (
        "2026-10",
        "A step",
        ON,
        True,
        None,
    )
    assert world.load(0).topics[0].last is None

    with world.database.write() as session:
        for happened in (Happened.NO, Happened.PARTLY):
            promises.report_recovery(session, world.rounds[1], last.id, happened, world.stamp)
    now, later = world.load(1).topics[0].last, world.load(2).topics[0].last
    assert now is not None
    assert later is not None
    assert (now.asks, now.happened) == (True, Happened.PARTLY)
    assert (later.period, later.asks) == ("2026-10", False)


def test_the_newest_answer_of_an_earlier_round_is_the_last_one(world: World) -> None:
    world.answers(0, Status.BEHIND, cause="c", recovery="A step")
    world.answers(0, Status.ON_TRACK)
    world.answers(1, Status.NOT_STARTED)
    october, november = world.load(1).topics[0].last, world.load(2).topics[0].last

    assert october is not None
    assert november is not None
    assert (october.period, october.status, october.asks) == ("2026-10", Status.ON_TRACK, False)
    assert (november.period, november.status) == ("2026-11", Status.NOT_STARTED)


# ---------------------------------------------------------------- risks


def test_a_risk_is_asked_about_next_month_and_again_while_it_is_open(world: World) -> None:
    risk_id = world.names_a_risk(0)
    assert [risk.id for risk in world.load(1).earlier_risks] == [risk_id]
    assert world.load(2).earlier_risks == ()

    with world.database.write() as session:
        risks.report_outcome(session, world.rounds[1], risk_id, RiskOutcome.OPEN, world.stamp)
        promises.report_mitigation(session, world.rounds[1], risk_id, Happened.YES, world.stamp)
    [now], [later] = world.load(1).earlier_risks, world.load(2).earlier_risks
    assert (now.outcome, now.mitigated, now.asks_mitigation) == (RiskOutcome.OPEN, Happened.YES, True)
    assert (later.outcome, later.asks_mitigation) == (None, False)
    with world.database.read() as session:
        [still_open] = risks.in_round(session, world.rounds[1])
    assert (still_open.id, still_open.is_mitigated) == (risk_id, True)


def test_a_risk_that_happened_is_not_asked_about_again(world: World) -> None:
    risk_id = world.names_a_risk(0)
    with world.database.write() as session:
        for outcome in (RiskOutcome.OPEN, RiskOutcome.HAPPENED):
            risks.report_outcome(session, world.rounds[1], risk_id, outcome, world.stamp)

    assert world.load(2).earlier_risks == ()


def test_a_risk_taken_back_takes_what_was_reported_early_with_it(world: World) -> None:
    risk_id = world.names_a_risk(0)
    with world.database.write() as session:
        risks.report_outcome(session, world.rounds[1], risk_id, RiskOutcome.OPEN, world.stamp)
        promises.report_mitigation(session, world.rounds[1], risk_id, Happened.NO, world.stamp)
        risks.remove(session, risk_id)

    assert world.load(1).earlier_risks == ()


# ---------------------------------------------------------------- the promises of minutes


def promised(world: World) -> tuple[Promise, ...]:
    world.answers(0, Status.BEHIND, cause="c", recovery="A step")
    last = world.load(1).topics[0].last
    assert last is not None
    return (
        Promise(kind=PromiseKind.ITEM, id=world.item_id, due=date(2026, 11, 20)),
        Promise(kind=PromiseKind.RECOVERY, id=last.id),
        Promise(kind=PromiseKind.MITIGATION, id=world.names_a_risk(0), due=ON),
    )


def test_published_minutes_keep_their_promises_and_drafts_have_none(world: World) -> None:
    lines = tuple(MinutesLine(text="Step", promise=promise) for promise in promised(world))
    section = MinutesSection(key=Section.NEXT_STEPS, lines=(*lines, MinutesLine(text="Typed by the leader")))
    minutes = Minutes(organization="Bethel", plan="Plan", period="2026-10", sections=(section,))
    with world.database.write() as session:
        items.record(session, world.item_id, DueMoved(ON, date(2026, 11, 20), "r"), world.stamp)
        stored = store.add_draft(session, world.plan_id, minutes)
        assert store.get(session, stored.id).minutes == minutes
        assert store.publish(session, stored, minutes, by=world.person_id, at=MORNING)
        item, recovery, mitigation = promises.of_minutes(session, stored.id)

    assert item == PromiseFacts(
        kind=PromiseKind.ITEM,
        code="1.1.1",
        text="Step 1.1.1",
        due=date(2026, 11, 20),
        new_due=date(2026, 11, 20),
    )
    assert (recovery.code, recovery.text, recovery.happened) == ("1.1.1", "A step", None)
    assert (mitigation.text, mitigation.due, mitigation.happened) == ("Two dates", ON, None)

    later = replace(world.stamp, at=MORNING + timedelta(days=1))
    with world.database.write() as session:
        items.record(session, world.item_id, StatusReported(ON, Status.ON_TRACK), later)
        promises.report_recovery(session, world.rounds[1], lines[1].promise.id, Happened.YES, later)  # type: ignore[union-attr]  # it has one
        item, recovery, _ = promises.of_minutes(session, stored.id)
        assert (item.is_answered, recovery.happened) == (True, Happened.YES)
        store.unpublish(session, replace(stored, published=True))
        assert promises.of_minutes(session, stored.id) == []


def test_people_in_typed_steps_and_in_questions_about_changes_stand_by_their_ids(world: World) -> None:
    promise = Promise(kind=PromiseKind.STEP, owner_id=world.person_id)
    line = MinutesLine(text="Maria Okafor invites the families", who="Dana", promise=promise)
    section = MinutesSection(key=Section.NEXT_STEPS, lines=(line,))
    minutes = Minutes(organization="Bethel", plan="Plan", period="2026-10", sections=(section,))
    reference = ChangeReference(ChangeSource.ITEM, 1)
    with world.database.write() as session:
        person = session.get_one(PersonRow, world.person_id)
        person.name = "Maria Okafor"
        stored = store.add_draft(session, world.plan_id, minutes)
        assert store.publish(session, stored, minutes, by=world.person_id, at=MORNING)
        words = "1.1.1 is now Maria Okafor's"
        asked = {"addressee_id": world.person_id, "words": words}
        check_id = change_checks.record(session, stored.id, reference, CheckKind.ASKED, world.stamp, **asked)  # type: ignore[arg-type]  # of two types
    with world.database.write() as session:
        saved = [*session.scalars(select(PromiseRow.text)), *session.scalars(select(ChangeCheckRow.words))]
        session.get_one(PersonRow, world.person_id).name = "Maria Okafor-Lee"

    mention = f"<@{world.person_id}>"
    assert saved == [f"{mention} invites the families", f"1.1.1 is now {mention}'s"]
    with world.database.read() as session:
        (step,) = promises.of_minutes(session, stored.id)
        (asked_step,) = next_steps.asked_of(session, world.rounds[1], world.person_id)
        question = change_checks.question(session, check_id)
    assert step.text == asked_step.text == "Maria Okafor-Lee invites the families"
    assert question is not None
    assert question.words == "1.1.1 is now Maria Okafor-Lee's"


# ---------------------------------------------------------------- silence


def silent(world: World) -> list[str]:
    with world.database.read() as session:
        return [item.code for item in silences.silent_items(session, world.rounds[1], world.rounds[2])]


def test_an_item_without_a_word_in_two_rounds_is_silent(world: World) -> None:
    assert silent(world) == ["1.1.1"]
    world.answers(0, Status.ON_TRACK)
    assert silent(world) == ["1.1.1"]
    world.answers(2, Status.ON_TRACK)
    assert silent(world) == []


def test_no_news_is_a_word_and_so_is_a_report_elsewhere(world: World) -> None:
    with world.database.write() as session:
        no_news.record(session, world.requests[1].id, NoNewsKind.AWAY, world.stamp)
    assert silent(world) == []
    assert world.load(1).no_news is not None
    assert world.load(2).no_news is None


def test_a_report_on_home_is_a_word(world: World) -> None:
    with world.database.write() as session:
        items.record(session, world.item_id, StatusReported(ON, Status.ON_TRACK), world.stamp)

    assert silent(world) == []
