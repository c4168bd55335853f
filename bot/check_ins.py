"""Turns of the monthly check-in: each answer is one, committed before Slack gets its ack."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, assert_never

from bot import asks, carried, homes
from bot.blocks import Block
from bot.identifiers import Action, Field
from bot.messages import check_in as messages
from bot.messages import notices
from bot.payloads import Click, Submission
from bot.turns import CannotDoError, Turn, Turns
from conversations.check_in import (
    Answer,
    CheckIn,
    Complete,
    Effect,
    ExplainBehind,
    Move,
    MoveDue,
    NameRisk,
    Record,
    RecordRisk,
    Refuse,
    Reopen,
    Say,
    SayAllOnTrack,
    ShowResult,
    Subject,
    Topic,
    TurnPage,
    advance,
)
from plans.progress import Completed, DueMoved, Reopened, Said, Status
from storage import check_ins, items, supports
from storage.check_ins import AskFacts
from storage.outbox import Kind, Message
from storage.supports import Need

Reader = Callable[[Submission, str, str, date], Move]
"""From a form, the subject's key, who sent it and the day."""

STATUS_OF = {
    Action.SAY_ON_TRACK: Status.ON_TRACK,
    Action.SAY_DONE: Status.DONE,
    Action.SAY_NOT_STARTED: Status.NOT_STARTED,
}


@dataclass(frozen=True, slots=True)
class Pointer:
    """What a button or a form of a check-in carries: the ask, and the subject or the page."""

    ask_id: int
    rest: str = ""

    @classmethod
    def read(cls, value: str) -> "Pointer":
        """Raises CannotDoError for a value no button of ours carries."""
        number, _, rest = value.partition("|")
        return cls(carried.number(number), rest)


class CheckIns:
    def __init__(self, turns: Turns) -> None:
        self._turns = turns

    # -------------------------------------------------------- taps

    def tap(self, click: Click) -> None:
        """A status, "all on track" or a page."""
        pointer = Pointer.read(click.value)
        with self._turns.take(click.who, click.key) as turn:
            if turn is not None:
                found = _mine(turn, pointer.ask_id)
                play(turn, found, _move(turn, found, click.action, pointer.rest))

    def form(self, click: Click) -> Block:
        """The form a button opens. Raises CannotDoError when there is nothing to fill in any more."""
        pointer = Pointer.read(click.value)
        with self._turns.look(click.who) as turn:
            found = _mine(turn, pointer.ask_id)
            check_in = check_ins.load(turn.session, found)
            if not check_in.is_open:
                raise CannotDoError("check_in", "trouble_closed", closes_on=asks.closes_on(found))
            if click.action == Action.OPEN_RISK:
                return messages.risk_form(check_in, click.value)
            topic = _topic(check_in, pointer)
            answer = check_in.answers.get(topic.key)
            if click.action == Action.OPEN_BEHIND:
                return messages.behind_form(topic, answer, click.value)
            output = items.output_of(turn.session, topic.id) if topic.subject is Subject.ITEM else ""
            return messages.result_form(topic, answer, output, turn.today(found.time_zone), click.value)

    # -------------------------------------------------------- forms

    def behind(self, form: Submission) -> dict[str, Any]:
        return self._submit(form, _behind)

    def result(self, form: Submission) -> dict[str, Any]:
        return self._submit(form, _result)

    def risk(self, form: Submission) -> dict[str, Any]:
        return self._submit(form, _risk)

    def _submit(self, form: Submission, read: Reader) -> dict[str, Any]:
        """What the ack says: nothing, the errors to mend, or, when it is too late, what was typed."""
        pointer = Pointer.read(form.metadata)
        with self._turns.take(form.who, form.key) as turn:
            if turn is None:
                return {}
            found = _mine(turn, pointer.ask_id)
            move = read(form, pointer.rest, turn.by.name, turn.today(found.time_zone))
            refused = play(turn, found, move)
            if refused:
                turn.hand_back()
        return _answer_to_form(found, form, refused)


def _answer_to_form(found: AskFacts, form: Submission, refused: list[Refuse]) -> dict[str, Any]:
    if not refused:
        return {}
    errors = messages.form_errors(refused)
    if errors:
        return {"response_action": "errors", "errors": errors}
    typed = [text for text in form.values.values() if text]
    part = f"trouble_{refused[0].trouble}"
    view = notices.too_late("check_in", part, typed, closes_on=asks.closes_on(found))
    return {"response_action": "update", "view": view}


def _behind(form: Submission, topic: str, by: str, on: date) -> Move:
    return ExplainBehind(
        topic=topic,
        by=by,
        on=on,
        cause=form.text(Field.CAUSE),
        recovery=form.text(Field.RECOVERY),
        new_due=form.day(Field.NEW_DUE),
        new_due_reason=form.text(Field.NEW_DUE_REASON),
        support=form.text(Field.SUPPORT),
    )


