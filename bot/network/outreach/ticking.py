"""Reminders of what schools have not answered, and the end of what is over."""

from datetime import timedelta

from bot.isolation import isolated
from bot.network.outreach import notifying
from bot.pace import Pace
from bot.turns import Turn, Turns
from conversations.outreach import is_over, to_remind
from storage.network import outreach as store
from storage.people import calendars

EVERY = timedelta(minutes=15)


class OutreachTick:
    def __init__(self, turns: Turns) -> None:
        self._turns = turns
        self._pace = Pace(EVERY)

    def tick(self) -> None:
        """Remind each school once, and close what is over on its day."""
        now = self._turns.clock.now()
        if not self._pace.is_due(now):
            return
        with self._turns.read() as turn:
            waiting = store.open_ids(turn.session)
        for outreach_id in waiting:
            with isolated("outreach", outreach_id), self._turns.write() as turn:
                _attend_to(turn, outreach_id)


def _attend_to(turn: Turn, outreach_id: int) -> None:
    outreach = store.get(turn.session, outreach_id, for_change=True)
    if outreach is None or outreach.is_closed:
        return
    today = notifying.today(turn, outreach)
    if is_over(outreach, today):
        notifying.close(turn, outreach)
        return
    closed = calendars.of(turn.session, outreach.organization_id).closed
    for school in to_remind(outreach, today, closed):
        notifying.remind(turn, outreach, school)
