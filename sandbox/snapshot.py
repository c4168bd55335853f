"""Saves the workspace to a JSON file, so that a demo continues after a restart."""

from __future__ import annotations

from pathlib import Path

from pydantic import TypeAdapter

from sandbox.state import WorkspaceState

_STATE = TypeAdapter(WorkspaceState)


def load(path: Path) -> WorkspaceState | None:
    """The saved state, if there is one."""
    return _STATE.validate_json(path.read_bytes()) if path.exists() else None


def save(state: WorkspaceState, path: Path) -> None:
    """Write a new file and rename it: a crash leaves the old one whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(".new")
    beside.write_bytes(_STATE.dump_json(state))
    beside.replace(path)
