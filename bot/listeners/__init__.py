"""The routing table: which request goes to which listener. A listener reads, calls once, acks."""

import re

from slack_bolt import App

from bot.identifiers import ActionId, ShortcutId, ViewId
from bot.listeners import actions, commands, events, items, shortcuts, views


def register(app: App) -> None:
    # Whatever it is called in the manifest: the app has one command.
    app.command(re.compile("^/"))(commands.plan)

    for tap in (
        ActionId.SAY_ON_TRACK,
        ActionId.SAY_DONE,
        ActionId.SAY_NOT_STARTED,
        ActionId.SAY_ALL_ON_TRACK,
        ActionId.PAGE_BACK,
        ActionId.PAGE_NEXT,
    ):
        app.action(tap)(actions.tap)
    app.action(ActionId.REPORT_NOW)(actions.report_now)
    for opener in (ActionId.OPEN_BEHIND, ActionId.OPEN_RESULT, ActionId.OPEN_RISK):
        app.action(opener)(actions.open_check_in_form)
    app.action(re.compile(rf"^{re.escape(ActionId.MINUTES_EDIT)}\."))(actions.open_section_form)
    app.action(ActionId.MINUTES_HEADER)(actions.open_header_form)
    app.action(ActionId.MINUTES_PUBLISH)(actions.publish_minutes)
    app.action(ActionId.STATUS_SHARE)(actions.share_status)
    app.action(ActionId.ROLES_OPEN)(actions.open_roles_form)
    app.action(ActionId.UNDELIVERED_MOVE)(actions.open_move_form)
    _register_items(app)
    _coaching(app)
    _root_cause(app)
    # A button of an older version, or of another app's making: say so instead of leaving it spinning.
    app.action(re.compile(".*"))(actions.stale)

    app.view(ViewId.BEHIND)(views.behind)
    app.view(ViewId.RESULT)(views.result)
    app.view(ViewId.RISK)(views.risk)
    app.view(ViewId.MINUTES_SECTION)(views.minutes_section)
    app.view(ViewId.MINUTES_HEADER)(views.minutes_header)
    app.view(ViewId.ROLES)(views.roles)
    app.view(ViewId.UNDELIVERED_MOVE)(views.move_undelivered)
    # A form of an older version: what was typed in it is handed back.
    app.view(re.compile(".*"))(views.stale)

    app.event("app_home_opened")(events.home_opened)
    app.event("message")(events.said)
    for change in ("user_change", "team_join"):
        app.event(change)(events.person_changed)
    # What is subscribed to but not needed yet is acked, or Slack would send it again.
    app.event(re.compile(".*"))(events.ignore)


def _register_items(app: App) -> None:
    app.shortcut(ShortcutId.ITEM_FROM_MESSAGE)(items.assign_from_message)
    app.action(ActionId.ITEM_ASSIGN)(items.assign)
    app.action(ActionId.ITEM_MENU)(items.menu)
    app.action(ActionId.ITEM_HAND_OVER)(items.hand_over)
    app.action(ActionId.ITEM_LATE)(items.late)
    for answer in (ActionId.ITEM_SUGGEST, ActionId.ITEM_NOT_MINE):
        app.action(answer)(items.answer_offer)
    app.action(ActionId.ITEM_ACCEPT)(items.accept)
    app.action(ActionId.ITEM_ACCEPT_ALL)(items.accept_all)
    app.action(ActionId.ITEM_AGREE)(items.agree)
    app.action(ActionId.ITEM_KEEP)(items.keep_date)
    for support in (
        ActionId.SUPPORT_GIVEN,
        ActionId.SUPPORT_DECLINE,
        ActionId.SUPPORT_CHOOSE,
        ActionId.SUPPORT_RATE,
    ):
        app.action(support)(items.support)
    app.action(ActionId.REMINDERS_OPEN)(items.reminders)
    for page in (ActionId.HOME_BACK, ActionId.HOME_NEXT):
        app.action(page)(items.turn_page)
    _register_item_forms(app)


