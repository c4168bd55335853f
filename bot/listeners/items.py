"""Action items, support and reminders: buttons, menus, forms and the shortcut."""

from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from bot import payloads
from bot.blocks import Block
from bot.desk import Desk


def assign(ack: Ack, body: dict[str, Any], client: WebClient, desk: Desk) -> None:
    _open(client, body, desk.assigning.from_button(payloads.click(body)))
    ack()


def assign_from_message(ack: Ack, body: dict[str, Any], client: WebClient, desk: Desk) -> None:
    _open(client, body, desk.assigning.from_message(payloads.message_shortcut(body)))
    ack()


def menu(ack: Ack, body: dict[str, Any], client: WebClient, desk: Desk) -> None:
    _open(client, body, desk.items.form(payloads.click(body)))
    ack()


def hand_over(ack: Ack, body: dict[str, Any], client: WebClient, desk: Desk) -> None:
    _open(client, body, desk.items.hand_over_form(payloads.click(body)))
    ack()


def answer_offer(ack: Ack, body: dict[str, Any], client: WebClient, desk: Desk) -> None:
    _open(client, body, desk.items.offer_form(payloads.click(body)))
    ack()


def late(ack: Ack, body: dict[str, Any], client: WebClient, desk: Desk) -> None:
    _open(client, body, desk.items.late(payloads.click(body)))
    ack()


def support(ack: Ack, body: dict[str, Any], client: WebClient, desk: Desk) -> None:
    _open(client, body, desk.supports.form(payloads.click(body)))
    ack()


def reminders(ack: Ack, body: dict[str, Any], client: WebClient, desk: Desk) -> None:
    _open(client, body, desk.reminding.from_button(payloads.click(body)))
    ack()


def accept(ack: Ack, body: dict[str, Any], desk: Desk) -> None:
    desk.items.accept(payloads.click(body))
    ack()


def accept_all(ack: Ack, body: dict[str, Any], desk: Desk) -> None:
    desk.items.accept_all(payloads.click(body))
    ack()


def agree(ack: Ack, body: dict[str, Any], desk: Desk) -> None:
    desk.items.agree(payloads.click(body))
    ack()


def keep_date(ack: Ack, body: dict[str, Any], desk: Desk) -> None:
    desk.items.keep_date(payloads.click(body))
    ack()


def turn_page(ack: Ack, body: dict[str, Any], desk: Desk) -> None:
    desk.homes.turn_page(payloads.click(body))
    ack()


def new_sent(ack: Ack, body: dict[str, Any], desk: Desk) -> None:
    ack(**desk.assigning.submit(payloads.submission(body)))


def item_sent(ack: Ack, body: dict[str, Any], desk: Desk) -> None:
    ack(**desk.items.submit(payloads.submission(body), body["view"]["callback_id"]))


def support_sent(ack: Ack, body: dict[str, Any], desk: Desk) -> None:
    ack(**desk.supports.submit(payloads.submission(body), body["view"]["callback_id"]))


def reminders_sent(ack: Ack, body: dict[str, Any], desk: Desk) -> None:
    ack(**desk.reminding.submit(payloads.submission(body)))


def _open(client: WebClient, body: dict[str, Any], view: Block) -> None:
    """From a button in a form the new one comes on top of it."""
    on_top = (body.get("view") or {}).get("type") == "modal"
    show = client.views_push if on_top else client.views_open
    show(trigger_id=body["trigger_id"], view=view)
