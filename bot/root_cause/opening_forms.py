"""The forms behind the buttons of a root cause dialog, as they open."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from bot.messages.root_cause import forms, steering
from bot.messages.root_cause.buttons import CauseDeed, CauseVersion, FormPointer, GoToStep, RootCauseForm
from bot.messages.threads import forms as shared
from bot.messages.threads.pointers import DialogPointer
from bot.people.directory import members_only
from bot.root_cause import asking_for_support, assessing, written
from bot.root_cause.not_in_plan import not_in_plan
from bot.root_cause.room import NOUN, RootCauseRoom
from bot.root_cause.steps import find_cause
from bot.slack.blocks import Block
from bot.slack.button_values import StaleValueError
from bot.slack.identifiers import FieldId, ViewId
from bot.slack.payloads import Click
from bot.threads.part_forms import item_people, objectives, part_to_edit
from bot.threads.rules import is_manager
from bot.turns import Turn
from conversations.parts import PartKind
from conversations.rejections import CauseRejectionCode
from conversations.root_cause import path
from conversations.root_cause.state import Pick, RootCauseStep
from conversations.root_cause.voting import asked_in, ranking
from prompts import plain
from storage.dialogs import private_answers, replies
from storage.models import PrivateQuestionRow

ASKED_AT_ONCE = 15
"""In a bigger channel those are filled in who have spoken here."""
GO_TO = (
    RootCauseStep.WHY,
    RootCauseStep.EVIDENCE,
    RootCauseStep.NATURE,
    RootCauseStep.REACH,
    RootCauseStep.DEEPER,
    RootCauseStep.PRACTICE,
    RootCauseStep.WORK,
)

Opener = Callable[[RootCauseRoom, FormPointer, str], Block]
PARTS: Mapping[RootCauseForm, PartKind] = {
    RootCauseForm.STRATEGY: PartKind.STRATEGY,
    RootCauseForm.ACTION_ITEM: PartKind.ACTION_ITEM,
}
OF_NOW = frozenset({RootCauseForm.RESTATE, RootCauseForm.ARRANGE, RootCauseForm.CAUSES, RootCauseForm.PARK})
"""Forms that are about no question in particular."""


def leader_form(room: RootCauseRoom, pointer: FormPointer) -> Block:
    if pointer.form in OF_NOW:
        pointer = replace(pointer, asking=room.state.asking)
    require_current(room, pointer, of_now=pointer.form not in PARTS)
    return form_for(room, pointer)


def ask_all_form(room: RootCauseRoom, pointer: FormPointer, members: Sequence[str]) -> Block:
    """`members`: Slack ids of everyone in the channel."""
    require_current(room, pointer, of_now=True)
    return forms.ask_all(_everybody(room, members), str(pointer))


def arrange_form(_turn: Turn, _click: Click, pointer: FormPointer, room: RootCauseRoom) -> Block:
    if not is_manager(room):
        require_current(room, replace(pointer, asking=room.state.asking), of_now=True)
    return forms.arrange(room.state, str(pointer))


def form_for(room: RootCauseRoom, pointer: FormPointer) -> Block:
    if pointer.form in PARTS:
        return part(room, pointer, PARTS[pointer.form])
    if pointer.form not in _OPENERS:
        raise StaleValueError
    return _OPENERS[pointer.form](room, pointer, pointer.argument)


def renewed(room: RootCauseRoom, pointer: FormPointer) -> FormPointer:
    """The same form for the current version of the cause."""
    if pointer.form not in (RootCauseForm.REWORD, RootCauseForm.MERGE):
        return pointer
    renewed_cause = find_cause(room, CauseVersion.read(pointer.argument).key)
    return replace(pointer, argument=str(CauseVersion(renewed_cause.key, renewed_cause.version)))


def require_current(room: RootCauseRoom, pointer: DialogPointer, *, of_now: bool) -> None:
    """Raises CannotDoError after the end. With `of_now`, only the current question is accepted."""
    room.require_current(pointer.asking if of_now else room.state.asking)
    room.require_asked(pointer.asking)


def _everybody(room: RootCauseRoom, members: Sequence[str]) -> list[str]:
    session = room.turn.session
    present = members_only(session, room.plan.workspace_id, members)
    if len(present) <= ASKED_AT_ONCE:
        return [person.slack_id for person in present]
    spoken = replies.speakers(session, room.dialog.id)
    return [person.slack_id for person in present if person.slack_id in spoken | {room.state.leader}][:ASKED_AT_ONCE]


# ---------------------------------------------------------------- one form each


def _causes(room: RootCauseRoom, pointer: FormPointer, _argument: str) -> Block:
    deeds = [(str(deed), plain(NOUN, f"deed_{deed}")) for deed in CauseDeed]
    deeds += [(str(GoToStep(step)), plain(NOUN, f"deed_{step}")) for step in GO_TO]
    return forms.causes(room.state.tree, deeds, str(pointer))


def _reword(room: RootCauseRoom, pointer: FormPointer, argument: str) -> Block:
    return forms.reword(find_cause(room, CauseVersion.read(argument).key), str(pointer))


def _merge(room: RootCauseRoom, pointer: FormPointer, argument: str) -> Block:
    gone = find_cause(room, CauseVersion.read(argument).key)
    others = forms.named(each for each in room.state.tree.causes if each.key != gone.key)
    return forms.choose(FieldId.INTO, "into_label", gone.text, others, str(pointer))


def _link(room: RootCauseRoom, pointer: FormPointer, argument: str) -> Block:
    linked = find_cause(room, CauseVersion.read(argument).key)
    unders = forms.things(room.state.tree, but=linked.key)
    return forms.choose(FieldId.UNDER, "under_label", linked.text, unders, str(pointer))


def _restate(room: RootCauseRoom, pointer: FormPointer, _argument: str) -> Block:
    return forms.restate(room.state.tree.symptom, str(pointer))


def _words(room: RootCauseRoom, pointer: DialogPointer) -> str:
    return room.state.tree.words(room.state.askings[pointer.asking].visit.item)


def _hand_on(room: RootCauseRoom, pointer: FormPointer, _argument: str) -> Block:
    return forms.hand_on(_words(room, pointer), asking_for_support.default_provider(room), str(pointer))


def _root_anyway(room: RootCauseRoom, pointer: FormPointer, _argument: str) -> Block:
    cause = find_cause(room, room.state.askings[pointer.asking].visit.item)
    return forms.root_anyway(cause.text, room.state.tree.depth(cause.key), str(pointer))


def _decline(room: RootCauseRoom, pointer: FormPointer, _argument: str) -> Block:
    declined = room.state.not_acted_on(room.state.visit.item)
    before = declined.reason if declined else ""
    return forms.reason("decline_label", _words(room, pointer), str(pointer), before)


def _priorities(room: RootCauseRoom, pointer: FormPointer, _argument: str) -> Block:
    return priorities_form(room, pointer)


def priorities_form(room: RootCauseRoom, pointer: FormPointer, *, many: int = 0, picks: Sequence[Pick] = ()) -> Block:
    """In the team's order; `picks` are earlier values."""
    roots = [find_cause(room, each.root) for each in ranking(room.state)]
    filled = {pick.root: pick for pick in picks} or written.known_picks(room, roots)
    return forms.priorities(roots, filled, written.goals(room), str(pointer), many=many)


