"""What is wrong in a file somebody wrote, where, and how to fix it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from plans.findings import Finding


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
    """The trouble and its fix, in one or two plain sentences; empty where `code` stands for them."""
    severity: Severity
    code: Finding | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    """What the sentence of `code` is filled with."""
