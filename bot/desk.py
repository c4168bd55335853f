"""Everything routes can call, in one place; Bolt passes it to them by its name."""

from dataclasses import dataclass

from bot.action_items.assigning import Assigning
from bot.action_items.desk import ActionItems
from bot.action_items.reminding import Reminding
from bot.action_items.supports import Supports
from bot.check_ins.answering import CheckIns
from bot.check_ins.participations import ParticipationDesk
from bot.check_ins.round_desk import RoundDesk
from bot.coaching.desk import CoachingDesk
from bot.homes import Homes
from bot.minutes.desk import MinutesDesk
from bot.payloads import MessageEvent
from bot.people.away import AwayDesk
from bot.people.directory import Directory
from bot.root_cause.desk import RootCauseDesk
from bot.statuses import Statuses
from bot.threads.desk import ThreadDesk
from bot.turns import Turns
from bot.undelivered import UndeliveredDesk


@dataclass(frozen=True, slots=True)
class Desk:
    turns: Turns
    check_ins: CheckIns
    rounds: RoundDesk
    statuses: Statuses
    minutes: MinutesDesk
    threads: ThreadDesk
    coaching: CoachingDesk
    root_cause: RootCauseDesk
    directory: Directory
    homes: Homes
    away: AwayDesk
    participation: ParticipationDesk
    assigning: Assigning
    items: ActionItems
    supports: Supports
    reminding: Reminding
    undelivered: UndeliveredDesk

    def hear(self, spoken: MessageEvent) -> None:
        """A message written in a thread or DM. Whether it is stored depends on its author."""
        if not self.threads.hear(spoken):
            self.directory.meet(spoken.who)
            self.threads.hear(spoken)
