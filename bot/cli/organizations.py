"""throughline organizations: the tree of the state, its districts and schools, now and as of any day."""

import getpass
from collections.abc import Callable, Iterator
from dataclasses import asdict
from typing import Annotated

import typer

from bot.cli.common import organization_named, team_of, turns
from bot.cli.console import BAD_INPUT, AsJson, echo, fail, print_json, print_sentence
from bot.people.organizing import Reorganization
from bot.turns import CannotDoError
from plans.dates import read_past
from prompts import plain
from storage.people import organization_tree
from storage.people.organization_tree import Tree, TreePlace

app = typer.Typer(no_args_is_help=True, help="Organizations: the tree of the state, its districts and schools.")

Name = Annotated[str, typer.Argument(help="School, district or state.")]
Why = Annotated[str, typer.Option("--reason", help="Why. It is kept with the change.")]


@app.command()
def tree(
    on: Annotated[str, typer.Option("--on", help="The tree as of a past day, such as 2026-10-01.")] = "",
    as_json: AsJson = False,
) -> None:
    """Print the organizations, each below the one it belongs to."""
    with turns() as opened, opened.read() as turn:
        day = read_past(on, turn.now.date()) if on else None
        if on and day is None:
            fail("bad_value", name="--on")
        places = organization_tree.as_of(turn.session, team_of(turn.session), day)
    if as_json:
        print_json([asdict(place) for place in places.values()])
        return
    for place, depth in _walk(places, None, 0):
        echo("  " * depth + plain("setup", "tree_line", place=place))


def _walk(places: Tree, above: int | None, depth: int) -> Iterator[tuple[TreePlace, int]]:
    """Each place before those below it. One whose parent was not there yet, or is closed, stands at the top."""
    for place in places.values():
        if (place.parent_id if place.parent_id in places else None) == above:
            yield place, depth
            yield from _walk(places, place.id, depth + 1)


@app.command()
def rename(organization: Name, name: Annotated[str, typer.Argument(help="The new name.")], why: Why = "") -> None:
    """Rename an organization. Plan files with its former name still belong to it."""
    name = " ".join(name.split())
    if not name:
        fail("bad_value", name="NAME")
    _change(organization, why, lambda change: change.rename(name))
    print_sentence("renamed", organization=organization, name=name)


@app.command()
def move(
    organization: Name,
    under: Annotated[str, typer.Option("--under", help="The organization it belongs to from now on.")],
    why: Why = "",
) -> None:
    """Move an organization, with everything below it, under another one."""

    def moved(change: Reorganization) -> None:
        change.move(organization_named(change.turn.session, under))

    _change(organization, why, moved)
    print_sentence("moved", organization=organization, under=under)


@app.command()
def close(organization: Name, why: Why = "") -> None:
    """Close an organization. Nobody is asked about its plans anymore; everything stored stays."""
    _change(organization, why, Reorganization.close)
    print_sentence("closed", organization=organization)


@app.command()
def reopen(organization: Name, why: Why = "") -> None:
    """Open an organization again that was closed."""
    _change(organization, why, Reorganization.reopen)
    print_sentence("reopened", organization=organization)


def _change(name: str, why: str, change: Callable[[Reorganization], None]) -> None:
    with turns() as opened, opened.write() as turn:
        where = organization_named(turn.session, name)
        try:
            change(Reorganization(turn=turn, where=where, why=why, login=getpass.getuser()))
        except CannotDoError as error:
            echo(plain(error.file, error.part, **error.values), err=True)
            raise typer.Exit(BAD_INPUT) from error
