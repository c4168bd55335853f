"""Owners written as names, in a sheet or a conversation."""

from __future__ import annotations

import pytest

from bot.action_items import owners
from bot.clock import Clock
from bot.turns import Turns
from storage.database import Database
from storage.plans import plans
from tests.support.districts import MANAGER, TEAM, save_district, staff


@pytest.mark.parametrize(
    ("name", "person", "role"),
    [
        ("Teacher 0001", None, "Teacher 0001"),  # a role of the plan stays one
        ("Pat Manager", MANAGER, ""),
        ("the art club", None, "the art club"),
        ("", None, ""),
        ("All", None, ""),
        ("all staff", None, ""),
        ("to be determined", None, ""),
        ("TBD", None, ""),
    ],
)
def test_an_owner_in_words(database: Database, name: str, person: str | None, role: str) -> None:
    save_district(database, staff(1))
    with Turns(database, Clock()).read() as turn:
        actual, stored = owners.person_or_role(turn, plans.summaries(turn.session, TEAM)[0], name)

        assert (actual.slack_id if actual else None, stored) == (person, role)
