"""Collects findings while a file is read, so that one look shows everything that is wrong with it."""

from dataclasses import dataclass, field
from typing import Any

from plans.findings import Finding, FindingCode, Severity

MOST_FINDINGS = 500
"""No one reads more findings, and a file with a million mistakes must not fill the memory."""


@dataclass(slots=True)
class Findings:
    collected: list[Finding] = field(default_factory=list)

    def error(self, where: str, code: FindingCode, /, **values: Any) -> None:
        self._add(Finding(where, code, Severity.ERROR, values))

    def warn(self, where: str, code: FindingCode, /, **values: Any) -> None:
        self._add(Finding(where, code, Severity.WARNING, values))

    def add_all(self, others: "Findings") -> None:
        for each in others.collected:
            self._add(each)

    def _add(self, finding: Finding) -> None:
        if finding in self.collected or len(self.collected) > MOST_FINDINGS:
            return
        if len(self.collected) == MOST_FINDINGS:
            finding = Finding("", FindingCode.MORE_FINDINGS, Severity.ERROR)
        self.collected.append(finding)

    @property
    def any_errors(self) -> bool:
        return any(finding.severity is Severity.ERROR for finding in self.collected)


class Unreadable(Exception):  # noqa: N818 - the file is; the program is not in error
    """The file as a whole cannot be read."""

    def __init__(self, where: str, code: FindingCode, /, **values: Any) -> None:
        super().__init__(code)
        self.finding = Finding(where, code, Severity.ERROR, values)
