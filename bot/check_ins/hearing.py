"""Files and links in reply to a check-in: each is saved as the evidence of the topic it belongs to."""

from collections.abc import Sequence
from contextlib import suppress

from bot import exhibits
from bot.audit.actions import REPLY
from bot.audit.auditing import audited
from bot.check_ins import refreshing
from bot.check_ins.answering import ANSWERABLE, topic_of
from bot.exhibits import HEARD
from bot.messages.check_ins import exhibits as messages
from bot.messages.check_ins.exhibits import AskedTopic
from bot.messages.check_ins.pointers import ExhibitChoice, RequestPointer
from bot.routing.guarded import writes
from bot.routing.route import Route, button
from bot.slack.identifiers import ActionId
from bot.slack.payloads import Click, MessageEvent
from bot.turns import AlreadyTakenError, CannotDoError, Turn, Turns
from conversations.highlight import ShownEvidence
from storage.delivery import outbox
from storage.delivery.outbox import OutboxMessage
from storage.rounds import check_in_requests, check_in_threads, check_ins, topic_exhibits
from storage.rounds.check_in_requests import RequestFacts


class CheckInReplies:
    def __init__(self, turns: Turns) -> None:
        self._turns = turns

    def hear(self, event: MessageEvent) -> bool:
        """Save what a message in a check-in's thread, or outside threads in a DM, shows; ignore any other.

        Comes after the dialogs, whose replies it leaves alone. Returns False, having changed nothing, for a message of
        someone the database does not know.
        """
        if not exhibits.may_show(event) or not self._may_concern(event):
            return True
        writing = self._turns.write(event.who)
        with suppress(AlreadyTakenError), audited(self._turns, REPLY, event.who), writing as turn:
            if turn.person is None and not event.deleted:
                return False
            _hear(turn, event)
        return True

    def _may_concern(self, event: MessageEvent) -> bool:
        with self._turns.read(event.who) as turn:
            if topic_exhibits.in_message(turn.session, event.channel, event.ts):
                return True
            return not event.deleted and (turn.person is None or bool(_requests(turn, event)))


def _hear(turn: Turn, event: MessageEvent) -> None:
    message_exhibits = exhibits.of_message(turn, event)
    before = topic_exhibits.in_message(turn.session, event.channel, event.ts)
    if exhibits.links(message_exhibits) == (before.links if before else []):
        return
    turn = turn.claiming(event.key)
    if before is not None:
        topic_exhibits.withdraw(turn.session, event.channel, event.ts)
    if message_exhibits and (requests := _requests(turn, event)):
        _save(turn, event, requests, message_exhibits, chosen=before.topic if before else None)
    if before is not None:
        _show(turn, before.request_id)


def _requests(turn: Turn, event: MessageEvent) -> list[RequestFacts]:
    """The check-ins the message may be about, as far as its author may answer them."""
    if turn.person is None or not turn.person.active or turn.person.guest:
        return []
    if not event.thread_ts:
        return check_in_requests.requests_of(turn.session, turn.person.id) if event.private else []
    asked = check_in_threads.in_thread(turn.session, event.channel, event.who.user, event.thread_ts)
    if asked is None:
        return []
    with suppress(CannotDoError):
        return [ANSWERABLE.admit(turn, RequestPointer(asked[0]))]
    return []


def _save(
    turn: Turn,
    event: MessageEvent,
    requests: Sequence[RequestFacts],
    message_exhibits: Sequence[ShownEvidence],
    *,
    chosen: str | None,
) -> None:
    """As evidence of the one topic; of several, the author says which. An edited message keeps its topic."""
    asked = [(request, topic) for request in requests for topic in check_ins.load_answers(turn.session, request).topics]
    if not asked:
        return
    matching = [(request, topic) for request, topic in asked if topic.key == chosen] or asked
    request, topic = matching[0]
    only = topic if len(matching) == 1 else None
    stamp = turn.stamp(request.time_zone)
    topic_exhibits.add(turn.session, request.id, only, message_exhibits, stamp, place=(event.channel, event.ts))
    if only is None:
        _ask(turn, event, [(of.id, topic) for of, topic in asked], message_exhibits)
        return
    _acknowledge(turn, request, event.channel, event.ts)
    _show(turn, request.id)


def _ask(
    turn: Turn, event: MessageEvent, asked: Sequence[AskedTopic], message_exhibits: Sequence[ShownEvidence]
) -> None:
    """In private: in a channel only the author sees it."""
    content = messages.which(asked, event.ts, message_exhibits).payload()
    workspace_id, key = event.who.team, _question_key(event.channel, event.ts)
    if not event.private:
        turn.put(
            OutboxMessage.ephemeral(
                workspace_id,
                event.channel,
                f"{key}:{event.edited}",
                content,
                reader=event.who.user,
                thread_ts=event.thread_ts,
            )
        )
        return
    asking = check_in_threads.in_thread(turn.session, event.channel, event.who.user, event.thread_ts)
    turn.put(OutboxMessage.post(workspace_id, event.who.user, key, content, target_key=asking[1] if asking else None))


def _question_key(channel: str, message_ts: str) -> str:
    return f"exhibit:{channel}:{message_ts}:which"


def choose(turn: Turn, _click: Click, pointer: ExhibitChoice, request: RequestFacts) -> None:
    """The topic that the person's message is evidence of."""
    topic = topic_of(check_ins.load_answers(turn.session, request), pointer.topic)
    message_ts = pointer.ts
    channel = topic_exhibits.assign(turn.session, request.id, topic, message_ts, person_id=turn.by.id)
    if channel is None:
        raise CannotDoError("check_in", "nothing_posted")
    _acknowledge(turn, request, channel, message_ts)
    key = _question_key(channel, message_ts)
    if outbox.was_queued(turn.session, key):
        content = messages.chosen(topic).payload()
        turn.put(OutboxMessage.update(request.workspace_id, turn.by.slack_id, key, content))
    _show(turn, request.id)


def _acknowledge(turn: Turn, request: RequestFacts, channel: str, message_ts: str) -> None:
    key = f"exhibit:{channel}:{message_ts}:heard"
    turn.put(OutboxMessage.react(request.workspace_id, channel, key, {"ts": message_ts, "name": HEARD}))


def _show(turn: Turn, request_id: int) -> None:
    request = check_in_requests.find_request(turn.session, request_id)
    if request is not None:
        refreshing.show(turn, request.id, request.slack_id, request.workspace_id, request.copies)


ROUTES: tuple[Route, ...] = (button(ActionId.EXHIBIT_CHOOSE, ExhibitChoice.of, writes(ANSWERABLE, choose)),)
