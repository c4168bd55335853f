"""Submitted forms about causes: reword, merge, link, show, hand on, mark."""

from dataclasses import replace

from bot.messages.root_cause.buttons import (
    CauseDeed,
    CauseVersion,
    FormPointer,
    GoToStep,
    RootCauseForm,
    UnderCause,
    read_deed,
)
from bot.messages.threads import NOUN as THREADS
from bot.people.directory import members_only
from bot.root_cause import opening_forms
from bot.root_cause.applying import apply_move
from bot.root_cause.room import RootCauseRoom
from bot.root_cause.steps import find_cause
from bot.slack import ack
from bot.slack.ack import Ack
from bot.slack.button_values import ButtonValue
from bot.slack.identifiers import FieldId
from bot.slack.payloads import Submission
from conversations.root_cause.moves import (
    BringEvidence,
    Decide,
    GoTo,
    HandOn,
    Link,
    Mark,
    Merge,
    Reword,
    SetAside,
)
from conversations.root_cause.state import RootCauseStep, RootVerdict
from prompts import plain


def causes(room: RootCauseRoom, form: Submission, pointer: FormPointer, _argument: str) -> Ack | None:
    """The chosen action on a cause: done immediately, or opening another form."""
    key, deed = form.text(FieldId.CAUSE), read_deed(form.text(FieldId.DEED))
    if isinstance(deed, GoToStep):
        step = _step(room, key, deed.step)
        apply_move(room, GoTo(by=room.me, asking=pointer.asking, at=room.now_ts(), step=step, cause=key))
        return None
    if deed is CauseDeed.ADD:
        return _further(room, pointer, RootCauseForm.ACCEPT, UnderCause(key))
    cause = find_cause(room, key)
    if deed in _FORM_OF_DEED:
        return _further(room, pointer, _FORM_OF_DEED[deed], CauseVersion(key, cause.version))
    aside = deed is CauseDeed.SET_ASIDE
    apply_move(room, SetAside(by=room.me, cause=key, version=cause.version, aside=aside))
    return None


_FORM_OF_DEED = {
    CauseDeed.REWORD: RootCauseForm.REWORD,
    CauseDeed.MERGE: RootCauseForm.MERGE,
    CauseDeed.LINK: RootCauseForm.LINK,
}


def _step(room: RootCauseRoom, key: str, step: RootCauseStep) -> RootCauseStep:
    """Of a bone one asks what belongs to it."""
    return (
        RootCauseStep.BONE
        if step is RootCauseStep.WHY and any(bone.key == key for bone in room.state.tree.bones)
        else step
    )


def _further(room: RootCauseRoom, pointer: FormPointer, form: RootCauseForm, argument: ButtonValue) -> Ack:
    room.turn.saves_nothing()
    to = replace(pointer, form=form, argument=str(argument))
    return ack.update(opening_forms.form_for(room, to))


def reword(room: RootCauseRoom, form: Submission, _pointer: FormPointer, argument: str) -> Ack | None:
    cause = CauseVersion.read(argument)
    apply_move(room, Reword(by=room.me, cause=cause.key, version=cause.version, text=form.text(FieldId.CAUSE)))
    return None


def merge(room: RootCauseRoom, form: Submission, _pointer: FormPointer, argument: str) -> Ack | None:
    cause = CauseVersion.read(argument)
    apply_move(room, Merge(by=room.me, cause=cause.key, version=cause.version, into=form.text(FieldId.INTO)))
    return None


def link(room: RootCauseRoom, form: Submission, _pointer: FormPointer, argument: str) -> Ack | None:
    apply_move(room, Link(by=room.me, under=form.text(FieldId.UNDER), cause=CauseVersion.read(argument).key))
    return None


def evidence(room: RootCauseRoom, form: Submission, pointer: FormPointer, _argument: str) -> Ack | None:
    room.require_asked(pointer.asking)
    item = room.state.askings[pointer.asking].visit.item
    links = tuple(line.strip() for line in form.text(FieldId.LINKS).splitlines() if line.strip())
    text = form.text(FieldId.EVIDENCE)
    apply_move(room, BringEvidence(by=room.me, cause=item, person=room.me, text=text, links=links))
    return None


def hand_on(room: RootCauseRoom, form: Submission, pointer: FormPointer, _argument: str) -> Ack | None:
    to = form.text(FieldId.TO)
    if not members_only(room.turn.session, room.plan.workspace_id, [to]):
        return ack.errors({FieldId.TO: plain(THREADS, "unknown_leader")})
    if to == room.me:
        return ack.errors({FieldId.TO: plain("supports", "trouble_yourself")})
    request = {"to": to, "owner": form.text(FieldId.OWNER), "need": form.text(FieldId.NEED)}
    apply_move(room, HandOn(by=room.me, asking=pointer.asking, at=room.now_ts(), **request))
    return None


def deeper(room: RootCauseRoom, form: Submission, pointer: FormPointer, _argument: str) -> Ack | None:
    reason = form.text(FieldId.REASON)
    apply_move(room, Decide(by=room.me, asking=pointer.asking, at=room.now_ts(), label="deeper", reason=reason))
    return None


def root_anyway(room: RootCauseRoom, _form: Submission, pointer: FormPointer, _argument: str) -> Ack | None:
    label = RootVerdict.ROOT
    apply_move(room, Decide(by=room.me, asking=pointer.asking, at=room.now_ts(), label=label, anyway=True))
    return None


def mark(room: RootCauseRoom, form: Submission, pointer: FormPointer, _argument: str) -> Ack | None:
    apply_move(
        room, Mark(by=room.me, asking=pointer.asking, at=room.now_ts(), causes=form.chosen.get(FieldId.CAUSE, ()))
    )
    return None
