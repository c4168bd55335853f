"""Where one turn of a conversation happens: the conversation, its plan, and the ways to say something there."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.blocks import Said
from bot.turns import CannotDoError, Turn
from conversations.coaching import State, advance
from conversations.coaching.moves import Posted
from storage import coaching, outbox, people, plans
from storage.coaching import Conversation
from storage.outbox import Kind, Message
from storage.plans import PlanSummary

NOUN = "coaching"
ASKINGS_LOOKED_AT = 3
"""Questions whose arrival may still be unknown: the newest ones."""


@dataclass(slots=True)
class Room:
    """`conversation` is replaced as the turn goes on."""

    turn: Turn
    plan: PlanSummary
    conversation: Conversation
    only_looks: bool = False
    """In a turn that only reads, what is learned on the way is not kept."""

    @property
    def state(self) -> State:
        return self.conversation.state

    def asking_key(self, asking: int) -> str:
        return f"{self.conversation.key}:ask:{asking}"

    def change(self, state: State) -> None:
        """Keep the state, if it is another one."""
        if state == self.state:
            return
        on = self.turn.today(self.plan.time_zone)
        if not self.only_looks:
            coaching.save_state(self.turn.session, self.conversation, state, at=self.turn.now, on=on)
        finished_on = self.conversation.finished_on or (on if state.phase == "finished" else None)
        self.conversation = replace(self.conversation, state=state, finished_on=finished_on)

    def post(self, name: str, said: Said) -> None:
        """Into the thread, once for each name."""
        self._put(f"{self.conversation.key}:{name}", Kind.POST, said, target_key=self.conversation.key)

    def show(self, name: str, said: Said) -> None:
        """Post it, or bring up to date what was posted under this name."""
        key = f"{self.conversation.key}:{name}"
        if outbox.is_known(self.turn.session, key):
            self._put(f"{key}:shown", Kind.UPDATE, said, target_key=key)
        else:
            self.post(name, said)

    def open(self, said: Said) -> None:
        """The message whose thread the conversation is."""
        self._put(self.conversation.key, Kind.POST, said, target_key=None)

    def show_opening(self, said: Said) -> None:
        self._put(f"{self.conversation.key}:shown", Kind.UPDATE, said, target_key=self.conversation.key)

    def tell(self, person: str, said: Said, cause: str) -> None:
        """So that only this person sees it, beside the thread. `cause` is what it answers: it is said once."""
        payload = {**said.payload(), "user": person}
        if self.conversation.thread_ts:
            payload["thread_ts"] = self.conversation.thread_ts
        self.turn.put(
            Message(
                workspace_id=self.plan.workspace_id,
                key=f"{self.conversation.key}:told:{person}:{cause}",
                kind=Kind.EPHEMERAL,
                channel=self.conversation.channel,
                payload=payload,
            )
        )

    def react(self, ts: str, name: str) -> None:
        self.turn.put(
            Message(
                workspace_id=self.plan.workspace_id,
                key=f"{self.conversation.key}:heard:{ts}",
                kind=Kind.REACT,
                channel=self.conversation.channel,
                payload={"ts": ts, "name": name},
            )
        )

    def upload(self, name: str, make: str, text: str) -> None:
        """Files into the thread, made when they are sent."""
        self.turn.put(
            Message(
                workspace_id=self.plan.workspace_id,
                key=f"{self.conversation.key}:{name}",
                kind=Kind.UPLOAD,
                channel=self.conversation.channel,
                target_key=self.conversation.key,
                payload={"make": make, "conversation": self.conversation.id, "text": text},
            )
        )

    def _put(self, key: str, kind: Kind, said: Said, *, target_key: str | None) -> None:
        self.turn.put(
            Message(
                workspace_id=self.plan.workspace_id,
                key=key,
                kind=kind,
                channel=self.conversation.channel,
                target_key=target_key,
                payload=said.payload(),
            )
        )

    def names(self, ids: Sequence[str]) -> dict[str, str]:
        return people.names(self.turn.session, self.plan.workspace_id, ids)


def enter(turn: Turn, conversation_id: int, *, only_looks: bool = False) -> Room:
    """Raises CannotDoError for a conversation that is not there, or is another workspace's."""
    found = coaching.find(turn.session, conversation_id, for_change=not only_looks)
    if found is None:
        raise CannotDoError(NOUN, "gone")
    plan = plans.summary(turn.session, found.plan_id)
    if turn.person is not None and turn.person.workspace_id != plan.workspace_id:
        raise CannotDoError(NOUN, "gone")
    room = Room(turn, plan, found, only_looks)
    _learn_thread(room)
    _learn_arrivals(room)
    return room


def _learn_thread(room: Room) -> None:
    """The outbox knows where the opening is; the conversation is told as soon as somebody asks."""
    found, session = room.conversation, room.turn.session
    sent = outbox.where_is(session, found.key) if found.thread_ts is None else None
    if sent is None:
        return
    if not room.only_looks:
        coaching.note_thread(session, found.id, sent.channel, sent.ts)
    room.conversation = replace(found, channel=sent.channel, thread_ts=sent.ts)


def _learn_arrivals(room: Room) -> None:
    """Tell the conversation since when its questions stand in the thread: earlier replies are not about them."""
    askings = room.state.askings
    for number in range(max(len(askings) - ASKINGS_LOOKED_AT, 0), len(askings)):
        if askings[number].arrived:
            continue
        sent = outbox.where_is(room.turn.session, room.asking_key(number))
        if sent is not None:
            state, _effects = advance(room.state, room.conversation.script, Posted(number, sent.ts))
            room.change(state)
