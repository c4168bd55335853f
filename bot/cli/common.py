"""Shared by the subcommands: finding the plan, the people and who changes something."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from difflib import get_close_matches
from typing import Annotated, NoReturn

import typer
from sqlalchemy.orm import Session

from bot.audit import requests
from bot.cli.auditing import audited_command
from bot.cli.console import database, fail, settings
from bot.clock import Clock
from bot.configuration.settings import Settings
from bot.slack.payloads import Who
from bot.turns import Turns
from plans.calendar import SchoolYear, split_year
from prompts import plain
from storage.models import OrganizationRow, PersonRow
from storage.people import memberships, organizations, people
from storage.plans import plans
from storage.plans.plans import PlanSummary

PlanName = Annotated[str, typer.Option("--plan", help="Name of the school, district or plan.")]
Reason = Annotated[
    str, typer.Option(help="Why the plan changes; it stands in the minutes and in the history of each item.")
]


def ask_reason() -> str:
    """Ask why the plan changes; empty if no reason is given."""
    return str(typer.prompt(plain("setup", "why_changed"), default="", show_default=False)).strip()


@contextmanager
def turns(*, accepts_newer: bool = True) -> Iterator[Turns]:
    config = settings()
    with database(config, accepts_newer=accepts_newer) as opened:
        opened_turns = Turns(opened, Clock())
        if config.bot_token:
            _learn(opened_turns, config)
        with audited_command(opened_turns):
            yield opened_turns


def _learn(opened_turns: Turns, config: Settings) -> None:
    """Ask Slack for the workspace's people, so that a plan can be imported before the bot's first run."""
    from bot.people.directory import Directory  # noqa: PLC0415 (needed once in a database's life)
    from bot.sending import clients, outcomes  # noqa: PLC0415 (the same)

    try:
        Directory(opened_turns, clients.sole(config.bot_token, config.api_url)).learn_if_new()
    except outcomes.TROUBLES as error:
        fail("unreachable", url=config.api_url, why=str(error))


def team_of(session: Session) -> str:
    """The workspace this database belongs to, or of several the one that the setting WORKSPACE chooses."""
    workspaces, chosen = organizations.workspaces(session), settings().workspace
    by_name = [team for team, name in workspaces.items() if chosen.casefold() in name.casefold()]
    fitting = [chosen] if chosen in workspaces else by_name
    if not workspaces:
        fail("no_workspace")
    if len(fitting) != 1:
        fail("which_workspace", names=list(workspaces.values()), chosen=chosen)
    return fitting[0]


def plan_named(session: Session, name: str) -> PlanSummary:
    """The plan of this school year, or of the one that ends the name, such as "Bethel 2026-27"."""
    name, year = split_year(name)
    summaries = plans.summaries(session, team_of(session))
    if not summaries:
        fail("no_plan")
    fragment = name.casefold()
    matches = [
        plan for plan in summaries if fragment in plan.organization.casefold() or fragment in plan.title.casefold()
    ]
    matches = [plan for plan in matches if SchoolYear.of(plan.starts_on).name == year] if year else _newest(matches)
    if not matches:
        fail("unknown_plan", name=f"{name} {year}".strip(), names=[plan.organization for plan in summaries])
    if len(matches) > 1:
        fail("which_plan", names=[f"{plan.organization} {plan.school_year}" for plan in matches])
    requests.about(matches[0])
    return matches[0]


def _newest(matches: Sequence[PlanSummary]) -> list[PlanSummary]:
    """Each organization's plan of this year, or its newest one."""
    today = Clock().now().date()
    ordered = sorted(matches, key=lambda plan: (plan.starts_on <= today, plan.starts_on))
    return list({plan.organization_id: plan for plan in ordered}.values())


def organization_named(session: Session, name: str) -> OrganizationRow:
    team = team_of(session)
    names = [each.name for each in organizations.in_workspace(session, team)]
    organization = organizations.find(session, team, name) or fail("unknown_organization", name=name, names=names)
    requests.about(organization)
    return organization


def closest(word: str, words: Sequence[str]) -> str:
    """The most similar of the words, or an empty text."""
    by_key = {name.casefold(): name for name in words}
    close = get_close_matches(word.casefold(), by_key, n=1, cutoff=0.5)
    return by_key[close[0]] if close else ""


def member(session: Session, user: str) -> PersonRow:
    """The full member with this @handle, Slack id or full name. Exits if there is none, or several."""
    person = account(session, user)
    if person.guest or not person.active:
        fail("guest_user", user=user)
    return person


def coach(session: Session, user: str) -> PersonRow:
    """Like `member`, including guests: coaches often come from outside the district."""
    person = account(session, user)
    if not person.active:
        fail("guest_user", user=user)
    return person


def account(session: Session, user: str) -> PersonRow:
    """Like `member`, including guests and people who have left, so that their roles can be revoked."""
    return _only(session, user, people.find_by_name(session, team_of(session), user))


def ever_account(session: Session, user: str) -> PersonRow:
    """Like `account`, also where somebody who has left has the handle or name of a member: then they are listed."""
    return _only(session, user, people.find_ever(session, team_of(session), user))


def _only(session: Session, user: str, alike: Sequence[PersonRow]) -> PersonRow:
    team = team_of(session)
    if len(alike) > 1:
        ids = [f"{person.name} (@{person.handle}, {person.slack_id})" for person in alike]
        fail("several_users", user=user, ids=ids)
    if alike:
        requests.about(alike[0])
        return alike[0]
    members = people.full_members(session, team)
    names = [f"@{person.handle}" for person in members] if user.startswith("@") else [person.name for person in members]
    return fail("unknown_user", user=user, suggestion=closest(user, names))


def whose(session: Session, organization_id: int, by: str) -> Who | None:
    """The author of the changes: the person `--by` names, or the only plan manager. None if there are several."""
    managers = memberships.granted_nearest(session, organization_id, {"plan_manager"})
    named = [member(session, by)] if by else managers
    return Who(team=named[0].workspace_id, user=named[0].slack_id) if len(named) == 1 else None


def fail_without_author(session: Session, organization_id: int) -> NoReturn:
    managers = memberships.granted_nearest(session, organization_id, {"plan_manager"})
    fail("whose_changes", names=[manager.name for manager in managers])
