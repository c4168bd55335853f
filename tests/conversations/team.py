"""A root cause team: the engine with a restart before every move, and the stored replies."""

from dataclasses import dataclass, field

from conversations.rejections import Rejection
from conversations.root_cause import Method, RootCauseState, advance, from_json, start, to_json
from conversations.root_cause.effects import Effect
from conversations.root_cause.moves import Accept, BringEvidence, Decide, Move, Vote
from conversations.root_cause.state import Opinion, RootCauseStep
from conversations.root_cause.tree import SYMPTOM, Cause, Symptom
from conversations.threads.effects import BringIn, SaveReply
from conversations.threads.moves import AskPeople, Control, Next, ReceiveReply
from conversations.threads.replies import Reply, Voice, merge

ROOT = "The school culture does not support new staff, and induction is too short"
MATH = Symptom("Grade 7 students do poorly in math", "31 % reach the standard", "state test, spring 2026")


@dataclass
class Team:
    symptom: Symptom = MATH
    method: Method = Method.WHYS
    bones: tuple[str, ...] = ()
    leader: str = "ana"
    clock: int = 1000
    kept: dict[str, Reply] = field(default_factory=dict)
    effects: tuple[Effect, ...] = ()
    state: RootCauseState = field(init=False)

    def __post_init__(self) -> None:
        self.state, self.effects = start(
            self.symptom, leader=self.leader, at=self.now(), method=self.method, bones=self.bones
        )

    def now(self) -> str:
        self.clock += 1
        return f"{self.clock}.000100"

    # ------------------------------------------------------------ doing

    def takes(self, move: Move) -> tuple[Effect, ...]:
        """Apply one move after a restart."""
        state = from_json(to_json(self.state))
        assert state == self.state
        self.state, self.effects = advance(state, move)
        for effect in self.effects:
            if isinstance(effect, SaveReply):
                self.kept[effect.reply.ts] = merge(self.kept.get(effect.reply.ts), effect.reply)
        return self.effects

    def presses(self, button: type[Control], **values: object) -> tuple[Effect, ...]:
        common: dict[str, object] = {"by": self.leader, "asking": self.state.asking, "at": self.now()}
        move = button(**(common | values))  # type: ignore[arg-type]  # each button has fields of its own
        return self.takes(move)  # type: ignore[arg-type]  # Control is the base of the moves, not one of them

    def decides(self, *labels: str) -> None:
        for label in labels:
            self.presses(Decide, label=label)

    def goes_on(self, times: int = 1) -> None:
        for _ in range(times):
            self.presses(Next)

    def says(self, person: str, text: str) -> str:
        ts = self.now()
        self.takes(ReceiveReply(Reply(ts=ts, person=person, text=text)))
        return ts

    def whispers(self, person: str, text: str, *, named: bool = False) -> tuple[Effect, ...]:
        voice = Voice.NAMED if named else Voice.NAMELESS
        visit = str(self.state.visit)
        asked = self.state.round_of(self.state.visit)
        reply = Reply(ts=self.now(), person=person, text=text, voice=voice, visit=visit)
        return self.takes(ReceiveReply(reply, asked=len(asked.asked) if asked else 0))

    def names(self, person: str, text: str, under: str | None = None) -> str:
        """Answer a why and accept the answer. Return the cause's key."""
        ts = self.says(person, text)
        under = under if under is not None else self.state.visit.item
        self.takes(Accept(by=self.leader, under=under, text=text, person=person, ts=ts))
        return next((cause.key for cause in self.state.tree.causes if ts in cause.replies), "")

    def shows(self, person: str, text: str, cause: str | None = None, links: tuple[str, ...] = ()) -> None:
        """Reply with evidence and accept it."""
        ts = self.says(person, text)
        about = cause or self.state.visit.item
        self.takes(BringEvidence(by=self.leader, cause=about, person=person, text=text, links=links, ts=ts))

    # ------------------------------------------------------------ seeing

    @property
    def at(self) -> str:
        return str(self.state.visit)

    def cause(self, key: str) -> Cause:
        cause = self.state.tree.cause(key)
        assert cause is not None
        return cause

    def told(self) -> list[str]:
        """The rejections of the last move."""
        return [effect.code for effect in self.effects if isinstance(effect, Rejection)]

    def sees(self, kind: type[Effect]) -> list[Effect]:
        return [effect for effect in self.effects if isinstance(effect, kind)]

    def shown(self) -> list[tuple[str | None, str]]:
        """Private answers shown in the thread, as (person, text)."""
        return [(effect.person, effect.text) for effect in self.effects if isinstance(effect, BringIn)]

    def digs(self, *texts: str, under: str = SYMPTOM) -> str:
        """Answer and accept a branch of whys. Return the lowest cause's key."""
        for text in texts:
            under = self.names("lee", text, under=under)
        return under

    def walks_to(self, step: RootCauseStep, item: str | None = None) -> None:
        """Press Next until this question is asked."""
        for _ in range(60):
            if self.state.visit.step == step and item in (None, self.state.visit.item):
                return
            self.goes_on()
        raise AssertionError(f"{step} is never asked; now at {self.at}")


def the_example(team: Team) -> str:
    """Five whys from the symptom to the root, as the team says them."""
    first = team.names("lee", "Students do not learn and use math ideas")
    team.goes_on()
    assert team.at == f"reach@{first}"
    team.decides("ours")
    assert team.at == f"evidence@{first}"
    team.goes_on()
    team.decides("symptom")
    second = team.names("mia", "Math teachers lack ways to teach it well")
    team.goes_on()
    team.decides("ours")
    team.goes_on()
    team.decides("cause", "deeper")
    third = team.names("ana", "Two teachers are new, and one is a long-term substitute")
    team.goes_on()
    team.decides("ours")
    team.goes_on()
    team.decides("cause")
    assert team.at == f"beneath@{third}", "a person is asked about once more"
    fourth = team.names("lee", "Many teachers leave the school each year")
    team.goes_on()
    team.decides("ours")
    team.shows("mia", "Seven of twenty left last year", links=("https://files/exits",))
    team.goes_on()
    team.decides("cause", "deeper")
    assert team.at == f"why@{fourth}"
    root = team.names("mia", ROOT)
    team.goes_on()
    team.decides("ours")
    team.shows("lee", "Six of seven named it when they left")
    team.goes_on()
    team.decides("cause", "root")
    assert team.state.tree.above(third) == (second,)
    return root


def to_the_vote(team: Team) -> str:
    root = the_example(team)
    team.goes_on()
    assert team.at == f"vote@{root}"
    return root


def vote(team: Team, **views: Opinion) -> None:
    team.presses(AskPeople, members=tuple(views))
    for person, view in views.items():
        team.takes(Vote(by=person, round=len(team.state.rounds) - 1, view=view, reason="Pay matters too"))
    team.goes_on()
