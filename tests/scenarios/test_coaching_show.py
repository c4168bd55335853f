"""Goals and measures for a school, from the opening to the record, with the program killed in the middle."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread

import pytest

import sandbox
from bot.cli.running import LEASE_SECONDS, START_AT
from bot.clock import Clock
from bot.demo import district as demo
from tests.scenarios.district import EXAMPLES, make_world
from tests.support.coaching import on_table, starts
from tests.support.people import Person
from tests.support.stage import Program

CHANNEL = "C00BETHEL"
DATA = "What do our data tell us"
HOPES = "What are our highest aspirations"
GOALS = "most important"


@dataclass
class Stage:
    """The demo's district; the program comes and goes."""

    running: sandbox.Sandbox
    database: Path
    clock: Clock
    log: Path
    programs: list[Program] = field(default_factory=list)

    def start(self) -> Program:
        tokens = self.running.world.tokens
        environment = {
            "PATH": "/usr/bin:/bin",
            "SLACK_BOT_TOKEN": tokens.bot,
            "SLACK_APP_TOKEN": tokens.app,
            "SLACK_API_URL": self.running.api_url,
            "DATABASE_URL": f"sqlite:///{self.database}",
            START_AT: self.clock.now().isoformat(),
            LEASE_SECONDS: "1.5",
        }
        program = Program(environment, self.log)
        self.programs.append(program)
        assert program.is_up(), self.log.read_text()
        return program

    def person(self, name: str) -> Person:
        return Person(self.running.url, f"U{name.upper():0>8}")


@contextmanager
def staged(database: Path, folder: Path) -> Iterator[Stage]:
    seed = demo.District.read(EXAMPLES / "demo" / "district.yml")
    clock = Clock.starting_at(seed.starts)
    world = make_world(clock, retry_delays=(0.1, 0.5, 1.0))
    with sandbox.serve(world) as running:
        stage = Stage(running, database, clock, folder / "bot.log")
        try:
            yield stage
        finally:
            for program in stage.programs:
                program.end()


@pytest.fixture
def stage(database_path: Path, tmp_path: Path) -> Iterator[Stage]:
    with staged(database_path, tmp_path) as staging:
        yield staging


def at_once(*says: Thread) -> None:
    for thread_of_one in says:
        thread_of_one.start()
    for thread_of_one in says:
        thread_of_one.join()


@dataclass
class Team:
    """A coach and four members, in one thread."""

    stage: Stage
    thread: str = ""

    def __post_init__(self) -> None:
        people = ("ana", "maria", "daniel", "lena", "sam")
        self.ana, self.maria, self.daniel, self.lena, self.sam = (self.stage.person(name) for name in people)

    def begins(self) -> None:
        self.thread = starts(self.ana, "Goals and measures", in_=CHANNEL)
        self.ana.sees("a checklist for @U00000ANA")
        self.ana.clicks("Begin")
        self.table(DATA)

    def says(self, person: Person, text: str) -> str:
        return person.says(text, in_=CHANNEL, thread=self.thread)

    def are_kept(self, *words: str) -> bool | None:
        """Whether the bot has put its reaction on the replies with these words."""
        thread = self.maria.thread(CHANNEL, self.thread)
        return all(any(each in text and ":eyes:" in text for text in thread) for each in words) or None

    def table(self, question: str, times: int = 1) -> None:
        on_table(self.ana, CHANNEL, self.thread, question, times=times)

    def presses(self, label: str, on: str, then: str, times: int = 1) -> None:
        """The coach presses a button, or chooses it in the menu, and the next question is there."""
        self.ana.steers(label, on=on)
        self.table(then, times)


def two_at_once_one_changed_one_in_private(team: Team) -> None:
    reply_ts: list[str] = []
    at_once(
        Thread(target=lambda: reply_ts.append(team.says(team.maria, "Math is low in grade 4."))),
        Thread(target=lambda: team.says(team.daniel, "Reading has not moved.")),
    )
    team.maria.edits(reply_ts[0], "Math is low in grades 4 and 5.", in_=CHANNEL)
    team.says(team.lena, "Children who miss school are not in these numbers.")
    team.ana.more("Quiet voices", on=DATA)
    team.ana.fills(**{"Who should I ask?": ["U00000SAM", "U0000DANA", "U000PRIYA"]})
    team.ana.submits()
    team.sam.sees("would like to hear from you too")
    team.sam.clicks("Answer")
    team.sam.fills(**{"What do you think?": "I am not sure that the test is fair."})
    team.sam.submits()
    team.lena.sees("Someone says, without their name")


def only_the_coach_steers(team: Team) -> None:
    team.lena.clicks("Next", on=DATA)
    team.lena.sees("they lead this conversation")
    team.ana.sees_no("they lead this conversation")


def back_twice(team: Team) -> None:
    team.presses("Next", on=DATA, then=HOPES)
    team.presses("Next", on=HOPES, then=GOALS)
    team.presses("Back", on=GOALS, then=HOPES, times=2)
    team.presses("Back", on=HOPES, then=DATA, times=2)
    team.presses("Next", on=DATA, then=HOPES, times=3)


def paused_and_killed(team: Team, program: Program) -> None:
    """It stands where it stood; what was said while the program was dead is heard when it is back."""
    team.ana.steers("Pause", on=HOPES)
    team.ana.sees("paused the conversation")
    program.end()
    team.says(team.daniel, "That each child reads with joy.")
    team.stage.start()
    team.presses("Resume", on="paused", then=HOPES, times=4)
    team.presses("Next", on=HOPES, then=GOALS, times=2)


def a_goal_with_its_measure(team: Team) -> None:
    """Worded from a reply; questioned while it is weak; saved when it is whole."""
    team.says(team.maria, "All students in grade 5 do fractions with confidence.")
    team.says(team.lena, "More students in grade 3 read for pleasure.")
    team.maria.waits_for(lambda: team.are_kept("do fractions", "read for pleasure"), "both are kept")
    team.ana.clicks("Next", on=GOALS)
    team.ana.clicks("Save this", on="do fractions with confidence")
    team.ana.submits()
    team.ana.sees("It has no measure yet")
    team.ana.fills(
        **{
            "What we measure": "Students at grade level in fractions",
            "Data source": "Unit tests",
            "Baseline": "48 %",
            "Targets, one line per year": "60 %\n70 %",
        }
    )
    team.ana.submits()
    team.lena.sees("It's in Bethel Elementary School's plan now.")


@pytest.mark.slow
def test_goals_and_measures_with_a_whole_team(stage: Stage) -> None:
    program, team = stage.start(), Team(stage)
    team.begins()
    two_at_once_one_changed_one_in_private(team)
    only_the_coach_steers(team)
    back_twice(team)
    paused_and_killed(team, program)
    a_goal_with_its_measure(team)
    team.ana.finishes(on=GOALS)

    team.lena.sees("goals-and-measures-2026-11-16.docx")
    record = next(text for text in team.lena.thread(CHANNEL, team.thread) if "Record: " in text)
    for words in (
        "Maria Okafor: Math is low in grades 4 and 5.",
        "Daniel Reyes: Reading has not moved.",
        "Daniel Reyes: That each child reads with joy.",
        "Without a name: I am not sure that the test is fair.",
        "Goal 3: All students in grade 5 do fractions with confidence.",
    ):
        assert words in record, record
    assert "Sam" not in record
    team.ana.types("/plan status", in_=CHANNEL)
    team.ana.sees("Goal measure: Students at grade level in fractions, baseline 48 %, target 60 %, then 70 %")
    assert stage.running.world.violations == []
