"""The picture of readings beside their targets, and its alternative text."""

import html
import re
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO

import pytest
from PIL import Image

from bot.pictures.chart_scales import ticks
from bot.pictures.lettering import ZOOM
from bot.pictures.readings import ROWS_AT_MOST, WIDTH, readings_alt, readings_picture, readings_svg
from plans.dated_targets import dated_targets
from plans.dates import PlanYear
from plans.figures import level, read_figure
from plans.outcome_history import OutcomeHistory, histories
from plans.outcomes import OutcomeKind, PlanOutcome, judge
from plans.readings import OutcomeReading
from plans.small_groups import Withheld

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
    (only,) = histories(outcome, readings or (OCTOBER, DECEMBER))
    return only


def weekly(*values: str) -> list[OutcomeReading]:
    """A reading each Friday from October 2."""
    return [read(date(2026, 10, 2) + timedelta(weeks=place), text) for place, text in enumerate(values)]


def test_the_alternative_text_has_every_number_of_the_picture() -> None:
    assert readings_alt("Bethel Elementary School", AS_OF, [compared()]) == (
        "Bethel Elementary School, as of Tue, Dec 15, 2026. Readings and targets.\n"
        "Lessons in which students can say what they are learning: baseline 31% · Fri, Oct 30, 2026: 42% · "
        "Fri, Dec 4, 2026: 18 of 31 (58%) · target 60%."
    )


def test_the_chart_has_its_baseline_readings_and_target_in_proportion() -> None:
    drawing = readings_svg("Bethel", AS_OF, [compared()])
    lines = [float(y) for y in re.findall(r'<path d="M102 ([0-9.]+)H576" stroke="#c3cad6"/>', drawing)]
    values = re.findall(r'text-anchor="end" font-size="20" fill="#4a5468">([0-9]+)%</text>', drawing)

    # 31, 42, 58 and 60: lines from 30% to 70% in tens.
    assert values == ["30", "40", "50", "60", "70"]
    assert lines == sorted(lines, reverse=True)
    step = (lines[0] - lines[-1]) / 4
    places = {share: f"{lines[0] - step * (share - 30) / 10:.1f}" for share in (31, 42, 60)}
    assert f'y="{float(places[31]) - 7}" width="14"' in drawing
    assert f'cy="{places[42]}" r="6"' in drawing
    assert f'<path d="M102.0 {places[60]}H576.0" stroke="#c2410c"' in drawing
    words = re.sub(r"\s+", " ", " ".join(re.findall(r"<text[^>]*>([^<]*)</text>", drawing)))
    assert "Latest 18 of 31 (58%), Fri, Dec 4, 2026 · baseline 31% · target 60%" in words


def test_median_and_signal_are_drawn_and_told() -> None:
    rising = compared(CHECKS, *weekly("31%", "36%", "42%", "48%", "55%", "52%"))

    drawing = readings_svg("Bethel", AS_OF, [rising])
    assert drawing.count('r="12"') == 1 + 5  # in the legend, then around each reading of the signal
    assert drawing.count('stroke-dasharray="2 4"') == 2  # in the legend, then in the chart
    assert readings_alt("Bethel", AS_OF, [rising]).endswith(
        "Fri, Oct 30, 2026: 55% · Fri, Nov 6, 2026: 52% · median 45% · target 60%. "
        "Signal: 5 readings in a row going up, Fri, Oct 2, 2026 to Fri, Oct 30, 2026."
    )


def test_few_readings_have_no_median() -> None:
    few = compared(CHECKS, *weekly("31%", "36%", "42%", "48%"))

    assert "median" not in readings_alt("Bethel", AS_OF, [few])
    assert readings_svg("Bethel", AS_OF, [few]).count('stroke-dasharray="2 4"') == 1


def test_dated_targets_are_steps() -> None:
    text = "60% of staff use it in November, 80% in January, 90% in May"
    judged = tuple(judge(target, [OCTOBER], AS_OF) for target in dated_targets(text, PlanYear.parse("2026-27")))
    outcome = PlanOutcome(key="benchmark:2", kind=OutcomeKind.EARLY_EVIDENCE, code="1.1", text=text, judged=judged)

    assert readings_svg("Bethel", AS_OF, [compared(outcome, OCTOBER)]).count('stroke-dasharray="10 5"') == 1 + 3
    assert readings_alt("Bethel", AS_OF, [compared(outcome, OCTOBER)]).endswith(
        "Fri, Oct 30, 2026: 42% · target 60% by Mon, Nov 30, 2026 · target 80% by Sun, Jan 31, 2027 · "
        "target 90% by Mon, May 31, 2027."
    )


def test_each_student_group_has_a_chart_of_its_own() -> None:
    learners = replace(DECEMBER, student_group="English learners")
    of_all, of_group = histories(CHECKS, [OCTOBER, learners])

    assert (of_all.baseline is not None, of_group.baseline) == (True, None)
    assert "English learners: Fri, Dec 4, 2026: 18 of 31 (58%)" in readings_alt("Bethel", AS_OF, [of_all, of_group])


def test_what_is_not_drawn_is_told() -> None:
    few = OutcomeReading(taken_on=AS_OF, withheld=Withheld(10))
    history = compared(CHECKS, OCTOBER, read(date(2026, 11, 6), "3.4"), few)

    for words in (readings_alt("Bethel", AS_OF, [history]), readings_svg("Bethel", AS_OF, [history])):
        plain = re.sub(r"</text>\s*<text[^>]*>", " ", words)
        assert "Tue, Dec 15, 2026: not shown, fewer than 10 students" in plain
        assert "Fri, Nov 6, 2026: 3.4, not drawn because it's in another unit" in html.unescape(plain)
    assert readings_svg("Bethel", AS_OF, [history]).count('r="8"') == 1 + 1


def test_more_than_fit_are_counted_in_the_picture_and_listed_in_its_text() -> None:
    many = [compared()] * (ROWS_AT_MOST + 2)

    assert "And 2 more" in readings_svg("Bethel", AS_OF, many)
    assert readings_alt("Bethel", AS_OF, many).count("target 60%") == ROWS_AT_MOST + 2


def test_the_picture_is_as_wide_as_the_others() -> None:
    assert Image.open(BytesIO(readings_picture("Bethel", AS_OF, [compared()]))).width == WIDTH * ZOOM


def test_a_history_compares_what_can_be_compared() -> None:
    unread = PlanOutcome(key="benchmark:1", kind=OutcomeKind.EARLY_EVIDENCE, code="1.1", text="Teachers share plans")

    assert compared(unread, OCTOBER).target is None
    assert list(histories(CHECKS, [])) == []
    assert compared(CHECKS, read(AS_OF, "3.4")).readings == ()
    assert compared().has_moved
    assert compared(CHECKS, OCTOBER).has_moved  # from the baseline


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (("50%",), ["45%", "50%", "55%"]),
        (("92%", "95%"), ["90%", "95%", "100%"]),
        (("98%", "100%"), ["95%", "100%"]),
        (("0%",), ["0%", "5%"]),
    ],
)
def test_a_scale_has_round_values_around_all_it_shows(values: tuple[str, ...], expected: list[str]) -> None:
    levels = [level(figure) for text in values if (figure := read_figure(text))]

    scale = ticks(levels, top=0, height=100, is_share=True)
    assert [f"{int(at)}%" for at in scale.values] == expected
    assert all(0 <= scale.y(at) <= 100 for at in levels)


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