def _register_item_forms(app: App) -> None:
    app.view(ViewId.ITEM_NEW)(items.new_sent)
    for form in (
        ViewId.ITEM_UPDATE,
        ViewId.ITEM_DONE,
        ViewId.ITEM_DATE,
        ViewId.ITEM_HAND_OVER,
        ViewId.ITEM_SUGGEST,
        ViewId.ITEM_NOT_MINE,
    ):
        app.view(form)(items.item_sent)
    for form in (
        ViewId.SUPPORT_ASK,
        ViewId.SUPPORT_GIVEN,
        ViewId.SUPPORT_DECLINE,
        ViewId.SUPPORT_CHOOSE,
        ViewId.SUPPORT_RATE,
    ):
        app.view(form)(items.support_sent)
    app.view(ViewId.REMINDERS)(items.reminders_sent)


def _coaching(app: App) -> None:
    app.shortcut(ShortcutId.START_COACHING)(shortcuts.start_coaching)
    for step in (
        ActionId.COACH_NEXT,
        ActionId.COACH_BACK,
        ActionId.COACH_SKIP,
        ActionId.COACH_SKIP_PASS,
        ActionId.COACH_PROBE,
        ActionId.COACH_PAUSE,
        ActionId.COACH_RESUME,
        ActionId.COACH_FINISH,
    ):
        app.action(step)(actions.coaching_step)
    app.action(_numbered(ActionId.COACH_CHOOSE))(actions.coaching_step)
    app.action(_numbered(ActionId.COACH_TICK))(actions.coaching_tick)
    app.action(ActionId.COACH_WHERE)(actions.coaching_where)
    for opener in (ActionId.COACH_OPEN_PARK, ActionId.COACH_OPEN_QUIET, ActionId.COACH_OPEN_ARRANGE):
        app.action(opener)(actions.open_coaching_form)
    app.action(_numbered(ActionId.COACH_OPEN_PART))(actions.open_coaching_form)
    app.action(ActionId.COACH_OPEN_ANSWER)(actions.open_answer_form)
    app.action(ActionId.COACH_RECORD)(actions.send_record)

    app.view(ViewId.COACH_PLAN)(views.coaching_plan)
    app.view(ViewId.COACH_START)(views.coaching_start)
    app.view(ViewId.COACH_PARK)(views.coaching_park)
    app.view(ViewId.COACH_QUIET)(views.coaching_quiet)
    app.view(ViewId.COACH_PART)(views.coaching_part)
    app.view(ViewId.COACH_ARRANGE)(views.coaching_arrange)
    app.view(ViewId.COACH_ANSWER)(views.coaching_answer)


def _root_cause(app: App) -> None:
    app.shortcut(ShortcutId.FIND_ROOT_CAUSE)(shortcuts.find_root_cause)
    for step in (
        ActionId.WHYS_NEXT,
        ActionId.WHYS_BACK,
        ActionId.WHYS_PAUSE,
        ActionId.WHYS_RESUME,
        ActionId.WHYS_FINISH,
    ):
        app.action(step)(actions.root_cause_step)
    for one_of_several in (
        ActionId.WHYS_DECIDE,
        ActionId.WHYS_ACCEPT,
        ActionId.WHYS_KEEP,
        ActionId.WHYS_LET_GO,
        ActionId.WHYS_VOTE,
        ActionId.WHYS_REOPEN,
    ):
        app.action(_numbered(one_of_several))(actions.root_cause_step)
    app.action(ActionId.WHYS_WHERE)(actions.root_cause_where)
    for opener in (ActionId.WHYS_OPEN, ActionId.WHYS_OPEN_ARRANGE, ActionId.WHYS_OPEN_ANSWER):
        app.action(_numbered(opener))(actions.open_root_cause_form)

    app.view(ViewId.WHYS_START)(views.root_cause_start)
    for form in (ViewId.WHYS_FORM, ViewId.WHYS_ARRANGE, ViewId.WHYS_ANSWER):
        app.view(form)(views.root_cause_form)


def _numbered(action: ActionId) -> re.Pattern[str]:
    """Several of one kind stand in one row: each has a name of its own behind a dot."""
    return re.compile(rf"^{re.escape(action)}\.")
