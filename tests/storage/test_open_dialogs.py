"""Conversations someone is in, on both databases."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy.orm import Session

from conversations.coaching import start
from conversations.script import Audience
from conversations.threads.replies import Reply
from conversations.threads.state import DialogPhase, Parked, Visit
from storage.database import Database
from storage.dialogs import coaching, open_dialogs, replies
from storage.dialogs.coaching import CoachingDialog
from storage.dialogs.open_dialogs import OpenDialog
from storage.dialogs.stores import NewDialog
from storage.people import people
from tests.conversations.talk import script
from tests.support.districts import TEAM, save_district, staff

NOW, TODAY = datetime(2026, 11, 17, 15, tzinfo=UTC), date(2026, 11, 17)
LEADER, HELPER, SPEAKER = "U00000001", "U00000002", "U00000003"


@pytest.fixture
def plan_id(database: Database) -> int:
    return save_district(database, staff(4))


def begun(session: Session, plan_id: int, *, helper: str | None = None, parked: str = "") -> CoachingDialog:
    state, _effects = start(script(), leader=LEADER, audience=Audience.SCHOOL, conditions=(), items=(), at="0")
    state = replace(state, co_leader=helper, parked=(Parked(parked, LEADER, Visit("one")),) if parked else ())
    new = NewDialog(
        organization_id=1,
        plan_id=plan_id,
        channel="C00000ONE",
        is_private=False,
        title=script().title,
        state=state,
        own_columns=coaching.script_columns(script()),
    )
    return coaching.STORE.add(session, new, at=NOW, on=TODAY)


def of(session: Session, slack_id: str, *, page: int = 0) -> tuple[list[OpenDialog], int]:
    person = people.person(session, TEAM, slack_id)
    assert person is not None
    actual = open_dialogs.open_of(session, person, page=page, size=5)
    return list(actual.lines), actual.total


def test_leading_helping_and_speaking_put_it_on_the_list(database: Database, plan_id: int) -> None:
    with database.write() as session:
        dialog = begun(session, plan_id, helper=HELPER)
        replies.save(session, dialog.id, Reply(ts="10.1", person=SPEAKER, text="Here"))
    with database.read() as session:
        assert [of(session, who)[0][0].leads for who in (LEADER, HELPER, SPEAKER)] == [True, True, False]
        assert of(session, "U00000004") == ([], 0)
        assert set(open_dialogs.voices(session, dialog.id)) == {SPEAKER}


def test_what_was_typed_makes_nobody_a_leader(database: Database, plan_id: int) -> None:
    with database.write() as session:
        begun(session, plan_id, parked=f'"co_leader":"{SPEAKER}"')
    with database.read() as session:
        assert of(session, SPEAKER) == ([], 0)


def test_what_was_taken_back_or_is_over_does_not_count(database: Database, plan_id: int) -> None:
    with database.write() as session:
        dialog = begun(session, plan_id)
        replies.save(session, dialog.id, Reply(ts="10.1", person=SPEAKER, text="", deleted=True))
        over = begun(session, plan_id)
        coaching.STORE.save_state(session, over, replace(over.state, phase=DialogPhase.FINISHED), at=NOW, on=TODAY)
    with database.read() as session:
        assert of(session, SPEAKER) == ([], 0)
        assert [talk.id for talk in of(session, LEADER)[0]] == [dialog.id]


def test_a_long_list_comes_in_pages_the_newest_first(database: Database, plan_id: int) -> None:
    with database.write() as session:
        ids = [begun(session, plan_id).id for _ in range(7)]
    with database.read() as session:
        first, total = of(session, LEADER)
        second, _total = of(session, LEADER, page=1)
    assert [talk.id for talk in (*first, *second)] == ids[::-1]
    assert total == len(ids)
