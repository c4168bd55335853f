"""What most bots do, measured beside ours: post in a for loop, mark sent after, start again after a crash.

`python -m tests.support.naive DATABASE` works through the list until everyone is marked.
"""

from __future__ import annotations

import os
import sqlite3
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

KEY = "check_in:naive"


def main() -> None:
    client = WebClient(token=os.environ["SLACK_BOT_TOKEN"], base_url=os.environ["SLACK_API_URL"], timeout=10)
    with closing(sqlite3.connect(sys.argv[1], isolation_level=None)) as database:
        while left := database.execute("SELECT slack_id FROM person WHERE NOT sent").fetchall():
            for (slack_id,) in left:
                _ask(client, database, slack_id)


def _ask(client: WebClient, database: sqlite3.Connection, slack_id: str) -> None:
    metadata = {"event_type": "naive", "event_payload": {"key": KEY}}
    try:
        client.chat_postMessage(channel=slack_id, text="How do your action items go?", metadata=metadata)
    except (SlackApiError, OSError):
        return  # the next round of the loop tries it again
    database.execute("UPDATE person SET sent = 1 WHERE slack_id = ?", (slack_id,))


def prepare(path: Path, slack_ids: Sequence[str]) -> None:
    """Write the list that it works through."""
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("CREATE TABLE person (slack_id TEXT PRIMARY KEY, sent INTEGER NOT NULL DEFAULT 0)")
        database.executemany("INSERT INTO person (slack_id) VALUES (?)", [(each,) for each in slack_ids])


if __name__ == "__main__":
    main()
