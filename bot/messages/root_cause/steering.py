"""What the leader of a root cause dialog steers it with."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from bot.messages.root_cause.buttons import (
    NOUN,
    DecisionPointer,
    ReplyPointer,
    RootCauseForm,
    form_pointer,
    opener,
    pointer,
)
from bot.messages.threads import NOUN as THREADS
from bot.messages.threads import steering as shared
from bot.messages.threads.pointers import DialogPointer
from bot.messages.threads.steering import MoreLine, Steering
from bot.slack import blocks, limits
from bot.slack.blocks import Block, MenuButton
from bot.slack.identifiers import ActionId
from conversations.parts import PartKind
from conversations.root_cause.deciding import CHOICES
from conversations.root_cause.record import Candidate
from conversations.root_cause.rules import FEWEST_WHYS, MOST_WHYS
from conversations.root_cause.state import (
    ASKS_FOR_CAUSES,
    ASKS_FOR_EVIDENCE,
    NO_PRACTICE,
    RootCauseState,
    RootCauseStep,
    RootVerdict,
)
from conversations.root_cause.voting import PRIVATE
from conversations.threads.state import AT_END, DialogPhase
from plans.practices import PRACTICES
from prompts import plain
from storage.dialogs.root_cause import RootCauseDialog

REPLIES_SHOWN = 12
"""Waiting replies that a question lists and offers to choose from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepControls:
    """What a question has of its own, beside what all have."""

    primary: MenuButton | None = None
    """None where it is Next."""
    choices: Sequence[MenuButton] = ()
    placeholder: str = ""
    """What is chosen, if it's not an answer."""
    others: Sequence[MenuButton] = ()
    """At most two."""
    seldom: Sequence[RootCauseForm] = ()
    """Forms that are in the form "More"."""


def steering(dialog: RootCauseDialog, waiting: Sequence[Candidate]) -> Steering:
    """The controls of the current question or, while the dialog is paused, those of the pause."""
    state, target = dialog.state, pointer(dialog)
    finish, more = _form(RootCauseForm.FINISH, target), _form(RootCauseForm.MORE, target)
    if state.phase is DialogPhase.PAUSED:
        resume = shared.button("resume", ActionId.WHYS_RESUME, target, style="primary")
        return Steering(primary=resume, menu=[finish, more])
    back = [shared.option("back", ActionId.WHYS_BACK, target)] if state.trail else []
    if state.visit == AT_END:
        return Steering(primary=shared.primary(finish), menu=[*back, _form(RootCauseForm.CAUSES, target), more])
    own, passing = _of_step(state, target, waiting), shared.option("next", ActionId.WHYS_NEXT, target)
    first = [*back, *([passing] if own.primary else []), *own.others]
    in_menu, _ = _seldom(state, target, len(first))
    return Steering(
        primary=shared.primary(own.primary or passing),
        menu=[*first, *in_menu, finish, more],
        choices=shared.choices(own.choices, own.placeholder) if own.choices else None,
    )


def _seldom(state: RootCauseState, target: DialogPointer, taken: int) -> tuple[list[MenuButton], list[MenuButton]]:
    """What the menu has room for, beside so many options of the question, Finish and More; then what it hasn't."""
    buttons = [_form(RootCauseForm.CAUSES, target)]
    if state.phase is DialogPhase.OPEN:
        buttons.append(shared.option("pause", ActionId.WHYS_PAUSE, target))
    free = limits.MENU_OPTIONS - 2 - taken
    return buttons[:free], buttons[free:]


def more(dialog: RootCauseDialog, waiting: Sequence[Candidate]) -> Block:
    """The form with what a leader seldom needs, and with what the menu has no room for."""
    state, target = dialog.state, pointer(dialog)
    lines: list[MoreLine] = []
    if state.phase is DialogPhase.OPEN and state.visit != AT_END:
        own = _of_step(state, target, waiting)
        lines += [shared.line(form, opener(form, target), noun=NOUN) for form in own.seldom]
        taken = bool(state.trail) + bool(own.primary) + len(own.others)
        lines += [_more_line(button) for button in _seldom(state, target, taken)[1]]
    return shared.more(
        "",
        [
            *lines,
            shared.line("park", opener(RootCauseForm.PARK, target)),
            shared.line("restate", opener(RootCauseForm.RESTATE, target), noun=NOUN),
            shared.line("where", shared.button("where", ActionId.WHYS_WHERE, target)),
            shared.line("arrange", opener(RootCauseForm.ARRANGE, target)),
        ],
    )


