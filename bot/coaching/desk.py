"""What routes call for coaching conversations."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from slack_sdk import WebClient

from bot import ack, button_values, roles, which_plan
from bot.ack import Ack
from bot.blocks import Block, MessageContent
from bot.coaching import records, starting, steps
from bot.coaching.room import NOUN, CoachingRoom
from bot.coaching.script_library import ScriptLibrary
from bot.identifiers import ActionId, FieldId
from bot.messages.coaching import forms, record
from bot.messages.coaching import thread as messages
from bot.messages.threads import NOUN as THREADS
from bot.messages.threads.pointers import DialogPointer
from bot.payloads import Click, Command, GlobalShortcut, Submission
from bot.roles import Permission
from bot.threads import addresses, channels, pointers
from bot.threads.starting import candidates as find_candidates
from bot.turns import CannotDoError, Turns
from prompts import plain, say
from storage.dialogs import coaching, readers
from storage.plans import plans

HISTORY = "history"
HISTORY_SHOWN = 20


class CoachingDesk:
    def __init__(self, turns: Turns, client: WebClient, library: ScriptLibrary) -> None:
        self._turns = turns
        self._client = client
        self._library = library

    # -------------------------------------------------------- starting

    def command(self, command: Command, words: str) -> MessageContent:
        """/plan coach opens the form; /plan coach history lists what there was."""
        first, _, rest = words.partition(" ")
        if first.casefold() == HISTORY:
            return self._history(command, rest.strip())
        channel = starting.ALONE if command.is_dm else command.channel
        if not command.is_dm and not channels.bot_is_member(self._client, command.channel):
            raise CannotDoError(THREADS, "unknown_channel")
        self._client.views_open(trigger_id=command.trigger_id, view=self._form(command, words, channel))
        return MessageContent(text="")

    def shortcut(self, chosen: GlobalShortcut) -> Block:
        return self._form(chosen, "", "")

    def _form(self, asked: Command | GlobalShortcut, name: str, channel: str) -> Block:
        with self._turns.read(asked.who) as turn:
            candidates = find_candidates(turn, name, channel)
            if len(candidates) > 1:
                return forms.choose_plan([(plan.id, plan.organization) for plan in candidates], channel)
            return starting.form(turn, self._library, candidates[0], channel)

    def choose_plan(self, form: Submission) -> Ack:
        with self._turns.read(form.who) as turn:
            plan = plans.summary(turn.session, button_values.number(form.text(FieldId.PLAN)))
            roles.require(turn.session, turn.by, Permission.START_COACHING, plan)
            view = starting.form(turn, self._library, plan, form.metadata)
        return ack.update(view)

    def start(self, form: Submission) -> Ack:
        """The form's ack: errors to fix, or a link to the conversation with tips for its leader."""
        with self._turns.read(form.who) as turn:
            settings = starting.read(turn, self._library, form)
        if isinstance(settings, dict):
            return ack.errors(settings)
        why = channels.why_not(self._client, settings.channel, form.who.user)
        if why and form.text(FieldId.CHANNEL):
            return ack.errors({FieldId.CHANNEL: plain(THREADS, f"{why}_plain")})
        if why:
            raise CannotDoError(THREADS, why)
        is_private = settings.channel == form.who.user or channels.is_private(self._client, settings.channel)
        with self._turns.write(form.who, form.key) as turn:
            settings = replace(settings, is_private=is_private)
            _room, tips = starting.begin(turn, settings)
            alone = settings.channel == turn.by.slack_id
            leader_tips = tips if settings.leader == turn.by.slack_id else []
        view = forms.started(settings.script.title, "" if alone else settings.channel, leader_tips)
        return ack.update(view)

    # -------------------------------------------------------- listening and steering

    def get_ready(self) -> None:
        """Load the scripts, so that the first request does not wait for them."""
        self._library.scripts()

    def press(self, click: Click) -> None:
        """Handle a leader's button."""
        pointer = pointers.read(click.value)
        addresses.learn(self._turns, self._client, pointer.dialog_id)
        with self._turns.write(click.who, click.key) as turn:
            steps.press(CoachingRoom.enter(turn, pointer.dialog_id), click, pointer)

    def tick(self, click: Click) -> None:
        """Handle a tick in the checklist."""
        pointer = pointers.read(click.block)
        with self._turns.write(click.who, click.key) as turn:
            steps.tick(CoachingRoom.enter(turn, pointer.dialog_id), click, pointer)

    def where(self, click: Click) -> None:
        """Anyone may ask for a summary."""
        pointer = pointers.read(click.value)
        with self._turns.write(click.who, click.key) as turn:
            room = CoachingRoom.enter(turn, pointer.dialog_id)
            room.tell(turn.by.slack_id, messages.where(room.dialog), click.key)

    # -------------------------------------------------------- forms

    def open_form(self, click: Click) -> Block:
        """The form a button opens: the leader's, or that of a person asked in private."""
        pointer = pointers.read(click.value)
        members = self._members(click, pointer) if click.action == ActionId.COACH_OPEN_QUIET else ()
        with self._turns.read(click.who) as turn:
            return steps.form(CoachingRoom.enter(turn, pointer.dialog_id, only_looks=True), click, pointer, members)

    def _members(self, click: Click, pointer: DialogPointer) -> Sequence[str]:
        """Everyone in the dialog's channel. Slack is asked outside any turn, which would hold a connection."""
        with self._turns.read(click.who) as turn:
            room = CoachingRoom.enter(turn, pointer.dialog_id, only_looks=True)
            room.require_leader(pointer.asking)
        return channels.members(self._client, room.dialog.channel)

    def open_answer(self, click: Click) -> Block:
        with self._turns.read(click.who) as turn:
            return steps.answer_form(turn, click)

    def park(self, form: Submission) -> Ack:
        return self._submit(form, steps.park)

    def quiet(self, form: Submission) -> Ack:
        return self._submit(form, steps.quiet)

    def arrange(self, form: Submission) -> Ack:
        return self._submit(form, steps.arrange)

    def part(self, form: Submission) -> Ack:
        addresses.learn(self._turns, self._client, pointers.read(form.metadata).dialog_id)
        return self._submit(form, steps.write)

    def _submit(self, form: Submission, take: Callable[..., Ack]) -> Ack:
        pointer = pointers.read(form.metadata)
        with self._turns.write(form.who, form.key) as turn:
            return take(CoachingRoom.enter(turn, pointer.dialog_id), form, pointer)

    def answer(self, form: Submission) -> Ack:
        """Save an answer to a private question."""
        with self._turns.write(form.who, form.key) as turn:
            steps.answer(turn, form)
        return {}

    # -------------------------------------------------------- afterwards

    def _history(self, command: Command, name: str) -> MessageContent:
        with self._turns.read(command.who) as turn:
            plan = which_plan.find(turn, name, command.channel)
            roles.require(turn.session, turn.by, Permission.SEE_STATUS, plan)
            dialogs = coaching.STORE.history(
                turn.session, plan.organization_id, reader=turn.by.slack_id, limit=HISTORY_SHOWN
            )
            return record.history(plan.organization, dialogs)

    def send_record(self, click: Click) -> MessageContent:
        """Send the record and its files to the person's DM."""
        pointer = pointers.read(click.value)
        with self._turns.write(click.who, click.key) as turn:
            room = CoachingRoom.enter(turn, pointer.dialog_id)
            roles.require(turn.session, turn.by, Permission.SEE_STATUS, room.plan)
            if not readers.is_open_to(turn.session, room.dialog.id, turn.by.slack_id):
                raise CannotDoError(THREADS, "private")
            records.send(turn, room.dialog, room.plan, click.key)
            return MessageContent(text=say(NOUN, "record_sent", title=room.dialog.script.title))
