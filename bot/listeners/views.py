"""Forms that were sent. The ack says what happens to the form: it closes, shows errors, or shows what comes next."""

from typing import Any

from slack_bolt import Ack

from bot import payloads
from bot.desk import Desk
from bot.turns import CannotDoError


def behind(ack: Ack, body: dict[str, Any], desk: Desk) -> None:
    ack(**desk.check_ins.behind(payloads.submission(body)))


def result(ack: Ack, body: dict[str, Any], desk: Desk) -> None:
    ack(**desk.check_ins.result(payloads.submission(body)))


def risk(ack: Ack, body: dict[str, Any], desk: Desk) -> None:
    ack(**desk.check_ins.risk(payloads.submission(body)))


def minutes_section(ack: Ack, body: dict[str, Any], desk: Desk) -> None:
    ack(**desk.minutes.save_section(payloads.submission(body)))


def minutes_header(ack: Ack, body: dict[str, Any], desk: Desk) -> None:
    ack(**desk.minutes.save_header(payloads.submission(body)))


def coaching_plan(ack: Ack, body: dict[str, Any], desk: Desk) -> None:
    ack(**desk.coaching.choose_plan(payloads.submission(body)))


def coaching_start(ack: Ack, body: dict[str, Any], desk: Desk) -> None:
    ack(**desk.coaching.start(payloads.submission(body)))


def coaching_park(ack: Ack, body: dict[str, Any], desk: Desk) -> None:
    ack(**desk.coaching.park(payloads.submission(body)))


def coaching_quiet(ack: Ack, body: dict[str, Any], desk: Desk) -> None:
    ack(**desk.coaching.quiet(payloads.submission(body)))


def coaching_part(ack: Ack, body: dict[str, Any], desk: Desk) -> None:
    ack(**desk.coaching.part(payloads.submission(body)))


def coaching_arrange(ack: Ack, body: dict[str, Any], desk: Desk) -> None:
    ack(**desk.coaching.arrange(payloads.submission(body)))


def coaching_answer(ack: Ack, body: dict[str, Any], desk: Desk) -> None:
    ack(**desk.coaching.answer(payloads.submission(body)))


def root_cause_start(ack: Ack, body: dict[str, Any], desk: Desk) -> None:
    ack(**desk.root_cause.start(payloads.submission(body)))


def root_cause_form(ack: Ack, body: dict[str, Any], desk: Desk) -> None:
    ack(**desk.root_cause.submit(payloads.submission(body)))


def stale() -> None:
    raise CannotDoError("errors", "stale_form")


def roles(ack: Ack, body: dict[str, Any], desk: Desk) -> None:
    ack(**desk.directory.assign(payloads.submission(body)))


def move_undelivered(ack: Ack, body: dict[str, Any], desk: Desk) -> None:
    ack(**desk.undelivered.move(payloads.submission(body)))
