"""Every form warns once before it saves a text that seems to name a student. The forms come from the routes."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import func, select

from bot import routes
from bot.slack import ack
from bot.slack.identifiers import ViewId
from bot.students import form_warnings
from storage.models import Base
from tests.bot.role_attempts import body
from tests.bot.role_world import ADDRESSEE, NOBODY_THERE, World, furnish, who_is

SENTENCE = "Maya Lopez's IEP meeting was moved."
BOTH = f"{SENTENCE} Jordan Baker was suspended."
ME = who_is(ADDRESSEE)
WARNING = (
    ":warning: “Maya Lopez” in *Evidence* may be a student's name. Others will read this. "
    "Take it out, or submit again to save it as it is."
)


def view_with(text: str, blocks: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    field = {
        "type": "input",
        "block_id": "evidence",
        "label": {"type": "plain_text", "text": "Evidence"},
        "element": {"type": "plain_text_input", "action_id": "input"},
    }
    return {
        "type": "modal",
        "id": "V1",
        "hash": "h1",
        "private_metadata": "m" * 3000,
        "blocks": blocks or [{"type": "section", "block_id": "b1"}, field],
        "state": {"values": {"evidence": {"input": {"type": "plain_text_input", "value": text}}}},
    }


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    return furnish(tmp_path_factory.mktemp("students") / "furnished.db")


def rows_stored(world: World) -> int:
    with world.turns.read() as turn:
        tables = Base.metadata.sorted_tables
        return sum(turn.session.scalar(select(func.count()).select_from(table)) or 0 for table in tables)


@pytest.mark.parametrize("form", routes.FORMS)
def test_a_form_saves_nothing_before_its_author_was_warned(world: World, form: ViewId) -> None:
    route, answers = routes.FORMS[form], list[dict[str, Any]]()
    before = rows_stored(world)
    submitted = body(route, world, ADDRESSEE)
    submitted["view"] |= {key: view_with(SENTENCE)[key] for key in ("type", "blocks")}
    submitted["view"]["state"]["values"] |= view_with(SENTENCE)["state"]["values"]

    acknowledge: Any = lambda **answer: answers.append(answer)  # noqa: E731 (Bolt's own has more to it)
    route.listener(acknowledge, submitted, NOBODY_THERE, world.desk)

    (answer,) = answers
    assert answer["view"]["blocks"][0]["text"]["text"] == WARNING
    assert rows_stored(world) == before


def test_the_form_stays_what_it_was_under_the_warning(world: World) -> None:
    view = view_with(SENTENCE)
    answer = form_warnings.warning(world.desk, view, ME)

    assert answer is not None
    form = answer["view"]
    assert form["private_metadata"] == view["private_metadata"]
    assert form["blocks"][1:] == view["blocks"]
    assert not {"id", "hash", "state"} & set(form)


def test_it_is_saved_when_it_is_submitted_again_and_a_new_name_is_warned_about_once(world: World) -> None:
    first = form_warnings.warning(world.desk, view_with(SENTENCE), ME)
    assert first is not None
    blocks = first["view"]["blocks"]
    assert form_warnings.warning(world.desk, view_with(SENTENCE, blocks), ME) is None

    second = form_warnings.warning(world.desk, view_with(BOTH, blocks), ME)
    assert second is not None
    top, *others = second["view"]["blocks"]
    assert "“Jordan Baker”" in top["text"]["text"]
    assert "Maya" not in top["text"]["text"]
    assert others == blocks[1:]
    assert form_warnings.warning(world.desk, view_with(BOTH, [top, *others]), ME) is None


def test_a_form_that_takes_its_place_does_not_ask_again(world: World) -> None:
    first = form_warnings.warning(world.desk, view_with(SENTENCE), ME)
    assert first is not None
    submitted = view_with(SENTENCE, first["view"]["blocks"])
    following = view_with(SENTENCE)
    for blocks in (following["blocks"], [{"type": "divider"}, *following["blocks"]]):
        answer = form_warnings.carried_over(submitted, ack.update({"blocks": blocks}))
        assert form_warnings.warning(world.desk, view_with(SENTENCE, answer["view"]["blocks"]), ME) is None
        assert not any("text" in block for block in answer["view"]["blocks"])
    assert form_warnings.carried_over(submitted, {}) == {}
    assert form_warnings.carried_over(submitted, ack.errors({"evidence": "Why?"})) == ack.errors({"evidence": "Why?"})


def test_several_names_are_listed_five_at_most(world: World) -> None:
    names = ["Amina Hassan", "Luis Ortega", "Kiara Johnson", "Noor Rahman", "Mei Chen", "Ty Webb", "Zoe Adams"]
    answer = form_warnings.warning(world.desk, view_with(f"Students at risk: {', '.join(names)}"), ME)

    assert answer is not None
    lines = answer["view"]["blocks"][0]["text"]["text"].splitlines()
    assert lines == [
        ":warning: These may be students' names or ID numbers:",
        *(f"• “{name}” in *Evidence*" for name in names[:5]),
        "• 2 more",
        "Others will read this. Take them out, or submit again to save them as they are.",
    ]
