"""The table of roles: complete, printed in docs/roles.md, and tested for every role, command, button and form."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.error import URLError

import pytest

from bot import routes
from bot.demo.district import HandClock
from bot.messages.minutes_pointers import VersionPointer
from bot.permissions import role_page
from bot.permissions.guards import OPEN_TO_GUEST_COACHES, AccessRule, Guard, Whose
from bot.permissions.roles import ALLOWED, Permission, Role
from bot.routing.guarded import writes
from bot.routing.route import button
from bot.slack.identifiers import ActionId, ShortcutId, ViewId
from bot.turns import CannotDoError, Turns
from storage.database import Database
from tests.bot.role_attempts import TRIED, Try, listened
from tests.bot.role_world import ADDRESSEE, ASKER, GUEST, GUEST_COACH, LEAD, LEFT, NOW, PEOPLE, STRANGER, World, furnish

PAGE = Path(__file__).parents[2] / "docs" / "roles.md"
KINDS = {"Commands": "", "Shortcuts": "shortcut ", "Buttons and menus": "button ", "Forms": "form "}
GUARDS: dict[str, Guard] = {role_page.who(guard): guard for guard in (*Permission, *Whose)}


def promised() -> dict[str, Guard]:
    """What docs/roles.md says that each command, button, form and shortcut asks for."""
    kind, rows = "", {}
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        if line.startswith("### "):
            kind = KINDS[line.removeprefix("### ")]
        elif row := re.fullmatch(r"\| `(.+)` \| (.+) \|", line):
            rows[f"{kind}{row[1]}"] = GUARDS[row[2]]
    return rows


PROMISED = promised()
ROLE_OF = {**{str(role): role for role in Role}, ADDRESSEE: Role.STAFF, ASKER: Role.STAFF, LEAD: Role.STAFF}


def test_docs_roles_md_is_what_the_tables_say() -> None:
    assert PAGE.read_text(encoding="utf-8") == role_page.render(), "throughline people roles > docs/roles.md"


def test_every_command_button_form_and_shortcut_is_in_the_table() -> None:
    assert set(routes.BUTTONS) == set(ActionId) - {ActionId.INPUT, ActionId.MENU, ActionId.CHOICES}
    assert set(routes.FORMS) == set(ViewId) - {ViewId.NOTICE, ViewId.MORE}
    assert set(routes.SHORTCUTS) == set(ShortcutId)
    assert set(ALLOWED) == set(Permission)


def test_every_row_is_on_the_page() -> None:
    assert set(PROMISED) == set(TRIED)


# ---------------------------------------------------------------- the table tried


@pytest.fixture
def world(furnished: World, tmp_path: Path) -> Iterator[World]:
    """A copy for each attempt, so that attempts do not affect each other."""
    path = furnished.turns.database.path
    assert path is not None
    database = Database(f"sqlite:///{shutil.copy(path, tmp_path / 'roles.db')}")
    yield replace(furnished, turns=Turns(database, HandClock(NOW)), count=list(furnished.count))
    database.close()


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> World:
    return furnish(tmp_path_factory.mktemp("roles") / "furnished.db")


REFUSALS = {
    "not_allowed",
    "guest",
    "unknown_person",
    "refuse_not_yours",
    "refuse_not_yours_milestone",
    "refuse_not_lead",
    "not_team",
    "trouble_not_your_offer",
    "trouble_not_yours",
    "not_yours",
    "not_leader_here",
    "not_asked_to_sign",
    "rejected_not_asked",
    "rejected_not_leader",
    "gone",
}


def expected(guard: Guard, who: str) -> bool:
    """Whether the table allows it."""
    if guard is Whose.ANYONE:
        return True
    if who in (GUEST, LEFT, STRANGER):
        return False
    if who == GUEST_COACH:
        return guard in OPEN_TO_GUEST_COACHES - {Whose.MESSAGE_AUTHOR, Whose.DIALOG_LEAD, Whose.DIALOG_ARRANGER}
    role = ROLE_OF[who]
    if isinstance(guard, Permission):
        return role in ALLOWED[guard]
    changes_any = role in ALLOWED[Permission.CHANGE_ANY_ITEM]
    return {
        Whose.EVERY_MEMBER: True,
        Whose.ADDRESSEE: who == ADDRESSEE,
        Whose.GIVER: who == ASKER,
        Whose.SUPPORT_ASKER: who == ASKER,
        Whose.SUPPORT_FINDER: who == ASKER,
        Whose.ITEM: who in (ADDRESSEE, ASKER, LEAD) or changes_any,
        Whose.MILESTONE: who == LEAD or changes_any,
        Whose.MILESTONE_LEAD: who == LEAD,
        Whose.MILESTONE_TEAM: who in (LEAD, ADDRESSEE) or changes_any,
        Whose.PLAN_PART: who == LEAD or role in ALLOWED[Permission.CHANGE_PLAN],
        Whose.LEADER_HERE: role == Role.LEADER,
        Whose.SIGNER: role == Role.LEADER or who == ADDRESSEE,
        Whose.PRESENTER: who == ADDRESSEE or role in ALLOWED[Permission.WRITE_MINUTES],
        Whose.ADVICE: who == ADDRESSEE or role in ALLOWED[Permission.CHANGE_PLAN],
        Whose.CHECK_IN: who == ADDRESSEE or role in ALLOWED[Permission.ANSWER_FOR],
        Whose.SETUP: role == Role.PLAN_MANAGER,
        Whose.RATER: who == ADDRESSEE,
        Whose.UPLOAD: role == Role.PLAN_MANAGER,
        Whose.MESSAGE_AUTHOR: who == Role.STAFF,
        Whose.DIALOG: True,
        Whose.DIALOG_LEAD: who == Role.COACH,
        Whose.DIALOG_ARRANGER: who == Role.COACH or role in ALLOWED[Permission.HAND_OVER_COACHING],
    }[guard]


def allowed(world: World, attempt: Try, who: str) -> bool:
    """Whether it came as far as the handler, which may miss something in the form or fail to reach Slack."""
    try:
        attempt(world, who)
    except CannotDoError as error:
        return error.part not in REFUSALS
    except (URLError, ValueError):
        return True
    return True


@pytest.mark.parametrize("name", sorted(TRIED))
@pytest.mark.parametrize("who", [*map(str, PEOPLE), STRANGER])
def test_the_page_is_kept(world: World, name: str, who: str) -> None:
    assert allowed(world, TRIED[name], who) is expected(PROMISED[name], who)


def test_a_row_without_its_rule_would_be_noticed(world: World) -> None:
    unguarded: AccessRule[VersionPointer, None] = AccessRule(Permission.WRITE_MINUTES, lambda _turn, _pointer: None)
    row = button(ActionId.MINUTES_PUBLISH, VersionPointer.of, writes(unguarded, lambda *_: None))

    assert allowed(world, listened(row), Role.VIEWER) is not expected(row.guard, Role.VIEWER)
