"""The leader's buttons under a question of a root cause dialog."""

from collections.abc import Mapping

from bot import blocks
from bot.blocks import Block, MenuButton
from bot.identifiers import ActionId
from bot.messages.root_cause.buttons import (
    NOUN,
    DecisionPointer,
    RootCauseForm,
    decide,
    form_pointer,
    opener,
)
from bot.messages.threads import steering as shared
from bot.messages.threads.pointers import DialogPointer
from bot.messages.threads.steering import Steering
from conversations.parts import PartKind
from conversations.root_cause.deciding import CHOICES
from conversations.root_cause.rules import MOST_WHYS
from conversations.root_cause.state import NO_PRACTICE, RootCauseState, RootCauseStep
from conversations.root_cause.voting import PRIVATE
from conversations.threads.state import AT_END, DialogPhase, Visit
from plans.practices import PRACTICES
from prompts import plain

_FORMS: Mapping[str, tuple[RootCauseForm, ...]] = {
    RootCauseStep.REACH: (RootCauseForm.ASSESS,),
    RootCauseStep.EVIDENCE: (RootCauseForm.EVIDENCE, RootCauseForm.ASSESS),
    RootCauseStep.NATURE: (RootCauseForm.ASSESS,),
    RootCauseStep.DEEPER: (RootCauseForm.ASSESS,),
    RootCauseStep.CONFIRM: (RootCauseForm.EVIDENCE,),
    RootCauseStep.WHOSE: (RootCauseForm.HAND_ON,),
    RootCauseStep.MARK: (RootCauseForm.MARK,),
    RootCauseStep.PRACTICE: (RootCauseForm.DECLINE,),
    RootCauseStep.STRATEGY: (RootCauseForm.STRATEGY, RootCauseForm.DECLINE),
    RootCauseStep.WORK: (RootCauseForm.ACTION_ITEM, RootCauseForm.DECLINE),
}


def answers(state: RootCauseState, visit: Visit, target: DialogPointer) -> list[Block]:
    """The leader's buttons for this step."""
    has_one = bool(state.work_for(visit.item, PartKind.STRATEGY))
    labels = {RootCauseForm.STRATEGY: "another_strategy"} if has_one else {}
    forms = [opener(form, target, label=labels.get(form, "")) for form in _FORMS.get(visit.step, ())]
    if visit.step == RootCauseStep.PRACTICE:
        return [_practices(target), *forms]
    if visit.step in PRIVATE:
        return _asking_all(state, visit, target)
    choices = CHOICES.get(visit.step, ())
    too_deep = visit.step == RootCauseStep.DEEPER and state.tree.depth(visit.item) >= MOST_WHYS
    return [
        opener(RootCauseForm.DEEPER, target) if label == "deeper" and too_deep else decide(label, target, label)
        for label in choices
    ] + forms


def _asking_all(state: RootCauseState, visit: Visit, target: DialogPointer) -> list[Block]:
    if visit.step == RootCauseStep.RANK and "+" not in visit.item:  # of one root there is no order
        return [opener(RootCauseForm.PRIORITIES, target, style="primary")]
    again = state.round_of(visit) is not None
    buttons = [
        opener(RootCauseForm.ASK_ALL, target, label="another_round" if again else "", style="" if again else "primary")
    ]
    return [*buttons, opener(RootCauseForm.PRIORITIES, target)] if visit.step == RootCauseStep.RANK else buttons


def _practices(target: DialogPointer) -> Block:
    names = {code: practice_name(code) for code in (*PRACTICES, NO_PRACTICE)}
    options = [(str(DecisionPointer(target.dialog_id, target.asking, code)), name) for code, name in names.items()]
    return blocks.select(f"{ActionId.WHYS_DECIDE}.practice", plain(NOUN, "practice_placeholder"), options)


def practice_name(code: str) -> str:
    return plain(NOUN, "button_no_practice") if code == NO_PRACTICE else f"{code} {PRACTICES[code].name}"


def steering(state: RootCauseState, target: DialogPointer) -> Steering:
    """The controls of the current question or, while the dialog is paused, those of the pause."""
    finish, more = _option("open_finish", RootCauseForm.FINISH, target), _option("more", RootCauseForm.MORE, target)
    if state.phase is DialogPhase.PAUSED:
        resume = shared.button("resume", ActionId.WHYS_RESUME, target, style="primary")
        return Steering(primary=resume, menu=[finish, more])
    back = [shared.option("back", ActionId.WHYS_BACK, target)] if state.trail else []
    causes = MenuButton(plain(NOUN, "button_causes"), ActionId.WHYS_OPEN, form_pointer(RootCauseForm.CAUSES, target))
    if state.visit == AT_END:
        form = form_pointer(RootCauseForm.FINISH, target)
        primary = shared.button("open_finish", ActionId.WHYS_OPEN, form, style="primary")
        return Steering(primary=primary, menu=[*back, causes, more])
    primary = shared.button("next", ActionId.WHYS_NEXT, target, style="primary")
    pause = shared.option("pause", ActionId.WHYS_PAUSE, target)
    return Steering(primary=primary, menu=[*back, causes, pause, finish, more])


def _option(part: str, form: RootCauseForm, target: DialogPointer) -> MenuButton:
    return shared.option(part, ActionId.WHYS_OPEN, form_pointer(form, target))


def more(target: DialogPointer) -> Block:
    """The form with everything that a leader seldom needs."""
    return shared.more(
        "",
        [
            shared.line("park", opener(RootCauseForm.PARK, target)),
            shared.line("restate", opener(RootCauseForm.RESTATE, target), noun=NOUN),
            shared.line("where", shared.button("where", ActionId.WHYS_WHERE, target)),
            shared.line("arrange", opener(RootCauseForm.ARRANGE, target)),
        ],
    )
