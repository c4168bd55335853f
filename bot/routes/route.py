"""A route: one button, form or shortcut with who may use it, its handler, and what reads its payload.

A handler gets the desk and the payload as a value, and makes one call. What Slack gets back depends on the kind of
route: a button is acked, an opener's form opens inline before the ack (its trigger lives three seconds and works once),
and a form's handler returns what happens to the form.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from slack_bolt import Ack
from slack_sdk import WebClient

from bot import payloads
from bot.blocks import Block
from bot.desk import Desk
from bot.guards import Guard
from bot.identifiers import ActionId, ShortcutId, ViewId
from bot.payloads import Click, GlobalShortcut, MessageShortcut, Submission

Body = dict[str, Any]
Listener = Callable[[Ack, Body, WebClient, Desk], None]


@dataclass(frozen=True, slots=True)
class Route:
    id: ActionId | ViewId | ShortcutId
    guard: Guard
    listener: Listener
    """What Bolt calls."""

    @property
    def action_ids(self) -> re.Pattern[str]:
        """Buttons of one kind in one row are told apart by a suffix after a dot."""
        return re.compile(rf"^{re.escape(self.id)}(\.|$)")


def button(action: ActionId, guard: Guard, handler: Callable[[Desk, Click], object]) -> Route:
    def listener(ack: Ack, body: Body, client: WebClient, desk: Desk) -> None:  # noqa: ARG001 (Bolt passes by name)
        handler(desk, payloads.click(body))
        ack()

    return Route(action, guard, listener)


def opener(action: ActionId, guard: Guard, handler: Callable[[Desk, Click], Block]) -> Route:
    """A button that opens a form."""
    return _opener(action, guard, payloads.click, handler)


def shortcut(shortcut_id: ShortcutId, guard: Guard, handler: Callable[[Desk, GlobalShortcut], Block]) -> Route:
    """A global shortcut; it opens a form."""
    return _opener(shortcut_id, guard, payloads.shortcut, handler)


def message_shortcut(shortcut_id: ShortcutId, guard: Guard, handler: Callable[[Desk, MessageShortcut], Block]) -> Route:
    """A shortcut in a message's menu; it opens a form."""
    return _opener(shortcut_id, guard, payloads.message_shortcut, handler)


def form(view: ViewId, guard: Guard, handler: Callable[[Desk, Submission], dict[str, Any]]) -> Route:
    """The handler returns the ack: None (the form closes), errors beside fields, or the next view."""

    def listener(ack: Ack, body: Body, client: WebClient, desk: Desk) -> None:  # noqa: ARG001 (Bolt passes by name)
        ack(**handler(desk, payloads.submission(body)))

    return Route(view, guard, listener)


def _opener(
    route_id: ActionId | ShortcutId,
    guard: Guard,
    read: Callable[[Mapping[str, Any]], Any],
    handler: Callable[[Desk, Any], Block],
) -> Route:
    def listener(ack: Ack, body: Body, client: WebClient, desk: Desk) -> None:
        open_form(client, body, handler(desk, read(body)))
        ack()

    return Route(route_id, guard, listener)


def open_form(client: WebClient, body: Body, view: Block) -> None:
    """A button in a form that opens another form on top of it."""
    is_in_form = (body.get("view") or {}).get("type") == "modal"
    send = client.views_push if is_in_form else client.views_open
    send(trigger_id=body["trigger_id"], view=view)
