"""Finds every regular expression of the project, and texts that make one of them slow."""

import ast
import importlib
import itertools
import pkgutil
import random
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from re import _constants as opcodes  # type: ignore[attr-defined] # no public module lists the parts of a pattern
from re import _parser as parser  # type: ignore[attr-defined]
from types import ModuleType
from typing import Any

import bot
import conversations
import plans
import prompts
import storage

PACKAGES = (plans, conversations, storage, prompts, bot)
METHODS = frozenset({"match", "fullmatch", "search", "sub", "split", "findall", "finditer"})
ANCHORED = frozenset({"match", "fullmatch"})
USUAL_PIECES = (
    " ",
    "a",
    "1",
    "-",
    ",",
    ".",
    "a ",
    "1 ",
    "a,",
    "a-",
    " -",
    "1/",
    "(",
    "\n",
    " \n",
    "A",
    "A ",
    "_",
    ": ",
)
FAILING = "\x00"
MOST_PREFIXES = 8
DEEPEST = 4
"""Tables of tables of tuples: as far as a pattern is looked for in a variable."""


@dataclass(frozen=True, slots=True)
class Use:
    """A pattern with the way in which it is applied."""

    where: str
    pattern: re.Pattern[str]
    method: str
    """"match" tries one place, "fullmatch" the whole text, "search" every place."""


def uses() -> list[Use]:
    """Every pattern that a module names or writes into a call, once per way of applying it."""
    trees = [(module, ast.parse(Path(module.__file__ or "").read_text(encoding="utf-8"))) for module in modules()]
    named: dict[re.Pattern[str], tuple[str, set[str]]] = {}
    for module, tree in trees:
        for where, pattern, methods in _named(module, tree):
            named.setdefault(pattern, (where, set()))[1].update(methods)
    for module, tree in trees:
        for where, pattern, methods in _written(module, tree):
            named.setdefault(pattern, (where, set()))[1].update(methods)
    return [
        Use(where, pattern, method)
        for pattern, (where, methods) in named.items()
        for method in sorted({each if each in ANCHORED else "search" for each in methods or {"search"}})
    ]


def modules() -> Iterator[ModuleType]:
    for package in PACKAGES:
        yield package
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not found.name.endswith("__main__") and ".migrations." not in found.name:
                yield importlib.import_module(found.name)


def _named(module: ModuleType, tree: ast.AST) -> Iterator[tuple[str, re.Pattern[str], set[str]]]:
    """Patterns in the module's variables, its own and imported ones, with the methods it calls on each.

    One in a table may be applied in any way the module applies a pattern. `split` is left out there: most of it is
    a text's.
    """
    methods = _methods_by_name(tree)
    in_tables = set().union(*(each for name, each in methods.items() if not _is_pattern(module, name))) - {"split"}
    for name, content in vars(module).items():
        is_one = isinstance(content, re.Pattern)
        for pattern in _inside(content):
            if isinstance(pattern.pattern, str):
                yield f"{module.__name__}.{name}", pattern, methods.get(name, set()) if is_one else in_tables


def _is_pattern(module: ModuleType, name: str) -> bool:
    """Whether the name is one pattern, or the library: its methods say nothing of the patterns in tables."""
    return name == "re" or isinstance(vars(module).get(name), re.Pattern)


def _inside(content: object, depth: int = 0) -> Iterator[re.Pattern[Any]]:
    if isinstance(content, re.Pattern):
        yield content
    elif depth < DEEPEST and isinstance(content, Mapping):
        for each in itertools.chain(content.keys(), content.values()):
            yield from _inside(each, depth + 1)
    elif depth < DEEPEST and isinstance(content, (tuple, list, set, frozenset)):
        for each in content:
            yield from _inside(each, depth + 1)


