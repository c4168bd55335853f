"""Writing down what goes over the wire, one JSON line each, so that it can be checked afterwards."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path

from sandbox.state import Json

RECORD = "SANDBOX_RECORD"
"""The environment variable that names the file; several processes may write into the same one."""

Record = Callable[[str, str, Json], None]
"""What kind of message, its name, and its body."""


def recorder() -> Record:
    """Appends to the file that the environment names, or does nothing where it names none."""
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
    """Nobody wants to know."""
