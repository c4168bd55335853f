"""Collects a file's problems and their places while reading, so that one import shows all of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from plans.findings import Finding
from plans.problems import Problem, Severity

MOST_PROBLEMS = 500
"""Nobody reads more, and a file with a million faults must not fill the memory."""


@dataclass(slots=True)
class Problems:
    collected: list[Problem] = field(default_factory=list)

    def error(self, where: str, what: str | Finding, **values: Any) -> None:
        self._add(problem(where, what, Severity.ERROR, values))

    def warn(self, where: str, what: str | Finding, **values: Any) -> None:
        self._add(problem(where, what, Severity.WARNING, values))

    def add_all(self, others: "Problems") -> None:
        for each in others.collected:
            self._add(each)

    def _add(self, problem: Problem) -> None:
        if problem in self.collected or len(self.collected) > MOST_PROBLEMS:
            return
        if len(self.collected) == MOST_PROBLEMS:
            problem = Problem("", "", Severity.ERROR, Finding.MORE_PROBLEMS)
        self.collected.append(problem)

    @property
    def any_errors(self) -> bool:
        return any(problem.severity is Severity.ERROR for problem in self.collected)


class Unreadable(Exception):  # noqa: N818 - it describes the file; the program is not in error
    """The file as a whole cannot be read."""

    def __init__(self, where: str, what: str | Finding, **values: Any) -> None:
        super().__init__(what)
        self.problem = problem(where, what, Severity.ERROR, values)


def problem(where: str, what: str | Finding, severity: Severity, values: Mapping[str, Any]) -> Problem:
    """Of a code with its values; or, as long as there are some, of a sentence."""
    if isinstance(what, Finding):
        return Problem(where, "", severity, what, values)
    return Problem(where, what, severity)
