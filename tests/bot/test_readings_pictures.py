"""The picture of readings beside their targets, and its alternative text."""

import re
from datetime import date
from io import BytesIO

from PIL import Image

from bot.pictures.lettering import ZOOM
from bot.pictures.readings import MARGIN, ROWS_AT_MOST, WIDTH, readings_alt, readings_picture, readings_svg
from plans.figures import read_figure
from plans.outcomes import OutcomeHistory, OutcomeKind, OutcomeReading, PlanOutcome, history

AS_OF = date(2026, 12, 15)
CHECKS = PlanOutcome(
    key="measure:1",
    kind=OutcomeKind.STRATEGY_MEASURE,
    code="1.1",
    text="Lessons in which students can say what they are learning",
    baseline="31%",
    targets=("60%", "85%"),
)


def read(on: date, text: str) -> OutcomeReading:
    return OutcomeReading(taken_on=on, text=text, figure=read_figure(text))


OCTOBER, DECEMBER = read(date(2026, 10, 30), "42%"), read(date(2026, 12, 4), "18 of 31")


def compared(outcome: PlanOutcome = CHECKS, *readings: OutcomeReading) -> OutcomeHistory:
    compared = history(outcome, readings or (OCTOBER, DECEMBER))
    assert compared is not None
    return compared


def test_the_alternative_text_has_every_number_of_the_picture() -> None:
    assert readings_alt("Bethel Elementary School", AS_OF, [compared()]) == (
        "Bethel Elementary School, as of Tue, Dec 15, 2026. Readings and targets.\n"
        "Lessons in which students can say what they are learning: baseline 31% · Fri, Oct 30, 2026: 42% · "
        "Fri, Dec 4, 2026: 18 of 31 (58%) · target 60%."
    )


def test_each_scale_has_its_baseline_readings_and_target_in_proportion() -> None:
    drawing = readings_svg("Bethel", AS_OF, [compared()])
    inner = WIDTH - 2 * MARGIN
    places = {share: f"{MARGIN + inner * share / 100:.1f}" for share in (31, 42, 60)}

    assert f'<circle cx="{places[31]}"' in drawing
    assert f"rotate(45 {places[42]} " in drawing
    assert f'<path d="M{places[60]} ' in drawing
    words = re.sub(r"\s+", " ", " ".join(re.findall(r"<text[^>]*>([^<]*)</text>", drawing)))
    assert "baseline 31% · Fri, Oct 30, 2026: 42% · Fri, Dec 4, 2026: 18 of 31 (58%) · target 60%" in words


def test_more_than_fit_are_counted_in_the_picture_and_listed_in_its_text() -> None:
    many = [compared()] * (ROWS_AT_MOST + 2)

    assert "And 2 more" in readings_svg("Bethel", AS_OF, many)
    assert readings_alt("Bethel", AS_OF, many).count("target 60%") == ROWS_AT_MOST + 2


def test_the_picture_is_as_wide_as_the_others() -> None:
    assert Image.open(BytesIO(readings_picture("Bethel", AS_OF, [compared()]))).width == WIDTH * ZOOM


def test_a_history_needs_a_target_and_a_value_that_compares_with_it() -> None:
    unread = PlanOutcome(key="benchmark:1", kind=OutcomeKind.EARLY_EVIDENCE, code="1.1", text="Teachers share plans")

    assert history(unread, [OCTOBER]) is None
    assert history(CHECKS, []) is None
    assert history(CHECKS, [read(AS_OF, "3.4")]) is None
    assert compared().has_moved
    assert compared(CHECKS, OCTOBER).has_moved  # from the baseline


def test_a_target_reached_from_above_says_so() -> None:
    absences = PlanOutcome(
        key="measure:2",
        kind=OutcomeKind.GOAL_MEASURE,
        code="1",
        text="Students who miss ten days of school or more",
        baseline="18%",
        targets=("12%",),
    )

    assert "target 12% or less." in readings_alt("Bethel", AS_OF, [compared(absences, read(AS_OF, "13%"))])
