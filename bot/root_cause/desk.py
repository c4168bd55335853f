"""What routes call for root cause dialogs, and for the line from causes through the plan."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot import which_plan
from bot.desk import Desk
from bot.messages.root_cause import forms, thread
from bot.messages.root_cause.buttons import (
    DecisionPointer,
    FormPointer,
    ReopenPointer,
    ReplyPointer,
    RootCauseForm,
    VotePointer,
)
from bot.messages.threads import NOUN as THREADS
from bot.messages.threads.pointers import DialogPointer, StartPointer, UndoPointer
from bot.permissions.plan_rules import PlanName, in_plan
from bot.permissions.roles import Permission
from bot.root_cause import opening_forms, starting, steps, taking_forms
from bot.root_cause.applying import apply_move
from bot.root_cause.room import RootCauseRoom
from bot.root_cause.rules import ARRANGEABLE, ASKED, DIALOG, FORM_OF_LEADER, LED, VOTER
from bot.routing.guarded import opens_turns, reads, writes
from bot.routing.route import Route, button, form, message_shortcut, opener
from bot.routing.subcommand import Subcommand
from bot.slack import ack
from bot.slack.ack import Ack
from bot.slack.blocks import Block, MessageContent, section
from bot.slack.identifiers import ActionId, ShortcutId, ViewId
from bot.slack.payloads import Click, Command, MessageShortcut, Submission
from bot.slack.spoken import readable
from bot.threads import channels, handlers
from bot.threads.handlers import controlled, pressed, submitted, summarized, undone
from bot.threads.rules import STARTABLE, VISIBLE
from bot.threads.starting import read as read_start
from bot.turns import CannotDoError, Turn
from prompts import say
from storage.people import people
from storage.plans.plans import PlanSummary


@dataclass(frozen=True, slots=True)
class TypedSymptom(PlanName):
    """The words after /plan whys; the plan is that of the channel."""

    words: str

    @classmethod
    def typed(cls, command: Command, words: str) -> "TypedSymptom":
        return cls("", command.channel, words)


# ---------------------------------------------------------------- starting


def command_form(
    desk: Desk, command: Command, typed: TypedSymptom, plans_here: Sequence[PlanSummary]
) -> MessageContent:
    """/plan whys opens the form, with the symptom if one was typed."""
    channel = command.who.user if command.is_dm else command.channel
    _require_in(desk, channel, alone=command.is_dm)
    desk.client.views_open(trigger_id=command.trigger_id, view=starting.form(plans_here, channel, typed.words))
    return MessageContent(text="")


def is_history(desk: Desk, command: Command, words: str) -> bool:
    """Whether a plan follows: history is also a subject, whose marks may be the symptom."""
    with desk.turns.read(command.who) as turn:
        return not words or which_plan.is_named(turn, words)


def message_form(desk: Desk, chosen: MessageShortcut, _name: PlanName, plans_here: Sequence[PlanSummary]) -> Block:
    """From a message: its words are the symptom to begin with."""
    with desk.turns.read(chosen.who) as turn:
        symptom = readable(chosen.text, lambda person: people.name(turn.session, chosen.who.team, person))
    _require_in(desk, chosen.channel, alone=False)
    return starting.form(plans_here, chosen.channel, symptom)


def _require_in(desk: Desk, channel: str, *, alone: bool) -> None:
    if not alone and not channels.bot_is_member(desk.client, channel):
        raise CannotDoError(THREADS, "unknown_channel")


def start(
    desk: Desk,
    form: Submission,
    pointer: StartPointer,
    plan: PlanSummary,
    then: Callable[[Turn], None] = lambda _turn: None,
) -> Ack:
    """The form's answer: errors to fix, the same form with what is doubted, or where the dialog is.

    `then` is done in the turn that begins the dialog.
    """
    with desk.turns.read(form.who) as turn:
        settings = starting.read(turn, form, pointer, plan)
    if isinstance(settings, dict):
        return ack.errors(settings)
    channels.require_place(desk.client, settings.channel, form.who.user)
    is_private = settings.channel == form.who.user or channels.is_private(desk.client, settings.channel)
    with desk.turns.write(form.who, form.key) as turn:
        settings = replace(settings, is_private=is_private)
        begun = starting.begin(turn, settings)
        if not isinstance(begun, RootCauseRoom):
            turn.saves_nothing()
            return ack.update(starting.doubted(form, settings, begun))
        then(turn)
        alone = settings.channel == turn.by.slack_id
    return ack.update(forms.started("" if alone else settings.channel))


# ---------------------------------------------------------------- forms


def leader_form(desk: Desk, click: Click, pointer: FormPointer, _room: RootCauseRoom) -> Block:
    """The form behind a button of the leader's."""
    asks_everybody = pointer.form is RootCauseForm.ASK_ALL
    members = handlers.members(RootCauseRoom, desk, click, pointer) if asks_everybody else ()
    with desk.turns.read(click.who) as turn:
        room = RootCauseRoom.enter(turn, pointer.dialog_id, only_looks=True)
        if asks_everybody:
            return opening_forms.ask_all_form(room, pointer, members)
        return opening_forms.leader_form(room, pointer)


