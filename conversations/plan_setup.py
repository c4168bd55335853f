"""The steps in which a plan is set up in Slack, in their order."""

from enum import StrEnum


class SetupStep(StrEnum):
    WHO = "who"
    """Who stands for each role and name in the plan."""
    CHANNEL = "channel"
    """Where the organization meets, and who leads it."""
    CALENDAR = "calendar"
    RHYTHM = "rhythm"
    """The day and hour of the monthly check-in."""
    PREVIEW = "preview"
    """Who hears what when, and the start."""


ORDER = tuple(SetupStep)


def after(step: SetupStep) -> SetupStep:
    return ORDER[min(ORDER.index(step) + 1, len(ORDER) - 1)]


def further(step: SetupStep, other: SetupStep) -> SetupStep:
    """Whichever comes later."""
    return max(step, other, key=ORDER.index)
