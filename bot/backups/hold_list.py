"""Which legal holds were placed and released, in a file beside the backups: a restored backup from before has no hold.

Lines are only ever added. They have reasons, so the file is readable for the program's account alone, as backups are.
"""

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from storage.database import Database
from storage.people.role_changes import Author
from storage.plans import plans
from storage.privacy import holds

NAME = "legal-holds.jsonl"


@dataclass(frozen=True, slots=True, kw_only=True)
class NotedHold:
    """A hold was placed, or released if it says when."""

    plan_id: int
    placed_at: str
    """This and `released_at` in ISO form."""
    reason: str
    login: str
    released_at: str = ""


def note(folder: Path, noted: NotedHold) -> None:
    """Add a line, on the disk before this returns."""
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / NAME).open("a", encoding="utf-8") as file:
        file.write(json.dumps(asdict(noted), ensure_ascii=False) + "\n")
        file.flush()
        os.fsync(file.fileno())


def place_again(folders: Iterable[Path], opened: Database) -> int:
    """After a restoration: place and release what the backup doesn't know. Returns how many holds it lacked."""
    placed = 0
    with opened.write() as session:
        for noted in (line for folder in folders for line in _noted(folder)):
            placed_at = datetime.fromisoformat(noted.placed_at)
            hold_id = holds.placed_at(session, noted.plan_id, placed_at)
            if noted.released_at:
                author = Author(at=datetime.fromisoformat(noted.released_at), login=noted.login)
                placed -= hold_id is not None and holds.release(session, hold_id, noted.reason, author)
            elif hold_id is None and plans.exists(session, noted.plan_id):
                holds.place(session, noted.plan_id, noted.reason, Author(at=placed_at, login=noted.login))
                placed += 1
    return max(placed, 0)


def _noted(folder: Path) -> Iterator[NotedHold]:
    file = folder / NAME
    if file.is_file():
        for line in file.read_text(encoding="utf-8").splitlines():
            yield NotedHold(**json.loads(line))
