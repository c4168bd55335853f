"""Runs one of our modules in a process of its own, whose memory is free again when it ends."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
"""Where our packages are."""


def run(module: str, order: bytes, *, most_seconds: float) -> subprocess.CompletedProcess[bytes]:
    """The order is what the process reads from its standard input. Raises TimeoutExpired."""
    # Without -P, a folder named "bot" where the program was started would be taken for ours. The process gets nothing
    # of our environment, least of all the tokens.
    return subprocess.run(  # noqa: S603 (a command of our own, without anything typed)
        [sys.executable, "-P", "-m", module],
        input=order,
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
        timeout=most_seconds,
    )
