"""Searching: what is written is found at once, what is gone is marked or gone, and nobody finds what isn't theirs."""

from dataclasses import replace
from datetime import date

import pytest
from alembic import command
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import inspect, select, text, update
from sqlalchemy.orm import Session

from conversations import highlight
from conversations.highlight import Minutes, MinutesLine, MinutesSection, Section
from conversations.parts import PartKind
from conversations.threads.replies import Reply, Voice
from conversations.threads.state import Visit, WrittenPart
from plans.item_events import Status, StatusReported
from plans.search_words import read_words
from storage.database import Database
from storage.dialogs import private_answers, replies, root_cause
from storage.dialogs.root_cause import RootCauseDialog
from storage.dialogs.stores import NewDialog
from storage.items import item_changes, items
from storage.items.items import Stamp
from storage.migrate import migrate
from storage.models import ActionItemRow, PersonRow
from storage.plans import files
from storage.rounds import minutes, signing
from storage.search import matches
from storage.search.matches import Search
from tests.conversations.team import Team
from tests.storage.test_migrations import _run
from tests.support.districts import IMPORTED, MANAGER, MORNING, ROUND_DAY, TEAM, plan_of, save_district, staff

EVERYBODY = staff(3)
STAMP = Stamp(at=MORNING, on=ROUND_DAY)


@pytest.fixture
def plan_id(database: Database) -> int:
    return save_district(database, EVERYBODY)


def lines_with(session: Session, plan_id: int, typed: str, *, drafts: bool = False, reader: str = MANAGER) -> list[str]:
    """Kind and excerpt of each match, the words between stars."""
    search = Search(
        words=read_words(typed),
        workspace_id=TEAM,
        slack_id=reader,
        plan_ids=[plan_id],
        draft_plan_ids=[plan_id] if drafts else [],
    )
    return [
        f"{group.kind}: {'gone ' if match.is_gone else ''}"
        + "".join(f"*{piece.text}*" if piece.is_match else piece.text for piece in match.excerpt)
        for group in matches.find(session, search, most=10)
        for match in group.matches
    ]


def reworded(session: Session, code: str, words: str) -> int:
    row = session.scalars(select(ActionItemRow).filter_by(code=code)).one()
    item_changes.set_words(session, row, {"text": words}, STAMP, "why")
    session.flush()
    return row.id


# ---------------------------------------------------------------- what is written is found


def test_an_item_is_found_by_stems_without_accents_and_in_any_order(database: Database, plan_id: int) -> None:
    with database.write() as session:
        reworded(session, "1.1.1", "Visit José's classrooms during reading lessons")

    with database.read() as session:
        excerpt = "item: Visit *José*'s classrooms during *reading* *lessons*"
        assert lines_with(session, plan_id, "lesson READ jose") == [excerpt]
        assert lines_with(session, plan_id, "José") == [excerpt.replace("*reading* *lessons*", "reading lessons")]
        assert lines_with(session, plan_id, "lesson writing") == []
        assert lines_with(session, plan_id, "Step") == ["item: *Step* 1.1.2", "item: *Step* 1.1.3"]


def test_an_imported_file_is_found_and_so_is_its_next_version(database: Database, plan_id: int) -> None:
    plan = plan_of(EVERYBODY)
    (priority,) = plan.priorities
    (strategy,) = priority.strategies
    (milestone,) = strategy.milestones
    changed = tuple(replace(item, text=f"Observe {item.code}") for item in milestone.action_items)
    strategy = replace(strategy, milestones=(replace(milestone, action_items=changed),))
    again = replace(plan, priorities=(replace(priority, strategies=(strategy,)),))
    years = (date(2026, 7, 1), date(2027, 6, 30))

    with database.write() as session:
        files.save(session, 1, again, years=years, source="plan.yml", digest="2", stamp=IMPORTED)

    with database.read() as session:
        assert lines_with(session, plan_id, "step") == []
        assert len(lines_with(session, plan_id, "observing")) == 3


def test_a_canceled_item_is_marked_and_listed_last(database: Database, plan_id: int) -> None:
    with database.write() as session:
        reworded(session, "1.1.1", "Step one")
        session.execute(update(ActionItemRow).where(ActionItemRow.code == "1.1.1").values(cancelled=True))

    with database.read() as session:
        assert lines_with(session, plan_id, "step")[-1] == "item: gone *Step* one"