def _result(form: Submission, topic: str, by: str, on: date) -> Move:
    completed_on = form.day(Field.COMPLETED_ON) or on
    return ShowResult(topic=topic, by=by, on=on, evidence=form.text(Field.EVIDENCE), completed_on=completed_on)


def _risk(form: Submission, _topic: str, _by: str, _on: date) -> Move:
    return NameRisk(risk=form.text(Field.RISK), mitigation=form.text(Field.MITIGATION))


def _move(turn: Turn, found: AskFacts, action: str, rest: str) -> Move:
    by, on = turn.by.name, turn.today(found.time_zone)
    if action == Action.SAY_ALL_ON_TRACK:
        return SayAllOnTrack(by=by, on=on)
    if action in (Action.PAGE_BACK, Action.PAGE_NEXT):
        return TurnPage(to=int(rest) if rest.isdigit() else 0)
    return Say(topic=rest, status=STATUS_OF[Action(action)], by=by, on=on)


def _mine(turn: Turn, ask_id: int) -> AskFacts:
    found = check_ins.find_ask(turn.session, ask_id, for_change=True)
    if found is None:
        raise CannotDoError("check_in", "gone")
    if found.person_id != turn.by.id:
        raise CannotDoError("check_in", "not_yours")
    return found


def _topic(check_in: CheckIn, pointer: Pointer) -> Topic:
    topic = check_in.topic(pointer.rest)
    if topic is None:
        raise CannotDoError("check_in", "trouble_unknown_topic")
    return topic


# ---------------------------------------------------------------- what a move does


def play(turn: Turn, found: AskFacts, move: Move) -> list[Refuse]:
    """Take the move, keep its effects, show what is recorded. Gives what was refused, for a form to show."""
    before = check_ins.load(turn.session, found)
    after, effects = advance(before, move)
    refused = [effect for effect in effects if isinstance(effect, Refuse)]
    if refused and not isinstance(move, (ExplainBehind, ShowResult, NameRisk)):
        raise CannotDoError("check_in", f"trouble_{refused[0].trouble}", closes_on=asks.closes_on(found))
    for effect in effects:
        _apply(turn, found, effect)
    if after.page != before.page:
        check_ins.set_page(turn.session, found.id, after.page)
    if not refused:
        show(turn, found.id, found.slack_id, found.workspace_id)
        _show_to_others(turn, found, effects)
        homes.refresh(turn, turn.by)
    return refused


def _apply(turn: Turn, found: AskFacts, effect: Effect) -> None:
    session, stamp = turn.session, turn.stamp(found.time_zone)
    match effect:
        case Record(topic=topic, answer=answer):
            check_ins.add_answer(session, found, topic, answer, person_id=turn.by.id, at=turn.now)
            if topic.subject is Subject.ITEM:
                said = Said(recorded=stamp.on, status=answer.status, cause=answer.cause)
                items.record(session, topic.id, said, stamp)
                _ask_support(turn, found, topic, answer)
        case Complete(item=item, completed_on=day):
            items.record(session, item, Completed(recorded=stamp.on, completed_on=day), stamp)
        case Reopen(item=item):
            items.record(session, item, Reopened(recorded=stamp.on), stamp)
        case MoveDue(item=item, due=due, reason=reason):
            items.record(session, item, DueMoved(recorded=stamp.on, due=due, reason=reason), stamp)
        case RecordRisk(risk=risk):
            check_ins.set_risk(session, found.id, risk, turn.now)
        case Refuse():
            pass
        case _:
            assert_never(effect)


def _ask_support(turn: Turn, found: AskFacts, topic: Topic, answer: Answer) -> None:
    """What a check-in answer needs is a request of its own: it can be given, and judged later."""
    if not answer.support:
        return
    need = Need(
        plan_id=found.round.plan_id,
        item_id=topic.id,
        asker_id=turn.by.id,
        provider_id=None,
        needed=answer.support,
        answer_key=f"{found.round.id}:{topic.id}:{turn.by.id}",
    )
    supports.ask(turn.session, need, turn.now)


def _show_to_others(turn: Turn, found: AskFacts, effects: Iterable[Effect]) -> None:
    """A role may be held by several people: all of them see what one has answered."""
    topics = [effect.topic for effect in effects if isinstance(effect, Record)]
    for ask_id, slack_id in check_ins.sharing(turn.session, found, topics):
        show(turn, ask_id, slack_id, found.workspace_id)


def show(turn: Turn, ask_id: int, slack_id: str, workspace_id: str) -> None:
    """Bring somebody's check-in message up to date. Its content is made when it is sent; see bot/fresh.py."""
    turn.put(
        Message(
            workspace_id=workspace_id,
            key=f"{asks.post_key(ask_id)}:shown",
            kind=Kind.UPDATE,
            channel=slack_id,
            target_key=asks.post_key(ask_id),
            payload={"make": "check_in", "ask": ask_id},
        )
    )
