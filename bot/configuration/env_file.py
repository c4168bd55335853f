"""Reads a .env file: lines of NAME=text, as Docker and systemd read them.

A text may stand in quotes. Outside quotes, a # after a space begins a comment. Nothing is expanded or unescaped.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_ASSIGNMENT = re.compile(r"(?:export\s)?\s*([A-Za-z_][A-Za-z0-9_]*)\s*=(.*)")
_QUOTED = re.compile(r"""(?:"([^"]*)"|'([^']*)')\s*(?:#.*)?""")
_COMMENT = re.compile(r"\s#.*")


class EnvLineError(Exception):
    """A line of the file can't be read."""

    def __init__(self, line: int) -> None:
        super().__init__(f"line {line}")
        self.line = line


@dataclass(frozen=True, slots=True)
class EnvLine:
    line: int
    """Its number, from 1."""
    name: str
    text: str


def parse(content: str) -> Iterator[EnvLine]:
    """Yield the file's settings. Raises EnvLineError at the first line that is none."""
    for number, line in enumerate(content.removeprefix("\ufeff").splitlines(), start=1):
        if line.strip() and not line.lstrip().startswith("#"):
            assignment = _ASSIGNMENT.fullmatch(line.strip())
            if assignment is None:
                raise EnvLineError(number)
            yield EnvLine(number, assignment[1], _unquoted(assignment[2].strip(), number))


def _unquoted(text: str, line: int) -> str:
    if text[:1] not in ("'", '"'):
        return _COMMENT.sub("", f" {text}", count=1).strip()
    quoted = _QUOTED.fullmatch(text)
    if quoted is None:
        raise EnvLineError(line)
    return quoted[1] or quoted[2] or ""
