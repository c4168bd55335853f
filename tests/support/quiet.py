"""People who must get no messages during a storm: sleepers, and people whose school is closed."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from datetime import timedelta

from plans.school_calendar import Closing
from storage.database import Database
from storage.delivery import outbox
from storage.delivery.outbox import MessageKind, OutboxMessage
from storage.people import calendars, organizations
from tests.support.districts import MORNING, ROUND_DAY, TEAM, Staff, staff
from tests.support.stage import Stage, check_ins_of, messages_of

ASLEEP = "Pacific/Honolulu"
"""5:00 AM there when it is 10:00 AM in New York."""
SLEEPERS = 4
SNOWED_IN = 8
NOTICE = "notice:"
NEXT_DAY = timedelta(hours=29)
"""After the round's morning: every school is open, and everyone is awake."""


def with_sleepers(count: int) -> list[Staff]:
    """That many people, the last few of them far in the west."""
    everybody = staff(count)
    return [*everybody[:-SLEEPERS], *(replace(person, zone=ASLEEP) for person in everybody[-SLEEPERS:])]


def snow_day(database_url: str, everybody: Sequence[Staff]) -> None:
    """Close a school on the day of the round, when messages to its people are already pending."""
    with closing(Database(database_url)) as database, database.write() as session:
        school = organizations.save_organization(session, TEAM, "Snowed in", "school")
        closed = [Closing(ROUND_DAY, ROUND_DAY, "Snow day")]
        calendars.replace(session, school.id, closed, [])
        for person in everybody[:SNOWED_IN]:
            outbox.put(session, _notice(person, school.id), MORNING - timedelta(hours=2))


def _notice(person: Staff, organization_id: int) -> OutboxMessage:
    return OutboxMessage(
        workspace_id=TEAM,
        key=f"{NOTICE}{person.slack_id}",
        kind=MessageKind.POST,
        channel=person.slack_id,
        payload={"text": "The plan is due."},
        zone=person.zone,
        organization_id=organization_id,
    )


def woken(played: Stage) -> int:
    """The number of messages that were sent though they must not be on this day."""
    with played.slack.world.lock:
        asked = [check_ins_of(played.slack.world, person.slack_id) for person in played.staff if person.zone == ASLEEP]
        return sum(map(len, asked)) + sum(notices(played).values())


def notices(played: Stage) -> dict[str, int]:
    """How often each notice was sent."""
    with played.slack.world.lock:
        noticed = played.staff[:SNOWED_IN]
        return {person.slack_id: len(messages_of(played.slack.world, person.slack_id, NOTICE)) for person in noticed}
