"""Coaching conversations: starting, steering, forms, answers in private, and the record."""

from bot.guards import Whose
from bot.identifiers import ActionId, ShortcutId, ViewId
from bot.messages import notices
from bot.roles import Permission
from bot.routes.route import Route, button, form, opener, shortcut

STEPS = (
    ActionId.COACH_NEXT,
    ActionId.COACH_BACK,
    ActionId.COACH_SKIP,
    ActionId.COACH_SKIP_PASS,
    ActionId.COACH_PROBE,
    ActionId.COACH_CHOOSE,
    ActionId.COACH_PAUSE,
    ActionId.COACH_RESUME,
    ActionId.COACH_FINISH,
)


def _opener(action: ActionId, whose: Whose) -> Route:
    return opener(action, whose, lambda desk, click: desk.coaching.open_form(click))


ROUTES: tuple[Route, ...] = (
    shortcut(ShortcutId.START_COACHING, Permission.START_COACHING, lambda desk, chosen: desk.coaching.shortcut(chosen)),
    form(ViewId.COACH_PLAN, Permission.START_COACHING, lambda desk, sent: desk.coaching.choose_plan(sent)),
    form(ViewId.COACH_START, Permission.START_COACHING, lambda desk, sent: desk.coaching.start(sent)),
    *(button(step, Whose.DIALOG_LEAD, lambda desk, click: desk.coaching.press(click)) for step in STEPS),
    button(ActionId.COACH_TICK, Whose.DIALOG_LEAD, lambda desk, click: desk.coaching.tick(click)),
    button(ActionId.COACH_WHERE, Whose.DIALOG, lambda desk, click: desk.coaching.where(click)),
    _opener(ActionId.COACH_OPEN_PARK, Whose.DIALOG_LEAD),
    form(ViewId.COACH_PARK, Whose.DIALOG_LEAD, lambda desk, sent: desk.coaching.park(sent)),
    _opener(ActionId.COACH_OPEN_QUIET, Whose.DIALOG_LEAD),
    form(ViewId.COACH_QUIET, Whose.DIALOG_LEAD, lambda desk, sent: desk.coaching.quiet(sent)),
    _opener(ActionId.COACH_OPEN_PART, Whose.DIALOG_LEAD),
    form(ViewId.COACH_PART, Whose.DIALOG_LEAD, lambda desk, sent: desk.coaching.part(sent)),
    _opener(ActionId.COACH_OPEN_ARRANGE, Whose.DIALOG_ARRANGER),
    form(ViewId.COACH_ARRANGE, Whose.DIALOG_ARRANGER, lambda desk, sent: desk.coaching.arrange(sent)),
    opener(ActionId.COACH_OPEN_ANSWER, Whose.ADDRESSEE, lambda desk, click: desk.coaching.open_answer(click)),
    form(ViewId.COACH_ANSWER, Whose.ADDRESSEE, lambda desk, sent: desk.coaching.answer(sent)),
    opener(
        ActionId.COACH_RECORD,
        Permission.SEE_STATUS,
        lambda desk, click: notices.form(desk.coaching.send_record(click)),
    ),
)
