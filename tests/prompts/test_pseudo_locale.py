"""Every block of every message under a locale no one speaks: numbers, dates and lists come from the formats alone."""

from __future__ import annotations

from datetime import date

import pytest

import prompts
from plans.school_calendar import DayOff
from prompts import formats
from tests.prompts import marked_templates as marked
from tests.prompts import pseudo

FILES = sorted(path.stem for path in (prompts.ROOT / "messages").glob("*.j2"))
FOR_DEVELOPERS = {"roles.md"}
DOCUMENTS = sorted({path.stem for path in (prompts.ROOT / "documents").glob("*.j2")} - FOR_DEVELOPERS)
TRIES = 30
"""Each try takes other branches."""

PLAUSIBLE: dict[str, dict[str, object]] = {
    "findings": {
        "days": [(DayOff(date(2026, 11, 26), weekend=False, name="", next_open=date(2026, 11, 30)), ("‹code›",))]
    },
    "errors": {"roles": ["leader", "staff"]},
    "roles": {"role": "leader", "whose": "item", "permission": "see_status"},
}
"""Where a template looks a value up in a table of its own, or takes it apart."""


@pytest.fixture(autouse=True)
def _pseudo_locale() -> None:
    formats.add_translation(pseudo.LOCALE, pseudo.PseudoFormats())


@pytest.mark.parametrize("file", FILES)
def test_a_message_formats_nothing_by_itself(file: str) -> None:
    environment = marked.environment()
    parsed = environment.parse((prompts.ROOT / "messages" / f"{file}.j2").read_text(encoding="utf-8"))
    template = environment.get_template(f"messages/{file}.j2")
    strays: dict[str, list[str]] = {}
    for attempt in range(TRIES):
        given = marked.values(parsed, attempt) | PLAUSIBLE.get(file, {})
        for name, block in template.blocks.items():
            with formats.reading(locale=pseudo.LOCALE):
                text = "".join(block(template.new_context(given)))
            if stray := marked.strays(text):
                strays[name] = stray
    assert strays == {}
    assert marked.hand_made_plurals(parsed) == []


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_formats_nothing_by_itself(name: str) -> None:
    environment = marked.environment()
    parsed = environment.parse((prompts.ROOT / "documents" / f"{name}.j2").read_text(encoding="utf-8"))
    template = environment.get_template(f"documents/{name}.j2")
    for attempt in range(TRIES):
        with formats.reading(locale=pseudo.LOCALE):
            text = template.render(marked.values(parsed, attempt))
        assert marked.strays(text) == []


@pytest.mark.parametrize(
    ("planted", "strays"),
    [
        ('{{ at.strftime("%H:%M") if false else "09:00" | trim }}', ["09", "00"]),
        ("{{ share }} %", ["› ％"]),
        ('{{ ["a", "b"] | join(" or ") }}', ["a", "or", "b"]),
        ("{{ 1200 | string }}", ["1200"]),
    ],
)
def test_what_is_formatted_by_hand_is_noticed(planted: str, strays: list[str]) -> None:
    environment = marked.environment()
    text = environment.from_string(planted).render(marked.values(environment.parse(planted), 0))
    assert marked.strays(text) == strays


def test_a_plural_made_by_hand_is_noticed() -> None:
    parsed = marked.environment().parse('{{ "item" if items == 1 else "items" }}')
    assert marked.hand_made_plurals(parsed) == [marked.fullwidth("item"), marked.fullwidth("items")]
