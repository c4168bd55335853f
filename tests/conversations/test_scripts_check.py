"""What `script check` says to a coach about a script of their own."""

from pathlib import Path

import pytest

from conversations.parts import ForEachKind, PartKind
from conversations.script import Condition, CycleStep, FactKind
from conversations.script_files import Finding, Severity, check, load, read
from conversations.script_files.findings import ScriptFindingCode
from conversations.script_files.language import HIGHEST_GRADE, grade, plain_grade, two_questions
from conversations.script_files.shape import SCRIPT_KEYS, STEP_KEYS
from prompts import finding_text
from tests.support.scripts import SAMPLE

GOOD = """\
name: own
title: Our own talk
step: set-direction
purpose: To find out what helps.
minutes: 10
steps:
  first:
    ask: What helps?
    choices:
      - {label: "Yes", next: last}
      - label: "No"
  second:
    ask: What else helps?
  last:
    ask: What do we do now?
"""


def findings_in(text: str, filename: str = "own.yml") -> list[str]:
    return [f"{finding.where}: {finding_text(finding)}" for finding in check(text, filename)]


def only(text: str) -> str:
    """The one thing that is said."""
    (message,) = findings_in(text)
    return message


def test_a_good_script_is_fine() -> None:
    assert findings_in(GOOD) == []


@pytest.mark.parametrize(
    ("right", "wrong", "text"),
    [
        ("next: last", "next: lest", "line 10: There's no step `lest`. Did you mean `last`?"),
        (
            "title: Our own talk",
            "tittle: Our own talk",
            "line 2: `tittle` isn't a key that works here. Did you mean `title`?",
        ),
        (
            "    ask: What helps?",
            "    aks: What helps?",
            "line 8: `aks` isn't a key that works here. Did you mean `ask`?",
        ),
        ("step: set-direction", "step: set-directions", "line 3: “set-directions” isn't one of set-direction, "),
        ('label: "No"', "label: No", 'line 11: `No` without quotes means true or false. Write "No".'),
        ("minutes: 10", "minutes: ten", "line 5: `minutes` must be a whole number, not “ten”."),
        ("ask: What else helps?", "ask:", "line 13: `ask` is missing."),
        ("name: own", "name: other", "line 1: The name is `other`, but the file is `own.yml`."),
        ("next: last", "next: first", "line 10: `first` isn't below this step"),
        ("  last:\n", "  end:\n", "line 14: `end` is reserved."),
        ("ask: What else helps?", "ask: What else helps {goal}?", "line 13: Nothing fills in {goal} here."),
        (
            "ask: What else helps?",
            "ask: What helps?\n    for_each: vision",
            "line 14: “vision” isn't one of goal, strategy, milestone, ",
        ),
        (
            "ask: What else helps?",
            "ask: What helps?\n    facts: [goals, behinds]",
            "line 14: “behinds” isn't one of direction, goals, ",
        ),
        (
            "ask: What else helps?",
            "ask: What helps?\n    check: Does this still help?",
            "line 14: `check` is asked when the plan has the facts, and this step lays out none. Add `facts:`",
        ),
        (
            "ask: What else helps?",
            "ask: What helps?\n    facts: goals\n    check: What of {goal}?",
            "line 15: Nothing fills in {goal} here. Add `for_each: goal` to its step.",
        ),
        (
            "ask: What else helps?",
            "ask: What helps?\n    essential: often",
            "line 14: `essential` must be true or false, without quotes.",
        ),
        ("ask: What else helps?", "ask: What helps?\n    ask: And?", "line 14: `ask` appears twice, first on line 13."),
        ("ask: What else helps?", "ask: Why: what else?", "line 13: This line isn't YAML: text that contains a colon"),
        ("title: Our own talk", f"title: {'long ' * 20}", "line 2: This has 99 characters, and Slack has room for 75."),
    ],
)
def test_a_mistake_is_named_with_its_line_and_its_mend(right: str, wrong: str, text: str) -> None:
    assert any(text in finding for finding in findings_in(GOOD.replace(right, wrong))), findings_in(
        GOOD.replace(right, wrong)
    )


