"""What routes call for coaching conversations."""

from collections.abc import Sequence
from dataclasses import replace

from bot.coaching import private_forms, records, starting, steps
from bot.coaching.applying import apply_move
from bot.coaching.room import NOUN, CoachingRoom
from bot.coaching.rules import ARRANGEABLE, ASKED, DIALOG, LED, READABLE
from bot.desk import Desk
from bot.messages import notices
from bot.messages.coaching import forms, record, thread
from bot.messages.coaching.buttons import ChoicePointer, PartPointer
from bot.messages.threads import NOUN as THREADS
from bot.messages.threads.pointers import DialogPointer, QuestionPointer, StartPointer, UndoPointer
from bot.permissions.plan_rules import PlanName, in_plan
from bot.permissions.roles import Permission
from bot.routing.guarded import opens_turns, reads, writes
from bot.routing.route import Route, button, form, opener, shortcut
from bot.routing.subcommand import Subcommand
from bot.slack import ack
from bot.slack.ack import Ack
from bot.slack.blocks import Block, MessageContent
from bot.slack.identifiers import ActionId, FieldId, ShortcutId, ViewId
from bot.slack.payloads import Click, Command, GlobalShortcut, Submission
from bot.threads import channels, handlers
from bot.threads.handlers import controlled, pressed, submitted, summarized, undone
from bot.threads.rules import STARTABLE, VISIBLE
from bot.threads.starting import read as read_start
from bot.turns import CannotDoError, Turn
from prompts import plain, say
from storage.plans.plans import PlanSummary

# ---------------------------------------------------------------- starting


def command_form(desk: Desk, command: Command, _name: PlanName, plans_here: Sequence[PlanSummary]) -> MessageContent:
    """/plan coach opens the form."""
    channel = starting.ALONE if command.is_dm else command.channel
    if not command.is_dm and not channels.bot_is_member(desk.client, command.channel):
        raise CannotDoError(THREADS, "unknown_channel")
    desk.client.views_open(trigger_id=command.trigger_id, view=_form(desk, command, plans_here, channel))
    return MessageContent(text="")


def shortcut_form(desk: Desk, chosen: GlobalShortcut, _name: PlanName, plans_here: Sequence[PlanSummary]) -> Block:
    return _form(desk, chosen, plans_here, "")


def _form(desk: Desk, sent: Command | GlobalShortcut, plans_here: Sequence[PlanSummary], channel: str) -> Block:
    if len(plans_here) > 1:
        pointer = StartPointer(None, channel)
        return forms.choose_plan([(plan.id, plan.organization) for plan in plans_here], str(pointer))
    with desk.turns.read(sent.who) as turn:
        return starting.form(turn, desk.scripts, plans_here[0], channel)


def choose_plan(desk: Desk, form: Submission, pointer: StartPointer, plan: PlanSummary) -> Ack:
    with desk.turns.read(form.who) as turn:
        return ack.update(starting.form(turn, desk.scripts, plan, pointer.channel))


def start(desk: Desk, form: Submission, pointer: StartPointer, plan: PlanSummary) -> Ack:
    """The form's ack: errors to fix, or a link to the conversation with tips for its leader."""
    with desk.turns.read(form.who) as turn:
        settings = starting.read(turn, desk.scripts, form, pointer, plan)
    if isinstance(settings, dict):
        return ack.errors(settings)
    why = channels.why_not(desk.client, settings.channel, form.who.user)
    if why and form.text(FieldId.CHANNEL):
        return ack.errors({FieldId.CHANNEL: plain(THREADS, f"{why}_plain")})
    if why:
        raise CannotDoError(THREADS, why)
    is_private = settings.channel == form.who.user or channels.is_private(desk.client, settings.channel)
    with desk.turns.write(form.who, form.key) as turn:
        settings = replace(settings, is_private=is_private)
        _room, tips = starting.begin(turn, settings)
        alone = settings.channel == turn.by.slack_id
        leader_tips = tips if settings.leader == turn.by.slack_id else []
    view = forms.started(settings.script.title, "" if alone else settings.channel, leader_tips)
    return ack.update(view)


# ---------------------------------------------------------------- forms


def quiet_form(desk: Desk, click: Click, pointer: DialogPointer, _room: CoachingRoom) -> Block:
    members = handlers.members(CoachingRoom, desk, click, pointer)
    with desk.turns.read(click.who) as turn:
        return steps.quiet_form(CoachingRoom.enter(turn, pointer.dialog_id, only_looks=True), pointer, members)


# ---------------------------------------------------------------- afterwards


