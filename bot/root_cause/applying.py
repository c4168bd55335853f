"""Applies a move in a root cause dialog: the pure core decides, this module carries it out."""

from functools import partial
from typing import assert_never

from bot.messages.root_cause import thread as messages
from bot.root_cause import asking_for_support, records, written
from bot.root_cause.room import RootCauseRoom
from bot.threads import homes, private_answers
from bot.threads.applying import apply_shared, carrying_out
from bot.threads.private_questions import ask
from conversations.rejections import Rejection
from conversations.root_cause import RootCauseState, advance
from conversations.root_cause.effects import (
    DoubtRoot,
    DoubtSymptom,
    DraftStrategy,
    Draw,
    Effect,
    Effects,
    PointOutLever,
    RequestSupport,
    ShowCauses,
    ShowRanking,
    ShowTally,
    TellSourceChanged,
    WarnManyPriorities,
)
from conversations.root_cause.moves import Move
from conversations.root_cause.voting import awaited, round_name
from conversations.root_cause.walking import OF_ONE_ROOT
from conversations.threads.effects import (
    AskPrivately,
    AskQuestion,
    BringIn,
    FindLeader,
    MarkHeard,
    PostRecord,
    QuestionWeakness,
    Refresh,
    Save,
    SaveReply,
    SayParked,
    SayPaused,
    SayWhereWeAre,
    TakeBack,
    WrapUp,
)
from conversations.threads.state import DialogPhase

Shown = Refresh | Draw | PostRecord
ForOne = TellSourceChanged | SayWhereWeAre
InThread = SayPaused | PointOutLever | ShowTally | ShowRanking
CHANGES_QUESTION = (AskQuestion, WrapUp, ShowCauses, ShowTally, ShowRanking, Save, TakeBack)


def apply_move(room: RootCauseRoom, move: Move) -> Effects:
    """Apply a move and its effects. Raises CannotDoError if the move was rejected."""
    before = room.state
    state, effects = advance(before, move)
    with carrying_out(room, state, effects):
        apply(room, effects)
        if state.asking != before.asking:
            _show_passed(room, before)
        elif state.phase is not before.phase:
            _show_question(room)
    _follow_rounds(room, before)
    if room.state.requests and room.state.tree != before.tree:
        asking_for_support.show_evidence(room, before.tree)
    return effects


def _show_passed(room: RootCauseRoom, before: RootCauseState) -> None:
    """Update the past questions, without buttons: a decision about a root may just have changed."""
    for number, asking in enumerate(before.askings):
        if number == before.asking or (asking.visit == before.visit and asking.visit.step in OF_ONE_ROOT):
            room.show(f"ask:{number}", messages.passed(room.dialog, number))


def _follow_rounds(room: RootCauseRoom, before: RootCauseState) -> None:
    """Close the private questions of rounds that this move closed, and refresh the Home tabs concerned."""
    for number, asked in enumerate(room.state.rounds):
        if asked.closed and not (number < len(before.rounds) and before.rounds[number].closed):
            private_answers.close(room, round_name(asked.visit, number))
    people_asked = {person for _round, person in awaited(before) ^ awaited(room.state)}
    homes.show(room.turn, room.plan.workspace_id, *people_asked)


def apply(room: RootCauseRoom, effects: Effects) -> None:
    """The question is posted once, below the other messages and pictures; none once the dialog has ended."""
    for effect in effects:
        _apply(room, effect)
    ends = any(isinstance(effect, PostRecord) for effect in effects)
    if not ends and any(isinstance(effect, CHANGES_QUESTION) for effect in effects):
        _show_question(room)


def _show_question(room: RootCauseRoom) -> None:
    """Show the current question with its answers, even if it did not change, in the thread and to its leaders."""
    room.show(f"ask:{room.state.asking}", messages.asked(room.dialog, room.waiting()))
    homes.show(room.turn, room.plan.workspace_id, room.state.leader, room.state.co_leader)


def _apply(room: RootCauseRoom, effect: Effect) -> None:
    match effect:
        case Refresh() | Draw() | PostRecord():
            _show(room, effect)
        case Save() | TakeBack() | AskPrivately() | RequestSupport():
            _reach_out(room, effect)
        case SaveReply() | MarkHeard() | BringIn() | SayParked() | FindLeader():
            apply_shared(room, effect)
        case SayPaused() | PointOutLever() | ShowTally() | ShowRanking():
            _say(room, effect)
        case TellSourceChanged() | SayWhereWeAre():
            _tell(room, effect)
        case QuestionWeakness() | DoubtSymptom() | DoubtRoot() | DraftStrategy() | WarnManyPriorities() | Rejection():
            pass  # shown by the form that was sent or is opened, and by the error
        case AskQuestion() | WrapUp() | ShowCauses():
            pass  # all together, after the other messages
        case _:
            assert_never(effect)


def _show(room: RootCauseRoom, effect: Shown) -> None:
    match effect:
        case Refresh():
            room.show_opening(messages.opening(room.dialog))
        case Draw():
            records.draw(room)
        case PostRecord():
            records.post(room)
        case _:
            assert_never(effect)


def _reach_out(room: RootCauseRoom, effect: Save | TakeBack | AskPrivately | RequestSupport) -> None:
    match effect:
        case Save(part=part):
            written.save(room, part)
        case TakeBack(part=part, by=by):
            written.take_back(room, part, by)
        case AskPrivately():
            _ask_privately(room, effect)
        case RequestSupport(request=request):
            asking_for_support.ask(room, request)
        case _:
            assert_never(effect)


def _say(room: RootCauseRoom, effect: InThread) -> None:
    match effect:
        case SayPaused(by=by):
            room.post(f"paused:{room.state.asking}", messages.paused(room.dialog, by))
        case PointOutLever(cause=cause, branches=branches):
            room.post(f"lever:{cause}:{branches}", messages.lever(room.dialog, cause, branches))
        case ShowTally(tally=tally, round=number):
            over = room.state.phase is DialogPhase.FINISHED
            room.post(f"tally:{number + 1}", messages.tally(tally, over=over))
        case ShowRanking(ranked=ranked, round=number):
            room.post(f"ranking:{number + 1}", messages.ranking(room.dialog, ranked))
        case _:
            assert_never(effect)


def _tell(room: RootCauseRoom, effect: ForOne) -> None:
    match effect:
        case TellSourceChanged(person=person, cause=cause, deleted=deleted):
            message = messages.source_changed(room.dialog, cause, deleted=deleted)
            room.tell(person, message, f"source:{cause}:{room.turn.key}")
        case SayWhereWeAre(person=person):
            with room.for_person(person):
                room.tell(person, messages.where(room.dialog), "where")
        case _:
            assert_never(effect)


def _ask_privately(room: RootCauseRoom, effect: AskPrivately) -> None:
    """Ask everyone again in every round."""
    number = len(room.state.rounds) - 1
    asked = len(room.state.rounds[number].asked)
    render = partial(messages.private_question, room.dialog, effect.visit, asked=asked)
    ask(room, effect.person, round_name(effect.visit, number), render)
