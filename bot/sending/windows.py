"""When an unrequested message may be sent: in the person's send window, on a day their school is open.

This is checked at sending time, because calendars, time zones, schedules and absences may have changed.
"""

from datetime import date, datetime, time

from sqlalchemy.orm import Session

from plans.calendar import ONE_DAY, ONLY_WEEKENDS_CLOSED, opens_at
from plans.time_zones import zone_named
from storage.database import Database
from storage.delivery.claims import Claimed
from storage.models import PersonRow
from storage.people import calendars, schedules


def next_moment(database: Database, message: Claimed, now: datetime) -> datetime:
    """`now` if the message may be sent, else the next moment at which it may."""
    if message.zone is None:
        return now
    with database.read() as session:
        person, own = schedules.personal_schedules(session, message.workspace_id, message.channel)
        closed = (
            calendars.of(session, message.organization_id).closed if message.organization_id else ONLY_WEEKENDS_CLOSED
        )
        zone = zone_named(person.time_zone if person else message.zone, message.zone)
        is_away = person is not None and _waits_for(message) and _is_away(session, person, now.astimezone(zone).date())
    tomorrow = opens_at(now.astimezone(zone).date() + ONE_DAY, time(0), zone)
    return own.window.next_moment(tomorrow if is_away else now, zone, closed)


def _waits_for(message: Claimed) -> bool:
    """Whether the message waits until an absent person is back. Only check-in requests do."""
    return message.payload.get("make") == "check_in"


def _is_away(session: Session, person: PersonRow, today: date) -> bool:
    return person.id in schedules.away(session, [person.id], today)
