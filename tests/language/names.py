"""The names a file defines and uses, read from its syntax tree."""

import ast
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

FILLERS = frozenset(
    {
        "current",
        "entry",
        "found",
        "held",
        "here",
        "kept",
        "known",
        "made",
        "one",
        "result",
        "said",
        "shown",
        "told",
        "value",
        "wanted",
    }
)
"""Words that say nothing about what they name. docs/glossary.md has the words to use."""


@dataclass(frozen=True, slots=True)
class Definition:
    path: str
    line: int
    name: str


def definitions(path: str, text: str) -> Iterator[Definition]:
    """The module itself, its types, functions, parameters and variables."""
    yield Definition(path, 1, PurePosixPath(path).stem)
    for node in ast.walk(ast.parse(text)):
        match node:
            case ast.ClassDef(name=name) | ast.FunctionDef(name=name):
                yield Definition(path, node.lineno, name)
            case ast.arg(arg=name):
                yield Definition(path, node.lineno, name)
            case ast.Name(id=name, ctx=ast.Store()):
                yield Definition(path, node.lineno, name)


def misnamed_tables(path: str, text: str) -> Iterator[str]:
    """Tables whose name is not that of their class: `RequestTopicRow` is the row of `request_topic`."""
    for row in (node for node in ast.parse(text).body if isinstance(node, ast.ClassDef)):
        for statement in row.body:
            match statement:
                case ast.Assign(targets=[ast.Name(id="__tablename__")], value=ast.Constant(value=str(table))):
                    if table != _table_of(row.name):
                        yield f"{path}:{statement.lineno}: the rows of table {table} are called {row.name}"


def _table_of(row: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", row.removesuffix("Row")).lower()


def filler_uses(text: str) -> int:
    """How often a filler names a function, parameter, field or variable, or stands for one."""
    return sum(1 for name in _names(text) if name.strip("_") in FILLERS)


def _names(text: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(text)):
        match node:
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name):
                yield name
            case ast.arg(arg=name) | ast.Name(id=name):
                yield name
            case ast.alias(asname=str(name)):
                yield name


def types_defined_twice(sources: dict[str, str]) -> dict[str, list[str]]:
    """Type names that two modules define, with the modules."""
    homes: defaultdict[str, list[str]] = defaultdict(list)
    for path, text in sources.items():
        names = Counter(node.name for node in ast.parse(text).body if isinstance(node, ast.ClassDef))
        for name in names:
            homes[name].append(path)
    return {name: paths for name, paths in sorted(homes.items()) if len(paths) > 1}


def replaced_names(glossary: str) -> dict[str, str]:
    """Each second name of the glossary's last column, with the word to use in its place."""
    replaced = {}
    for line in glossary.splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if len(cells) == 3:
            replaced.update(dict.fromkeys(re.findall(r"`(\w+)`", cells[2]), cells[0]))
    return replaced
