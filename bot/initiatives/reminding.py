"""What initiatives bring up by themselves: ratings that close, days of review, and days from which one stops."""

from collections.abc import Iterable
from datetime import date, timedelta

from bot.initiatives import rating
from bot.isolation import isolated
from bot.messages import initiative_decisions as messages
from bot.messages import initiative_ratings
from bot.pace import Pace
from bot.permissions.roles import Role
from bot.slack.blocks import MessageContent
from bot.turns import Turn, Turns
from plans.calendar import ONE_DAY
from plans.initiatives import Initiative
from storage.delivery.outbox import OutboxMessage
from storage.initiatives import decisions, inventory, ratings
from storage.initiatives.decisions import DueDecision
from storage.initiatives.ratings import RatingRound
from storage.models import PersonRow
from storage.people import memberships, organizations

EVERY = timedelta(minutes=5)
REMINDED_BEFORE = timedelta(days=2)
"""How long before the last day those who haven't rated are reminded, once."""


class InitiativeTick:
    def __init__(self, turns: Turns) -> None:
        self._turns = turns
        self._pace = Pace(EVERY)

    def tick(self) -> None:
        """Do what is due where each organization is. Usually there is nothing."""
        now = self._turns.clock.now()
        if not self._pace.is_due(now):
            return
        latest = now.date() + ONE_DAY
        with self._turns.read() as turn:
            rounds = ratings.open_rounds(turn.session)
            reviews = decisions.due_reviews(turn.session, latest)
            stops = decisions.due_stops(turn.session, latest)
        for each in rounds:
            with isolated("rating round", each.id), self._turns.write() as turn:
                _look_at(turn, each)
        for due, tell in [*((due, _review) for due in reviews), *((due, _stop) for due in stops)]:
            with isolated("decision about an initiative", due.id), self._turns.write() as turn:
                tell(turn, due)


def _look_at(turn: Turn, rating_round: RatingRound) -> None:
    today = turn.today(rating_round.time_zone)
    if today > rating_round.closes_on:
        rating.close(turn, rating_round)
    elif _is_reminder_due(rating_round, today) and ratings.mark_reminded(turn.session, rating_round.id, today):
        _remind(turn, rating_round, today)


def _is_reminder_due(rating_round: RatingRound, today: date) -> bool:
    return rating_round.reminded_on is None and today >= rating_round.closes_on - REMINDED_BEFORE


def _remind(turn: Turn, rating_round: RatingRound, today: date) -> None:
    organization = organizations.get(turn.session, rating_round.organization_id).name
    count = len(rating.rateable(turn.session, rating_round, today))
    content = initiative_ratings.reminder(organization, rating_round.closes_on, rating_round.id, count)
    waiting = ratings.raters(turn.session, rating_round.id, waiting=True)
    _post(turn, waiting, f"rating:{rating_round.id}:reminder", content, rating_round.organization_id)


def _review(turn: Turn, due: DueDecision) -> None:
    """To its owner; to the organization's leaders, or its plan managers, where there is none anymore."""
    today, initiative = turn.today(due.time_zone), _initiative(turn, due)
    decision = initiative.decision if initiative else None
    if initiative is None or decision is None or decision.review_on is None or decision.review_on > today:
        return
    if decisions.mark_review_asked(turn.session, due.id, today):
        organization = organizations.get(turn.session, due.organization_id).name
        content = messages.review_due(initiative, organization)
        _post(turn, _owners(turn, initiative, due), f"initiative:{due.id}:review", content, due.organization_id)


def _stop(turn: Turn, due: DueDecision) -> None:
    """To its owner and to those who tell others."""
    today, initiative = turn.today(due.time_zone), _initiative(turn, due)
    decision = initiative.decision if initiative else None
    if initiative is None or decision is None or decision.stops_on is None or decision.stops_on > today:
        return
    if decisions.mark_stop_announced(turn.session, due.id, today):
        tellers = [
            turn.session.get_one(PersonRow, notice.teller_id) for notice in decisions.notices(turn.session, due.id)
        ]
        organization = organizations.get(turn.session, due.organization_id).name
        readers = [*_owners(turn, initiative, due), *tellers]
        content = messages.stops(initiative, organization)
        _post(turn, readers, f"initiative:{due.id}:stops", content, due.organization_id)


def _initiative(turn: Turn, due: DueDecision) -> Initiative | None:
    return inventory.find(turn.session, due.initiative_id, turn.today(due.time_zone))


def _owners(turn: Turn, initiative: Initiative, due: DueDecision) -> list[PersonRow]:
    owner = turn.session.get(PersonRow, initiative.facts.owner_id) if initiative.facts.owner_id else None
    if owner is not None and owner.active:
        return [owner]
    for role in (Role.LEADER, Role.PLAN_MANAGER):
        if holders := memberships.granted_nearest(turn.session, due.organization_id, {role}):
            return list(holders)
    return []


def _post(turn: Turn, readers: Iterable[PersonRow], key: str, content: MessageContent, organization_id: int) -> None:
    """Once to each, in their send window on a day their organization is open."""
    for reader in {reader.id: reader for reader in readers if reader.active}.values():
        message = OutboxMessage.post(
            reader.workspace_id, reader.slack_id, f"{key}:{reader.slack_id}", content.payload()
        )
        turn.put(message.unrequested(zone=reader.time_zone, organization_id=organization_id))
