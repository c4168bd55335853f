"""Problems in a file somebody wrote, with their places and fixes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from plans.findings import Finding


class Severity(StrEnum):
    ERROR = "error"
    """The file is not used."""
    WARNING = "warning"
    """The file is used as the sentence says."""


@dataclass(frozen=True, slots=True)
class Problem:
    where: str
    """Sheet and cell, or file and line, as a person looks it up."""
    what: str
    """The problem and its fix in one or two sentences; empty if `code` stands for them."""
    severity: Severity
    code: Finding | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    """What the sentence of `code` is filled with."""
