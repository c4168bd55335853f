"""The support that an answer asks for, as a request to a person. A changed answer changes the same request."""

from datetime import date

from bot.action_items import support_items, support_news
from bot.action_items.owners import BadOwnerError, member
from bot.slack.identifiers import FieldId
from bot.slack.payloads import Submission
from bot.turns import Turn
from conversations.check_in import Answer, Subject, Topic
from prompts import plain
from storage.items import support_changes, supports
from storage.items.support_changes import Need
from storage.items.support_values import Support, SupportState
from storage.models import PersonRow
from storage.people import people
from storage.rounds.check_in_requests import RequestFacts


def of_topic(turn: Turn, request: RequestFacts, topic: Topic) -> Support | None:
    """The request that the round's answers about a topic have made."""
    return supports.of_answer(turn.session, _answer_key(request, topic))


def _answer_key(request: RequestFacts, topic: Topic) -> str:
    return f"{request.round.id}:{topic.key}"


def _asker_id(turn: Turn, request: RequestFacts) -> int:
    """Who needs it: the person asked, where a leader answers for them; else whoever answers."""
    asked = request.person_id
    answers_for_other = asked is not None and turn.by.id not in (asked, request.stand_in_id)
    return asked if asked is not None and answers_for_other else turn.by.id


def errors(turn: Turn, form: Submission, request: RequestFacts, today: date) -> dict[str, str]:
    """Why the person or the day in the form can't be taken, by input. Without a need, neither is read."""
    if not form.text(FieldId.SUPPORT):
        return {}
    wrong: dict[str, str] = {}
    named, needed_by = form.text(FieldId.SUPPORT_FROM), form.day(FieldId.SUPPORT_BY)
    try:
        if named and member(turn, named).id == _asker_id(turn, request):
            wrong[FieldId.SUPPORT_FROM] = plain("supports", "trouble_yourself")
    except BadOwnerError as bad:
        wrong[FieldId.SUPPORT_FROM] = plain("action_items", bad.part, **bad.values)
    if needed_by is not None and needed_by < today:
        wrong[FieldId.SUPPORT_BY] = plain("action_items", "trouble_date_past")
    return wrong


def follow(turn: Turn, request: RequestFacts, topic: Topic, answer: Answer) -> None:
    """Ask for what the answer needs. An answer that needs nothing takes back what nobody has promised yet."""
    if not answer.support and answer.revision == 1:
        return  # the first answer about the topic in this round has nothing to take back
    support = of_topic(turn, request, topic)
    if not answer.support:
        if support is not None and support.state is SupportState.ASKED:
            support_items.withdraw(turn, support)
        return
    named = people.person(turn.session, request.workspace_id, answer.support_from) if answer.support_from else None
    if support is None:
        support_news.ask(turn, _need(turn, request, topic, answer, named))
    elif support.is_revisable:
        support_items.revise(turn, support, answer.support, answer.support_by, named)
    elif support.needed != answer.support:
        support_changes.detach(turn.session, support)
        support_news.ask(turn, _need(turn, request, topic, answer, named))


def _need(turn: Turn, request: RequestFacts, topic: Topic, answer: Answer, named: PersonRow | None) -> Need:
    is_item = topic.subject is Subject.ITEM
    return Need(
        plan_id=request.round.plan_id,
        item_id=topic.id if is_item else None,
        topic_code="" if is_item else topic.code,
        topic_text="" if is_item else topic.text,
        asker_id=_asker_id(turn, request),
        provider_id=named.id if named else None,
        needed=answer.support,
        needed_by=answer.support_by,
        answer_key=_answer_key(request, topic),
    )
