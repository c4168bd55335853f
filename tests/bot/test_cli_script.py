"""throughline script: what a coach who writes a conversation reads in the terminal."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.__main__ import make

FIVE_MISTAKES = """
name: quick-look
title: A quick look
step: monitor-adjust
purpose: See what has begun.
minutes: 20
steps:
  begun:
    aks: What have we begun?
  need-help:
    ask: "Does it help this goal? {goal}"
    choices:
      - {label: "Yes", next: wich-help}
      - {label: No}
  which-help:
    ask: What help would matter most?
    next: begun
"""
MENDED = """
name: quick-look
title: A quick look
step: monitor-adjust
purpose: See what has begun.
minutes: 20
steps:
  begun:
    ask: What have we begun?
  need-help:
    ask: Does any step need help?
    choices:
      - {label: "Yes", next: which-help}
      - {label: "No", next: end}
  which-help:
    ask: What help would matter most?
"""


def run(*words: str, typed: str = "") -> tuple[int, str]:
    result = CliRunner().invoke(make(), ["script", *words], input=typed)
    return result.exit_code, result.output


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "quick-look.yml"


def test_check_names_file_line_and_mend(file: Path) -> None:
    file.write_text(FIVE_MISTAKES, encoding="utf-8")
    code, said = run("check", str(file))

    assert code == 2
    assert "quick-look.yml, line 9: `aks` is not known here. Did you mean `ask`?" in said
    assert "Did you mean `which-help`?" in said
    assert said.count("ERROR") >= 5


def test_what_is_mended_can_be_played(file: Path) -> None:
    file.write_text(MENDED, encoding="utf-8")
    code, said = run("check", str(file))
    assert (code, said) == (0, "1 script is ready to use.\n")

    code, said = run("try", str(file), typed="The walks.\n\n1\nTime to plan.\n/park Bus times\n\n\n")
    assert code == 0
    for words in ("3 of about 3: What help would matter most?", "you: The walks.", "Chosen: Yes", "Bus times"):
        assert words in said, said


def test_a_misspelt_word_is_explained(file: Path) -> None:
    file.write_text(MENDED, encoding="utf-8")
    _code, said = run("try", str(file), typed="/bakc\n/finish\n")

    assert "Did you mean /back?" in said


def test_an_unknown_script_gets_a_suggestion() -> None:
    code, said = run("try", "goals-and-mesures")

    assert code == 2
    assert 'Did you mean "goals-and-measures"?' in said


def test_the_list_says_every_question_with_its_sources() -> None:
    code, said = run("list", "--json")
    listed = json.loads(said)

    assert code == 0
    assert {"name", "title", "step", "audience", "minutes", "questions", "preparation", "tips"} == set(listed[0])
    assert all({"id", "ask", "sources"} == set(question) for one in listed for question in one["questions"])


def test_the_drawings_in_the_docs_are_those_of_the_scripts() -> None:
    _code, said = run("draw")

    assert said.strip() == Path("docs/conversations.md").read_text(encoding="utf-8").strip()