def send_record(turn: Turn, click: Click, _pointer: DialogPointer, room: CoachingRoom) -> Block:
    """Send the record and its files to the person's DM."""
    records.send(turn, room.dialog, room.plan, click.key)
    title = room.dialog.script.title
    return notices.form(MessageContent(text=say(NOUN, "record_sent", title=title)))


# ---------------------------------------------------------------- the rows

START = in_plan(Permission.START_COACHING)
PLAIN = opens_turns(LED, controlled(CoachingRoom, apply_move, steps.PLAIN))
NAMES = opens_turns(LED, pressed(CoachingRoom, steps.decide_names))
SKIP = opens_turns(LED, pressed(CoachingRoom, steps.skip))

COMMAND = Subcommand(PlanName.typed, opens_turns(STARTABLE, command_form))
HISTORY = Subcommand(PlanName.typed, reads(VISIBLE, handlers.history(CoachingRoom, record.past_record)))
ROUTES: tuple[Route, ...] = (
    shortcut(
        ShortcutId.START_COACHING,
        lambda _chosen: PlanName("", ""),
        opens_turns(STARTABLE, shortcut_form),
    ),
    form(ViewId.COACH_PLAN, read_start, opens_turns(START, choose_plan)),
    form(ViewId.COACH_START, StartPointer.of, opens_turns(START, start)),
    button(ActionId.COACH_NEXT, DialogPointer.of, PLAIN),
    button(ActionId.COACH_BACK, DialogPointer.of, PLAIN),
    button(ActionId.COACH_SKIP, DialogPointer.of, SKIP),
    button(ActionId.COACH_SKIP_ITEM, DialogPointer.of, SKIP),
    button(ActionId.COACH_SKIP_PASS, DialogPointer.of, SKIP),
    button(ActionId.COACH_PROBE, DialogPointer.of, PLAIN),
    button(ActionId.COACH_BRING_BACK, DialogPointer.of, PLAIN),
    button(ActionId.COACH_CHOOSE, ChoicePointer.of, opens_turns(LED, pressed(CoachingRoom, steps.choose))),
    button(ActionId.COACH_PAUSE, DialogPointer.of, PLAIN),
    button(ActionId.COACH_RESUME, DialogPointer.of, PLAIN),
    button(ActionId.COACH_FINISH, DialogPointer.of, PLAIN),  # only under messages of earlier versions
    button(ActionId.COACH_HIDE_NAMES, DialogPointer.of, NAMES),
    button(ActionId.COACH_SHOW_NAMES, DialogPointer.of, NAMES),
    button(ActionId.COACH_UNDO, UndoPointer.of, opens_turns(LED, undone(CoachingRoom, apply_move))),
    button(ActionId.COACH_TICK, steps.read_tick, writes(LED, steps.tick)),
    button(ActionId.COACH_WHERE, DialogPointer.of, writes(DIALOG, summarized(thread.where))),
    opener(ActionId.COACH_OPEN_MORE, DialogPointer.of, reads(LED, steps.more_form)),
    opener(ActionId.COACH_OPEN_FINISH, DialogPointer.of, reads(LED, steps.finish_form)),
    form(ViewId.COACH_FINISH, DialogPointer.of, opens_turns(LED, submitted(CoachingRoom, steps.finish))),
    opener(ActionId.COACH_OPEN_PARK, DialogPointer.of, reads(LED, steps.park_form)),
    form(ViewId.COACH_PARK, DialogPointer.of, writes(LED, steps.park)),
    opener(ActionId.COACH_OPEN_QUIET, DialogPointer.of, opens_turns(LED, quiet_form)),
    form(ViewId.COACH_QUIET, DialogPointer.of, writes(LED, steps.quiet)),
    button(ActionId.COACH_WRITE_ALL, PartPointer.of, opens_turns(LED, pressed(CoachingRoom, steps.write_all))),
    opener(ActionId.COACH_OPEN_PART, PartPointer.of, reads(LED, steps.part_form)),
    form(ViewId.COACH_PART, PartPointer.of, opens_turns(LED, submitted(CoachingRoom, steps.write))),
    opener(ActionId.COACH_OPEN_ARRANGE, DialogPointer.of, reads(ARRANGEABLE, steps.arrange_form)),
    form(ViewId.COACH_ARRANGE, DialogPointer.of, writes(ARRANGEABLE, steps.arrange)),
    opener(ActionId.COACH_OPEN_ANSWER, QuestionPointer.of, reads(ASKED, private_forms.answer_form)),
    form(ViewId.COACH_ANSWER, QuestionPointer.of, writes(ASKED, private_forms.answer)),
    opener(ActionId.COACH_RECORD, DialogPointer.of, writes(READABLE, send_record)),
)
