"""What is reported of benchmarks and measures beside their one-tap status: value, group, source and day."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from conversations.check_in import (
    Answer,
    CheckIn,
    CheckInFormField,
    ExplainBehind,
    Move,
    RecordAnswer,
    ReportReading,
    ReportStatus,
    ShowResult,
    Subject,
    Topic,
    advance,
)
from conversations.rejections import CheckInRejectionCode, Rejection
from plans.figures import Figure
from plans.item_events import Status
from plans.readings import OutcomeReading

TODAY = date(2026, 11, 20)
TICKETS = Topic(subject=Subject.BENCHMARK, id=7, code="1.1", text="60% of math teachers use a daily exit ticket")
ITEM = Topic(subject=Subject.ITEM, id=1, code="1.1.1.1", text="Agree on a template")
ASKED = CheckIn(topics=(TICKETS, ITEM))
WALKS = ReportReading(
    topic=TICKETS.key, by="Ana", on=TODAY, taken_on=date(2026, 11, 19), text=" 7 of 12 ", source="walks-nov.xlsx"
)


def tap(status: Status) -> ReportStatus:
    return ReportStatus(topic=TICKETS.key, status=status, by="Ana", on=TODAY)


def answer_after(*moves: Move) -> Answer:
    check_in = ASKED
    for move in moves:
        check_in, effects = advance(check_in, move)
        assert [type(effect) for effect in effects] == [RecordAnswer]
    return check_in.answers[TICKETS.key]


def test_one_tap_is_a_reading_of_its_day_without_a_value() -> None:
    assert answer_after(tap(Status.DONE)).reading == OutcomeReading(taken_on=TODAY)


def test_a_value_with_its_source_and_day_is_added_to_the_word() -> None:
    answer = answer_after(tap(Status.ON_TRACK), WALKS)

    assert answer.status is Status.ON_TRACK
    assert answer.reading == OutcomeReading(
        taken_on=date(2026, 11, 19), text="7 of 12", figure=Figure(Decimal(7), 12), source="walks-nov.xlsx"
    )


def test_another_word_keeps_what_was_typed() -> None:
    behind = ExplainBehind(topic=TICKETS.key, by="Ana", on=TODAY, cause="Two teachers are new", recovery="Show them")

    for after in (tap(Status.DONE), tap(Status.NOT_STARTED), behind):
        answer = answer_after(tap(Status.ON_TRACK), WALKS, after)
        assert answer.reading is not None
        assert (answer.reading.text, answer.reading.source) == ("7 of 12", "walks-nov.xlsx")


def test_the_cause_of_a_benchmark_not_reached_stays_beside_its_value() -> None:
    assert answer_after(tap(Status.ON_TRACK), replace(WALKS, cause=" New staff ")).cause == "New staff"
    assert answer_after(tap(Status.ON_TRACK), replace(WALKS, cause="New staff"), WALKS).cause == "New staff"


def test_a_percentage_says_of_how_many() -> None:
    answer = answer_after(tap(Status.ON_TRACK), replace(WALKS, text="58%", group_size="12"))

    assert answer.reading is not None
    assert answer.reading.group_size == 12


@pytest.mark.parametrize(
    ("move", "code", "form_field"),
    [
        (replace(WALKS, text="most of them"), CheckInRejectionCode.NO_FIGURE, CheckInFormField.READING),
        (replace(WALKS, text="12 of 7"), CheckInRejectionCode.NO_FIGURE, CheckInFormField.READING),
        (replace(WALKS, text="58%", group_size="a dozen"), CheckInRejectionCode.NO_SIZE, CheckInFormField.GROUP_SIZE),
        (replace(WALKS, text="58%", group_size="0"), CheckInRejectionCode.NO_SIZE, CheckInFormField.GROUP_SIZE),
        (replace(WALKS, group_size="20"), CheckInRejectionCode.OTHER_SIZE, CheckInFormField.GROUP_SIZE),
        (
            replace(WALKS, taken_on=date(2026, 11, 21)),
            CheckInRejectionCode.FINISHED_LATER,
            CheckInFormField.TAKEN_ON,
        ),
        (replace(WALKS, topic=ITEM.key), CheckInRejectionCode.UNKNOWN_TOPIC, None),
        (
            ShowResult(topic=TICKETS.key, by="Ana", on=TODAY, evidence="7 of 12", completed_on=TODAY),
            CheckInRejectionCode.UNKNOWN_TOPIC,
            None,
        ),
    ],
)
def test_what_cannot_be_read_is_rejected_at_its_field(
    move: Move, code: CheckInRejectionCode, form_field: CheckInFormField | None
) -> None:
    check_in, effects = advance(ASKED, move)

    assert check_in == ASKED
    assert effects == (Rejection(code=code, form_field=form_field),)
