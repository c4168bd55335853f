"""Bringing a database to its newest form, from nothing, twice, at once, and not from the future."""

import json
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Row, inspect, select, text
from sqlalchemy.exc import IntegrityError

from storage.database import Database
from storage.delivery import outbox
from storage.delivery.outbox import OutboxMessage
from storage.dialogs import root_cause, threads
from storage.dialogs.stores import NewDialog
from storage.migrate import HEAD, NewerDatabaseError, migrate, tables_may_be_copied
from storage.models import AskedFactsRow, Base, ItemEventRow, OutboxRow, PlanRow
from storage.upgrades import FOLDER
from tests.storage.test_counting import examples, history
from tests.support.counting import write_plan

NOW = datetime(2026, 11, 17, 15, tzinfo=UTC)
MIGRATE = """
import sys
from storage.database import Database
from storage.migrate import migrate
opened = Database(sys.argv[1])
print(migrate(opened))
opened.close()
"""


def test_an_empty_database_becomes_what_the_models_say(empty_url: str) -> None:
    database = Database(empty_url)

    before = migrate(database)

    with database.engine.connect() as connection:
        options = {"compare_type": True, "include_name": lambda name, *_: not (name or "").startswith("searched_")}
        context = MigrationContext.configure(connection, opts=options)
        differences = compare_metadata(context, Base.metadata)
    database.close()
    assert before is None
    assert differences == []


def test_a_second_start_changes_nothing(database: Database) -> None:
    assert migrate(database) == HEAD


def test_the_head_is_the_newest_file() -> None:
    newest = max(path.name for path in (FOLDER / "versions").glob("[0-9]*.py"))

    assert newest.startswith(f"{HEAD}_")


def test_a_database_from_a_newer_version_is_left_alone(database: Database) -> None:
    with database.write() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(NewerDatabaseError, match="9999"):
        migrate(database)

    with database.read() as session:
        assert session.scalar(text("SELECT version_num FROM alembic_version")) == "9999"


def test_programs_that_start_at_once_migrate_once(empty_url: str) -> None:
    command = [sys.executable, "-c", MIGRATE, empty_url]
    starting = [
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=Path.cwd())
        for _ in range(3)
    ]
    text = [each.communicate(timeout=60) for each in starting]

    assert [each.returncode for each in starting] == [0, 0, 0], text
    assert sorted(out.strip() for out, _err in text) == [HEAD, HEAD, "None"]
    database = Database(empty_url)
    with database.engine.connect() as connection:
        assert inspect(connection).has_table("outbox")
    database.close()


def test_what_was_answered_before_the_calendars_came_is_still_there(empty_url: str) -> None:
    """Tables are copied on the way; no row and no constraint is lost."""
    database = Database(empty_url)
    _upgrade_to(database, "0003")
    with database.write() as session:
        for statement in OLD_ROWS:
            session.execute(text(statement))

    migrate(database)

    with database.write() as session:
        assert session.execute(text("SELECT state, cadence, nudged FROM round")).one() == ("open", "monthly", 0)
        assert session.execute(text("SELECT person_id, channel FROM check_in_request")).one() == (1, None)
        assert session.execute(text("SELECT status, late FROM answer")).one() == ("on_track", False)
        assert str(session.execute(text("SELECT last FROM absence")).scalar_one()) == "2099-01-01"
        assert str(session.execute(text("SELECT first FROM closing")).scalar_one()) == "2026-11-11"
        for statement in NEW_ROWS:
            session.execute(text(statement))
    for statement in BROKEN_ROWS:
        with pytest.raises(IntegrityError), database.write() as session:
            session.execute(text(statement))
    database.close()


def test_the_one_risk_of_a_request_becomes_a_row_of_its_own(empty_url: str) -> None:
    database = Database(empty_url)
    _upgrade_to(database, "0017")
    with database.write() as session:
        for statement in (*DISTRICT, *ROWS_WITH_A_RISK):
            session.execute(text(statement))

    migrate(database)

    risks = text("SELECT request_id, person_id, owner_id, risk, mitigation, due FROM risk ORDER BY id")
    with database.read() as session:
        assert session.execute(risks).all() == [(1, 1, 1, "Snow", "Two dates", None), (2, 2, 2, "Flu", "", None)]
        assert str(session.scalars(text("SELECT recorded_on FROM risk ORDER BY id")).all()[0]) == "2026-11-17"

    _run(database, command.downgrade, "0017")
    with database.read() as session:
        assert session.execute(
            text("SELECT id, risk, mitigation, risk_by_id FROM check_in_request ORDER BY id")
        ).all() == [(1, "Snow", "Two dates", 1), (2, "Flu", "", 2), (3, "", "", None)]
    database.close()


