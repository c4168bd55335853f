"""What a root cause dialog leaves behind, and which replies wait to become causes."""

from collections.abc import Iterable
from dataclasses import dataclass

from conversations.parts import PartKind
from conversations.root_cause import claims, path
from conversations.root_cause.effects import Tally
from conversations.root_cause.rules import alike
from conversations.root_cause.state import ASKS_FOR_CAUSES, ASKS_FOR_EVIDENCE, Declined, Pick, Request, RootCauseState
from conversations.root_cause.tree import Cause, CauseNature, Reach, Tree
from conversations.root_cause.voting import last_tally
from conversations.threads.replies import Reply, Voice
from conversations.threads.state import Parked, Visit, WrittenPart, moment


@dataclass(frozen=True, slots=True)
class Candidate:
    """A reply that can become a cause or evidence."""

    ts: str
    person: str
    text: str
    under: str
    twin: str | None
    """The cause that has the same words already."""
    for_room: bool = False
    """Whether this person wrote it down for everyone in the room."""


@dataclass(frozen=True, slots=True)
class RootWork:
    """A root with its decisions and written parts."""

    root: Cause
    practice: str | None
    strategies: tuple[WrittenPart, ...]
    action_items: tuple[WrittenPart, ...]
    declined: Declined | None
    pick: Pick | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RootCauseRecord:
    tree: Tree
    leader: str
    roots: tuple[RootWork, ...]
    """Within reach, in the order of the plan's priorities, then of the tree."""
    elsewhere: tuple[Cause, ...]
    """Causes others must act on, whether or not support was asked for."""
    requests: tuple[Request, ...]
    open_ends: tuple[Cause, ...]
    """Where the team stopped asking without having found a root."""
    levers: tuple[Cause, ...]
    tally: Tally | None
    parked: tuple[Parked, ...]

    def without_work(self) -> tuple[RootWork, ...]:
        return tuple(work for work in self.roots if not (work.action_items or work.declined))


def candidates(state: RootCauseState, replies: Iterable[Reply]) -> tuple[Candidate, ...]:
    """Replies that name a cause and were neither accepted nor parked, the oldest first."""
    used = settled_replies(state)
    unused = (reply for reply in replies if reply.voice.is_in_thread and not reply.deleted and reply.ts not in used)
    return tuple(
        Candidate(
            reply.ts,
            reply.person,
            text,
            state.tree.now(visit.item),
            _twin(state.tree, text),
            for_room=reply.voice is Voice.ROOM,
        )
        for reply in sorted(unused, key=lambda reply: moment(reply.ts))
        if (visit := state.visit_at(reply.ts)).step in ASKS_FOR_CAUSES and (text := claims.read(reply)[0]).strip()
    )


def waiting(state: RootCauseState, replies: Iterable[Reply]) -> tuple[Candidate, ...]:
    """Replies to the current question that can become causes or evidence, the oldest first."""
    visit = state.visit
    if visit.step in ASKS_FOR_EVIDENCE:
        return _possible_evidence(state, visit, replies)
    under = state.tree.now(visit.item)
    return tuple(each for each in candidates(state, replies) if each.under == under and visit.step in ASKS_FOR_CAUSES)


def _possible_evidence(state: RootCauseState, visit: Visit, replies: Iterable[Reply]) -> tuple[Candidate, ...]:
    cause = state.tree.cause(visit.item)
    used = {piece.ts for piece in cause.evidence} if cause else set()
    return tuple(
        Candidate(
            reply.ts,
            reply.person,
            " ".join([reply.text, *reply.evidence]),
            visit.item,
            None,
            for_room=reply.voice is Voice.ROOM,
        )
        for reply in replies
        if reply.voice.is_in_thread and not reply.deleted and reply.ts not in used
        if reply.text.strip() or reply.evidence
    )


def settled_replies(state: RootCauseState) -> set[str]:
    """The ts of replies that were accepted as a cause or set aside."""
    return {ts for cause in state.tree.causes for ts in cause.replies} | set(state.let_go)


def _twin(tree: Tree, text: str) -> str | None:
    return next((cause.key for cause in tree.causes if alike(cause.text, text)), None)


def record(state: RootCauseState) -> RootCauseRecord:
    tree = state.tree
    live = tuple(tree.live(tree.tops()))
    return RootCauseRecord(
        tree=tree,
        leader=state.leader,
        roots=_ordered(state),
        elsewhere=tuple(cause for cause in live if cause.reach is Reach.ELSEWHERE),
        requests=state.requests,
        open_ends=tuple(cause for cause in path.walked(state) if _open_end(tree, cause)),
        levers=tree.levers(),
        tally=last_tally(state),
        parked=state.parked,
    )


def _ordered(state: RootCauseState) -> tuple[RootWork, ...]:
    rank = {state.tree.now(pick.root): number for number, pick in enumerate(state.picks)}
    roots = sorted(path.ours(state.tree), key=lambda root: rank.get(root.key, len(rank)))
    return tuple(_work(state, root) for root in roots)


def _work(state: RootCauseState, root: Cause) -> RootWork:
    return RootWork(
        root,
        state.practice_of(root.key),
        state.work_for(root.key, PartKind.STRATEGY),
        state.work_for(root.key, PartKind.ACTION_ITEM),
        state.not_acted_on(root.key),
        next((pick for pick in state.picks if state.tree.now(pick.root) == root.key), None),
    )


def _open_end(tree: Tree, cause: Cause) -> bool:
    ended = cause.root or (cause.reach is Reach.ELSEWHERE and cause.nature is CauseNature.CAUSE)
    return not ended and not tree.live_beneath(cause.key)
