"""Searching 5,000 action items and a hundred minutes, over the same full-text query in plain SQL."""

import sqlite3
import tempfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from benchmarks import status
from benchmarks.status import FIRST, ITEMS, milliseconds
from conversations.highlight import Minutes, MinutesLine, MinutesSection, Section
from storage.database import Database
from storage.items.items import Stamp
from storage.migrate import migrate
from storage.people import memberships, organizations, people
from storage.people.people import Member
from storage.plans import files, plans
from storage.rounds import minutes
from storage.search import matches
from storage.search.matches import Search

MINUTES = 100
LINES = 40
MENTIONED_IN = 20
"""One in so many texts has the word."""
TIMES = 15
WORD = "phonics"
PLAIN = """
    SELECT kind, row_id, day, total, highlight(searched_words, 0, '*', '*')
    FROM (
        SELECT id, kind, row_id, day, COUNT(*) OVER (PARTITION BY kind) AS total,
            ROW_NUMBER() OVER (PARTITION BY kind ORDER BY gone, day DESC, id) AS number
        FROM searched_text WHERE id IN (SELECT rowid FROM searched_words WHERE searched_words MATCH :word)
        AND plan_id = 1
    )
    JOIN searched_words ON searched_words.rowid = id
    WHERE number <= 10 AND searched_words MATCH :word
"""


def measure() -> tuple[float, float]:
    """Milliseconds of the search, and of the plain query."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "find.db"
        database = Database(f"sqlite:///{path}")
        try:
            _furnish(database)
            return _measure(database, path)
        finally:
            database.close()


def _measure(database: Database, path: Path) -> tuple[float, float]:
    """In turns, so that whatever else the computer does slows both."""
    took, floor = [], []
    search = Search(words=(WORD,), workspace_id="T1", slack_id="U1", plan_ids=(1,), draft_plan_ids=(1,))
    with database.read() as session, sqlite3.connect(path) as plain:
        for _ in range(TIMES):
            took.append(milliseconds(lambda: matches.find(session, search, most=10)))
            floor.append(milliseconds(lambda: plain.execute(PLAIN, {"word": WORD}).fetchall()))
    return min(took), min(floor)


def _furnish(database: Database) -> None:
    migrate(database)
    at = Stamp(at=datetime(2023, 9, 1, 12, tzinfo=UTC), on=FIRST)
    with database.write() as session:
        organizations.save_workspace(session, "T1", "Bench", "UBOT")
        organization = organizations.save_organization(session, "T1", "Bench District", "district")
        people.save_people(session, "T1", [Member(slack_id="U1", name="Lee", time_zone="America/New_York")])
        memberships.grant(session, organization.id, 1, "leader")
        years = (FIRST, status.LAST)
        files.save(session, organization.id, status.plan(_text), years=years, source="bench", digest="", stamp=at)
    with database.write() as session:
        plan_id = plans.summaries(session, "T1")[0].id
        for number in range(MINUTES):
            draft = minutes.add_draft(session, plan_id, _minutes(number))
            minutes.publish(session, draft, replace(draft.minutes, submitted_by="Lee"), by=1, at=at.at)


def _text(place: int) -> str:
    about = WORD if place % MENTIONED_IN == 0 else "lessons"
    return f"Visit four {about} with the team of grade {place % 9} and write down what students say"


def _minutes(number: int) -> Minutes:
    lines = tuple(MinutesLine(text=_text(number * LINES + place + (place > 0))) for place in range(LINES))
    period = f"{2000 + number // 12}-{number % 12 + 1:02}"
    section = MinutesSection(key=Section.CHALLENGES, lines=lines)
    return Minutes(organization="Bench District", plan="Plan", period=period, sections=(section,))


WHAT = f"{ITEMS:,} action items and {MINUTES} minutes"
