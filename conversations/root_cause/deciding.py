"""What a leader's button decides about a cause."""

from collections.abc import Callable
from dataclasses import replace
from typing import assert_never

from conversations.parts import PartKind
from conversations.rejections import CauseRejectionCode, DialogRejectionCode, RejectedError, Rejection
from conversations.root_cause.effects import DoubtSymptom, Draw, Effect, RequestSupport
from conversations.root_cause.growing import changed
from conversations.root_cause.moves import Decide, HandOn, Mark
from conversations.root_cause.rules import FEWEST_WHYS, MOST_WHYS, doubts
from conversations.root_cause.state import NO_PRACTICE, Method, Request, RootCauseState, RootCauseStep, RootVerdict
from conversations.root_cause.tree import CauseNature, Reach, Tree
from conversations.threads.effects import Save
from conversations.threads.state import Chosen, with_choice
from plans.practices import PRACTICES

Decided = tuple[RootCauseState, tuple[Effect, ...]]

CHOICES: dict[str, tuple[str, ...]] = {
    RootCauseStep.NATURE: tuple(CauseNature),
    RootCauseStep.REACH: tuple(Reach),
    RootCauseStep.DEEPER: tuple(RootVerdict),
    RootCauseStep.PRACTICE: (*PRACTICES, NO_PRACTICE),
}
"""The fixed answers of each question that has them."""


def decide(state: RootCauseState, move: Decide | HandOn | Mark) -> Decided:
    match move:
        case Decide():
            return _decide(state, move)
        case HandOn():
            return _hand_on(state, move)
        case Mark():
            return _mark(state, move), ()
        case _:
            assert_never(move)


def _decide(state: RootCauseState, move: Decide) -> Decided:
    step = state.visit.step
    if move.label not in CHOICES.get(step, ()):
        return state, (Rejection(code=DialogRejectionCode.NO_SUCH_CHOICE),)
    return _DECISIONS[step](state, move)


def _hand_on(state: RootCauseState, move: HandOn) -> Decided:
    if state.visit.step != RootCauseStep.WHOSE:
        return state, (Rejection(code=DialogRejectionCode.NOT_ASKED_HERE),)
    if not move.to.strip() or not move.need.strip():
        raise RejectedError(CauseRejectionCode.NAME_NEEDED)
    request = Request(state.tree.now(state.visit.item), move.to, move.owner.strip(), move.need.strip(), move.by)
    if request in state.requests:
        raise RejectedError(CauseRejectionCode.ALREADY_LINKED)
    return replace(state, requests=(*state.requests, request)), (RequestSupport(request),)


def _mark(state: RootCauseState, move: Mark) -> RootCauseState:
    """The whole set of marks is replaced, so that a mark can also be removed."""
    if state.method is not Method.FISHBONE:
        raise RejectedError(CauseRejectionCode.NOT_A_FISHBONE)
    if not move.causes or not all(state.tree.cause(key) for key in move.causes):
        raise RejectedError(CauseRejectionCode.NO_SUCH_CAUSE)
    chosen = {state.tree.now(key) for key in move.causes}
    causes = tuple(replace(cause, marked=cause.key in chosen) for cause in state.tree.causes)
    return replace(state, tree=replace(state.tree, causes=causes))


def doubted(state: RootCauseState, by: str) -> DoubtSymptom:
    symptom = state.tree.symptom
    return DoubtSymptom(by, symptom, doubts(symptom.text, symptom.number, symptom.source))


def _nature(state: RootCauseState, move: Decide) -> Decided:
    nature = CauseNature(move.label)
    tree = changed(
        state.tree,
        state.visit.item,
        lambda cause: replace(cause, nature=nature, root=cause.root and nature is CauseNature.CAUSE),
    )
    return replace(state, tree=tree), ()


def _reach(state: RootCauseState, move: Decide) -> Decided:
    tree = changed(state.tree, state.visit.item, lambda cause: replace(cause, reach=Reach(move.label)))
    return replace(state, tree=tree), ()


def _deeper(state: RootCauseState, move: Decide) -> Decided:
    key = state.visit.item
    if move.label == RootVerdict.DEEPER:
        return replace(state, tree=with_one_more_why(state.tree, key, move.reason)), ()
    tree = with_root(state.tree, key)
    if state.tree.depth(key) < FEWEST_WHYS and not move.anyway:
        raise RejectedError(CauseRejectionCode.NEAR_SYMPTOM)
    return replace(state, tree=tree), (Draw(),)


def with_root(tree: Tree, key: str) -> Tree:
    """The cause marked as root. Raises RejectedError."""
    cause = tree.cause(key)
    if cause is None or cause.nature is CauseNature.SYMPTOM:
        raise RejectedError(CauseRejectionCode.SYMPTOM_IS_NO_ROOT)
    if tree.live_beneath(key):
        raise RejectedError(CauseRejectionCode.CAUSES_BENEATH)
    return changed(tree, key, lambda old: replace(old, root=True, deeper=False))


def with_one_more_why(tree: Tree, key: str, reason: str) -> Tree:
    """Raises RejectedError beyond the guide's number of whys without a reason."""
    reason = reason.strip()
    if tree.depth(key) >= MOST_WHYS and not reason:
        raise RejectedError(CauseRejectionCode.REASON_NEEDED)
    return changed(tree, key, lambda old: replace(old, deeper=True, root=False, reason=reason or old.reason))


def _practice(state: RootCauseState, move: Decide) -> Decided:
    """Strategies that were written for another practice follow."""
    root, before = state.visit.item, state.practice_of(state.visit.item)
    state = with_choice(state, Chosen(state.visit, move.label, move.by))
    now = state.practice_of(root)
    follow = {
        part.key: replace(part, values=part.values | {"practice": now or ""})
        for part in state.work_for(root, PartKind.STRATEGY)
        if before not in (None, now) and part.values.get("practice") == before
    }
    parts = tuple(follow.get(part.key, part) for part in state.parts)
    return replace(state, parts=parts), tuple(map(Save, follow.values()))


_DECISIONS: dict[str, Callable[[RootCauseState, Decide], Decided]] = {
    RootCauseStep.NATURE: _nature,
    RootCauseStep.REACH: _reach,
    RootCauseStep.DEEPER: _deeper,
    RootCauseStep.PRACTICE: _practice,
}
