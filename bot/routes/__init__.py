"""Every button, form, shortcut and subcommand, each declared once: its name, who may use it, and its handler.

`register` gives them to Bolt; docs/roles.md and the tests of the roles are made from the same tables.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot import homes, long_answers, payloads, statuses, undelivered
from bot.action_items import assigning, reminding, supports
from bot.action_items import desk as items
from bot.blocks import OpenForm
from bot.check_ins import answering, round_desk
from bot.coaching import desk as coaching
from bot.desk import Desk
from bot.identifiers import ActionId, ShortcutId, ViewId
from bot.minutes import desk as minutes
from bot.people import directory
from bot.root_cause import desk as root_cause
from bot.routes import events, subcommands
from bot.routes.events import Inbox
from bot.routing.route import Body, Route, open_form
from bot.turns import CannotDoError
from prompts import say

ROUTES: tuple[Route, ...] = (
    *answering.ROUTES,
    *round_desk.ROUTES,
    *assigning.ROUTES,
    *items.ROUTES,
    *supports.ROUTES,
    *reminding.ROUTES,
    *coaching.ROUTES,
    *root_cause.ROUTES,
    *statuses.ROUTES,
    *minutes.ROUTES,
    *directory.ROUTES,
    *undelivered.ROUTES,
    *homes.ROUTES,
)
"""Each room brings the rows of its buttons, forms and shortcuts, next to their handlers."""
BUTTONS: Mapping[ActionId, Route] = MappingProxyType(
    {route.id: route for route in ROUTES if isinstance(route.id, ActionId)}
)
FORMS: Mapping[ViewId, Route] = MappingProxyType({route.id: route for route in ROUTES if isinstance(route.id, ViewId)})
SHORTCUTS: Mapping[ShortcutId, Route] = MappingProxyType(
    {route.id: route for route in ROUTES if isinstance(route.id, ShortcutId)}
)


def register(app: App, inbox: Inbox) -> None:
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
    events.register(app, inbox)


def _command(ack: Ack, body: Body, client: WebClient, desk: Desk) -> None:
    command = payloads.command(body)
    answer = subcommands.answer(desk, command)
    if isinstance(answer, OpenForm):
        open_form(client, body, answer.view)
        ack()
    elif answer.text:
        first, *others = answer.pages(say("help", "continued"))
        long_answers.queue_pages(desk.turns, command, others)
        ack(response_type="ephemeral", **first.payload())
    else:
        ack()  # a form has opened, or the command was handled before


def _stale_button() -> None:
    raise CannotDoError("errors", "stale_button")


def _stale_form() -> None:
    raise CannotDoError("errors", "stale_form")
