"""Starts a coaching conversation in a channel, and finds its thread and record."""

from __future__ import annotations

from tests.scenarios.district import District
from tests.support.people import Person
from tests.support.screens import contains

CHANNEL = "C00BETHEL"
GOALS = "Goals and measures"
TEAMWORK = "Working together"
OPENED = "Everything happens in the thread"


def starts(coach: Person, title: str, *, in_: str) -> str:
    """Start a conversation by the command; return its thread's ts once its checklist or question is there."""
    before = threads(coach, title, in_)
    _open_the_form(coach, in_)
    coach.fills(**{"Which conversation?": title})
    coach.submits()
    coach.sees(f"{title} has started")
    coach.closes()
    return coach.waits_for(lambda: next(iter(threads(coach, title, in_) - before), None), f"the thread of {title}")


def _open_the_form(coach: Person, channel: str) -> None:
    """Type the command, and type it again, as people do, when a busy computer answers after Slack's three seconds."""
    for _try in range(5):
        coach.types("/plan coach", in_=channel)
        if not any("operation_timeout" in text for text in coach.reads(in_=channel)[-1:]):
            return


def threads(person: Person, title: str, channel: str) -> set[str]:
    return {
        str(message.container["ts"])
        for message in person.messages(channel)
        if contains(message.text, title) and contains(message.text, OPENED)
    }


def on_table(person: Person, channel: str, thread: str, question: str, *, times: int = 1) -> None:
    """Wait until this question is asked for the nth time, and no other has buttons any more."""

    def look() -> bool | None:
        actual = person.thread(channel, thread)
        asked = [text for text in actual if contains(text, question)]
        open_now = [text for text in actual if "Question " in text and "Next" in text]
        return (len(asked) == times and len(open_now) == 1 and contains(open_now[0], question)) or None

    person.waits_for(look, f"{question!r} on the table")


def begun(district: District, coach: Person, title: str = GOALS, channel: str = CHANNEL) -> str:
    """Start a conversation up to its first question; return its thread."""
    thread = starts(coach, title, in_=channel)
    coach.sees("a checklist for")
    coach.clicks("Begin")
    district.settles()
    return thread


def finishes(district: District, coach: Person, on: str) -> None:
    coach.finishes(on=on)
    district.settles()


def record_in(person: Person, thread: str, channel: str = CHANNEL) -> str:
    return next(text for text in person.thread(channel, thread) if "Record: " in text)
