"""A table at which people have a conversation: the engine, and the replies kept as storage keeps them."""

from dataclasses import dataclass, field

from conversations.coaching import CoachingState, advance, by_visit, from_json, record, start, to_json
from conversations.coaching.effects import Effect
from conversations.coaching.moves import Move
from conversations.coaching.record import CoachingRecord
from conversations.parts import ForEachItem
from conversations.rejections import Rejection
from conversations.script import Audience, Condition, Script
from conversations.script import from_json as script_from_json
from conversations.script import to_json as script_to_json
from conversations.threads.effects import SaveReply
from conversations.threads.moves import Control, Posted, ReceiveReply
from conversations.threads.replies import QuestionAnswer, Reply, merge
from conversations.threads.state import Visit


@dataclass
class Table:
    script: Script
    leader: str = "ana"
    audience: Audience = Audience.SCHOOL
    conditions: frozenset[Condition] = frozenset()
    items: tuple[ForEachItem, ...] = ()
    kept: dict[str, Reply] = field(default_factory=dict)
    clock: int = 1000
    effects: tuple[Effect, ...] = ()
    state: CoachingState = field(init=False)

    def __post_init__(self) -> None:
        self.state, self.effects = start(
            self.script,
            leader=self.leader,
            audience=self.audience,
            conditions=self.conditions,
            items=self.items,
            at=self.now(),
        )

    def now(self) -> str:
        self.clock += 1
        return f"{self.clock}.000100"

    def takes(self, move: Move) -> tuple[Effect, ...]:
        """Apply one move after a restart: state and script are read from their stored form."""
        state, script = from_json(to_json(self.state)), script_from_json(script_to_json(self.script))
        assert state == self.state
        self.state, self.effects = advance(state, script, move)
        for effect in self.effects:
            if isinstance(effect, SaveReply):
                self.kept[effect.reply.ts] = merge(self.kept.get(effect.reply.ts), effect.reply)
        return self.effects

    def presses(self, button: type[Control], **values: object) -> tuple[Effect, ...]:
        """Press a button of the latest question, as the leader by default."""
        common: dict[str, object] = {"by": self.leader, "asking": self.state.asking, "at": self.now()}
        move = button(**(common | values))  # type: ignore[arg-type]  # each button has fields of its own
        return self.takes(move)  # type: ignore[arg-type]  # Control is the base of the moves, not one of them

    def says(self, person: str, text: str, ts: str = "", *, asked: int = 0, **values: object) -> str:
        """`asked` is how many people were asked in private."""
        ts = ts or self.now()
        reply = Reply(ts=ts, person=person, text=text, **values)  # type: ignore[arg-type]  # as above
        self.takes(ReceiveReply(reply, asked))
        return ts

    def shows_question(self) -> None:
        self.takes(Posted(self.state.asking, self.now()))

    @property
    def at(self) -> str:
        return str(self.state.visit)

    def answers(self, visit: str) -> tuple[QuestionAnswer, ...]:
        return by_visit(self.state, self.kept.values()).get(Visit.parse(visit), ())

    def said(self, visit: str) -> dict[str | None, str]:
        return {answer.person: answer.text for answer in self.answers(visit)}

    def refusals(self) -> list[str]:
        return [effect.code for effect in self.effects if isinstance(effect, Rejection)]

    def record(self) -> CoachingRecord:
        return record(self.state, self.script, self.kept.values())
