"""Drafting a month's minutes from a thousand answers, over reading the same rows in plain SQL and printing them.

The floor has nothing of ours: `sqlite3` reads the rows, and one template of plain Jinja, with Babel's dates, prints the
lines. So it stays where it is when our own rendering becomes faster.
"""

import gc
import sqlite3
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from babel.dates import format_date
from jinja2 import Environment, Template

from benchmarks import district
from benchmarks.slack import TEAM, slack_id
from benchmarks.status import PLAIN_COUNTS
from bot.check_ins import applying
from bot.clock import Clock
from bot.minutes import drafting
from bot.slack.payloads import Who
from bot.turns import Turn, Turns
from conversations.check_in import ExplainBehind, Move, ReportStatus
from plans.item_events import Status
from storage.database import Database
from storage.plans import plans
from storage.rounds import check_in_requests, check_ins, rounds

PEOPLE = 200
"""Each answers about five action items."""
TIMES = 7
BEHIND_OF = 5
"""One of so many answers explains why its item is behind."""
PLAIN_LAGGING = """
    SELECT item.code, item.text, COALESCE(person.name, item.owner) AS owner, event.after_due AS due,
        event.after_first_due AS first_due, event.after_times_moved AS times_moved, cause.recorded_on AS cause_on,
        cause.reason AS cause, reporter.name AS cause_by,
        EXISTS (SELECT 1 FROM answer WHERE answer.item_id = item.id AND answer.round_id = :round) AS reported
    FROM action_item AS item JOIN item_event AS event ON event.id = (
        SELECT id FROM item_event WHERE item_id = item.id AND recorded_on <= :day
        ORDER BY recorded_on DESC, id DESC LIMIT 1
    )
    LEFT JOIN item_event AS cause ON cause.id = COALESCE(event.after_cause_id, event.id) AND cause.reason <> ''
    LEFT JOIN person AS reporter ON reporter.id = cause.person_id LEFT JOIN person ON person.id = item.owner_id
    WHERE item.plan_id = :plan AND NOT event.after_cancelled AND event.after_completed_on IS NULL
        AND (event.after_due < :day OR event.after_said_behind)
    ORDER BY event.after_due, item.id
"""
PLAIN_DUE = """
    SELECT item.code, item.text, COALESCE(person.name, item.owner) AS owner, item.due,
        item.status = 'not_started' AS not_started
    FROM action_item AS item LEFT JOIN person ON person.id = item.owner_id
    WHERE item.plan_id = :plan AND NOT item.cancelled AND item.completed_on IS NULL AND item.due BETWEEN :day AND :until
    ORDER BY item.due, item.id
"""
PLAIN_ANSWERS = """
    SELECT item.code, answer.status, answer.recovery, answer.recovery_by, answer."on" AS day, person.name AS who
    FROM answer JOIN action_item AS item ON item.id = answer.item_id JOIN person ON person.id = answer.person_id
    WHERE answer.id IN (SELECT MAX(id) FROM answer WHERE round_id = :round AND item_id IS NOT NULL GROUP BY item_id)
    ORDER BY item.id
"""
PLAIN_PEOPLE = """
    SELECT person.name, COUNT(*) AS asked,
        SUM(topic.item_id IN (SELECT item_id FROM answer WHERE round_id = :round)) AS answered
    FROM check_in_request AS request JOIN request_topic AS topic ON topic.request_id = request.id
    JOIN person ON person.id = request.person_id
    WHERE request.round_id = :round GROUP BY request.id ORDER BY person.name
"""
PLAIN_MILESTONES = """
    SELECT milestone.code, milestone.title, milestone.due, milestone.completed_on, event.kind, event.recorded_on
    FROM milestone JOIN milestone_event AS event ON event.milestone_id = milestone.id
    WHERE milestone.plan_id = :plan ORDER BY milestone.id, event.id
"""
PLAIN_CHANGES = """
    SELECT item.code, item.text, event.kind, event.due, event.reason, event.recorded_on, person.name AS who
    FROM item_event AS event JOIN action_item AS item ON item.id = event.item_id
    LEFT JOIN person ON person.id = event.person_id
    WHERE item.plan_id = :plan AND event.kind IN ('completed', 'reopened', 'due_moved', 'cancelled')
        AND event.recorded_on BETWEEN :since AND :day
    ORDER BY event.id
"""
PLAIN_MINUTES = """
{% for row in counts %}
Completed {{ row[2] }} of {{ row[1] }}, on time {{ row[3] }}, completed late {{ row[4] }}, behind {{ row[5] }}
{% endfor %}
Reported: {{ people | selectattr("answered") | list | length }} of {{ people | length }}
On track: {{ answers | selectattr("status", "equalto", "on_track") | map(attribute="code") | join(", ") }}
{% for item in lagging %}
- {{ item.code }} {{ item.text }}: due {{ item.due | day }}
{%- if item.times_moved %} (first date {{ item.first_due | day }}; moved {{ item.times_moved }} times){% endif %}.
{%- if item.cause %} Cause: {{ item.cause }} ({{ item.cause_by }}, {{ item.cause_on | day }})
{%- else %} No cause given.{% endif %}{% if not item.reported %} No report this month.{% endif %}

{% endfor %}
{% for item in due %}
- {{ item.due | day }}: {{ item.code }} {{ item.text }} ({{ item.owner }})
{%- if item.not_started %}. Not started.{% endif %}

{% endfor %}
{% for milestone in milestones if milestone.completed_on is none and milestone.kind == "added" %}
- {{ milestone.due | day if milestone.due }}: {{ milestone.code }} {{ milestone.title }}
{% endfor %}
{% for answer in answers if answer.recovery %}
- {% if answer.recovery_by %}{{ answer.recovery_by | day }}: {% endif %}recovery step for {{ answer.code }}:
{{- " " ~ answer.recovery }}
{%- if not answer.recovery_by %} ({{ answer.who }}, {{ answer.day | day }}){% endif %}

{% endfor %}
{% for change in changes %}
- {{ change.code }} {{ change.text }}: {{ change.kind }} {{ change.recorded_on | day }}.
{{- " Reason: " ~ change.reason }} ({{ change.who }})
{% endfor %}
"""
PLAIN = {
    "counts": PLAIN_COUNTS,
    "lagging": PLAIN_LAGGING,
    "due": PLAIN_DUE,
    "answers": PLAIN_ANSWERS,
    "people": PLAIN_PEOPLE,
    "milestones": PLAIN_MILESTONES,
    "changes": PLAIN_CHANGES,
}
"""The statements whose rows the template prints, by the name it knows them by."""