def test_the_next_steps_of_the_newest_minutes_become_promises(empty_url: str) -> None:
    database = Database(empty_url)
    _upgrade_to(database, "0023")
    with database.write() as session:
        for statement in (*DISTRICT, *PUBLISHED_MINUTES):
            session.execute(text(statement))

    migrate(database)

    promises = text("SELECT minutes_id, kind, item_id, answer_id, risk_id, owner_id, due FROM promise ORDER BY id")
    with database.read() as session:
        rows = [(*row[:-1], str(row[-1])) for row in session.execute(promises)]
    assert rows == [
        (2, "item", 1, None, None, None, "2026-12-01"),
        (2, "recovery", None, 1, None, 1, "None"),
        (2, "mitigation", None, None, 1, 2, "None"),
    ]
    database.close()


def test_the_facts_above_the_newest_question_get_a_row_of_their_own(empty_url: str) -> None:
    posted = "*Behind schedule (1)*\\n• *1.1* Buy books &amp; maps: 3 days late\\nNothing is at risk today."
    database = Database(empty_url)
    _upgrade_to(database, "0044")
    with database.write() as session:
        for statement in (*DISTRICT, *conversation_under_facts(posted)):
            session.execute(text(statement))

    migrate(database)

    with database.read() as session:
        facts = session.scalars(select(AskedFactsRow)).all()
        states = session.execute(text("SELECT id, state FROM dialog ORDER BY id")).all()
        assert [(row.dialog_id, row.asking, row.posted) for row in facts] == [(1, 1, posted.replace("\\n", "\n"))]
        assert [row.recorded for row in facts] == [
            ["Behind schedule (1): 1.1 Buy books & maps: 3 days late", "Nothing is at risk today."]
        ]
    assert ["facts" in state for _id, state in states] == [False, False]

    _run(database, command.downgrade, "0044")
    with database.read() as session:
        (with_facts, _without) = session.scalars(text("SELECT state FROM dialog ORDER BY id")).all()
    assert json.loads(with_facts)["facts"] == posted.replace("\\n", "\n")
    database.close()


def test_names_in_the_database_are_those_of_the_models(empty_url: str) -> None:
    database = Database(empty_url)
    migrate(database)

    actual = _names(database)

    tables = Base.metadata.tables.values()
    expected = {str(part.name) for table in tables for part in table.constraints}
    expected |= {str(index.name) for table in tables for index in table.indexes}
    database.close()
    missing = {"fk_action_item_assigned_by_person", "fk_action_item_follows_id_action_item"}
    missing.add("fk_action_item_owner_id_person")  # SQLite adds a column without naming its reference.
    assert expected - actual <= (missing if database.path else set())
    others = {name for name in actual - expected if "searched_" not in name}  # the index of texts
    assert others <= {"alembic_version_pkc", "None"}


def test_stored_values_get_the_words_of_the_glossary_and_lose_nothing(empty_url: str) -> None:
    database = Database(empty_url)
    _upgrade_to(database, "0015")
    with database.write() as session:
        for statement in ROWS_BEFORE_THE_GLOSSARY:
            session.execute(text(statement))

    migrate(database)

    with database.read() as session:
        assert session.scalars(text("SELECT kind FROM item_event ORDER BY id")).all() == ["added", "reported"]
        assert session.execute(text("SELECT state, provided_on FROM support")).one()[0] == "provided"
        assert session.execute(text("SELECT dialog_id, place FROM written_part")).one() == (1, "swot_factor")
        assert session.execute(text("SELECT section, page FROM home_page")).one() == ("dialogs", 2)
        assert session.execute(text("SELECT question_id, reply_ts FROM private_answer")).one() == (1, "a1")
        assert session.execute(text("SELECT dialog_id, ts FROM dialog_reply")).one() == (1, "a1")
        assert session.execute(
            text("SELECT person_id, reminder_preference FROM personal_schedule JOIN person ON person.id = person_id")
        ).one() == (1, "light")
        assert dict(session.execute(select(OutboxRow.key, OutboxRow.payload)).all()) == {
            "check_in:1": {"make": "check_in", "request": 1},
            "coaching:1:files": {"make": "coaching_record", "dialog": 1, "text": "The record"},
            "coaching:1:ask:0": {"text": "ask", "ask": 1},
        }
        assert session.scalars(text("SELECT requested_by FROM outbox WHERE requested_by IS NOT NULL")).all() == ["U1"]
    database.close()


