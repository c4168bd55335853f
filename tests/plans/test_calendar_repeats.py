"""Rules of repeating, held against a library that follows them without bounds."""

from datetime import date, datetime, time, timedelta
from itertools import takewhile

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as some
from icalendar import vRecur

from plans.calendar_files.repeats import WEEKDAYS, Rule, UnreadableRuleError

LAST = date(2029, 12, 31)

weekdays = some.lists(some.sampled_from(WEEKDAYS), min_size=1, max_size=3, unique=True).map(",".join)
placed = some.builds("{}{}".format, some.sampled_from(["1", "2", "-1", "-2", "4"]), some.sampled_from(WEEKDAYS))
months = some.lists(some.integers(1, 12), min_size=1, max_size=3, unique=True)
rules = some.one_of(
    some.builds("FREQ=DAILY;INTERVAL={}".format, some.integers(1, 9)),
    some.builds("FREQ=DAILY;BYDAY={}".format, weekdays),
    some.builds(
        "FREQ=WEEKLY;INTERVAL={};BYDAY={};WKST={}".format, some.integers(1, 4), weekdays, some.sampled_from(WEEKDAYS)
    ),
    some.builds("FREQ=WEEKLY;COUNT={}".format, some.integers(1, 30)),
    some.builds("FREQ=MONTHLY;BYDAY={}".format, placed),
    some.builds("FREQ=MONTHLY;BYMONTHDAY={}".format, some.sampled_from([1, 15, 31, -1, -3])),
    some.builds("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS={}".format, some.sampled_from([1, 3, -1])),
    some.builds("FREQ=YEARLY;BYMONTH={};BYDAY={}".format, some.integers(1, 12), placed),
    some.builds("FREQ=YEARLY;BYDAY={}".format, placed),
    some.builds(lambda numbers: f"FREQ=YEARLY;BYMONTH={','.join(map(str, numbers))}", months),
    some.just("FREQ=YEARLY"),
    some.just("FREQ=MONTHLY;UNTIL=20280110T000000Z"),
)


@given(rule=rules, first=some.dates(date(2024, 1, 1), date(2027, 12, 31)))
def test_the_days_are_those_of_the_library(rule: str, first: date) -> None:
    begins = datetime.combine(first, time())
    plain = rule.replace("T000000Z", "")
    expected = [
        moment.date() for moment in takewhile(lambda moment: moment.date() <= LAST, rrulestr(plain, dtstart=begins))
    ]

    assert list(Rule.parse(vRecur.from_ical(rule), first).days(first, LAST)) == expected


@pytest.mark.parametrize(
    "rule", ["FREQ=SECONDLY;BYSETPOS=5", "FREQ=HOURLY", "FREQ=DAILY;BYHOUR=1,2", "FREQ=YEARLY;BYYEARDAY=1"]
)
def test_a_rule_of_hours_or_another_kind_is_refused(rule: str) -> None:
    with pytest.raises(UnreadableRuleError):
        Rule.parse(vRecur.from_ical(rule), date(2026, 9, 7))


@pytest.mark.parametrize(
    "rule", ["FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=DAILY;BYSETPOS=5", "FREQ=MONTHLY;BYDAY=6MO"]
)
def test_a_rule_that_is_never_met_ends(rule: str) -> None:
    first = date(2026, 9, 7)

    assert list(Rule.parse(vRecur.from_ical(rule), first).days(first, first + timedelta(days=1_100))) == []
