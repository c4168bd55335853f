"""Submitted forms of a root cause dialog. Each returns the ack: nothing, or the next view."""

from collections.abc import Callable, Mapping

from bot.messages.root_cause import forms
from bot.messages.root_cause.buttons import FormPointer, RootCauseForm
from bot.messages.threads.replies import people_asked
from bot.people.directory import members_only
from bot.root_cause import assessing, opening_forms, taking_causes, written
from bot.root_cause.applying import apply_move
from bot.root_cause.opening_forms import PARTS
from bot.root_cause.room import NOUN, RootCauseRoom
from bot.root_cause.steps import answer, answered, find_question
from bot.slack import ack, button_values
from bot.slack.ack import Ack
from bot.slack.button_values import StaleValueError
from bot.slack.identifiers import FieldId, ViewId
from bot.slack.payloads import Submission
from bot.threads import part_forms
from bot.threads.arranging import arrange
from bot.threads.private_answers import PrivateAnswer
from bot.threads.taking_replies import answer_privately
from bot.turns import CannotDoError
from conversations.parts import PartKind
from conversations.rejections import CauseRejectionCode, DialogRejectionCode
from conversations.root_cause.effects import DoubtSymptom, WarnManyPriorities
from conversations.root_cause.moves import (
    Decline,
    Rank,
    Restate,
    SetPriorities,
)
from conversations.root_cause.state import Opinion, Pick
from conversations.root_cause.tree import Symptom
from conversations.root_cause.voting import asked_in
from conversations.threads.moves import (
    AskPeople,
    Confirm,
    Finish,
    Park,
)
from conversations.threads.replies import Voice
from prompts import plain

MAIN: Mapping[RootCauseForm, str] = {
    RootCauseForm.RESTATE: FieldId.SYMPTOM,
    RootCauseForm.CAUSES: FieldId.DEED,
    RootCauseForm.ACCEPT: FieldId.CAUSE,
    RootCauseForm.ACCEPT_ALL_BUT: FieldId.LEFT_OUT,
    RootCauseForm.ASSESS: FieldId.VERDICT,
    RootCauseForm.REWORD: FieldId.CAUSE,
    RootCauseForm.MERGE: FieldId.INTO,
    RootCauseForm.LINK: FieldId.UNDER,
    RootCauseForm.EVIDENCE: FieldId.EVIDENCE,
    RootCauseForm.HAND_ON: FieldId.NEED,
    RootCauseForm.DEEPER: FieldId.REASON,
    RootCauseForm.DECLINE: FieldId.REASON,
    RootCauseForm.MARK: FieldId.CAUSE,
    RootCauseForm.ASK_ALL: FieldId.PEOPLE,
    RootCauseForm.DIFFERENTLY: FieldId.REASON,
    RootCauseForm.ORDER: f"{FieldId.ORDER}:1",
}
"""The field that shows why a form was rejected."""


CHANGED = f"rejected_{CauseRejectionCode.CHANGED_MEANWHILE}"
"""After these rejections the form is shown again as it opens now."""
BESIDE_FIELD = frozenset(f"rejected_{code}" for code in (*CauseRejectionCode, DialogRejectionCode.EMPTY))
"""Rejections of the typed or chosen values, rather than of the sender or the time."""


def submit(room: RootCauseRoom, form: Submission, pointer: FormPointer) -> Ack:
    """Raises CannotDoError if it is rejected; then nothing was changed."""
    if pointer.form in PARTS:
        return _part(room, form, pointer, PARTS[pointer.form])
    if pointer.form not in _TAKERS:
        raise StaleValueError
    return _TAKERS[pointer.form](room, form, pointer, pointer.argument) or {}


def trouble(pointer: FormPointer, error: CannotDoError) -> Ack | None:
    """The error beside its field; None if it belongs to no field."""
    if pointer.form not in MAIN or error.part not in BESIDE_FIELD:
        return None
    return ack.errors({MAIN[pointer.form]: plain(error.file, error.part, **error.values)})


# ---------------------------------------------------------------- symptom, leader, kept for later


def _restate(room: RootCauseRoom, form: Submission, pointer: FormPointer, _argument: str) -> Ack | None:
    symptom = Symptom(form.text(FieldId.SYMPTOM), form.text(FieldId.NUMBER), form.text(FieldId.SOURCE))
    anyway = bool(form.chosen.get(FieldId.ANYWAY))
    move = Restate(by=room.me, asking=pointer.asking, at=room.now_ts(), symptom=symptom, anyway=anyway)
    for effect in apply_move(room, move):
        if isinstance(effect, DoubtSymptom):
            room.turn.saves_nothing()
            return ack.update(forms.restate(symptom, form.metadata, effect.doubts))
    return None


def _arrange(room: RootCauseRoom, form: Submission, _pointer: FormPointer, _argument: str) -> Ack | None:
    return arrange(room, form, apply_move)


def _finish(room: RootCauseRoom, _form: Submission, pointer: FormPointer, _argument: str) -> Ack | None:
    apply_move(room, Finish(by=room.me, asking=pointer.asking, at=room.now_ts()))
    return None


def _park(room: RootCauseRoom, form: Submission, pointer: FormPointer, _argument: str) -> Ack | None:
    apply_move(room, Park(by=room.me, asking=pointer.asking, text=form.text(FieldId.POINT)))
    return None


