"""What status says of benchmarks and measures: the newest readings, who said so, and what is not listed."""

from dataclasses import replace
from datetime import date

import pytest

from bot.messages import outcomes
from conversations.highlight import DatedOutcome
from plans.dated_targets import dated_targets
from plans.dates import PlanYear
from plans.figures import read_figure
from plans.item_events import Status
from plans.outcomes import OutcomeKind, PlanOutcome, TargetVerdict, judge
from plans.readings import OutcomeReading, ReportedReading
from plans.small_groups import Withheld

TODAY = date(2026, 11, 24)


def benchmark(text: str, *, due: date | None = None) -> PlanOutcome:
    return PlanOutcome(key=f"benchmark:{text}", kind=OutcomeKind.EARLY_EVIDENCE, code="1.1", text=text, due=due)


def read(
    outcome: PlanOutcome,
    text: str,
    *,
    day: int = 20,
    month: int = 11,
    status: Status = Status.ON_TRACK,
    group_size: int | None = None,
) -> PlanOutcome:
    on = date(2026, month, day)
    reading = OutcomeReading(taken_on=on, text=text, figure=read_figure(text), group_size=group_size)
    return replace(outcome, newest=ReportedReading(reading=reading, status=status, who="Math Coach", recorded_on=on))


def lines(*listed: PlanOutcome, most: int | None = 2, names_unread: bool = False) -> list[str]:
    dated = [DatedOutcome(outcome=outcome, verdict=outcome.verdict(TODAY)) for outcome in listed]
    return [line.strip() for line in outcomes.lines(dated, most=most, names_unread=names_unread)]


TICKETS = benchmark("60% of math teachers use a daily exit ticket", due=date(2026, 11, 20))
CHECKS = benchmark("All teachers give unit checks", due=date(2026, 12, 18))
LESSONS = PlanOutcome(
    key="measure:1",
    kind=OutcomeKind.STRATEGY_MEASURE,
    code="1.1",
    text="lessons adjusted from a check",
    baseline="30%",
    targets=("60%", "80%"),
)


def test_a_value_stands_with_its_day_and_who_said_so() -> None:
    assert lines(read(LESSONS, "52%", group_size=140)) == [
        "◦ Strategy performance measure: lessons adjusted from a check, baseline 30%, target 60%, then 80%. "
        "Improved, target not met: 52%, group of 140 (Math Coach, Fri, Nov 20, 2026)"
    ]


def test_the_newest_are_listed_and_nothing_is_left_out_in_silence() -> None:
    older = read(benchmark("Third"), "3 of 9", day=2)
    listed = (older, read(TICKETS, "7 of 12"), read(LESSONS, "52%", day=12), CHECKS, benchmark("Late", due=TICKETS.due))

    in_short, in_full = lines(*listed), lines(*listed, most=None)

    assert ["exit ticket" in in_short[0], "lessons adjusted" in in_short[1]] == [True, True]
    assert in_short[2:] == [
        "◦ … and 1 more measure or benchmark. `/plan status all` lists them all.",
        "◦ Not checked yet: 2 measures and benchmarks, 1 past its date. `/plan status all` lists them.",
    ]
    assert len(in_full) == 5
    assert "◦ Early evidence of change, by Fri, Dec 18, 2026: All teachers give unit checks. Not checked yet" in in_full


@pytest.mark.parametrize(
    ("outcome", "verdict"),
    [
        (TICKETS, TargetVerdict.DATE_PASSED),
        (read(TICKETS, "7 of 12"), TargetVerdict.MISSED),
        (read(TICKETS, "7 of 12", status=Status.DONE), TargetVerdict.MISSED),
        (read(TICKETS, "9 of 12"), TargetVerdict.REACHED),
        (read(TICKETS, "9 of 12", day=23), TargetVerdict.REACHED_LATE),
        (read(TICKETS, ""), TargetVerdict.DATE_PASSED),
        (read(TICKETS, "", status=Status.DONE), TargetVerdict.NONE),
        (read(replace(TICKETS, due=date(2026, 12, 18)), "7 of 12"), TargetVerdict.NOT_YET),
        (read(CHECKS, "7 of 12"), TargetVerdict.NONE),
        (read(replace(CHECKS, due=TICKETS.due), "7 of 12"), TargetVerdict.DATE_PASSED),
        (read(LESSONS, "52%"), TargetVerdict.NOT_YET),
        (read(LESSONS, "61%"), TargetVerdict.REACHED),
    ],
)
def test_numbers_decide_where_they_can_be_compared_and_words_where_not(
    outcome: PlanOutcome, verdict: TargetVerdict
) -> None:
    assert outcome.verdict(TODAY) is verdict


