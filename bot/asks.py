"""Facts about one person's part of a round, as messages need them."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from bot.messages.check_in import About
from storage.check_ins import AskFacts, RoundFacts


def post_key(ask_id: int) -> str:
    """Key of the one message by which somebody is asked in a round."""
    return f"check_in:{ask_id}"


def ask_id_of(key: str) -> int | None:
    """The ask a message of that key is about, None for other messages."""
    noun, _, number = key.partition(":")
    return int(number) if noun == "check_in" and number.isdigit() else None


def about(found: AskFacts) -> About:
    return About(
        ask_id=found.id,
        period=found.round.period,
        organization=found.organization,
        closes_on=closes_on(found),
    )


def closes_on(found: AskFacts) -> date:
    return last_day(found.round, found.time_zone)


def last_day(of: RoundFacts, time_zone: str) -> date:
    """The last day on which a round can be answered: it closes at the end of it."""
    return (of.closes_at - timedelta(seconds=1)).astimezone(ZoneInfo(time_zone)).date()
