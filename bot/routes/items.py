"""Action items, support and reminders: buttons, menus, forms and the shortcut."""

from bot.guards import Whose
from bot.identifiers import ActionId, ShortcutId, ViewId
from bot.roles import Permission
from bot.routes.route import Route, button, form, message_shortcut, opener

ITEM_FORMS = (ViewId.ITEM_UPDATE, ViewId.ITEM_DONE, ViewId.ITEM_DATE, ViewId.ITEM_HAND_OVER)


def _item_form(view: ViewId, whose: Whose) -> Route:
    return form(view, whose, lambda desk, sent: desk.items.submit(sent, view))


def _support_form(view: ViewId, whose: Whose) -> Route:
    return form(view, whose, lambda desk, sent: desk.supports.submit(sent, view))


def _support_opener(action: ActionId, whose: Whose) -> Route:
    return opener(action, whose, lambda desk, click: desk.supports.form(click))


ROUTES: tuple[Route, ...] = (
    message_shortcut(
        ShortcutId.ITEM_FROM_MESSAGE,
        Permission.ASSIGN_ITEMS,
        lambda desk, message: desk.assigning.from_message(message),
    ),
    opener(ActionId.ITEM_ASSIGN, Permission.ASSIGN_ITEMS, lambda desk, click: desk.assigning.from_button(click)),
    form(ViewId.ITEM_NEW, Permission.ASSIGN_ITEMS, lambda desk, sent: desk.assigning.submit(sent)),
    # Actions on an item.
    opener(ActionId.ITEM_MENU, Whose.ITEM, lambda desk, click: desk.items.form(click)),
    opener(ActionId.ITEM_HAND_OVER, Whose.ITEM, lambda desk, click: desk.items.hand_over_form(click)),
    *(_item_form(view, Whose.ITEM) for view in ITEM_FORMS),
    opener(ActionId.ITEM_LATE, Whose.MILESTONE_LEAD, lambda desk, click: desk.items.late(click)),
    # Answers to an offer, and to a date suggested for it.
    button(ActionId.ITEM_ACCEPT, Whose.ADDRESSEE, lambda desk, click: desk.items.accept(click)),
    button(ActionId.ITEM_ACCEPT_ALL, Whose.ADDRESSEE, lambda desk, click: desk.items.accept_all(click)),
    opener(ActionId.ITEM_SUGGEST, Whose.ADDRESSEE, lambda desk, click: desk.items.offer_form(click)),
    _item_form(ViewId.ITEM_SUGGEST, Whose.ADDRESSEE),
    opener(ActionId.ITEM_NOT_MINE, Whose.ADDRESSEE, lambda desk, click: desk.items.offer_form(click)),
    _item_form(ViewId.ITEM_NOT_MINE, Whose.ADDRESSEE),
    button(ActionId.ITEM_AGREE, Whose.GIVER, lambda desk, click: desk.items.agree(click)),
    button(ActionId.ITEM_KEEP, Whose.GIVER, lambda desk, click: desk.items.keep_date(click)),
    # Support.
    _support_form(ViewId.SUPPORT_ASK, Whose.ITEM),
    _support_opener(ActionId.SUPPORT_GIVEN, Whose.ADDRESSEE),
    _support_form(ViewId.SUPPORT_GIVEN, Whose.ADDRESSEE),
    _support_opener(ActionId.SUPPORT_DECLINE, Whose.ADDRESSEE),
    _support_form(ViewId.SUPPORT_DECLINE, Whose.ADDRESSEE),
    _support_opener(ActionId.SUPPORT_CHOOSE, Whose.SUPPORT_FINDER),
    _support_form(ViewId.SUPPORT_CHOOSE, Whose.SUPPORT_FINDER),
    _support_opener(ActionId.SUPPORT_RATE, Whose.SUPPORT_ASKER),
    _support_form(ViewId.SUPPORT_RATE, Whose.SUPPORT_ASKER),
    # Reminders.
    opener(ActionId.REMINDERS_OPEN, Whose.EVERY_MEMBER, lambda desk, click: desk.reminding.from_button(click)),
    form(ViewId.REMINDERS, Whose.EVERY_MEMBER, lambda desk, sent: desk.reminding.submit(sent)),
)
