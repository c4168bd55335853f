"""Blocks are refused where Slack refuses them, with the place of the fault."""

from __future__ import annotations

from typing import Any

import pytest

from sandbox.block_kit.blocks import Surface, block_problems
from sandbox.block_kit.views import view_problems

Json = dict[str, Any]


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def section(text: str = "Hello", **more: Any) -> Json:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text}, **more}


def button(**more: Any) -> Json:
    return {"type": "button", "text": plain("Go"), "action_id": "go", **more}


def actions(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def options(count: int, label: str = "Option") -> list[Json]:
    return [{"text": plain(f"{label} {n}"), "value": str(n)} for n in range(count)]


def select(**more: Any) -> Json:
    return {"type": "static_select", "action_id": "pick", **more}


def field(element: Json, **more: Any) -> Json:
    return {"type": "input", "label": plain("Label"), "element": element, **more}


TEXT_INPUT = {"type": "plain_text_input", "action_id": "text"}
TABLE_ROW = [{"type": "raw_text", "text": "x"}]

ALLOWED: list[tuple[Surface, Json]] = [
    ("message", section("x" * 3000)),
    ("message", {"type": "section", "fields": [plain("x" * 2000)] * 10}),
    ("message", {"type": "header", "text": plain("x" * 150)}),
    ("message", actions(*[button(action_id=str(n)) for n in range(25)])),
    ("message", actions(button(value="x" * 2000, text=plain("x" * 75), style="primary"))),
    ("message", section(accessory=select(options=options(100), placeholder=plain("x" * 150)))),
    ("message", {"type": "markdown", "text": "x" * 12_000}),
    ("message", {"type": "table", "rows": [TABLE_ROW * 20] * 100}),
    ("message", {"type": "image", "image_url": "https://example.org/a.png", "alt_text": "A"}),
    ("modal", field({**TEXT_INPUT, "max_length": 3000, "multiline": True})),
    ("home", field({"type": "datepicker", "action_id": "day", "initial_date": "2026-11-30"})),
    ("modal", field({"type": "checkboxes", "action_id": "tick", "options": options(10)})),
]

REFUSED: list[tuple[Surface, Json, str, str]] = [
    ("message", section("x" * 3001), "less than 3001", "/blocks/0/text/text"),
    ("message", section(""), "more than 0", "/blocks/0/text/text"),
    ("message", {"type": "section"}, "missing required field: text", "/blocks/0"),
    ("message", {"type": "section", "fields": [plain("x")] * 11}, "no more than 10", "/blocks/0/fields"),
    ("message", {"type": "section", "fields": [plain("x" * 2001)]}, "less than 2001", "/blocks/0/fields/0/text"),
    ("message", {"type": "header", "text": plain("x" * 151)}, "less than 151", "/blocks/0/text/text"),
    ("message", {"type": "header", "text": {"type": "mrkdwn", "text": "x"}}, "unsupported type", "/blocks/0/text"),
    ("message", {"type": "headline"}, "unsupported type: headline", "/blocks/0/type"),
    ("message", {"text": "x"}, "missing required field: type", "/blocks/0"),
    ("message", section(colour="red"), "invalid additional property: colour", "/blocks/0"),
    ("message", section(block_id="x" * 256), "less than 256", "/blocks/0/block_id"),
    ("message", actions(), "no fewer than 1", "/blocks/0/elements"),
    ("message", actions(*[button(action_id=str(n)) for n in range(26)]), "no more than 25", "/blocks/0/elements"),
    ("message", actions(button(), button()), "action_id `go` already exists", "/blocks/0/elements"),
    ("message", actions(button(text=plain("x" * 76))), "less than 76", "/blocks/0/elements/0/text/text"),
    ("message", actions(button(value="x" * 2001)), "less than 2001", "/blocks/0/elements/0/value"),
    ("message", actions(button(style="loud")), "must be one of", "/blocks/0/elements/0/style"),
    ("message", actions(button(value=7)), "must be a string", "/blocks/0/elements/0/value"),
    (
        "message",
        actions(
            button(confirm={"title": plain("x" * 101), "text": plain("x"), "confirm": plain("y"), "deny": plain("n")})
        ),
        "less than 101",
        "/confirm/title/text",
    ),
    ("message", section(accessory=select(options=options(101))), "no more than 100", "/accessory/options"),
    ("message", section(accessory=select()), "exactly one of", "/accessory"),
    ("message", section(accessory=select(options=options(1, "x" * 80))), "less than 76", "/options/0/text/text"),
    ("message", section(accessory=select(options=[{**options(1)[0], "value": "x" * 151}])), "less than 151", "/value"),
    ("message", section(accessory=select(options=[{**options(1)[0], "url": "https://x.org"}])), "property: url", "/0"),
    ("message", actions({"type": "overflow", "options": options(6)}), "no more than 5", "/elements/0/options"),
    ("message", actions({"type": "overflow", "options": []}), "no fewer than 1", "/elements/0/options"),
    (
        "message",
        section(accessory=select(options=options(2), initial_option=options(3)[2])),
        "must be one of the options",
        "/accessory",
    ),
    (
        "message",
        section(accessory=select(options=options(1), placeholder=plain("x" * 151))),
        "less than 151",
        "/placeholder/text",
    ),
    ("message", {"type": "context", "elements": [plain("x")] * 11}, "no more than 10", "/blocks/0/elements"),
    ("message", field(TEXT_INPUT), "unsupported type: input", "/blocks/0/type"),
    ("message", {"type": "image", "image_url": "https://example.org/a.png"}, "field: alt_text", "/blocks/0"),
    ("message", {"type": "image", "alt_text": "A"}, "exactly one of", "/blocks/0"),
    ("message", {"type": "markdown", "text": "x" * 12_001}, "less than 12001", "/blocks/0/text"),
    ("message", {"type": "table", "rows": [TABLE_ROW * 21]}, "no more than 20", "/blocks/0/rows/0"),
    ("modal", {"type": "table", "rows": [TABLE_ROW]}, "unsupported type: table", "/blocks/0/type"),
    ("modal", field({**TEXT_INPUT, "max_length": 3001}), "between 1 and 3000", "/blocks/0/element/max_length"),
    ("modal", field({**TEXT_INPUT, "min_length": 9, "max_length": 3}), "min_length", "/blocks/0/element"),
    ("modal", field(button()), "unsupported type: button", "/blocks/0/element/type"),
    ("modal", field({"type": "datepicker", "initial_date": "2026-11-31x"}), "valid date", "/initial_date"),
    ("modal", field({"type": "checkboxes", "options": options(11)}), "no more than 10", "/element/options"),
    ("modal", field({"type": "number_input"}), "missing required field: is_decimal_allowed", "/element"),
]


@pytest.mark.parametrize(("surface", "block"), ALLOWED)
def test_a_block_at_its_limit_passes(surface: Surface, block: Json) -> None:
    assert block_problems([block], surface) == []


@pytest.mark.parametrize(("surface", "block", "what", "place"), REFUSED)
def test_a_block_over_its_limit_is_refused(surface: Surface, block: Json, what: str, place: str) -> None:
    problems = block_problems([block], surface)

    assert any(what in problem and place in problem for problem in problems), problems


@pytest.mark.parametrize(("surface", "most"), [("message", 50), ("modal", 100), ("home", 100)])
def test_the_number_of_blocks_is_limited(surface: Surface, most: int) -> None:
    assert block_problems([section()] * most, surface) == []
    assert "no more than" in block_problems([section()] * (most + 1), surface)[0]


def test_block_ids_are_unique() -> None:
    assert "already exists" in block_problems([section(block_id="a"), section(block_id="a")], "message")[0]


def test_markdown_blocks_share_one_limit() -> None:
    half = {"type": "markdown", "text": "x" * 6001}

    assert "12001 characters together" in block_problems([half, half], "message")[0]


def modal(**more: Any) -> Json:
    return {"type": "modal", "title": plain("Title"), "blocks": [section()], **more}


@pytest.mark.parametrize(
    ("view", "what"),
    [
        (modal(title=plain("x" * 25)), "less than 25"),
        (modal(submit=plain("x" * 25)), "less than 25"),
        (modal(private_metadata="x" * 3001), "less than 3001"),
        (modal(callback_id="x" * 256), "less than 256"),
        (modal(blocks=[field(TEXT_INPUT)]), "missing required field: submit"),
        ({"type": "modal", "blocks": []}, "missing required field: title"),
        ({"type": "home", "blocks": [], "title": plain("x")}, "additional property: title"),
    ],
)
def test_a_view_has_limits_of_its_own(view: Json, what: str) -> None:
    assert any(what in problem for problem in view_problems(view))


def test_a_view_within_limits_passes() -> None:
    assert view_problems(modal(title=plain("x" * 24), private_metadata="x" * 3000)) == []
