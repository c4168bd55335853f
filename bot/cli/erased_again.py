"""After a restoration or an import: whoever was erased since the backup or the export was made is erased again."""

import getpass
from collections.abc import Iterable
from pathlib import Path

from bot import rooms
from bot.backups import erasures
from bot.backups.erasures import NotedErasure
from bot.cli.console import echo
from bot.clock import Clock
from bot.people import erasing
from bot.people.erasing import UnderHoldError
from bot.turns import Turns
from prompts import plain
from storage import scrubbing
from storage.database import Database
from storage.models import PersonRow
from storage.people.role_changes import Author


def erase_again(folders: Iterable[Path], opened: Database) -> None:
    """Nobody comes back who was erased after the backup was made, but whom a legal hold keeps."""
    noted = {each for folder in folders for each in erasures.noted(folder)}
    erased, waiting = 0, 0
    under_hold = set[str]()
    for each in sorted(noted, key=lambda each: each.erased_at):
        try:
            erased += _erase_one(each, Turns(opened, Clock()))
        except UnderHoldError as error:
            waiting += 1
            under_hold.update(error.plan_names)
    if erased:
        scrubbing.scrub(opened)
        echo(plain("privacy", "erased_again", count=erased))
    if waiting:
        echo(plain("privacy", "not_erased_again", count=waiting, plans=sorted(under_hold)), err=True)


def _erase_one(noted: NotedErasure, turns: Turns) -> bool:
    """False if the backup has no such person, or was made after they were erased."""
    with turns.write() as turn:
        person = turn.session.get(PersonRow, noted.person_id)
        if person is None or person.workspace_id != noted.workspace_id or person.erased_at is not None:
            return False
        erasing.erase(turn, person, rooms.DEPARTURES, Author(at=turn.now, login=getpass.getuser()))
        return True
