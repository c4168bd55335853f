"""Answers to forms that came too late: somebody else has changed what they are about."""

from collections.abc import Sequence
from typing import Any

from bot.messages import notices
from bot.slack import ack
from bot.slack.ack import Ack
from bot.turns import Turn


def too_late(turn: Turn, file: str, part: str, typed: Sequence[str], **values: Any) -> Ack:
    """Why the form was not accepted, with the typed text to copy. The audit has no change of it."""
    turn.saves_nothing()
    return ack.update(notices.too_late(file, part, typed, **values))
