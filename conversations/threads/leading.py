"""Who leads a dialog, and who takes over when they leave."""

from dataclasses import replace
from typing import assert_never

from conversations.threads.effects import FindLeader, Refresh
from conversations.threads.moves import HandOver, Leave, NameCoLeader
from conversations.threads.state import AnyThread


def lead(state: AnyThread, move: HandOver | NameCoLeader) -> tuple[AnyThread, tuple[Refresh]]:
    match move:
        case HandOver(leader=leader):
            return _handed_over(state, leader), (Refresh(),)
        case NameCoLeader(person=person):
            return replace(state, co_leader=person), (Refresh(),)
        case _:
            assert_never(move)


def leave(state: AnyThread, move: Leave) -> tuple[AnyThread, tuple[Refresh | FindLeader, ...]]:
    """The co-leader takes over; without one, the plan managers are asked to name a leader."""
    if move.person == state.co_leader:
        return replace(state, co_leader=None), (Refresh(),)
    if move.person != state.leader:
        return state, ()
    if state.co_leader is None:
        return state, (FindLeader(),)
    return _handed_over(state, state.co_leader), (Refresh(),)


def _handed_over(state: AnyThread, leader: str) -> AnyThread:
    co_leader = None if state.co_leader == leader else state.co_leader
    return replace(state, leader=leader, co_leader=co_leader)
