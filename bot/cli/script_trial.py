"""Runs a coaching script in the terminal for one person. Words that begin with a slash are the buttons."""

from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from typing import Any, assert_never

import typer

from bot.cli.console import echo
from bot.messages.coaching.record import written
from bot.messages.threads.parts import fields, kind_name, named
from bot.threads.documents import record_markdown
from conversations.coaching import CoachingState, advance, by_visit, path, record, start, where_we_are
from conversations.coaching.choosing import conditions
from conversations.coaching.drafts import draft
from conversations.coaching.effects import (
    AskFollowUp,
    Effect,
    Open,
    Propose,
    ShowPreparation,
    ShowTip,
)
from conversations.coaching.moves import Move, Probe, Skip
from conversations.coaching.state import AT_PREPARATION
from conversations.delivery_chain import chain
from conversations.parts import PartKind
from conversations.rejections import Rejection
from conversations.script import Script
from conversations.threads.days import DialogDays
from conversations.threads.effects import AskQuestion, QuestionWeakness, Save, SaveReply, WrapUp
from conversations.threads.moves import (
    Back,
    Choose,
    Confirm,
    Control,
    Finish,
    Next,
    Park,
    ReceiveReply,
)
from conversations.threads.replies import Reply
from conversations.threads.state import AT_END, DialogPhase
from prompts import parts, plain

ME = "you"
WORDS: dict[str, type[Control]] = {
    "/next": Next,
    "/back": Back,
    "/skip": Skip,
    "/probe": Probe,
    "/finish": Finish,
}
PARK = "/park"


@dataclass
class Table:
    """One person's run of a script. `clock` replaces Slack's timestamps."""

    script: Script
    state: CoachingState
    today: date
    replies: dict[str, Reply] = field(default_factory=dict)
    clock: int = 1

    def ts(self) -> str:
        self.clock += 1
        return f"{self.clock}.000000"

    def apply_move(self, move: Move) -> None:
        self.state, effects = advance(self.state, self.script, move)
        for effect in effects:
            self.shows(effect)

    def presses(self, button: type[Control], **more: Any) -> None:
        move: Any = button(by=ME, asking=self.state.asking, at=self.ts(), **more)
        self.apply_move(move)

    # -------------------------------------------------------- what comes of it

    def shows(self, effect: Effect) -> None:
        match effect:
            case SaveReply(reply=reply):
                self.replies[reply.ts] = reply
            case ShowTip(tip=tip):
                _print("try_tip", text=tip.text)
            case AskFollowUp(text=text):
                _print("try_follow_up", text=text)
            case Rejection(code=code):
                echo(plain("coaching", f"rejected_{code}", leader=ME, co_leader=None, leader_left=False))
            case Propose():
                self._propose(effect)
            case QuestionWeakness(kind=kind, values=values, weaknesses=doubts):
                self._doubt(kind, values, [str(parts()["weaknesses"][doubt]) for doubt in doubts])
            case Save(part=part):
                _print("try_saved", text=named(part))
            case Open() | ShowPreparation() | AskQuestion() | WrapUp():
                self._put(effect)
            case _:
                pass  # what concerns other people

    def _put(self, effect: Open | ShowPreparation | AskQuestion | WrapUp) -> None:
        match effect:
            case Open(questions=questions):
                _print("try_opening", script=self.script, questions=questions)
            case ShowPreparation():
                _print("try_checklist", lines=[note.text for note in self.script.preparation])
            case AskQuestion(visit=visit):
                standing, step = where_we_are(self.state, self.script), self.script.find(visit.step)
                question = path.question(self.script, self.state, visit)
                helped = path.about(self.script, self.state, visit, step.help)
                labels = [choice.label for choice in step.choices]
                check = path.about(self.script, self.state, visit, step.check)
                asked = {"question": question, "help": helped, "choices": labels, "facts": step.facts, "check": check}
                _print("try_question", standing=standing, **asked)
            case WrapUp():
                _print("try_wrap_up")
            case _:
                assert_never(effect)

    def _propose(self, effect: Propose) -> None:
        answers_to_it = by_visit(self.state, self.replies.values()).get(effect.visit, ())
        values = draft(self.state, self.script, effect.visit, answers_to_it)
        lines = [": ".join(filter(None, (label, text))) for label, text in fields(effect.kind, values)]
        _print("try_proposal", kind=kind_name(effect.kind), lines=lines)
        if values and typer.confirm(plain("setup", "try_save"), default=False):
            self.apply_move(Confirm(by=ME, asking=self.state.asking, kind=effect.kind, values=values))

    def _doubt(self, kind: PartKind, values: dict[str, str], doubts: list[str]) -> None:
        _print("try_doubts", lines=doubts)
        if typer.confirm(plain("setup", "try_anyway"), default=False):
            self.apply_move(Confirm(by=ME, asking=self.state.asking, kind=kind, values=values, anyway=True))

    # -------------------------------------------------------- what is typed

    def read_line(self, line: str) -> None:
        word, _, rest = line.partition(" ")
        if not line:
            self.presses(Next)
        elif word == PARK:
            self.apply_move(Park(by=ME, asking=self.state.asking, text=rest))
        elif word in WORDS:
            self.presses(WORDS[word])
        elif word.startswith("/"):
            close = get_close_matches(word, [*WORDS, PARK], n=1)
            _print("try_help", words=[*WORDS, f"{PARK} …"], suggestion=close[0] if close else "")
        elif label := self._choice(line):
            self.presses(Choose, label=label)
        else:
            self.apply_move(ReceiveReply(Reply(ts=self.ts(), person=ME, text=line)))

    def _choice(self, line: str) -> str:
        visit = self.state.visit
        choices = () if visit in (AT_PREPARATION, AT_END) else self.script.find(visit.step).choices
        labels = {str(number): choice.label for number, choice in enumerate(choices, start=1)}
        return labels.get(line.strip(), "")

    def record(self) -> str:
        finished = record(self.state, self.script, self.replies.values())
        links = chain(self.state.parts)
        days = DialogDays(self.today, self.today)
        text = written(finished, links, {}, organization=ME, days=days, names={}, codes={}, thread="")
        return record_markdown(text)


def run_script(script: Script, today: date) -> None:
    """Run until the script is finished or the input ends."""
    state, effects = start(
        script, leader=ME, audience=script.audience[0], conditions=conditions(None), items=(), at="0"
    )
    table = Table(script, state, today)
    _print("try_help", words=[*WORDS, f"{PARK} …"], suggestion="")
    for effect in effects:
        table.shows(effect)
    while table.state.phase is not DialogPhase.FINISHED:
        try:
            table.read_line(input("> ").strip())
        except EOFError:
            break
    echo(table.record())


def _print(part: str, **values: Any) -> None:
    echo(plain("setup", part, **values))
