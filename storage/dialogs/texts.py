"""The texts of a dialog's state: stored with mentions, read with names."""

import json
from collections.abc import Callable
from typing import Any

from sqlalchemy.orm import Session

from plans.mentions import mentioned
from storage.models import DialogRow
from storage.people import mentions

TEXTS = frozenset(
    {
        *("text", "reason", "need", "name", "title", "goal", "evidence", "explanation", "role", "trouble"),
        *("owner", "collaborators", "lead", "team", "provider", "giver", "receiver", "actors"),
        *("if_we", "then", "and_so", "output", "resources"),
    }
)
"""The fields of a state, and of what it writes into the plan, in which people may be named."""


def stored_state(session: Session, plan_id: int, state: str, *, before: str = "") -> str:
    """A state as JSON with people by their ids. `before` is what was stored until now."""
    return rewritten_state(state, lambda content: mentions.with_ids(session, plan_id, content, TEXTS, before=before))


def readable_state(session: Session, row: DialogRow) -> str:
    if not mentioned(row.state):
        return row.state
    return rewritten_state(row.state, lambda content: mentions.with_names(session, row.plan_id, content))


def rewritten_state(state: str, rewrite: Callable[[dict[str, Any]], dict[str, Any]]) -> str:
    content = rewrite(json.loads(state))
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))
