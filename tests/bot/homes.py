"""The Home tabs of people of every role in the demo's district, on the second day of November's check-in, as text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import event

from bot.check_ins.round_desk import RoundDesk
from bot.demo.district import HandClock
from bot.home import home_views
from bot.turns import Turns
from prompts import formats
from storage.database import Database
from storage.people import memberships, organizations, people, schedules
from storage.people.people import Member
from storage.people.schedules import Absence, Source
from tests.scenarios.district import TEAM, furnish

PAGE = Path(__file__).parents[2] / "docs" / "home.md"
OPENING, NOW = datetime(2026, 11, 17, 15, tzinfo=UTC), datetime(2026, 11, 18, 15, tzinfo=UTC)
READERS = {
    "Staff": "U00DANIEL",
    "Milestone lead": "U000MARIA",
    "Leader": "U0000DANA",
    "District leader": "U000GRACE",
    "Plan manager": "U0000OMAR",
    "Viewer": "U000VIOLA",
    "Newcomer": "U00000NOA",
    "Guest": "U0000VERA",
    "Stand-in": "U00000ANA",
}
"""Slack ids by the headings of docs/home.md."""


@dataclass(frozen=True, slots=True)
class HomeTab:
    text: str
    blocks: int
    statements: int


def homes(url: str) -> dict[str, HomeTab]:
    """By heading."""
    furnish(url)
    database = Database(url)
    clock = HandClock(OPENING)
    with database.write() as session:
        _add_people(session)
    RoundDesk(Turns(database, clock)).tick()
    tabs = {heading: _home_of(database, slack_id) for heading, slack_id in READERS.items()}
    database.close()
    return tabs


def _add_people(session: Any) -> None:
    """A viewer and a newcomer; and Lena is away, with Ana as her stand-in."""
    zone = "America/New_York"
    members = [
        Member(slack_id=slack_id, name=name, handle=name.split()[0].lower(), time_zone=zone, active=True, guest=False)
        for slack_id, name in (("U000VIOLA", "Viola Marsh"), ("U00000NOA", "Noa Levi"))
    ]
    people.save_people(session, TEAM, members)
    school = organizations.find(session, TEAM, "Bethel Elementary School")
    viewer, lena, ana = (people.person(session, TEAM, user) for user in ("U000VIOLA", "U0000LENA", "U00000ANA"))
    assert school is not None
    assert viewer is not None
    assert lena is not None
    assert ana is not None
    memberships.grant(session, school.id, viewer.id, "viewer")
    schedules.set_stand_in(session, lena.id, ana.id)
    schedules.set_away(session, lena.id, Absence(OPENING.date(), datetime(2026, 11, 20).date()), Source.OWN)  # noqa: DTZ001 (a day)


def _home_of(database: Database, slack_id: str) -> HomeTab:
    statements: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        statements.extend([statement] if statement.lstrip().startswith(("SELECT", "WITH")) else [])

    event.listen(database.engine, "before_cursor_execute", note)
    event.listen(database._reader, "before_cursor_execute", note)
    with database.read() as session, formats.reading(today=NOW.date()):
        view = home_views.view(session, TEAM, slack_id, NOW)
    return HomeTab("\n".join(_lines(view)), len(view["blocks"]), len(statements))


def _lines(view: Any) -> Iterator[str]:
    """Each block as people read it, its buttons in brackets."""
    for block in view["blocks"]:
        if block["type"] == "divider":
            continue
        elements = block.get("elements", ())
        if block["type"] == "actions":
            yield " ".join(map(_control, elements))
            continue
        text = "\n".join([block["text"]["text"]] if "text" in block else [each["text"] for each in elements])
        accessory = f" {_control(block['accessory'])}" if "accessory" in block else ""
        yield f"# {text}" if block["type"] == "header" else f"{text}{accessory}"


def _control(element: Any) -> str:
    return f"[{element['text']['text']}]" if "text" in element else "[…]"


def printed() -> dict[str, str]:
    """What docs/home.md shows, by heading."""
    page = PAGE.read_text(encoding="utf-8")
    return dict(re.findall(r"^## ([^\n]+)\n(?:(?!^## )[^\n]*\n)*?```text\n(.*?)\n```$", page, re.DOTALL | re.MULTILINE))