def _methods_by_name(tree: ast.AST) -> dict[str, set[str]]:
    methods: dict[str, set[str]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in METHODS and isinstance(node.value, ast.Name):
            methods.setdefault(node.value.id, set()).add(node.attr)
    return methods


def _written(module: ModuleType, tree: ast.AST) -> Iterator[tuple[str, re.Pattern[str], set[str]]]:
    """Patterns in calls like `re.sub(r"…", …)`, if they are known before the program runs."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id="re"), attr=method), args=[argument, *_]) if (
                method in METHODS
            ):
                pass
            case _:
                continue
        try:
            source = eval(compile(ast.Expression(argument), "pattern", "eval"), dict(vars(module)))
        except NameError:
            continue  # it is made of what a function was given
        yield f"{module.__name__}:{node.lineno}", re.compile(source), {method}


def texts(pattern: re.Pattern[str], length: int) -> Iterator[tuple[str, str]]:
    """Pairs of a short and a long text, of a quarter of `length` and of `length`, that repeat a part of the pattern."""
    tree = parser.parse(pattern.pattern, pattern.flags)
    chance = random.Random(0)
    beginnings = list(dict.fromkeys(_example(tree[:end], chance) for end in range(len(tree) + 1)))
    beginnings = beginnings[:MOST_PREFIXES]
    pieces = [*USUAL_PIECES, *beginnings, *_repeated(tree, chance)]
    for piece in dict.fromkeys(piece for piece in pieces if piece):
        for beginning in beginnings[: 1 if piece in beginnings else None]:
            short, long = (beginning + piece * (size // len(piece) + 1) + FAILING for size in (length // 4, length))
            yield short, long


def _repeated(tree: Any, chance: random.Random) -> Iterator[str]:
    """Several examples of what each repetition of the pattern repeats."""
    for code, argument in tree:
        for part in _parts(code, argument):
            if code in (opcodes.MAX_REPEAT, opcodes.MIN_REPEAT):
                yield from {_example(part, chance) for _ in range(4)}
            yield from _repeated(part, chance)


def _parts(code: Any, argument: Any) -> list[Any]:
    match code:
        case opcodes.MAX_REPEAT | opcodes.MIN_REPEAT | opcodes.POSSESSIVE_REPEAT:
            return [argument[2]]
        case opcodes.SUBPATTERN:
            return [argument[3]]
        case opcodes.BRANCH | opcodes.ASSERT | opcodes.ASSERT_NOT | opcodes.ATOMIC_GROUP:
            parts = argument[1] if code is not opcodes.ATOMIC_GROUP else [argument]
            return parts if code is opcodes.BRANCH else [parts] if code is not opcodes.ATOMIC_GROUP else parts
    return []


def _example(tree: Any, chance: random.Random) -> str:
    """A text that the pattern may match, but for its conditions."""
    return "".join(_piece(code, argument, chance) for code, argument in tree)


def _piece(code: Any, argument: Any, chance: random.Random) -> str:
    match code:
        case opcodes.LITERAL | opcodes.NOT_LITERAL | opcodes.ANY | opcodes.IN:
            return _character(code, argument, chance)
        case opcodes.MAX_REPEAT | opcodes.MIN_REPEAT | opcodes.POSSESSIVE_REPEAT:
            least, most, part = argument
            return "".join(_example(part, chance) for _ in range(chance.randint(least, min(most, least + 1))))
        case opcodes.SUBPATTERN:
            return _example(argument[3], chance)
        case opcodes.BRANCH:
            return _example(chance.choice(argument[1]), chance)
    return ""


def _character(code: Any, argument: Any, chance: random.Random) -> str:
    match code:
        case opcodes.LITERAL:
            return chr(argument)
        case opcodes.IN:
            return _of_class(argument, chance)
    return "a" if argument != ord("a") else "b"


def _of_class(items: Any, chance: random.Random) -> str:
    if items[0][0] is opcodes.NEGATE:
        return next((each for each in "a1 -,.\n" if not any(_is_in(each, *item) for item in items[1:])), "z")
    code, argument = chance.choice(items)
    if code is opcodes.LITERAL:
        return chr(argument)
    if code is opcodes.RANGE:
        return chr(argument[0])
    return next(each for each in "1 a-" if _is_in(each, code, argument))


def _is_in(character: str, code: Any, argument: Any) -> bool:
    match code:
        case opcodes.LITERAL:
            return bool(ord(character) == argument)
        case opcodes.RANGE:
            return bool(argument[0] <= ord(character) <= argument[1])
    name = str(argument).removeprefix("CATEGORY_").removeprefix("NOT_")
    is_in = {
        "DIGIT": character.isdigit(),
        "SPACE": character.isspace(),
        "WORD": character.isalnum() or character == "_",
    }
    return is_in[name] != ("NOT_" in str(argument))
