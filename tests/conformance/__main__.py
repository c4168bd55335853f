"""`make conformance` records what some tests send, and checks it against Slack's published types and limits."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from sandbox.recording import RECORD
from tests.conformance import compiler, faults
from tests.conformance.lengths import too_long
from tests.conformance.literals import literals
from tests.conformance.recorded import Message, read

HERE = Path(__file__).parent
TESTS = ("tests/scenarios", "tests/bot")
MOST_COMPLAINTS = 60


def main(arguments: Sequence[str]) -> int:
    """Check the recording named with `--recording FILE`, else record the named tests, else the default ones."""
    if shutil.which("npm") is None:
        print_line("Skipped: this check needs npm, which is not installed.")
        return 0
    compiler.install()
    if missed := faults.missed():
        print_line("The check itself is broken. It let pass:\n" + "\n".join(missed))
        return 1
    print_line(f"{len(faults.FAULTS)} planted faults were caught.")
    if arguments[:1] == ["--recording"]:
        return check(Path(arguments[1]))
    with tempfile.TemporaryDirectory() as folder:
        recording = Path(folder) / "recording.jsonl"
        record(recording, arguments or TESTS)
        return check(recording)


def record(path: Path, tests: Sequence[str]) -> None:
    """Run the tests. `make test` cares whether they pass."""
    command = [sys.executable, "-m", "pytest", "-q", "-n", "auto", "-m", "not slow and not browser", *tests]
    subprocess.run(command, env={**os.environ, RECORD: str(path)}, check=False)


def check(recording: Path) -> int:
    """Print each mismatch. Returns 0 if there are none."""
    if not recording.exists():
        print_line("Nothing was recorded.")
        return 1
    messages = list(read(recording))
    complaints = [*compiler.complaints(literals(messages)), *long_parts(messages)]
    print_line(f"{len(messages)} messages of {len({(each.kind, each.name) for each in messages})} kinds were checked.")
    for complaint, times in Counter(complaints).most_common(MOST_COMPLAINTS):
        print_line(f"{times} x {complaint}")
    return 1 if complaints else 0


def long_parts(messages: Sequence[Message]) -> list[str]:
    """Texts and lists longer than Slack documents."""
    return [f"{each.kind} {each.name}: {problem}" for each in messages for problem in too_long(each)]


def print_line(words: str) -> None:
    print(words, flush=True)  # noqa: T201 - it is a program of the command line


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
