"""Turns that change personal schedules: absences, stand-ins, check-in hours and send windows."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from bot import addressees
from bot.check_ins import opening, reporting, request_messages
from bot.home import homes
from bot.messages import notices
from bot.people import hours
from bot.slack.blocks import MessageContent
from bot.slack.payloads import Command
from bot.turns import CannotDoError, Turn
from plans.dates import DateColumn, PlanYear, UnreadableDate, read_when
from plans.time_zones import zone_named
from storage.delivery import outbox
from storage.models import PersonRow
from storage.people import people, schedules
from storage.people.schedules import NO_SCHEDULE, Absence, Source
from storage.rounds import check_in_requests, check_ins

NOUN = "away"

BACK = frozenset({"back", "off", "no", "here", "end"})
OPEN_ENDED = frozenset({"now", "on", "until further notice"})
USUAL = frozenset({"usual", "default", "reset", "off"})
_UNTIL = re.compile(r"^(?:until|till|til|through|thru|to)\b", re.IGNORECASE)


def set_absence(turn: Turn, _command: Command, words: str, _subject: None) -> MessageContent:
    """Show, set or end a person's own absence. A person named in the text becomes the stand-in."""
    helper, words = addressees.extract_person(turn, words)
    if helper is not None:
        _set_stand_in(turn, helper)
    words = re.sub(r"\b(?:ask|stand[- ]?in:?)\b", "", words, flags=re.IGNORECASE).strip(" ,;")
    if words.casefold() in BACK:
        return _come_back(turn)
    if words:
        schedules.set_away(turn.session, turn.by.id, _period(words, _today(turn.now, turn.by)), Source.OWN)
    turn.session.flush()
    _pass_on_requests(turn, turn.by)
    return _show_absence(turn)


def set_hours(turn: Turn, _command: Command, words: str, _subject: None) -> MessageContent:
    """Show or set a person's check-in hour or send window."""
    if words.casefold() in USUAL:
        schedules.set_hour(turn.session, turn.by.id, None)
        schedules.set_window(turn.session, turn.by.id, None)
    elif words:
        _set_hours(turn, words)
    turn.session.flush()
    settled = schedules.personal_schedule(turn.session, [turn.by.id]).get(turn.by.id, NO_SCHEDULE)
    return notices.sentence(NOUN, "hours", settled=settled, zone=turn.by.time_zone)


def _today(now: datetime, person: PersonRow) -> date:
    return now.astimezone(zone_named(person.time_zone)).date()


def _set_stand_in(turn: Turn, helper: PersonRow) -> None:
    if helper.id == turn.by.id:
        raise CannotDoError(NOUN, "not_oneself")
    schedules.set_stand_in(turn.session, turn.by.id, helper.id)


def _period(words: str, today: date) -> Absence:
    """Read an absence. Raises CannotDoError for unreadable text or a past date."""
    if words.casefold() in OPEN_ENDED:
        return Absence(today, None)
    try:
        when = read_when(words, role=DateColumn.TIMELINE, year=PlanYear.of(today))
    except UnreadableDate as error:
        raise CannotDoError(NOUN, "bad_date", text=words) from error
    if when.due is None:
        raise CannotDoError(NOUN, "bad_date", text=words)
    if when.due < today:
        raise CannotDoError(NOUN, "past", day=when.due)
    return Absence(when.start or (today if _UNTIL.match(words) else when.due), when.due)


def _come_back(turn: Turn) -> MessageContent:
    was_away = schedules.set_back(turn.session, turn.by.id, Source.OWN, Source.STATUS)
    passed_on = [
        request
        for request in check_in_requests.own_requests(turn.session, turn.by.id)
        if request.stand_in_id is not None
    ]
    for request in passed_on:
        reporting.return_to_owner(turn, request)
    turn.session.flush()
    _ask_now(turn, turn.by)
    homes.refresh(turn, turn.by)
    helper = _stand_in(turn, turn.by)
    return notices.sentence(
        NOUN,
        "back" if was_away or passed_on else "not_away",
        stand_in=helper.name if helper else "",
        taken_back=bool(passed_on),
    )


def _ask_now(turn: Turn, person: PersonRow) -> None:
    """Send the requests that waited for a person who is back."""
    for request in check_in_requests.requests_of(turn.session, person.id):
        key = request_messages.post_key(request.id)
        was_for_them = request.person_id == person.id or outbox.was_queued(turn.session, key)
        if request.round.is_open and was_for_them and outbox.sent_at(turn.session, key) is None:
            outbox.delete_pending(turn.session, key)
            turn.put(opening.request_message(request, turn.now))


