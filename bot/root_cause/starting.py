"""Starting a root cause dialog: the form, doubts about the symptom, and the first messages."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.messages.root_cause import forms
from bot.messages.root_cause import thread as messages
from bot.messages.root_cause.forms import OWN, SETS, RootCauseStartForm
from bot.messages.threads import NOUN as THREADS
from bot.messages.threads.pointers import StartPointer
from bot.root_cause.applying import apply
from bot.root_cause.room import NOUN, RootCauseRoom
from bot.slack import button_values
from bot.slack.blocks import Block
from bot.slack.button_values import StaleValueError
from bot.slack.identifiers import FieldId
from bot.slack.payloads import Submission
from bot.threads import homes
from bot.threads.rules import may_lead
from bot.turns import Turn
from conversations.root_cause import Method, advance, start
from conversations.root_cause.effects import DoubtSymptom, Effects
from conversations.root_cause.moves import Restate
from conversations.root_cause.rules import SymptomDoubt
from conversations.root_cause.state import RootCauseState
from conversations.root_cause.tree import Symptom
from prompts import plain
from storage.dialogs import root_cause
from storage.dialogs.stores import NewDialog
from storage.plans.plans import PlanSummary

MOST_BONES = 8
"""More would not be read on a phone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RootCauseStart:
    """What the form asks for."""

    plan: PlanSummary
    channel: str
    is_private: bool = True
    """Only what Slack says is public is public."""
    symptom: Symptom
    method: Method
    bones: tuple[str, ...]
    co_leader: str | None
    anyway: bool


def form(plans_here: Sequence[PlanSummary], channel: str, symptom: str) -> Block:
    """`channel` is that in which it is to run, or the person for a dialog alone."""
    several = [(str(plan.id), plan.organization) for plan in plans_here] if len(plans_here) > 1 else []
    metadata = str(StartPointer(None if several else plans_here[0].id, channel))
    return forms.start(RootCauseStartForm(symptom=Symptom(symptom), metadata=metadata, plans=several))


def read(turn: Turn, form: Submission, pointer: StartPointer, plan: PlanSummary) -> RootCauseStart | dict[str, str]:
    """The checked form, or errors by field."""
    method = button_values.word(Method, form.text(FieldId.METHOD))
    settings = RootCauseStart(
        plan=plan,
        channel=pointer.channel,
        symptom=Symptom(form.text(FieldId.SYMPTOM), form.text(FieldId.NUMBER), form.text(FieldId.SOURCE)),
        method=method,
        bones=_bones(form) if method is Method.FISHBONE else (),
        co_leader=form.text(FieldId.CO_LEADER) or None,
        anyway=bool(form.chosen.get(FieldId.ANYWAY)),
    )
    return _errors(turn, settings) or settings


def _bones(form: Submission) -> tuple[str, ...]:
    chosen = form.text(FieldId.BONES)
    if chosen not in (*SETS, OWN):
        raise StaleValueError
    lines = form.text(FieldId.OWN_BONES) if chosen == OWN else plain(NOUN, f"bones_{chosen}")
    return tuple(dict.fromkeys(line.strip() for line in lines.splitlines() if line.strip()))


def _errors(turn: Turn, settings: RootCauseStart) -> dict[str, str]:
    errors: dict[str, str] = {}
    if not settings.symptom.text:
        errors[FieldId.SYMPTOM] = plain(NOUN, "rejected_no_sentence")
    if settings.method is Method.FISHBONE and not 1 < len(settings.bones) <= MOST_BONES:
        errors[FieldId.OWN_BONES] = plain(NOUN, "bones_needed", most=MOST_BONES)
    if settings.co_leader and not may_lead(turn.session, settings.plan, settings.co_leader):
        errors[FieldId.CO_LEADER] = plain(THREADS, "unknown_leader")
    return errors


def doubted(form: Submission, settings: RootCauseStart, doubts: Sequence[SymptomDoubt]) -> Block:
    """The form again, with the doubts about this symptom. No one else has seen it yet."""
    return forms.start(
        RootCauseStartForm(
            symptom=settings.symptom,
            metadata=str(StartPointer(settings.plan.id, settings.channel)),
            method=settings.method,
            bones=form.text(FieldId.BONES),
            own_bones=form.text(FieldId.OWN_BONES),
            co_leader=settings.co_leader,
            doubts=doubts,
        )
    )


def begin(turn: Turn, settings: RootCauseStart) -> RootCauseRoom | Sequence[SymptomDoubt]:
    """Open the dialog and queue its first messages. Or return the doubts about the symptom, changing nothing."""
    state, effects = _started(turn.by.slack_id, settings)
    for effect in effects:
        if isinstance(effect, DoubtSymptom):
            return effect.doubts
    new = NewDialog(
        organization_id=settings.plan.organization_id,
        plan_id=settings.plan.id,
        channel=settings.channel,
        is_private=settings.is_private,
        state=replace(state, co_leader=settings.co_leader),
    )
    on = turn.today(settings.plan.time_zone)
    room = RootCauseRoom(turn, settings.plan, root_cause.STORE.add(turn.session, new, at=turn.now, on=on))
    with room.for_thread():
        room.open(messages.opening(room.dialog))
        apply(room, effects)
    homes.show(turn, settings.plan.workspace_id, turn.by.slack_id, settings.co_leader)
    return room


def _started(leader: str, settings: RootCauseStart) -> tuple[RootCauseState, Effects]:
    # No reply can be earlier than the beginning, even if the clocks differ.
    state, effects = start(settings.symptom, leader=leader, at="0", method=settings.method, bones=settings.bones)
    if settings.anyway and any(isinstance(effect, DoubtSymptom) for effect in effects):
        move = Restate(by=leader, asking=state.asking, at="0", symptom=settings.symptom, anyway=True)
        state, effects = advance(state, move)
    return state, effects
