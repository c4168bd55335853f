"""Facts about one part of a round, as messages need them."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from bot.messages.check_in import About
from storage.check_ins import AskFacts
from storage.rounds import RoundFacts


def post_key(ask_id: int) -> str:
    """Key of the one message by which somebody is asked in a round."""
    return f"check_in:{ask_id}"


def leader_key(ask_id: int, cause: str) -> str:
    """Key of a copy from which a leader answers for somebody."""
    return f"behalf:{ask_id}:{cause}"


def is_for_leader(key: str) -> bool:
    return key.startswith("behalf:")


def ask_id_of(key: str) -> int | None:
    """The ask a message of that key is about, None for other messages."""
    noun, _, number = key.partition(":")
    return int(number) if noun == "check_in" and number.isdigit() else None


def about(found: AskFacts, *, to_leader: bool = False) -> About:
    """`to_leader` where somebody reads it who answers for the person."""
    return About(
        ask_id=found.id,
        cadence=found.round.cadence,
        period=found.round.period,
        organization=found.organization,
        closes_on=closes_on(found),
        owner=found.name if to_leader or found.stand_in_id else "",
        team=found.name if found.channel else "",
        is_coming=found.round.is_coming,
    )


def closes_on(found: AskFacts) -> date:
    return last_day(found.round, found.time_zone)


def last_day(of: RoundFacts, time_zone: str) -> date:
    """The last day on which a round can be answered in time: it closes at the end of it."""
    return (of.closes_at - timedelta(seconds=1)).astimezone(ZoneInfo(time_zone)).date()


def opened_on(of: RoundFacts, time_zone: str) -> date:
    return of.opened_at.astimezone(ZoneInfo(time_zone)).date()