def test_a_person_is_found_by_the_name_they_have_now(database: Database, plan_id: int) -> None:
    with database.write() as session:
        draft = minutes.add_draft(session, plan_id, some_minutes("Teacher 0002 needs two half days"))
        signing.amend(session, draft.id, 1, STAMP, text="Teacher 0002 attended", reason="asked")
        session.execute(update(PersonRow).where(PersonRow.name == "Teacher 0002").values(name="Zoë Ruíz-Ortega"))

    with database.read() as session:
        line = "minutes: *Zoë Ruíz-Ortega* needs two half days"
        assert lines_with(session, plan_id, "zoe ortega days", drafts=True) == [line.replace("days", "*days*")]
        assert lines_with(session, plan_id, "0002 days", drafts=True) == []
        assert lines_with(session, plan_id, "ruiz attended", drafts=True) == ["minutes: *Zoë Ruíz-Ortega* *attended*"]


def test_an_item_is_found_by_its_owner_and_collaborators_and_its_text_is_quoted(
    database: Database, plan_id: int
) -> None:
    with database.write() as session:
        zoe = session.scalars(select(PersonRow.id).filter_by(name="Teacher 0003")).one()
        names = {"owner_id": zoe, "collaborators": ["<@1>", "Señora Núñez"]}
        session.execute(update(ActionItemRow).where(ActionItemRow.code == "1.1.1").values(**names))

    with database.read() as session:
        for typed in ("0003 teacher", "pat manager", "nunez", "1.1.1 step"):
            first, *_others = lines_with(session, plan_id, typed)
            assert first.replace("*", "") == "item: Step 1.1.1", typed


def some_minutes(line: str) -> Minutes:
    sections = (
        MinutesSection(
            key=Section.CHALLENGES, lines=(MinutesLine(text=line, draft_note="Talk to her about tardiness"),)
        ),
    )
    return highlight.offered(Minutes(organization="S", plan="P", period="2026-11", sections=sections))


def test_drafts_are_for_those_who_write_them_and_published_minutes_for_everyone(
    database: Database, plan_id: int
) -> None:
    with database.write() as session:
        draft = minutes.add_draft(session, plan_id, some_minutes("Attendance fell"))

    with database.read() as session:
        assert lines_with(session, plan_id, "attendance") == []
        assert lines_with(session, plan_id, "attendance", drafts=True) == ["minutes: *Attendance* fell"]
        assert lines_with(session, plan_id, "tardiness", drafts=True) == []
    with database.write() as session:
        assert minutes.publish(session, draft, some_minutes("Attendance rose"), by=1, at=MORNING)
    with database.read() as session:
        assert lines_with(session, plan_id, "attendance") == ["minutes: *Attendance* rose"]
        assert lines_with(session, plan_id, "fell") == []
    with database.write() as session:
        minutes.unpublish(session, minutes.get(session, draft.id))
    with database.read() as session:
        assert lines_with(session, plan_id, "attendance") == []


# ---------------------------------------------------------------- dialogs


DECISION = WrittenPart("p1", PartKind.DECISION, {"text": "We visit each other weekly"}, Visit("why"), MANAGER)
ITEM = WrittenPart("p2", PartKind.ACTION_ITEM, {"text": "Draw a visiting schedule"}, Visit("why"), MANAGER)


def begun(session: Session, plan_id: int, *, is_private: bool = False) -> RootCauseDialog:
    team = Team(leader=MANAGER)
    team.digs("Nobody visits classrooms", "The schedule leaves no time")
    state = replace(team.state, parts=(DECISION, ITEM))
    new = NewDialog(organization_id=1, plan_id=plan_id, channel="C00000ONE", is_private=is_private, state=state)
    return root_cause.STORE.add(session, new, at=MORNING, on=ROUND_DAY)


def test_decisions_and_causes_of_a_dialog_are_found_and_what_is_taken_back_is_not(
    database: Database, plan_id: int
) -> None:
    with database.write() as session:
        dialog = begun(session, plan_id)
    with database.read() as session:
        assert lines_with(session, plan_id, "visiting") == [
            "decision: We *visit* each other weekly",
            "cause: Nobody *visits* classrooms",
        ]
    with database.write() as session:
        causes = tuple(replace(cause, aside=True) for cause in dialog.state.tree.causes)
        state = replace(dialog.state, parts=(ITEM,), tree=replace(dialog.state.tree, causes=causes))
        root_cause.STORE.save_state(session, dialog, state, at=MORNING, on=ROUND_DAY)
    with database.read() as session:
        assert lines_with(session, plan_id, "visiting") == []


def test_a_private_dialog_is_found_by_those_in_it_alone(database: Database, plan_id: int) -> None:
    with database.write() as session:
        dialog = begun(session, plan_id, is_private=True)
        replies.save(session, dialog.id, Reply(ts="1.000001", person="U00000001", text="Yes"))

    with database.read() as session:
        assert len(lines_with(session, plan_id, "visiting", reader=MANAGER)) == 2
        assert len(lines_with(session, plan_id, "visiting", reader="U00000001")) == 2
        assert lines_with(session, plan_id, "visiting", reader="U00000002") == []


