"""The routing table: which request goes to which listener. A listener reads, calls once, acks."""

import re

from slack_bolt import App

from bot.identifiers import Action, Shortcut, View
from bot.listeners import actions, commands, events, items, shortcuts, views


def register(app: App) -> None:
    # Whatever it is called in the manifest: the app has one command.
    app.command(re.compile("^/"))(commands.plan)

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
    app.action(Action.UNDELIVERED_MOVE)(actions.open_move_form)
    _register_items(app)
    _coaching(app)
    _root_cause(app)
    # A button of an older version, or of another app's making: say so instead of leaving it spinning.
    app.action(re.compile(".*"))(actions.stale)

    app.view(View.BEHIND)(views.behind)
    app.view(View.RESULT)(views.result)
    app.view(View.RISK)(views.risk)
    app.view(View.MINUTES_SECTION)(views.minutes_section)
    app.view(View.MINUTES_HEADER)(views.minutes_header)
    app.view(View.ROLES)(views.roles)
    app.view(View.UNDELIVERED_MOVE)(views.move_undelivered)
    # A form of an older version: what was typed in it is handed back.
    app.view(re.compile(".*"))(views.stale)

    app.event("app_home_opened")(events.home_opened)
    app.event("message")(events.said)
    for change in ("user_change", "team_join"):
        app.event(change)(events.person_changed)
    # What is subscribed to but not needed yet is acked, or Slack would send it again.
    app.event(re.compile(".*"))(events.ignore)


def _register_items(app: App) -> None:
    app.shortcut(Shortcut.ITEM_FROM_MESSAGE)(items.assign_from_message)
    app.action(Action.ITEM_ASSIGN)(items.assign)
    app.action(Action.ITEM_MENU)(items.menu)
    app.action(Action.ITEM_HAND_OVER)(items.hand_over)
    app.action(Action.ITEM_LATE)(items.late)
    for answer in (Action.ITEM_SUGGEST, Action.ITEM_NOT_MINE):
        app.action(answer)(items.answer_offer)
    app.action(Action.ITEM_ACCEPT)(items.accept)
    app.action(Action.ITEM_ACCEPT_ALL)(items.accept_all)
    app.action(Action.ITEM_AGREE)(items.agree)
    app.action(Action.ITEM_KEEP)(items.keep)
    for support in (
        Action.SUPPORT_GIVEN,
        Action.SUPPORT_DECLINE,
        Action.SUPPORT_CHOOSE,
        Action.SUPPORT_RATE,
    ):
        app.action(support)(items.support)
    app.action(Action.REMINDERS_OPEN)(items.reminders)
    for page in (Action.HOME_BACK, Action.HOME_NEXT):
        app.action(page)(items.turn_page)
    _register_item_forms(app)


def _register_item_forms(app: App) -> None:
    app.view(View.ITEM_NEW)(items.new_sent)
    for form in (
        View.ITEM_UPDATE,
        View.ITEM_DONE,
        View.ITEM_DATE,
        View.ITEM_HAND_OVER,
        View.ITEM_SUGGEST,
        View.ITEM_NOT_MINE,
    ):
        app.view(form)(items.item_sent)
    for form in (
        View.SUPPORT_ASK,
        View.SUPPORT_GIVEN,
        View.SUPPORT_DECLINE,
        View.SUPPORT_CHOOSE,
        View.SUPPORT_RATE,
    ):
        app.view(form)(items.support_sent)
    app.view(View.REMINDERS)(items.reminders_sent)


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


def _root_cause(app: App) -> None:
    app.shortcut(Shortcut.FIND_ROOT_CAUSE)(shortcuts.find_root_cause)
    for step in (
        Action.WHYS_NEXT,
        Action.WHYS_BACK,
        Action.WHYS_PAUSE,
        Action.WHYS_RESUME,
        Action.WHYS_FINISH,
    ):
        app.action(step)(actions.root_cause_step)
    for one_of_several in (
        Action.WHYS_DECIDE,
        Action.WHYS_ACCEPT,
        Action.WHYS_KEEP,
        Action.WHYS_LET_GO,
        Action.WHYS_VOTE,
        Action.WHYS_REOPEN,
    ):
        app.action(_numbered(one_of_several))(actions.root_cause_step)
    app.action(Action.WHYS_WHERE)(actions.root_cause_where)
    for opener in (Action.WHYS_OPEN, Action.WHYS_OPEN_ARRANGE, Action.WHYS_OPEN_ANSWER):
        app.action(_numbered(opener))(actions.open_root_cause_form)

    app.view(View.WHYS_START)(views.root_cause_start)
    for form in (View.WHYS_FORM, View.WHYS_ARRANGE, View.WHYS_ANSWER):
        app.view(form)(views.root_cause_form)


def _numbered(action: Action) -> re.Pattern[str]:
    """Several of one kind stand in one row: each has a name of its own behind a dot."""
    return re.compile(rf"^{re.escape(action)}\.")
