"""Our own format: pleasant to write, every trouble told with its line, and written so that it reads back the same."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from plans.files import read, write_yaml
from plans.findings import FindingCode, Severity
from plans.plan import ActionItem, Milestone, Plan, Priority, Strategy
from prompts import finding_text
from tests.plans.spreadsheets import findings, rows, sentences

PLAN = """\
title: Our plan
organization: Harbor School
school_year: 2026-27
priorities:
  - title: Teaching
    strategies:
      - title: Visits
        practice: 3b
        milestones:
          - title: First visits
            action_items:
              - text: Make a schedule
                owner: Principal
                due: Oct 16, 2026
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "plan.yml"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(("name", "count"), [("bethel", 22), ("reynolds", 14)])
def test_the_examples_are_read_without_a_complaint(name: str, count: int) -> None:
    reading = read(Path(f"examples/{name}.yml"))

    assert findings(reading) == []
    assert len(rows(reading)) == count
    assert {item.owner is None for item in reading.plan.action_items()} == {False} if reading.plan else False


@pytest.mark.parametrize("name", ["bethel.yml", "reynolds.yml", "fall-river-2012.csv", "tool-a.csv"])
def test_what_is_written_reads_back_the_same(tmp_path: Path, name: str) -> None:
    plan = read(Path("examples") / name).plan
    assert plan is not None

    assert read(written(tmp_path, write_yaml(plan))).plan == plan


@given(text=some.text(some.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=40))
def test_any_words_read_back_the_same(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    item = ActionItem(code="1.1.1.1", text=text, owner="Principal", due=date(2026, 10, 16), output=text)
    milestone = Milestone(code="1.1.1", title=text, action_items=(item,))
    strategy = Strategy(code="1.1", title=text, milestones=(milestone,))
    plan = Plan(
        title=text,
        organization=text,
        school_year="2026-27",
        priorities=(Priority(code="1", title=text, strategies=(strategy,)),),
    )

    assert read(written(tmp_path_factory.mktemp("plan"), write_yaml(plan))).plan == plan


@pytest.mark.parametrize(
    ("line", "instead", "where", "text"),
    [
        ("owner:", "ownr:", "line 13", "Did you mean “owner”?"),
        ("due: Oct 16, 2026", "due: 11/31", "line 14", "a day that doesn't exist"),
        ("due: Oct 16, 2026", "due: soonish", "line 14", "can't be read as a date"),
        ("school_year: 2026-27", "school_year: next", "line 3", "Write it like 2026-27"),
        ("title: Our plan\n", "", "line 1", "“title” is missing"),
        ("practice: 3b", "practice: 3c Provide rigorous evidence-based instruction", "line 8", "Write the code alone"),
        ("practice: 3b", "practice: 9z", "line 8", "isn't one of the effective practices"),
        ("- text: Make", "- code: 1.1.2.1\n                text: Make", "line 12", "Write 1.1.1.1"),
        ("title: Our plan", "title: &a Our plan", "line 1", "Anchors"),
        ("title: Our plan", "title: [x", "line 2", "isn't correct YAML"),
        ("title: Our plan", "title: Our plan\ntitle: Two", "line 2", "appears twice here"),
        ("action_items:", "action_items: none\n            quarter:", "line 11", "must be a list"),
        ("- text: Make a schedule\n                owner", "- owner", "line 12", "“text” is missing"),
    ],
)
def test_a_trouble_is_told_with_its_line_and_mend(
    tmp_path: Path, line: str, instead: str, where: str, text: str
) -> None:
    assert line in PLAN
    reading = read(written(tmp_path, PLAN.replace(line, instead)))

    assert reading.plan is None
    places = [(each.where, finding_text(each)) for each in reading.findings if each.severity is Severity.ERROR]
    assert any(place == f"plan.yml, {where}" and text in what for place, what in places), places


def test_the_same_code_twice_is_an_error(tmp_path: Path) -> None:
    item = "              - {code: 1.1.1.1, text: Again, owner: Principal, due: Oct 2026}\n"

    reading = read(written(tmp_path, PLAN + item + item))

    assert reading.plan is None
    assert findings(reading)[0][1] is FindingCode.CODE_DOES_NOT_FIT


def test_an_item_without_owner_or_date_is_imported_with_a_warning(tmp_path: Path) -> None:
    reading = read(
        written(tmp_path, PLAN.replace("                owner: Principal\n", "").replace("due: Oct 16, 2026", ""))
    )

    assert rows(reading) == [("1.1.1.1", None, (), "", "")]
    assert [severity for _, _, severity in findings(reading)] == ["warning", "warning"]


def test_a_plan_may_count_in_its_own_quarters(tmp_path: Path) -> None:
    quarters = (
        "quarters:\n  - Aug 24 - Oct 30, 2026\n  - Nov 2, 2026 - Jan 22, 2027\n"
        "  - Jan 25 - Apr 2, 2027\n  - Apr 5 - June 18, 2027\n"
    )
    text = PLAN.replace("priorities:\n", quarters + "priorities:\n").replace("due: Oct 16, 2026", "when: Q2")

    assert rows(read(written(tmp_path, text))) == [("1.1.1.1", "Principal", (), "2026-11-02", "2027-01-22")]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("- just\n- a list\n", "starts with keys and values"),
        ("a: &a [x]\nb: [*a, *a]\n", "Anchors"),
        ("a: " + "[" * 5000 + "]" * 5000, "Anchors (&), aliases (*) and very deep nesting"),
        (PLAN[: PLAN.index("            action_items")], "No action items were found"),
    ],
)
def test_files_that_hold_no_plan(tmp_path: Path, text: str, message: str) -> None:
    ((_, sentence),) = sentences(read(written(tmp_path, text)))

    assert message in sentence


def test_milestones_and_action_items_may_have_practices_of_their_own(tmp_path: Path) -> None:
    text = PLAN.replace("practice: 3b", "practice: 3b, 1a")
    title, owner = "title: First visits\n", "owner: Principal\n"
    text = text.replace(title, f"{title}            practice: 3a\n")
    text = text.replace(owner, f"{owner}                practice: 3a and 2b\n")

    reading = read(written(tmp_path, text))

    assert reading.plan is not None
    [strategy] = reading.plan.strategies()
    [milestone] = strategy.milestones
    [item] = milestone.action_items
    assert (strategy.practice, milestone.practice, item.practice) == ("1a, 3b", "3a", "2b, 3a")
    assert read(written(tmp_path, write_yaml(reading.plan))).plan == reading.plan


def test_a_districts_own_codes_are_written_with_their_names(tmp_path: Path) -> None:
    reading = read(written(tmp_path, PLAN.replace("practice: 3b", "practice: 3b-1 Number talks, 2b")))

    assert reading.plan is not None
    assert reading.plan.own_practices == {"3b-1": "Number talks"}
    assert "practice: 2b, 3b-1 Number talks\n" in write_yaml(reading.plan)
    again = read(written(tmp_path, write_yaml(reading.plan))).plan
    assert again == reading.plan
    assert again.own_practices == reading.plan.own_practices