_submitted = submitted(RootCauseRoom, taking_forms.submit)


def submit(desk: Desk, form: Submission, pointer: FormPointer, subject: object) -> Ack:
    """What belongs to a field is said beside it, and a form that somebody else was faster with opens again."""
    try:
        return _submitted(desk, form, pointer, subject)
    except CannotDoError as error:
        if error.part == taking_forms.CHANGED:
            return ack.update(_as_it_is_now(desk, form, pointer, error))
        beside_field = taking_forms.trouble(pointer, error)
        if beside_field is None:
            raise
        return beside_field


def _as_it_is_now(desk: Desk, form: Submission, pointer: FormPointer, error: CannotDoError) -> Block:
    """Someone else was faster: the form as it opens now, with what happened and what was typed above it."""
    with desk.turns.read(form.who) as turn:
        room = RootCauseRoom.enter(turn, pointer.dialog_id, only_looks=True)
        view = opening_forms.form_for(room, opening_forms.renewed(room, pointer))
    sentences = [say(error.file, error.part), *(say("errors", "typed", text=text) for text in form.typed)]
    return view | {"blocks": [*map(section, sentences), *view["blocks"]]}


# ---------------------------------------------------------------- the rows

PLAIN = opens_turns(LED, controlled(RootCauseRoom, apply_move, steps.PLAIN))

COMMAND = Subcommand(TypedSymptom.typed, opens_turns(STARTABLE, command_form))
HISTORY = Subcommand(PlanName.typed, reads(VISIBLE, handlers.history(RootCauseRoom)), applies=is_history)
ROUTES: tuple[Route, ...] = (
    message_shortcut(
        ShortcutId.FIND_ROOT_CAUSE,
        PlanName.of_channel,
        opens_turns(STARTABLE, message_form),
    ),
    form(ViewId.WHYS_START, read_start, opens_turns(in_plan(Permission.START_COACHING), start)),
    button(ActionId.WHYS_NEXT, DialogPointer.of, PLAIN),
    button(ActionId.WHYS_BACK, DialogPointer.of, PLAIN),
    button(ActionId.WHYS_PAUSE, DialogPointer.of, PLAIN),
    button(ActionId.WHYS_RESUME, DialogPointer.of, PLAIN),
    # The next three are only under messages of earlier versions.
    button(ActionId.WHYS_FINISH, DialogPointer.of, PLAIN),
    button(ActionId.WHYS_REOPEN, ReopenPointer.of, opens_turns(LED, pressed(RootCauseRoom, steps.reopen))),
    button(ActionId.WHYS_LET_GO, ReplyPointer.of, opens_turns(LED, pressed(RootCauseRoom, steps.park_reply))),
    button(ActionId.WHYS_DECIDE, DecisionPointer.of, opens_turns(LED, pressed(RootCauseRoom, steps.decide))),
    button(ActionId.WHYS_UNDO, UndoPointer.of, opens_turns(LED, undone(RootCauseRoom, apply_move))),
    button(ActionId.WHYS_ACCEPT, ReplyPointer.of, opens_turns(LED, pressed(RootCauseRoom, steps.accept))),
    button(ActionId.WHYS_ACCEPT_ALL, ReplyPointer.of, opens_turns(LED, pressed(RootCauseRoom, steps.accept_all))),
    button(ActionId.WHYS_KEEP, ReplyPointer.of, opens_turns(LED, pressed(RootCauseRoom, steps.keep_evidence))),
    button(ActionId.WHYS_KEEP_ALL, ReplyPointer.of, opens_turns(LED, pressed(RootCauseRoom, steps.keep_all_evidence))),
    button(
        ActionId.WHYS_VOTE,
        VotePointer.of,
        opens_turns(VOTER, pressed(RootCauseRoom, steps.vote, dedup_key=steps.vote_key)),
    ),
    button(ActionId.WHYS_WHERE, DialogPointer.of, writes(DIALOG, summarized(thread.where))),
    opener(ActionId.WHYS_OPEN, FormPointer.of, opens_turns(FORM_OF_LEADER, leader_form)),
    form(ViewId.WHYS_FORM, FormPointer.of, opens_turns(FORM_OF_LEADER, submit)),
    opener(ActionId.WHYS_OPEN_ARRANGE, FormPointer.of, reads(ARRANGEABLE, opening_forms.arrange_form)),
    form(ViewId.WHYS_ARRANGE, FormPointer.of, opens_turns(ARRANGEABLE, submit)),
    opener(ActionId.WHYS_OPEN_ANSWER, FormPointer.of, reads(ASKED, opening_forms.private_form)),
    form(ViewId.WHYS_ANSWER, FormPointer.of, opens_turns(ASKED, submit)),
)
