"""throughline initiatives: what a district or school has under way, and where initiatives overlap."""

from dataclasses import asdict
from typing import Annotated, Any

import typer

from bot.cli.common import organization_named, turns
from bot.cli.console import AsJson, echo, fail, print_json
from bot.cli.reports import AsOf, past_day
from bot.documents.formats.text import text
from bot.initiatives import inventories
from bot.initiatives.desk import listed
from bot.initiatives.document import document
from bot.initiatives.inventories import Inventory
from bot.initiatives.matrices import matrix_of
from bot.messages.initiative_ratings import Matrix
from bot.messages.initiatives import ListedInitiative
from plans.initiatives import read_dollars, read_hours
from plans.practices import codes_of
from prompts import formats

Organization = Annotated[str, typer.Option("--organization", help="Name of the district or school.")]


def initiatives(organization: Organization, as_of: AsOf = None, as_json: AsJson = False) -> None:
    """List what an organization has under way, with costs, schools and evidence, and where initiatives overlap."""
    with turns() as opened, opened.read() as turn:
        row = organization_named(turn.session, organization)
        day = past_day(as_of, turn.today(row.time_zone))
        inventory = inventories.load(turn.session, row.workspace_id, row.id, day)
        matrix = matrix_of(turn.session, row.id, day.on)
    if inventory is None:
        fail("no_initiatives", organization=row.name, on=day.on)
    if as_json:
        print_json(inventory_json(inventory, matrix))
        return
    with formats.for_a_file():
        echo(text(document(inventory, listed(inventory), matrix)))


def inventory_json(inventory: Inventory, matrix: Matrix | None) -> dict[str, Any]:
    place_names = dict(inventory.overlap.places)
    return {
        "organization": inventory.organization.name,
        "as_of": inventory.day.on,
        "initiatives": [_initiative(each, inventory) for each in listed(inventory)],
        "overlap": [
            {"practice": row.code, "initiatives": {place_names[place]: names for place, names in row.by_place.items()}}
            for row in inventory.overlap.rows
        ],
        "matrix": None if matrix is None else _matrix(matrix),
    }


def _matrix(matrix: Matrix) -> dict[str, Any]:
    return {
        "closed_on": matrix.closed_on,
        "raters": matrix.raters,
        "ratings": [
            {"name": each.name, "quadrant": each.summary.quadrant, **asdict(each.summary)} for each in matrix.rated
        ],
    }


def _initiative(each: ListedInitiative, inventory: Inventory) -> dict[str, Any]:
    facts = each.initiative.facts
    return {
        "name": facts.name,
        "organization": each.whose or inventory.organization.name,
        "purpose": facts.purpose,
        "practices": codes_of(facts.practices),
        "everywhere": each.is_everywhere,
        "schools": each.places,
        "started_on": facts.started_on,
        "cost": facts.cost,
        "dollars_a_year": read_dollars(facts.cost) if facts.cost else None,
        "time": facts.time,
        "hours_a_year": read_hours(facts.time) if facts.time else None,
        "owner": each.initiative.owner,
        "evidence": facts.evidence,
        "evidence_link": facts.evidence_link,
        "evidence_since": facts.evidence_since,
        "evidence_shows": facts.evidence_shows,
        "decision": asdict(each.initiative.decision) if each.initiative.decision else None,
        "state": each.initiative.state(inventory.day.on),
    }
