"""Applies a move in a coaching conversation: the pure core decides, this module carries it out."""

from collections.abc import Sequence
from functools import partial
from typing import assert_never

from bot.coaching import facts, memory, passes, records, written
from bot.coaching.room import CoachingRoom
from bot.messages.coaching import facts as fact_messages
from bot.messages.coaching import names
from bot.messages.coaching import thread as messages
from bot.threads.applying import apply_shared, carrying_out
from bot.threads.private_questions import ask
from conversations.coaching import advance
from conversations.coaching.effects import (
    AskAboutNames,
    AskFollowUp,
    Effect,
    Effects,
    Open,
    Propose,
    SaveTogether,
    SayAboutNames,
    SaySkipped,
    ShowPreparation,
    ShowTip,
)
from conversations.coaching.moves import BringBack, DecideNames, Move, Skip
from conversations.rejections import Rejection
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
from conversations.threads.moves import Choose, Next
from prompts import Safe
from storage.dialogs import asked_facts, private_questions

Said = Propose | Save | SaveTogether | TakeBack | AskFollowUp | SayWhereWeAre | AskAboutNames | SayAboutNames
_ONWARD = (Next, Skip, Choose, DecideNames, BringBack)
"""Moves to a question that may be the first of a pass."""


def apply_move(room: CoachingRoom, move: Move) -> Effects:
    """Apply a move and its effects. Raises CannotDoError if the move was rejected."""
    before = passes.with_items_of_today(room) if isinstance(move, _ONWARD) else room.state
    state, effects = advance(before, room.dialog.script, move)
    with carrying_out(room, state, effects):
        apply(room, effects)
        if (state.asking, state.phase) != (before.asking, before.phase):
            past = messages.asked(room.dialog, before.asking)
            posted = asked_facts.posted(room.turn.session, room.dialog, before.asking)
            room.show(f"ask:{before.asking}", fact_messages.above(posted, past))
        if state.asking != before.asking:
            written.pass_by(room, before.asking)
            _show_names(room, before.asking)
    return effects


def _show_names(room: CoachingRoom, asking: int) -> None:
    """Where the names of a sensitive question were asked about: what holds for the record."""
    if room.has_shown(f"names:{asking}"):
        room.show(f"names:{asking}", names.decided(room.dialog, asking))


def apply(room: CoachingRoom, effects: Effects) -> None:
    skipped = [messages.skipped(effect.count, effect.about) for effect in effects if isinstance(effect, SaySkipped)]
    for effect in effects:
        _apply(room, effect, skipped)
    _ask_privately(room, [effect for effect in effects if isinstance(effect, AskPrivately)])
    tips = [effect.tip.text for effect in effects if isinstance(effect, ShowTip)]
    # The leader reads the first notes in the form that started the dialog: there is no thread yet.
    if tips and room.dialog.thread_ts:
        room.tell(room.state.leader, messages.tips(tips), f"tip:{room.state.asking}")


def _apply(room: CoachingRoom, effect: Effect, skipped: Sequence[Safe]) -> None:
    """`skipped` is said above the question it leads to: messages of their own could arrive after it."""
    match effect:
        case Open():
            room.open(messages.opening(room.dialog))
        case Refresh():
            room.show_opening(messages.opening(room.dialog))
        case AskQuestion(asking=asking, visit=visit):
            posted = facts.lay_out(room, asking, visit)
            printed = "\n".join([*skipped, *([posted] if posted else [])])
            room.show(f"ask:{asking}", fact_messages.above(printed, messages.asked(room.dialog, asking)))
        case ShowPreparation(asking=asking) | WrapUp(asking=asking):
            room.show(f"ask:{asking}", fact_messages.above("\n".join(skipped), messages.asked(room.dialog, asking)))
        case SayPaused(by=by):
            room.post(f"paused:{room.state.asking}", messages.paused(room.dialog, by))
        case PostRecord():
            memory.remember(room)
            records.post(room)
        case (
            Propose()
            | Save()
            | SaveTogether()
            | TakeBack()
            | AskFollowUp()
            | SayWhereWeAre()
            | AskAboutNames()
            | SayAboutNames()
        ):
            _say(room, effect)
        case SaveReply() | MarkHeard() | BringIn() | SayParked() | FindLeader():
            apply_shared(room, effect)
        case QuestionWeakness() | Rejection() | ShowTip() | AskPrivately() | SaySkipped():
            pass  # shown by the form that was sent, by the error, and all tips and all who are asked together
        case _:
            assert_never(effect)


def _say(room: CoachingRoom, effect: Said) -> None:
    match effect:
        case Propose(asking=asking, kind=kind):
            written.propose(room, asking, kind)
        case Save(part=part):
            written.save(room, part)
        case TakeBack(part=part, by=by):
            written.take_back(room, part, by)
        case SaveTogether(parts=parts):
            written.show_proposals(room, parts[0])
        case AskFollowUp(asking=asking, number=number, text=text):
            room.post(f"probe:{asking}:{number}", messages.follow_up(text))
        case SayWhereWeAre(person=person):
            with room.for_person(person):
                room.tell(person, messages.where(room.dialog), "where")
        case AskAboutNames(asking=asking):
            room.show(f"names:{asking}", names.asked(room.dialog, asking))
        case SayAboutNames(asking=asking):
            _show_names(room, asking)
        case _:
            assert_never(effect)


def _ask_privately(room: CoachingRoom, effects: Sequence[AskPrivately]) -> None:
    """Ask all of them together, because each is told how many people are asked."""
    dialog = room.dialog
    for effect in effects:
        posted = asked_facts.posted_last(room.turn.session, dialog, effect.visit)
        before = private_questions.people_asked(room.turn.session, dialog.id, str(effect.visit))
        asked = len(before | {each.person for each in effects})
        render = partial(messages.private_question, dialog, effect.visit, asked=asked, facts=posted)
        ask(room, effect.person, str(effect.visit), render)
