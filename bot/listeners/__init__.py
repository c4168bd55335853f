"""The routing table: which request goes to which listener. A listener reads, calls once, acks."""

import re

from slack_bolt import App

from bot.identifiers import COMMAND, Action, View
from bot.listeners import actions, commands, events, views


def register(app: App) -> None:
    app.command(COMMAND)(commands.plan)

    for tap in (
        Action.SAY_ON_TRACK,
        Action.SAY_DONE,
        Action.SAY_NOT_STARTED,
        Action.SAY_ALL_ON_TRACK,
        Action.PAGE_BACK,
        Action.PAGE_NEXT,
    ):
        app.action(tap)(actions.tap)
    for opener in (Action.OPEN_BEHIND, Action.OPEN_RESULT, Action.OPEN_RISK):
        app.action(opener)(actions.open_check_in_form)
    app.action(re.compile(rf"^{re.escape(Action.MINUTES_EDIT)}\."))(actions.open_section_form)
    app.action(Action.MINUTES_HEADER)(actions.open_header_form)
    app.action(Action.MINUTES_PUBLISH)(actions.publish_minutes)
    app.action(Action.STATUS_SHARE)(actions.share_status)
    app.action(Action.ROLES_OPEN)(actions.open_roles_form)
    # A button of an older version, or of another app's making: say so instead of leaving it spinning.
    app.action(re.compile(".*"))(actions.stale)

    app.view(View.BEHIND)(views.behind)
    app.view(View.RESULT)(views.result)
    app.view(View.RISK)(views.risk)
    app.view(View.MINUTES_SECTION)(views.minutes_section)
    app.view(View.MINUTES_HEADER)(views.minutes_header)
    app.view(View.ROLES)(views.roles)

    app.event("app_home_opened")(events.home_opened)
    for change in ("user_change", "team_join"):
        app.event(change)(events.person_changed)
    # What is subscribed to but not needed yet is acked, or Slack would send it again.
    app.event(re.compile(".*"))(events.ignore)
