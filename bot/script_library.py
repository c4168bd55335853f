"""The available scripts: ours and those of a local folder, which is read again when a file changes."""

import logging
import threading
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import prompts
from conversations import script_files
from conversations.script import Script
from conversations.script_files import Loaded

log = logging.getLogger(__name__)

OURS = prompts.ROOT / "scripts"
SOURCES = prompts.ROOT / "sources.csv"
"""The questions our scripts come from, by id."""

Signature = tuple[tuple[str, int, int], ...]


class ScriptLibrary:
    """Scripts are loaded on first use, so that the bot's start does not wait for them."""

    def __init__(self, local: Path | None = None) -> None:
        self._local = local
        self._lock = threading.Lock()
        self._ours: Mapping[str, Script] = {}
        self._of_local: Signature | None = None
        self._known: Mapping[str, Script] = MappingProxyType({})

    def scripts(self) -> Mapping[str, Script]:
        """Scripts by name. A local script replaces ours of the same name; a broken one is left out."""
        with self._lock:
            signature = _signature(self._local)
            if signature != self._of_local:
                self._read()
                self._of_local = signature
            return self._known

    def _read(self) -> None:
        if not self._ours:
            self._ours = script_files.load(OURS).scripts
        local = script_files.load(self._local) if self._local else Loaded({}, ())
        for finding in local.findings:
            log.warning("script left out: %s: %s", finding.where, prompts.finding_text(finding))
        self._known = MappingProxyType({**self._ours, **local.scripts})


def _signature(folder: Path | None) -> Signature:
    """Changes whenever a file does: name, time of change, size."""
    if folder is None or not folder.is_dir():
        return ()
    stats = ((path.name, path.stat()) for path in sorted(folder.glob("*.yml")))
    return tuple((name, stat.st_mtime_ns, stat.st_size) for name, stat in stats)
