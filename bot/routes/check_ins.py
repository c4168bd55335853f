"""Check-ins: the buttons of a request, their forms, and reporting from the Home tab."""

from bot.guards import Whose
from bot.identifiers import ActionId, ViewId
from bot.routes.route import Route, button, form, opener

TAPS = (
    ActionId.SAY_ON_TRACK,
    ActionId.SAY_DONE,
    ActionId.SAY_NOT_STARTED,
    ActionId.SAY_ALL_ON_TRACK,
    ActionId.PAGE_BACK,
    ActionId.PAGE_NEXT,
)
OPENERS = (ActionId.OPEN_BEHIND, ActionId.OPEN_RESULT, ActionId.OPEN_RISK)

ROUTES: tuple[Route, ...] = (
    *(button(action, Whose.CHECK_IN, lambda desk, click: desk.check_ins.tap(click)) for action in TAPS),
    *(opener(action, Whose.CHECK_IN, lambda desk, click: desk.check_ins.form(click)) for action in OPENERS),
    form(ViewId.BEHIND, Whose.CHECK_IN, lambda desk, sent: desk.check_ins.behind(sent)),
    form(ViewId.RESULT, Whose.CHECK_IN, lambda desk, sent: desk.check_ins.result(sent)),
    form(ViewId.RISK, Whose.CHECK_IN, lambda desk, sent: desk.check_ins.risk(sent)),
    button(ActionId.REPORT_NOW, Whose.EVERY_MEMBER, lambda desk, click: desk.rounds.report_from_home(click)),
)