def test_replies_and_private_answers_are_never_found(database: Database, plan_id: int) -> None:
    with database.write() as session:
        dialog = begun(session, plan_id)
        replies.save(session, dialog.id, Reply(ts="1.000001", person=MANAGER, text="A sensitive zebra"))
        nameless = Reply(ts="random", person="", text="An anonymous zebra", visit="cause", voice=Voice.NAMELESS)
        private_answers.save(session, dialog.id, nameless)

    with database.read() as session:
        assert lines_with(session, plan_id, "zebra", drafts=True) == []
        stored = session.scalars(text("SELECT text FROM searched_text")).all()
    assert not any("zebra" in each for each in stored)


# ---------------------------------------------------------------- causes of being behind


def test_the_cause_of_being_behind_is_found_until_it_is_corrected_on_the_same_day(
    database: Database, plan_id: int
) -> None:
    with database.write() as session:
        item_id = reworded(session, "1.1.1", "One")
        report(session, item_id, Status.BEHIND, "The substitutes never came")
    with database.read() as session:
        assert lines_with(session, plan_id, "substitute") == ["cause: The *substitutes* never came"]
    with database.write() as session:
        report(session, item_id, Status.ON_TRACK, "")
    with database.read() as session:
        assert lines_with(session, plan_id, "substitute") == []


def test_a_cause_that_is_corrected_in_the_same_turn_is_not_found(database: Database, plan_id: int) -> None:
    with database.write() as session:
        item_id = reworded(session, "1.1.1", "One")
        report(session, item_id, Status.BEHIND, "The substitutes never came")
        report(session, item_id, Status.ON_TRACK, "")
    with database.read() as session:
        assert lines_with(session, plan_id, "substitute") == []


def test_on_sqlite_an_answer_without_a_cause_leaves_nothing_to_index(database: Database, plan_id: int) -> None:
    if not database.is_sqlite:
        pytest.skip("PostgreSQL's triggers index at once")
    with database.write() as session:
        item_id = reworded(session, "1.1.1", "One")
    with database.write() as session:
        report(session, item_id, Status.ON_TRACK, "")
        session.flush()
        assert session.scalar(text("SELECT count(*) FROM searched_changed")) == 0
        report(session, item_id, Status.BEHIND, "The substitutes never came")
        assert session.scalar(text("SELECT count(*) FROM searched_changed")) == 1


def report(session: Session, item_id: int, status: Status, cause: str) -> None:
    items.record(session, item_id, StatusReported(recorded=ROUND_DAY, status=status, cause=cause), STAMP)


# ---------------------------------------------------------------- the index


def test_an_older_database_is_indexed_when_it_is_upgraded(database: Database, plan_id: int) -> None:
    _run(database, command.downgrade, "0049")
    assert not any(name.startswith("searched") for name in inspect(database.engine).get_table_names())

    assert migrate(database) == "0049"

    with database.write() as session:
        assert len(lines_with(session, plan_id, "step")) == 3
        reworded(session, "1.1.1", "Another")
    with database.read() as session:
        assert len(lines_with(session, plan_id, "step")) == 2


TYPED = (
    *(
        '"',
        "'",
        "*",
        "a*",
        "step*",
        "NEAR(step 1)",
        "step AND",
        "OR",
        "-step",
        "step:1",
        "text:step",
        "^step",
        "(((",
        ")",
    ),
    *("'); DROP TABLE plan; --", "step & | !", "<->", "\\", "%", "_", "🎉", "é", "x", "²", "日本", "\x00", "\u200d"),
    *("1.1.1", "step-by-step", "a", "the", "", " ", "step " * 600, "z" * 3000, "".join(map(chr, range(1, 700)))),
)


def test_nothing_that_is_typed_is_syntax(database: Database, plan_id: int) -> None:
    with database.read() as session:
        answers = {typed: lines_with(session, plan_id, typed) for typed in TYPED}

    assert len(answers["step*"]) == len(answers["-step"]) == len(answers["^step"]) == len(answers["step " * 600]) == 3
    assert answers["1.1.1"] in (["item: Step *1.1.1*"], ["item: Step *1*.*1*.*1*"])
    assert answers["a"] == answers["the"] == answers["🎉"] == answers['"'] == []


@given(typed=st.text(max_size=60))
def test_whatever_is_typed_gives_words_of_letters_and_digits(typed: str) -> None:
    assert all(word.replace(" ", "").isalnum() for word in read_words(typed))
