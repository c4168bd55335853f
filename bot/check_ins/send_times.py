"""When each addressee gets a request: at their check-in hour, in their send window, on a school day, after absences."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from bot.check_ins.roster import Roster
from bot.isolation import isolated
from plans.calendar import ONE_DAY, ClosedDays, Window, opens_at
from plans.time_zones import zone_named
from storage.people.schedules import NO_SCHEDULE
from storage.plans.plans import PlanSummary
from storage.rounds.addressees import Addressee


@dataclass(frozen=True, slots=True, kw_only=True)
class SendTimes:
    """The send times of one round."""

    now: datetime
    plan: PlanSummary
    roster: Roster
    closed: ClosedDays
    _moments: dict[tuple[str, time, Window, date], datetime] = field(default_factory=dict)
    """Cached, because most people of a round share the same moment."""

    def for_addressee(self, addressee: Addressee, day: date) -> datetime | None:
        """On `day`, or on the first day after their absence. None for an absence without a last day."""
        person = self.roster.recipient(addressee)
        own = self.roster.own_schedules.get(person.id, NO_SCHEDULE) if person else NO_SCHEDULE
        away = self.roster.away.get(person.id) if person else None
        if away is not None:
            if away.last is None:
                return None
            day = max(day, away.last + ONE_DAY)
        zone = person.time_zone if person else self.plan.time_zone
        at = own.window.within(own.asks_at or time.fromisoformat(self.plan.asks_at))
        key = zone, at, own.window, day
        if key not in self._moments:
            self._moments[key] = self._first(zone_named(zone, self.plan.time_zone), at, own.window, day)
        return self._moments[key]

    def before(self, addressees: Iterable[Addressee], day: date, end: datetime) -> dict[Addressee, datetime]:
        """The send times that fall before `end`; addressees without one are left out."""
        moments: dict[Addressee, datetime] = {}
        for addressee in addressees:
            with isolated("addressee", addressee):
                at = self.for_addressee(addressee, day)
                if at is not None and at < end:
                    moments[addressee] = at
        return moments

    def _first(self, zone: ZoneInfo, at: time, window: Window, day: date) -> datetime:
        earliest = opens_at(self.closed.next_school_day(day), at, zone)
        return window.next_moment(max(earliest, self.now), zone, self.closed)
