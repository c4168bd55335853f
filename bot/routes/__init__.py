"""Every button, form, shortcut and subcommand, each declared once: its name, who may use it, and its handler.

`register` gives them to Bolt; docs/roles.md and the tests of the roles are made from the same tables.
"""

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot import payloads
from bot.blocks import MessageContent, OpenForm
from bot.desk import Desk
from bot.identifiers import ActionId, ShortcutId, ViewId
from bot.payloads import Command
from bot.routes import check_ins, coaching, events, items, plans, root_cause, subcommands
from bot.routes.route import Body, Route, open_form
from bot.turns import CannotDoError
from prompts import say
from storage.delivery.outbox import OutboxMessage

ROUTES: tuple[Route, ...] = (
    *check_ins.ROUTES,
    *items.ROUTES,
    *coaching.ROUTES,
    *root_cause.ROUTES,
    *plans.ROUTES,
)
BUTTONS: Mapping[ActionId, Route] = MappingProxyType(
    {route.id: route for route in ROUTES if isinstance(route.id, ActionId)}
)
FORMS: Mapping[ViewId, Route] = MappingProxyType({route.id: route for route in ROUTES if isinstance(route.id, ViewId)})
SHORTCUTS: Mapping[ShortcutId, Route] = MappingProxyType(
    {route.id: route for route in ROUTES if isinstance(route.id, ShortcutId)}
)


def register(app: App) -> None:
    # Whatever it is called in the manifest: the app has one command.
    app.command(re.compile("^/"))(_command)
    for shortcut_id, route in SHORTCUTS.items():
        app.shortcut(shortcut_id)(route.listener)
    for route in BUTTONS.values():
        app.action(route.action_ids)(route.listener)
    # A button of an older version, or of another app's making: say so instead of leaving it spinning.
    app.action(re.compile(".*"))(_stale_button)
    for view, route in FORMS.items():
        app.view(view)(route.listener)
    # A form of an older version: return what was typed in it.
    app.view(re.compile(".*"))(_stale_form)
    events.register(app)


def _command(ack: Ack, body: Body, client: WebClient, desk: Desk) -> None:
    command = payloads.command(body)
    answer = subcommands.answer(desk, command)
    if isinstance(answer, OpenForm):
        open_form(client, body, answer.view)
        ack()
    elif answer.text:
        first, *others = answer.pages(say("help", "continued"))
        _queue_pages(desk, command, others)
        ack(response_type="ephemeral", **first.payload())
    else:
        ack()  # a form has opened, or the command was handled before


def _queue_pages(desk: Desk, command: Command, pages: Sequence[MessageContent]) -> None:
    """Queue what exceeds one message for the person's own messages."""
    if not pages:
        return
    with desk.turns.write(command.who) as turn:
        for number, page in enumerate(pages, start=2):
            key = f"{command.key}:page:{number}"
            turn.put(OutboxMessage.post(command.who.team, command.who.user, key, page.payload()))


def _stale_button() -> None:
    raise CannotDoError("errors", "stale_button")


def _stale_form() -> None:
    raise CannotDoError("errors", "stale_form")