@pytest.mark.parametrize(
    ("text", "line", "space"),
    [
        ("name: x\n\ttitle: T\n", 2, "tab"),
        ("name: x\nsteps:\n  a:\n  \task: Why?\n", 4, "tab"),
        ("name: x\nstep:\u00a0vision\nsteps:\n  a:\n    ask: Why?\n", 2, "no-break space"),
        ("name: x\nsteps:\n\u00a0 a:\n    ask: Why?\n", 3, "no-break space"),
        ("name: x\nsteps:\n\u2007 a:\n    ask: Why?\n", 3, "special space (U+2007)"),
    ],
)
def test_a_space_that_is_none_is_named_with_its_line(text: str, line: int, space: str) -> None:
    _, findings = read(text, "mine.yml")
    message = {finding.where: finding_text(finding) for finding in findings}

    assert message[f"mine.yml, line {line}"].startswith(f"This line has a {space} where only ordinary spaces work.")


def test_a_question_nothing_leads_to_is_found() -> None:
    text = GOOD.replace("    choices:\n", "    next: last\n    choices:\n").replace('"No"', '"No"\n        next: last')
    assert only(text) == "own.yml, line 14: Nothing leads to `second`. Point a `next:` above to it, or move it."


def test_conditions_that_exclude_each_other_are_found() -> None:
    text = GOOD.replace("ask: What else helps?", "ask: What else?\n    if: [goals exist, goals are new]")
    assert "can't both be true" in only(text)


def test_a_question_for_people_the_script_is_not_for_is_found() -> None:
    text = GOOD.replace("minutes: 10", "minutes: 10\naudience: [state]")
    text = text.replace("ask: What else helps?", "ask: What else?\n    audience: school")
    assert "the whole script is for state only" in only(text)


def test_a_jump_into_the_middle_of_a_pass_is_found() -> None:
    text = GOOD.replace("  last:\n", "  a:\n    ask: What?\n    for_each: goal\n  last:\n    for_each: goal\n")
    assert "`last` is in the middle of a for_each pass. Go to `a`" in only(text)


def test_five_mistakes_are_said_at_once_in_the_order_of_the_file() -> None:
    text = (
        GOOD.replace("step: set", "stepp: set")
        .replace("minutes: 10", "minutes: ten")
        .replace('"Yes"', "Yes")
        .replace("next: last", "next: lsat")
        .replace("ask: What else helps?", "ask:")
    )
    lines = [int(message.split(": ")[0].rpartition(" ")[2]) for message in findings_in(text)]

    assert {3, 5, 10, 13} <= set(lines)
    assert lines == sorted(lines)


def test_a_hard_text_and_a_double_question_are_warnings() -> None:
    text = GOOD.replace("What else helps?", "What helps and how do we know?").replace(
        "What do we do now?", "Considering organizational capabilities, what institutional priorities predominate?"
    )
    findings = check(text, "own.yml")

    assert [finding.severity for finding in findings] == [Severity.WARNING, Severity.WARNING]
    assert [finding.where for finding in findings] == ["own.yml, line 13", "own.yml, line 15"]
    script, errors = read(text, "own.yml")
    assert script is not None
    assert errors == []


@pytest.mark.parametrize(
    ("ask", "message"),
    [
        ("Does this help?", "Yes or no would answer this. Ask “What …” or “How …”, or give it `choices:`."),
        ("When a lesson fails, do we know why?", "Yes or no would answer this."),
        ("Why don't we visit classrooms?", "“Why don't” sounds like advice inside a question."),
        ("Who forgot what helps?", "“Who forgot” sounds like blame. Ask what got in the way, not who."),
        ("Which best practices help?", "“best practices” is called effective practice everywhere else."),
        (f"What helps {'us ' * 20}?", "A sentence here has 22 words. People read it on a phone: say it in 19 or fewer"),
        ("What helps, and where does it show? {goal}", ""),
        ("When lessons fail, what do we do?", ""),
        ("How would we know, if at all?", ""),
    ],
)
def test_a_question_that_a_coach_would_not_ask_is_a_warning(ask: str, message: str) -> None:
    text = GOOD.replace("ask: What else helps?", f'ask: "{ask}"\n    for_each: goal')
    findings = [finding for finding in check(text, "own.yml") if finding.code is not ScriptFindingCode.TWO_QUESTIONS]

    assert all(finding.severity is Severity.WARNING for finding in findings)
    assert [finding.where for finding in findings] == ["own.yml, line 13"] * bool(message)
    assert all(message in finding_text(finding) for finding in findings)


