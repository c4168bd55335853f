"""Assigns action items to people, and delivers the messages about them."""

from __future__ import annotations

from bot.action_items.notifying import ItemNotifier
from tests.scenarios.district import District

LATER = "2026-11-16 10:30"


def assign(district: District, words: str, *, by: str = "dana", in_: str = "C00BETHEL") -> None:
    person = district.person(by)
    person.types(f"/plan assign {words}", in_=in_)
    person.submits()
    person.closes()


def delivered(district: District, moment: str = LATER) -> None:
    """Let time pass until the notices of new items are sent."""
    district.at(moment)
    send_notices(district)


def send_notices(district: District) -> None:
    ItemNotifier(district.bot.turns).tick()
    district.settles()
