"""Fixtures: a conversation before its first question and at it, and a root cause team."""

import pytest

from conversations.threads.moves import Next
from tests.conversations.table import Table
from tests.conversations.talk import script
from tests.conversations.team import Team


@pytest.fixture
def table() -> Table:
    return Table(script())


@pytest.fixture
def asking(table: Table) -> Table:
    table.presses(Next)
    return table


@pytest.fixture
def team() -> Team:
    return Team()
