"""Reminders of due dates, and each person's choice of how many they get."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from itertools import groupby

from bot.isolation import isolated
from bot.messages import notices
from bot.messages.items import reminders as messages
from bot.permissions.guards import EVERY_MEMBER
from bot.routing.guarded import reads, writes
from bot.routing.route import Route, form, opener
from bot.slack import ack, button_values
from bot.slack.ack import Ack
from bot.slack.blocks import Block, OpenForm
from bot.slack.button_values import NoValue
from bot.slack.identifiers import ActionId, FieldId, ViewId
from bot.slack.payloads import Click, Command, Submission
from bot.turns import Turn, Turns
from plans.calendar import ONE_DAY, ClosedDays, Window
from plans.reminders import LATE_AFTER, WANTED, Reminder, ReminderPreference, reminder_on
from plans.time_zones import zone_named
from prompts import formats, plain
from storage.delivery.outbox import OutboxMessage
from storage.items import reminders
from storage.items.reminders import DueItem
from storage.people import calendars, people, schedules
from storage.people.schedules import Absence, Source

NOUN = "reminders"
AT = time(9)
LOOK_BACK = timedelta(days=40)
"""Covers the reminder a week after the due date and the longest break that can delay it."""
LOOK_AHEAD = timedelta(days=40)

PendingReminder = tuple[DueItem, Reminder]


class Reminding:
    def __init__(self, turns: Turns) -> None:
        self._turns = turns
        self._done: dict[str, date] = {}

    # -------------------------------------------------------- by itself

    def tick(self) -> None:
        """Send the day's reminders of each time zone once, after 9:00 there.

        The database records sent reminders, so several replicas may tick.
        """
        now = self._turns.clock.now()
        for zone in self._zones():
            local = now.astimezone(zone_named(zone))
            today = local.date()
            if self._done.get(zone) != today and AT <= local.time() < Window().last:
                with isolated("reminders in the time zone", zone):
                    self._remind(zone, today)
                    self._done[zone] = today

    def _zones(self) -> Sequence[str]:
        with self._turns.read() as turn:
            return reminders.time_zones(turn.session)

    def _remind(self, zone: str, today: date) -> None:
        with self._turns.read() as turn:
            due_items = reminders.due_between(turn.session, zone, today - LOOK_BACK, today + LOOK_AHEAD)
            due_items += reminders.led_between(turn.session, zone, today - LOOK_BACK, today - LATE_AFTER)
            pending = _not_asked(turn, _pending(turn, due_items, today), zone, today)
            pending.sort(key=lambda pair: (pair[0].person_id, pair[0].led))
        if not pending:
            return
        with self._turns.write() as turn:
            unsent = reminders.mark(turn.session, pending, today)
            for person, of_one in groupby(unsent, key=lambda pair: pair[0].person_id):
                with isolated("reminder for person", person):
                    _post(turn, list(of_one), today)


# ---------------------------------------------------------------- what somebody wants


def command_form(turn: Turn, _command: Command, _words: str, _subject: None) -> OpenForm:
    return OpenForm(_preference_form(turn))


def button_form(turn: Turn, _click: Click, _value: object, _subject: None) -> Block:
    return _preference_form(turn)


def _preference_form(turn: Turn) -> Block:
    away = schedules.absence(turn.session, turn.by.id, _today(turn))
    return messages.form(ReminderPreference(turn.by.reminder_preference), away.last if away else None)


def save_preference(turn: Turn, form: Submission, _value: object, _subject: None) -> Ack:
    preference = button_values.word(ReminderPreference, form.text(FieldId.WISH))
    away_until = form.day(FieldId.AWAY_UNTIL)
    if away_until is not None and away_until < _today(turn):
        return ack.errors({FieldId.AWAY_UNTIL: plain(NOUN, "trouble_away_past")})
    reminders.save_preference(turn.session, turn.by.id, preference)
    _set_away(turn, away_until)
    return ack.update(notices.form(messages.saved(preference, away_until)))


def _today(turn: Turn) -> date:
    return turn.today(turn.by.time_zone)


def _set_away(turn: Turn, until: date | None) -> None:
    """Set the absence that `/plan away` shows. An absence already stored with this last day keeps its first day."""
    absence = schedules.absence(turn.session, turn.by.id, _today(turn))
    if until is None:
        schedules.set_back(turn.session, turn.by.id, Source.OWN)
    elif absence is None or absence.last != until:
        schedules.set_away(turn.session, turn.by.id, Absence(_today(turn), until), Source.OWN)


def _pending(turn: Turn, due_items: Sequence[DueItem], today: date) -> list[PendingReminder]:
    closed: dict[int, ClosedDays] = {}
    away = schedules.away(turn.session, {due.person_id for due in due_items}, today)
    pending: list[PendingReminder] = []
    for due in due_items:
        if due.person_id in away:
            continue
        if due.organization_id not in closed:
            closed[due.organization_id] = calendars.of(turn.session, due.organization_id).closed
        kind = reminder_on(today, due.due, closed[due.organization_id], due.last_report)
        if kind is not None and kind in WANTED[due.preference]:
            pending.append((due, kind))
    return pending


def _not_asked(turn: Turn, pending: Sequence[PendingReminder], zone: str, today: date) -> list[PendingReminder]:
    """Leave out items that a check-in request asks the same person about today; due today stays."""
    first = datetime.combine(today, time.min, tzinfo=zone_named(zone))
    waiting = {due.item_id for due, kind in pending if kind is not Reminder.TODAY}
    asked = reminders.asked_about(turn.session, waiting, first, first + ONE_DAY) if waiting else set()
    return [(due, kind) for due, kind in pending if kind is Reminder.TODAY or (due.item_id, due.person_id) not in asked]


def _post(turn: Turn, due: Sequence[PendingReminder], today: date) -> None:
    first = due[0][0]
    with formats.reading(locale=people.locale(turn.session, first.workspace_id, first.slack_id)):
        message = messages.message(due, today)
    key = f"reminder:{first.workspace_id}:{first.slack_id}:{today.isoformat()}"
    turn.put(
        OutboxMessage.post(first.workspace_id, first.slack_id, key, message.payload()).unrequested(
            zone=first.time_zone,
            organization_id=first.organization_id,
            not_before=_nine(today, first.time_zone, turn.now),
        )
    )


def _nine(today: date, zone: str, now: datetime) -> datetime:
    return max(now, datetime.combine(today, AT, tzinfo=zone_named(zone)))


ROUTES: tuple[Route, ...] = (
    opener(ActionId.REMINDERS_OPEN, NoValue.of, reads(EVERY_MEMBER, button_form)),
    form(ViewId.REMINDERS, NoValue.of, writes(EVERY_MEMBER, save_preference)),
)
