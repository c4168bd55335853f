"""Keeping the workspace in a JSON file, so that a demo goes on after a restart."""

from __future__ import annotations

from pathlib import Path

from pydantic import TypeAdapter

from sandbox.state import WorkspaceState

_STATE = TypeAdapter(WorkspaceState)


def load(path: Path) -> WorkspaceState | None:
    """The kept state, if there is any."""
    return _STATE.validate_json(path.read_bytes()) if path.exists() else None


def save(state: WorkspaceState, path: Path) -> None:
    """Write beside and rename: a crash leaves the old file whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(".new")
    beside.write_bytes(_STATE.dump_json(state))
    beside.replace(path)
