"""throughline people: who stands behind the leads of a plan, and who may do what."""

from typing import Annotated

import typer

from bot import role_page
from bot.cli.common import AsJson, PlanName, closest, fail, member, plan_named, print_json, team_of, tell, turns
from bot.roles import Role
from storage import people, plans

app = typer.Typer(no_args_is_help=True, help="People: who stands behind a role, and who may do what.")

Users = Annotated[list[str], typer.Argument(help="@name, Slack id or full name.")]


@app.command()
def assign(
    role: Annotated[str, typer.Argument(help="The lead as the plan names it.")], users: Users, plan: PlanName = ""
) -> None:
    """Let these people, and nobody else, stand behind a lead named in the plan."""
    with turns() as opened, opened.take() as turn:
        assert turn is not None  # without a key a turn is always taken
        found = plan_named(turn.session, plan)
        named = {people.role_key(lead): lead for lead in plans.leads_named(turn.session, found.id)}
        if people.role_key(role) not in named:
            fail("unknown_role", role=role, suggestion=closest(role, list(named.values())))
        holders = [member(turn.session, user) for user in users]
        lead = named[people.role_key(role)]
        people.assign_role(turn.session, found.id, lead, [holder.id for holder in holders])
        tell("assigned", role=lead, names=[holder.name for holder in holders])


@app.command()
def grant(
    role: Annotated[Role, typer.Argument(help="What they may do.")],
    user: Annotated[str, typer.Argument(help="@name, Slack id or full name.")],
    organization: Annotated[str, typer.Option("--in", help="School, district or state; all below it is included.")],
) -> None:
    """Make somebody plan manager, leader, coach, staff or viewer of an organization."""
    with turns() as opened, opened.take() as turn:
        assert turn is not None  # without a key a turn is always taken
        team = team_of(turn.session)
        where = people.organization(turn.session, team, organization)
        if where is None:
            names = [known.name for known in people.organizations(turn.session, team)]
            fail("unknown_organization", name=organization, names=names)
        person = member(turn.session, user)
        people.grant(turn.session, where.id, person.id, role)
        tell("granted", name=person.name, role=role.replace("_", " "), organization=where.name)


@app.command()
def channel(
    organization: Annotated[str, typer.Argument(help="School, district or state.")],
    channel: Annotated[str, typer.Argument(help="Slack channel id, from the channel's details.")],
) -> None:
    """Say in which channel an organization meets: minutes are published there."""
    with turns() as opened, opened.take() as turn:
        assert turn is not None  # without a key a turn is always taken
        team = team_of(turn.session)
        where = people.organization(turn.session, team, organization)
        if where is None:
            names = [known.name for known in people.organizations(turn.session, team)]
            fail("unknown_organization", name=organization, names=names)
        people.set_channel(turn.session, where.id, channel)
        tell("channel_set", organization=where.name, channel=channel)


@app.command(name="list")
def list_(plan: PlanName = "", as_json: AsJson = False) -> None:
    """Every lead the plan names, and who that is."""
    with turns() as opened, opened.look() as turn:
        found = plan_named(turn.session, plan)
        held = people.holders_by_key(turn.session, found.id)
        rows = [
            {"lead": lead, "people": [person.name for person in held.get(people.role_key(lead), ())]}
            for lead in plans.leads_named(turn.session, found.id)
        ]
    if as_json:
        print_json(rows)
    for row in rows if not as_json else ():
        typer.echo(f"{row['lead']}: {', '.join(row['people']) or '-'}")


@app.command()
def roles() -> None:
    """Print who may do what, as in docs/roles.md."""
    typer.echo(role_page.render(), nl=False)
