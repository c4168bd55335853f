"""Who is asked about what in a round."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy.orm import Session

from bot.roles import Role
from conversations.check_in import Subject
from plans.cadences import Cadence, Occasion
from plans.plan import BenchmarkKind
from storage.items import items
from storage.items.items import OpenItem
from storage.models import MilestoneRow, PersonRow
from storage.people import people, schedules
from storage.people.schedules import Absence, PersonalSchedule
from storage.plans import leads
from storage.plans.plans import PlanSummary
from storage.rounds.addressees import Addressee

About = tuple[Subject, int]


@dataclass(slots=True)
class Roster:
    """Who is asked about what, and what in the plan keeps somebody from being asked."""

    people: dict[int, PersonRow] = field(default_factory=dict)
    topics: dict[Addressee, list[About]] = field(default_factory=dict)
    settled: Mapping[int, PersonalSchedule] = field(default_factory=dict)
    away: Mapping[int, Absence] = field(default_factory=dict)
    without_person: dict[str, None] = field(default_factory=dict)
    ownerless: list[str] = field(default_factory=list)
    left: dict[str, None] = field(default_factory=dict)

    def add(self, holders: Sequence[PersonRow], name: str, subject: About) -> None:
        """Guests and people of other organizations are never asked: a role only they hold is nobody's."""
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

    def _put(self, addressee: Addressee, subject: About) -> None:
        subjects = self.topics.setdefault(addressee, [])
        if subject not in subjects:
            subjects.append(subject)

    def recipient(self, addressee: Addressee) -> PersonRow | None:
        """The person a message goes to; None for a team's channel."""
        person_id = addressee.stand_in_id or addressee.person_id
        return self.people[person_id] if person_id is not None else None


@dataclass(frozen=True, slots=True)
class _Plan:
    """What every kind of roster looks things up in."""

    session: Session
    plan: PlanSummary
    occasion: Occasion
    holders: Mapping[str, Sequence[PersonRow]]
    given_to: Mapping[int, PersonRow]
    """Those to whom action items were given in Slack."""

    def owners(self, item: OpenItem, owner: str) -> Sequence[PersonRow]:
        return [self.given_to[item.owner_id]] if item.owner_id is not None else self.behind(owner)

    def behind(self, lead: str) -> Sequence[PersonRow]:
        return self.holders.get(people.role_key(lead), ())


def roster(session: Session, plan: PlanSummary, occasion: Occasion, day: date) -> Roster:
    """As of a day: who is away on it is asked through their stand-in, or when they are back."""
    made = Roster()
    holders, given_to = people.holders_by_key(session, plan.id), items.given_to(session, plan.id)
    found = _Plan(session, plan, occasion, holders, given_to)
    _FILLERS[occasion.cadence](found, made)
    _mind_absences(session, made, day)
    return made


def _monthly(found: _Plan, made: Roster) -> None:
    """Owners are asked about their open action items, a milestone's lead about it as long as one is open."""
    milestones = leads.milestones(found.session, found.plan.id)
    teams = _teams(milestones)
    at_work = set()
    for item in items.open_items(found.session, found.plan.id, started_by=found.occasion.last_day):
        at_work.add(item.milestone_id)
        subject = (Subject.ITEM, item.id)
        if item.milestone_id in teams:
            made.add_team(teams[item.milestone_id], subject)
        elif item.owner is None:
            made.ownerless.append(item.code)
        else:
            made.add(found.owners(item, item.owner), item.owner, subject)
    _add_milestones(found, made, [one for one in milestones if one.id in at_work], teams)


def _semester(found: _Plan, made: Roster) -> None:
    milestones = leads.milestones(found.session, found.plan.id)
    _add_milestones(found, made, milestones, _teams(milestones))


def _add_milestones(
    found: _Plan, made: Roster, milestones: Iterable[MilestoneRow], teams: Mapping[int, Addressee]
) -> None:
    for milestone in milestones:
        subject = (Subject.MILESTONE, milestone.id)
        if milestone.id in teams:
            made.add_team(teams[milestone.id], subject)
        elif milestone.lead:
            made.add(found.behind(milestone.lead), milestone.lead, subject)


def _teams(milestones: Iterable[MilestoneRow]) -> dict[int, Addressee]:
    """By milestone, the channel of a team that answers as one; a channel is asked once about all its milestones."""
    by_channel: dict[str, list[MilestoneRow]] = {}
    for milestone in milestones:
        if milestone.channel:
            by_channel.setdefault(milestone.channel, []).append(milestone)
    return {
        milestone.id: Addressee(channel=channel, team=", ".join(one.code for one in together))
        for channel, together in by_channel.items()
        for milestone in together
    }


def _quarterly(found: _Plan, made: Roster) -> None:
    _add_benchmarks(found, made, BenchmarkKind.SHORT_TERM)


def _evidence(found: _Plan, made: Roster) -> None:
    _add_benchmarks(found, made, BenchmarkKind.EARLY_EVIDENCE)


def _add_benchmarks(found: _Plan, made: Roster, kind: BenchmarkKind) -> None:
    strategies = {one.id: one for one in leads.strategies(found.session, found.plan.id)}
    for benchmark_id, strategy_id in leads.benchmarks(found.session, found.plan.id, kind):
        strategy = strategies[strategy_id]
        if found.occasion.subject in ("", strategy.code):
            for lead in strategy.leads:
                made.add(found.behind(lead), lead, (Subject.BENCHMARK, benchmark_id))
            if not strategy.leads:
                made.ownerless.append(strategy.code)


def _yearly(found: _Plan, made: Roster) -> None:
    """Strategies' leads know their measures; those of goals are for whoever leads the school."""
    strategies = {one.id: one for one in leads.strategies(found.session, found.plan.id)}
    leading = people.granted_nearest(found.session, found.plan.organization_id, {Role.LEADER})
    for measure_id, strategy_id in leads.measures(found.session, found.plan.id):
        subject = (Subject.MEASURE, measure_id)
        if strategy_id is None:
            made.add(leading, Role.LEADER.value, subject)
            continue
        for lead in strategies[strategy_id].leads:
            made.add(found.behind(lead), lead, subject)


_FILLERS: Mapping[Cadence, Callable[[_Plan, Roster], None]] = {
    Cadence.MONTHLY: _monthly,
    Cadence.QUARTERLY: _quarterly,
    Cadence.SEMESTER: _semester,
    Cadence.YEARLY: _yearly,
    Cadence.EVIDENCE: _evidence,
}


def _mind_absences(session: Session, made: Roster, day: date) -> None:
    """A stand-in who is away as well, or has left, is none."""
    made.settled = schedules.personal_schedule(session, made.people)
    made.away = schedules.away(session, made.people, day)
    wanted = {own.stand_in_id for own in made.settled.values() if own.stand_in_id} - made.people.keys()
    helpers = people.by_id(session, wanted)
    all_away = {**schedules.away(session, helpers, day), **made.away}
    for addressee in list(made.topics):
        own = made.settled.get(addressee.person_id or 0)
        helper = own.stand_in_id if own and addressee.person_id in made.away else None
        person = helpers.get(helper) or made.people.get(helper) if helper else None
        if person is not None and person.active and not person.guest and person.id not in all_away:
            made.people[person.id] = person
            made.topics[replace(addressee, stand_in_id=person.id)] = made.topics.pop(addressee)
    made.settled = {**made.settled, **schedules.personal_schedule(session, helpers)}
