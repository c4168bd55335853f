"""A change in a plan that touches a part of another plan is told to those who lead that part, once."""

from collections.abc import Mapping
from datetime import date, timedelta

from bot.isolation import isolated
from bot.messages import linked_changes as messages
from bot.permissions import roles
from bot.permissions.roles import Permission
from bot.turns import Turn, Turns
from plans.objectives import OWN
from plans.time_zones import zone_named
from prompts import formats, plain
from storage.delivery.outbox import OutboxMessage
from storage.models import PersonRow
from storage.people import people
from storage.plans import objective_changes, objectives, plans
from storage.plans.objective_changes import AffectedPart, LinkedChange

QUIET = timedelta(minutes=1)
"""By then every transaction with an earlier id has been committed."""
LOOKS_BACK = timedelta(days=3)
"""How far a program that has just started looks back. The messages' keys prevent a second one."""


class LinkedChangeTick:
    def __init__(self, turns: Turns) -> None:
        self._turns = turns
        self._last_id = 0

    def tick(self) -> None:
        """Usually nothing has changed since the last look, which costs one query."""
        now = self._turns.clock.now()
        with self._turns.read() as turn:
            newest = objective_changes.newest_id(turn.session, now - QUIET)
            if newest <= self._last_id:
                return
            changes = objective_changes.between(turn.session, self._last_id, newest, now - LOOKS_BACK)
        for change in changes:
            with isolated("change of the plan", change.first_id), self._turns.write() as turn:
                _notify(turn, change)
        self._last_id = newest


def _notify(turn: Turn, change: LinkedChange) -> None:
    """Whoever leads several parts that it touches reads of the first. Not whoever made the change."""
    names = _objectives(turn, change)
    notified: set[int] = {change.by_id} if change.by_id else set()
    for link in objective_changes.affected(turn.session, change):
        new = objective_changes.readers(turn.session, link.other) - notified
        for person in people.by_ids(turn.session, new):
            if person.active and not person.guest:
                _post(turn, change, link, person, names)
        notified |= new


def _post(turn: Turn, change: LinkedChange, link: AffectedPart, person: PersonRow, names: Mapping[str, str]) -> None:
    with formats.reading(locale=person.locale):
        on, with_words = _day(change, person), _reads_words(turn, change, link, person)
        content = messages.message(change, link, on, names, with_words=with_words)
    key = f"linked_change:{change.first_id}:{person.slack_id}"
    turn.put(
        OutboxMessage.post(change.workspace_id, person.slack_id, key, content.payload()).unrequested(
            zone=person.time_zone, organization_id=link.other.organization_id
        )
    )


def _reads_words(turn: Turn, change: LinkedChange, link: AffectedPart, person: PersonRow) -> bool:
    """Names and words of a school stay in it without the leave of its leader. Those of a plan above are told below."""
    plan = plans.summary(turn.session, change.plan_id)
    return not link.other.is_objective or roles.may(turn.session, person, Permission.SEE_STATUS, plan)


def _day(change: LinkedChange, person: PersonRow) -> date:
    return change.at.astimezone(zone_named(person.time_zone)).date()


def _objectives(turn: Turn, change: LinkedChange) -> dict[str, str]:
    """The names of what a strategy served before and serves now, by the keys that the history keeps."""
    keys = {text for cell in change.cells if cell.field == "serves" for text in (cell.before, cell.after)}
    named = {key: objectives.by_key(turn.session, key) for key in keys}
    return {key: objective.name for key, objective in named.items() if objective} | {OWN: plain("objectives", "own")}
