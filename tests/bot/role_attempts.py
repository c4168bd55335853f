"""An attempt at each entry in the table of roles."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot import routes
from bot.action_items.assigning import Assigning
from bot.action_items.desk import ActionItems
from bot.action_items.reminding import Reminding
from bot.action_items.supports import Supports
from bot.check_ins.answering import CheckIns
from bot.check_ins.participations import ParticipationDesk
from bot.check_ins.round_desk import RoundDesk
from bot.guards import Guard
from bot.homes import Homes
from bot.identifiers import ActionId, ShortcutId, ViewId
from bot.messages.minutes import EditPointer
from bot.minutes.desk import MinutesDesk
from bot.payloads import GlobalShortcut, MessageShortcut
from bot.people.away import AwayDesk
from bot.routes import subcommands
from bot.statuses import Statuses
from bot.undelivered import UndeliveredDesk
from conversations.highlight import Section
from tests.bot.role_world import NOBODY_THERE, REPLIED, SCRIPT, World, who_is

Try = Callable[[World, str], object]


def _submit(view: ViewId, metadata: Callable[[World], object], **values: str) -> Try:
    return lambda world, who: ActionItems(world.turns).submit(world.form(who, metadata(world), **values), view)


def _support(view: ViewId, metadata: Callable[[World], object], **values: str) -> Try:
    return lambda world, who: Supports(world.turns).submit(world.form(who, metadata(world), **values), view)


def _support_form(action: ActionId, number: Callable[[World], int]) -> Try:
    return lambda world, who: Supports(world.turns).form(world.click(who, action, number(world)))


def _offer_form(action: ActionId) -> Try:
    return lambda world, who: ActionItems(world.turns).offer_form(world.click(who, action, world.offer_id))


def _tap(action: ActionId, *, subject: bool = True) -> Try:
    return lambda world, who: CheckIns(world.turns).tap(world.click(who, action, _of_check_in(world, subject)))


def _check_in_form(action: ActionId, *, subject: bool = True) -> Try:
    return lambda world, who: CheckIns(world.turns).form(world.click(who, action, _of_check_in(world, subject)))


def _of_check_in(world: World, subject: bool) -> str:
    return f"{world.request_id}|item:{world.item_id}" if subject else str(world.request_id)


def _steer(action: ActionId) -> Try:
    return lambda world, who: world.coaching.press(world.click(who, action, f"{world.dialog_id}|0|0"))


def _coaching_form(action: ActionId, rest: str = "") -> Try:
    return lambda world, who: world.coaching.open_form(world.click(who, action, f"{world.dialog_id}|0{rest}"))


def _whys(action: ActionId, rest: str = "") -> Try:
    return lambda world, who: world.root_cause.press(world.click(who, action, f"{world.whys_id}|0|{rest}"))


def _whys_form(action: ActionId, rest: Callable[[World], str]) -> Try:
    return lambda world, who: world.root_cause.open_form(world.click(who, action, f"{world.whys_id}|0|{rest(world)}"))


def _whys_sent(rest: Callable[[World], str], **values: str) -> Try:
    return lambda world, who: world.root_cause.submit(world.form(who, f"{world.whys_id}|0|{rest(world)}", **values))


def _tick(world: World, who: str) -> None:
    click = world.click(who, ActionId.COACH_TICK, "")
    world.coaching.tick(replace(click, block=f"{world.dialog_id}|0|0", chosen=("0",)))


def _pointer(world: World) -> str:
    return EditPointer(world.draft.id, world.draft.version, Section.ACCOMPLISHMENTS).written()


COMMANDS: dict[str, Try] = {
    "status": lambda w, who: Statuses(w.turns).show(w.command(who, ""), ""),
    "checkin": lambda w, who: RoundDesk(w.turns).command(w.command(who, ""), ""),
    "checkin open": lambda w, who: RoundDesk(w.turns).command(w.command(who, ""), "open"),
    "checkin close": lambda w, who: RoundDesk(w.turns).command(w.command(who, ""), "close"),
    "minutes": lambda w, who: MinutesDesk(w.turns).open(w.command(who, ""), ""),
    "assign": lambda w, who: Assigning(w.turns).command(w.command(who, ""), ""),
    "item": lambda w, who: ActionItems(w.turns).show(w.command(who, ""), "1.1.1.1"),
    "checkin calendar": lambda w, who: RoundDesk(w.turns).command(w.command(who, ""), "calendar"),
    "checkin for": lambda w, who: RoundDesk(w.turns).command(w.command(who, ""), "for <@UADDRESSEE>"),
    "report": lambda w, who: RoundDesk(w.turns).report(w.command(who, ""), ""),
    "away": lambda w, who: AwayDesk(w.turns).away(w.command(who, ""), "until Dec 4, 2026"),
    "hours": lambda w, who: AwayDesk(w.turns).hours(w.command(who, ""), "10:30"),
    "participation": lambda w, who: ParticipationDesk(w.turns).show(w.command(who, ""), ""),
    "coach": lambda w, who: w.coaching.command(w.command(who, ""), ""),
    "coach history": lambda w, who: w.coaching.command(w.command(who, ""), "history"),
    "whys": lambda w, who: w.root_cause.command(w.command(who, ""), ""),
    "whys history": lambda w, who: w.root_cause.command(w.command(who, ""), "history"),
    "trace": lambda w, who: w.root_cause.trace(w.command(who, ""), ""),
    "people revoke": lambda w, who: w.directory.command(w.command(who, ""), "revoke leader <@UADDRESSEE>"),
    "people": lambda w, who: w.directory.command(w.command(who, ""), ""),
    "reminders": lambda w, who: Reminding(w.turns).form(who_is(who)),
}
STEERING = (
    *(ActionId.COACH_NEXT, ActionId.COACH_BACK, ActionId.COACH_SKIP, ActionId.COACH_SKIP_PASS, ActionId.COACH_PROBE),
    *(ActionId.COACH_CHOOSE, ActionId.COACH_PAUSE, ActionId.COACH_RESUME, ActionId.COACH_FINISH),
)
WALKING = (ActionId.WHYS_NEXT, ActionId.WHYS_BACK, ActionId.WHYS_PAUSE, ActionId.WHYS_RESUME, ActionId.WHYS_FINISH)
BUTTONS: dict[ActionId, Try] = {
    **{action: _tap(action) for action in (ActionId.SAY_ON_TRACK, ActionId.SAY_DONE, ActionId.SAY_NOT_STARTED)},
    ActionId.SAY_ALL_ON_TRACK: _tap(ActionId.SAY_ALL_ON_TRACK, subject=False),
    ActionId.PAGE_BACK: lambda w, who: CheckIns(w.turns).tap(w.click(who, ActionId.PAGE_BACK, f"{w.request_id}|0")),
    ActionId.PAGE_NEXT: lambda w, who: CheckIns(w.turns).tap(w.click(who, ActionId.PAGE_NEXT, f"{w.request_id}|1")),
    ActionId.OPEN_BEHIND: _check_in_form(ActionId.OPEN_BEHIND),
    ActionId.OPEN_RESULT: _check_in_form(ActionId.OPEN_RESULT),
    ActionId.OPEN_RISK: _check_in_form(ActionId.OPEN_RISK, subject=False),
    ActionId.MINUTES_EDIT: lambda w, who: MinutesDesk(w.turns).section_form(
        w.click(who, ActionId.MINUTES_EDIT, f"{w.draft.id}|{Section.ACCOMPLISHMENTS}")
    ),
    ActionId.MINUTES_HEADER: lambda w, who: MinutesDesk(w.turns).header_form(
        w.click(who, ActionId.MINUTES_HEADER, w.draft.id)
    ),
    ActionId.MINUTES_PUBLISH: lambda w, who: MinutesDesk(w.turns).publish(
        w.click(who, ActionId.MINUTES_PUBLISH, f"{w.draft.id}|{w.draft.version}")
    ),
    ActionId.UNDELIVERED_MOVE: lambda w, who: UndeliveredDesk(w.turns, NOBODY_THERE).form(
        w.click(who, ActionId.UNDELIVERED_MOVE, w.undelivered_id)
    ),
    ActionId.ROLES_OPEN: lambda w, who: w.directory.form(w.click(who, ActionId.ROLES_OPEN, w.plan_id)),
    **{action: _steer(action) for action in STEERING},
    **{action: _whys(action) for action in WALKING},
    **{action: _whys(action, REPLIED) for action in (ActionId.WHYS_ACCEPT, ActionId.WHYS_KEEP, ActionId.WHYS_LET_GO)},
    ActionId.WHYS_DECIDE: _whys(ActionId.WHYS_DECIDE, "cause"),
    ActionId.WHYS_REOPEN: _whys(ActionId.WHYS_REOPEN, "practice|c1"),
    ActionId.WHYS_VOTE: lambda w, who: w.root_cause.press(
        w.click(who, ActionId.WHYS_VOTE, f"{w.whys_id}|0|agree|{w.vote_id}")
    ),
    ActionId.WHYS_WHERE: lambda w, who: w.root_cause.where(w.click(who, ActionId.WHYS_WHERE, f"{w.whys_id}|0")),
    ActionId.WHYS_OPEN: _whys_form(ActionId.WHYS_OPEN, lambda _: "causes|"),
    ActionId.WHYS_OPEN_ARRANGE: _whys_form(ActionId.WHYS_OPEN_ARRANGE, lambda _: "arrange|"),
    ActionId.WHYS_OPEN_ANSWER: _whys_form(ActionId.WHYS_OPEN_ANSWER, lambda w: f"differently|{w.vote_id}"),
    ActionId.REPORT_NOW: lambda w, who: RoundDesk(w.turns).report_from_home(w.click(who, ActionId.REPORT_NOW, "all")),
    ActionId.COACH_TICK: _tick,
    ActionId.COACH_WHERE: lambda w, who: w.coaching.where(w.click(who, ActionId.COACH_WHERE, f"{w.dialog_id}|0")),
    ActionId.COACH_RECORD: lambda w, who: w.coaching.send_record(
        w.click(who, ActionId.COACH_RECORD, f"{w.dialog_id}|0")
    ),
    ActionId.COACH_OPEN_PARK: _coaching_form(ActionId.COACH_OPEN_PARK),
    ActionId.COACH_OPEN_QUIET: _coaching_form(ActionId.COACH_OPEN_QUIET),
    ActionId.COACH_OPEN_PART: _coaching_form(ActionId.COACH_OPEN_PART, "|decision|"),
    ActionId.COACH_OPEN_ARRANGE: _coaching_form(ActionId.COACH_OPEN_ARRANGE),
    ActionId.COACH_OPEN_ANSWER: lambda w, who: w.coaching.open_answer(
        w.click(who, ActionId.COACH_OPEN_ANSWER, w.private_id)
    ),
    ActionId.ITEM_ACCEPT_ALL: lambda w, who: ActionItems(w.turns).accept_all(
        w.click(who, ActionId.ITEM_ACCEPT_ALL, w.offer_id)
    ),
    ActionId.HOME_BACK: lambda w, who: Homes(w.turns).turn_page(w.click(who, ActionId.HOME_BACK, "items|0")),
    ActionId.STATUS_SHARE: lambda w, who: Statuses(w.turns).share(
        w.click(who, ActionId.STATUS_SHARE, f"{w.plan_id}|2026-11-16")
    ),
    ActionId.ITEM_ASSIGN: lambda w, who: Assigning(w.turns).from_button(w.click(who, ActionId.ITEM_ASSIGN, w.plan_id)),
    ActionId.ITEM_MENU: lambda w, who: ActionItems(w.turns).form(w.click(who, ActionId.ITEM_MENU, f"date|{w.item_id}")),
    ActionId.ITEM_HAND_OVER: lambda w, who: ActionItems(w.turns).hand_over_form(
        w.click(who, ActionId.ITEM_HAND_OVER, w.item_id)
    ),
    ActionId.ITEM_ACCEPT: lambda w, who: ActionItems(w.turns).accept(w.click(who, ActionId.ITEM_ACCEPT, w.offer_id)),
    ActionId.ITEM_SUGGEST: _offer_form(ActionId.ITEM_SUGGEST),
    ActionId.ITEM_NOT_MINE: _offer_form(ActionId.ITEM_NOT_MINE),
    ActionId.ITEM_AGREE: lambda w, who: ActionItems(w.turns).agree(w.click(who, ActionId.ITEM_AGREE, w.suggested())),
    ActionId.ITEM_KEEP: lambda w, who: ActionItems(w.turns).keep_date(w.click(who, ActionId.ITEM_KEEP, w.suggested())),
    ActionId.ITEM_LATE: lambda w, who: ActionItems(w.turns).late(w.click(who, ActionId.ITEM_LATE, w.milestone_id)),
    ActionId.SUPPORT_GIVEN: _support_form(ActionId.SUPPORT_GIVEN, lambda w: w.asked),
    ActionId.SUPPORT_DECLINE: _support_form(ActionId.SUPPORT_DECLINE, lambda w: w.asked),
    ActionId.SUPPORT_CHOOSE: _support_form(ActionId.SUPPORT_CHOOSE, lambda w: w.declined),
    ActionId.SUPPORT_RATE: _support_form(ActionId.SUPPORT_RATE, lambda w: w.given),
    ActionId.REMINDERS_OPEN: lambda w, who: Reminding(w.turns).from_button(w.click(who, ActionId.REMINDERS_OPEN, "")),
    ActionId.HOME_NEXT: lambda w, who: Homes(w.turns).turn_page(w.click(who, ActionId.HOME_NEXT, "items|1")),
}
FORMS: dict[ViewId, Try] = {
    ViewId.BEHIND: lambda w, who: CheckIns(w.turns).behind(
        w.form(who, _of_check_in(w, subject=True), cause="Why", recovery="How")
    ),
    ViewId.RESULT: lambda w, who: CheckIns(w.turns).result(w.form(who, _of_check_in(w, subject=True), evidence="What")),
    ViewId.RISK: lambda w, who: CheckIns(w.turns).risk(w.form(who, w.request_id, risk="What")),
    ViewId.MINUTES_SECTION: lambda w, who: MinutesDesk(w.turns).save_section(w.form(who, _pointer(w), added="New")),
    ViewId.MINUTES_HEADER: lambda w, who: MinutesDesk(w.turns).save_header(w.form(who, _pointer(w), others="Lee")),
    ViewId.UNDELIVERED_MOVE: lambda w, who: UndeliveredDesk(w.turns, NOBODY_THERE).move(
        w.form(who, f"{w.undelivered_id}|1.1", channel="C1")
    ),
    ViewId.ROLES: lambda w, who: w.directory.assign(w.form(who, w.plan_id, role="0", holders="U0000LEAD")),
    ViewId.COACH_PLAN: lambda w, who: w.coaching.choose_plan(w.form(who, "", plan=str(w.plan_id))),
    ViewId.COACH_START: lambda w, who: w.coaching.start(
        w.form(who, f"{w.plan_id}|", script=SCRIPT, audience="school", leader="U000COACH")
    ),
    ViewId.COACH_PARK: lambda w, who: w.coaching.park(w.form(who, f"{w.dialog_id}|0", point="Later")),
    ViewId.COACH_QUIET: lambda w, who: w.coaching.quiet(w.form(who, f"{w.dialog_id}|0")),
    ViewId.COACH_PART: lambda w, who: w.coaching.part(
        w.form(who, f"{w.dialog_id}|0|decision|", **{"part:text": "We begin"})
    ),
    ViewId.COACH_ARRANGE: lambda w, who: w.coaching.arrange(
        w.form(who, f"{w.dialog_id}|0", leader="U000COACH", co_leader="U000STAFF", audience="school")
    ),
    ViewId.COACH_ANSWER: lambda w, who: w.coaching.answer(w.form(who, w.private_id, answer="I", voice="named")),
    ViewId.WHYS_START: lambda w, who: w.root_cause.start(
        w.form(who, f"{w.plan_id}|C1", symptom="Marks fell", number="3", source="Test", method="whys")
    ),
    ViewId.WHYS_FORM: _whys_sent(lambda _: "park_point|", point="Later"),
    ViewId.WHYS_ARRANGE: _whys_sent(lambda _: "arrange|", leader="U000COACH", co_leader="U000STAFF"),
    ViewId.WHYS_ANSWER: _whys_sent(lambda w: f"answer|{w.elephant_id}", answer="I", voice="named"),
    ViewId.ITEM_NEW: lambda w, who: Assigning(w.turns).submit(
        w.form(who, f"{w.plan_id}|", text="New", owner="UADDRESSEE")
    ),
    ViewId.ITEM_UPDATE: _submit(ViewId.ITEM_UPDATE, lambda w: w.item_id, state="on_track"),
    ViewId.ITEM_DONE: _submit(ViewId.ITEM_DONE, lambda w: w.item_id),
    ViewId.ITEM_DATE: _submit(ViewId.ITEM_DATE, lambda w: w.item_id, due="2026-12-04", reason="Why"),
    ViewId.ITEM_HAND_OVER: _submit(ViewId.ITEM_HAND_OVER, lambda w: w.item_id, owner="U000COACH"),
    ViewId.ITEM_SUGGEST: _submit(ViewId.ITEM_SUGGEST, lambda w: w.offer_id, due="2026-12-04", reason="Why"),
    ViewId.ITEM_NOT_MINE: _submit(ViewId.ITEM_NOT_MINE, lambda w: w.offer_id, reason="Why"),
    ViewId.SUPPORT_ASK: _support(ViewId.SUPPORT_ASK, lambda w: w.item_id, needed="Time", provider="U00VIEWER"),
    ViewId.SUPPORT_GIVEN: _support(ViewId.SUPPORT_GIVEN, lambda w: w.asked, provided="Time"),
    ViewId.SUPPORT_DECLINE: _support(ViewId.SUPPORT_DECLINE, lambda w: w.asked, reason="Why"),
    ViewId.SUPPORT_CHOOSE: _support(ViewId.SUPPORT_CHOOSE, lambda w: w.declined, provider="U00VIEWER"),
    ViewId.SUPPORT_RATE: _support(ViewId.SUPPORT_RATE, lambda w: w.given, used="Well", effective="very"),
    ViewId.REMINDERS: lambda w, who: Reminding(w.turns).submit(w.form(who, "", wish="light")),
}
SHORTCUTS: dict[ShortcutId, Try] = {
    ShortcutId.START_COACHING: lambda w, who: w.coaching.shortcut(GlobalShortcut(who=who_is(who), trigger_id="1")),
    ShortcutId.FIND_ROOT_CAUSE: lambda w, who: w.root_cause.shortcut(
        MessageShortcut(who=who_is(who), channel="C1", text="Marks fell", link="", trigger_id="1")
    ),
    ShortcutId.ITEM_FROM_MESSAGE: lambda w, who: Assigning(w.turns).from_message(
        MessageShortcut(who=who_is(who), channel="C1", text="Do it", link="https://x.slack.com/1", trigger_id="1")
    ),
}
TRIED: dict[str, tuple[Guard, Try]] = {
    **{f"/plan {name}": (subcommands.guards()[name], attempt) for name, attempt in COMMANDS.items()},
    **{f"button {name}": (routes.BUTTONS[name].guard, attempt) for name, attempt in BUTTONS.items()},
    **{f"form {name}": (routes.FORMS[name].guard, attempt) for name, attempt in FORMS.items()},
    **{f"shortcut {name}": (routes.SHORTCUTS[name].guard, attempt) for name, attempt in SHORTCUTS.items()},
}
