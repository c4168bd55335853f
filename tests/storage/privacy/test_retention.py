"""Old words go from every table, class by class, and whatever reads the rows still can."""

from __future__ import annotations

import pytest
from sqlalchemy import select, update

from storage import copying, scrubbing
from storage.archives import scopes
from storage.database import Database
from storage.dialogs import coaching, root_cause
from storage.models import Base, PlanSetupRow, PriorityRow
from storage.privacy import columns, retention
from storage.privacy.columns import Holds
from storage.privacy.documents import REMOVED
from storage.privacy.retention_classes import OF_PLANS, OLD_WORDS, RetentionClass
from storage.rounds import minutes
from tests.bot.role_world import World, furnish
from tests.support import planted
from tests.support.planted import AT

SENTENCE = "[removed]"


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    return furnish(tmp_path_factory.mktemp("retention") / "furnished.db")


@pytest.fixture
def planted_database(world: World, database: Database) -> Database:
    source = Database(f"sqlite:///{world.turns.database.path}")
    copying.copy(source, database)
    source.close()
    with database.write() as session:
        planted.plant(session.connection(), world.plan_id)
    return database


@pytest.mark.parametrize("of", OF_PLANS)
def test_the_words_of_a_class_are_in_no_table_afterwards(
    world: World, planted_database: Database, of: RetentionClass
) -> None:
    with planted_database.write() as session:
        before = planted.words_in(session.connection())
        assert all(planted.MARKS[each] in before for each in OF_PLANS)
        counted = retention.count(session, world.plan_id, of)
        assert retention.remove(session, world.plan_id, of, SENTENCE) >= counted > 0
    assert scrubbing.scrub(planted_database)
    with planted_database.write() as session:
        after = planted.words_in(session.connection())
        assert planted.MARKS[of] not in after
        assert all(planted.MARKS[each] in after for each in OF_PLANS if each is not of)
        assert retention.count(session, world.plan_id, of) == 0
        assert retention.remove(session, world.plan_id, of, SENTENCE) == 0


def test_published_minutes_say_in_each_section_that_their_words_were_removed(
    world: World, planted_database: Database
) -> None:
    with planted_database.write() as session:
        before = minutes.find(session, world.plan_id, "2026-09")
        retention.remove(session, world.plan_id, RetentionClass.MINUTES, SENTENCE)
        after = minutes.find(session, world.plan_id, "2026-09")

    assert before is not None
    assert after is not None
    assert after.published
    assert after.minutes.standing is not None
    assert before.minutes.standing is not None
    assert after.minutes.standing.completed == before.minutes.standing.completed
    assert after.minutes.standing.not_reported == (f"{REMOVED}{SENTENCE}",)
    assert {line.facts for section in after.minutes.sections for line in section.lines} == {""}
    for section in after.minutes.sections:
        groups = [line.group for line in section.lines]
        assert len(groups) == len(set(groups))
        assert {line.text for line in section.lines} <= {f"{REMOVED}{SENTENCE}"}
    assert any(section.lines for section in after.minutes.sections)


def test_a_plan_that_was_never_started_loses_its_texts_as_a_draft(world: World, planted_database: Database) -> None:
    title = select(PriorityRow.title).filter_by(plan_id=world.plan_id)
    with planted_database.write() as session:
        session.add(PlanSetupRow(plan_id=world.plan_id, step="people", started_at=AT))
        session.flush()
        retention.remove(session, world.plan_id, RetentionClass.DRAFTS, SENTENCE)
        assert session.scalars(title).one() == "P"

        session.execute(update(PlanSetupRow).values(started_at=None))
        assert retention.remove(session, world.plan_id, RetentionClass.DRAFTS, SENTENCE) > 0
        assert session.scalars(title).one() == f"{REMOVED}{SENTENCE}"


STAYING = {
    **dict.fromkeys(("plan", "goal", "priority", "strategy", "measure", "benchmark", "milestone"), "the plan itself"),
    **dict.fromkeys(("swot_factor", "agreement", "communication", "plan_detail"), "parts of the plan's documents"),
    "action_item": "the plan itself; its cause and link go with thread texts",
    "plan_change": "what the plan said before and after; its reason goes with answers",
    "coach_comment": "about is the part's own text",
    "support": "topic_text is the part's own text",
    "dialog": "frozen is the script",
    "rollover_decision": "title is the next plan's",
    "item_note": "change says which field",
    "reading": "unit is part of the number",
    "legal_hold": "the hold itself",
}
"""By table: columns with words that stay as long as the plan, and why."""


def test_every_column_with_words_of_a_plan_is_in_a_class_or_stays_for_a_reason() -> None:
    in_classes = {
        (words.table, name)
        for groups in OLD_WORDS.values()
        for words in groups
        if words.rows != "unfinished_setup"
        for name in (*words.texts, *words.emptied, *words.documents)
    }
    with_words = {
        (table.name, column.name)
        for table in Base.metadata.sorted_tables
        if scopes.of_plan(table, 1) is not None and table.name != "outbox"
        for column in table.columns
        if columns.holds(column) in (Holds.WORDS, Holds.MENTIONS)
    }
    assert {table for table, _ in with_words - in_classes} == set(STAYING)
    links = {
        ("action_item", "link"),
        ("dialog_reply", "evidence"),
        ("topic_exhibit", "link"),
        ("shown_evidence", "link"),
    }
    assert in_classes - with_words <= links


def test_dialogs_can_still_be_read(world: World, planted_database: Database) -> None:
    with planted_database.write() as session:
        for of in (RetentionClass.PRIVATE, RetentionClass.THREADS, RetentionClass.DRAFTS):
            retention.remove(session, world.plan_id, of, SENTENCE)
    with planted_database.read() as session:
        causes = root_cause.STORE.of_plan(session, world.plan_id)
        conversations = coaching.STORE.of_plan(session, world.plan_id)

    assert {dialog.state.tree.symptom.text for dialog in causes} == {f"{REMOVED}{SENTENCE}"}
    assert {dialog.title for dialog in causes} == {f"{REMOVED}{SENTENCE}"}
    assert {dialog.title for dialog in conversations} == {"Goals and measures"}
