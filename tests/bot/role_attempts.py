"""Everything the table of roles names, tried as somebody."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from bot import guards
from bot.action_items.assigning import Assigning
from bot.action_items.desk import ActionItems
from bot.action_items.reminding import Reminding
from bot.action_items.supports import Supports
from bot.check_ins.answering import CheckIns
from bot.check_ins.participations import ParticipationDesk
from bot.check_ins.round_desk import RoundDesk
from bot.homes import Homes
from bot.identifiers import Action, Shortcut, View
from bot.messages.minutes import EditPointer
from bot.minutes.desk import MinutesDesk
from bot.payloads import MessageShortcut
from bot.payloads import Shortcut as GlobalShortcut
from bot.people.away import AwayDesk
from bot.statuses import Statuses
from bot.undelivered import UndeliveredDesk
from conversations.highlight import Section
from tests.bot.role_world import REPLIED, SCRIPT, World, who_is

Try = Callable[[World, str], object]


def _submit(view: View, metadata: Callable[[World], object], **values: str) -> Try:
    return lambda world, who: ActionItems(world.turns).submit(world.form(who, metadata(world), **values), view)


def _support(view: View, metadata: Callable[[World], object], **values: str) -> Try:
    return lambda world, who: Supports(world.turns).submit(world.form(who, metadata(world), **values), view)


def _support_form(action: Action, number: Callable[[World], int]) -> Try:
    return lambda world, who: Supports(world.turns).form(world.click(who, action, number(world)))


def _offer_form(action: Action) -> Try:
    return lambda world, who: ActionItems(world.turns).offer_form(world.click(who, action, world.offer_id))


def _tap(action: Action, *, subject: bool = True) -> Try:
    return lambda world, who: CheckIns(world.turns).tap(world.click(who, action, _of_check_in(world, subject)))


def _check_in_form(action: Action, *, subject: bool = True) -> Try:
    return lambda world, who: CheckIns(world.turns).form(world.click(who, action, _of_check_in(world, subject)))


def _of_check_in(world: World, subject: bool) -> str:
    return f"{world.ask_id}|item:{world.item_id}" if subject else str(world.ask_id)


def _steer(action: Action) -> Try:
    return lambda world, who: world.coaching.press(world.click(who, action, f"{world.conversation_id}|0|0"))


def _coaching_form(action: Action, rest: str = "") -> Try:
    return lambda world, who: world.coaching.open_form(world.click(who, action, f"{world.conversation_id}|0{rest}"))


def _whys(action: Action, rest: str = "") -> Try:
    return lambda world, who: world.root_cause.press(world.click(who, action, f"{world.whys_id}|0|{rest}"))


def _whys_form(action: Action, rest: Callable[[World], str]) -> Try:
    return lambda world, who: world.root_cause.open_form(world.click(who, action, f"{world.whys_id}|0|{rest(world)}"))


def _whys_sent(rest: Callable[[World], str], **values: str) -> Try:
    return lambda world, who: world.root_cause.submit(world.form(who, f"{world.whys_id}|0|{rest(world)}", **values))


def _tick(world: World, who: str) -> None:
    click = world.click(who, Action.COACH_TICK, "")
    world.coaching.tick(replace(click, block=f"{world.conversation_id}|0|0", chosen=("0",)))


def _pointer(world: World) -> str:
    return EditPointer(world.draft.id, world.draft.version, Section.ACCOMPLISHMENTS, 0, "D1", "1.1").written()


COMMANDS: dict[str, Try] = {
    "status": lambda w, who: Statuses(w.turns).tell(w.command(who, ""), ""),
    "checkin": lambda w, who: RoundDesk(w.turns).tell(w.command(who, ""), ""),
    "checkin open": lambda w, who: RoundDesk(w.turns).tell(w.command(who, ""), "open"),
    "checkin close": lambda w, who: RoundDesk(w.turns).tell(w.command(who, ""), "close"),
    "minutes": lambda w, who: MinutesDesk(w.turns).open(w.command(who, ""), ""),
    "assign": lambda w, who: Assigning(w.turns).command(w.command(who, ""), ""),
    "item": lambda w, who: ActionItems(w.turns).show(w.command(who, ""), "1.1.1.1"),
    "checkin calendar": lambda w, who: RoundDesk(w.turns).tell(w.command(who, ""), "calendar"),
    "checkin for": lambda w, who: RoundDesk(w.turns).tell(w.command(who, ""), "for <@UADDRESSEE>"),
    "report": lambda w, who: RoundDesk(w.turns).report(w.command(who, ""), ""),
    "away": lambda w, who: AwayDesk(w.turns).away(w.command(who, ""), "until Dec 4, 2026"),
    "hours": lambda w, who: AwayDesk(w.turns).hours(w.command(who, ""), "10:30"),
    "participation": lambda w, who: ParticipationDesk(w.turns).tell(w.command(who, ""), ""),
    "coach": lambda w, who: w.coaching.command(w.command(who, ""), ""),
    "coach history": lambda w, who: w.coaching.command(w.command(who, ""), "history"),
    "whys": lambda w, who: w.root_cause.command(w.command(who, ""), ""),
    "whys history": lambda w, who: w.root_cause.command(w.command(who, ""), "history"),
    "trace": lambda w, who: w.root_cause.trace(w.command(who, ""), ""),
    "people": lambda w, who: w.directory.tell(w.command(who, ""), ""),
    "reminders": lambda w, who: Reminding(w.turns).form(who_is(who)),
}
STEERING = (
    *(Action.COACH_NEXT, Action.COACH_BACK, Action.COACH_SKIP, Action.COACH_SKIP_PASS, Action.COACH_PROBE),
    *(Action.COACH_CHOOSE, Action.COACH_PAUSE, Action.COACH_RESUME, Action.COACH_FINISH),
)
WALKING = (Action.WHYS_NEXT, Action.WHYS_BACK, Action.WHYS_PAUSE, Action.WHYS_RESUME, Action.WHYS_FINISH)
BUTTONS: dict[Action, Try] = {
    **{action: _tap(action) for action in (Action.SAY_ON_TRACK, Action.SAY_DONE, Action.SAY_NOT_STARTED)},
    Action.SAY_ALL_ON_TRACK: _tap(Action.SAY_ALL_ON_TRACK, subject=False),
    Action.PAGE_BACK: lambda w, who: CheckIns(w.turns).tap(w.click(who, Action.PAGE_BACK, f"{w.ask_id}|0")),
    Action.PAGE_NEXT: lambda w, who: CheckIns(w.turns).tap(w.click(who, Action.PAGE_NEXT, f"{w.ask_id}|1")),
    Action.OPEN_BEHIND: _check_in_form(Action.OPEN_BEHIND),
    Action.OPEN_RESULT: _check_in_form(Action.OPEN_RESULT),
    Action.OPEN_RISK: _check_in_form(Action.OPEN_RISK, subject=False),
    Action.MINUTES_EDIT: lambda w, who: MinutesDesk(w.turns).section_form(
        w.click(who, Action.MINUTES_EDIT, f"{w.draft.id}|{Section.ACCOMPLISHMENTS}")
    ),
    Action.MINUTES_HEADER: lambda w, who: MinutesDesk(w.turns).header_form(
        w.click(who, Action.MINUTES_HEADER, w.draft.id)
    ),
    Action.MINUTES_PUBLISH: lambda w, who: MinutesDesk(w.turns).publish(
        w.click(who, Action.MINUTES_PUBLISH, f"{w.draft.id}|{w.draft.version}")
    ),
    Action.UNDELIVERED_MOVE: lambda w, who: UndeliveredDesk(w.turns).form(
        w.click(who, Action.UNDELIVERED_MOVE, w.undelivered_id)
    ),
    Action.ROLES_OPEN: lambda w, who: w.directory.form(w.click(who, Action.ROLES_OPEN, w.plan_id)),
    **{action: _steer(action) for action in STEERING},
    **{action: _whys(action) for action in WALKING},
    **{action: _whys(action, REPLIED) for action in (Action.WHYS_ACCEPT, Action.WHYS_KEEP, Action.WHYS_LET_GO)},
    Action.WHYS_DECIDE: _whys(Action.WHYS_DECIDE, "cause"),
    Action.WHYS_REOPEN: _whys(Action.WHYS_REOPEN, "practice|c1"),
    Action.WHYS_VOTE: lambda w, who: w.root_cause.press(
        w.click(who, Action.WHYS_VOTE, f"{w.whys_id}|0|agree|{w.vote_id}")
    ),
    Action.WHYS_WHERE: lambda w, who: w.root_cause.where(w.click(who, Action.WHYS_WHERE, f"{w.whys_id}|0")),
    Action.WHYS_OPEN: _whys_form(Action.WHYS_OPEN, lambda _: "causes|"),
    Action.WHYS_OPEN_ARRANGE: _whys_form(Action.WHYS_OPEN_ARRANGE, lambda _: "arrange|"),
    Action.WHYS_OPEN_ANSWER: _whys_form(Action.WHYS_OPEN_ANSWER, lambda w: f"differently|{w.vote_id}"),
    Action.REPORT_NOW: lambda w, who: RoundDesk(w.turns).report_from_home(w.click(who, Action.REPORT_NOW, "all")),
    Action.COACH_TICK: _tick,
    Action.COACH_WHERE: lambda w, who: w.coaching.where(w.click(who, Action.COACH_WHERE, f"{w.conversation_id}|0")),
    Action.COACH_RECORD: lambda w, who: w.coaching.send_record(
        w.click(who, Action.COACH_RECORD, f"{w.conversation_id}|0")
    ),
    Action.COACH_OPEN_PARK: _coaching_form(Action.COACH_OPEN_PARK),
    Action.COACH_OPEN_QUIET: _coaching_form(Action.COACH_OPEN_QUIET),
    Action.COACH_OPEN_PART: _coaching_form(Action.COACH_OPEN_PART, "|decision|"),
    Action.COACH_OPEN_ARRANGE: _coaching_form(Action.COACH_OPEN_ARRANGE),
    Action.COACH_OPEN_ANSWER: lambda w, who: w.coaching.open_answer(
        w.click(who, Action.COACH_OPEN_ANSWER, w.private_id)
    ),
    Action.ITEM_ACCEPT_ALL: lambda w, who: ActionItems(w.turns).accept_all(
        w.click(who, Action.ITEM_ACCEPT_ALL, w.offer_id)
    ),
    Action.HOME_BACK: lambda w, who: Homes(w.turns).turn_page(w.click(who, Action.HOME_BACK, "items|0")),
    Action.STATUS_SHARE: lambda w, who: Statuses(w.turns).share(
        w.click(who, Action.STATUS_SHARE, f"{w.plan_id}|2026-11-16")
    ),
    Action.ITEM_ASSIGN: lambda w, who: Assigning(w.turns).from_button(w.click(who, Action.ITEM_ASSIGN, w.plan_id)),
    Action.ITEM_MENU: lambda w, who: ActionItems(w.turns).form(w.click(who, Action.ITEM_MENU, f"date|{w.item_id}")),
    Action.ITEM_HAND_OVER: lambda w, who: ActionItems(w.turns).hand_over_form(
        w.click(who, Action.ITEM_HAND_OVER, w.item_id)
    ),
    Action.ITEM_ACCEPT: lambda w, who: ActionItems(w.turns).accept(w.click(who, Action.ITEM_ACCEPT, w.offer_id)),
    Action.ITEM_SUGGEST: _offer_form(Action.ITEM_SUGGEST),
    Action.ITEM_NOT_MINE: _offer_form(Action.ITEM_NOT_MINE),
    Action.ITEM_AGREE: lambda w, who: ActionItems(w.turns).agree(w.click(who, Action.ITEM_AGREE, w.suggested())),
    Action.ITEM_KEEP: lambda w, who: ActionItems(w.turns).keep(w.click(who, Action.ITEM_KEEP, w.suggested())),
    Action.ITEM_LATE: lambda w, who: ActionItems(w.turns).late(w.click(who, Action.ITEM_LATE, w.milestone_id)),
    Action.SUPPORT_GIVEN: _support_form(Action.SUPPORT_GIVEN, lambda w: w.asked),
    Action.SUPPORT_DECLINE: _support_form(Action.SUPPORT_DECLINE, lambda w: w.asked),
    Action.SUPPORT_CHOOSE: _support_form(Action.SUPPORT_CHOOSE, lambda w: w.declined),
    Action.SUPPORT_RATE: _support_form(Action.SUPPORT_RATE, lambda w: w.given),
    Action.REMINDERS_OPEN: lambda w, who: Reminding(w.turns).from_button(w.click(who, Action.REMINDERS_OPEN, "")),
    Action.HOME_NEXT: lambda w, who: Homes(w.turns).turn_page(w.click(who, Action.HOME_NEXT, "items|1")),
}
FORMS: dict[View, Try] = {
    View.BEHIND: lambda w, who: CheckIns(w.turns).behind(
        w.form(who, _of_check_in(w, subject=True), cause="Why", recovery="How")
    ),
    View.RESULT: lambda w, who: CheckIns(w.turns).result(w.form(who, _of_check_in(w, subject=True), evidence="What")),
    View.RISK: lambda w, who: CheckIns(w.turns).risk(w.form(who, w.ask_id, risk="What")),
    View.MINUTES_SECTION: lambda w, who: MinutesDesk(w.turns).save_section(w.form(who, _pointer(w), added="New")),
    View.MINUTES_HEADER: lambda w, who: MinutesDesk(w.turns).save_header(w.form(who, _pointer(w), others="Lee")),
    View.UNDELIVERED_MOVE: lambda w, who: UndeliveredDesk(w.turns).move(
        w.form(who, f"{w.undelivered_id}|D1|1.1", channel="C1")
    ),
    View.ROLES: lambda w, who: w.directory.assign(w.form(who, w.plan_id, role="0", holders="U0000LEAD")),
    View.COACH_PLAN: lambda w, who: w.coaching.choose_plan(w.form(who, "", plan=str(w.plan_id))),
    View.COACH_START: lambda w, who: w.coaching.start(
        w.form(who, f"{w.plan_id}|", script=SCRIPT, audience="school", leader="U000COACH")
    ),
    View.COACH_PARK: lambda w, who: w.coaching.park(w.form(who, f"{w.conversation_id}|0", point="Later")),
    View.COACH_QUIET: lambda w, who: w.coaching.quiet(w.form(who, f"{w.conversation_id}|0")),
    View.COACH_PART: lambda w, who: w.coaching.part(
        w.form(who, f"{w.conversation_id}|0|decision|", **{"part:text": "We begin"})
    ),
    View.COACH_ARRANGE: lambda w, who: w.coaching.arrange(
        w.form(who, f"{w.conversation_id}|0", leader="U000COACH", co_leader="U000STAFF", audience="school")
    ),
    View.COACH_ANSWER: lambda w, who: w.coaching.answer(w.form(who, f"{w.private_id}|9.1", answer="I", voice="named")),
    View.WHYS_START: lambda w, who: w.root_cause.start(
        w.form(who, f"{w.plan_id}|C1", symptom="Marks fell", number="3", source="Test", method="whys")
    ),
    View.WHYS_FORM: _whys_sent(lambda _: "park_point|", point="Later"),
    View.WHYS_ARRANGE: _whys_sent(lambda _: "arrange|", leader="U000COACH", co_leader="U000STAFF"),
    View.WHYS_ANSWER: _whys_sent(lambda w: f"answer|{w.elephant_id}:9.3", answer="I", voice="named"),
    View.ITEM_NEW: lambda w, who: Assigning(w.turns).submit(
        w.form(who, f"{w.plan_id}|", text="New", owner="UADDRESSEE")
    ),
    View.ITEM_UPDATE: _submit(View.ITEM_UPDATE, lambda w: w.item_id, state="on_track"),
    View.ITEM_DONE: _submit(View.ITEM_DONE, lambda w: w.item_id),
    View.ITEM_DATE: _submit(View.ITEM_DATE, lambda w: w.item_id, due="2026-12-04", reason="Why"),
    View.ITEM_HAND_OVER: _submit(View.ITEM_HAND_OVER, lambda w: w.item_id, owner="U000COACH"),
    View.ITEM_SUGGEST: _submit(View.ITEM_SUGGEST, lambda w: w.offer_id, due="2026-12-04", reason="Why"),
    View.ITEM_NOT_MINE: _submit(View.ITEM_NOT_MINE, lambda w: w.offer_id, reason="Why"),
    View.SUPPORT_ASK: _support(View.SUPPORT_ASK, lambda w: w.item_id, needed="Time", provider="U00VIEWER"),
    View.SUPPORT_GIVEN: _support(View.SUPPORT_GIVEN, lambda w: w.asked, provided="Time"),
    View.SUPPORT_DECLINE: _support(View.SUPPORT_DECLINE, lambda w: w.asked, reason="Why"),
    View.SUPPORT_CHOOSE: _support(View.SUPPORT_CHOOSE, lambda w: w.declined, provider="U00VIEWER"),
    View.SUPPORT_RATE: _support(View.SUPPORT_RATE, lambda w: w.given, used="Well", effective="very"),
    View.REMINDERS: lambda w, who: Reminding(w.turns).submit(w.form(who, "", wish="light")),
}
SHORTCUTS: dict[Shortcut, Try] = {
    Shortcut.START_COACHING: lambda w, who: w.coaching.shortcut(GlobalShortcut(who=who_is(who), trigger_id="1")),
    Shortcut.FIND_ROOT_CAUSE: lambda w, who: w.root_cause.shortcut(
        MessageShortcut(who=who_is(who), channel="C1", text="Marks fell", link="", trigger_id="1")
    ),
    Shortcut.ITEM_FROM_MESSAGE: lambda w, who: Assigning(w.turns).from_message(
        MessageShortcut(who=who_is(who), channel="C1", text="Do it", link="https://x.slack.com/1", trigger_id="1")
    ),
}
TRIED: dict[str, tuple[guards.Guard, Try]] = {
    **{f"/plan {name}": (guards.SUBCOMMANDS[name], attempt) for name, attempt in COMMANDS.items()},
    **{f"button {name}": (guards.BUTTONS[name], attempt) for name, attempt in BUTTONS.items()},
    **{f"form {name}": (guards.FORMS[name], attempt) for name, attempt in FORMS.items()},
    **{f"shortcut {name}": (guards.SHORTCUTS[name], attempt) for name, attempt in SHORTCUTS.items()},
}
