"""The weekly message to a district's leaders: requests for support without an answer for five school days."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

from bot.action_items import notifying
from bot.isolation import isolated
from bot.messages.items import supports as messages
from bot.pace import Pace
from bot.permissions.roles import Role
from bot.turns import Turn, Turns
from plans.calendar import ClosedDays
from plans.time_zones import zone_named
from prompts import formats
from storage.delivery import outbox
from storage.delivery.outbox import OutboxMessage
from storage.items import supports
from storage.items.support_values import Support
from storage.models import PersonRow
from storage.people import calendars, memberships

PATIENCE = 5
"""School days without an answer."""
A_WEEK = timedelta(days=7)
EVERY = timedelta(minutes=15)


class SupportReminding:
    def __init__(self, turns: Turns) -> None:
        self._turns = turns
        self._pace = Pace(EVERY)

    def tick(self) -> None:
        """Post the week's message to each leader, from the week's first school day on.

        It lists what had waited long enough on that day and still does. A program that was down then sends it later in
        the same week; the message's key, which names the week, prevents a second one.
        """
        now = self._turns.clock.now()
        if not self._pace.is_due(now):
            return
        with self._turns.read() as turn:
            waiting = {
                leader.id: requests for leader, requests in _by_leader(turn, supports.unanswered(turn.session)).values()
            }
        for leader_id, requests in waiting.items():
            with isolated("support for person", leader_id), self._turns.write() as turn:
                _post(turn, turn.session.get_one(PersonRow, leader_id), requests)


def _by_leader(turn: Turn, requests: Iterable[Support]) -> Mapping[int, tuple[PersonRow, list[Support]]]:
    """The requests that are due this week, by the leader above the plan's organization."""
    closed: dict[int, ClosedDays] = {}
    by_leader: dict[int, tuple[PersonRow, list[Support]]] = {}
    for support in requests:
        place = support.organization_id
        if place not in closed:
            closed[place] = calendars.of(turn.session, place).closed
        if is_due(support.waiting_since, turn.today(support.time_zone), closed[place]):
            for leader in memberships.granted_above(turn.session, place, {Role.LEADER}):
                by_leader.setdefault(leader.id, (leader, []))[1].append(support)
    return by_leader


def is_due(since: date, today: date, closed: ClosedDays) -> bool:
    """Whether five school days had passed since then before the first school day of this week, which has come."""
    monday = today - timedelta(days=today.weekday())
    first = closed.next_school_day(monday)
    return first <= today and closed.school_days_between(since, first) >= PATIENCE


def _post(turn: Turn, leader: PersonRow, requests: Sequence[Support]) -> None:
    """Nothing is queued for another week, when that week's own message will say it."""
    place = requests[0].organization_id
    leaves = notifying.polite_moment(turn, leader, place)
    week, leaving_in = (_week(moment, leader) for moment in (turn.now, leaves))
    key = _key(leader, week)
    if week != leaving_in or outbox.was_queued(turn.session, key):
        return
    outbox.delete_pending(turn.session, _key(leader, _week(turn.now - A_WEEK, leader)))
    with formats.reading(locale=leader.locale):
        content = messages.unanswered(requests, turn.today(leader.time_zone))
    turn.put(
        OutboxMessage.post(leader.workspace_id, leader.slack_id, key, content.payload()).unrequested(
            zone=leader.time_zone, organization_id=place, not_before=leaves
        )
    )


def _week(moment: datetime, leader: PersonRow) -> str:
    year, week, _weekday = moment.astimezone(zone_named(leader.time_zone)).isocalendar()
    return f"{year}-W{week:02d}"


def _key(leader: PersonRow, week: str) -> str:
    return f"support:unanswered:{leader.workspace_id}:{week}:{leader.slack_id}"
