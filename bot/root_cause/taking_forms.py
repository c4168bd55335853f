"""The forms of a root cause dialog as they come back. Each gives what the ack says: nothing, or what is shown next."""

from collections.abc import Callable, Mapping
from typing import Any

from bot.identifiers import Field, View
from bot.messages import coaching_forms
from bot.messages import root_cause as messages
from bot.messages import root_cause_forms as forms
from bot.messages.coaching_buttons import Pointer
from bot.messages.root_cause_buttons import Form
from bot.messages.root_cause_parts import KEY
from bot.payloads import Submission
from bot.people.directory import members_only
from bot.root_cause import opening_forms, taking_causes, written
from bot.root_cause.hearing import answer_privately
from bot.root_cause.opening_forms import PARTS, form_of
from bot.root_cause.playing import play, show_question
from bot.root_cause.room import NOUN, Room
from bot.root_cause.steps import answer, answered, find_ask
from bot.turns import CannotDoError
from conversations.coaching.effects import Question
from conversations.coaching.moves import Confirm, HandOver, NameCoLeader, Park
from conversations.coaching.replies import Reply, Voice
from conversations.parts import PartKind
from conversations.root_cause.effects import DoubtSymptom, WarnManyPriorities
from conversations.root_cause.growing import Problem
from conversations.root_cause.moves import (
    AskAll,
    Decline,
    Rank,
    Restate,
    SetPriorities,
)
from conversations.root_cause.state import Pick
from conversations.root_cause.tree import Symptom
from conversations.root_cause.voting import asked_in
from prompts import plain
from storage import replies

Ack = dict[str, Any]

MAIN: Mapping[Form, str] = {
    Form.RESTATE: Field.SYMPTOM,
    Form.CAUSES: Field.DEED,
    Form.ACCEPT: Field.CAUSE,
    Form.REWORD: Field.CAUSE,
    Form.MERGE: Field.INTO,
    Form.LINK: Field.UNDER,
    Form.EVIDENCE: Field.EVIDENCE,
    Form.HAND_ON: Field.NEED,
    Form.DEEPER: Field.REASON,
    Form.DECLINE: Field.REASON,
    Form.MARK: Field.CAUSE,
    Form.ASK_ALL: Field.PEOPLE,
    Form.DIFFERENTLY: Field.REASON,
    Form.ORDER: f"{Field.ORDER}:1",
}
"""The field beside which it is said why a form could not be taken."""


CHANGED = f"problem_{Problem.CHANGED_MEANWHILE}"
"""Then the form is shown as it would open now."""


def take(room: Room, form: Submission, pointer: Pointer) -> Ack:
    """Raises CannotDoError for what cannot be; then nothing was changed."""
    name, argument = form_of(pointer)
    if name in PARTS:
        return _part(room, form, pointer, PARTS[name], argument.removeprefix(KEY))
    return _TAKERS[name](room, form, pointer, argument) or {}


def trouble(pointer: Pointer, error: CannotDoError) -> Ack | None:
    """What is wrong with a form, beside its field; None where that is no matter of a field."""
    name, _ = form_of(pointer)
    if name not in MAIN or not error.part.startswith(("problem_", "refused_empty")):
        return None
    return {"response_action": "errors", "errors": {MAIN[name]: plain(error.file, error.part, **error.values)}}


def _next(view: Any) -> Ack:
    return {"response_action": "update", "view": view}


# ---------------------------------------------------------------- symptom, leader, kept for later


def _restate(room: Room, form: Submission, pointer: Pointer, _argument: str) -> Ack | None:
    symptom = Symptom(form.text(Field.SYMPTOM), form.text(Field.NUMBER), form.text(Field.SOURCE))
    anyway = bool(form.chosen.get(Field.ANYWAY))
    move = Restate(by=room.me, asking=pointer.asking, at=taking_causes.now(room), symptom=symptom, anyway=anyway)
    for effect in play(room, move):
        if isinstance(effect, DoubtSymptom):
            return _next(forms.restate(symptom, form.metadata, effect.doubts))
    room.show_opening(messages.opening(room.conversation))
    return None


def _arrange(room: Room, form: Submission, _pointer: Pointer, _argument: str) -> Ack | None:
    leader, co_leader = form.text(Field.LEADER), form.text(Field.CO_LEADER) or None
    for name, person in ((Field.LEADER, leader), (Field.CO_LEADER, co_leader)):
        if person and not members_only(room.turn.session, room.plan.workspace_id, [person]):
            return {"response_action": "errors", "errors": {name: plain("coaching", "unknown_leader")}}
    by_manager = opening_forms.is_manager(room) and not room.state.leads(room.me)
    by = room.me
    if by_manager:
        play(room, HandOver(by=by, leader=leader, by_manager=True))
        by = leader
    if co_leader != room.state.co_leader:
        play(room, NameCoLeader(by=by, person=co_leader))
    if leader != room.state.leader:
        play(room, HandOver(by=by, leader=leader))
    return None


