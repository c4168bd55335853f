"""What is wrong in a file somebody wrote, where, and how to mend it."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    ERROR = "error"
    """The file is not used."""
    WARNING = "warning"
    """It is used all the same, as the sentence says."""


@dataclass(frozen=True, slots=True)
class Problem:
    where: str
    """Sheet and cell, or file and line, as the person finds it."""
    what: str
    """The trouble and its mend, in one or two plain sentences."""
    severity: Severity
