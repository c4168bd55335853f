"""A folder for each demo in the user's cache. A mark file identifies it; only a demo's own files are removed."""

import fcntl
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

MARK = "made-by-throughline-demo"
DATABASE = "throughline.db"
FILES = (DATABASE, *(f"{DATABASE}{suffix}" for suffix in ("-wal", "-shm", "-journal", ".write", ".lock")))
"""The files a demo writes, besides its mark."""


def demos_folder() -> Path:
    """The parent of all demo folders, by the XDG rules: a relative XDG_CACHE_HOME is ignored."""
    cache = Path(os.environ.get("XDG_CACHE_HOME", ""))
    return (cache if cache.is_absolute() else Path.home() / ".cache") / "throughline" / "demo"


@contextmanager
def own_folder() -> Iterator[Path]:
    """A new folder for the length of the block. Removes the folders of killed demos first. Raises OSError."""
    parent = demos_folder()
    parent.mkdir(parents=True, exist_ok=True)
    for folder in parent.iterdir():
        _clear_if_abandoned(folder)
    folder = Path(tempfile.mkdtemp(prefix="run-", dir=parent))
    mark = _mark(folder)
    try:
        yield folder
    finally:
        _clear(folder)
        os.close(mark)


def _mark(folder: Path) -> int:
    """Create the mark and lock it before it is visible. The lock lasts as long as the demo."""
    unlocked = folder / f"{MARK}.new"
    mark = os.open(unlocked, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    fcntl.flock(mark, fcntl.LOCK_EX)
    unlocked.rename(folder / MARK)
    return mark


def _clear_if_abandoned(folder: Path) -> None:
    """Remove the folder, unless it has no mark or its demo is running."""
    if folder.is_symlink():
        return
    try:
        mark = os.open(folder / MARK, os.O_RDWR | os.O_NOFOLLOW)
    except OSError:
        return
    try:
        fcntl.flock(mark, fcntl.LOCK_EX | fcntl.LOCK_NB)
        _clear(folder)
    except BlockingIOError:
        return
    finally:
        os.close(mark)


def _clear(folder: Path) -> None:
    """Remove the demo's files and mark, and the folder if it is empty then."""
    for name in (*FILES, MARK):
        (folder / name).unlink(missing_ok=True)
    with suppress(OSError):
        folder.rmdir()
