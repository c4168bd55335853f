"""What went wrong in a file, and where: collected while reading, so that one look shows every trouble."""

from dataclasses import dataclass, field

from plans.problems import Problem, Severity


@dataclass(slots=True)
class Problems:
    found: list[Problem] = field(default_factory=list)

    def error(self, where: str, what: str) -> None:
        self._add(Problem(where, what, Severity.ERROR))

    def warn(self, where: str, what: str) -> None:
        self._add(Problem(where, what, Severity.WARNING))

    def _add(self, problem: Problem) -> None:
        if problem not in self.found:
            self.found.append(problem)

    @property
    def any_errors(self) -> bool:
        return any(problem.severity is Severity.ERROR for problem in self.found)


class Unreadable(Exception):  # noqa: N818 - the file is; the program is not in error
    """The file as a whole cannot be read."""

    def __init__(self, where: str, what: str) -> None:
        super().__init__(what)
        self.problem = Problem(where, what, Severity.ERROR)