def test_a_number_counts_although_its_owner_said_not_looked_yet() -> None:
    assert lines(read(TICKETS, "9 of 12", status=Status.NOT_STARTED)) == [
        "◦ Early evidence of change, by Fri, Nov 20, 2026: 60% of math teachers use a daily exit ticket. "
        "Reported: 9 of 12 (75%); target reached (Math Coach, Fri, Nov 20, 2026)"
    ]
    assert read(TICKETS, "", status=Status.NOT_STARTED).report is None


def dated(*readings: tuple[int, int, str]) -> PlanOutcome:
    """A benchmark with three dated targets, and its readings by month and day."""
    text = "60% of staff use exit tickets in November, 80% in January, 90% in May"
    taken = [
        OutcomeReading(taken_on=date(2026, month, day), text=typed, figure=read_figure(typed))
        for month, day, typed in readings
    ]
    targets = dated_targets(text, PlanYear.parse("2026-27"))
    outcome = replace(benchmark(text), judged=tuple(judge(target, taken, DECEMBER) for target in targets))
    return read(outcome, readings[-1][2], month=readings[-1][0], day=readings[-1][1])


DECEMBER = date(2026, 12, 1)


def test_each_dated_target_is_told_with_its_day() -> None:
    missed = DatedOutcome(outcome=dated((11, 20, "55%")), verdict=dated((11, 20, "55%")).verdict(DECEMBER))

    assert outcomes.sentence(missed) == (
        "Seen here and there: 55%; 60% by Mon, Nov 30, 2026: not reached by its date; "
        "80% by Sun, Jan 31, 2027: not yet; 90% by Mon, May 31, 2027: not yet"
    )
    assert outcomes.missed(replace(missed, names_text=False)) == (
        "Early evidence: 55%, target 60% by Mon, Nov 30, 2026. No cause given."
    )


def test_a_target_reached_by_an_earlier_reading_names_it() -> None:
    fallen = dated((11, 13, "62%"), (12, 1, "58%"))

    assert "60% by Mon, Nov 30, 2026: reached (62%, Fri, Nov 13, 2026); 80%" in outcomes.sentence(
        DatedOutcome(outcome=fallen, verdict=fallen.verdict(DECEMBER))
    )


def test_student_groups_follow_all_students_and_a_small_one_is_not_shown() -> None:
    groups = (
        OutcomeReading(
            taken_on=date(2026, 11, 20),
            text="31%",
            figure=read_figure("31%"),
            student_group="English learners",
            group_size=24,
        ),
        OutcomeReading(taken_on=date(2026, 11, 6), student_group="Newcomers", withheld=Withheld(10)),
        OutcomeReading(
            taken_on=date(2026, 11, 20), student_group="Girls", withheld=Withheld(10, protects_another=True)
        ),
    )
    reported = tuple(
        ReportedReading(reading=each, status=Status.ON_TRACK, who="Math Coach", recorded_on=each.taken_on)
        for each in groups
    )
    outcome = replace(read(LESSONS, "52%"), groups=reported)

    assert outcomes.sentence(DatedOutcome(outcome=outcome, verdict=TargetVerdict.NONE)) == (
        "Improved, target not met: 52%; English learners: 31%, 24 students; "
        "Newcomers not shown: fewer than 10 students (Fri, Nov 6, 2026); "
        "Girls not shown: it would reveal a group of fewer than 10 students"
    )
