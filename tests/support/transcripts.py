"""Plays a conversation that is written down as a file, and prints all that its thread shows, as Markdown."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import ndiff
from pathlib import Path
from typing import Any

import yaml

from bot.slack.blocks import text_of
from conversations.script import Script, Step
from tests.scenarios.district import District
from tests.scenarios.test_taps import Fingers, fingers
from tests.support.coaching import CHANNEL, starts
from tests.support.screens import Json, contains
from tests.support.scripts import OURS

BOT = "UTHROUGHLINE"
HOW = (
    "Played with the demo's plan through the running bot. `python -m tests.scenarios.write_transcripts` writes it. "
    "Everything quoted is what the bot posts, with its controls in `code`; ⋯ is its menu."
)
_MENTION = re.compile(r"<@(\w+)>|@(U\w+)")
_CODE = re.compile(r"(?:Action item|New date) ([\w.]*\w)\*")
_LINK = re.compile(r"<https?:[^<>|]*\|([^<>]*)>")
_BOLD = re.compile(r"(?<!\w)\*([^*\n]+)\*(?!\w)")
_SECTION = re.compile(r"\*\d\. ")
_MODIFICATIONS = "Key modifications to the plan"
_NUMBER = re.compile(r"Question \d+ of")


@dataclass(frozen=True)
class Played:
    """A conversation as written down: who is there, and what happens at each question, in order."""

    script: Script
    intro: str
    leader: str
    people: Mapping[str, str]
    """Short name to what the person is called and does."""
    questions: Sequence[Json]
    """`at` names the step; `turns` are what people do there, before the leader presses Next."""
    heading: str = ""
    """The script's title by default."""
    afterward: bool = True
    """Whether the plan and the minutes afterward are printed."""

    @classmethod
    def read(cls, path: Path) -> Played:
        written = yaml.safe_load(path.read_text(encoding="utf-8"))
        return cls(OURS[written.pop("script")], **written)