def _park(room: Room, form: Submission, pointer: Pointer, _argument: str) -> Ack | None:
    play(room, Park(by=room.me, asking=pointer.asking, text=form.text(Field.POINT)))
    return None


# ---------------------------------------------------------------- everybody


def _ask_all(room: Room, form: Submission, pointer: Pointer, _argument: str) -> Ack | None:
    chosen = members_only(room.turn.session, room.plan.workspace_id, form.chosen.get(Field.PEOPLE, ()))
    members = tuple(one.slack_id for one in chosen)
    play(room, AskAll(by=room.me, asking=pointer.asking, at=taking_causes.now(room), members=members))
    show_question(room)
    return None


def _answer(room: Room, form: Submission, _pointer: Pointer, argument: str) -> Ack | None:
    """The message that asked stands for the answer: changing it later changes that one."""
    ask_id, _, ts = argument.partition(":")
    ask, text = find_ask(room, ask_id), form.text(Field.ANSWER)
    session = room.turn.session
    replies.forget_taken_back(session, room.conversation.id, ts)
    edited = f"{room.turn.now.timestamp():.6f}" if replies.find(session, room.conversation.id, ts) else ""
    voice, visit = Voice(form.text(Field.VOICE)), str(asked_in(ask.visit)[0])
    reply = Reply(ts=ts, person=room.me, text=text, edited=edited, deleted=not text, visit=visit, voice=voice)
    answer_privately(room, reply)
    return None


def _differently(room: Room, form: Submission, _pointer: Pointer, argument: str) -> Ack | None:
    ask = find_ask(room, argument.partition(":")[0])
    answer(room, ask, "differently", form.text(Field.REASON))
    return None


def _order(room: Room, form: Submission, _pointer: Pointer, argument: str) -> Ack | None:
    ask = find_ask(room, argument.partition(":")[0])
    places = sorted(name for name in form.values if name.startswith(f"{Field.ORDER}:"))
    roots = tuple(form.text(name) for name in sorted(places, key=_number) if form.text(name))
    _, number = asked_in(ask.visit)
    answered(room, ask, Rank(by=room.me, round=number, roots=roots), plain(NOUN, "order_kept"))
    return None


def _number(name: str) -> int:
    return int(name.partition(":")[2])


# ---------------------------------------------------------------- work


def _part(room: Room, form: Submission, pointer: Pointer, kind: PartKind, part_key: str) -> Ack:
    """Save a part; what looks weak is asked about once more in the same form."""
    values = coaching_forms.part_values(kind, form.values)
    anyway = bool(form.chosen.get(Field.ANYWAY))
    move = Confirm(by=room.me, asking=pointer.asking, kind=kind, values=values, part=part_key or None, anyway=anyway)
    for effect in play(room, move):
        if isinstance(effect, Question):
            parents = written.parents(room, room.state.askings[pointer.asking].visit.item, kind, part_key)
            doubts = effect.weaknesses
            return _next(
                coaching_forms.part(kind, effect.values, parents, form.metadata, doubts=doubts, callback=View.WHYS_FORM)
            )
    return {}


def _decline(room: Room, form: Submission, pointer: Pointer, _argument: str) -> Ack | None:
    play(room, Decline(by=room.me, asking=pointer.asking, at=taking_causes.now(room), reason=form.text(Field.REASON)))
    return None


def _priorities(room: Room, form: Submission, pointer: Pointer, _argument: str) -> Ack | None:
    goals = dict(written.goals(room))
    named = {name.partition(":")[2]: form.text(name) for name in form.values if name.startswith(f"{Field.TITLE}:")}
    picks = tuple(
        Pick(root, title, goals.get(form.text(f"{Field.GOAL}:{root}"), "")) for root, title in named.items() if title
    )
    anyway = bool(form.chosen.get(Field.ANYWAY))
    move = SetPriorities(by=room.me, asking=pointer.asking, at=taking_causes.now(room), picks=picks, anyway=anyway)
    for effect in play(room, move):
        if isinstance(effect, WarnManyPriorities):
            return _next(opening_forms.priorities_form(room, pointer, many=len(effect.picks), picks=effect.picks))
    return None


_TAKERS: Mapping[Form, Callable[[Room, Submission, Pointer, str], Ack | None]] = {
    Form.RESTATE: _restate,
    Form.ARRANGE: _arrange,
    Form.CAUSES: taking_causes.causes,
    Form.PARK: _park,
    Form.ACCEPT: taking_causes.accept,
    Form.REWORD: taking_causes.reword,
    Form.MERGE: taking_causes.merge,
    Form.LINK: taking_causes.link,
    Form.EVIDENCE: taking_causes.evidence,
    Form.HAND_ON: taking_causes.hand_on,
    Form.DEEPER: taking_causes.deeper,
    Form.MARK: taking_causes.mark,
    Form.ASK_ALL: _ask_all,
    Form.ANSWER: _answer,
    Form.DIFFERENTLY: _differently,
    Form.ORDER: _order,
    Form.DECLINE: _decline,
    Form.PRIORITIES: _priorities,
}
