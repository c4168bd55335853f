"""The leader's buttons: navigation and follow-up questions."""

from dataclasses import dataclass, replace
from typing import assert_never

from conversations.coaching import path
from conversations.coaching.effects import (
    AskAboutNames,
    AskFollowUp,
    Effects,
    Propose,
    SayAboutNames,
    SaySkipped,
    ShowPreparation,
    ShowTip,
)
from conversations.coaching.memory import bring_back
from conversations.coaching.moves import BringBack, DecideNames, Probe, SetNames, Skip, SkipScope, Steer
from conversations.coaching.state import AT_PREPARATION, CoachingState
from conversations.rejections import DialogRejectionCode, Rejection
from conversations.script import Script
from conversations.threads.effects import AskPrivately, AskQuestion, PostRecord, Refresh, SayPaused, WrapUp
from conversations.threads.moves import (
    AskPeople,
    Back,
    Choose,
    Finish,
    Next,
    Pause,
    Resume,
)
from conversations.threads.state import (
    AT_END,
    Asking,
    Chosen,
    DialogPhase,
    Visit,
    closed,
    once,
    with_choice,
)

Turn = tuple[CoachingState, Effects]


def steer(state: CoachingState, script: Script, move: Steer) -> Turn:
    match move:
        case Next() | Skip():
            return _onward(state, script, move)
        case Back():
            return _back(state, script, move)
        case Choose():
            return _choose(state, script, move)
        case DecideNames() | SetNames():
            return _about_names(state, script, move)
        case Probe() | AskPeople() | BringBack():
            return _ask_more(state, script, move)
        case Pause() | Resume() | Finish():
            return _stop_and_go(state, script, move)
        case _:
            assert_never(move)


def ask(state: CoachingState, script: Script, visit: Visit, at: str) -> Turn:
    """Ask a question: from now on replies belong to it, and a new part may be proposed if none is saved yet."""
    written = {part.visit for part in state.parts}
    proposed = tuple(before for before in state.proposed if before != visit or before in written)
    names_asked = tuple(before for before in state.names_asked if before != visit)
    askings = (*state.askings, Asking(visit, at))
    state = replace(state, askings=askings, proposed=proposed, names_asked=names_asked)
    if visit == AT_END:
        return state, (WrapUp(state.asking),)
    if visit == AT_PREPARATION:
        return state, (ShowPreparation(state.asking),)
    tips = () if visit in state.visited()[:-1] else script.find(visit.step).tips
    return state, (AskQuestion(state.asking, visit), *(ShowTip(state.leader, tip) for tip in tips))


def as_check(state: CoachingState, script: Script, visit: Visit, *, has_facts: bool) -> CoachingState:
    """The question is asked as a check if the plan has facts for it at this moment."""
    others = tuple(checked for checked in state.checked if checked != visit)
    is_check = has_facts and bool(script.find(visit.step).check)
    return replace(state, checked=(*others, visit) if is_check else others)


def _onward(state: CoachingState, script: Script, move: Next | Skip) -> Turn:
    at = state.visit
    if at == AT_END:
        return _finish(state, move.at)
    if at == AT_PREPARATION:
        return _go(state, script, path.first(script, state), move.at)
    if script.find(at.step).sensitive and at not in state.names_asked:
        # Whoever moves on once more leaves the names as they stand in the thread.
        return replace(state, names_asked=(*state.names_asked, at)), (AskAboutNames(state.asking),)
    if isinstance(move, Skip):
        return _skip(state, script, move)
    capture = script.find(at.step).capture
    if capture and at not in state.proposed:
        # The proposal comes first; a second Next moves on, whether or not a part was saved.
        return replace(state, proposed=(*state.proposed, at)), (Propose(state.asking, at, capture),)
    state = replace(state, skipped=tuple(visit for visit in state.skipped if visit != at))
    return _go(state, script, path.following(script, state, at), move.at)


def _skip(state: CoachingState, script: Script, move: Skip) -> Turn:
    """Back returns to the question that was on the table, so that what was skipped after it comes again."""
    at, skipped = state.visit, skip(state, script, move.scope)
    notice = (SaySkipped(skipped.count, skipped.about),) if skipped.count > 1 else ()
    state, effects = _go(replace(state, skipped=once(state.skipped, at)), script, skipped.onward, move.at)
    return state, (*notice, *effects)


@dataclass(frozen=True, slots=True)
class Skipped:
    """What skipping would pass over."""

    onward: Visit
    """The question it leads to."""
    count: int
    about: str
    """The thing they are about; empty if they are about several."""


def skip(state: CoachingState, script: Script, scope: SkipScope) -> Skipped:
    """What skipping would do at this question."""
    onward = _BEYOND[scope](script, state, state.visit)
    item = path.item_of(script, state, state.visit) if scope is SkipScope.ITEM else None
    return Skipped(onward, path.until(script, state, state.visit, onward), item.text if item else "")


_BEYOND = {
    SkipScope.QUESTION: path.without_choice,
    SkipScope.ITEM: path.beyond_item,
    SkipScope.PASS: path.beyond_pass,
}


