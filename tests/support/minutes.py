"""Publishes minutes as their leader."""

from __future__ import annotations

from tests.support.people import Person


def publish(person: Person, *, on: str | None = None) -> None:
    """Confirm the proposed participants and dates, and publish."""
    person.clicks("Publish", on=on)
    assert person.submits() == {}