# ---------------------------------------------------------------- everyone


def _ask_all(room: RootCauseRoom, form: Submission, pointer: FormPointer, _argument: str) -> Ack | None:
    chosen = members_only(room.turn.session, room.plan.workspace_id, form.chosen.get(FieldId.PEOPLE, ()))
    members = tuple(person.slack_id for person in chosen)
    apply_move(room, AskPeople(by=room.me, asking=pointer.asking, at=room.now_ts(), members=members))
    room.tell(room.me, people_asked(members), form.key)
    return None


def _answer(room: RootCauseRoom, form: Submission, _pointer: FormPointer, argument: str) -> Ack | None:
    """Replaces the earlier answer from the form. An empty one withdraws it."""
    question, text = find_question(room, button_values.number(argument)), form.text(FieldId.ANSWER)
    visit, number = asked_in(question.visit)
    if room.is_closed(number):
        raise room.rejected(CauseRejectionCode.ROUND_CLOSED)
    voice = button_values.word(Voice, form.text(FieldId.VOICE))
    answer = PrivateAnswer(question=question, visit=str(visit), text=text, voice=voice, deleted=not text)
    answer_privately(room, answer, apply_move)
    return None


def _differently(room: RootCauseRoom, form: Submission, _pointer: FormPointer, argument: str) -> Ack | None:
    question = find_question(room, button_values.number(argument))
    answer(room, question, Opinion.DIFFERENTLY, form.text(FieldId.REASON))
    return None


def _order(room: RootCauseRoom, form: Submission, _pointer: FormPointer, argument: str) -> Ack | None:
    question = find_question(room, button_values.number(argument))
    chosen = [form.text(forms.place_id(number)) for number in range(1, len(form.values) + 1)]
    roots = tuple(filter(None, chosen))
    _, number = asked_in(question.visit)
    answered(room, question, Rank(by=room.me, round=number, roots=roots), plain(NOUN, "order_kept"))
    return None


# ---------------------------------------------------------------- work


def _part(room: RootCauseRoom, form: Submission, pointer: FormPointer, kind: PartKind) -> Ack:
    key = opening_forms.part_key(room, pointer)
    values = part_forms.read_values(room, kind, form)
    picked, errors = part_forms.read_checked(room, kind, form)
    if errors:
        return ack.errors(errors)
    values |= picked
    anyway = bool(form.chosen.get(FieldId.ANYWAY))
    move = Confirm(by=room.me, asking=pointer.asking, kind=kind, values=values, part=key or None, anyway=anyway)

    def parents() -> dict[str, str]:
        return written.parents(room, room.state.askings[pointer.asking].visit.item, kind, key)

    return part_forms.save(room, form, move, apply_move, parents, callback=ViewId.WHYS_FORM)


def _decline(room: RootCauseRoom, form: Submission, pointer: FormPointer, _argument: str) -> Ack | None:
    apply_move(room, Decline(by=room.me, asking=pointer.asking, at=room.now_ts(), reason=form.text(FieldId.REASON)))
    return None


def _priorities(room: RootCauseRoom, form: Submission, pointer: FormPointer, _argument: str) -> Ack | None:
    goals = dict(written.goals(room))
    named = {name.partition(":")[2]: form.text(name) for name in form.values if name.startswith(f"{FieldId.TITLE}:")}
    picks = tuple(
        Pick(root, title, goals.get(form.text(f"{FieldId.GOAL}:{root}"), "")) for root, title in named.items() if title
    )
    anyway = bool(form.chosen.get(FieldId.ANYWAY))
    move = SetPriorities(by=room.me, asking=pointer.asking, at=room.now_ts(), picks=picks, anyway=anyway)
    for effect in apply_move(room, move):
        if isinstance(effect, WarnManyPriorities):
            room.turn.saves_nothing()
            return ack.update(opening_forms.priorities_form(room, pointer, many=len(effect.picks), picks=effect.picks))
    return None


_TAKERS: Mapping[RootCauseForm, Callable[[RootCauseRoom, Submission, FormPointer, str], Ack | None]] = {
    RootCauseForm.FINISH: _finish,
    RootCauseForm.RESTATE: _restate,
    RootCauseForm.ARRANGE: _arrange,
    RootCauseForm.CAUSES: taking_causes.causes,
    RootCauseForm.PARK: _park,
    RootCauseForm.ACCEPT: assessing.accept,
    RootCauseForm.ACCEPT_ALL_BUT: assessing.accept_all_but,
    RootCauseForm.ASSESS: assessing.assess,
    RootCauseForm.REWORD: taking_causes.reword,
    RootCauseForm.MERGE: taking_causes.merge,
    RootCauseForm.LINK: taking_causes.link,
    RootCauseForm.EVIDENCE: taking_causes.evidence,
    RootCauseForm.HAND_ON: taking_causes.hand_on,
    RootCauseForm.DEEPER: taking_causes.deeper,
    RootCauseForm.ROOT_ANYWAY: taking_causes.root_anyway,
    RootCauseForm.MARK: taking_causes.mark,
    RootCauseForm.ASK_ALL: _ask_all,
    RootCauseForm.ANSWER: _answer,
    RootCauseForm.DIFFERENTLY: _differently,
    RootCauseForm.ORDER: _order,
    RootCauseForm.DECLINE: _decline,
    RootCauseForm.PRIORITIES: _priorities,
}
