"""throughline privacy export."""

import getpass
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from bot.cli.common import ever_account, turns
from bot.cli.console import BAD_INPUT, AsJson, echo, print_json
from bot.cli.erasing import NOUN, User
from bot.people import exporting
from prompts import plain
from storage.people.role_changes import Author


def export(
    user: User,
    out: Annotated[Path | None, typer.Option(help="A folder for both forms, or one file: .json or .txt.")] = None,
    as_json: AsJson = False,
) -> None:
    """Print or write everything by and about one person, as text and as JSON."""
    with turns(accepts_newer=False) as opened:
        with opened.read() as turn:
            person = ever_account(turn.session, user)
            files = list(_files(out, person.id)) if out is not None else []
            _check_new(files)
            content, text = exporting.export(turn, person)
        with opened.write() as turn:
            author = Author(at=turn.now, login=getpass.getuser())
            exporting.audit_export(turn, person, len(content["records"]), author)
    for file in files:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(_json(content) if file.suffix == ".json" else text, encoding="utf-8")
        echo(plain(NOUN, "exported_to", path=file))
    if files:
        echo(plain(NOUN, "export_private"))
    elif as_json:
        print_json(content)
    else:
        echo(text, nl=False)


def _files(out: Path, person_id: int) -> Iterator[Path]:
    if out.suffix in (".json", ".txt"):
        yield out
    else:
        yield from (out / f"person-{person_id}{suffix}" for suffix in (".json", ".txt"))


def _check_new(files: list[Path]) -> None:
    for file in files:
        if file.exists():
            echo(plain(NOUN, "export_exists", path=file), err=True)
            raise typer.Exit(BAD_INPUT)


def _json(content: Mapping[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, indent=2, default=str) + "\n"
