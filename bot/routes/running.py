"""Buttons that run a command of /plan, with the rules of that command."""

from slack_bolt import Ack
from slack_sdk import WebClient

from bot import long_answers
from bot.desk import Desk
from bot.messages import notices
from bot.permissions.guards import ANYONE
from bot.routes import subcommands
from bot.routing.route import Body, Route, is_more, open_form
from bot.slack import payloads
from bot.slack.blocks import OpenForm
from bot.slack.identifiers import ActionId
from bot.slack.payloads import Click, Command


def read(click: Click) -> str:
    """The command, as it would be typed after /plan."""
    return click.value


def run(ack: Ack, body: Body, client: WebClient, desk: Desk) -> None:
    click = payloads.click(body)
    command = Command(who=click.who, channel=click.channel, text=read(click), trigger_id=click.trigger_id)
    answer = subcommands.answer(desk, command)
    if isinstance(answer, OpenForm):
        open_form(client, body, answer.view)
    elif answer.text:
        thread_ts = body.get("container", {}).get("thread_ts") or ""
        long_answers.queue_answer(desk.turns, click, answer, thread_ts)
        if is_more(body):
            open_form(client, body, notices.form(notices.sentence("standings", "sent")))
    ack()


ROUTES: tuple[Route, ...] = (Route(ActionId.RUN, read, ANYONE.guard, run),)
