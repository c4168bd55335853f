"""What counts as an answer, when it is over, and who is reminded."""

from dataclasses import replace
from datetime import date

import pytest

from conversations.outreach import (
    AskedSchool,
    ConnectionState,
    Outreach,
    OutreachKind,
    OutreachTrouble,
    SchoolAnswer,
    is_settled,
    to_remind,
    trouble_with,
)
from plans.calendar import ClosedDays

NOV_17, DEC_4 = date(2026, 11, 17), date(2026, 12, 4)
ASH = AskedSchool(plan_id=1, organization_id=11, name="Ash Hollow", time_zone="America/New_York")
OAK = AskedSchool(plan_id=2, organization_id=12, name="Oak Lane", time_zone="America/New_York")
QUESTION = Outreach(
    id=1,
    kind=OutreachKind.QUESTION,
    workspace_id="T",
    organization_id=10,
    organization="County",
    time_zone="America/New_York",
    practice="3b",
    starter_id=5,
    starter="Grace",
    starter_slack_id="U1",
    starter_left=False,
    provider_id=5,
    provider="Grace",
    text="What do you lack?",
    due=DEC_4,
    started_on=NOV_17,
    closed_on=None,
    schools=(ASH, OAK),
)


def answered(outreach: Outreach, *answers: SchoolAnswer) -> Outreach:
    schools = [replace(school, answer=answer) for school, answer in zip(outreach.schools, answers, strict=True)]
    return replace(outreach, schools=schools)


def test_the_first_answer_counts_until_the_day_is_over() -> None:
    assert trouble_with(QUESTION, ASH, DEC_4) is None
    assert trouble_with(QUESTION, ASH, date(2026, 12, 5)) is OutreachTrouble.OVER
    assert trouble_with(replace(QUESTION, closed_on=NOV_17), ASH, NOV_17) is OutreachTrouble.OVER
    assert trouble_with(replace(QUESTION, starter_left=True), ASH, NOV_17) is OutreachTrouble.OVER
    assert trouble_with(QUESTION, replace(ASH, answer=SchoolAnswer.YES), NOV_17) is OutreachTrouble.ANSWERED


YES, NO, WAITING = SchoolAnswer.YES, SchoolAnswer.NO, SchoolAnswer.WAITING


@pytest.mark.parametrize(
    ("answers", "state"),
    [
        ((WAITING, WAITING), ConnectionState.WAITING),
        ((YES, WAITING), ConnectionState.WAITING),
        ((NO, WAITING), ConnectionState.OFF),
        ((YES, NO), ConnectionState.OFF),
        ((YES, YES), ConnectionState.AGREED),
    ],
)
def test_a_connection_needs_both_and_one_refusal_ends_it(
    answers: tuple[SchoolAnswer, SchoolAnswer], state: ConnectionState
) -> None:
    connection = answered(replace(QUESTION, kind=OutreachKind.CONNECTION), *answers)

    assert connection.connection is state
    assert is_settled(connection) is (state is not ConnectionState.WAITING)
    if state is ConnectionState.OFF:
        waiting = [school for school in connection.schools if school.answer is WAITING]
        assert [trouble_with(connection, school, NOV_17) for school in waiting] == [OutreachTrouble.OVER] * len(waiting)


def test_over_and_refused_look_the_same() -> None:
    connection = answered(replace(QUESTION, kind=OutreachKind.CONNECTION, closed_on=DEC_4), YES, WAITING)

    assert connection.connection is ConnectionState.OFF


def test_a_school_is_reminded_once_after_five_school_days() -> None:
    """From Tue, Nov 17: Nov 18, 19, 20, 23 and 24 have passed on the 25th; with Thanksgiving off, later."""
    asked = answered(QUESTION, YES, WAITING)
    days = [date(2026, 11, day) for day in (24, 25, 26)]
    assert [bool(to_remind(asked, day, ClosedDays())) for day in days] == [False, True, True]
    closed = ClosedDays.spanning([(date(2026, 11, 23), date(2026, 11, 27))])
    assert not to_remind(asked, date(2026, 11, 30), closed)
    assert to_remind(asked, date(2026, 12, 2), closed)

    reminded = replace(asked, schools=[replace(school, is_reminded=True) for school in asked.schools])
    assert not to_remind(reminded, days[1], ClosedDays())
    assert not to_remind(replace(asked, kind=OutreachKind.CONNECTION), days[1], ClosedDays())
