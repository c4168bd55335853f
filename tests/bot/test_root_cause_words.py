"""Every question and note of a root cause dialog has its words, and none of them pings anyone."""

from enum import StrEnum

import jinja2
import pytest

import prompts
from bot.messages.root_cause import thread
from conversations.rejections import CauseRejectionCode, DialogRejectionCode
from conversations.root_cause.deciding import CHOICES
from conversations.root_cause.effects import Tally
from conversations.root_cause.rules import Cover, SymptomDoubt
from conversations.root_cause.state import Opinion, RootCauseStep
from conversations.root_cause.tree import Bone, Cause, Symptom, Tree

# Kinds of refusal that belong to the scripts of coaching conversations only.
NOT_HERE = {DialogRejectionCode.NO_MORE_PROBES, DialogRejectionCode.NO_SUCH_LINE, DialogRejectionCode.ALREADY_WRITTEN}


def blocks() -> set[str]:
    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(prompts.ROOT), autoescape=True)
    environment.filters |= {**prompts.formats.FILTERS, "mention": str, "words": str, "clause": str}
    return set(environment.get_template("messages/root_cause.j2").blocks)


@pytest.mark.parametrize(
    ("prefix", "kinds"),
    [
        ("ask_", [step for step in RootCauseStep if step is not RootCauseStep.RESTATE]),
        ("ask_beneath_", list(Cover)),
        ("doubt_", list(SymptomDoubt)),
        ("rejected_", [*CauseRejectionCode, *(code for code in DialogRejectionCode if code not in NOT_HERE)]),
        (
            "button_",
            [*CHOICES[RootCauseStep.NATURE], *CHOICES[RootCauseStep.REACH], *CHOICES[RootCauseStep.DEEPER], *Opinion],
        ),
    ],
)
def test_every_kind_has_its_words(prefix: str, kinds: list[StrEnum]) -> None:
    assert {f"{prefix}{kind}" for kind in kinds} <= blocks()


def test_a_cause_can_ping_nobody() -> None:
    cause = Cause(key="c1", text="<!channel> and <@U1>")
    line = prompts.say("root_cause", "cause_line", cause=cause, marks="Possible")
    asked = prompts.say("root_cause", "ask_why", words=cause.text)
    assert "<" not in line + asked
    assert "&lt;!channel&gt;" in line


def test_the_opening_shows_the_symptom_with_its_number_and_source() -> None:
    symptom = Symptom("Math is low", "31 %", "state test")
    output = prompts.say("root_cause", "opening", leader="U1", symptom=symptom)
    assert all(part in output for part in ("<@U1>", "Math is low", "31 %", "state test"))


def test_a_tally_is_a_count_with_its_reasons_or_nothing_at_all() -> None:
    open_vote = Tally(asked=4, agree=2, not_sure=1, differently=0, reasons=("Pay",), secret=True)
    output = prompts.say("root_cause", "tally", tally=open_vote, over=False)
    assert "2 of 4 agree" in output
    assert "1 has not answered" in output
    assert "no majority" in output
    assert "Pay" in output

    hidden = Tally(asked=2, agree=1, not_sure=0, differently=1, reasons=(), secret=False)
    assert "agree" not in prompts.say("root_cause", "tally", tally=hidden, over=False)


def test_a_picture_is_called_what_it_is() -> None:
    tree = Tree(symptom=Symptom("Attendance fell"))
    fishbone = Tree(symptom=Symptom("Attendance fell"), bones=(Bone("b1", "Leadership"),))
    assert thread.title(tree) == "Root cause tree: Attendance fell"
    assert thread.title(fishbone) == "Fishbone: Attendance fell"
    assert thread.so_far(tree).startswith("The tree so far: 0 causes")
    assert thread.so_far(fishbone).startswith("The fishbone so far: 0 causes")
