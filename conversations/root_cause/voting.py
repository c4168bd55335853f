"""Rounds in which everyone is asked in private: the elephant in the room, agreement on the roots, their order."""

from dataclasses import replace
from typing import assert_never

from conversations.rejections import CauseRejectionCode, DialogRejectionCode, RejectedError, Rejection
from conversations.root_cause import path
from conversations.root_cause.effects import Effects, Ranked, ShowCauses, Tally
from conversations.root_cause.moves import Private, Rank, Vote
from conversations.root_cause.rules import tidy
from conversations.root_cause.state import Ballot, Opinion, Order, PrivateRound, RootCauseState, RootCauseStep
from conversations.threads.effects import AskPrivately
from conversations.threads.moves import AskPeople
from conversations.threads.state import DialogPhase, Visit

PRIVATE = frozenset({RootCauseStep.ELEPHANT, RootCauseStep.VOTE, RootCauseStep.RANK})


def round_name(visit: Visit, number: int) -> str:
    """The name of a private question in one of its rounds."""
    return f"{visit}#{number}"


def asked_in(name: str) -> tuple[Visit, int]:
    """The question, and the number of its round."""
    visit, _, number = name.rpartition("#")
    return Visit.parse(visit), int(number)


def waits_for(state: RootCauseState, number: int, person: str) -> bool:
    """Whether this round is open and someone has not answered. Answers in words are stored elsewhere."""
    asked = state.rounds[number]
    return person in asked.asked and not asked.closed and person not in _spoken(asked)


def awaited(state: RootCauseState) -> frozenset[tuple[int, str]]:
    """Whose answers are waited for, by round."""
    if state.phase is not DialogPhase.OPEN:
        return frozenset()
    named = [(number, person) for number, asked in enumerate(state.rounds) for person in asked.asked]
    return frozenset((number, person) for number, person in named if waits_for(state, number, person))


def in_private(state: RootCauseState, move: AskPeople | Private) -> tuple[RootCauseState, Effects]:
    return _open_a_round(state, move) if isinstance(move, AskPeople) else _answered(state, move)


def _open_a_round(state: RootCauseState, move: AskPeople) -> tuple[RootCauseState, Effects]:
    """A round of its own; answers to an earlier round of the same question come too late from now on."""
    visit = state.visit
    if visit.step not in PRIVATE:
        return state, (Rejection(code=DialogRejectionCode.NOT_ASKED_HERE),)
    if not move.asked:
        return state, (Rejection(code=DialogRejectionCode.NOBODY_QUIET),)
    earlier = tuple(each.shut() if each.visit == visit and not each.closed else each for each in state.rounds)
    state = replace(state, rounds=(*earlier, PrivateRound(visit, move.asked)))
    return state, (*(AskPrivately(person, visit) for person in move.asked), ShowCauses())


def _answered(state: RootCauseState, move: Private) -> tuple[RootCauseState, Effects]:
    asked = _open_round(state, move)
    match move:
        case Vote():
            asked = _with_ballot(asked, move)
        case Rank():
            asked = _with_order(state, asked, move)
        case _:
            assert_never(move)
    rounds = (*state.rounds[: move.round], asked, *state.rounds[move.round + 1 :])
    updates = (ShowCauses(),) if asked.visit == state.visit else ()
    return replace(state, rounds=rounds), updates


def _open_round(state: RootCauseState, move: Private) -> PrivateRound:
    """Raises RejectedError when this person cannot answer in this round."""
    step = RootCauseStep.VOTE if isinstance(move, Vote) else RootCauseStep.RANK
    asked = state.rounds[move.round] if 0 <= move.round < len(state.rounds) else None
    if asked is None or asked.visit.step != step or move.by not in asked.asked:
        raise RejectedError(CauseRejectionCode.NOT_ASKED)
    if asked.closed:
        raise RejectedError(CauseRejectionCode.ROUND_CLOSED)
    return asked


def _with_ballot(asked: PrivateRound, move: Vote) -> PrivateRound:
    reason = tidy(move.reason)
    if move.view is Opinion.DIFFERENTLY and not reason:
        raise RejectedError(CauseRejectionCode.HOW_NEEDED)
    others = tuple(ballot for ballot in asked.ballots if ballot.person != move.by)
    return replace(asked, ballots=(*others, Ballot(move.by, move.view, reason)))


def _with_order(state: RootCauseState, asked: PrivateRound, move: Rank) -> PrivateRound:
    root_keys = {root.key for root in path.to_act_on(state)}
    roots = tuple(dict.fromkeys(key for key in map(state.tree.now, move.roots) if key in root_keys))
    if not roots:
        raise RejectedError(CauseRejectionCode.NO_SUCH_CAUSE)
    others = tuple(order for order in asked.orders if order.person != move.by)
    return replace(asked, orders=(*others, Order(move.by, roots)))


def tally(asked: PrivateRound) -> Tally:
    """The count, with the reasons in an order that does not reveal who gave them."""

    def count(view: Opinion) -> int:
        return sum(ballot.view is view for ballot in asked.ballots)

    return Tally(
        asked=len(asked.asked),
        agree=count(Opinion.AGREE),
        not_sure=count(Opinion.NOT_SURE),
        differently=count(Opinion.DIFFERENTLY),
        reasons=tuple(sorted(ballot.reason for ballot in asked.ballots if ballot.reason)) if asked.secret else (),
        secret=asked.secret,
    )


def last_tally(state: RootCauseState) -> Tally | None:
    """The count of the newest closed vote on the current roots."""
    asked = state.round_of(path.voted_on(state))
    return tally(asked) if asked and asked.closed else None


def ranking(state: RootCauseState) -> tuple[Ranked, ...]:
    """All roots to act on, the most important first. A first place among n counts n, the next one less."""
    roots = [root.key for root in path.to_act_on(state)]
    asked = next((each for each in reversed(state.rounds) if each.visit.step == RootCauseStep.RANK), None)
    points = dict.fromkeys(roots, 0)
    for order in asked.orders if asked else ():
        for place, key in enumerate(map(state.tree.now, order.roots)):
            if key in points:
                points[key] += len(roots) - place
    return tuple(Ranked(key, points[key]) for key in sorted(roots, key=lambda key: -points[key]))


def gone(state: RootCauseState, person: str) -> RootCauseState:
    """Answers of someone who left stay; the round no longer waits for theirs."""
    rounds = tuple(each if each.closed else _without(each, person) for each in state.rounds)
    return replace(state, rounds=rounds)


def _without(asked: PrivateRound, person: str) -> PrivateRound:
    if person in _spoken(asked):
        return asked
    return replace(asked, asked=tuple(each for each in asked.asked if each != person))


def _spoken(asked: PrivateRound) -> set[str]:
    return {ballot.person for ballot in asked.ballots} | {order.person for order in asked.orders}