def _more_line(button: MenuButton) -> MoreLine:
    is_pause = button.action is ActionId.WHYS_PAUSE
    pressed = blocks.button(button.label, button.action, button.pointer)
    return shared.line("pause", pressed) if is_pause else shared.line("causes", pressed, noun=NOUN)


# ---------------------------------------------------------------- each question's own


def _of_step(state: RootCauseState, target: DialogPointer, waiting: Sequence[Candidate]) -> StepControls:
    step = state.visit.step
    if step in ASKS_FOR_CAUSES:
        return _naming(state, target, waiting)
    if step in ASKS_FOR_EVIDENCE:
        return _showing(state, target, waiting)
    if step in PRIVATE:
        return _asking_all(state, target)
    return _CONTROLS[step](state, target) if step in _CONTROLS else StepControls()


def _naming(state: RootCauseState, target: DialogPointer, waiting: Sequence[Candidate]) -> StepControls:
    """The primary button carries the newest reply, so that one that comes later is not accepted unread."""
    if not waiting:
        return StepControls()
    newest = waiting[-1].ts
    replies = [_form(RootCauseForm.ACCEPT, target, each.ts, label=_one_line(each)) for each in waiting[:REPLIES_SHOWN]]
    if len(waiting) == 1:
        return StepControls(
            primary=MenuButton(_accepting(state, waiting[0]), ActionId.WHYS_ACCEPT, _reply(target, newest)),
            choices=replies,
            placeholder=plain(NOUN, "button_accept_details"),
        )
    return StepControls(
        primary=MenuButton(plain(NOUN, "button_accept_all"), ActionId.WHYS_ACCEPT_ALL, _reply(target, newest)),
        choices=[*replies, _form(RootCauseForm.ACCEPT_ALL_BUT, target, newest)],
        placeholder=plain(NOUN, "button_accept_details"),
    )


def _accepting(state: RootCauseState, candidate: Candidate) -> str:
    """A reply that is in the tree already is linked."""
    twin = state.tree.cause(candidate.twin) if candidate.twin else None
    return plain(NOUN, "button_link", number=twin.number) if twin else plain(NOUN, "button_accept")


def _showing(state: RootCauseState, target: DialogPointer, waiting: Sequence[Candidate]) -> StepControls:
    common = partial(
        StepControls,
        others=[_form(RootCauseForm.ASSESS, target)] if state.visit.step == RootCauseStep.EVIDENCE else [],
        seldom=(RootCauseForm.EVIDENCE,),
    )
    if not waiting:
        return common()
    newest = waiting[-1].ts
    if len(waiting) == 1:
        keep = MenuButton(plain(NOUN, "button_keep_evidence"), ActionId.WHYS_KEEP, _reply(target, newest))
        return common(primary=keep)
    return common(
        primary=MenuButton(plain(NOUN, "button_keep_all_evidence"), ActionId.WHYS_KEEP_ALL, _reply(target, newest)),
        choices=[MenuButton(_one_line(each), ActionId.WHYS_KEEP, _reply(target, each.ts)) for each in waiting],
        placeholder=plain(NOUN, "evidence_placeholder"),
    )


def _asking_all(state: RootCauseState, target: DialogPointer) -> StepControls:
    """Next closes an open round."""
    visit, asked = state.visit, state.round_of(state.visit)
    is_ranking = visit.step == RootCauseStep.RANK
    priorities = _form(RootCauseForm.PRIORITIES, target)
    if is_ranking and "+" not in visit.item:  # of one root there is no order
        return StepControls(primary=priorities)
    if asked is None:
        return StepControls(primary=_form(RootCauseForm.ASK_ALL, target), others=[priorities] if is_ranking else [])
    again = _form(RootCauseForm.ASK_ALL, target, label=plain(NOUN, "button_another_round"))
    if is_ranking and asked.closed:
        return StepControls(primary=priorities, others=[again])
    return StepControls(others=[again, priorities] if is_ranking else [again])


