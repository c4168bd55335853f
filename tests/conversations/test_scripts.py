"""The scripts the bot comes with: complete, plain, and in our own words."""

import json
from pathlib import Path

import pytest
import yaml

from conversations.comparison import SourceMark, compare, read_sources
from conversations.diagram import mermaid, page
from conversations.parts import FIELDS, PartKind
from conversations.script import END, OPPOSITES, Audience, CycleStep, from_json, listing, to_json
from conversations.script_files import check
from conversations.script_files.language import (
    HIGHEST_GRADE_TOGETHER,
    LOWEST_GRADE_TOGETHER,
    all_questions,
    grade,
    plain_grade,
)
from conversations.script_files.questions import is_closed
from conversations.script_files.terms import DOMAIN_TERMS, TERM_FOR
from conversations.weakness import Weakness
from tests.support.scripts import FOLDER, OURS, ROOT, SCRIPTS

FILES = sorted(FOLDER.glob("*.yml"))
SOURCES = read_sources((ROOT / "prompts" / "sources.csv").read_text())
SHOWN_IN = {"question": "questions", "preparation": "preparation", "technique": "tips"}


def sources_in(section: str) -> set[str]:
    return {source for script in SCRIPTS.values() for line in listing(script)[section] for source in line["sources"]}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_there_is_nothing_to_say_against_a_script(path: Path) -> None:
    assert check(path.read_text(), path.name) == []


@pytest.mark.parametrize("name", OURS)
def test_our_questions_together_read_at_grade_6_to_9(name: str) -> None:
    """The lower end as written, so that no script talks down to people because the terms are left out."""
    text = all_questions(OURS[name])
    assert grade(text) >= LOWEST_GRADE_TOGETHER
    assert plain_grade(text) <= HIGHEST_GRADE_TOGETHER


@pytest.mark.parametrize("name", OURS)
def test_the_first_question_of_a_script_is_open(name: str) -> None:
    first = OURS[name].steps[0]
    assert not any(is_closed(text) for text in (first.ask, first.check) if text)


def test_the_docs_list_the_terms_that_do_not_count_and_the_words_they_replace() -> None:
    docs = (ROOT / "docs" / "scripts.md").read_text(encoding="utf-8")
    assert ", ".join(DOMAIN_TERMS) in " ".join(docs.split())
    for word, term in TERM_FOR.items():
        assert f"| {word} | {term} |" in docs


def test_all_207_sources_are_known() -> None:
    assert len({source.id for source in SOURCES}) == 207


@pytest.mark.parametrize("kind", SHOWN_IN)
def test_every_source_is_asked_or_listed_where_it_belongs(kind: str) -> None:
    expected = {source.id for source in SOURCES if source.kind == kind}

    assert sources_in(SHOWN_IN[kind]) == expected


def test_a_source_is_marked_as_split_where_several_questions_come_from_it() -> None:
    compared = [each for document in compare(SOURCES, OURS.values()) for each in document.sources]

    assert [
        each.source.id for each in compared if each.source.mark is SourceMark.SPLIT and len(each.placements) < 2
    ] == []
    assert [
        each.source.id for each in compared if each.source.mark is SourceMark.KEPT and len(each.placements) != 1
    ] == []


def test_every_step_of_the_cycle_has_a_conversation() -> None:
    assert {script.step for script in SCRIPTS.values()} == set(CycleStep)


@pytest.mark.parametrize("audience", Audience)
def test_every_audience_finds_a_conversation_for_whatever_holds(audience: Audience) -> None:
    offered = {fact for script in SCRIPTS.values() if audience in script.audience for fact in script.fits}

    missing = {"mission is new", "goals are new", "needs are unknown", "strategies are new", "many items behind"}
    assert missing <= {fact.value for fact in offered}


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_survives_being_written_down(name: str) -> None:
    script = SCRIPTS[name]
    assert from_json(to_json(script)) == script


def test_the_listing_is_plain_json() -> None:
    listed = json.loads(json.dumps([listing(script) for script in SCRIPTS.values()]))

    assert set(listed[0]) == {"name", "title", "step", "audience", "minutes", "questions", "preparation", "tips"}
    ids = [question["id"] for script in listed for question in script["questions"] if script["name"] == "purpose"]
    assert len(ids) == len(set(ids)) == 7


def test_each_condition_has_one_opposite() -> None:
    both = [*OPPOSITES, *OPPOSITES.values()]
    assert len(both) == len(set(both)) == 2 * len(OPPOSITES)


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_drawing_shows_every_step_and_how_it_ends(name: str) -> None:
    script, drawn = SCRIPTS[name], mermaid(SCRIPTS[name])

    for step in script.steps:
        assert f"    q_{step.id.replace('-', '_')} --> " in drawn
    assert " --> [*]" in drawn
    assert END not in [step.id for step in script.steps]


def test_the_drawings_in_the_docs_are_those_of_the_scripts() -> None:
    drawn = (ROOT / "docs" / "conversations.md").read_text()
    assert drawn.endswith(page(OURS.values())), "write them anew with: throughline script draw"


def test_every_form_and_every_doubt_has_its_words() -> None:
    words = yaml.safe_load((ROOT / "prompts" / "parts.yml").read_text())

    assert set(words["kinds"]) == set(PartKind)
    of_one_kind = {f"{kind}.{field}" for kind, fields in FIELDS.items() for field in fields}
    of_all_kinds = {field for fields in FIELDS.values() for field in fields}
    assert of_all_kinds <= set(words["fields"]) <= of_all_kinds | of_one_kind
    assert set(words["weaknesses"]) == set(Weakness) - {Weakness.EMPTY}
