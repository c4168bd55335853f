"""The record of a conversation, and the summary for someone who joins late."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from conversations.coaching import path
from conversations.coaching.memory import left_for_later
from conversations.coaching.state import AT_PREPARATION, CoachingState
from conversations.parts import PartKind
from conversations.script import Script
from conversations.threads.replies import QuestionAnswer, Reply, answers, without_names
from conversations.threads.state import (
    AT_END,
    DialogPhase,
    Parked,
    Visit,
    WrittenPart,
)


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question as it was asked the last time."""

    text: str
    asking: int
    """The number of that asking."""
    is_check: bool
    """Whether it speaks of the facts above it."""


@dataclass(frozen=True, slots=True)
class KeyPoints:
    """A question with all its answers."""

    visit: Visit
    asked: AskedQuestion
    choice: str | None
    answers: tuple[QuestionAnswer, ...]


@dataclass(frozen=True, slots=True)
class NotAsked:
    """A question that was skipped or never came up; of several things, once for all of them."""

    question: str
    times: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class CoachingRecord:
    title: str
    leader: str
    co_leader: str | None
    decisions: tuple[WrittenPart, ...]
    """Written parts except action items, in the order of writing."""
    action_items: tuple[WrittenPart, ...]
    points: tuple[KeyPoints, ...]
    """The questions that were answered, in the order of asking."""
    parked: tuple[Parked, ...]
    unanswered: tuple[AskedQuestion, ...]
    """Asked, and passed without an answer or a decision."""
    not_asked: tuple[NotAsked, ...]
    """Skipped without an answer, or never reached because the conversation was finished early."""
    left_out: int
    """How many questions were left out because they were answered lately."""
    left_for_later: int
    """How many questions a short conversation leaves to the next one."""
    before: tuple[QuestionAnswer, ...]
    """Replies before the first question."""
    afterwards: tuple[QuestionAnswer, ...]
    """Replies after the last question."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DialogProgress:
    """Where the conversation is."""

    phase: DialogPhase
    question: str | None
    """None before the first question and after the last."""
    number: int
    of: int
    grows: bool
    """Whether parts written from here on may add questions."""
    decided: tuple[WrittenPart, ...]
    parked: int


def by_visit(state: CoachingState, replies: Iterable[Reply]) -> dict[Visit, tuple[QuestionAnswer, ...]]:
    """The answers to each question. A reply belongs to the question on the table when it was written."""
    sorted_out: dict[Visit, list[Reply]] = {}
    for reply in replies:
        visit = Visit.parse(reply.visit) if reply.visit else state.visit_at(reply.ts)
        sorted_out.setdefault(visit, []).append(reply)
    return {visit: given for visit, rows in sorted_out.items() if (given := answers(rows))}


def record(state: CoachingState, script: Script, replies: Iterable[Reply]) -> CoachingRecord:
    given = by_visit(state, replies)
    points = tuple(_points(state, script, given))
    settled = {point.visit for point in points} | {part.visit for part in state.parts}
    silent = [visit for visit in _questions_of(state) if visit not in settled]
    skipped = [visit for visit in silent if visit in state.skipped]
    return CoachingRecord(
        title=script.title,
        leader=state.leader,
        co_leader=state.co_leader,
        decisions=tuple(part for part in state.parts if part.kind is not PartKind.ACTION_ITEM),
        action_items=tuple(part for part in state.parts if part.kind is PartKind.ACTION_ITEM),
        points=points,
        parked=state.parked,
        unanswered=tuple(_asked(script, state, visit) for visit in silent if visit not in skipped),
        not_asked=tuple(_not_asked(script, state, skipped)),
        left_out=len(state.left_out),
        left_for_later=left_for_later(script, state),
        before=given.get(AT_PREPARATION, ()),
        afterwards=given.get(AT_END, ()),
    )


def where_we_are(state: CoachingState, script: Script) -> DialogProgress:
    """The number counts along the current path; steps that a choice skipped are not on it."""
    whole = path.whole(script, state)
    visit = state.visit
    asking = visit not in (AT_PREPARATION, AT_END)
    return DialogProgress(
        phase=state.phase,
        question=path.question(script, state, visit) if asking else None,
        number=_number(whole, state),
        of=max(len(whole), 1),
        grows=path.may_grow(script, state),
        decided=state.parts,
        parked=len(state.parked),
    )


def _number(whole: tuple[Visit, ...], state: CoachingState) -> int:
    if state.visit == AT_PREPARATION:
        return 0
    if state.visit in whole:
        return whole.index(state.visit) + 1
    return len(whole)


def _points(
    state: CoachingState, script: Script, given: dict[Visit, tuple[QuestionAnswer, ...]]
) -> Iterable[KeyPoints]:
    for visit in _questions_of(state):
        choice = state.choice(visit)
        if visit in given or choice is not None:
            collected = given.get(visit, ())
            collected = without_names(collected) if visit in state.nameless else collected
            yield KeyPoints(visit, _asked(script, state, visit), choice, collected)


def _asked(script: Script, state: CoachingState, visit: Visit) -> AskedQuestion:
    newest = max(number for number, asking in enumerate(state.askings) if asking.visit == visit)
    return AskedQuestion(path.question(script, state, visit), newest, is_check=visit in state.checked)


def _questions_of(state: CoachingState) -> list[Visit]:
    return [visit for visit in state.visited() if visit not in (AT_PREPARATION, AT_END)]


def _not_asked(script: Script, state: CoachingState, skipped: Collection[Visit]) -> Iterable[NotAsked]:
    asked = state.visited()
    by_step: dict[str, list[Visit]] = {}
    for visit in (*skipped, *(visit for visit in path.whole(script, state) if visit not in asked)):
        by_step.setdefault(visit.step, []).append(visit)
    for step in script.steps:
        match by_step.get(step.id, []):
            case []:
                continue
            case [visit]:
                yield NotAsked(path.about(script, state, visit, step.ask))
            case several:
                yield NotAsked(path.in_general(step), len(several))