def _deciding(state: RootCauseState, target: DialogPointer) -> StepControls:
    choices = [_decision(state, target, label) for label in CHOICES[state.visit.step]]
    return StepControls(choices=[*choices, _form(RootCauseForm.ASSESS, target)])


def _decision(state: RootCauseState, target: DialogPointer, label: str) -> MenuButton:
    """A root near the symptom is confirmed in a form; so is another why beyond the guide's number, with its reason."""
    is_deeper = state.visit.step == RootCauseStep.DEEPER
    depth = state.tree.depth(state.visit.item) if is_deeper else 0
    if is_deeper and label == RootVerdict.ROOT and depth < FEWEST_WHYS:
        return _form(RootCauseForm.ROOT_ANYWAY, target, label=plain(NOUN, "button_root"))
    if is_deeper and label == RootVerdict.DEEPER and depth >= MOST_WHYS:
        return _form(RootCauseForm.DEEPER, target)
    return _decide(target, label, plain(NOUN, f"button_{label}"))


def _practices(_state: RootCauseState, target: DialogPointer) -> StepControls:
    return StepControls(
        choices=[_decide(target, code, practice_name(code)) for code in (*PRACTICES, NO_PRACTICE)],
        placeholder=plain(NOUN, "practice_placeholder"),
        others=[_form(RootCauseForm.DECLINE, target)],
    )


def practice_name(code: str) -> str:
    return plain(NOUN, "button_no_practice") if code == NO_PRACTICE else f"{code} {PRACTICES[code].name}"


def _strategy(state: RootCauseState, target: DialogPointer) -> StepControls:
    decline = _form(RootCauseForm.DECLINE, target)
    if not state.work_for(state.visit.item, PartKind.STRATEGY):
        return StepControls(primary=_form(RootCauseForm.STRATEGY, target), others=[decline])
    another = _form(RootCauseForm.STRATEGY, target, label=plain(NOUN, "button_another_strategy"))
    return StepControls(others=[another, decline])


def _work(state: RootCauseState, target: DialogPointer) -> StepControls:
    add, decline = _form(RootCauseForm.ACTION_ITEM, target), _form(RootCauseForm.DECLINE, target)
    if state.decided(state.visit.item):
        return StepControls(others=[add, decline])
    return StepControls(primary=add, others=[decline])


_CONTROLS: Mapping[str, Callable[[RootCauseState, DialogPointer], StepControls]] = {
    RootCauseStep.REACH: _deciding,
    RootCauseStep.NATURE: _deciding,
    RootCauseStep.DEEPER: _deciding,
    RootCauseStep.WHOSE: lambda _state, target: StepControls(primary=_form(RootCauseForm.HAND_ON, target)),
    RootCauseStep.MARK: lambda _state, target: StepControls(primary=_form(RootCauseForm.MARK, target)),
    RootCauseStep.PRACTICE: _practices,
    RootCauseStep.STRATEGY: _strategy,
    RootCauseStep.WORK: _work,
}


# ---------------------------------------------------------------- the pieces


def _form(form: RootCauseForm, target: DialogPointer, argument: str = "", *, label: str = "") -> MenuButton:
    """`label` overrides the form's own label."""
    words = _SHARED.get(form)
    own = plain(THREADS, f"button_{words}") if words else plain(NOUN, f"button_{form}")
    return MenuButton(label or own, ActionId.WHYS_OPEN, form_pointer(form, target, argument))


_SHARED = {RootCauseForm.FINISH: "open_finish", RootCauseForm.MORE: "more"}
"""Forms with labels that all kinds of dialogs share."""


def _decide(target: DialogPointer, label: str, text: str) -> MenuButton:
    return MenuButton(text, ActionId.WHYS_DECIDE, DecisionPointer(target.dialog_id, target.asking, label))


def _one_line(candidate: Candidate) -> str:
    return " ".join(candidate.text.split())


def _reply(target: DialogPointer, ts: str) -> ReplyPointer:
    return ReplyPointer(target.dialog_id, target.asking, ts)
