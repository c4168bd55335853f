"""Nobody's name stands in stored minutes, agendas, dialogs and assignments: erasing it in one place erases it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import inspect, text, update
from sqlalchemy.orm import Session

from bot.messages import minutes as messages
from bot.minutes.files import minutes_docx, minutes_markdown
from conversations import highlight
from conversations.agendas import Agenda, Area
from conversations.highlight import Minutes, MinutesLine, MinutesSection, Section, ShownEvidence
from conversations.threads.replies import Reply, Voice
from storage.database import Database
from storage.dialogs import open_dialogs, private_answers, replies, root_cause, threads
from storage.dialogs.stores import NewDialog
from storage.items import item_changes
from storage.items.item_changes import NewItem
from storage.items.items import Stamp
from storage.migrate import migrate
from storage.models import ActionItemRow, ItemOfferRow, PersonRow
from storage.people import people
from storage.people.people import Member
from storage.plans import plan_month, whole_plan
from storage.rounds import agendas, evidence, minutes, signing
from storage.rounds.minutes import StoredMinutes
from storage.upgrades import FOLDER
from tests.conversations.team import Team
from tests.support.districts import MANAGER, MORNING, NEW_YORK, TEAM, save_district, staff

NAME, FORMER = "Pat Manager", "a former member"
EVERYBODY = "<!channel> <!here> @channel"
"""What somebody types who wants to notify all others."""


@pytest.fixture
def plan_id(database: Database) -> int:
    return save_district(database, staff(2))


def pat(session: Session) -> PersonRow:
    person = people.person(session, TEAM, MANAGER)
    assert person is not None
    return person


def stamp(session: Session) -> Stamp:
    return Stamp(at=MORNING, on=MORNING.date(), by=pat(session).id)


def some_minutes(name: str = NAME) -> Minutes:
    lines = (
        MinutesLine(text=f"Give {name} two half days", who=name, said_on=date(2026, 11, 3), key="support:1"),
        MinutesLine(text=f"{name} thanks {EVERYBODY}", who=name, edited_by=name),
    )
    return highlight.offered(
        Minutes(
            organization="Bethel Elementary",
            plan="Learning intentions",
            period="2026-11",
            participants=(name, "Teacher 0001", "Somebody Else"),
            sections=(MinutesSection(key=Section.CHALLENGES, lines=lines),),
        )
    )


def publish(session: Session, plan_id: int) -> int:
    draft = minutes.add_draft(session, plan_id, some_minutes())
    submitted = replace(draft.minutes, submitted_by=NAME, submitted_on=MORNING.date())
    assert minutes.publish(session, draft, submitted, by=pat(session).id, at=MORNING)
    signing.sign(session, draft.id, pat(session).id, stamp(session))
    signing.amend(session, draft.id, pat(session).id, stamp(session), text=f"{NAME} was there", reason=f"asked {NAME}")
    return draft.id


def post_agenda(session: Session, plan_id: int) -> int:
    area = Area(key="added:1", text=f"What {NAME} saw", evidence=f"notes of {NAME}", note=NAME, presenter_id=1)
    draft = agendas.add_draft(session, plan_id, "2026-11", Agenda(areas=(area,)))
    posted = agendas.post(session, draft, None, stamp(session))
    assert posted is not None
    evidence.promise(session, posted.id, posted.agenda.areas, stamp(session))
    [asked] = evidence.of_agenda(session, posted.id)
    evidence.show(
        session, posted.id, asked.id, [ShownEvidence(line=f"as {NAME} says", link="https://x")], stamp(session)
    )
    return posted.id


def hold_dialog(session: Session, plan_id: int) -> int:
    team = Team()
    team.digs(f'Only {NAME} plans "with others"', f"Nobody but {NAME} has time")
    new = NewDialog(organization_id=1, plan_id=plan_id, channel="C00000ONE", is_private=False, state=team.state)
    dialog = root_cause.STORE.add(session, new, at=MORNING, on=MORNING.date())
    replies.save(session, dialog.id, Reply(ts="1.000001", person=MANAGER, text=f"Ask {NAME}"))
    nameless = Reply(ts="random", person="", text=f"{NAME} is busy", visit="cause", voice=Voice.NAMELESS)
    private_answers.save(session, dialog.id, nameless)
    return dialog.id


def assign(session: Session, plan_id: int) -> int:
    """An action item of somebody chosen in Slack, who was a collaborator before."""
    new = NewItem(plan_id=plan_id, text="Book the lab", owner=None, role="Coach", collaborators=(pat(session),))
    item_id = item_changes.add(session, new, stamp(session))
    changed = replace(new, role="", owner=pat(session), collaborators=(pat(session), pat(session)))
    item_changes.reword(session, item_id, changed, stamp(session), "")
    row = session.get_one(ActionItemRow, item_id)
    assert (row.owner, row.owner_role, len(row.collaborators)) == (NAME, None, 2)
    return item_id


def offer(session: Session, item_id: int, person_id: int) -> None:
    """As their collaborator was told."""
    told = {"item_id": item_id, "person_id": person_id, "by_id": person_id, "kind": "collaborator", "at": MORNING}
    session.add(ItemOfferRow(**told))


def rename(session: Session, name: str) -> None:
    session.execute(update(PersonRow).where(PersonRow.id == pat(session).id).values(name=name))
    session.expire_all()


def everything_stored(database: Database, *, with_index: bool = True) -> str:
    """All rows but those of people themselves, whatever form the tables have.

    The index of texts is made again by each migration, so its rows are numbered anew.
    """
    tables = sorted(set(inspect(database.engine).get_table_names()) - {PersonRow.__tablename__, "alembic_version"})
    tables = [name for name in tables if with_index or not name.startswith("searched_")]
    with database.read() as session:
        rows = [[name, *row] for name in tables for row in session.execute(text(f"SELECT * FROM {name}")).all()]
    return json.dumps(rows, ensure_ascii=False, default=str)


def in_word(stored: StoredMinutes) -> str:
    with ZipFile(BytesIO(minutes_docx(stored))) as file:
        return file.read("word/document.xml").decode()


def everything_read(session: Session, plan_id: int, ids: tuple[int, int, int]) -> str:
    """What people read of the minutes, the agenda and the dialog, in Slack's words and in files."""
    minutes_id, agenda_id, dialog_id = ids
    stored, agenda = minutes.get(session, minutes_id), agendas.get(session, agenda_id)
    dialog = root_cause.STORE.find(session, dialog_id)
    views = [
        *(stored, minutes.published(session, plan_id), minutes_markdown(stored), in_word(stored)),
        *(agenda, evidence.of_agenda(session, agenda_id), evidence.get(session, 1)),
        *(dialog, root_cause.STORE.history(session, 1, reader=MANAGER, limit=9)),
        *(threads.open_in(session, "C00000ONE"), open_dialogs.open_of(session, pat(session), page=0, size=9).lines),
        *(whole_plan.stand_alone(session, plan_id), plan_month.changed(session, plan_id, date.min, date.max)),
        *(replies.all_of(session, dialog_id), private_answers.nameless(session, dialog_id, "cause")),
    ]
    return "\n".join(map(str, views))


