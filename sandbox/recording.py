"""Records what goes over the wire, one JSON line each, to be checked afterwards."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

from sandbox.state import Json

RECORD = "SANDBOX_RECORD"
"""The environment variable with the file's name; several processes may write to the same file."""

Record = Callable[[str, str, Json], None]
"""The kind of message, its name, and its body."""


def recorder() -> Record:
    """Return a function that appends to the file named in the environment, or one that does nothing."""
    named = os.environ.get(RECORD)
    return _to(Path(named)) if named else _nowhere


def _to(path: Path) -> Record:
    def write(kind: str, name: str, body: Json) -> None:
        line = json.dumps({"kind": kind, "name": name, "body": body}) + "\n"
        # One write to the end of the file: lines of several processes do not mix.
        with path.open("ab", buffering=0) as file:
            file.write(line.encode())

    return write


def _nowhere(_kind: str, _name: str, _body: Json) -> None:
    """Record nothing."""
