"""Readings of benchmarks and measures in a check-in."""

from dataclasses import replace

from conversations.check_in_moves import CheckInFormField, ReportReading
from conversations.check_in_state import Answer, Topic
from conversations.rejections import CheckInRejectionCode, Rejection
from plans.figures import read_figure
from plans.item_events import Status
from plans.readings import OutcomeReading
from plans.small_groups import read_group


def reading_of(topic: Topic, before: Answer | None, answer: Answer) -> OutcomeReading | None:
    """Another word about a benchmark or measure leaves the value and source that were typed before."""
    if topic.is_completable:
        return None
    earlier = before.reading if before else None
    return answer.reading or earlier or OutcomeReading(taken_on=answer.on)


def reading_rejections(topic: Topic, move: ReportReading) -> tuple[Rejection, ...]:
    return (Rejection(code=CheckInRejectionCode.UNKNOWN_TOPIC),) if topic.is_completable else typed_rejections(move)


def typed_rejections(move: ReportReading) -> tuple[Rejection, ...]:
    """What is no number, no size of a group, or a day that hasn't come."""
    rejections = []
    figure, size = read_figure(move.text), _size(move.group_size)
    if move.text.strip() and figure is None:
        rejections.append(Rejection(code=CheckInRejectionCode.NO_FIGURE, form_field=CheckInFormField.READING))
    if move.group_size.strip() and size is None:
        rejections.append(Rejection(code=CheckInRejectionCode.NO_SIZE, form_field=CheckInFormField.GROUP_SIZE))
    elif read_group(move.student_group) and size is None and (figure is None or figure.whole is None):
        rejections.append(
            Rejection(code=CheckInRejectionCode.GROUP_WITHOUT_SIZE, form_field=CheckInFormField.GROUP_SIZE)
        )
    elif size is not None and figure is not None and figure.whole not in (None, size):
        rejections.append(Rejection(code=CheckInRejectionCode.OTHER_SIZE, form_field=CheckInFormField.GROUP_SIZE))
    if move.taken_on > move.on:
        rejections.append(Rejection(code=CheckInRejectionCode.FINISHED_LATER, form_field=CheckInFormField.TAKEN_ON))
    return tuple(rejections)


def with_reading(before: Answer | None, move: ReportReading) -> Answer:
    """The answer with its new reading. Its word and its step to recover stay.

    A form can't show a withheld number, so one that comes back empty keeps it.
    """
    answer = before or Answer(status=Status.NOT_STARTED, by=move.by, on=move.on)
    cause = answer.cause if move.cause is None else move.cause.strip()
    reading, earlier = typed_reading(move), answer.reading
    if earlier is not None and earlier.withheld and not reading.text:
        reading = replace(earlier, taken_on=reading.taken_on, source=reading.source)
    return replace(answer, by=move.by, on=move.on, reading=reading, cause=cause)


def typed_reading(move: ReportReading) -> OutcomeReading:
    figure = read_figure(move.text)
    return OutcomeReading(
        taken_on=move.taken_on,
        text=move.text.strip(),
        figure=figure,
        group_size=None if figure and figure.whole is not None else _size(move.group_size),
        student_group=read_group(move.student_group),
        source=move.source.strip(),
    )


def _size(typed: str) -> int | None:
    """None without a size, and for anything that is not a whole number above 0."""
    figure = read_figure(typed)
    if figure is None or figure.whole is not None or figure.number != int(figure.number) or figure.number < 1:
        return None
    return None if figure.unit == "%" else int(figure.number)
