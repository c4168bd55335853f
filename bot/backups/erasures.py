"""Who was erased, in a file beside the backups: a restored backup that still has them must not bring them back.

The file has ids of rows and days, and no names. Lines are only ever added.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

NAME = "erased-people.jsonl"


@dataclass(frozen=True, slots=True, kw_only=True)
class NotedErasure:
    workspace_id: str
    person_id: int
    erased_at: datetime


def note(folder: Path, workspace_id: str, person_id: int, erased_at: datetime) -> None:
    """Add a person, on the disk before this returns."""
    folder.mkdir(parents=True, exist_ok=True)
    line = {"workspace": workspace_id, "person": person_id, "erased_at": erased_at.isoformat()}
    with (folder / NAME).open("a", encoding="utf-8") as file:
        file.write(json.dumps(line) + "\n")
        file.flush()
        os.fsync(file.fileno())


def noted(folder: Path) -> Iterator[NotedErasure]:
    """Everybody in the folder's list, if there is one. Raises ValueError for a damaged line."""
    file = folder / NAME
    if not file.is_file():
        return
    for line in file.read_text(encoding="utf-8").splitlines():
        fields = json.loads(line)
        yield NotedErasure(
            workspace_id=fields["workspace"],
            person_id=fields["person"],
            erased_at=datetime.fromisoformat(fields["erased_at"]),
        )
