"""What a conversation remembers of earlier ones with the same script: which questions need no asking again yet."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from conversations.coaching import path
from conversations.coaching.state import AT_PREPARATION, AnsweredQuestion, CoachingState
from conversations.script import Repeat, Script
from conversations.threads.state import AT_END, Visit

REMEMBERED = timedelta(days=92)
"""For three months, a question does not return unless its facts changed."""
MONTH = timedelta(days=28)
"""For so long, the next conversation takes up what the last one left; then a monthly one begins afresh."""


def answered_lately(
    script: Script, state: CoachingState, earlier: Iterable[CoachingState], today: date
) -> dict[Visit, AnsweredQuestion]:
    """The questions ahead that were answered within three months, each as of the newest time.

    `earlier` are the finished conversations with this script, the newest first.
    """
    ahead = set(path.whole(script, state))
    answered: dict[Visit, AnsweredQuestion] = {}
    for number, past in enumerate(earlier):
        goes_on = number == 0 and is_unfinished(script, past)
        for question in past.answered:
            if question.visit in ahead and _is_remembered(script, question, today, goes_on=goes_on):
                answered.setdefault(question.visit, question)
    return answered


def _is_remembered(script: Script, question: AnsweredQuestion, today: date, *, goes_on: bool) -> bool:
    """Monthly questions are asked each time, except where this conversation goes on with what the last one left."""
    if script.repeats_of(question.visit.step) is Repeat.MONTHLY:
        return goes_on and question.on > today - MONTH
    return question.on > today - REMEMBERED


def leave_out(
    script: Script,
    state: CoachingState,
    answered: Mapping[Visit, AnsweredQuestion],
    fingerprints: Mapping[Visit, str],
) -> CoachingState:
    """The state without the questions whose facts are as they were. If none were left to ask, it asks them all."""
    unchanged = tuple(each for visit, each in answered.items() if fingerprints.get(visit) == each.fingerprint)
    fewer = replace(state, left_out=unchanged)
    return fewer if path.whole(script, fewer) else state


def answers_of(
    state: CoachingState, replied_to: Collection[Visit], fingerprints: Mapping[Visit, str], on: date
) -> tuple[AnsweredQuestion, ...]:
    """What a conversation answered: by a reply, a choice or something written down."""
    return tuple(
        AnsweredQuestion(visit, on, fingerprints.get(visit, ""), state.choice(visit))
        for visit in answered_visits(state, replied_to)
    )


def answered_visits(state: CoachingState, replied_to: Collection[Visit]) -> tuple[Visit, ...]:
    settled = {*replied_to, *(part.visit for part in state.parts), *(chosen.visit for chosen in state.chosen)}
    return tuple(visit for visit in _asked(state) if visit in settled)


def asked_of(script: Script, state: CoachingState) -> tuple[int, int]:
    """How many questions were asked, and of how many. What was left out counts as neither."""
    asked = set(_asked(state))
    return len(asked), len(asked | set(path.whole(script, replace(state, is_short=False))))


def is_unfinished(script: Script, state: CoachingState) -> bool:
    asked, of = asked_of(script, state)
    return asked < of


def left_for_later(script: Script, state: CoachingState) -> int:
    """How many questions a short conversation leaves to the next one."""
    if not state.is_short:
        return 0
    _, of = asked_of(script, state)
    return of - len(set(_asked(state)) | set(path.whole(script, state)))


def bring_back(script: Script, state: CoachingState) -> CoachingState:
    """Ask all questions: those further down in their order, those above after the last."""
    everything = replace(state, is_short=False, left_out=(), brought_back=())
    if state.visit == AT_PREPARATION:
        return everything
    whole = path.whole(script, everything)
    passed = whole[: whole.index(state.visit)] if state.visit in whole else whole
    asked = _asked(state)
    return replace(everything, brought_back=tuple(visit for visit in passed if visit not in asked))


def _asked(state: CoachingState) -> list[Visit]:
    return [visit for visit in state.visited() if visit not in (AT_PREPARATION, AT_END)]