def test_milestones_get_a_date_and_the_history_of_their_answers(empty_url: str) -> None:
    database = Database(empty_url)
    _upgrade_to(database, "0018")
    with database.write() as session:
        for statement in ROWS_BEFORE_DATED_MILESTONES:
            session.execute(text(statement))

    migrate(database)

    with database.read() as session:
        dates = session.execute(text("SELECT due, completed_on FROM milestone ORDER BY id")).all()
        assert [tuple(map(str, row)) for row in dates] == [("2026-12-18", "2027-01-19"), ("None", "None")]
        columns = "milestone_id, kind, recorded_on, due, status, reason, evidence, completed_on"
        events = session.execute(text(f"SELECT {columns} FROM milestone_event ORDER BY id")).all()
        imported = session.scalars(select(PlanRow.imported)).one()
    assert [" ".join(str(part) for part in row if part not in (None, "")) for row in events] == [
        "1 added 2026-08-01 2026-12-18",
        "1 reported 2026-11-17 behind no time",
        "1 reported 2026-12-15 done",
        "1 completed 2026-12-15 visit notes 2026-12-15",
        "1 reopened 2026-12-16",
        "1 reported 2026-12-16 on_track",
        "1 reported 2027-01-19 done",
        "1 completed 2027-01-19 visit notes 2027-01-19",
        "2 added 2026-08-01",
    ]
    assert imported == {"plan": {"vision": ""}, "milestone 1.1.1": {"title": "Visits", "due": None}}
    database.close()


def test_what_was_stored_of_support_becomes_its_events_and_each_request_is_known_by_its_topic(empty_url: str) -> None:
    database = Database(empty_url)
    _upgrade_to(database, "0021")
    with database.write() as session:
        for statement in (*DISTRICT, *ROWS_OF_SUPPORT):
            session.execute(text(statement))
        before = session.execute(text("SELECT * FROM support ORDER BY id")).mappings().all()

    migrate(database)

    with database.read() as session:
        columns = "support_id, kind, recorded_on, person_id, provider_id, day, words, level"
        events = session.execute(text(f"SELECT {columns} FROM support_event ORDER BY id")).all()
        keys = session.execute(text("SELECT answer_key, message_key, effective FROM support ORDER BY id")).all()
    assert [" ".join(str(part) for part in row if part not in (None, "")) for row in events] == [
        "1 asked 2026-11-17 1 2 2026-11-24 Time",
        "1 provided 2026-11-20 2 2 2026-11-19 Half a day",
        "1 used 2026-11-20 1 2 Visits",
        "1 rated 2026-11-20 1 2 very",
        "2 asked 2026-11-17 1 Money",
        "3 asked 2026-11-17 2 1 More money",
        "3 declined 2026-11-17 1 1 None left",
    ]
    assert keys == [
        (None, "support:1:asked:2", "very"),
        (None, None, ""),
        ("1:item:1", "support:3:asked:1", ""),
    ]

    _run(database, command.downgrade, "0021")
    with database.read() as session:
        after = session.execute(text("SELECT * FROM support ORDER BY id")).mappings().all()
    assert [{**row, "answer_key": None} for row in after] == [{**row, "answer_key": None} for row in before]
    database.close()


def test_answers_about_measures_become_readings_with_their_words(empty_url: str) -> None:
    """Only what is plainly a value becomes one; every other text stays, as the source."""
    database = Database(empty_url)
    _upgrade_to(database, "0031")
    with database.write() as session:
        for statement in (*DISTRICT, *ROWS_OF_MEASURES):
            session.execute(text(statement))
    before = _rows(database)["answer"]

    migrate(database)

    columns = "benchmark_id, measure_id, status, text, number, whole, unit, source, taken_on, answer_id"
    with database.read() as session:
        readings = session.execute(text(f"SELECT {columns} FROM reading ORDER BY id")).all()
        assert session.scalars(text("SELECT DISTINCT evidence FROM answer")).all() == [""]
    assert [" ".join(str(part) for part in row if part not in (None, "")) for row in readings] == [
        "1 on_track 7 of 12 7.0 12 2026-11-17 1",
        "1 done 52.5 % 52.5 % 2026-11-17 2",
        "1 done about 52% 2026-11-17 3",
        "1 behind 12 of 7 2026-11-17 4",
        "1 not_started 2026-11-17 5",
    ]

    _run(database, command.downgrade, "0031")
    assert _rows(database)["answer"] == before
    database.close()


def test_events_of_before_say_where_their_items_stand(empty_url: str) -> None:
    database = Database(empty_url)
    migrate(database)
    with database.write() as session:
        for example in examples():
            write_plan(session, [history(example)])
    recorded = _stands(database)

    _run(database, command.downgrade, "0019")
    migrate(database)

    assert _stands(database) == recorded
    assert len({tuple(row[1:]) for row in recorded}) > 30
    database.close()


def _stands(database: Database) -> list[Row[*tuple[Any, ...]]]:
    with database.read() as session:
        columns = [column for column in ItemEventRow.__table__.columns if column.name.startswith("after_")]
        return list(session.execute(select(ItemEventRow.id, *columns).order_by(ItemEventRow.id)).all())


