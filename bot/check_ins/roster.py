"""The roster of a round: who is asked about which topics."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy.orm import Session

from bot.permissions.roles import Role
from conversations.check_in import Subject
from plans.cadences import Cadence, Occasion
from plans.plan import BenchmarkKind
from storage.items import items
from storage.items.items import OpenItem
from storage.models import MilestoneRow, PersonRow
from storage.people import memberships, people, role_holders, schedules
from storage.people.schedules import Absence, PersonalSchedule
from storage.plans import leads
from storage.plans.plans import PlanSummary
from storage.rounds import next_steps
from storage.rounds.addressees import Addressee

About = tuple[Subject, int]


@dataclass(slots=True)
class Roster:
    """Topics by addressee, and the gaps in the plan that keep someone from being asked."""

    people: dict[int, PersonRow] = field(default_factory=dict)
    topics: dict[Addressee, list[About]] = field(default_factory=dict)
    own_schedules: Mapping[int, PersonalSchedule] = field(default_factory=dict)
    away: Mapping[int, Absence] = field(default_factory=dict)
    without_person: dict[str, None] = field(default_factory=dict)
    ownerless: list[str] = field(default_factory=list)
    left: dict[str, None] = field(default_factory=dict)

    def add(self, holders: Sequence[PersonRow], name: str, subject: About) -> None:
        """Ask the holders. Guests and people of other organizations are left out, so a role only they hold is a gap."""
        holders = [person for person in holders if not person.guest]
        if not holders:
            self.without_person[name] = None
        for person in holders:
            if not person.active:
                self.left[person.name] = None
                continue
            self.people[person.id] = person
            self._put(Addressee(person.id), subject)

    def add_team(self, addressee: Addressee, subject: About) -> None:
        self._put(addressee, subject)

    def add_promises(self, promisers: Iterable[PersonRow]) -> None:
        """Ask people about what the last minutes say they promised, whatever else they are asked about."""
        for person in promisers:
            self.people[person.id] = person
            self.topics.setdefault(Addressee(person.id), [])

    def _put(self, addressee: Addressee, subject: About) -> None:
        subjects = self.topics.setdefault(addressee, [])
        if subject not in subjects:
            subjects.append(subject)

    def absent(self) -> list[str]:
        """Names of the people who are away and have no stand-in."""
        alone = (
            addressee.person_id
            for addressee in self.topics
            if addressee.stand_in_id is None and addressee.person_id in self.away
        )
        return [self.people[person_id].name for person_id in alone if person_id is not None]

    def recipient(self, addressee: Addressee) -> PersonRow | None:
        """The person who gets the request. None for a team's channel."""
        person_id = addressee.stand_in_id or addressee.person_id
        return self.people[person_id] if person_id is not None else None


@dataclass(frozen=True, slots=True)
class _Plan:
    """The data each cadence builds its roster from."""

    session: Session
    plan: PlanSummary
    occasion: Occasion
    holders: Mapping[str, Sequence[PersonRow]]
    given_to: Mapping[int, PersonRow]
    """People by id who were assigned action items in Slack."""

    def owners(self, item: OpenItem, owner: str) -> Sequence[PersonRow]:
        return [self.given_to[item.owner_id]] if item.owner_id is not None else self.behind(owner)

    def behind(self, lead: str) -> Sequence[PersonRow]:
        return self.holders.get(role_holders.role_key(lead), ())


def roster(session: Session, plan: PlanSummary, occasion: Occasion, day: date) -> Roster:
    """The roster as of `day`. People who are away on it are replaced by their stand-ins."""
    roster = Roster()
    holders, given_to = role_holders.by_key(session, plan.id), items.given_to(session, plan.id)
    reader = _Plan(session, plan, occasion, holders, given_to)
    _FILLERS[occasion.cadence](reader, roster)
    _apply_absences(session, roster, day)
    return roster


def _monthly(reader: _Plan, roster: Roster) -> None:
    """Ask owners about their open action items, and leads about milestones that are not complete."""
    milestones = leads.milestones(reader.session, reader.plan.id)
    teams = _teams(milestones)
    last_day = reader.occasion.last_day
    for item in items.open_items(reader.session, reader.plan.id, started_by=last_day):
        subject = (Subject.ITEM, item.id)
        if item.milestone_id in teams:
            roster.add_team(teams[item.milestone_id], subject)
        elif item.owner is None:
            roster.ownerless.append(item.code)
        else:
            roster.add(reader.owners(item, item.owner), item.owner, subject)
    roster.add_promises(next_steps.people_asked(reader.session, reader.plan.id, reader.occasion.period))
    begun = leads.begun_milestones(reader.session, reader.plan.id, last_day)
    _add_milestones(reader, roster, [milestone for milestone in milestones if milestone.id in begun], teams)


