"""What belongs to no plan goes with its school year, but for a year with a plan under a legal hold."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from storage.database import Database
from storage.delivery import outbox
from storage.delivery.outbox import OutboxMessage
from storage.models import FileUploadRow, OutboxRow, PersonRow, PlanRow
from storage.people.role_changes import Author
from storage.plans import uploads
from storage.privacy import holds, loose_records
from tests.support import districts
from tests.support.districts import TEAM

TODAY = date(2026, 11, 16)
DAYS = {"2018": datetime(2018, 10, 3, tzinfo=UTC), "2019": datetime(2019, 10, 3, tzinfo=UTC)}
"""A rule of seven years has passed for 2018-19, and not for 2019-20."""


@pytest.fixture
def plan_id(database: Database) -> int:
    plan_id = districts.save_district(database, districts.staff(1))
    with database.write() as session:
        for year, at in DAYS.items():
            for state in ("sent", "failed"):
                _add_message(session, f"{year}:{state}", at, state)
            _add_upload(session, year, at)
    return plan_id


def _add_message(session: Session, key: str, at: datetime, state: str) -> None:
    message = OutboxMessage.post(TEAM, "U1", key, {"text": f"words of {key}"})
    outbox.put(session, replace(message, not_before=at), at)
    session.execute(update(OutboxRow).where(OutboxRow.key == key).values(state=state))


def _add_upload(session: Session, key: str, at: datetime) -> None:
    person_id = session.scalars(select(PersonRow.id)).first() or 0
    uploads.add(session, key=key, person_id=person_id, slack_file_id="F1", name="plan.xlsx", at=at)
    session.flush()
    session.execute(update(FileUploadRow).where(FileUploadRow.key == key).values(content=f"bytes of {key}"))


def test_messages_lose_their_content_and_undelivered_ones_go(database: Database, plan_id: int) -> None:
    with database.write() as session:
        assert loose_records.count_messages(session, TEAM, 7, TODAY) == 2
        assert loose_records.remove_messages(session, TEAM, 7, TODAY) == 2
        assert loose_records.count_messages(session, TEAM, 7, TODAY) == 0
        stored = {row.key: row.payload for row in session.scalars(select(OutboxRow).where(OutboxRow.key.like("20%")))}

    assert plan_id
    assert stored == {
        "2018:sent": {},
        "2019:sent": {"text": "words of 2019:sent"},
        "2019:failed": {"text": "words of 2019:failed"},
    }


def test_files_lose_their_bytes_and_can_no_longer_be_imported(database: Database, plan_id: int) -> None:
    with database.write() as session:
        assert loose_records.count_uploads(session, TEAM, 7, TODAY) == 1
        assert loose_records.remove_uploads(session, TEAM, 7, TODAY) == 1
        stored = session.execute(select(FileUploadRow.key, FileUploadRow.content, FileUploadRow.state)).all()

    assert plan_id
    assert sorted(tuple(row) for row in stored) == [("2018", "", "cancelled"), ("2019", "bytes of 2019", "received")]


def test_a_hold_on_a_plan_of_the_year_keeps_them(database: Database, plan_id: int) -> None:
    with database.write() as session:
        session.execute(update(PlanRow).values(starts_on=date(2018, 7, 1), ends_on=date(2019, 6, 30)))
        number = holds.place(session, plan_id, "Doe v. Bethel", Author(at=DAYS["2019"], login="it"))
        assert loose_records.remove_messages(session, TEAM, 7, TODAY) == 0
        assert loose_records.remove_uploads(session, TEAM, 7, TODAY) == 0

        holds.release(session, number, "", Author(at=DAYS["2019"], login="it"))
        assert loose_records.remove_messages(session, TEAM, 7, TODAY) == 2
        assert loose_records.remove_uploads(session, TEAM, 7, TODAY) == 1
