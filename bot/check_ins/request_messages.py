"""Outbox keys of check-in messages, and the values a request's messages show."""

from datetime import date, timedelta

from bot.messages.check_ins.about import About
from bot.slack import button_values
from plans.time_zones import zone_named
from storage.rounds.check_in_requests import RequestFacts
from storage.rounds.rounds import RoundFacts


def post_key(request_id: int) -> str:
    """The key of the first message of a request."""
    return f"check_in:{request_id}"


def leader_key(request_id: int, dedup_key: str) -> str:
    """The key of a copy from which a leader answers for someone."""
    return f"behalf:{request_id}:{dedup_key}"


def helper_key(request: RequestFacts, slack_id: str) -> str:
    """The key of a stand-in's copy. It counts the copies, so naming the same stand-in again makes a new key."""
    return leader_key(request.id, f"{_HANDED_ON}{slack_id}:{len(request.copies)}")


_HANDED_ON = "stand_in:"


def asking_key(request: RequestFacts) -> str:
    """The key of the message that asked the present addressee: the last stand-in copy, or the first message."""
    handed_on = [key for key in request.copies if _is_handed_on(key)]
    return handed_on[-1] if handed_on else post_key(request.id)


def _is_handed_on(key: str) -> bool:
    return f":{_HANDED_ON}" in key


def _is_leaders(key: str) -> bool:
    return key.startswith("behalf:") and not _is_handed_on(key)


def update_key(key: str) -> str:
    """The key of the update to the message with this key."""
    return f"{key}{_SHOWN}"


def shown_by(key: str) -> str:
    """The key of the message that this key posts or updates."""
    return key.removesuffix(_SHOWN)


_SHOWN = ":shown"


def request_id_of(key: str) -> int | None:
    """The request id in a check-in message's key. None for other keys."""
    noun, _, number = key.partition(":")
    return int(number) if noun == "check_in" and button_values.is_number(number) else None


def about(request: RequestFacts, key: str = "", reader: str = "") -> About:
    """The request as the message with `key` shows it to `reader`; by default as its addressee sees it."""
    reader = reader or request.slack_id
    by_other = request.channel is None and reader != request.own_slack_id
    is_former = by_other and reader != request.slack_id and not _is_leaders(key)
    return About(
        request_id=request.id,
        cadence=request.round.cadence,
        period=request.round.period,
        organization=request.organization,
        closes_on=closes_on(request),
        owner=request.name if by_other else "",
        stand_in="" if by_other else request.stand_in,
        passed_to=(request.stand_in or request.name) if is_former else "",
        team=request.name if request.channel else "",
        is_coming=request.round.is_coming,
    )


def closes_on(request: RequestFacts) -> date:
    return last_day(request.round, request.time_zone)


def last_day(of: RoundFacts, time_zone: str) -> date:
    """The last day for answers that are not late. The round closes at the end of this day."""
    return (of.closes_at - timedelta(seconds=1)).astimezone(zone_named(time_zone)).date()


def opened_on(of: RoundFacts, time_zone: str) -> date:
    return of.opened_at.astimezone(zone_named(time_zone)).date()