@dataclass
class Transcript:
    """A conversation in progress. `lines` is what is printed of it so far."""

    district: District
    played: Played
    lines: list[str] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    """The messages of the thread printed so far, by ts."""
    newest_of: dict[str, str] = field(default_factory=dict)
    """The ts of each person's newest reply, by short name."""
    thread: str = ""
    presses: int = 0

    def __post_init__(self) -> None:
        self.leader: Fingers = fingers(self.district, self.played.leader)

    def plays(self) -> str:
        """The whole conversation as Markdown."""
        before = self._status()
        people = "\n".join(f"- {self.name(short)}, {role}" for short, role in self.played.people.items())
        self.lines += [f"# {self.played.heading or self.played.script.title}", HOW, self.played.intro.strip(), people]
        self.thread = starts(self.leader, self.played.script.title, in_=CHANNEL)
        self.leader.taps = 0
        self._listens()
        if self.played.script.preparation:
            self._presses("Begin")
        for question in self.played.questions:
            self._is_at(question["at"])
            self.lines.append(f"## {question['about']}" if "about" in question else "")
            for turn in question.get("turns", []):
                self._takes(turn)
            if question.get("next", True):
                self._presses("Next")
        self.lines.append(f"*{self.name(self.played.leader)} presses **Finish …** and confirms.*")
        self.leader.finishes()
        self._listens()
        self.presses = self.leader.taps
        count = len(self.played.questions)
        self.lines.append(f"*{self.name(self.played.leader)} made {self.presses} presses for {count} questions.*")
        if self.played.afterward:
            self.lines += ["## In the plan afterward", *self._new_in_plan(before), *self._items(), *self._minutes()]
        return "\n\n".join(block for block in self.lines if block) + "\n"

    # ---------------------------------------------------------------- what people do

    def _takes(self, turn: Json) -> None:
        """A turn has one key: what is done, or the short name of the person who writes."""
        (kind, details), *_ = turn.items()
        acts: Mapping[str, Callable[[Any], None]] = {
            "press": self._presses,
            "more": self._presses_in_more,
            "save": self._saves,
            "choose": self._chooses,
            "fill": self._fills,
            "wait": self._waits,
            "look": self._looks,
            "together": self._say_together,
            "edit": self._edits,
            "privately": self._answers_privately,
        }
        acts.get(kind, lambda text: self._says(kind, text))(details)
        self._listens()

    def _say_together(self, turns: Sequence[Json]) -> None:
        for turn in turns:
            self._says(*next(iter(turn.items())))

    def _presses_in_more(self, label: str) -> None:
        self._notes(f"**More …**, then **{label}**")
        self.leader.more(label)

    def _saves(self, wording: str) -> None:
        self._notes(f"**Save this** beside “{wording}”")
        self.leader.clicks("Save this", on=wording)

    def _chooses(self, label: str) -> None:
        self._notes(f"**{label}** in the select")
        self.leader.selects(label, from_="Choose an answer")

    def _edits(self, turn: Json) -> None:
        (name, text), *_ = turn.items()
        self.district.person(name).edits(self.newest_of[name], text, in_=CHANNEL)
        self.lines.append(f"*{self.name(name)} edits that reply:* {text}")

    def _answers_privately(self, turn: Json) -> None:
        (name, text), *_ = turn.items()
        person = self.district.person(name)
        person.clicks("Answer")
        person.fills(**{"What do you think?": text})
        assert person.submits() == {}
        self.lines.append(f"*{self.name(name)} answers in private:* {text}")

    def _says(self, name: str, text: str) -> None:
        self.newest_of[name] = self.district.person(name).says(text, in_=CHANNEL, thread=self.thread)
        self.lines.append(f"**{self.name(name)}:** {text}")

    def _presses(self, label: str) -> None:
        self._notes(f"**{label}**")
        self.leader.steers(label)
        self._listens()

    def _fills(self, form: Mapping[str, Any]) -> None:
        """A form: its fields, and how often it is submitted, if more than once."""
        filled = "; ".join(f"{label}: {self._filled(answer)}" for label, answer in form.items())
        self.lines.append(f"*{self.name(self.played.leader)} fills in the form.* {filled}")
        self.leader.fills(**form)
        errors = self.leader.submits()
        self.lines += [f"> The form says: {error}" for error in errors.values()]

    def _filled(self, answer: Any) -> str:
        """People are chosen by their ids, one or several."""
        lines = answer if isinstance(answer, list) else str(answer).split("\n")
        return (", " if isinstance(answer, list) else " / ").join(map(self.name, lines))

    def _waits(self, until: str) -> None:
        """Print that nothing is posted, once that is so."""
        before = len(self.lines)
        self.district.at(until)
        self._listens()
        assert len(self.lines) == before, self.lines[before:]
        self.lines.append(f"*It is {until}. Nobody has written, and Throughline has posted nothing here.*")

    def _looks(self, _really: bool) -> None:
        """At the form behind More, up to its first button."""
        self._notes("**More …**")
        self.leader.steers("More …")
        self.leader.sees("Save a point for later.")
        blocks = self.leader._get("views")["stack"][-1]["blocks"]
        text = str(blocks[0]["elements"][0]["text"])
        self.lines += ["The form says, only to the leader:", *self._quoted(text.split("\n"))]
        self.leader.closes()

    def _notes(self, press: str) -> None:
        self.lines.append(f"*{self.name(self.played.leader)} presses {press}.*")

    # ---------------------------------------------------------------- what the bot says

    def _listens(self) -> None:
        """Print what is new in the thread, and what changed there, apart from controls that were taken away."""
        self.district.settles()
        messages = self.leader._get("messages", channel=CHANNEL, thread_ts=self.thread)
        for message in sorted(messages, key=lambda each: bool(each["ephemeral"])):
            ts, text = str(message["ts"]), self._text(message)
            before = self.texts.get(ts)
            self.texts[ts] = text
            if message["user"] != BOT or (before is not None and set(text.split("\n")) <= set(before.split("\n"))):
                continue
            if before is not None and before.startswith(self.played.script.title):
                continue
            self.lines.append(self._printed(message, text, changed=before is not None))

    def _printed(self, message: Json, text: str, *, changed: bool) -> str:
        heading = "**Throughline**"
        if message["ephemeral"]:
            heading += f", only to {self.name(self.played.leader)}"
        elif changed:
            heading += ", in place of the message above"
        files = [f"*File: {file['name']}. {file['alt'] or file['title']}*" for file in message["files"]]
        body = "\n".join([text, *files, *self._controls(message)])
        return f"{heading}:\n\n" + "\n".join(f"> {line}".rstrip() for line in body.split("\n"))

    def _controls(self, message: Json) -> Iterator[str]:
        for block in message["blocks"]:
            inside = [block.get("accessory"), *(block["elements"] if block["type"] == "actions" else [])]
            labels = [_label(element) for element in inside if element]
            if not labels:
                continue
            yield ""
            yield " ".join(f"`{label}`" for label in labels)

    def _text(self, message: Json) -> str:
        """The text, which is shorter than its blocks where it would be too long for a notification."""
        text = text_of(message["blocks"]) if message["text"].endswith("…") else message["text"]
        return "\n".join(map(self._marked_down, text.split("\n")))

    def _marked_down(self, line: str) -> str:
        line = _MENTION.sub(lambda mention: "@" + self.name(mention[1] or mention[2]), line)
        return _list_item(_BOLD.sub(r"**\1**", _LINK.sub(r"\1", line)))

    # ---------------------------------------------------------------- around it

    def name(self, who: str) -> str:
        """By short name or id."""
        for user in self.district.slack.world.state.users.values():
            if who in (user.name, user.id):
                return str(user.real_name)
        return who

    def _is_at(self, step_id: str) -> None:
        """Fails where the file and the conversation have parted."""
        step, open_question = self.played.script.find(step_id), self._open_question()
        assert any(contains(open_question, words) for words in _wordings(step)), (step_id, open_question)

    def _open_question(self) -> str:
        texts = self.leader.thread(CHANNEL, self.thread)
        return next((text for text in reversed(texts) if _NUMBER.search(text)), texts[-1])

    def _status(self) -> list[str]:
        answer = self.district.answers(self.played.leader, "/plan status all", CHANNEL)
        return list(dict.fromkeys(answer.split("\n")))

    def _new_in_plan(self, before: list[str]) -> list[str]:
        new = [line[2:] for line in ndiff(before, self._status()) if line.startswith("+ ")]
        return ["New or changed in `/plan status all`:", *self._quoted(new)]

    def _items(self) -> Iterator[str]:
        """What the plan says about each action item that was written down or given a new date."""
        for code in self._codes():
            lines = self.district.answers(self.played.leader, f"/plan item {code}", "dm").split("\n")
            yield from (f"`/plan item {code}`:", *self._quoted(lines[:2]))

    def _codes(self) -> list[str]:
        written = "\n".join(text for text in self.texts.values() if "Written down by" in text)
        return list(dict.fromkeys(_CODE.findall(written)))

    def _minutes(self) -> list[str]:
        """The lines about this day and this conversation in the draft of the month's minutes."""
        dana = self.district.person("dana")
        self.district.at("2026-11-17 09:00")
        dana.types("/plan minutes", in_=CHANNEL)
        self.district.settles()
        draft = next(text for text in reversed(dana.reads()) if _MODIFICATIONS in text)
        marks = (self.played.script.title, *self._codes())
        kept: dict[str, None] = {}
        section = ""
        for line in draft.split("\n"):
            section = line if _SECTION.match(line) else section
            if any(mark in line for mark in marks) and not line.endswith("…"):
                kept |= {section: None, line: None}
        return ["## In the draft of November's minutes", *self._quoted(kept)]

    def _quoted(self, lines: Iterable[str]) -> list[str]:
        return ["\n".join(f"> {self._marked_down(line)}" for line in lines)]


def _label(element: Json) -> str:
    if element["type"] == "overflow":
        return "⋯ " + ", ".join(option["text"]["text"] for option in element["options"])
    return str((element.get("text") or element.get("placeholder") or {"text": "☐"})["text"])


def _list_item(line: str) -> str:
    return line.replace("• ", "- ", 1) if line.startswith("• ") else line.replace("    ◦ ", "    - ", 1)


def _wordings(step: Step) -> list[str]:
    """The parts of the question and its check before the thing that a pass fills in."""
    return [text.partition("“{")[0].strip() for text in (step.ask, step.check) if text]
