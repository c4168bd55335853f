"""The content of a Home tab, read when it is published."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import TypeVar

from sqlalchemy.orm import Session

from bot.check_ins import request_messages
from bot.home import plan_standings
from bot.kinds import KINDS
from bot.messages import home as messages
from bot.messages.check_ins.about import About
from bot.messages.home_values import PAGE_SIZES, Duties, HomeDialog, HomeSection, Paged
from bot.messages.standings import PlanStanding
from bot.sending.renderers import ContentRenderer
from bot.slack.blocks import Block
from bot.threads.kinds import by_name, led_questions, waiting_for
from conversations.check_in import CheckIn
from plans.time_zones import zone_named
from storage.delivery.claims import Claimed
from storage.dialogs import open_dialogs
from storage.items import assignments, offers, supports
from storage.items.assignments import Page
from storage.models import PersonRow
from storage.people import home_settings, memberships, people, role_holders, schedules
from storage.plans import comments
from storage.plans.plans import PlanSummary
from storage.rounds import check_in_requests, check_ins

Line = TypeVar("Line")


def view(session: Session, team: str, slack_id: str, now: datetime) -> Block:
    """Guests, people the bot does not know and those without a part in any plan get a short text."""
    person = people.person(session, team, slack_id)
    if person is None or not person.active:
        return messages.unknown()
    if person.guest:
        return _of_guest(session, person)
    duties = _duties(session, person, now)
    if duties.are_none and not duties.away and not role_holders.is_named_anywhere(session, person.id):
        return messages.newcomer(memberships.names_with(session, team, "plan_manager"))
    return messages.home(duties)


def _of_guest(session: Session, person: PersonRow) -> Block:
    """A guest who is a coach sees the conversations they are in."""
    if not memberships.is_coach(session, person.id):
        return messages.guest()
    return messages.guest_coach(_dialogs(session, person, 0, PAGE_SIZES[HomeSection.DIALOGS]).lines)


def _duties(session: Session, person: PersonRow, now: datetime) -> Duties:
    """One query for each section. Show the first page where the chosen page has become empty."""
    today = now.astimezone(zone_named(person.time_zone)).date()
    of_plans = plan_standings.of_person(session, person, now)
    turned, settings = home_settings.pages(session, person.id), home_settings.load(session, person.id)
    all_years = settings.earlier_years

    def paged(section: HomeSection, find: Callable[[int, int], Page[Line]]) -> Paged[Line]:
        size, number = PAGE_SIZES[section], turned.get(section, 0)
        lines_of_page = find(number, size)
        if not lines_of_page.lines and number:
            number, lines_of_page = 0, find(0, size)
        return Paged(lines_of_page, number, size)

    def led(on_page: Sequence[PlanSummary]) -> Sequence[PlanStanding]:
        return plan_standings.load(session, on_page, now, led_ids={plan.id for plan in on_page})

    def standing(on_page: Sequence[PlanSummary]) -> Sequence[PlanStanding]:
        return plan_standings.load(session, on_page, now, led_ids=())

    return Duties(
        today=today,
        settings=settings,
        is_viewer=of_plans.is_viewer,
        away=schedules.stood_in_for(session, person.id, today),
        check_ins=paged(HomeSection.CHECK_INS, lambda page, size: _check_ins(session, person, page, size)),
        offers=paged(HomeSection.OFFERS, _sliced(offers.waiting_for(session, person.id))),
        supports=paged(HomeSection.SUPPORTS, _sliced(supports.of_person(session, person.id))),
        questions=paged(
            HomeSection.QUESTIONS,
            _sliced(waiting_for(by_name(KINDS), session, person.workspace_id, person.slack_id)),
        ),
        comments=paged(HomeSection.COMMENTS, _sliced(comments.unread(session, person))),
        items=paged(
            HomeSection.ITEMS,
            lambda page, size: assignments.items_of(
                session, person.id, today, page=page, size=size, with_earlier=all_years
            ),
        ),
        milestones=paged(
            HomeSection.MILESTONES,
            lambda page, size: assignments.led_by(
                session, person.id, today, page=page, size=size, with_earlier=all_years
            ),
        ),
        led=paged(HomeSection.LED, _loaded(of_plans.led, led)),
        schools=paged(HomeSection.SCHOOLS, _loaded(of_plans.schools, standing)),
        followed=paged(HomeSection.FOLLOWED, _loaded(of_plans.followed, standing)),
        managed=paged(
            HomeSection.MANAGED,
            _loaded(of_plans.managed, lambda on_page: plan_standings.load_managed(session, on_page, now)),
        ),
        dialogs=paged(HomeSection.DIALOGS, lambda page, size: _dialogs(session, person, page, size)),
        asked=paged(
            HomeSection.ASKED,
            lambda page, size: assignments.assigned_to_others(
                session, person.id, today, page=page, size=size, with_earlier=all_years
            ),
        ),
        person_id=person.id,
    )


def _sliced(lines: Sequence[Line]) -> Callable[[int, int], Page[Line]]:
    """Pages of a list that is always short, so it is read as a whole."""
    return lambda page, size: Page(lines[page * size : (page + 1) * size], total=len(lines))


def _loaded(
    plans: Sequence[PlanSummary], load: Callable[[Sequence[PlanSummary]], Sequence[Line]]
) -> Callable[[int, int], Page[Line]]:
    """Pages of plans, of which only those on the page are looked at."""
    return lambda page, size: Page(load(plans[page * size : (page + 1) * size]), total=len(plans))


def _check_ins(session: Session, person: PersonRow, page: int, size: int) -> Page[tuple[CheckIn, About]]:
    """Load the answers only for the requests on this page."""
    requests = check_in_requests.requests_of(session, person.id)
    on_page = requests[page * size : (page + 1) * size]
    return Page(
        [(check_ins.load(session, request), request_messages.about(request)) for request in on_page],
        total=len(requests),
    )


def _dialogs(session: Session, person: PersonRow, page: int, size: int) -> Page[HomeDialog]:
    dialogs = open_dialogs.open_of(session, person, page=page, size=size)
    questions = led_questions(by_name(KINDS), session, dialogs.lines)
    return Page([HomeDialog(dialog, questions.get(dialog.id)) for dialog in dialogs.lines], total=dialogs.total)


def _render(session: Session, message: Claimed, now: datetime) -> dict[str, Block]:
    return {"view": view(session, message.workspace_id, message.channel, now)}


CONTENT: Mapping[str, ContentRenderer] = MappingProxyType({"home": _render})
