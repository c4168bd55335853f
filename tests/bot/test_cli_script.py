"""throughline script: what a coach who writes a conversation reads in the terminal."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.__main__ import make
from tests.support.scripts import SAMPLE

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
    outcome = CliRunner().invoke(make(), ["script", *words], input=typed)
    return outcome.exit_code, outcome.output


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "quick-look.yml"


def test_check_names_file_line_and_mend(file: Path) -> None:
    file.write_text(FIVE_MISTAKES, encoding="utf-8")
    code, output = run("check", str(file))

    assert code == 2
    assert "quick-look.yml, line 9: `aks` isn't a key that works here. Did you mean `ask`?" in output
    assert "Did you mean `which-help`?" in output
    assert output.count("ERROR") >= 5


def test_what_is_mended_can_be_played(file: Path) -> None:
    file.write_text(MENDED, encoding="utf-8")
    code, output = run("check", str(file))
    assert (code, output) == (0, "1 script is ready to use.\n")

    code, output = run("try", str(file), typed="The walks.\n\n1\nTime to plan.\n/park Bus times\n\n\n")
    assert code == 0
    for words in ("3 of about 3: What help would matter most?", "you: The walks.", "Chosen: Yes", "Bus times"):
        assert words in output, output


def test_a_misspelt_word_is_explained(file: Path) -> None:
    file.write_text(MENDED, encoding="utf-8")
    _code, output = run("try", str(file), typed="/bakc\n/finish\n")

    assert "Did you mean /back?" in output


def test_an_unknown_script_gets_a_suggestion() -> None:
    code, output = run("try", "goals-and-mesures")

    assert code == 2
    assert 'Did you mean "goals-and-measures"?' in output


def test_the_list_says_every_question_with_its_sources() -> None:
    code, output = run("list", "--json")
    listed = json.loads(output)

    assert code == 0
    assert {"name", "title", "step", "audience", "minutes", "questions", "preparation", "tips"} == set(listed[0])
    keys = {"id", "ask", "sources"}
    assert all(keys <= set(question) <= {*keys, "check"} for each in listed for question in each["questions"])


def test_the_drawings_in_the_docs_are_those_of_the_scripts() -> None:
    _code, output = run("draw")

    assert output.strip() == Path("docs/conversations.md").read_text(encoding="utf-8").strip()


def test_the_comparison_in_the_docs_is_that_of_the_scripts() -> None:
    _code, output = run("compare")

    assert output.strip() == Path("docs/coverage.md").read_text(encoding="utf-8").strip()


def test_the_sample_script_of_the_docs_works_from_a_folder_of_ones_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "quick-look.yml").write_text(SAMPLE, encoding="utf-8")
    _code, ours = run("list", "--json")
    monkeypatch.setenv("SCRIPTS_DIR", str(tmp_path))

    code, output = run("check")
    assert (code, output) == (0, f"{len(json.loads(ours)) + 1} scripts are ready to use.\n")
    assert "quick-look: A quick look after one month" in run("list")[1]
