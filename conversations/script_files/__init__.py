"""Reading coaching scripts from YAML, and saying what is wrong with one, by line and with the mend."""

from dataclasses import dataclass
from pathlib import Path

from conversations.script import Script
from conversations.script_files.flow import check_flow
from conversations.script_files.language import check_language
from conversations.script_files.limits import check_limits
from conversations.script_files.nodes import MOST_CHARACTERS, Reader
from conversations.script_files.shape import shape
from plans.problems import Problem, Severity

__all__ = ["Loaded", "Problem", "Severity", "check", "load", "read", "read_text"]


@dataclass(frozen=True, slots=True)
class Loaded:
    """The scripts that are sound, by name, and what is wrong with the files that are not."""

    scripts: dict[str, Script]
    problems: tuple[Problem, ...]


def read(text: str, filename: str) -> tuple[Script | None, list[Problem]]:
    """The script, or None and the errors that keep it from being used."""
    reader = Reader(filename)
    script = _read(reader, text)
    return (None if reader.problems else script), reader.problems


def check(text: str, filename: str) -> list[Problem]:
    """Everything there is to say about a script: the errors, and warnings about its language."""
    reader = Reader(filename)
    script = _read(reader, text)
    if script:
        check_language(reader, script)
    return sorted(reader.problems, key=lambda problem: (problem.severity, _line(problem)))


def load(folder: Path) -> Loaded:
    """All scripts of a folder. A broken file is reported and left out; the others are not its fault."""
    scripts: dict[str, Script] = {}
    problems: list[Problem] = []
    for path in sorted(folder.glob("*.yml")):
        try:
            text = read_text(path)
        except OSError as error:
            what = f"The file cannot be opened: {error.strerror or error}. Check its permissions."
            problems.append(Problem(f"{path.name}, line 1", what, Severity.ERROR))
            continue
        script, file_problems = read(text, path.name)
        problems += file_problems
        if script:
            scripts[script.name] = script
    return Loaded(scripts, tuple(problems))


def read_text(path: Path) -> str:
    """No more of it than shows that it is too long. Raises OSError."""
    with path.open(encoding="utf-8", errors="replace") as file:
        return file.read(MOST_CHARACTERS + 1)


def _read(reader: Reader, text: str) -> Script | None:
    root = reader.parse(text)
    script = shape(reader, root) if root else None
    if script is None:
        return None
    expected = Path(reader.filename).stem
    if script.name and script.name != expected:
        what = f"The name is `{script.name}`, the file `{expected}.yml`. Make them the same."
        reader.problem(("name",), what)
    check_flow(reader, script)
    check_limits(reader, script)
    return script


def _line(problem: Problem) -> int:
    return int(problem.where.rpartition(" ")[2])
