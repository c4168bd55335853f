"""The table of roles: complete, printed as it is, and tried role by role on every command, button and form."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from bot import guards, new_items, role_page
from bot.action_items import ActionItems
from bot.assigning import Assigning
from bot.away import AwayDesk
from bot.demo import HandClock
from bot.guards import Whose
from bot.homes import Homes
from bot.identifiers import Action, Shortcut, View
from bot.item_owners import BadOwnerError
from bot.minutes import MinutesDesk
from bot.participations import ParticipationDesk
from bot.payloads import Click, Command, MessageShortcut, Submission, Who
from bot.reminding import Reminding
from bot.roles import ALLOWED, Permission, Role
from bot.round_desk import RoundDesk
from bot.statuses import Statuses
from bot.subcommands import SUBCOMMANDS
from bot.supports import Supports
from bot.turns import CannotDoError, Turns
from conversations.action_items import OfferState, Settle
from plans.plan import ActionItem, Milestone, Plan, Priority, Strategy
from storage import offers, people, plans, supports
from storage.database import Database
from storage.item_life import NewItem
from storage.items import Stamp
from storage.migrate import migrate
from storage.models import Person
from storage.people import Member
from storage.supports import Need

TEAM = "T"
NOW = datetime(2026, 11, 16, 15, tzinfo=UTC)
ADDRESSEE, ASKER, LEAD, GUEST, LEFT, STRANGER = "addressee", "asker", "lead", "guest", "left", "stranger"
PEOPLE = [*Role, ADDRESSEE, ASKER, LEAD, GUEST, LEFT]
ROLE_OF = {**{str(role): role for role in Role}, ADDRESSEE: Role.STAFF, ASKER: Role.STAFF, LEAD: Role.STAFF}


def test_docs_roles_md_is_what_the_tables_say() -> None:
    page = Path(__file__).parents[2] / "docs" / "roles.md"

    assert page.read_text(encoding="utf-8") == role_page.render(), "throughline people roles > docs/roles.md"


def test_every_command_button_form_and_shortcut_is_in_the_table() -> None:
    assert {name.split()[0] for name in guards.SUBCOMMANDS} == set(SUBCOMMANDS)
    assert set(guards.BUTTONS) == set(Action) - {Action.INPUT}
    assert set(guards.FORMS) == set(View) - {View.NOTICE}
    assert set(guards.SHORTCUTS) == set(Shortcut)
    assert set(ALLOWED) == set(Permission)


# ---------------------------------------------------------------- the table tried


@dataclass
class World:
    """A plan with one item that ADDRESSEE was given by ASKER, in a milestone that LEAD leads."""

    turns: Turns
    plan_id: int = 0
    milestone_id: int = 0
    item_id: int = 0
    offer_id: int = 0
    asked: int = 0
    declined: int = 0
    given: int = 0
    count: list[int] = field(default_factory=list)

    def click(self, who: str, action: Action, value: object) -> Click:
        self.count.append(1)
        key = str(len(self.count))
        return Click(who=_who(who), action=action, value=str(value), trigger_id=key, action_ts=key, channel="D1")

    def form(self, who: str, metadata: object, **values: str) -> Submission:
        self.count.append(1)
        return Submission(who=_who(who), view_id=f"V{len(self.count)}", hash="h", metadata=str(metadata), values=values)

    def command(self, who: str, text: str) -> Command:
        self.count.append(1)
        return Command(who=_who(who), channel="C1", text=text, trigger_id=str(len(self.count)))

    def suggested(self) -> int:
        """The offer, with another date suggested."""
        with self.turns.database.write() as session:
            day = date(2026, 12, 11)
            state = OfferState.DATE_SUGGESTED
            offers.settle(session, Settle(offer=self.offer_id, state=state, reason="Why", suggested_due=day))
        return self.offer_id


def _who(name: str) -> Who:
    return Who(team=TEAM, user=f"U_{name.upper()}")


@pytest.fixture
def world(furnished: World, tmp_path: Path) -> Iterator[World]:
    """A copy of its own for each attempt: what one does, the next does not see."""
    path = furnished.turns.database.path
    assert path is not None
    database = Database(f"sqlite:///{shutil.copy(path, tmp_path / 'roles.db')}")
    yield replace(furnished, turns=Turns(database, HandClock(NOW)), count=[])
    database.close()


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> World:
    database = Database(f"sqlite:///{tmp_path_factory.mktemp('roles') / 'furnished.db'}")
    migrate(database)
    made = World(Turns(database, HandClock(NOW)))
    with database.write() as session:
        people.remember_workspace(session, TEAM, "Team", "U_BOT")
        names = [str(name) for name in PEOPLE]
        members = [
            Member(
                slack_id=f"U_{name.upper()}",
                name=name.title(),
                handle=name,
                time_zone="America/New_York",
                active=name != LEFT,
                guest=name == GUEST,
            )
            for name in names
        ]
        people.remember_people(session, TEAM, members)
        district = people.remember_organization(session, TEAM, "District", "district")
        school = people.remember_organization(session, TEAM, "School", "school", parent="District")
        known = {name: _person(session, name) for name in names}
        for role in [*Role]:
            people.grant(session, district.id, known[role].id, role)
        people.grant(session, district.id, known[ASKER].id, Role.STAFF)
        for name in (GUEST, LEFT):
            people.grant(session, district.id, known[name].id, Role.PLAN_MANAGER)
        items = (ActionItem(code="1.1.1.1", text="Late", owner="Lead", due=date(2026, 10, 1)),)
        milestone = Milestone(code="1.1.1", title="M", lead="Lead", action_items=items)
        strategy = Strategy(code="1.1", title="S", milestones=(milestone,))
        plan = Plan(
            title="Plan",
            organization="School",
            school_year="2026-27",
            priorities=(Priority(code="1", title="P", strategies=(strategy,)),),
        )
        years, stamp = (date(2026, 7, 1), date(2027, 6, 30)), Stamp(at=NOW, on=NOW.date())
        made.plan_id = plans.save(session, school.id, plan, years=years, source="f", digest="1", stamp=stamp).plan_id
        people.assign_role(session, made.plan_id, "Lead", [known[LEAD].id])
        made.milestone_id = plans.milestones(session, made.plan_id)[0][0]
    with made.turns.take(_who(ASKER)) as turn:
        assert turn is not None
        owner = people.person(turn.session, TEAM, "U_ADDRESSEE")
        assert owner is not None
        new = NewItem(plan_id=made.plan_id, text="Given", owner=owner, milestone_id=made.milestone_id)
        made.item_id = new_items.create(turn, new, "America/New_York")
        made.offer_id = offers.waiting_for(turn.session, owner.id)[0].id
        need = Need(
            plan_id=made.plan_id, item_id=made.item_id, asker_id=turn.by.id, provider_id=owner.id, needed="Time"
        )
        made.asked, made.declined, made.given = (supports.ask(turn.session, need, NOW) for _ in range(3))
        supports.decline(turn.session, made.declined, "No")
        supports.give(turn.session, made.given, provided="Yes", given_on=NOW.date(), source="A", at=NOW)
    database.close()
    return made


def _person(session: Session, name: str) -> Person:
    found = people.person(session, TEAM, f"U_{name.upper()}")
    assert found is not None
    return found


Try = Callable[[World, str], object]


def _submit(view: View, metadata: Callable[[World], object], **values: str) -> Try:
    return lambda world, who: ActionItems(world.turns).submit(world.form(who, metadata(world), **values), view)


def _support(view: View, metadata: Callable[[World], object], **values: str) -> Try:
    return lambda world, who: Supports(world.turns).submit(world.form(who, metadata(world), **values), view)


def _support_form(action: Action, number: Callable[[World], int]) -> Try:
    return lambda world, who: Supports(world.turns).form(world.click(who, action, number(world)))


def _offer_form(action: Action) -> Try:
    return lambda world, who: ActionItems(world.turns).offer_form(world.click(who, action, world.offer_id))


COMMANDS: dict[str, Try] = {
    "status": lambda w, who: Statuses(w.turns).tell(w.command(who, ""), ""),
    "checkin": lambda w, who: RoundDesk(w.turns).tell(w.command(who, ""), ""),
    "checkin open": lambda w, who: RoundDesk(w.turns).tell(w.command(who, ""), "open"),
    "checkin close": lambda w, who: RoundDesk(w.turns).tell(w.command(who, ""), "close"),
    "checkin calendar": lambda w, who: RoundDesk(w.turns).tell(w.command(who, ""), "calendar"),
    "checkin for": lambda w, who: RoundDesk(w.turns).tell(w.command(who, ""), "for <@U_ADDRESSEE>"),
    "report": lambda w, who: RoundDesk(w.turns).report(w.command(who, ""), ""),
    "away": lambda w, who: AwayDesk(w.turns).away(w.command(who, ""), "until Dec 4, 2026"),
    "hours": lambda w, who: AwayDesk(w.turns).hours(w.command(who, ""), "10:30"),
    "participation": lambda w, who: ParticipationDesk(w.turns).tell(w.command(who, ""), ""),
    "minutes": lambda w, who: MinutesDesk(w.turns).open(w.command(who, ""), ""),
    "assign": lambda w, who: Assigning(w.turns).command(w.command(who, ""), ""),
    "item": lambda w, who: ActionItems(w.turns).show(w.command(who, ""), "1.1.1.1"),
    "reminders": lambda w, who: Reminding(w.turns).form(_who(who)),
}
BUTTONS: dict[Action, Try] = {
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
    View.ITEM_NEW: lambda w, who: Assigning(w.turns).submit(
        w.form(who, f"{w.plan_id}|", text="New", owner="U_ADDRESSEE")
    ),
    View.ITEM_UPDATE: _submit(View.ITEM_UPDATE, lambda w: w.item_id, state="on_track"),
    View.ITEM_DONE: _submit(View.ITEM_DONE, lambda w: w.item_id),
    View.ITEM_DATE: _submit(View.ITEM_DATE, lambda w: w.item_id, due="2026-12-04", reason="Why"),
    View.ITEM_HAND_OVER: _submit(View.ITEM_HAND_OVER, lambda w: w.item_id, owner="U_COACH"),
    View.ITEM_SUGGEST: _submit(View.ITEM_SUGGEST, lambda w: w.offer_id, due="2026-12-04", reason="Why"),
    View.ITEM_NOT_MINE: _submit(View.ITEM_NOT_MINE, lambda w: w.offer_id, reason="Why"),
    View.SUPPORT_ASK: _support(View.SUPPORT_ASK, lambda w: w.item_id, needed="Time", provider="U_VIEWER"),
    View.SUPPORT_GIVEN: _support(View.SUPPORT_GIVEN, lambda w: w.asked, provided="Time"),
    View.SUPPORT_DECLINE: _support(View.SUPPORT_DECLINE, lambda w: w.asked, reason="Why"),
    View.SUPPORT_CHOOSE: _support(View.SUPPORT_CHOOSE, lambda w: w.declined, provider="U_VIEWER"),
    View.SUPPORT_RATE: _support(View.SUPPORT_RATE, lambda w: w.given, used="Well", effective="very"),
    View.REMINDERS: lambda w, who: Reminding(w.turns).submit(w.form(who, "", wish="light")),
}
SHORTCUTS: dict[Shortcut, Try] = {
    Shortcut.ITEM_FROM_MESSAGE: lambda w, who: Assigning(w.turns).from_message(
        MessageShortcut(who=_who(who), channel="C1", text="Do it", link="https://x.slack.com/1", trigger_id="1")
    ),
}
TRIED: dict[str, tuple[guards.Guard, Try]] = {
    **{f"/plan {name}": (guards.SUBCOMMANDS[name], attempt) for name, attempt in COMMANDS.items()},
    **{f"button {name}": (guards.BUTTONS[name], attempt) for name, attempt in BUTTONS.items()},
    **{f"form {name}": (guards.FORMS[name], attempt) for name, attempt in FORMS.items()},
    **{f"shortcut {name}": (guards.SHORTCUTS[name], attempt) for name, attempt in SHORTCUTS.items()},
}
REFUSALS = {
    "not_allowed",
    "guest",
    "unknown_person",
    "refuse_not_yours",
    "refuse_not_lead",
    "trouble_not_your_offer",
    "trouble_not_yours",
}


def expected(guard: guards.Guard, who: str) -> bool:
    """What the table says."""
    if who in (GUEST, LEFT, STRANGER):
        return False
    role = ROLE_OF[who]
    if isinstance(guard, Permission):
        return role in ALLOWED[guard]
    changes_any = role in ALLOWED[Permission.CHANGE_ANY_ITEM]
    return {
        Whose.EVERY_MEMBER: True,
        Whose.ADDRESSEE: who == ADDRESSEE,
        Whose.ASKER: who == ASKER,
        Whose.ITEM: who in (ADDRESSEE, ASKER, LEAD) or changes_any,
        Whose.MILESTONE_LEAD: who == LEAD,
    }[guard]


def allowed(world: World, attempt: Try, who: str) -> bool:
    try:
        attempt(world, who)
    except CannotDoError as error:
        return error.part not in REFUSALS
    except BadOwnerError:
        return True
    return True


@pytest.mark.parametrize("name", sorted(TRIED))
@pytest.mark.parametrize("who", [*map(str, PEOPLE), STRANGER])
def test_the_table_is_kept(world: World, name: str, who: str) -> None:
    guard, attempt = TRIED[name]
    assert allowed(world, attempt, who) is expected(guard, who)