def test_a_name_is_stored_nowhere_and_erased_in_one_place(database: Database, plan_id: int) -> None:
    with database.write() as session:
        ids = (publish(session, plan_id), post_agenda(session, plan_id), hold_dialog(session, plan_id))
        assign(session, plan_id)
    with database.read() as session:
        before = everything_read(session, plan_id, ids)
    with database.write() as session:
        rename(session, FORMER)
    with database.read() as session:
        after = everything_read(session, plan_id, ids)

    assert NAME not in everything_stored(database)
    assert before.count(NAME) > 30
    assert "<@" not in before
    assert NAME not in after
    assert after.casefold().count(FORMER) == before.count(NAME)


def test_typed_mentions_and_names_notify_nobody(database: Database, plan_id: int) -> None:
    """People are named without a link: a draft is shown again and again, and published minutes are reissued."""
    with database.write() as session:
        minutes_id = publish(session, plan_id)
        rename(session, "<!everyone> <@U00000001>")
    with database.read() as session:
        stored = minutes.get(session, minutes_id)
    message = json.dumps(messages.draft(stored).payload())

    assert "&lt;!channel&gt;" in message
    assert "&lt;!everyone&gt; &lt;@U00000001&gt;" in message
    assert not re.search(r"<[!@]", message)


def test_published_minutes_say_the_same_to_the_letter(database: Database, plan_id: int) -> None:
    with database.write() as session:
        minutes_id = publish(session, plan_id)
    with database.read() as session:
        stored = minutes.get(session, minutes_id)

    assert replace(stored.minutes, submitted_by="", submitted_on=None) == some_minutes()


def test_an_edit_means_whom_the_draft_meant_whatever_namesakes_they_have(database: Database, plan_id: int) -> None:
    with database.write() as session:
        draft = minutes.add_draft(session, plan_id, some_minutes())
        namesake = Member(slack_id="U0000PAT2", name=NAME, time_zone=NEW_YORK)
        people.save_people(session, TEAM, [namesake])
        read = minutes.get(session, draft.id)
        assert minutes.change(session, read, replace(read.minutes, district=f"asked {NAME}")) is not None
        rename(session, FORMER)

    with database.read() as session:
        assert minutes.get(session, draft.id).minutes.participants[0] == FORMER


def test_of_two_namesakes_the_one_who_works_on_the_plan_is_meant(database: Database, plan_id: int) -> None:
    with database.write() as session:
        people.save_people(session, TEAM, [Member(slack_id="U0000PAT2", name=NAME, time_zone=NEW_YORK)])
        draft = minutes.add_draft(session, plan_id, some_minutes())
        rename(session, FORMER)

    with database.read() as session:
        assert minutes.get(session, draft.id).minutes.participants[0] == FORMER


def test_older_rows_are_carried_over_and_back(database: Database, plan_id: int) -> None:
    with database.write() as session:
        publish(session, plan_id)
        post_agenda(session, plan_id)
        hold_dialog(session, plan_id)
        item_id = assign(session, plan_id)
        offer(session, item_id, pat(session).id)
    stored = everything_stored(database, with_index=False)

    run(database, command.downgrade, "0035")
    assert everything_stored(database).count(NAME) > 10
    migrate(database)

    assert everything_stored(database, with_index=False) == stored


def run(database: Database, migrating: Callable[[Config, str], None], revision: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    with database.engine.begin() as connection:
        config.attributes["connection"] = connection
        migrating(config, revision)