def test_a_yes_or_no_question_may_have_choices_or_follow_an_open_one() -> None:
    with_choices = GOOD.replace("ask: What helps?", "ask: Does it help?")
    as_follow_up = GOOD.replace("ask: What else helps?", "ask: What else helps?\n    follow_ups: [Is that so?]")
    assert check(with_choices, "own.yml") == check(as_follow_up, "own.yml") == []


def test_the_fields_terms_do_not_make_a_text_hard() -> None:
    text = "Which implementation evidence do stakeholders of our improvement initiative need?"
    assert grade(text) > HIGHEST_GRADE > plain_grade(text)


def test_questions_that_are_hard_together_are_a_warning() -> None:
    hard = "Which organizational capabilities matter to us here?"
    steps = "".join(f"  more-{number}:\n    ask: {hard}\n" for number in range(8))
    messages = {finding_text(finding) for finding in check(GOOD + steps, "own.yml")}
    assert any(message.startswith("The questions read at grade") for message in messages), messages


@pytest.mark.parametrize(
    ("ask", "facts", "words"),
    [
        ("What got in the way of each one?", "", "each one"),
        ("What got in the way of each one?", "facts: behind", ""),
        ("What came of each of these practices?", "", ""),
        ("How well did these supports work?", "", "these supports"),
        ("How well did these supports work?", "facts: supports", ""),
        ("How well did these supports work?", "facts: goals", "these supports"),
    ],
)
def test_a_question_about_something_nobody_sees_is_a_warning(ask: str, facts: str, words: str) -> None:
    text = GOOD.replace("ask: What else helps?", f"ask: {ask}\n    {facts}".rstrip())
    expected = [(Severity.WARNING, f"“{words}” refers to something that nobody sees here.")] if words else []
    actual = [(finding.severity, finding_text(finding).partition(". ")[0] + ".") for finding in check(text, "own.yml")]
    assert actual == expected


@pytest.mark.parametrize(
    "text", ["", "- a\n- b\n", "just words", "\x00\x01", "steps: 5", "steps:\n  a: 5\n", "a: [", "*x"]
)
def test_whatever_the_file_is_something_is_said(text: str) -> None:
    script, findings = read(text, "own.yml")
    assert script is None
    assert findings


@pytest.mark.parametrize(
    ("question", "double"),
    [
        ("What works?", False),
        ("What works? What does not?", True),
        ("What works and why is that so?", True),
        ("Who leads or should lead?", True),
        ("Who pays and/or helps?", True),
        ("How do students and families see it?", False),
        ("What makes it hard but still in reach?", False),
    ],
)
def test_two_questions_in_one_are_noticed(question: str, double: bool) -> None:
    assert two_questions(question) is double


def test_a_plain_text_has_a_lower_grade_than_a_hard_one() -> None:
    assert grade("The cat sat on the mat. It was a good cat.") < 2
    assert grade("Institutional accountability necessitates comprehensive organizational transparency.") > 15


def test_a_broken_file_does_not_keep_the_others_from_loading(tmp_path: Path) -> None:
    (tmp_path / "own.yml").write_text(GOOD)
    (tmp_path / "bad.yml").write_text("name: [")

    loaded = load(tmp_path)
    assert list(loaded.scripts) == ["own"]
    assert [finding.where for finding in loaded.findings] == ["bad.yml, line 1"]
    assert all(isinstance(finding, Finding) for finding in loaded.findings)


def test_the_worked_example_of_the_docs_is_a_good_script() -> None:
    assert check(SAMPLE, "quick-look.yml") == []


def test_the_docs_name_every_key_and_every_closed_word() -> None:
    docs = " ".join((Path(__file__).parents[2] / "docs" / "scripts.md").read_text().split())
    words = [*SCRIPT_KEYS, *STEP_KEYS, *CycleStep, *Condition, *PartKind, *ForEachKind, *FactKind]

    assert [word for word in words if f"`{word}`" not in docs] == []


@pytest.mark.parametrize(
    "text", ["[" * 50_000, "a: " * 2, "x: &a [1]\ny: *a\n", "- x\n" * 6_000, "a" * 200_001, "k" * 50_000 + ": x"]
)
def test_a_text_without_end_or_with_tricks_is_one_problem_and_not_the_bots_death(text: str) -> None:
    assert check(text, "x.yml")


def test_a_file_that_cannot_be_opened_leaves_the_others_in_place(tmp_path: Path) -> None:
    (tmp_path / "a.yml").mkdir()

    assert [finding.code for finding in load(tmp_path).findings] == [ScriptFindingCode.FILE_NOT_OPENED]
