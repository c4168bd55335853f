"""Facts about one part of a round, as messages need them."""

from datetime import date, timedelta

from bot import button_values
from bot.messages.check_ins.request import About
from plans.time_zones import zone_named
from storage.rounds.check_ins import AskFacts
from storage.rounds.rounds import RoundFacts


def post_key(ask_id: int) -> str:
    """Key of the one message by which somebody is asked in a round."""
    return f"check_in:{ask_id}"


def leader_key(ask_id: int, dedup_key: str) -> str:
    """Key of a copy from which a leader answers for somebody."""
    return f"behalf:{ask_id}:{dedup_key}"


def helper_key(request: AskFacts, slack_id: str) -> str:
    """Key of the copy that a stand-in gets in the middle of a round; another one for whoever is named again."""
    return leader_key(request.id, f"{_HANDED_ON}{slack_id}:{len(request.copies)}")


_HANDED_ON = "stand_in:"


def asked_by(request: AskFacts) -> str:
    """Key of the message by which whoever is asked now was asked: a stand-in by the one that came later."""
    handed_on = [key for key in request.copies if _is_handed_on(key)]
    return handed_on[-1] if handed_on else post_key(request.id)


def _is_handed_on(key: str) -> bool:
    return f":{_HANDED_ON}" in key


def _is_leaders(key: str) -> bool:
    return key.startswith("behalf:") and not _is_handed_on(key)


def update_key(key: str) -> str:
    """Key of what brings the message with that key up to date."""
    return f"{key}{_SHOWN}"


def shown_by(key: str) -> str:
    """Key of the message that this one makes, or brings up to date."""
    return key.removesuffix(_SHOWN)


_SHOWN = ":shown"


def ask_id_of(key: str) -> int | None:
    """The ask a message of that key is about, None for other messages."""
    noun, _, number = key.partition(":")
    return int(number) if noun == "check_in" and button_values.is_number(number) else None


def about(request: AskFacts, key: str = "", reader: str = "") -> About:
    """As the message with that key says it to its reader; without them, as it is said to whoever is asked now."""
    reader = reader or request.slack_id
    by_other = request.channel is None and reader != request.own_slack_id
    is_former = by_other and reader != request.slack_id and not _is_leaders(key)
    return About(
        ask_id=request.id,
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


def closes_on(request: AskFacts) -> date:
    return last_day(request.round, request.time_zone)


def last_day(of: RoundFacts, time_zone: str) -> date:
    """The last day on which a round can be answered in time: it closes at the end of it."""
    return (of.closes_at - timedelta(seconds=1)).astimezone(zone_named(time_zone)).date()


def opened_on(of: RoundFacts, time_zone: str) -> date:
    return of.opened_at.astimezone(zone_named(time_zone)).date()
