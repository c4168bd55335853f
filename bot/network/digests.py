"""The monthly digest: the tick that sends it to leaders, `/plan network digest`, and turning it on and off."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any

from sqlalchemy.orm import Session

from bot.desk import Desk
from bot.isolation import isolated
from bot.messages import digests as messages
from bot.messages import linked_changes
from bot.messages.digests import NOUN
from bot.messages.linked_changes import LinkedStrategy
from bot.network import digest_schedule, linked_months
from bot.network.desk import COUNTED_AT_ONCE
from bot.network.digest_schedule import ChosenDigest
from bot.network.rules import ChosenNetwork, NetworkQuestion, named
from bot.pace import Pace
from bot.permissions.guards import AccessRule
from bot.permissions.roles import Permission, Role
from bot.sending.renderers import ContentRenderer
from bot.slack.blocks import MessageContent
from bot.slack.payloads import Command
from bot.turns import CannotDoError, Turn, Turns
from plans.digests import Digest
from prompts import formats
from storage.delivery.claims import Claimed
from storage.delivery.outbox import OutboxMessage
from storage.models import PersonRow
from storage.network import digest_log, scope
from storage.network.digest_log import DigestSetting
from storage.people import memberships, organizations, people

EVERY = timedelta(minutes=15)
LAST_DAYS = range(1, 29)
"""Days that every month has."""


class DigestTick:
    def __init__(self, turns: Turns) -> None:
        self._turns = turns
        self._pace = Pace(EVERY)

    def tick(self) -> None:
        """Send the digests that are due. Each is counted in a turn that reads and recorded in the one that sends it."""
        now = self._turns.clock.now()
        if not self._pace.is_due(now):
            return
        with self._turns.read() as turn:
            due = digest_schedule.due(turn)
        for chosen in due:
            with isolated("digest of organization", chosen.organization_id):
                self.send(chosen)

    def send(self, chosen: ChosenDigest) -> None:
        with self._turns.read() as turn:
            digest = digest_schedule.read(turn.session, chosen)
            linked = _linked(turn, chosen)
        with self._turns.write() as turn:
            _send(turn, chosen, digest, linked)


def _linked(turn: Turn, chosen: ChosenDigest) -> Mapping[int, Sequence[LinkedStrategy]]:
    month = chosen.month
    return linked_months.by_reader(turn.session, chosen.organization_id, month.changes_since, month.on)


def _send(turn: Turn, chosen: ChosenDigest, digest: Digest, linked: Mapping[int, Sequence[LinkedStrategy]]) -> None:
    """To the leaders of the very organization, and to those who lead linked parts what changed at the other end.

    Of several bots, the one that records the month sends it.
    """
    row = organizations.get(turn.session, chosen.organization_id)
    month = chosen.month
    if not digest_log.add(turn.session, row.id, month, turn.stamp(row.time_zone), is_quiet=digest.is_quiet):
        return
    leaders = [] if digest.is_quiet else memberships.granted_here(turn.session, row.id, {Role.LEADER})
    contents = {leader: _digest_message(chosen, digest, leader, linked.get(leader.id, ())) for leader in leaders}
    leader_ids = {leader.id for leader in leaders}
    for person in people.by_ids(turn.session, linked.keys() - leader_ids):
        with formats.reading(locale=person.locale):
            contents[person] = linked_changes.month(chosen.name, month.changes_since, linked[person.id])
    for person, content_of_person in contents.items():
        key = f"digest:{row.id}:{month.period}:{person.slack_id}"
        turn.put(
            OutboxMessage.post(row.workspace_id, person.slack_id, key, content_of_person.payload()).unrequested(
                zone=person.time_zone, organization_id=row.id
            )
        )


def _digest_message(
    chosen: ChosenDigest, digest: Digest, leader: PersonRow, linked: Sequence[LinkedStrategy]
) -> MessageContent:
    table = messages.table_pointer(chosen.organization_id, chosen.month.on)
    with formats.reading(locale=leader.locale):
        lines = linked_changes.month_lines(chosen.month.changes_since, linked)
        return messages.sent(chosen.name, digest, table, lines)


# ---------------------------------------------------------------- by command


def show(desk: Desk, command: Command, _question: NetworkQuestion, network: ChosenNetwork) -> MessageContent:
    """The newest digest. That of many schools follows, so that nobody waits."""
    with desk.turns.read(command.who) as turn:
        counted = scope.read(turn.session, turn.by.workspace_id, network.organization_id, network.day)
        schools = len(counted.schools) if counted else 0
        if schools <= COUNTED_AT_ONCE:
            return content(turn, network.organization_id, turn.by.id)
    with desk.turns.write(command.who, command.key) as turn:
        payload = {"make": "network_digest", "organization": network.organization_id, "person": turn.by.id}
        turn.put(OutboxMessage.post(turn.by.workspace_id, turn.by.slack_id, f"{command.key}:digest", payload))
    return messages.counting(network.name, schools)


def content(turn: Turn, organization_id: int, person_id: int | None = None) -> MessageContent:
    """As the person reads it."""
    row = organizations.get(turn.session, organization_id)
    chosen = digest_schedule.latest(turn, row)
    digest = digest_schedule.read(turn.session, chosen) if chosen else None
    table = messages.table_pointer(row.id, chosen.month.on) if chosen else None
    linked = _linked(turn, chosen).get(person_id or 0, ()) if chosen else ()
    lines = linked_changes.month_lines(chosen.month.changes_since, linked) if chosen else ()
    return messages.newest(row.name, digest, table, _following(turn, organization_id), lines)


def _following(turn: Turn, organization_id: int) -> list[str]:
    """When the next one goes out."""
    row = organizations.get(turn.session, organization_id)
    chosen = digest_schedule.latest(turn, row)
    period, deadline = digest_schedule.next_after(turn, row, chosen.month if chosen else None)
    is_on = digest_log.setting(turn.session, row.id).is_on
    return messages.following(row.name, period, deadline, is_on=is_on)


def _rendered(session: Session, message: Claimed, now: datetime) -> Mapping[str, Any]:
    payload = message.payload
    return content(Turn(session, now), payload["organization"], payload.get("person")).payload()


# ---------------------------------------------------------------- on and off


@dataclass(frozen=True, slots=True)
class DigestChoice:
    """What was typed after /plan network digest on, or off."""

    network: NetworkQuestion
    last_day: str = ""
    """As typed: by which day of the next month."""

    @classmethod
    def typed(cls, command: Command, words: str) -> "DigestChoice":
        by = _BY.search(words)
        question = NetworkQuestion.typed(command, _BY.sub(" ", words).strip())
        return cls(question, by["day"] if by else "")


_BY = re.compile(r"\bby (?:day |the )?(?P<day>\d{1,9})(?:st|nd|rd|th)?(?!\w)", re.IGNORECASE)


def _settable(turn: Turn, choice: DigestChoice) -> ChosenNetwork:
    return named(turn, choice.network, Permission.SET_DIGEST)


DIGEST_SETTABLE: AccessRule[DigestChoice, ChosenNetwork] = AccessRule(Permission.SET_DIGEST, _settable)


def turn_on(turn: Turn, _command: Command, choice: DigestChoice, network: ChosenNetwork) -> MessageContent:
    """Without a day, the one chosen before stays."""
    if choice.last_day and int(choice.last_day) not in LAST_DAYS:
        raise CannotDoError(NOUN, "bad_day")
    before = digest_log.setting(turn.session, network.organization_id)
    last_day = int(choice.last_day) if choice.last_day else before.last_day
    return _save(turn, network, DigestSetting(is_on=True, last_day=last_day))


def turn_off(turn: Turn, _command: Command, _choice: DigestChoice, network: ChosenNetwork) -> MessageContent:
    before = digest_log.setting(turn.session, network.organization_id)
    return _save(turn, network, DigestSetting(is_on=False, last_day=before.last_day))


def _save(turn: Turn, network: ChosenNetwork, setting: DigestSetting) -> MessageContent:
    row = organizations.get(turn.session, network.organization_id)
    digest_log.save_setting(turn.session, row.id, setting, turn.stamp(row.time_zone))
    return messages.changed(network.name, _following(turn, row.id), is_on=setting.is_on)


CONTENT: Mapping[str, ContentRenderer] = MappingProxyType({"network_digest": _rendered})
