"""A plan's status, its minutes and its people, the Home tab, and messages that could not be delivered."""

from bot.guards import Whose
from bot.identifiers import ActionId, ViewId
from bot.roles import Permission
from bot.routes.route import Route, button, form, opener

ROUTES: tuple[Route, ...] = (
    button(ActionId.STATUS_SHARE, Permission.SEE_STATUS, lambda desk, click: desk.statuses.share(click)),
    opener(ActionId.MINUTES_EDIT, Permission.WRITE_MINUTES, lambda desk, click: desk.minutes.section_form(click)),
    form(ViewId.MINUTES_SECTION, Permission.WRITE_MINUTES, lambda desk, sent: desk.minutes.save_section(sent)),
    opener(ActionId.MINUTES_HEADER, Permission.WRITE_MINUTES, lambda desk, click: desk.minutes.header_form(click)),
    form(ViewId.MINUTES_HEADER, Permission.WRITE_MINUTES, lambda desk, sent: desk.minutes.save_header(sent)),
    button(ActionId.MINUTES_PUBLISH, Permission.WRITE_MINUTES, lambda desk, click: desk.minutes.publish(click)),
    opener(ActionId.ROLES_OPEN, Permission.ASSIGN_ROLES, lambda desk, click: desk.directory.form(click)),
    form(ViewId.ROLES, Permission.ASSIGN_ROLES, lambda desk, sent: desk.directory.assign(sent)),
    opener(ActionId.UNDELIVERED_MOVE, Whose.ADDRESSEE, lambda desk, click: desk.undelivered.form(click)),
    form(ViewId.UNDELIVERED_MOVE, Whose.ADDRESSEE, lambda desk, sent: desk.undelivered.move(sent)),
    button(ActionId.HOME_BACK, Whose.EVERY_MEMBER, lambda desk, click: desk.homes.turn_page(click)),
    button(ActionId.HOME_NEXT, Whose.EVERY_MEMBER, lambda desk, click: desk.homes.turn_page(click)),
)