def test_going_back_to_the_old_names_and_forth_again_loses_nothing(empty_url: str) -> None:
    database = Database(empty_url)
    _upgrade_to(database, "0015")
    with database.write() as session:
        for statement in ROWS_BEFORE_THE_GLOSSARY:
            session.execute(text(statement))
    names, rows = _names(database), _rows(database)
    migrate(database)
    new_names, new_rows = _names(database), _rows(database)

    _run(database, command.downgrade, "0015")
    assert (_names(database), _rows(database)) == (names, rows)

    migrate(database)
    assert (_names(database), _rows(database)) == (new_names, new_rows)
    database.close()


def test_a_dialog_goes_on_with_the_keys_its_messages_were_queued_with(empty_url: str) -> None:
    """A message in doubt is looked for in Slack by its key, and no message may be posted again under another one."""
    database = Database(empty_url)
    _upgrade_to(database, "0020")
    with database.write() as session:
        for statement in (*DISTRICT, *ROWS_OF_A_ROOT_CAUSE_DIALOG):
            session.execute(text(statement))

    migrate(database)

    with database.write() as session:
        older = root_cause.STORE.find(session, 101)
        assert older is not None
        assert threads.in_thread(session, "C1", "1.1") == older.id
        assert outbox.was_queued(session, f"{older.key}:ask:0")
        assert threads.is_opening(session, "coaching:101")
        new = NewDialog(organization_id=1, plan_id=1, channel="C1", is_private=False, state=older.state)
        newer = root_cause.STORE.add(session, new, at=NOW, on=NOW.date())
        assert newer.key == threads.key_of(session, newer.id) == f"root_cause:{newer.id}"
        for key in (newer.key, f"{newer.key}:ask:0", f"{newer.key}1:ask:0"):
            outbox.put(session, OutboxMessage.post("T", "C1", key, {}, target_key=newer.key), NOW)

    _run(database, command.downgrade, "0020")
    with database.read() as session:
        keys = session.execute(text("SELECT key, target_key FROM outbox WHERE id > 2 ORDER BY id")).all()
    database.close()
    assert keys == [
        (f"coaching:{newer.id}", f"coaching:{newer.id}"),
        (f"coaching:{newer.id}:ask:0", f"coaching:{newer.id}"),
        (f"root_cause:{newer.id}1:ask:0", f"coaching:{newer.id}"),
    ]


def _rows(database: Database) -> dict[str, list[str]]:
    """Of every table, in any order: each row as text, its columns sorted by name."""
    with database.read() as session:
        return {
            table: sorted(
                repr(sorted(row.items(), key=str)) for row in session.execute(text(f"SELECT * FROM {table}")).mappings()
            )
            for table in inspect(database.engine).get_table_names()
        }


def _names(database: Database) -> set[str]:
    """Of all constraints and indexes."""
    inspected = inspect(database.engine)
    names: set[str] = set()
    for table in inspected.get_table_names():
        names.add(str(inspected.get_pk_constraint(table)["name"]))
        for parts in (
            inspected.get_foreign_keys(table),
            inspected.get_unique_constraints(table),
            inspected.get_check_constraints(table),
            inspected.get_indexes(table),
        ):
            names |= {str(part["name"]) for part in parts}
    return names


def _upgrade_to(database: Database, revision: str) -> None:
    _run(database, command.upgrade, revision)


