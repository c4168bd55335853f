"""The routing table: which request goes to which listener. A listener reads, calls once, acks."""

import re

from slack_bolt import App

from bot.identifiers import COMMAND, Action, Shortcut, View
from bot.listeners import actions, commands, events, shortcuts, views


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
    app.action(Action.REPORT_NOW)(actions.report_now)
    for opener in (Action.OPEN_BEHIND, Action.OPEN_RESULT, Action.OPEN_RISK):
        app.action(opener)(actions.open_check_in_form)
    app.action(re.compile(rf"^{re.escape(Action.MINUTES_EDIT)}\."))(actions.open_section_form)
    app.action(Action.MINUTES_HEADER)(actions.open_header_form)
    app.action(Action.MINUTES_PUBLISH)(actions.publish_minutes)
    app.action(Action.STATUS_SHARE)(actions.share_status)
    app.action(Action.ROLES_OPEN)(actions.open_roles_form)
    _coaching(app)
    # A button of an older version, or of another app's making: say so instead of leaving it spinning.
    app.action(re.compile(".*"))(actions.stale)

    app.view(View.BEHIND)(views.behind)
    app.view(View.RESULT)(views.result)
    app.view(View.RISK)(views.risk)
    app.view(View.MINUTES_SECTION)(views.minutes_section)
    app.view(View.MINUTES_HEADER)(views.minutes_header)
    app.view(View.ROLES)(views.roles)
    # A form of an older version: what was typed in it is handed back.
    app.view(re.compile(".*"))(views.stale)

    app.event("app_home_opened")(events.home_opened)
    app.event("message")(events.said)
    for change in ("user_change", "team_join"):
        app.event(change)(events.person_changed)
    # What is subscribed to but not needed yet is acked, or Slack would send it again.
    app.event(re.compile(".*"))(events.ignore)


def _coaching(app: App) -> None:
    app.shortcut(Shortcut.START_COACHING)(shortcuts.start_coaching)
    for step in (
        Action.COACH_NEXT,
        Action.COACH_BACK,
        Action.COACH_SKIP,
        Action.COACH_SKIP_PASS,
        Action.COACH_PROBE,
        Action.COACH_PAUSE,
        Action.COACH_RESUME,
        Action.COACH_FINISH,
    ):
        app.action(step)(actions.coaching_step)
    app.action(_numbered(Action.COACH_CHOOSE))(actions.coaching_step)
    app.action(_numbered(Action.COACH_TICK))(actions.coaching_tick)
    app.action(Action.COACH_WHERE)(actions.coaching_where)
    for opener in (Action.COACH_OPEN_PARK, Action.COACH_OPEN_QUIET, Action.COACH_OPEN_ARRANGE):
        app.action(opener)(actions.open_coaching_form)
    app.action(_numbered(Action.COACH_OPEN_PART))(actions.open_coaching_form)
    app.action(Action.COACH_OPEN_ANSWER)(actions.open_answer_form)
    app.action(Action.COACH_RECORD)(actions.send_record)

    app.view(View.COACH_PLAN)(views.coaching_plan)
    app.view(View.COACH_START)(views.coaching_start)
    app.view(View.COACH_PARK)(views.coaching_park)
    app.view(View.COACH_QUIET)(views.coaching_quiet)
    app.view(View.COACH_PART)(views.coaching_part)
    app.view(View.COACH_ARRANGE)(views.coaching_arrange)
    app.view(View.COACH_ANSWER)(views.coaching_answer)


def _numbered(action: Action) -> re.Pattern[str]:
    """Several of one kind stand in one row: each has a name of its own behind a dot."""
    return re.compile(rf"^{re.escape(action)}\.")