def _semester(reader: _Plan, roster: Roster) -> None:
    milestones = leads.milestones(reader.session, reader.plan.id)
    _add_milestones(reader, roster, milestones, _teams(milestones))


def _add_milestones(
    reader: _Plan, roster: Roster, milestones: Iterable[MilestoneRow], teams: Mapping[int, Addressee]
) -> None:
    """Those that are not complete, whatever is left of their action items."""
    for milestone in milestones:
        subject = (Subject.MILESTONE, milestone.id)
        if milestone.completed_on is not None:
            continue
        if milestone.id in teams:
            roster.add_team(teams[milestone.id], subject)
        elif milestone.lead:
            roster.add(reader.behind(milestone.lead), milestone.lead, subject)


def _teams(milestones: Iterable[MilestoneRow]) -> dict[int, Addressee]:
    """By milestone id, the team channel that answers together. One channel gets one request for all its milestones."""
    by_channel: dict[str, list[MilestoneRow]] = {}
    for milestone in milestones:
        if milestone.channel:
            by_channel.setdefault(milestone.channel, []).append(milestone)
    return {
        milestone.id: Addressee(channel=channel, team=", ".join(member.code for member in together))
        for channel, together in by_channel.items()
        for milestone in together
    }


def _quarterly(reader: _Plan, roster: Roster) -> None:
    _add_benchmarks(reader, roster, BenchmarkKind.SHORT_TERM)


def _evidence(reader: _Plan, roster: Roster) -> None:
    _add_benchmarks(reader, roster, BenchmarkKind.EARLY_EVIDENCE)


def _add_benchmarks(reader: _Plan, roster: Roster, kind: BenchmarkKind) -> None:
    strategies = {each.id: each for each in leads.strategies(reader.session, reader.plan.id)}
    for benchmark_id, strategy_id in leads.benchmarks(reader.session, reader.plan.id, kind):
        strategy = strategies[strategy_id]
        if reader.occasion.subject in ("", strategy.code):
            for lead in strategy.leads:
                roster.add(reader.behind(lead), lead, (Subject.BENCHMARK, benchmark_id))
            if not strategy.leads:
                roster.ownerless.append(strategy.code)


def _yearly(reader: _Plan, roster: Roster) -> None:
    """Ask strategy leads about the measures of their strategies, and the school's leaders about those of goals."""
    strategies = {each.id: each for each in leads.strategies(reader.session, reader.plan.id)}
    leading = memberships.granted_nearest(reader.session, reader.plan.organization_id, {Role.LEADER})
    for measure_id, strategy_id in leads.measures(reader.session, reader.plan.id):
        subject = (Subject.MEASURE, measure_id)
        if strategy_id is None:
            roster.add(leading, Role.LEADER.value, subject)
            continue
        for lead in strategies[strategy_id].leads:
            roster.add(reader.behind(lead), lead, subject)


_FILLERS: Mapping[Cadence, Callable[[_Plan, Roster], None]] = {
    Cadence.MONTHLY: _monthly,
    Cadence.QUARTERLY: _quarterly,
    Cadence.SEMESTER: _semester,
    Cadence.YEARLY: _yearly,
    Cadence.EVIDENCE: _evidence,
}


def _apply_absences(session: Session, roster: Roster, day: date) -> None:
    """Replace absent people with their stand-ins, unless the stand-in is away too, has left or is a guest."""
    roster.own_schedules = schedules.personal_schedule(session, roster.people)
    roster.away = schedules.away(session, roster.people, day)
    stand_ins = {own.stand_in_id for own in roster.own_schedules.values() if own.stand_in_id} - roster.people.keys()
    helpers = people.by_id(session, stand_ins)
    all_away = {**schedules.away(session, helpers, day), **roster.away}
    for addressee in list(roster.topics):
        own = roster.own_schedules.get(addressee.person_id or 0)
        helper = own.stand_in_id if own and addressee.person_id in roster.away else None
        person = helpers.get(helper) or roster.people.get(helper) if helper else None
        if person is not None and person.active and not person.guest and person.id not in all_away:
            roster.people[person.id] = person
            roster.topics[replace(addressee, stand_in_id=person.id)] = roster.topics.pop(addressee)
    roster.own_schedules = {**roster.own_schedules, **schedules.personal_schedule(session, helpers)}
