"""What rooms do without being asked by a route: on each tick, and when someone leaves the workspace."""

from collections.abc import Callable, Sequence
from functools import partial

from bot.action_items import departures as item_departures
from bot.action_items.notifying import ItemNotifier
from bot.action_items.reminding import Reminding
from bot.action_items.support_reminding import SupportReminding
from bot.action_items.supports import Supports
from bot.audit.sealing import AuditTick
from bot.check_ins.round_desk import RoundDesk
from bot.initiatives.reminding import InitiativeTick
from bot.kinds import KINDS
from bot.milestones.rocks import RockTick
from bot.network.digests import DigestTick
from bot.network.linked_changes import LinkedChangeTick
from bot.network.outreach.ticking import OutreachTick
from bot.people.directory import Departure
from bot.retention.nightly import RetentionTick
from bot.rollovers.making import RolloverTick
from bot.sending.housekeeping import Housekeeping
from bot.threads import departures as thread_departures
from bot.turns import Turns

DEPARTURES: Sequence[Departure] = (item_departures.notify_managers, partial(thread_departures.leave, KINDS))


def ticks(turns: Turns) -> Sequence[Callable[[], None]]:
    """Each does what is due."""
    rooms = (
        RoundDesk(turns),
        RolloverTick(turns),
        ItemNotifier(turns),
        Reminding(turns),
        Supports(turns),
        SupportReminding(turns),
        RockTick(turns),
        InitiativeTick(turns),
        OutreachTick(turns),
        DigestTick(turns),
        LinkedChangeTick(turns),
        RetentionTick(turns),
        Housekeeping(turns),
        AuditTick(turns),
    )
    return [room.tick for room in rooms]
