"""Minutes as their leader publishes them."""

from __future__ import annotations

from conversations.highlight import Minutes
from storage.rounds.minutes import StoredMinutes
from tests.support.people import Person


def publish(person: Person, *, on: str | None = None) -> None:
    """Confirm the proposed participants and dates, and publish."""
    person.clicks("Publish", on=on)
    assert person.submits() == {}


def published(minutes: Minutes) -> StoredMinutes:
    return StoredMinutes(id=1, plan_id=1, period=minutes.period, published=True, version=2, minutes=minutes)
