"""Turns that open a round. Each addressee is asked once a period; large rounds are asked in portions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.check_ins import refreshing, request_messages, schedule
from bot.check_ins.portions import PORTION
from bot.check_ins.roster import Roster, roster
from bot.check_ins.rounds import unrequested
from bot.check_ins.send_times import SendTimes
from bot.messages.check_ins import rounds as sentences
from bot.messages.check_ins.rounds import OpenedRound
from bot.permissions.roles import Role
from bot.slack.blocks import MessageContent
from bot.turns import Turn
from plans.cadences import Cadence, Occasion
from storage.delivery import outbox
from storage.delivery.outbox import OutboxMessage
from storage.people import calendars, memberships
from storage.plans import plans
from storage.plans.plans import PlanSummary
from storage.rounds import check_in_requests, rounds
from storage.rounds.addressees import Addressee, add_requests, addressees
from storage.rounds.check_in_requests import RequestFacts
from storage.rounds.rounds import RoundFacts


@dataclass(frozen=True, slots=True)
class RoundAudience:
    """A round's addressees, topics and send times. Reading it takes seconds for thousands of people."""

    plan: PlanSummary
    occasion: Occasion
    roster: Roster
    send_times: Mapping[Addressee, datetime]
    """Leaves out people who are away until after the round."""

    @classmethod
    def read(cls, turn: Turn, plan: PlanSummary, occasion: Occasion) -> "RoundAudience":
        asked_roster = roster(turn.session, plan, occasion, turn.today(plan.time_zone))
        closed = calendars.of(turn.session, plan.organization_id).closed
        send_times = SendTimes(now=turn.now, plan=plan, roster=asked_roster, closed=closed)
        over = schedule.closes_at(plan, occasion)
        return cls(plan, occasion, asked_roster, send_times.before(asked_roster.topics, occasion.opens_on, over))

    @classmethod
    def go_on(cls, turn: Turn, of: RoundFacts, day: date) -> "RoundAudience":
        """Read the audience of a round that began asking on `day` and has not asked everyone."""
        plan = plans.summary(turn.session, of.plan_id)
        return cls.read(turn, plan, schedule.under_way(of, plan, day))


def by_hand(turn: Turn, plan: PlanSummary, cadence: Cadence = Cadence.MONTHLY) -> RoundAudience | None:
    """The audience of the period's round, opened by command. None for evidence rounds, which only activities open."""
    occasion = schedule.at_once(turn.session, plan, turn.today(plan.time_zone), cadence)
    return RoundAudience.read(turn, plan, occasion) if occasion else None


def open_what_is_due(turn: Turn, asking: RoundAudience) -> None:
    """Open a round whose day has come, unless another replica has opened it."""
    existing = rounds.round_of(turn.session, asking.plan.id, asking.occasion.period)
    if existing is None or existing.is_coming:
        _notify_managers(turn, asking, open_round(turn, asking))


def open_round(turn: Turn, asking: RoundAudience, *, portion: int = PORTION) -> MessageContent:
    """Open the period's round once, however often this is called.

    Asks the first portion of people now; `ask_more` asks the others. Each request leaves at its own send time.
    """
    plan, occasion, topics = asking.plan, asking.occasion, asking.roster.topics
    before = rounds.round_of(turn.session, plan.id, occasion.period)
    if before is None and not topics:
        return sentences.nothing_to_ask(plan, occasion.cadence)
    opened = rounds.open_round(
        turn.session,
        plan.id,
        occasion.period,
        opened_at=turn.now,
        closes_at=schedule.closes_at(plan, occasion),
        cadence=occasion.cadence,
    )
    if opened is None:
        existing = before or rounds.round_of(turn.session, plan.id, occasion.period)
        assert existing is not None  # the period is taken, so it has its round
        return sentences.already_open(plan, existing, request_messages.last_day(existing, plan.time_zone))
    early = [opened_round.id for opened_round in check_in_requests.requests_in(turn.session, opened.id)]
    waiting = _waiting(turn, asking, opened.id)
    _ask(turn, asking, opened.id, [*(topics.keys() - waiting), *waiting[:portion]])
    if waiting[portion:]:
        rounds.save_asking_day(turn.session, opened.id, occasion.opens_on)
    # People who reported early have their message already; update it, because it may have more topics now.
    refreshing.show_all(turn, check_in_requests.requests_by_id(turn.session, early))
    return sentences.opened(plan, opened, _summary(turn, asking), request_messages.last_day(opened, plan.time_zone))


def _summary(turn: Turn, asking: RoundAudience) -> OpenedRound:
    topics = asking.roster.topics
    return OpenedRound(
        people=sum(1 for addressee in topics if addressee.channel is None),
        teams=sum(1 for addressee in topics if addressee.channel is not None),
        topics=sum(len(subjects) for subjects in topics.values()),
        later=sum(at > turn.now for at in asking.send_times.values()),
        without_person=list(asking.roster.without_person),
        ownerless=asking.roster.ownerless,
        left=list(asking.roster.left),
        away=asking.roster.absent(),
    )


def ask_more(turn: Turn, asking: RoundAudience, round_id: int, *, portion: int = PORTION) -> bool:
    """Ask the next portion. False when everyone is asked or the round has closed. Any replica may call this."""
    if not rounds.is_asking(turn.session, round_id):
        return False
    waiting = _waiting(turn, asking, round_id)
    _ask(turn, asking, round_id, waiting[:portion])
    if waiting[portion:]:
        return True
    rounds.save_asking_day(turn.session, round_id, None)
    return False


def _waiting(turn: Turn, asking: RoundAudience, round_id: int) -> list[Addressee]:
    """The addressees who have no request in the round yet."""
    asked = addressees(turn.session, round_id)
    return [addressee for addressee in asking.roster.topics if (addressee.person_id, addressee.channel) not in asked]


def _ask(turn: Turn, asking: RoundAudience, round_id: int, addressees: Sequence[Addressee]) -> None:
    """Add a request for each addressee and queue its message."""
    ids = add_requests(turn.session, round_id, {addressee: asking.roster.topics[addressee] for addressee in addressees})
    send_at = {
        request_id: asking.send_times[addressee]
        for addressee, request_id in ids.items()
        if addressee in asking.send_times
    }
    requests = check_in_requests.requests_by_id(turn.session, send_at.keys())
    outbox.put_posts(turn.session, [request_message(request, send_at[request.id]) for request in requests], turn.now)


def request_message(request: RequestFacts, send_at: datetime) -> OutboxMessage:
    """The request's first message. Its key makes queueing it twice harmless."""
    return OutboxMessage.post(
        request.workspace_id,
        request.slack_id,
        request_messages.post_key(request.id),
        {"make": "check_in", "request": request.id},
    ).unrequested(zone=request.zone, organization_id=request.organization_id, not_before=send_at)


def _notify_managers(turn: Turn, asking: RoundAudience, message: MessageContent) -> None:
    """Report the gaps found while opening a round to the plan managers, who can fix them."""
    plan = asking.plan
    for manager in memberships.granted_nearest(turn.session, plan.organization_id, {Role.PLAN_MANAGER}):
        key = f"round:{plan.id}:{asking.occasion.period}:opened:{manager.slack_id}"
        turn.put(unrequested(plan, manager, key, message))