def _pass_on_requests(turn: Turn, person: PersonRow) -> None:
    """Pass the unanswered requests of a person who is away to their stand-in."""
    helper = _stand_in(turn, person)
    is_away = person.id in schedules.away(turn.session, [person.id], _today(turn.now, person))
    if helper is None or not is_away or not _is_here(turn, helper):
        return
    for request in check_in_requests.own_requests(turn.session, person.id):
        if request.stand_in_id != helper.id and check_ins.load(turn.session, request).unanswered():
            reporting.answer_on_behalf(turn, request, helper)


def _stand_in(turn: Turn, person: PersonRow) -> PersonRow | None:
    settled = schedules.personal_schedule(turn.session, [person.id]).get(person.id, NO_SCHEDULE)
    return turn.session.get(PersonRow, settled.stand_in_id) if settled.stand_in_id else None


def _is_here(turn: Turn, helper: PersonRow) -> bool:
    return helper.active and helper.id not in schedules.away(turn.session, [helper.id], _today(turn.now, helper))


def _show_absence(turn: Turn) -> MessageContent:
    absence = schedules.absence(turn.session, turn.by.id, _today(turn.now, turn.by))
    helper = _stand_in(turn, turn.by)
    return notices.sentence(
        NOUN,
        "away" if absence else "here",
        absence=absence,
        stand_in=helper.name if helper else "",
        is_here=helper is not None and _is_here(turn, helper),
    )


def _set_hours(turn: Turn, words: str) -> None:
    """Set the hour or the window. Raises CannotDoError for other text, and for an hour outside the window."""
    window = hours.read_window(words)
    at = hours.read_time(words)
    usual = schedules.personal_schedule(turn.session, [turn.by.id]).get(turn.by.id, NO_SCHEDULE).window
    if window is not None:
        schedules.set_window(turn.session, turn.by.id, window)
    elif at is None:
        raise CannotDoError(NOUN, "bad_hours", text=words)
    elif usual.within(at) != at:
        raise CannotDoError(NOUN, "outside_hours", at=at, window=usual)
    else:
        schedules.set_hour(turn.session, turn.by.id, at)


# ---------------------------------------------------------------- what a Slack status says

_AWAY_WORDS = re.compile(
    r"\b(?:vacation(?:ing)?|holidays?|out sick|sick|ill|ooo|oof|pto|out of (?:the )?office|(?:on|parental|family|sick|"
    r"maternity|paternity) leave|away|off today|jury duty|bereavement)\b",
    re.IGNORECASE,
)
_AWAY_EMOJI = frozenset({":palm_tree:", ":face_with_thermometer:", ":desert_island:", ":beach_with_umbrella:"})


def by_status(user: Mapping[str, Any], now: datetime) -> Absence | None:
    """The absence that a Slack status announces, until the status expires. None for other statuses."""
    profile = user.get("profile") or {}
    text, emoji = str(profile.get("status_text") or ""), str(profile.get("status_emoji") or "")
    if not _AWAY_WORDS.search(text) and (emoji not in _AWAY_EMOJI or text):
        return None
    zone = zone_named(user.get("tz") or "")
    ends = int(profile.get("status_expiration") or 0)
    today = now.astimezone(zone).date()
    if not ends:
        return Absence(today, None)
    last = datetime.fromtimestamp(ends - 1, UTC).astimezone(zone).date()
    return Absence(today, last) if last >= today else None


def learn(turn: Turn, team: str, users: Iterable[Mapping[str, Any]]) -> None:
    """Store the absences in people's statuses. An absence that began earlier keeps its first day."""
    before = schedules.by_status(turn.session, team)
    absences = {user["id"]: by_status(user, turn.now) for user in users}
    concerned = [slack_id for slack_id, away in absences.items() if away is not None or slack_id in before]
    for slack_id, person in people.by_slack_id(turn.session, team, concerned).items():
        away = absences[slack_id]
        if away is None:
            schedules.set_back(turn.session, person.id, Source.STATUS)
            if not schedules.away(turn.session, [person.id], _today(turn.now, person)):
                _ask_now(turn, person)
        else:
            first = before[slack_id].first if slack_id in before else away.first
            schedules.set_away(turn.session, person.id, replace(away, first=first), Source.STATUS)
            _pass_on_requests(turn, person)
