"""One form instead of several questions: what a leader says of a cause at once."""

from dataclasses import replace

from conversations.root_cause import growing
from conversations.root_cause.deciding import with_one_more_why, with_root
from conversations.root_cause.effects import DoubtRoot, Draw, Effect, Effects
from conversations.root_cause.moves import Assess
from conversations.root_cause.rules import FEWEST_WHYS, cover
from conversations.root_cause.state import RootCauseState, RootCauseStep, RootVerdict
from conversations.root_cause.tending import accepted, with_tree
from conversations.root_cause.tree import CauseNature, Tree
from conversations.root_cause.walking import onward
from conversations.threads.state import DialogPhase, Visit, once

Turn = tuple[RootCauseState, Effects]


def assess(state: RootCauseState, move: Assess) -> Turn:
    """The dialog goes on by itself once something was said of the cause and no other reply waits."""
    tree, key = accepted(state.tree, move.accept) if move.accept else (state.tree, state.tree.now(move.cause))
    tree = _assessed(tree, key, move)
    if move.verdict is RootVerdict.ROOT and not move.anyway and (doubt := _doubt(state, tree, key)):
        return state, (doubt,)
    state, effects = with_tree(state, tree)
    if not _says_something(move):
        return state, effects
    state = replace(state, passed=once(state.passed, Visit(RootCauseStep.EVIDENCE, key)))
    drawn: tuple[Effect, ...] = (Draw(),) if move.verdict is RootVerdict.ROOT else ()
    is_late = move.asking != state.asking or state.phase is not DialogPhase.OPEN
    if is_late or move.more_wait:
        return state, (*effects, *drawn)
    state, asked = onward(state, move.at)
    return state, (*effects, *drawn, *asked)


def _says_something(move: Assess) -> bool:
    """A form that only rewords a reply leaves every question open."""
    return bool(move.nature or move.reach or move.verdict)


def _assessed(tree: Tree, key: str, move: Assess) -> Tree:
    """Raises RejectedError. What the form leaves open stays as it is; a root is a cause."""
    nature = move.nature or (CauseNature.CAUSE if move.verdict is RootVerdict.ROOT else None)
    if nature:
        tree = growing.changed(
            tree, key, lambda old: replace(old, nature=nature, root=old.root and nature is CauseNature.CAUSE)
        )
    tree = growing.changed(tree, key, lambda old: replace(old, reach=move.reach or old.reach))
    cause = tree.cause(key)
    used = {piece.ts for piece in cause.evidence if piece.ts} if cause else set[str]()
    for piece in move.evidence:
        tree = tree if piece.ts in used else growing.shown_by(tree, key, piece)
    if move.verdict is RootVerdict.ROOT:
        return with_root(tree, key)
    return with_one_more_why(tree, key, move.reason) if move.verdict else tree


def _doubt(state: RootCauseState, tree: Tree, key: str) -> DoubtRoot | None:
    """A root near the symptom is doubted, and one about money, time or a person, unless its why was asked."""
    depth, text = tree.depth(key), tree.words(key)
    is_asked = Visit(RootCauseStep.BENEATH, key) in state.passed
    hides = None if is_asked else cover(text)
    return DoubtRoot(depth if depth < FEWEST_WHYS else 0, hides) if hides or depth < FEWEST_WHYS else None
