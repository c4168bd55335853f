"""What was discussed when, as checkboxes and as a picture, for plans of any size."""

from io import BytesIO

import pytest
from PIL import Image

from bot.messages import coverage as messages
from bot.messages.coverage_forms import discussed_inputs
from bot.pictures.coverage import STRATEGIES_AT_MOST, coverage_alt, coverage_picture, coverage_svg
from bot.slack import limits
from plans.coverage import Aspect, Coverage, StrategyCoverage
from prompts import formats
from tests.bot.test_pseudo_locale import HAND_MADE, drawn, unmarked
from tests.prompts import pseudo

MONTHS = [f"2026-{month:02}" for month in range(8, 13)]


def strategies(number: int) -> list[StrategyCoverage]:
    discussed = {Aspect.ACTIVITIES: frozenset(MONTHS[:2]), Aspect.EARLY_EVIDENCE: frozenset[str]()}
    return [
        StrategyCoverage(strategy_id=each, code=f"1.{each}", title="Common checks in math", discussed=discussed)
        for each in range(1, number + 1)
    ]


@pytest.mark.parametrize("number", [1, 10, 80, 81, 240, 300])
def test_the_checkboxes_fit_into_a_form_and_offer_every_aspect_once(number: int) -> None:
    content = discussed_inputs(strategies(number), {(1, Aspect.ACTIVITIES)})
    groups = [block["element"] for block in content if block["type"] == "input"]
    offered = [option["value"] for group in groups for option in group["options"]]

    assert len(content) + 10 <= limits.VIEW_BLOCKS
    assert max(len(group["options"]) for group in groups) <= 10
    assert len(offered) == len(set(offered)) == 2 * min(number, 240)
    assert [option["value"] for group in groups for option in group.get("initial_options", [])] == ["1|activities"]
    assert ("no room for" in str(content)) is (number > 240)


def test_a_plan_without_strategies_asks_nothing() -> None:
    assert discussed_inputs([], set()) == []


def test_the_words_say_what_was_discussed_and_what_was_not() -> None:
    with formats.reading(today=None):
        text = messages.message("Quarry Hill", Coverage(MONTHS, strategies(1))).text

    assert "*Not discussed in the last two months:* 1.1. Put it on the next agenda." in text
    assert "• Activities: August 2026 and September 2026" in text
    assert "• Early evidence of change: not yet" in text
    assert "• Short-term outcomes: no benchmark set" in text


def test_the_picture_says_in_its_alternative_text_what_it_shows() -> None:
    covered = Coverage(MONTHS, strategies(2))
    picture = Image.open(BytesIO(coverage_picture("Quarry Hill", covered)))

    assert picture.width == 1200
    assert coverage_alt("Quarry Hill", covered).splitlines()[:2] == [
        "Quarry Hill: what highlight discussions addressed, kept since August 2026.",
        "1.1 Common checks in math: Activities in Aug and Sep, Early evidence of change not yet, "
        "Short-term outcomes without a benchmark.",
    ]


def test_what_the_picture_has_no_room_for_is_counted() -> None:
    covered = Coverage(MONTHS, strategies(STRATEGIES_AT_MOST + 3))

    assert "… and 3 more strategies" in drawn(coverage_svg("Quarry Hill", covered))
    assert "3 more strategies" in coverage_alt("Quarry Hill", covered)


def test_the_picture_formats_nothing_by_hand() -> None:
    formats.add_translation(pseudo.LOCALE, pseudo.PseudoFormats())
    with formats.reading(locale=pseudo.LOCALE):
        for text in (
            drawn(coverage_svg("School", Coverage(MONTHS, strategies(25)))),
            coverage_alt("School", Coverage(MONTHS, strategies(25))),
        ):
            assert HAND_MADE.findall(unmarked(text)) == []
