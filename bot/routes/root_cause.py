"""Root cause dialogs: starting, steering, forms, and answers in private."""

from bot.guards import Whose
from bot.identifiers import ActionId, ShortcutId, ViewId
from bot.roles import Permission
from bot.routes.route import Route, button, form, message_shortcut, opener

STEPS = (
    ActionId.WHYS_NEXT,
    ActionId.WHYS_BACK,
    ActionId.WHYS_PAUSE,
    ActionId.WHYS_RESUME,
    ActionId.WHYS_FINISH,
    ActionId.WHYS_DECIDE,
    ActionId.WHYS_ACCEPT,
    ActionId.WHYS_KEEP,
    ActionId.WHYS_LET_GO,
    ActionId.WHYS_REOPEN,
)


def _step(action: ActionId, whose: Whose) -> Route:
    return button(action, whose, lambda desk, click: desk.root_cause.press(click))


def _opener(action: ActionId, whose: Whose) -> Route:
    return opener(action, whose, lambda desk, click: desk.root_cause.open_form(click))


def _form(view: ViewId, whose: Whose) -> Route:
    return form(view, whose, lambda desk, sent: desk.root_cause.submit(sent))


ROUTES: tuple[Route, ...] = (
    message_shortcut(
        ShortcutId.FIND_ROOT_CAUSE, Permission.START_COACHING, lambda desk, message: desk.root_cause.shortcut(message)
    ),
    form(ViewId.WHYS_START, Permission.START_COACHING, lambda desk, sent: desk.root_cause.start(sent)),
    *(_step(action, Whose.DIALOG_LEAD) for action in STEPS),
    _step(ActionId.WHYS_VOTE, Whose.ADDRESSEE),
    button(ActionId.WHYS_WHERE, Whose.DIALOG, lambda desk, click: desk.root_cause.where(click)),
    _opener(ActionId.WHYS_OPEN, Whose.DIALOG_LEAD),
    _form(ViewId.WHYS_FORM, Whose.DIALOG_LEAD),
    _opener(ActionId.WHYS_OPEN_ARRANGE, Whose.DIALOG_ARRANGER),
    _form(ViewId.WHYS_ARRANGE, Whose.DIALOG_ARRANGER),
    _opener(ActionId.WHYS_OPEN_ANSWER, Whose.ADDRESSEE),
    _form(ViewId.WHYS_ANSWER, Whose.ADDRESSEE),
)
