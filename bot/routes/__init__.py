"""Every button, form, shortcut and subcommand, each declared once: its name, who may use it, and its handler.

`register` gives them to Bolt; docs/roles.md and the tests of the roles are made from the same tables.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType

from slack_bolt import Ack, App
from slack_sdk import WebClient

from bot import charts, long_answers, searches, statuses, undelivered
from bot.action_items import assigning, reminding, support_list, support_questions, support_ratings, supports
from bot.action_items import desk as items
from bot.advice import telling as advice
from bot.agendas import desk as agendas
from bot.agendas import evidence
from bot.check_ins import answering, completing, hearing, promises, readings, risks, round_desk
from bot.comments import answers as comment_answers
from bot.comments import writing as comments
from bot.desk import Desk
from bot.documents import desk as documents
from bot.documents import template_desk
from bot.documents.board import decisions_desk as decisions
from bot.documents.communications import desk as communications
from bot.documents.signing import archive_desk as packet_desk
from bot.documents.signing import desk as document_signing
from bot.documents.signing import reviewing
from bot.documents.tool_a import details_desk
from bot.home import homes, plan_forms
from bot.initiatives import deciding, rating, telling
from bot.initiatives import desk as initiatives
from bot.initiatives import editing as initiative_editing
from bot.kinds import KINDS
from bot.milestones import pages as milestone_pages
from bot.milestones import rocks, team_channels
from bot.minutes import checking, signing, silences
from bot.minutes import desk as minutes
from bot.modifications import adding, aligning, coding, editing, recording, removing
from bot.modifications import desk as modifications
from bot.network import desk as network
from bot.network.outreach import answering as outreach_answering
from bot.network.outreach import starting as outreach_starting
from bot.network.outreach import whys as outreach_whys
from bot.people import directory, sharing
from bot.rollovers import desk as rollovers
from bot.routes import events, running, subcommands
from bot.routes.events import Inbox
from bot.routing.route import Body, Route, open_form
from bot.setup import beginning, import_desk, initiative_desk, sheet_desk, starting, steps, template_uploads
from bot.slack import payloads
from bot.slack.blocks import OpenForm
from bot.slack.button_values import StaleValueError
from bot.slack.identifiers import ActionId, ShortcutId, ViewId
from bot.students import desk as students
from prompts import say

ROUTES: tuple[Route, ...] = (
    *answering.ROUTES,
    *hearing.ROUTES,
    *promises.ROUTES,
    *completing.ROUTES,
    *readings.ROUTES,
    *risks.ROUTES,
    *round_desk.ROUTES,
    *assigning.ROUTES,
    *items.ROUTES,
    *supports.ROUTES,
    *support_questions.ROUTES,
    *support_ratings.ROUTES,
    *support_list.ROUTES,
    *modifications.ROUTES,
    *editing.ROUTES,
    *removing.ROUTES,
    *recording.ROUTES,
    *coding.ROUTES,
    *aligning.ROUTES,
    *advice.ROUTES,
    *adding.ROUTES,
    *reminding.ROUTES,
    *(route for kind in KINDS for route in kind.routes),
    *statuses.ROUTES,
    *network.ROUTES,
    *outreach_starting.ROUTES,
    *outreach_answering.ROUTES,
    *outreach_whys.ROUTES,
    *initiatives.ROUTES,
    *initiative_editing.ROUTES,
    *sharing.ROUTES,
    *deciding.ROUTES,
    *telling.ROUTES,
    *rating.ROUTES,
    *charts.ROUTES,
    *comments.ROUTES,
    *comment_answers.ROUTES,
    *documents.ROUTES,
    *communications.ROUTES,
    *document_signing.ROUTES,
    *template_desk.ROUTES,
    *template_uploads.ROUTES,
    *decisions.ROUTES,
    *packet_desk.ROUTES,
    *details_desk.ROUTES,
    *reviewing.ROUTES,
    *minutes.ROUTES,
    *checking.ROUTES,
    *signing.ROUTES,
    *silences.ROUTES,
    *agendas.ROUTES,
    *evidence.ROUTES,
    *directory.ROUTES,
    *undelivered.ROUTES,
    *import_desk.ROUTES,
    *sheet_desk.ROUTES,
    *initiative_desk.ROUTES,
    *beginning.ROUTES,
    *steps.ROUTES,
    *starting.ROUTES,
    *rollovers.ROUTES,
    *homes.ROUTES,
    *plan_forms.ROUTES,
    *searches.ROUTES,
    *milestone_pages.ROUTES,
    *team_channels.ROUTES,
    *rocks.ROUTES,
    *students.ROUTES,
    *running.ROUTES,
)
"""Each room brings the rows of its buttons, forms and shortcuts, next to their handlers."""
BUTTONS: Mapping[ActionId, Route] = MappingProxyType(
    {route.id: route for route in ROUTES if isinstance(route.id, ActionId)}
)
FORMS: Mapping[ViewId, Route] = MappingProxyType({route.id: route for route in ROUTES if isinstance(route.id, ViewId)})
SHORTCUTS: Mapping[ShortcutId, Route] = MappingProxyType(
    {route.id: route for route in ROUTES if isinstance(route.id, ShortcutId)}
)

_BUTTON_NAMES = frozenset(BUTTONS)
_FORM_NAMES = frozenset(FORMS)


def register(app: App, inbox: Inbox) -> None:
    # Bolt asks the listeners one after the other, in this order. One listener for all buttons, before the others,
    # makes a tap cost the same whichever button it is; most requests are taps.
    app.action(re.compile(".*"))(_button)
    # Whatever it is called in the manifest: the app has one command.
    app.command(re.compile("^/"))(_command)
    app.view(re.compile(".*"))(_form)
    for shortcut_id, route in SHORTCUTS.items():
        app.shortcut(shortcut_id)(route.listener)
    events.register(app, inbox)


def button_named(action_id: str) -> Route | None:
    """Several buttons of one kind in one row each have a name of their own behind a dot."""
    name = action_id
    while name and name not in _BUTTON_NAMES:
        name = name.rpartition(".")[0]
    return BUTTONS[ActionId(name)] if name else None


def _button(ack: Ack, body: Body, client: WebClient, desk: Desk) -> None:
    name, _value = payloads.pressed(body)
    route = button_named(name)
    if route is None:  # a button of an older version
        raise StaleValueError
    route.listener(ack, body, client, desk)


def _form(ack: Ack, body: Body, client: WebClient, desk: Desk) -> None:
    name = body["view"]["callback_id"]
    if name not in _FORM_NAMES:  # a form of an older version; the error returns what was typed in it
        raise StaleValueError
    FORMS[ViewId(name)].listener(ack, body, client, desk)


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
