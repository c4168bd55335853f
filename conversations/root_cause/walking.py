"""The leader's buttons on the way through the tree."""

from dataclasses import replace
from typing import assert_never

from conversations.rejections import CauseRejectionCode, DialogRejectionCode, RejectedError, Rejection
from conversations.root_cause import path
from conversations.root_cause.deciding import decide, doubted
from conversations.root_cause.effects import (
    DraftStrategy,
    Draw,
    Effect,
    Effects,
    ShowCauses,
    ShowRanking,
    ShowTally,
)
from conversations.root_cause.growing import worded
from conversations.root_cause.moves import Decide, GoTo, HandOn, Mark, Restate, Stop, Walk
from conversations.root_cause.rules import alike
from conversations.root_cause.state import RootCauseState, RootCauseStep
from conversations.root_cause.tree import SYMPTOM
from conversations.root_cause.voting import ranking, tally
from conversations.threads.effects import AskQuestion, PostRecord, Refresh, SayPaused, WrapUp
from conversations.threads.moves import (
    Back,
    Finish,
    Next,
    Pause,
    Resume,
)
from conversations.threads.state import (
    AT_END,
    Asking,
    DialogPhase,
    Visit,
    closed,
    once,
)

Turn = tuple[RootCauseState, Effects]

OF_ONE_CAUSE = frozenset(
    {
        RootCauseStep.WHY,
        RootCauseStep.EVIDENCE,
        RootCauseStep.NATURE,
        RootCauseStep.REACH,
        RootCauseStep.WHOSE,
        RootCauseStep.BENEATH,
        RootCauseStep.DEEPER,
    }
)
_DRAWN_BEFORE = frozenset({RootCauseStep.MARK, RootCauseStep.ELEPHANT, RootCauseStep.VOTE})
"""Questions about the whole tree, which everyone should have before their eyes."""
OF_ONE_ROOT = frozenset({RootCauseStep.PRACTICE, RootCauseStep.STRATEGY, RootCauseStep.WORK})


def walk(state: RootCauseState, move: Walk | Stop) -> Turn:
    match move:
        case Next():
            return _next(state, move)
        case Back() | GoTo():
            return _elsewhere(state, move)
        case Restate():
            return _restate(state, move)
        case Decide() | HandOn() | Mark():
            return _decided(state, move)
        case Pause() | Resume() | Finish():
            return _stop_and_go(state, move)
        case _:
            assert_never(move)


def ask(state: RootCauseState, visit: Visit, at: str) -> Turn:
    """Ask a question: from now on replies belong to it."""
    state = replace(state, askings=(*state.askings, Asking(visit, at)))
    if visit == AT_END:
        return state, (Draw(), WrapUp(state.asking))
    asked: tuple[Effect, ...] = (AskQuestion(state.asking, visit),)
    if visit.step in _DRAWN_BEFORE:
        return state, (Draw(), *asked)
    if visit.step == RootCauseStep.STRATEGY:
        return state, (*asked, DraftStrategy(state.asking, visit.item, state.practice_of(visit.item)))
    return state, asked


def onward(state: RootCauseState, at: str) -> Turn:
    """Leave the present question for the next open one."""
    visit = state.visit
    state = replace(state, passed=once(state.passed, visit), trail=(*state.trail, visit))
    return ask(state, path.coming(state), at)


def _stop_and_go(state: RootCauseState, move: Stop) -> Turn:
    match move:
        case Pause():
            return replace(state, phase=DialogPhase.PAUSED), (SayPaused(move.by),)
        case Resume():
            return ask(replace(state, phase=DialogPhase.OPEN), state.visit, move.at)
        case Finish():
            return _finish(state, move.at)
        case _:
            assert_never(move)


def _finish(state: RootCauseState, at: str) -> Turn:
    """Rounds with answers are closed first, so that the answers count and are linked to no one."""
    open_rounds = [number for number, asked in enumerate(state.rounds) if asked.is_answered and not asked.closed]
    outcomes: list[Effect] = []
    for number in open_rounds:
        state, effects = _closed_round(state, number)
        outcomes += effects
    return closed(state, at), (*outcomes, Draw(), PostRecord())


