"""throughline network: the counts of all schools below an organization, by practice and by school."""

from dataclasses import asdict
from typing import Annotated, Any

import typer

from bot.cli.common import organization_named, turns
from bot.cli.console import AsJson, echo, fail, print_json
from bot.cli.reports import AsOf, fraction_json, past_day, progress_json
from bot.documents.formats.text import text
from bot.network.desk import table_of, views_of
from bot.network.sheet import sheet
from plans.network import NetworkBy, NetworkCounts, NetworkTable
from prompts import formats
from storage.network import scope

Organization = Annotated[str, typer.Option("--organization", help="Name of the district or state.")]


def network(organization: Organization, as_of: AsOf = None, as_json: AsJson = False) -> None:
    """Count the schools below a district or state together: by effective practice, by school and by objective."""
    with turns() as opened, opened.read() as turn:
        row = organization_named(turn.session, organization)
        day = past_day(as_of, turn.today(row.time_zone))
        counted = scope.read(turn.session, row.workspace_id, row.id, day, turn.now)
        if counted is None or not counted.schools:
            fail("no_network", organization=row.name, on=day.on)
        tables = [table_of(turn.session, counted, by) for by in views_of(counted)]
    if as_json:
        print_json({"organization": counted.organization.name, "as_of": day.on, **dict(map(_table, tables))})
        return
    with formats.for_a_file():
        echo(text(sheet(counted.organization.name, tables)))


def _table(table: NetworkTable) -> tuple[str, dict[str, Any]]:
    rows = [_row(row) | _objective(table, row) | _own(table, row) for row in table.rows]
    sums: dict[str, Any] = {
        "all": _row(table.all),
        "district_plans": _row(table.districts) if table.districts else None,
    }
    if table.by is NetworkBy.PRACTICE:
        sums["domains"] = [_row(row) for row in table.domains]
    if table.by is NetworkBy.GOAL:
        sums["schools_without_plan_above"] = table.without_plan_above
    return f"by_{table.by}", {"rows": rows, **sums}


def _own(table: NetworkTable, row: NetworkCounts) -> dict[str, Any]:
    """By practice: the network's own codes under it."""
    own = table.own.get(row.code, ())
    return {"own": [_row(each) | {"name": table.own_names[each.code]} for each in own]} if own else {}


def _objective(table: NetworkTable, row: NetworkCounts) -> dict[str, Any]:
    """By objective: its number, its title and whose plan it is in, in place of its key."""
    objective = table.objectives.get(row.code)
    if objective is None:
        return {}
    return {"code": objective.code, "objective": objective.title, "organization": objective.organization}


def _row(row: NetworkCounts) -> dict[str, Any]:
    """Under `code`, a school's name where the table is by school."""
    counts = {name: getattr(row, name) for name in asdict(row) if name not in ("code", "items", "causes")}
    fractions = {name: fraction_json(cell) if hasattr(cell, "whole") else cell for name, cell in counts.items()}
    causes = {count.category: count.items for count in row.causes}
    return {"code": row.code, **progress_json(row.items), "causes": causes, **fractions}
