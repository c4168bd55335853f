"""The picture of progress: complete for any plan, with alternative text for everything it shows."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageFont

from bot.pictures.lettering import ZOOM, roboto, wrapped
from bot.pictures.progress import (
    INNER,
    ROWS_AT_MOST,
    SLIVER,
    WIDTH,
    StrategyProgress,
    progress_alt,
    progress_picture,
    shares,
)
from plans.item_progress import Day
from plans.progress import DueShares, Fraction, Progress
from tests.support.counting import count

AS_OF = date(2026, 11, 22)


def progress(
    on_time: int, late: int, behind: int, not_yet_due: int = 0, ongoing: int = 0, *, due_today: int = 0
) -> Progress:
    due = on_time + late + behind
    shares = DueShares(Fraction(on_time, due), Fraction(late, due), Fraction(behind, due))
    return replace(
        count([], Day(AS_OF)),
        completed=Fraction(on_time + late, due + due_today + not_yet_due + ongoing),
        shares=shares,
        first_shares=shares,
        due_today=due_today,
        not_yet_due=not_yet_due,
        ongoing=ongoing,
    )


def picture(*rows: StrategyProgress, title: str = "Bethel Elementary") -> Image.Image:
    return Image.open(BytesIO(progress_picture(title, AS_OF, rows))).convert("RGB")


def colours(image: Image.Image) -> set[object]:
    return {colour for _, colour in image.getcolors(maxcolors=1 << 24) or []}


DONE_GREEN, NOT_YET_DUE_GREY, BEHIND_RED = (31, 111, 84), (217, 223, 232), (194, 65, 12)


def below_legend(image: Image.Image) -> Image.Image:
    return image.crop((0, 340, image.width, image.height))


def test_a_bar_shows_what_there_is_and_nothing_else() -> None:
    finished = colours(below_legend(picture(StrategyProgress("1.1 Reading", progress(4, 0, 0)))))
    late = colours(below_legend(picture(StrategyProgress("1.1 Reading", progress(0, 0, 4, 2)))))

    assert DONE_GREEN in finished
    assert BEHIND_RED not in finished
    assert BEHIND_RED in late
    assert NOT_YET_DUE_GREY in late
    assert DONE_GREEN not in late


def test_the_bar_is_divided_as_the_numbers_are() -> None:
    image = picture(StrategyProgress("1.1 Reading", progress(1, 0, 0, 3)))

    pixels = image.load()
    assert pixels is not None
    y = next(y for y in range(340, image.height) if pixels[100, y] == DONE_GREEN) + 4
    green = sum(pixels[x, y] == DONE_GREEN for x in range(image.width))
    assert green == pytest.approx(ZOOM * INNER / 4, abs=4)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "Équipes año Łódź žluťoučký Привет Ελλάδα",
        "<script>&amp;]]>\"'{{ x }}",
        "broken \x00\x0b\ud800 paste",
        "שלום عربي 🎉",
        "long " * 500,
        "W" * 2000,
    ],
)
def test_any_name_can_be_drawn(name: str) -> None:
    image = picture(StrategyProgress(name, progress(1, 2, 3, 4, 5)), title=name)

    assert image.width == WIDTH * ZOOM
    assert image.height < 1600
    right_margin = image.crop((image.width - 30, 0, image.width, image.height))
    assert colours(right_margin) == {(255, 255, 255)}


def test_a_plan_without_strategies_or_items_is_drawn_and_told() -> None:
    assert picture().height > 0
    assert picture(StrategyProgress("1.1 Reading", progress(0, 0, 0))).height > picture().height
    assert "no strategies yet" in progress_alt("Bethel", AS_OF, [])
    assert "no action items yet" in progress_alt("Bethel", AS_OF, [StrategyProgress("1.1 Reading", progress(0, 0, 0))])


def test_a_very_large_plan_keeps_a_picture_of_bounded_height_and_its_words_name_every_strategy() -> None:
    rows = [StrategyProgress(f"Strategy {number}", progress(1, 1, 1)) for number in range(ROWS_AT_MOST * 4)]

    assert picture(*rows).height < 8000
    output = progress_alt("Bethel", AS_OF, rows)
    assert all(f"{row.name}:" in output for row in rows)


def test_the_words_give_every_number_with_its_denominator() -> None:
    output = progress_alt("Bethel", AS_OF, [StrategyProgress("1.1 Reading", progress(4, 3, 2, 5, 1))])

    assert output == (
        "Bethel, as of Sun, Nov 22, 2026. Progress by strategy.\n"
        "1.1 Reading: behind 2 of 9 due (22%), on time 4 of 9 (44%), completed late 3 of 9 (33%); "
        "completed 7 of 15 (47%); 5 not yet due; 1 with no due date."
    )


def test_a_font_of_ones_own_is_used(tmp_path: Path) -> None:
    renamed = tmp_path / "district.ttf"
    renamed.write_bytes(roboto().read_bytes())

    assert progress_picture("Bethel", AS_OF, [], renamed) == progress_picture("Bethel", AS_OF, [])
    with pytest.raises(OSError, match="cannot open resource"):
        progress_picture("Bethel", AS_OF, [], tmp_path / "missing.ttf")


@given(st.lists(st.integers(0, 5000), min_size=5, max_size=5))
def test_shares_fill_the_bar_and_none_that_counts_is_too_thin_to_see(numbers: list[int]) -> None:
    widths = shares(numbers, INNER)

    assert sum(widths) == pytest.approx(INNER if any(numbers) else 0)
    assert all((width > 0) == (number > 0) for number, width in zip(numbers, widths, strict=True))
    assert all(width >= SLIVER * 0.9 for number, width in zip(numbers, widths, strict=True) if number)


@given(st.text(max_size=120))
def test_wrapping_keeps_every_letter_and_every_line_within_the_width(text: str) -> None:
    lines = wrapped(text, roboto(), 20, 500, 200)

    ruler = ImageFont.truetype(roboto(), 20)
    ruler.set_variation_by_axes([500, 100])
    stored = [letter for letter in text if not letter.isspace() and letter.isprintable()]
    assert [letter for letter in "".join(lines) if not letter.isspace() and letter.isprintable()] == stored
    assert all(ruler.getlength(line) <= 200 or len(line) == 1 for line in lines)
