"""throughline rootcause: list root cause dialogs, and export a tree."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy.orm import Session

from bot.cli.common import turns
from bot.cli.console import AsJson, echo, fail, print_json, print_sentence
from bot.pictures.fishbones import pictures_pngs, pictures_svgs
from bot.pictures.tree_words import tree_markdown, tree_mermaid
from bot.root_cause.records import mentioned
from conversations.root_cause.exports import as_json
from prompts import plain
from storage.dialogs import root_cause
from storage.dialogs.root_cause import RootCauseDialog
from storage.people import people
from storage.plans import places, plans

app = typer.Typer(no_args_is_help=True, help="Root cause dialogs: list them, export a tree.")


class Format(StrEnum):
    PNG = "png"
    SVG = "svg"
    MARKDOWN = "md"
    MERMAID = "mermaid"
    JSON = "json"


Id = Annotated[int, typer.Argument(help="Number of the dialog; see `rootcause list`.")]
As = Annotated[Format, typer.Option("--format", help="What to export.")]
Output = Annotated[
    Path | None, typer.Option("--output", "-o", help="File to write; pictures get a name of their own without it.")
]

WORDS: Mapping[Format, Callable[[Session, RootCauseDialog], str]] = {
    Format.MARKDOWN: lambda session, dialog: tree_markdown(
        dialog.state, _names(session, dialog), dialog.permalink, codes=places.codes(session, dialog.id)
    ),
    Format.MERMAID: lambda _session, dialog: tree_mermaid(dialog.state.tree),
    Format.JSON: lambda session, dialog: as_json(dialog.state, dialog.permalink, places.codes(session, dialog.id)),
}


@app.command(name="list")
def list_(as_json_: AsJson = False) -> None:
    """List all dialogs with their results; of private ones only that they exist."""
    with turns() as opened, opened.read() as turn:
        session = turn.session
        dialogs = root_cause.STORE.every(session)
        lines = [_line(dialog, plans.summary(session, dialog.plan_id).organization) for dialog in dialogs]
    if as_json_:
        print_json(lines)
        return
    if not lines:
        print_sentence("no_root_causes")
    for line in lines:
        print_sentence("root_cause_line", one=line)


def _line(dialog: RootCauseDialog, organization: str) -> dict[str, object]:
    """Running the database does not entitle anyone to read a private dialog."""
    facts = {
        "id": dialog.id,
        "organization": organization,
        "private": dialog.is_private,
        "phase": str(dialog.state.phase),
        "started_on": dialog.started_on.isoformat(),
    }
    if dialog.is_private:
        return facts
    tree = dialog.state.tree
    roots = [root.text for root in tree.roots()]
    return facts | {"symptom": tree.symptom.text, "causes": len(tree.causes), "roots": roots}


@app.command()
def export(dialog_id: Id, form: As = Format.MARKDOWN, output: Output = None) -> None:
    """Write the tree of a dialog; a large picture becomes several files."""
    with turns() as opened, opened.read() as turn:
        dialog = root_cause.STORE.find(turn.session, dialog_id)
        if dialog is None:
            fail("unknown_root_cause", number=dialog_id)
        if dialog.is_private:
            fail("private_root_cause", number=dialog_id)
        text = WORDS[form](turn.session, dialog) if form in WORDS else ""
    if form in WORDS:
        _write_words(text, output)
    else:
        _write_pictures(dialog, form, output or Path(f"root-cause-{dialog.id}.{form}"))


def _names(session: Session, dialog: RootCauseDialog) -> dict[str, str]:
    team = plans.summary(session, dialog.plan_id).workspace_id
    return people.names(session, team, list(mentioned(dialog.state)))


def _write_words(text: str, output: Path | None) -> None:
    if output is None:
        echo(text)
        return
    _write(output, text.encode())


def _write_pictures(dialog: RootCauseDialog, form: Format, output: Path) -> None:
    """The first page has the given name; further pages are numbered."""
    tree = dialog.state.tree
    pages = pictures_pngs(tree) if form is Format.PNG else [drawing.encode() for drawing in pictures_svgs(tree)]
    for number, content in enumerate(pages, start=1):
        _write(output if number == 1 else output.with_stem(f"{output.stem}-{number}"), content)


def _write(path: Path, content: bytes) -> None:
    try:
        path.write_bytes(content)
    except OSError as error:
        fail("cannot_write", name=path, why=error.strerror or str(error))
    echo(plain("setup", "tree_written", name=path))