def part_key(room: RootCauseRoom, pointer: FormPointer) -> str:
    """The key of the part to edit; empty for a new one. Raises CannotDoError for none of this dialog's."""
    return part_to_edit(room, pointer.argument, PARTS[pointer.form]).key if pointer.argument else ""


def part(room: RootCauseRoom, pointer: FormPointer, kind: PartKind) -> Block:
    """The form for a new part or, with a key, for a saved one."""
    root, key = room.state.askings[pointer.asking].visit.item, part_key(room, pointer)
    values = written.first_values(room, root, kind, key)
    parents = written.parents(room, root, kind, key)
    return shared.part(
        kind,
        values,
        parents,
        str(pointer),
        callback=ViewId.WHYS_FORM,
        people=item_people(room, kind, values),
        objectives=objectives(room, kind, values),
    )


_OPENERS: Mapping[RootCauseForm, Opener] = {
    RootCauseForm.MORE: lambda room, _pointer, _: steering.more(room.dialog, room.waiting()),
    RootCauseForm.FINISH: lambda room, pointer, _: forms.finish(not_in_plan(room), str(pointer)),
    RootCauseForm.RESTATE: _restate,
    RootCauseForm.ARRANGE: lambda room, pointer, _: forms.arrange(room.state, str(pointer)),
    RootCauseForm.CAUSES: _causes,
    RootCauseForm.PARK: lambda _room, pointer, _: forms.park(str(pointer)),
    RootCauseForm.ACCEPT: assessing.accept_form,
    RootCauseForm.ACCEPT_ALL_BUT: assessing.all_but_form,
    RootCauseForm.ASSESS: assessing.assess_form,
    RootCauseForm.REWORD: _reword,
    RootCauseForm.MERGE: _merge,
    RootCauseForm.LINK: _link,
    RootCauseForm.EVIDENCE: lambda room, pointer, _: forms.evidence(_words(room, pointer), str(pointer)),
    RootCauseForm.HAND_ON: _hand_on,
    RootCauseForm.DEEPER: lambda room, pointer, _: forms.reason("reason_label", _words(room, pointer), str(pointer)),
    RootCauseForm.ROOT_ANYWAY: _root_anyway,
    RootCauseForm.DECLINE: _decline,
    RootCauseForm.MARK: lambda room, pointer, _: forms.mark(room.state.tree, str(pointer)),
    RootCauseForm.PRIORITIES: _priorities,
}


# ---------------------------------------------------------------- in private


def private_form(turn: Turn, _click: Click, pointer: FormPointer, question: PrivateQuestionRow) -> Block:
    room = RootCauseRoom.enter(turn, pointer.dialog_id, only_looks=True)
    metadata = str(replace(pointer, asking=0))
    if pointer.form is RootCauseForm.DIFFERENTLY:
        return forms.differently(metadata)
    if pointer.form is RootCauseForm.ORDER:
        return forms.order(forms.named(path.to_act_on(room.state)), metadata)
    _, number = asked_in(question.visit)
    if room.is_closed(number):
        raise room.rejected(CauseRejectionCode.ROUND_CLOSED)
    before = private_answers.by_form(turn.session, question)
    return forms.answer(room.state.tree.symptom.text, before, metadata, asked=len(room.state.rounds[number].asked))