def _next(state: RootCauseState, move: Next) -> Turn:
    visit = state.visit
    if visit == AT_END:
        return _finish(state, move.at)
    if visit.step == RootCauseStep.RESTATE:
        return state, (doubted(state, move.by),)
    if visit.step == RootCauseStep.WORK and not state.decided(visit.item):
        raise RejectedError(CauseRejectionCode.NOT_DECIDED)
    asked = state.round_of(visit)
    if asked and not asked.closed:
        return _close(state, state.rounds.index(asked), move.at)
    return onward(state, move.at)


def _close(state: RootCauseState, number: int, at: str) -> Turn:
    """The outcome of a round is shown before the next question; without a majority there may be another round."""
    state, outcome = _closed_round(state, number)
    if any(isinstance(effect, ShowRanking) or not effect.tally.decides for effect in outcome):
        return state, outcome
    state, effects = onward(state, at)
    return state, (*outcome, *effects)


def _closed_round(state: RootCauseState, number: int) -> tuple[RootCauseState, tuple[ShowTally | ShowRanking, ...]]:
    asked = state.rounds[number].shut()
    state = replace(state, rounds=(*state.rounds[:number], asked, *state.rounds[number + 1 :]))
    match asked.visit.step:
        case RootCauseStep.VOTE:
            return state, (ShowTally(tally(asked), number),)
        case RootCauseStep.RANK:
            return state, (ShowRanking(ranking(state), number),)
        case _:
            return state, ()


def _elsewhere(state: RootCauseState, move: Back | GoTo) -> Turn:
    if isinstance(move, GoTo):
        return _go_to(state, move)
    if not state.trail:
        return state, (Rejection(code=DialogRejectionCode.NOTHING_BEFORE),)
    return ask(replace(state, trail=state.trail[:-1]), state.trail[-1], move.at)


def _go_to(state: RootCauseState, move: GoTo) -> Turn:
    key = state.tree.now(move.cause)
    if move.step not in _can_be_asked(state, key):
        raise RejectedError(CauseRejectionCode.NO_SUCH_CAUSE)
    return ask(replace(state, trail=(*state.trail, state.visit)), Visit(move.step, key), move.at)


def _can_be_asked(state: RootCauseState, key: str) -> frozenset[RootCauseStep]:
    """What can be asked out of turn about the symptom, a bone or a cause."""
    if key in state.tree.tops():
        return frozenset({RootCauseStep.WHY if key == SYMPTOM else RootCauseStep.BONE})
    if cause := state.tree.cause(key):
        return OF_ONE_CAUSE | (OF_ONE_ROOT if cause.root else frozenset())
    return frozenset()


def _restate(state: RootCauseState, move: Restate) -> Turn:
    text = worded(move.symptom.text)
    if any(alike(text, cause.text) for cause in state.tree.causes):
        raise RejectedError(CauseRejectionCode.LOOP)
    state = replace(state, tree=replace(state.tree, symptom=replace(move.symptom, text=text)))
    question = doubted(state, move.by)
    if question.doubts and not move.anyway:
        return state, (question,)
    if state.visit.step != RootCauseStep.RESTATE:
        return state, (Refresh(), Draw())
    state, effects = ask(state, path.coming(state), move.at)
    return state, (Refresh(), *effects)


def _decided(state: RootCauseState, move: Decide | HandOn | Mark) -> Turn:
    """After a decision the dialog moves on by itself, unless the decision was rejected."""
    before = state.tree
    state, effects = decide(state, move)
    if any(isinstance(effect, Rejection) for effect in effects):
        return state, effects
    redrawn = (ShowCauses(),) if state.tree != before else ()
    state, asked = onward(state, move.at)
    return state, (*effects, *redrawn, *asked)
