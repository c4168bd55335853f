"""The running bot's nightly removal: what was announced long enough before, and is under no legal hold."""

import logging
import threading
from collections import defaultdict
from collections.abc import Sequence
from datetime import date, time

from sqlalchemy.exc import SQLAlchemyError

from bot.isolation import isolated
from bot.messages import retention as messages
from bot.retention import removing
from bot.turns import AlreadyTakenError, Turn, Turns
from prompts import formats
from storage import scrubbing
from storage.delivery.outbox import OutboxMessage
from storage.models import PersonRow
from storage.people import memberships, people
from storage.privacy import retention_rules, retention_survey
from storage.privacy.retention_survey import PlanRecords

log = logging.getLogger(__name__)

AT = time(7, 30)
"""In UTC: at night in all of America, and after most backups."""


class RetentionTick:
    """Of several replicas one does it. Without rules it costs one query a day."""

    def __init__(self, turns: Turns) -> None:
        self._turns = turns
        self._begun_on: date | None = None

    def tick(self) -> None:
        """Begin the night's run if its time has come, in a thread of its own: many plans take minutes."""
        now = self._turns.clock.now()
        if now.date() == self._begun_on or now.time() < AT:
            return
        self._begun_on = now.date()
        with self._turns.read() as turn:
            teams = retention_rules.workspaces(turn.session)
        if not teams:
            return
        try:
            with self._turns.write(key=f"retention:{now.date().isoformat()}"):
                pass
        except AlreadyTakenError:
            return
        threading.Thread(target=self.run, args=(teams,), name="retention", daemon=True).start()

    def run(self, teams: Sequence[str]) -> None:
        """Announce what will go, and remove what was announced."""
        removed = 0
        try:
            for team_id in teams:
                with isolated("retention of workspace", team_id):
                    removed += self._run(team_id)
            until = removing.rules_with_notice(self._turns.clock.now())
            removed += removing.drop_audit_records(self._turns, rules_until=until)
            if removed:
                scrubbing.scrub(self._turns.database)
        except SQLAlchemyError:
            log.exception("not everything was removed under the retention rules; the next night tries again")

    def _run(self, team_id: str) -> int:
        """Returns how many records went."""
        now = self._turns.clock.now()
        with self._turns.read() as turn:
            going = retention_survey.going(turn.session, team_id, now)
        unannounced = [records for records in going if records.announced_on is None and not records.is_held]
        if unannounced:
            with self._turns.write() as turn:
                announce(turn, unannounced)
        due = [each for each in going if each.goes_by_itself_on and each.goes_by_itself_on <= now.date()]
        rows = removing.remove_plan_records(self._turns, due)
        loose = removing.remove_loose_records(self._turns, team_id, rules_until=removing.rules_with_notice(now))
        return rows + loose.files + loose.messages


def announce(turn: Turn, listed: Sequence[PlanRecords]) -> None:
    """Tell the managers of the plans, or the workspace's admins where a plan has none; each reads one message."""
    by_reader: dict[int, list[PlanRecords]] = defaultdict(list)
    for records in listed:
        readers = _readers(turn, records)
        if readers and retention_rules.announce(turn.session, records.rule.id, records.plan.id, turn.now.date()):
            for reader in readers:
                by_reader[reader.id].append(records)
    for reader in people.by_ids(turn.session, by_reader):
        _post(turn, reader, by_reader[reader.id])


def _readers(turn: Turn, records: PlanRecords) -> Sequence[PersonRow]:
    managers = memberships.granted_nearest(turn.session, records.plan.organization_id, {"plan_manager"})
    members = people.full_members(turn.session, records.plan.workspace_id)
    active = [person for person in managers if person.active and not person.guest]
    return active or [person for person in members if person.administers]


def _post(turn: Turn, reader: PersonRow, listed: Sequence[PlanRecords]) -> None:
    with formats.reading(locale=reader.locale):
        content = messages.announcement(listed, turn.today(reader.time_zone))
    key = f"retention:{turn.now.date().isoformat()}:{reader.slack_id}"
    organization_id = listed[0].plan.organization_id
    turn.put(
        OutboxMessage.post(reader.workspace_id, reader.slack_id, key, content.payload()).unrequested(
            zone=reader.time_zone, organization_id=organization_id
        )
    )
