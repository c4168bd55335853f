"""Coaching conversations with a whole team: one engine, any script."""

from conversations.coaching.engine import advance, start
from conversations.coaching.record import by_visit, record, where_we_are
from conversations.coaching.state import CoachingState, from_json, to_json

__all__ = ["CoachingState", "advance", "by_visit", "from_json", "record", "start", "to_json", "where_we_are"]
