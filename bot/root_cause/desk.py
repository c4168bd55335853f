"""What routes call for root cause dialogs, and for the line from causes through the plan."""

from collections.abc import Sequence
from dataclasses import replace

from slack_sdk import WebClient

from bot import ack, roles, which_plan
from bot.ack import Ack
from bot.blocks import Block, MessageContent, section
from bot.messages.items import tracing
from bot.messages.root_cause import forms, record
from bot.messages.root_cause import thread as messages
from bot.messages.root_cause.buttons import RootCauseForm
from bot.messages.threads import NOUN as THREADS
from bot.messages.threads.pointers import DialogPointer
from bot.payloads import Click, Command, MessageShortcut, Submission
from bot.roles import Permission
from bot.root_cause import opening_forms, starting, steps, taking_forms
from bot.root_cause.room import RootCauseRoom
from bot.threads import addresses, channels
from bot.threads.pointers import read
from bot.threads.spoken import readable
from bot.turns import CannotDoError, Turns
from conversations.root_cause import trace
from prompts import say
from storage.dialogs import root_cause, root_links
from storage.people import people
from storage.plans import whole_plan

HISTORY = "history"
HISTORY_SHOWN = 20


class RootCauseDesk:
    def __init__(self, turns: Turns, client: WebClient) -> None:
        self._turns = turns
        self._client = client

    # -------------------------------------------------------- starting

    def command(self, command: Command, words: str) -> MessageContent:
        """/plan whys opens the form, with the symptom if one was typed; /plan whys history lists what there was."""
        first, _, rest = words.partition(" ")
        if first.casefold() == HISTORY and (listed := self._history(command, rest.strip())):
            return listed
        channel = command.who.user if command.is_dm else command.channel
        with self._turns.read(command.who) as turn:
            view = starting.form(turn, channel, words)
        self._require_in(channel, alone=command.is_dm)
        self._client.views_open(trigger_id=command.trigger_id, view=view)
        return MessageContent(text="")

    def _history(self, command: Command, name: str) -> MessageContent | None:
        """None if no plan follows: "history" may also begin a symptom."""
        with self._turns.read(command.who) as turn:
            if name and not which_plan.is_named(turn, name):
                return None
            plan = which_plan.find(turn, name, command.channel)
            roles.require(turn.session, turn.by, Permission.SEE_STATUS, plan)
            dialogs = root_cause.STORE.history(
                turn.session, plan.organization_id, reader=turn.by.slack_id, limit=HISTORY_SHOWN
            )
            return record.history(plan.organization, dialogs)

    def shortcut(self, chosen: MessageShortcut) -> Block:
        """From a message: its words are the symptom to begin with."""
        with self._turns.read(chosen.who) as turn:
            symptom = readable(chosen.text, lambda person: people.name(turn.session, chosen.who.team, person))
            view = starting.form(turn, chosen.channel, symptom)
        self._require_in(chosen.channel, alone=False)
        return view

    def _require_in(self, channel: str, *, alone: bool) -> None:
        if not alone and not channels.bot_is_member(self._client, channel):
            raise CannotDoError(THREADS, "unknown_channel")

    def start(self, form: Submission) -> Ack:
        """The form's ack: errors to fix, the same form with doubts, or a link to the dialog."""
        with self._turns.read(form.who) as turn:
            settings = starting.read(turn, form)
        if isinstance(settings, dict):
            return ack.errors(settings)
        channels.require_place(self._client, settings.channel, form.who.user)
        is_private = settings.channel == form.who.user or channels.is_private(self._client, settings.channel)
        with self._turns.write(form.who, form.key) as turn:
            settings = replace(settings, is_private=is_private)
            begun = starting.begin(turn, settings)
            if not isinstance(begun, RootCauseRoom):
                return ack.update(starting.doubted(form, settings, begun))
            alone = settings.channel == turn.by.slack_id
        return ack.update(forms.started("" if alone else settings.channel))

    # -------------------------------------------------------- steering

    def press(self, click: Click) -> None:
        pointer = read(click.value)
        addresses.learn(self._turns, self._client, pointer.dialog_id)
        with self._turns.write(click.who, steps.dedup_key(click)) as turn:
            steps.press(RootCauseRoom.enter(turn, pointer.dialog_id), click, pointer)

    def where(self, click: Click) -> None:
        """Anyone may ask for a summary."""
        pointer = read(click.value)
        with self._turns.write(click.who, click.key) as turn:
            room = RootCauseRoom.enter(turn, pointer.dialog_id)
            room.tell(turn.by.slack_id, messages.where(room.dialog), click.key)

    # -------------------------------------------------------- forms

    def open_form(self, click: Click) -> Block:
        """The form a button opens: the leader's, or that of a person asked in private."""
        pointer = read(click.value)
        asks_everybody = opening_forms.form_of(pointer)[0] is RootCauseForm.ASK_ALL
        members = self._members(click, pointer) if asks_everybody else ()
        with self._turns.read(click.who) as turn:
            room = RootCauseRoom.enter(turn, pointer.dialog_id, only_looks=True)
            return opening_forms.opened(room, pointer, members)

    def _members(self, click: Click, pointer: DialogPointer) -> Sequence[str]:
        """Everyone in the dialog's channel. Slack is asked outside any turn, which would hold a connection."""
        with self._turns.read(click.who) as turn:
            room = RootCauseRoom.enter(turn, pointer.dialog_id, only_looks=True)
            opening_forms.require_leader(room, pointer, of_now=True)
        return channels.members(self._client, room.dialog.channel)

    def submit(self, form: Submission) -> Ack:
        pointer = read(form.metadata)
        addresses.learn(self._turns, self._client, pointer.dialog_id)
        try:
            with self._turns.write(form.who, form.key) as turn:
                return taking_forms.submit(RootCauseRoom.enter(turn, pointer.dialog_id), form, pointer)
        except CannotDoError as error:
            if error.part == taking_forms.CHANGED:
                return ack.update(self._as_it_is_now(form, error))
            answer = taking_forms.trouble(pointer, error)
            if answer is None:
                raise
            return answer

    def _as_it_is_now(self, form: Submission, error: CannotDoError) -> Block:
        """Someone else was faster: show the form as it opens now, with what happened and what was typed above it."""
        pointer = read(form.metadata)
        with self._turns.read(form.who) as turn:
            room = RootCauseRoom.enter(turn, pointer.dialog_id, only_looks=True)
            view = opening_forms.form_for(room, opening_forms.renewed(room, pointer))
        typed = [text for text in form.values.values() if text]
        sentences = [say(error.file, error.part), *(say("errors", "typed", text=text) for text in typed)]
        return view | {"blocks": [*map(section, sentences), *view["blocks"]]}

    # -------------------------------------------------------- the line through the plan

    def trace(self, command: Command, words: str) -> MessageContent:
        """/plan trace CODE shows the cause an item addresses; without a code, where the line is broken."""
        code, name = which_plan.code_and_plan(words)
        with self._turns.read(command.who) as turn:
            plan = which_plan.find(turn, name, command.channel)
            roles.require(turn.session, turn.by, Permission.SEE_STATUS, plan)
            whole, links = (
                whole_plan.load(turn.session, plan.id),
                root_links.links(turn.session, plan.id, reader=turn.by.slack_id),
            )
        if not code:
            return tracing.gaps(plan.organization, trace.gaps(whole, links))
        return tracing.item(code, trace.trace(whole, links, code))