@dataclass(frozen=True, slots=True)
class Took:
    """Milliseconds."""

    drafting: float
    plain: float
    lines: int


def measure() -> Took:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "minutes.db"
        district.furnish(path, PEOPLE)
        database = Database(f"sqlite:///{path}")
        try:
            turns = Turns(database, Clock())
            with turns.write(Who(team=TEAM, user=slack_id(0))) as turn:
                _answer(turn)
            with turns.read() as turn, sqlite3.connect(path) as plain:
                return _measure(turn, plain)
        finally:
            database.close()


def _answer(turn: Turn) -> None:
    plan = plans.summaries(turn.session, TEAM)[0]
    opened = rounds.latest_round(turn.session, plan.id)
    assert opened is not None  # the district is in mid-month
    today = turn.today(plan.time_zone)
    number = 0
    for request in check_in_requests.requests_in(turn.session, opened.id):
        for topic in check_ins.load(turn.session, request).topics:
            number += 1
            applying.apply_move(turn, request, _move(number, topic.key, today))


def _move(number: int, topic: str, today: date) -> Move:
    if number % BEHIND_OF:
        return ReportStatus(topic=topic, status=Status.ON_TRACK, by="Dean", on=today)
    return ExplainBehind(
        topic=topic, by="Dean", on=today, cause="Two teachers are out", recovery="Ask for a substitute"
    )


def _measure(turn: Turn, plain: sqlite3.Connection) -> Took:
    """In turns, so that whatever else the computer does slows both."""
    plan = plans.summaries(turn.session, TEAM)[0]
    of = rounds.latest_round(turn.session, plan.id)
    assert of is not None  # it was answered above
    minutes, template = drafting.drafted(turn, plan, of), _template()
    today = turn.today(plan.time_zone)
    days = {"day": today, "until": today + drafting.LOOK_AHEAD, "since": plan.created_on}
    dates = {name: day.isoformat() for name, day in days.items()}
    values: dict[str, int | str] = {"plan": plan.id, "round": of.id, **dates}
    took, floor = [], []
    plain.row_factory = sqlite3.Row
    gc.freeze()  # as the bot does once it has started
    try:
        for _ in range(TIMES):
            took.append(_milliseconds(lambda: drafting.drafted(turn, plan, of)))
            floor.append(_milliseconds(lambda: _print(plain, template, values)))
    finally:
        gc.unfreeze()
    return Took(min(took), min(floor), sum(len(section.lines) for section in minutes.sections))


def _template() -> Template:
    environment = Environment(trim_blocks=True)
    environment.filters["day"] = lambda text: format_date(date.fromisoformat(text), "EEE, MMM d", locale="en_US")
    return environment.from_string(PLAIN_MINUTES)


def _print(plain: sqlite3.Connection, template: Template, values: dict[str, int | str]) -> str:
    rows = {name: [*map(dict, plain.execute(query, values).fetchall())] for name, query in PLAIN.items()}
    return template.render(**{**rows, "counts": [list(row.values()) for row in rows["counts"]]})


def _milliseconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000
