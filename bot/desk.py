"""Everything listeners can ask for, in one place; Bolt hands it to them by its name."""

from dataclasses import dataclass

from bot.action_items import ActionItems
from bot.assigning import Assigning
from bot.away import AwayDesk
from bot.check_ins import CheckIns
from bot.coaching.desk import CoachingDesk
from bot.directory import Directory
from bot.homes import Homes
from bot.minutes import MinutesDesk
from bot.participations import ParticipationDesk
from bot.reminding import Reminding
from bot.root_cause.desk import RootCauseDesk
from bot.round_desk import RoundDesk
from bot.statuses import Statuses
from bot.supports import Supports
from bot.turns import Turns


@dataclass(frozen=True, slots=True)
class Desk:
    turns: Turns
    check_ins: CheckIns
    rounds: RoundDesk
    statuses: Statuses
    minutes: MinutesDesk
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
