"""When a message that nobody asked for may leave: in the person's own hours, on a day their school is open."""

from datetime import datetime
from zoneinfo import ZoneInfo

from plans.calendar import ONLY_WEEKENDS_CLOSED
from storage import calendars, own_time
from storage.database import Database
from storage.outbox import Claimed


def next_moment(database: Database, message: Claimed, now: datetime) -> datetime:
    """`now` itself where it may leave. Looked at when it is sent: calendars and people's own hours may have changed."""
    if message.zone is None:
        return now
    with database.read() as session:
        own = own_time.settled_by(session, message.workspace_id, message.channel)
        closed = (
            calendars.of(session, message.organization_id).closed if message.organization_id else ONLY_WEEKENDS_CLOSED
        )
    return own.window.next_moment(now, ZoneInfo(message.zone), closed)
