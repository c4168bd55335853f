"""A check-in as its leader closes it, and minutes as they publish them."""

from __future__ import annotations

from conversations.highlight import Minutes
from storage.rounds.minutes import StoredMinutes
from tests.support.people import Person


def close_check_in(person: Person, *, in_: str = "C00BETHEL") -> None:
    """Close the monthly check-in, say yes to the question whether to, and put the answer away."""
    person.types("/plan checkin close", in_=in_)
    assert person.submits() == {}
    person.closes()


def publish(person: Person, *, on: str | None = None) -> None:
    """Confirm the proposed participants and dates, and publish."""
    person.clicks("Publish", on=on)
    assert person.submits() == {}


def published(minutes: Minutes) -> StoredMinutes:
    return StoredMinutes(id=1, plan_id=1, period=minutes.period, published=True, version=2, minutes=minutes)
