"""What a leader does with the causes people name: accept, merge, reword, link, park, and keep the evidence."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TypeVar, assert_never

from conversations.rejections import CauseRejectionCode, RejectedError
from conversations.root_cause import growing
from conversations.root_cause.effects import Effect, Effects, PointOutLever, ShowCauses
from conversations.root_cause.moves import (
    Accept,
    AcceptAll,
    BringAll,
    BringEvidence,
    Grow,
    Link,
    Merge,
    ParkReply,
    Reword,
    SetAside,
)
from conversations.root_cause.rules import MOST_WHYS, tidy
from conversations.root_cause.state import RootCauseState
from conversations.root_cause.tree import Evidence, Tree
from conversations.threads.moves import Park
from conversations.threads.parking import keep, park
from conversations.threads.state import Parked

Turn = tuple[RootCauseState, Effects]
OneReply = TypeVar("OneReply", Accept, BringEvidence)


def grow(state: RootCauseState, move: Grow) -> Turn:
    match move:
        case Accept() | AcceptAll() | BringEvidence() | BringAll():
            return with_tree(state, _taken(state.tree, move))
        case Reword() | Merge() | Link() | SetAside():
            return with_tree(state, _reshaped(state.tree, move))
        case Park():
            return park(state, move)
        case ParkReply():
            return _park_reply(state, move)
        case _:
            assert_never(move)


def _taken(tree: Tree, move: Accept | AcceptAll | BringEvidence | BringAll) -> Tree:
    match move:
        case Accept():
            return accepted(tree, move)[0]
        case AcceptAll():
            return _all_that_can(tree, move.replies, lambda tree, each: accepted(tree, each)[0])
        case BringEvidence():
            return _shown_by(tree, move)
        case BringAll():
            return _all_that_can(tree, move.evidence, _shown_by)
        case _:
            assert_never(move)


def _reshaped(tree: Tree, move: Reword | Merge | Link | SetAside) -> Tree:
    match move:
        case Reword():
            return growing.reworded(tree, move.cause, move.text, move.version)
        case Merge():
            return growing.merged(tree, move.cause, move.into, move.version)
        case Link():
            return growing.linked(tree, move.under, move.cause)
        case SetAside():
            return growing.set_aside(tree, move.cause, move.version, aside=move.aside)
        case _:
            assert_never(move)


def accepted(tree: Tree, move: Accept) -> tuple[Tree, str]:
    """The tree and the cause's key. Raises RejectedError.

    Beyond the guide's number of whys each new one needs a reason, which is stored with the cause above.
    """
    above = tree.cause(move.under)
    if above and tree.depth(above.key) >= MOST_WHYS and not above.reason:
        reason = tidy(move.reason)
        if not reason:
            raise RejectedError(CauseRejectionCode.REASON_NEEDED)
        tree = growing.changed(tree, above.key, lambda old: replace(old, reason=reason))
    return growing.grown(tree, move.under, move.text, person=move.person, reply=move.ts)


def _shown_by(tree: Tree, move: BringEvidence) -> Tree:
    evidence = Evidence(tidy(move.text), move.person, move.links, move.ts, for_room=move.for_room)
    return growing.shown_by(tree, move.cause, evidence)


def _all_that_can(tree: Tree, moves: Iterable[OneReply], apply: Callable[[Tree, OneReply], Tree]) -> Tree:
    """Raises RejectedError if none of them can."""
    rejected = RejectedError(CauseRejectionCode.ALREADY_ACCEPTED)
    before = tree
    for move in moves:
        try:
            tree = apply(tree, move)
        except RejectedError as error:
            rejected = error
    if tree is before:
        raise rejected
    return tree


def with_tree(state: RootCauseState, tree: Tree) -> Turn:
    effects: list[Effect] = [ShowCauses()]
    for cause in tree.levers():
        branches = len(tree.above(cause.key))
        if branches > len(state.tree.above(cause.key)):
            effects.append(PointOutLever(cause.key, branches))
    return replace(state, tree=tree), tuple(effects)


def _park_reply(state: RootCauseState, move: ParkReply) -> Turn:
    if move.ts in state.let_go:
        raise RejectedError(CauseRejectionCode.ALREADY_ACCEPTED)
    parked = Parked(move.text.strip(), move.person, state.visit_at(move.ts))
    after, effects = keep(state, parked, by=move.by)
    if after is state:
        return state, effects
    return replace(after, let_go=(*state.let_go, move.ts)), (*effects, ShowCauses())
