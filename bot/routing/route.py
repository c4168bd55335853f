"""A route: one button, form or shortcut with what reads its payload, who may use it, and its handler.

The payload is read into a typed value, and its handler runs behind its rule (bot/routing/guarded.py). What Slack gets
back depends on the kind of route: a button is acked, an opener's form opens inline before the ack (its trigger lives
three seconds and works once), and a form's handler returns what happens to the form.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from slack_bolt import Ack as BoltAck
from slack_sdk import WebClient

from bot.desk import Desk
from bot.messages import notices
from bot.permissions.guards import Guard
from bot.routing.guarded import Guarded
from bot.slack import payloads
from bot.slack.ack import Ack
from bot.slack.blocks import Block
from bot.slack.identifiers import ActionId, ShortcutId, ViewId
from bot.slack.payloads import Click, GlobalShortcut, MessageShortcut, Submission
from bot.students import form_warnings

Body = dict[str, Any]
Listener = Callable[[BoltAck, Body, WebClient, Desk], None]
Payload = TypeVar("Payload", Click, GlobalShortcut, MessageShortcut)
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Route:
    id: ActionId | ViewId | ShortcutId
    read: Callable[[Any], Any]
    """Reads the payload into a typed value."""
    guard: Guard
    listener: Listener
    """What Bolt calls."""


def button(action: ActionId, read: Callable[[Click], Value], handler: Guarded[Click, Value, Any]) -> Route:
    """A button that changes something. In the form "More", a notice takes the form's place."""

    def listener(ack: BoltAck, body: Body, client: WebClient, desk: Desk) -> None:
        click = payloads.click(body)
        handler.run_as(action, desk, click, read(click))
        if is_more(body):
            open_form(client, body, notices.form(notices.sentence("threads", "done")))
        ack()

    return Route(action, read, handler.rule.guard, listener)


def opener(action: ActionId, read: Callable[[Click], Value], handler: Guarded[Click, Value, Block]) -> Route:
    """A button that opens a form."""
    return _opener(action, payloads.click, read, handler)


def shortcut(
    shortcut_id: ShortcutId, read: Callable[[GlobalShortcut], Value], handler: Guarded[GlobalShortcut, Value, Block]
) -> Route:
    """A global shortcut; it opens a form."""
    return _opener(shortcut_id, payloads.shortcut, read, handler)


def message_shortcut(
    shortcut_id: ShortcutId, read: Callable[[MessageShortcut], Value], handler: Guarded[MessageShortcut, Value, Block]
) -> Route:
    """A shortcut in a message's menu; it opens a form."""
    return _opener(shortcut_id, payloads.message_shortcut, read, handler)


def form(view: ViewId, read: Callable[[Submission], Value], handler: Guarded[Submission, Value, Ack]) -> Route:
    """The handler returns the ack: nothing (the form closes), errors beside fields, or what is shown next.

    A form whose text seems to name a student is shown once more before its handler gets it.
    """

    def listener(ack: BoltAck, body: Body, client: WebClient, desk: Desk) -> None:  # noqa: ARG001 (Bolt passes by name)
        sent = payloads.submission(body)
        answer = form_warnings.warning(desk, body["view"], sent.who)
        if answer is None:
            answer = form_warnings.carried_over(body["view"], handler.run_as(view, desk, sent, read(sent)))
        ack(**answer)

    return Route(view, read, handler.rule.guard, listener)


def _opener(
    route_id: ActionId | ShortcutId,
    parse: Callable[[Body], Payload],
    read: Callable[[Payload], Value],
    handler: Guarded[Payload, Value, Block],
) -> Route:
    def listener(ack: BoltAck, body: Body, client: WebClient, desk: Desk) -> None:
        payload = parse(body)
        open_form(client, body, handler.run_as(route_id, desk, payload, read(payload)))
        ack()

    return Route(route_id, read, handler.rule.guard, listener)


def open_form(client: WebClient, body: Mapping[str, Any], view: Block) -> None:
    """A button in a form opens the next one on top of it; a button of the form "More" opens it in its place."""
    if is_more(body):
        client.views_update(view_id=body["view"]["id"], view=view)
        return
    is_in_form = (body.get("view") or {}).get("type") == "modal"
    send = client.views_push if is_in_form else client.views_open
    send(trigger_id=body["trigger_id"], view=view)


def is_more(body: Mapping[str, Any]) -> bool:
    """Whether a button was pressed in a form that what it opens takes the place of."""
    return (body.get("view") or {}).get("callback_id") == ViewId.MORE
