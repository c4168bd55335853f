"""Writes the reads that were collected, seals the records, and logs the newest link of their chain once a day."""

import logging
from datetime import date, timedelta

from bot.pace import Pace
from bot.turns import Turns
from storage.audit import chain

log = logging.getLogger(__name__)

EVERY = timedelta(minutes=1)


class AuditTick:
    """Any number of replicas may do this."""

    def __init__(self, turns: Turns) -> None:
        self._turns = turns
        self._pace = Pace(EVERY)
        self._logged_on: date | None = None

    def tick(self) -> None:
        self._turns.audit.flush()
        now = self._turns.clock.now()
        if not self._pace.is_due(now):
            return
        is_new_day = self._logged_on != now.date()
        seal_all(self._turns, all_ids=is_new_day)
        if is_new_day:
            with self._turns.read() as turn:
                log.info("the newest link of the audit's chain is %s", chain.last_link(turn.session))
            self._logged_on = now.date()


def seal_all(turns: Turns, *, all_ids: bool = True) -> None:
    """Seal whatever has no seal, in portions, each a turn of its own."""
    with turns.read() as turn:
        is_behind = chain.needs_seals(turn.session, all_ids=all_ids)
    while is_behind:
        with turns.database.write_in_background() as session:
            is_behind = chain.seal(session, turns.clock.now(), all_ids=all_ids) == chain.AT_ONCE
