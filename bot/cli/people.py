"""throughline people: who is assigned to the leads of a plan, and who has which role."""

import getpass
from dataclasses import asdict
from typing import Annotated

import typer
from sqlalchemy.orm import Session

from bot.cli.common import PlanName, account, closest, coach, member, organization_named, plan_named, team_of, turns
from bot.cli.console import BAD_INPUT, AsJson, echo, fail, print_json, print_sentence
from bot.people import revoking
from bot.permissions import role_page
from bot.permissions.roles import Role
from bot.turns import CannotDoError, Turn
from prompts import plain
from storage.people import organizations, role_changes, role_holders
from storage.people.role_changes import Author
from storage.plans import plans

app = typer.Typer(no_args_is_help=True, help="People: who is assigned to a role, and who may do what.")

Users = Annotated[list[str], typer.Argument(help="@handle, Slack id or full name.")]


@app.command()
def assign(
    role: Annotated[str, typer.Argument(help="The lead as the plan names it.")], users: Users, plan: PlanName = ""
) -> None:
    """Assign these people, and no one else, to a lead named in the plan."""
    with turns() as opened, opened.write() as turn:
        summary = plan_named(turn.session, plan)
        lead = _lead(turn.session, summary.id, role)
        holders = [member(turn.session, user) for user in users]
        role_changes.assign(turn.session, summary.id, lead, [holder.id for holder in holders], author(turn))
        print_sentence("assigned", role=lead, names=[holder.name for holder in holders])


@app.command()
def grant(
    role: Annotated[Role, typer.Argument(help="What they may do.")],
    user: Annotated[str, typer.Argument(help="@handle, Slack id or full name.")],
    organization: Annotated[
        str, typer.Option("--in", help="School, district or state; everything below it is included.")
    ],
) -> None:
    """Make someone a plan manager, leader, coach, staff member or viewer of an organization."""
    with turns() as opened, opened.write() as turn:
        where = organization_named(turn.session, organization)
        person = coach(turn.session, user) if role is Role.COACH else member(turn.session, user)
        role_changes.grant(turn.session, where.id, person.id, role, author(turn))
        print_sentence("granted", name=person.name, role=role.replace("_", " "), organization=where.name)


@app.command()
def revoke(
    role: Annotated[Role, typer.Argument(help="What they may no longer do.")],
    user: Annotated[str, typer.Argument(help="@handle, Slack id or full name.")],
    organization: Annotated[str, typer.Option("--in", help="School, district or state where it was granted.")],
) -> None:
    """Revoke a role that was granted."""
    with turns() as opened, opened.write() as turn:
        where = organization_named(turn.session, organization)
        person = account(turn.session, user)
        try:
            revoking.revoke(turn.session, where, person, role, author(turn))
        except CannotDoError as error:
            echo(plain(error.file, error.part, **error.values), err=True)
            raise typer.Exit(BAD_INPUT) from error
        print_sentence("revoked", name=person.name, role=role.replace("_", " "), organization=where.name)


@app.command()
def unassign(role: Annotated[str, typer.Argument(help="The lead as the plan names it.")], plan: PlanName = "") -> None:
    """Unassign everyone from a lead named in the plan."""
    with turns() as opened, opened.write() as turn:
        organization = plan_named(turn.session, plan)
        lead = _lead(turn.session, organization.id, role)
        role_changes.assign(turn.session, organization.id, lead, [], author(turn))
        print_sentence("unassigned", role=lead)


@app.command()
def history(as_json: AsJson = False) -> None:
    """List who granted or revoked which role, and when, oldest first."""
    with turns() as opened, opened.read() as turn:
        changes = role_changes.history(turn.session, team_of(turn.session))
    if as_json:
        print_json([asdict(change) for change in changes])
        return
    for change in changes:
        print_sentence("role_change", change=change)


def author(turn: Turn) -> Author:
    return Author(at=turn.now, login=getpass.getuser())


def _lead(session: Session, plan_id: int, role: str) -> str:
    named = {role_holders.role_key(lead): lead for lead in plans.leads_named(session, plan_id)}
    if role_holders.role_key(role) not in named:
        fail("unknown_role", role=role, suggestion=closest(role, list(named.values())))
    return named[role_holders.role_key(role)]


@app.command()
def channel(
    organization: Annotated[str, typer.Argument(help="School, district or state.")],
    channel: Annotated[str, typer.Argument(help="Slack channel id, from the channel's details.")],
) -> None:
    """Set the channel in which an organization meets. Its minutes are published there."""
    with turns() as opened, opened.write() as turn:
        where = organization_named(turn.session, organization)
        organizations.set_channel(turn.session, where.id, channel)
        print_sentence("channel_set", organization=where.name, channel=channel)


@app.command(name="list")
def list_(plan: PlanName = "", as_json: AsJson = False) -> None:
    """List the plan's leads and the people assigned to them."""
    with turns() as opened, opened.read() as turn:
        summary = plan_named(turn.session, plan)
        holders = role_holders.by_key(turn.session, summary.id)
        rows = [
            {"lead": lead, "people": [person.name for person in holders.get(role_holders.role_key(lead), ())]}
            for lead in plans.leads_named(turn.session, summary.id)
        ]
    if as_json:
        print_json(rows)
    for row in rows if not as_json else ():
        echo(f"{row['lead']}: {', '.join(row['people']) or '-'}")


@app.command()
def roles() -> None:
    """Print who may do what, as in docs/roles.md."""
    echo(role_page.render(), nl=False)