def names_open(state: CoachingState, script: Script) -> tuple[Visit, ...]:
    """The sensitive questions about whose names a form asks: the one on the table, and those left without asking."""
    questions = (visit for visit in state.visited() if visit not in (AT_PREPARATION, AT_END))
    sensitive = (visit for visit in questions if script.find(visit.step).sensitive)
    return tuple(visit for visit in sensitive if visit == state.visit or visit not in state.names_asked)


def _must_ask_about_names(state: CoachingState, script: Script) -> bool:
    is_open = state.phase is DialogPhase.OPEN and state.visit in names_open(state, script)
    return is_open and state.visit not in state.names_asked


def _about_names(state: CoachingState, script: Script, move: DecideNames | SetNames) -> Turn:
    return _set_names(state, script, move) if isinstance(move, SetNames) else _decide_names(state, script, move)


def _set_names(state: CoachingState, script: Script, move: SetNames) -> Turn:
    visits = names_open(state, script)
    others = tuple(each for each in state.nameless if each not in visits)
    nameless = others if move.named else (*others, *visits)
    names_asked = tuple(dict.fromkeys((*state.names_asked, *visits)))
    return replace(state, nameless=nameless, names_asked=names_asked), (SayAboutNames(move.asking),)


def _decide_names(state: CoachingState, script: Script, move: DecideNames) -> Turn:
    visit = state.visit
    if visit not in state.names_asked:
        return state, (Rejection(code=DialogRejectionCode.NOT_ASKED_HERE),)
    others = tuple(each for each in state.nameless if each != visit)
    state = replace(state, nameless=others if move.named else (*others, visit))
    state, effects = _onward(state, script, Next(by=move.by, asking=move.asking, at=move.at))
    return state, (SayAboutNames(move.asking), *effects)


def _go(state: CoachingState, script: Script, visit: Visit, at: str) -> Turn:
    return ask(replace(state, trail=(*state.trail, state.visit)), script, visit, at)


def _back(state: CoachingState, script: Script, move: Back) -> Turn:
    if not state.trail:
        return state, (Rejection(code=DialogRejectionCode.NOTHING_BEFORE),)
    return ask(replace(state, trail=state.trail[:-1]), script, state.trail[-1], move.at)


def _choose(state: CoachingState, script: Script, move: Choose) -> Turn:
    visit = state.visit
    offered = script.find(visit.step).choices if visit not in (AT_END, AT_PREPARATION) else ()
    if move.label not in [choice.label for choice in offered]:
        return state, (Rejection(code=DialogRejectionCode.NO_SUCH_CHOICE),)
    state = with_choice(state, Chosen(visit, move.label, move.by))
    return _onward(state, script, Next(by=move.by, asking=move.asking, at=move.at))


def _bring_back(state: CoachingState, script: Script, move: BringBack) -> Turn:
    state = bring_back(script, state)
    if state.visit == AT_END and state.brought_back:
        state, asked = _go(state, script, state.brought_back[0], move.at)
        return state, (Refresh(), *asked)
    return state, (Refresh(),)


def _ask_more(state: CoachingState, script: Script, move: Probe | AskPeople | BringBack) -> Turn:
    if isinstance(move, BringBack):
        return _bring_back(state, script, move)
    visit = state.visit
    if visit in (AT_END, AT_PREPARATION):
        return state, (Rejection(code=DialogRejectionCode.NOT_ASKED_HERE),)
    if isinstance(move, Probe):
        return _probe(state, script)
    if not move.asked:
        return state, (Rejection(code=DialogRejectionCode.NOBODY_QUIET),)
    return state, tuple(AskPrivately(person, visit) for person in move.asked)


def follow_up(state: CoachingState, script: Script) -> str | None:
    """What Probe would ask now. None after the last follow-up of the question."""
    visit = state.visit
    probes = script.probes_of(visit.step)[state.probed.count(visit) :]
    return path.about(script, state, visit, probes[0].text) if probes else None


def _probe(state: CoachingState, script: Script) -> Turn:
    visit, text = state.visit, follow_up(state, script)
    if text is None:
        return state, (Rejection(code=DialogRejectionCode.NO_MORE_PROBES),)
    number = state.probed.count(visit)
    state = replace(state, probed=(*state.probed, visit))
    return state, (AskFollowUp(state.asking, visit, number, text),)


def _stop_and_go(state: CoachingState, script: Script, move: Pause | Resume | Finish) -> Turn:
    match move:
        case Pause():
            return replace(state, phase=DialogPhase.PAUSED), (SayPaused(move.by),)
        case Resume():
            return ask(replace(state, phase=DialogPhase.OPEN), script, state.visit, move.at)
        case Finish():
            if _must_ask_about_names(state, script):
                # A button of an earlier version asks nothing itself; whoever presses it once more leaves the names.
                asked = replace(state, names_asked=(*state.names_asked, state.visit))
                return asked, (AskAboutNames(state.asking),)
            return _finish(state, move.at)
        case _:
            assert_never(move)


def _finish(state: CoachingState, at: str) -> Turn:
    return closed(state, at), (PostRecord(),)
