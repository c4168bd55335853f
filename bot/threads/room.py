"""The state one turn of a dialog works on: the dialog, its plan, and the means to post in its thread."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, ClassVar, Generic, Self

from bot.audit import requests
from bot.messages.threads import NOUN
from bot.slack.blocks import MessageContent
from bot.turns import CannotDoError, RefusedError, Turn
from conversations.rejections import DialogRejectionCode, RejectionCode
from conversations.threads.state import AnyThread, DialogPhase, Thread, moment, posted
from prompts import formats
from storage.delivery import outbox, request_ids
from storage.delivery.outbox import OutboxMessage
from storage.dialogs import replies, threads
from storage.dialogs.stores import AnyStoredDialog, DialogStore
from storage.people import people
from storage.plans import plans
from storage.plans.plans import PlanSummary

TICK = Decimal("0.000001")
"""The smallest step of a Slack ts."""
ASKINGS_LOOKED_AT = 3
"""Questions whose arrival may still be unknown: the newest ones."""


@dataclass(slots=True)
class ThreadRoom(Generic[AnyStoredDialog]):
    turn: Turn
    plan: PlanSummary
    dialog: AnyStoredDialog
    only_looks: bool = False
    """In a read-only turn, nothing learned on the way is saved."""
    noun: ClassVar[str]
    """The kind's own words: prompts/messages/`noun`.j2."""
    store: ClassVar[DialogStore[Any]]

    @classmethod
    def enter(cls, turn: Turn, dialog_id: int, *, only_looks: bool = False) -> Self:
        """Raises CannotDoError if the dialog does not exist, or is of another kind or workspace."""
        dialog = cls.store.find(turn.session, dialog_id, for_change=not only_looks)
        if dialog is None:
            raise CannotDoError(NOUN, "gone")
        plan = plans.summary(turn.session, dialog.plan_id)
        if turn.person is not None and turn.person.workspace_id != plan.workspace_id:
            raise CannotDoError(NOUN, "gone")
        requests.about(plan)
        room = cls(turn, plan, dialog, only_looks)
        room.learn_thread()
        room.change(room.arrivals(room.dialog.state))
        return room

    @property
    def me(self) -> str:
        """The Slack ID of the person whose turn this is."""
        return self.turn.by.slack_id

    @property
    def title(self) -> str:
        return self.dialog.title

    def for_thread(self) -> AbstractContextManager[None]:
        """What is rendered inside is for everyone in the thread, whoever took the turn.

        A channel has no locale of its own, so its members read American forms; in direct messages there is one reader.
        """
        if self.dialog.is_alone:
            return self.for_person(self.dialog.state.leader)
        return formats.reading(locale=formats.DEFAULT_LOCALE)

    def for_person(self, slack_id: str) -> AbstractContextManager[None]:
        """What is rendered inside is for one person."""
        locale = people.locale(self.turn.session, self.plan.workspace_id, slack_id)
        return formats.reading(locale=locale or formats.DEFAULT_LOCALE)

    def change(self, state: Thread) -> None:
        """Save the state if it changed."""
        if state == self.dialog.state:
            return
        on = self.turn.today(self.plan.time_zone)
        if not self.only_looks:
            self.store.save_state(self.turn.session, self.dialog, state, at=self.turn.now, on=on)
        finished_on = self.dialog.finished_on or (on if state.phase is DialogPhase.FINISHED else None)
        self.dialog = replace(self.dialog, state=state, finished_on=finished_on)

    def rejected(self, code: RejectionCode) -> CannotDoError:
        state = self.dialog.state
        leader = people.person(self.turn.session, self.plan.workspace_id, state.leader)
        leader_left = leader is None or not leader.active
        values: dict[str, Any] = {"leader": state.leader, "co_leader": state.co_leader, "leader_left": leader_left}
        if code == DialogRejectionCode.NOT_LEADER:
            return RefusedError(self.noun, f"rejected_{code}", plan_id=self.plan.id, **values)
        return CannotDoError(self.noun, f"rejected_{code}", **values)

    def require_asked(self, asking: int) -> None:
        """Raises CannotDoError for an asking that never was."""
        if not 0 <= asking <= self.dialog.state.asking:
            raise self.rejected(DialogRejectionCode.STALE)

    def require_current(self, asking: int) -> None:
        """Raises CannotDoError unless this is the current question."""
        if self.dialog.state.phase is DialogPhase.FINISHED:
            raise self.rejected(DialogRejectionCode.FINISHED)
        if asking != self.dialog.state.asking:
            raise self.rejected(DialogRejectionCode.STALE)

    def now_ts(self) -> str:
        """The turn's moment as a Slack ts, no earlier than the last reply: Slack's clock may be ahead."""
        newest = moment(replies.newest(self.turn.session, self.dialog.id)) + TICK
        return str(max(Decimal(f"{self.turn.now.timestamp():.6f}"), newest))

    def asking_key(self, asking: int) -> str:
        return f"{self.dialog.key}:ask:{asking}"

    def post(self, name: str, message: MessageContent) -> None:
        """Post into the thread, once per name."""
        self._post(f"{self.dialog.key}:{name}", message, target_key=self.dialog.key)

    def has_shown(self, name: str) -> bool:
        """Whether a message was posted or queued under this name."""
        return outbox.was_queued(self.turn.session, f"{self.dialog.key}:{name}")

    def show(self, name: str, message: MessageContent, *, requested_by: str | None = None) -> None:
        """Post the message, or update the one posted under this name."""
        key = f"{self.dialog.key}:{name}"
        if self.has_shown(name):
            self._update(key, message, requested_by=requested_by)
        else:
            self._post(key, message, target_key=self.dialog.key, requested_by=requested_by)

    def show_anew(self, name: str, message: MessageContent) -> None:
        """Like `show`, but no row retains the earlier text or who caused the change; it is recorded as the leader's.

        Without the id of the request, neither the database nor the log leads from the message to whoever answered.
        """
        outbox.rewrite(self.turn.session, f"{self.dialog.key}:{name}", message.payload())
        with request_ids.resumed(None):
            self.show(name, message, requested_by=self.dialog.state.leader)

    def open(self, message: MessageContent) -> None:
        """Post the opening message, whose thread holds the dialog."""
        self._post(self.dialog.key, message)

    def show_opening(self, message: MessageContent) -> None:
        self._update(self.dialog.key, message)

    def tell(self, person: str, message: MessageContent, cause: str) -> None:
        """Post an ephemeral message to this person in the thread, once per `cause`."""
        self.turn.put(
            OutboxMessage.ephemeral(
                self.plan.workspace_id,
                self.dialog.channel,
                f"{self.dialog.key}:told:{person}:{cause}",
                message.payload(),
                reader=person,
                thread_ts=self.dialog.thread_ts,
            )
        )

    def react(self, ts: str, name: str) -> None:
        self.turn.put(
            OutboxMessage.react(
                self.plan.workspace_id,
                self.dialog.channel,
                f"{self.dialog.key}:heard:{ts}",
                {"ts": ts, "name": name, "dialog": self.dialog.id},
            )
        )

    def upload(self, name: str, make: str, text: str, **more: Any) -> None:
        """Upload files into the thread. They are rendered when they are sent."""
        self.turn.put(
            OutboxMessage.upload(
                self.plan.workspace_id,
                self.dialog.channel,
                f"{self.dialog.key}:{name}",
                {"make": make, "dialog": self.dialog.id, "text": text, **more},
                target_key=self.dialog.key,
            )
        )

    def _post(
        self, key: str, message: MessageContent, *, target_key: str | None = None, requested_by: str | None = None
    ) -> None:
        team, channel = self.plan.workspace_id, self.dialog.channel
        post = OutboxMessage.post(team, channel, key, message.payload(), target_key=target_key)
        self.turn.put(replace(post, requested_by=requested_by))

    def _update(self, key: str, message: MessageContent, *, requested_by: str | None = None) -> None:
        """Replace the content of the message with this key."""
        update = OutboxMessage.update(self.plan.workspace_id, self.dialog.channel, key, message.payload())
        self.turn.put(replace(update, requested_by=requested_by))

    def names(self, ids: Sequence[str]) -> dict[str, str]:
        return people.names(self.turn.session, self.plan.workspace_id, ids)

    # -------------------------------------------------------- what the outbox knows

    def learn_thread(self) -> None:
        """The outbox knows where the opening message is; the dialog's row learns it on the first request."""
        dialog, session = self.dialog, self.turn.session
        sent = outbox.where_is(session, dialog.key) if dialog.thread_ts is None else None
        if sent is None:
            return
        if not self.only_looks:
            threads.save_thread(session, dialog.id, sent.channel, sent.ts)
        self.dialog = replace(dialog, channel=sent.channel, thread_ts=sent.ts)

    def arrivals(self, state: AnyThread) -> AnyThread:
        """With the times at which its questions were posted: earlier replies are not about them."""
        for number in range(max(len(state.askings) - ASKINGS_LOOKED_AT, 0), len(state.askings)):
            sent = (
                None if state.askings[number].arrived else outbox.where_is(self.turn.session, self.asking_key(number))
            )
            if sent is not None:
                state = posted(state, number, sent.ts)
        return state
