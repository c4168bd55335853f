"""The picture of milestones by their due dates, and its alternative text."""

from dataclasses import replace
from datetime import date
from io import BytesIO

from PIL import Image

from bot.pictures.lettering import ZOOM
from bot.pictures.milestones import ROWS_AT_MOST, WIDTH, milestones_alt, milestones_picture, milestones_svg
from plans.milestones import MilestoneProgress, MilestoneState

AS_OF = date(2026, 11, 16)
LATE = MilestoneProgress(
    code="1.1.3",
    title="Teachers learn from each other's lessons",
    strategy="1.1",
    lead="Principal",
    state=MilestoneState.BEHIND,
    due=date(2026, 11, 4),
    first_due=date(2026, 11, 4),
    times_moved=0,
    completed_on=None,
    days_late=12,
    cause=None,
    on_course_on=None,
    report=None,
)
COMPLETE = replace(
    LATE,
    code="1.1.1",
    title="Teachers share one understanding",
    state=MilestoneState.COMPLETE,
    due=date(2026, 10, 30),
    completed_on=date(2026, 10, 2),
    days_late=0,
)
AHEAD = replace(LATE, code="1.1.2", state=MilestoneState.NO_REPORT, due=date(2027, 3, 12), days_late=0)
UNDATED = replace(AHEAD, code="2.1.1", due=None)


def test_the_alternative_text_has_every_date_and_state_in_the_order_of_the_dates() -> None:
    assert milestones_alt("Bethel", AS_OF, [AHEAD, UNDATED, LATE, COMPLETE]) == (
        "Bethel, as of Mon, Nov 16, 2026. Milestones by due date.\n"
        "1.1.1 Teachers share one understanding: due Fri, Oct 30, 2026 · complete Fri, Oct 2, 2026.\n"
        "1.1.3 Teachers learn from each other's lessons: due Wed, Nov 4, 2026 · behind, 12 days late.\n"
        "1.1.2 Teachers learn from each other's lessons: due Fri, Mar 12, 2027 · no answer yet."
    )


def test_the_picture_has_the_same_words_and_nobodys_name() -> None:
    drawing = milestones_svg("Bethel", AS_OF, [AHEAD, LATE, COMPLETE])

    for words in ("due Wed, Nov 4, 2026 · behind, 12 days late", "due Fri, Mar 12, 2027 · no answer yet"):
        assert words in drawing
    assert "Principal" not in drawing


def test_more_than_fit_are_counted_and_listed_in_the_text() -> None:
    many = [LATE] * (ROWS_AT_MOST + 1)

    assert "And 1 more" in milestones_svg("Bethel", AS_OF, many)
    assert milestones_alt("Bethel", AS_OF, many).count("12 days late") == ROWS_AT_MOST + 1


def test_the_picture_is_as_wide_as_the_others() -> None:
    assert Image.open(BytesIO(milestones_picture("Bethel", AS_OF, [LATE]))).width == WIDTH * ZOOM
