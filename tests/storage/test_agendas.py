"""Agendas, the evidence they ask for and what was discussed, on both databases."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from conversations.agendas import Agenda, Area
from conversations.highlight import DebriefNote, Group, Minutes, ShownEvidence
from plans.coverage import Aspect
from storage.database import Database
from storage.delivery import outbox
from storage.delivery.outbox import OutboxMessage
from storage.items.items import Stamp
from storage.models import DebriefNoteRow, OutboxRow, PersonRow, StrategyRow
from storage.people import people
from storage.rounds import agendas, coverage, debrief_notes, evidence, minutes
from storage.rounds.agendas import StoredAgenda
from tests.support.districts import MORNING, TEAM, save_district, staff

PERIOD = "2026-10"


@pytest.fixture
def plan_id(database: Database) -> int:
    return save_district(database, staff(2))


def person_id(session: Session, number: int) -> int:
    person = people.person(session, TEAM, f"U{number:08d}")
    assert person is not None
    return person.id


def stamp(session: Session) -> Stamp:
    return Stamp(at=MORNING, on=MORNING.date(), by=person_id(session, 1))


def areas(session: Session, *, second: int = 2, what: str = "samples of grade 8 checks") -> tuple[Area, ...]:
    walks = Area(key="benchmark:1", text="T", evidence="tally of learning walks", presenter_id=person_id(session, 1))
    checks = Area(key="item:1", text="T", evidence=what, presenter_id=person_id(session, second))
    return walks, checks, Area(key="added:1", text="Nothing to bring")


def posted(session: Session, plan_id: int) -> StoredAgenda:
    draft = agendas.add_draft(session, plan_id, PERIOD, Agenda(areas=areas(session)))
    stored = agendas.post(session, draft, date(2026, 11, 24), stamp(session))
    assert stored is not None
    return stored


def test_an_edit_from_an_outdated_form_changes_nothing(database: Database, plan_id: int) -> None:
    with database.write() as session:
        draft = agendas.add_draft(session, plan_id, PERIOD, Agenda())
        changed = agendas.change(session, draft, Agenda(added=1))

        assert agendas.change(session, draft, Agenda(added=2)) is None
        assert agendas.post(session, draft, None, stamp(session)) is None
        assert agendas.get(session, draft.id) == changed


def test_everybody_reads_what_was_posted_last(database: Database, plan_id: int) -> None:
    with database.write() as session:
        stored = posted(session, plan_id)
        agendas.change(session, stored, Agenda())
        read = agendas.newest_posted(session, plan_id, before="2026-11", since=PERIOD)

        assert read is not None
        assert read.posted == stored.agenda
        assert read.agenda == Agenda()
        assert agendas.newest_posted(session, plan_id, before=PERIOD) is None
        assert agendas.newest_posted(session, plan_id, since="2026-11") is None


def test_presenters_whose_part_changes_are_told_apart(database: Database, plan_id: int) -> None:
    with database.write() as session:
        stored, now = posted(session, plan_id), stamp(session)
        first, second = person_id(session, 1), person_id(session, 2)

        assert evidence.promise(session, stored.id, areas(session), now) == {first, second}
        assert evidence.promise(session, stored.id, areas(session), now) == set()
        assert evidence.promise(session, stored.id, areas(session, what="other samples"), now) == {second}
        assert evidence.promise(session, stored.id, areas(session, second=1, what="other samples"), now) == {
            first,
            second,
        }
        assert evidence.promise(session, stored.id, areas(session)[:1], now) == {first}
        assert [each.what for each in evidence.of_agenda(session, stored.id)] == ["tally of learning walks"]


def test_what_was_shown_stands_until_its_message_is_deleted(database: Database, plan_id: int) -> None:
    with database.write() as session:
        stored, now = posted(session, plan_id), stamp(session)
        evidence.promise(session, stored.id, areas(session), now)
        walks, checks = evidence.of_agenda(session, stored.id)
        file = ShownEvidence(name="walks-nov.xlsx", link="https://example.org/1")
        evidence.show(session, stored.id, None, [file], now, message_ts="1.2")
        assert [each.exhibits for each in evidence.of_agenda(session, stored.id)] == [(), ()]
        assert not evidence.assign(session, stored.id, walks.id, "1.2", person_id=person_id(session, 2))
        assert evidence.assign(session, stored.id, walks.id, "1.2", person_id=person_id(session, 1))

        assert [each.exhibits for each in evidence.of_agenda(session, stored.id)] == [(file,), ()]
        assert evidence.links_of(session, stored.id, "1.2") == ["https://example.org/1"]
        assert evidence.withdraw(session, stored.id, "1.2")
        assert not evidence.withdraw(session, stored.id, "1.2")
        assert evidence.of_agenda(session, stored.id) == [walks, checks]


def test_what_was_shown_stays_shown_when_someone_else_presents_it(database: Database, plan_id: int) -> None:
    with database.write() as session:
        stored, now = posted(session, plan_id), stamp(session)
        evidence.promise(session, stored.id, areas(session), now)
        _walks, checks = evidence.of_agenda(session, stored.id)
        file = ShownEvidence(name="checks.pdf", link="https://example.org/1")
        evidence.show(session, stored.id, checks.id, [file], now)
        evidence.promise(session, stored.id, areas(session, second=1), now)

        assert [each.exhibits for each in evidence.of_agenda(session, stored.id)] == [(), (file,)]


def test_an_agenda_is_found_by_the_thread_of_its_message(database: Database, plan_id: int) -> None:
    with database.write() as session:
        stored = posted(session, plan_id)
        key = agendas.message_key(stored.id)
        outbox.put(session, OutboxMessage.post(TEAM, "C1", key, {"text": "x"}), MORNING)
        session.execute(
            update(OutboxRow).where(OutboxRow.key == key).values(state="sent", sent_channel="C1", sent_ts="1.1")
        )

        assert agendas.in_thread(session, "C1", "1.1") == stored
        assert agendas.in_thread(session, "C2", "1.1") is None


def test_a_tick_counts_once_its_minutes_are_published(database: Database, plan_id: int) -> None:
    with database.write() as session:
        draft = minutes.add_draft(session, plan_id, Minutes(organization="O", plan="P", period="2026-11"))
        strategy_id = session.scalars(select(StrategyRow.id).filter_by(plan_id=plan_id)).one()
        ticks = [(strategy_id, Aspect.ACTIVITIES)]
        coverage.tick(session, draft.id, [*ticks, (strategy_id, Aspect.SHORT_TERM)], stamp(session))
        coverage.tick(session, draft.id, ticks, stamp(session))
        (before,) = coverage.of_plan(session, plan_id).strategies
        assert minutes.publish(session, draft, replace(draft.minutes), by=person_id(session, 1), at=MORNING)
        covered = coverage.of_plan(session, plan_id)

        assert before.months() == frozenset()
        assert covered.months == ["2026-11"]
        assert [each.discussed for each in covered.strategies] == [{Aspect.ACTIVITIES: frozenset({"2026-11"})}]


def test_notes_of_a_message_stand_until_it_is_withdrawn_and_their_people_by_ids(
    database: Database, plan_id: int
) -> None:
    notes = [DebriefNote(Group.TAKEAWAYS, "Maria Okafor leads it"), DebriefNote(Group.FEEDBACK, "Shorter")]
    with database.write() as session:
        session.get_one(PersonRow, person_id(session, 2)).name = "Maria Okafor"
        agenda = posted(session, plan_id)
        debrief_notes.add(session, agenda.id, notes, stamp(session), message_ts="1.1")
        debrief_notes.add(session, agenda.id, notes[1:], stamp(session), message_ts="2.2")
        assert debrief_notes.of_message(session, agenda.id, "1.1") == notes
        mention = f"<@{person_id(session, 2)}>"
    with database.write() as session:
        first = session.scalars(select(DebriefNoteRow.text).order_by(DebriefNoteRow.id)).first()
        debrief_notes.withdraw(session, agenda.id, "1.1")
        (left,) = debrief_notes.of_agenda(session, agenda.id)

    assert first == f"{mention} leads it"
    assert (left.note, left.on) == (notes[1], MORNING.date())
    with database.read() as session:
        assert minutes.period_before(session, plan_id, "2026-11") == ""
