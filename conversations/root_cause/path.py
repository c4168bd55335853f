"""The next question follows from the tree: the first open one from the top that was not passed."""

from collections.abc import Iterator

from conversations.root_cause.rules import cover
from conversations.root_cause.state import Method, RootCauseState, RootCauseStep
from conversations.root_cause.tree import SYMPTOM, Cause, CauseNature, Reach, Tree
from conversations.threads.state import AT_END, Visit


def coming(state: RootCauseState) -> Visit:
    return next((visit for visit in _questions(state) if visit not in state.passed), AT_END)


def voted_on(state: RootCauseState) -> Visit:
    """The vote about just these roots: with another root found, there is another vote."""
    return Visit(RootCauseStep.VOTE, _all_roots(state))


def _questions(state: RootCauseState) -> Iterator[Visit]:
    yield from _opening(state)
    for cause in walked(state):
        yield from (Visit(step, cause.key) for step in _as_soon_as_named(cause))
    for cause in walked(state):
        yield from (Visit(step, cause.key) for step in _of_a_cause(state.tree, cause))
    yield Visit(RootCauseStep.ELEPHANT)
    if state.tree.roots():
        yield voted_on(state)
    for root in ours(state.tree):
        yield from (Visit(step, root.key) for step in _of_a_root(state, root))
    if to_act_on(state):
        yield Visit(RootCauseStep.RANK, "+".join(root.key for root in to_act_on(state)))


def walked(state: RootCauseState) -> Iterator[Cause]:
    """The causes the dialog asks about: in a fishbone, those that were marked and what lies beneath them."""
    starts = [SYMPTOM] if state.method is Method.WHYS else [cause.key for cause in state.tree.causes if cause.marked]
    return state.tree.live(starts)


def ours(tree: Tree) -> tuple[Cause, ...]:
    """The roots the team can act on itself."""
    return tuple(root for root in tree.roots() if root.reach is not Reach.ELSEWHERE)


def to_act_on(state: RootCauseState) -> tuple[Cause, ...]:
    """Confirmed roots within reach for which there is work."""
    return tuple(root for root in ours(state.tree) if root.confirmed and not state.not_acted_on(root.key))


def _opening(state: RootCauseState) -> Iterator[Visit]:
    if state.method is Method.WHYS:
        yield Visit(RootCauseStep.WHY, SYMPTOM)
        return
    yield from (Visit(RootCauseStep.BONE, bone.key) for bone in state.tree.bones)
    if state.tree.causes:
        yield Visit(RootCauseStep.MARK)


def _of_a_root(state: RootCauseState, root: Cause) -> tuple[RootCauseStep, ...]:
    if not root.confirmed:
        return (RootCauseStep.CONFIRM,)
    if state.not_acted_on(root.key):
        return ()
    return (RootCauseStep.PRACTICE, RootCauseStep.STRATEGY, RootCauseStep.WORK)


def _all_roots(state: RootCauseState) -> str:
    return "+".join(root.key for root in state.tree.roots())


def _ends_here(tree: Tree, cause: Cause) -> bool:
    return not tree.live_beneath(cause.key) and not cause.root


def _wants_why(tree: Tree, cause: Cause) -> bool:
    """Once decided upon; at a symptom there is nothing to decide."""
    return _ends_here(tree, cause) and (cause.deeper or cause.nature is not CauseNature.CAUSE)


def _hides_more(tree: Tree, cause: Cause) -> bool:
    """Money, time and people are asked about once more."""
    return _ends_here(tree, cause) and cover(cause.text) is not None


def _is_undecided(tree: Tree, cause: Cause) -> bool:
    return _ends_here(tree, cause) and cause.nature is CauseNature.CAUSE and not cause.deeper


def _as_soon_as_named(cause: Cause) -> tuple[RootCauseStep, ...]:
    """Whether it is the team's to act on, before anyone looks for evidence or asks why again; if not, whose it is."""
    if cause.nature is CauseNature.SYMPTOM:
        return ()
    if cause.reach is None:
        return (RootCauseStep.REACH,)
    return (RootCauseStep.WHOSE,) if cause.reach is Reach.ELSEWHERE else ()


def _of_a_cause(tree: Tree, cause: Cause) -> Iterator[RootCauseStep]:
    """The open questions about a cause, in the order in which they are asked."""
    open_steps = {
        RootCauseStep.EVIDENCE: not cause.confirmed,
        RootCauseStep.NATURE: cause.nature is None,
        RootCauseStep.BENEATH: _hides_more(tree, cause),
        RootCauseStep.DEEPER: _is_undecided(tree, cause),
        RootCauseStep.WHY: _wants_why(tree, cause),
    }
    return (step for step, is_wanted in open_steps.items() if is_wanted)
