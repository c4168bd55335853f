"""Buttons. Forms open inline, before the ack: their trigger lives three seconds and works once."""

from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from bot import payloads
from bot.desk import Desk
from bot.messages import notices
from bot.turns import CannotDoError


def tap(ack: Ack, body: dict[str, Any], desk: Desk) -> None:
    desk.check_ins.tap(payloads.click(body))
    ack()


def report_now(ack: Ack, body: dict[str, Any], desk: Desk) -> None:
    desk.rounds.report_from_home(payloads.click(body))
    ack()


def open_check_in_form(ack: Ack, body: dict[str, Any], client: WebClient, desk: Desk) -> None:
    client.views_open(trigger_id=body["trigger_id"], view=desk.check_ins.form(payloads.click(body)))
    ack()


def open_section_form(ack: Ack, body: dict[str, Any], client: WebClient, desk: Desk) -> None:
    client.views_open(trigger_id=body["trigger_id"], view=desk.minutes.section_form(payloads.click(body)))
    ack()


def open_header_form(ack: Ack, body: dict[str, Any], client: WebClient, desk: Desk) -> None:
    client.views_open(trigger_id=body["trigger_id"], view=desk.minutes.header_form(payloads.click(body)))
    ack()


def publish_minutes(ack: Ack, body: dict[str, Any], desk: Desk) -> None:
    desk.minutes.publish(payloads.click(body))
    ack()


def share_status(ack: Ack, body: dict[str, Any], desk: Desk) -> None:
    desk.statuses.share(payloads.click(body))
    ack()


def open_roles_form(ack: Ack, body: dict[str, Any], client: WebClient, desk: Desk) -> None:
    client.views_open(trigger_id=body["trigger_id"], view=desk.directory.form(payloads.click(body)))
    ack()


def open_move_form(ack: Ack, body: dict[str, Any], client: WebClient, desk: Desk) -> None:
    client.views_open(trigger_id=body["trigger_id"], view=desk.undelivered.form(payloads.click(body)))
    ack()


def coaching_step(ack: Ack, body: dict[str, Any], desk: Desk) -> None:
    desk.coaching.press(payloads.click(body))
    ack()


def coaching_tick(ack: Ack, body: dict[str, Any], desk: Desk) -> None:
    desk.coaching.tick(payloads.click(body))
    ack()


def coaching_where(ack: Ack, body: dict[str, Any], desk: Desk) -> None:
    desk.coaching.where(payloads.click(body))
    ack()


def open_coaching_form(ack: Ack, body: dict[str, Any], client: WebClient, desk: Desk) -> None:
    client.views_open(trigger_id=body["trigger_id"], view=desk.coaching.open_form(payloads.click(body)))
    ack()


def open_answer_form(ack: Ack, body: dict[str, Any], client: WebClient, desk: Desk) -> None:
    client.views_open(trigger_id=body["trigger_id"], view=desk.coaching.open_answer(payloads.click(body)))
    ack()


def send_record(ack: Ack, body: dict[str, Any], client: WebClient, desk: Desk) -> None:
    message = desk.coaching.send_record(payloads.click(body))
    client.views_open(trigger_id=body["trigger_id"], view=notices.form(message))
    ack()


def root_cause_step(ack: Ack, body: dict[str, Any], desk: Desk) -> None:
    desk.root_cause.press(payloads.click(body))
    ack()


def root_cause_where(ack: Ack, body: dict[str, Any], desk: Desk) -> None:
    desk.root_cause.where(payloads.click(body))
    ack()


def open_root_cause_form(ack: Ack, body: dict[str, Any], client: WebClient, desk: Desk) -> None:
    client.views_open(trigger_id=body["trigger_id"], view=desk.root_cause.open_form(payloads.click(body)))
    ack()


def stale() -> None:
    raise CannotDoError("errors", "stale_button")