def _run(database: Database, migrating: Callable[[Config, str], None], revision: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    with database.engine.connect() as connection, tables_may_be_copied(connection):
        config.attributes["connection"] = connection
        migrating(config, revision)
        connection.commit()


OLD_ROWS = (
    "INSERT INTO workspace (id, name, bot_user) VALUES ('T', 'District', 'U')",
    "INSERT INTO organization (id, workspace_id, name, level, time_zone) VALUES (1, 'T', 'School', 'school', 'UTC')",
    "INSERT INTO person (id, workspace_id, slack_id, handle, name, time_zone, active, guest)"
    " VALUES (1, 'T', 'U1', 'ana', 'Ana', 'UTC', TRUE, FALSE)",
    "UPDATE person SET away_until = '2099-01-01'",
    "INSERT INTO closed_day (organization_id, day) VALUES (1, '2026-11-11')",
    "INSERT INTO plan (id, organization_id, title, school_year, vision, mission, purpose, asks_on, asks_at, open_days,"
    " starts_on, ends_on, created_on, imported_from, imported_hash) VALUES"
    " (1, 1, 'Plan', '2026-27', '', '', '', '3rd tue', '09:00', 7, '2026-07-01', '2027-06-30', '2026-08-01', '', '')",
    "INSERT INTO action_item (id, plan_id, code, text, owner_key, collaborators, output, resources, ongoing, cancelled,"
    " imported) VALUES (1, 1, '1.1', 'Step', '', '[]', '', '', FALSE, FALSE, '{}')",
    "INSERT INTO round (id, plan_id, period, state, opened_at, closes_at)"
    " VALUES (1, 1, '2026-11', 'open', '2026-11-17 14:00:00', '2026-11-24 05:00:00')",
    "INSERT INTO ask (id, round_id, person_id, page, risk, mitigation) VALUES (1, 1, 1, 0, '', '')",
    "INSERT INTO ask_topic (id, ask_id, position, item_id) VALUES (1, 1, 0, 1)",
    'INSERT INTO answer (id, round_id, item_id, person_id, at, "on", status, cause, recovery, new_due_reason, support,'
    " evidence) VALUES (1, 1, 1, 1, '2026-11-17 15:00:00', '2026-11-17', 'on_track', '', '', '', '', '')",
)
DISTRICT = (
    "INSERT INTO workspace (id, name, bot_user) VALUES ('T', 'District', 'U')",
    "INSERT INTO organization (id, workspace_id, name, level, time_zone)"
    " VALUES (1, 'T', 'School', 'school', 'America/New_York')",
    *(
        "INSERT INTO person (id, workspace_id, slack_id, handle, name, time_zone, locale, active, guest)"
        f" VALUES ({number}, 'T', 'U{number}', '{name.lower()}', '{name}', 'UTC', 'en-US', TRUE, FALSE)"
        for number, name in ((1, "Ana"), (2, "Ben"))
    ),
    "INSERT INTO plan (id, organization_id, title, school_year, vision, mission, purpose, asks_on, asks_at, open_days,"
    " starts_on, ends_on, created_on, imported_from, imported_hash) VALUES"
    " (1, 1, 'Plan', '2026-27', '', '', '', '3rd tue', '09:00', 7, '2026-07-01', '2027-06-30', '2026-08-01', '', '')",
    "INSERT INTO round (id, plan_id, period, state, opened_at, closes_at)"
    " VALUES (1, 1, '2026-11', 'open', '2026-11-17 14:00:00', '2026-11-24 05:00:00')",
)
ROWS_OF_MEASURES = (
    "INSERT INTO priority (id, plan_id, code, title) VALUES (1, 1, '1', 'Math')",
    'INSERT INTO strategy (id, plan_id, priority_id, code, title, if_we, "then", and_so, resources)'
    " VALUES (1, 1, 1, '1.1', 'Checks', '', '', '', '')",
    "INSERT INTO benchmark (id, plan_id, strategy_id, kind, text) VALUES (1, 1, 1, 'early_evidence', 'Exit tickets')",
    "INSERT INTO measure (id, plan_id, strategy_id, indicator, source, baseline, targets)"
    " VALUES (1, 1, 1, 'Lessons', '', '30%', '[]')",
    *(
        f'INSERT INTO answer (id, round_id, {subject}_id, person_id, at, "on", status, cause, recovery, new_due_reason,'
        f" support, evidence) VALUES ({number}, 1, 1, 1, '2026-11-17 15:00:00', '2026-11-17', '{status}', '', '', '',"
        f" '', '{evidence}')"
        for number, (subject, status, evidence) in enumerate(
            (
                ("benchmark", "on_track", "7 of 12"),
                ("measure", "done", "52.5 %"),
                ("benchmark", "done", "about 52%"),
                ("measure", "behind", "12 of 7"),
                ("measure", "not_started", ""),
            ),
            start=1,
        )
    ),
)


def conversation_under_facts(posted: str) -> list[str]:
    """Statements for a conversation whose second question stands under facts, and one without facts."""
    askings = '[{"visit": {"step": "data"}, "since": "1"}, {"visit": {"step": "late"}, "since": "2"}]'
    states = (f'{{"leader": "U1", "askings": {askings}, "facts": "{posted}"}}', f'{{"askings": {askings}}}')
    return [
        "INSERT INTO dialog (id, kind, organization_id, plan_id, channel, permalink, script, title, frozen, state,"
        f" phase, leader, started_at, started_on) VALUES ({number}, 'coaching', 1, 1, 'C1', '', 'x', 'Title', '',"
        f" '{state}', 'open', 'U1', '2026-11-17 14:00:00', '2026-11-17')"
        for number, state in enumerate(states, start=1)
    ]


ROWS_OF_A_ROOT_CAUSE_DIALOG = (
    "INSERT INTO dialog (id, kind, organization_id, plan_id, channel, permalink, script, title, frozen, state, phase,"
    " leader, started_at, started_on) VALUES (101, 'root_cause', 1, 1, 'C1', '', '', 'Symptom', '',"
    """ '{"leader": "U1", "method": "whys", "askings": [], "tree": {"symptom": {"text": "Symptom"}}}', 'open', 'U1',"""
    " '2026-11-17 14:00:00', '2026-11-17')",
    *(
        "INSERT INTO outbox (workspace_id, key, kind, channel, payload, not_before, spread, state, version, attempt,"
        f" sent_channel, sent_ts) VALUES ('T', 'coaching:101{name}', 'post', 'C1', '{{}}', '2026-11-17 14:00:00', 0,"
        f" 'sent', 1, 1, 'C1', '{ts}')"
        for name, ts in (("", "1.1"), (":ask:0", "1.2"))
    ),
)
ROWS_WITH_A_RISK = (
    "INSERT INTO check_in_request (id, round_id, person_id, page, risk, mitigation, risk_at)"
    " VALUES (1, 1, 1, 0, 'Snow', 'Two dates', '2026-11-18 03:00:00')",
    "INSERT INTO check_in_request (id, round_id, channel, page, risk, mitigation, risk_at, risk_by_id)"
    " VALUES (2, 1, 'C1', 0, 'Flu', '', '2026-11-18 15:00:00', 2)",
    "INSERT INTO check_in_request (id, round_id, person_id, page, risk, mitigation) VALUES (3, 1, 2, 0, '', '')",
)
ROWS_OF_SUPPORT = (
    "INSERT INTO action_item (id, plan_id, code, text, owner_key, collaborators, output, resources, ongoing,"
    " cancelled, cause, link, imported) VALUES (1, 1, 'A1', 'Step', '', '[]', '', '', TRUE, FALSE, '', '', '{}')",
    *(
        "INSERT INTO support (id, plan_id, item_id, asker_id, provider_id, answer_key, state, at, needed, needed_by,"
        f" provided, provided_on, provided_at, source, used, effective, rating_asked) VALUES {values}"
        for values in (
            "(1, 1, NULL, 1, 2, NULL, 'rated', '2026-11-18 03:00:00', 'Time', '2026-11-24',"
            " 'Half a day', '2026-11-19', '2026-11-20 15:00:00', 'Ben', 'Visits', 'Very effective', TRUE)",
            "(2, 1, 1, 1, NULL, '1:1:1', 'asked', '2026-11-17 15:00:00', 'Money', NULL,"
            " '', NULL, NULL, '', '', '', FALSE)",
            "(3, 1, 1, 2, 1, '1:1:2', 'declined', '2026-11-17 15:00:00', 'More money', NULL,"
            " 'None left', NULL, NULL, '', '', '', FALSE)",
        )
    ),
)
ONE_NEXT_STEP = '{"sections": {"next_steps": [{"key": "coming_up:1.1"}]}}'
PUBLISHED_MINUTES = (
    "INSERT INTO action_item (id, plan_id, code, text, owner_key, collaborators, output, resources, ongoing, cancelled,"
    " cause, link, imported) VALUES (1, 1, '1.1', 'Step', '', '[]', '', '', FALSE, FALSE, '', '', '{}')",
    *(
        "INSERT INTO item_event (id, item_id, kind, at, recorded_on, due, ongoing, reason) VALUES"
        f" ({number}, 1, '{kind}', '{day} 14:00:00', '{day}', '{due}', FALSE, '')"
        for number, (kind, day, due) in enumerate(
            (
                ("added", "2026-08-17", "2026-11-10"),
                ("due_moved", "2026-11-12", "2026-12-01"),
                ("due_moved", "2026-11-30", "2026-12-15"),
            ),
            start=1,
        )
    ),
    "INSERT INTO check_in_request (id, round_id, person_id, page) VALUES (1, 1, 1, 0)",
    "INSERT INTO risk (id, request_id, person_id, owner_id, risk, mitigation, at, recorded_on)"
    " VALUES (1, 1, 1, 2, 'Snow', 'Two dates', '2026-11-18 15:00:00', '2026-11-18')",
    'INSERT INTO answer (id, round_id, item_id, person_id, at, "on", status, cause, recovery, new_due_reason, support,'
    " evidence) VALUES (1, 1, 1, 1, '2026-11-17 15:00:00', '2026-11-17', 'behind', 'c', 'A step', '', '', '')",
    *(
        "INSERT INTO minutes (id, plan_id, period, state, version, content, published_at)"
        f" VALUES ({number}, 1, '{period}', '{state}', 1, '{content}', '{at}')"
        for number, period, state, content, at in (
            (1, "2026-10", "published", ONE_NEXT_STEP, "2026-10-27 14:00:00"),
            (
                2,
                "2026-11",
                "published",
                '{"sections": {"next_steps": [{"key": "coming_up:1.1"}, {"key": "recovery:1.1:"},'
                ' {"key": "mitigation:Ana:2026-11-18"}, {"key": "coming_up:9.9"}, {"text": "Added"}]}}',
                "2026-11-24 14:00:00",
            ),
            (3, "2026-12", "draft", ONE_NEXT_STEP, "2026-12-15 14:00:00"),
        )
    ),
)
NEW_ROWS = (
    "INSERT INTO round (id, plan_id, cadence, period, state, opened_at, closes_at)"
    " VALUES (2, 1, 'quarterly', '2026-Q2', 'coming', '2026-12-09 14:00:00', '2026-12-19 05:00:00')",
    "INSERT INTO priority (id, plan_id, code, title) VALUES (1, 1, '1', 'Priority')",
    'INSERT INTO strategy (id, plan_id, priority_id, code, title, if_we, "then", and_so, resources)'
    " VALUES (1, 1, 1, '1.1', 'Strategy', '', '', '', '')",
    "INSERT INTO benchmark (id, plan_id, strategy_id, kind, text) VALUES (1, 1, 1, 'short_term', 'Outcome')",
    "INSERT INTO check_in_request (id, round_id, channel, page) VALUES (3, 2, 'C1', 0)",
    "INSERT INTO request_topic (id, request_id, position, benchmark_id) VALUES (3, 3, 0, 1)",
)
BROKEN_ROWS = (
    "UPDATE round SET state = 'somewhen'",
    "UPDATE round SET cadence = 'hourly'",
    "UPDATE round SET plan_id = 99",
    "UPDATE check_in_request SET person_id = NULL WHERE id = 1",
    "UPDATE check_in_request SET round_id = 99",
    "UPDATE request_topic SET item_id = NULL",
    "UPDATE request_topic SET milestone_id = 1 WHERE id = 1",
    "UPDATE answer SET status = 'fine'",
    "UPDATE answer SET person_id = 99",
    "INSERT INTO check_in_request (id, round_id, person_id, page) VALUES (2, 1, 1, 0)",
)
ROWS_BEFORE_DATED_MILESTONES = (
    "INSERT INTO workspace (id, name, bot_user) VALUES ('T', 'District', 'U')",
    "INSERT INTO organization (id, workspace_id, name, level, time_zone)"
    " VALUES (1, 'T', 'District', 'district', 'UTC')",
    "INSERT INTO organization (id, workspace_id, parent_id, name, level, time_zone)"
    " VALUES (2, 'T', 1, 'School', 'school', 'UTC')",
    *(
        f"INSERT INTO term (organization_id, kind, number, first, last) VALUES (1, 'quarter', {number}, {days})"
        for number, days in enumerate(
            (
                "'2026-08-17', '2026-10-16'",
                "'2026-10-19', '2026-12-18'",
                "'2027-01-05', '2027-03-12'",
                "'2027-03-15', '2027-05-28'",
            ),
            start=1,
        )
    ),
    "INSERT INTO person (id, workspace_id, slack_id, handle, name, time_zone, locale, active, guest)"
    " VALUES (1, 'T', 'U1', 'ana', 'Ana', 'UTC', 'en-US', TRUE, FALSE)",
    "INSERT INTO plan (id, organization_id, title, school_year, vision, mission, purpose, asks_on, asks_at, open_days,"
    " starts_on, ends_on, created_on, imported_from, imported_hash, imported) VALUES"
    " (1, 2, 'Plan', '2026-27', '', '', '', '3rd tue', '09:00', 7, '2026-07-01', '2027-06-30', '2026-08-01', '', '',"
    """ '{"plan": {"vision": ""}, "milestone 1.1.1": {"title": "Visits"}}')""",
    "INSERT INTO priority (id, plan_id, code, title) VALUES (1, 1, '1', 'Priority')",
    'INSERT INTO strategy (id, plan_id, priority_id, code, title, if_we, "then", and_so, resources)'
    " VALUES (1, 1, 1, '1.1', 'Strategy', '', '', '', '')",
    "INSERT INTO milestone (id, plan_id, strategy_id, code, title, team, quarter)"
    " VALUES (1, 1, 1, '1.1.1', 'Visits', '[]', 'Q2')",
    "INSERT INTO milestone (id, plan_id, strategy_id, code, title, team, quarter)"
    " VALUES (2, 1, 1, '1.1.2', 'Notes', '[]', '')",
    "INSERT INTO round (id, plan_id, cadence, period, state, opened_at, closes_at)"
    " VALUES (1, 1, 'monthly', '2026-11', 'closed', '2026-11-17 14:00:00', '2026-11-24 05:00:00')",
    *(
        'INSERT INTO answer (round_id, milestone_id, person_id, at, "on", status, cause, recovery, new_due_reason,'
        " support, evidence) VALUES"
        f" (1, 1, 1, '{day} 15:00:00', '{day}', '{status}', '{cause}', '', '', '', '{evidence}')"
        for day, status, cause, evidence in (
            ("2026-11-17", "behind", "no time", ""),
            ("2026-12-15", "done", "", "visit notes"),
            ("2026-12-16", "on_track", "", ""),
            ("2027-01-19", "done", "", "visit notes"),
        )
    ),
)
ROWS_BEFORE_THE_GLOSSARY = (
    "INSERT INTO workspace (id, name, bot_user) VALUES ('T', 'District', 'U')",
    "INSERT INTO organization (id, workspace_id, name, level, time_zone) VALUES (1, 'T', 'School', 'school', 'UTC')",
    "INSERT INTO person (id, workspace_id, slack_id, handle, name, time_zone, locale, active, guest, reminders)"
    " VALUES (1, 'T', 'U1', 'ana', 'Ana', 'UTC', 'en-US', TRUE, FALSE, 'light')",
    "INSERT INTO own_time (person_id, asks_at) VALUES (1, '10:30')",
    "INSERT INTO home_page (person_id, section, page) VALUES (1, 'talks', 2)",
    "INSERT INTO plan (id, organization_id, title, school_year, vision, mission, purpose, asks_on, asks_at, open_days,"
    " starts_on, ends_on, created_on, imported_from, imported_hash) VALUES"
    " (1, 1, 'Plan', '2026-27', '', '', '', '3rd tue', '09:00', 7, '2026-07-01', '2027-06-30', '2026-08-01', '', '')",
    "INSERT INTO action_item (id, plan_id, code, text, owner_key, asked_by, collaborators, output, resources, ongoing,"
    " cancelled, cause, link, imported) VALUES (1, 1, '1.1', 'Step', '', 1, '[]', '', '', FALSE, FALSE, '', '', '{}')",
    "INSERT INTO item_event (id, item_id, kind, at, recorded_on, ongoing, reason) VALUES"
    " (1, 1, 'added', '2026-11-17 14:00:00', '2026-11-17', FALSE, '')",
    "INSERT INTO item_event (id, item_id, kind, at, recorded_on, ongoing, status, reason) VALUES"
    " (2, 1, 'said', '2026-11-18 14:00:00', '2026-11-18', FALSE, 'behind', '')",
    "INSERT INTO support (id, plan_id, asker_id, state, at, needed, provided, given_on, source, used, effective,"
    " rating_asked) VALUES"
    " (1, 1, 1, 'given', '2026-11-17 14:00:00', 'Time', 'Half a day', '2026-11-18', '', '', '', FALSE)",
    "INSERT INTO reminded (item_id, person_id, due, kind, \"on\") VALUES (1, 1, '2026-12-01', 'ahead', '2026-11-24')",
    "INSERT INTO conversation (id, kind, organization_id, plan_id, channel, permalink, script, title, frozen, state,"
    " phase, leader, started_at, started_on) VALUES"
    " (1, 'coaching', 1, 1, 'C1', '', 'goals', 'Goals', '', '', 'open', 'U1', '2026-11-17 14:00:00', '2026-11-17')",
    "INSERT INTO conversation_reply (conversation_id, ts, person, text, evidence, edited, deleted, voice)"
    " VALUES (1, 'a1', '', 'Said', '[]', '', FALSE, 'nameless')",
    "INSERT INTO private_ask (id, conversation_id, person, visit) VALUES (1, 1, 'U1', 'data')",
    "INSERT INTO private_answer (ask_id, source, reply_ts, edited, dedup_keys) VALUES (1, '', 'a1', '', '[]')",
    "INSERT INTO finding (id, plan_id, kind, text, evidence) VALUES (1, 1, 'strength', 'Staff stay', '')",
    "INSERT INTO written_part (conversation_id, key, place, row_id) VALUES (1, 'data#1', 'finding', 1)",
    "INSERT INTO taken (key, at) VALUES ('C1:1', '2026-11-17 14:00:00')",
    "INSERT INTO budget (workspace_id, tokens, per_second, filled_at, raised_at, calls, refusals)"
    " VALUES ('T', 1, 1, '2026-11-17 14:00:00', '2026-11-17 14:00:00', 0, 0)",
    "INSERT INTO pause (workspace_id, method, until) VALUES ('T', '*', '2026-11-17 14:00:00')",
    *(
        "INSERT INTO outbox (workspace_id, key, kind, channel, payload, state, version, not_before, attempt, asked_by)"
        f" VALUES ('T', '{key}', '{kind}', 'C1', '{payload}', 'pending', 1, '2026-11-17 14:00:00', 0, {asker})"
        for key, kind, payload, asker in (
            ("check_in:1", "post", '{"make": "check_in", "ask": 1}', "NULL"),
            (
                "coaching:1:files",
                "upload",
                '{"make": "coaching_record", "conversation": 1, "text": "The record"}',
                "'U1'",
            ),
            ("coaching:1:ask:0", "post", '{"text": "ask", "ask": 1}', "NULL"),
        )
    ),
)
