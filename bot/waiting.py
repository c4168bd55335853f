"""`/plan mine`: what waits for the person who asks, and the action items they own."""

from bot.kinds import KINDS
from bot.messages import waiting as messages
from bot.messages.waiting import LISTED, Waiting
from bot.slack.blocks import MessageContent
from bot.slack.payloads import Command
from bot.threads.kinds import by_name, waiting_for
from bot.turns import Turn
from storage.items import assignments, offers, supports
from storage.items.support_values import Support, SupportState
from storage.models import PersonRow
from storage.rounds import check_in_requests, check_ins


def show(turn: Turn, _command: Command, _words: str, _subject: None) -> MessageContent:
    return messages.mine(load(turn, turn.by))


def load(turn: Turn, person: PersonRow) -> Waiting:
    today = turn.today(person.time_zone)
    requests = check_in_requests.requests_of(turn.session, person.id)
    asked = supports.of_person(turn.session, person.id)
    return Waiting(
        today=today,
        answers=sum(len(check_ins.load(turn.session, request).unanswered()) for request in requests),
        offers=len(offers.waiting_for(turn.session, person.id)),
        supports=len([support for support in asked if _waits_for(support, person.id)]),
        questions=len(waiting_for(by_name(KINDS), turn.session, person.workspace_id, person.slack_id)),
        items=assignments.items_of(turn.session, person.id, today, page=0, size=LISTED),
    )


def _waits_for(support: Support, person_id: int) -> bool:
    """The provider's answer, or the rating of whoever asked."""
    if support.state is SupportState.ASKED:
        return support.may_answer(person_id)
    return support.state is SupportState.PROVIDED and support.asker_id == person_id
