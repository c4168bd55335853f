"""Every finding has its sentence in prompts, and no sentence stands in the core."""

import ast
import re
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path

import jinja2
import pytest

import prompts
from conversations.script_files.findings import ScriptFindingCode
from plans.findings import FindingCode

ROOT = Path(__file__).parents[2]
FEWEST_WORDS = 4
VALUE = "…"
"""Stands for a value in an f-string."""
WORD = re.compile(r"[A-Za-z]+")
SENTENCE = re.compile(r"(?!.*\(\?)(?:[A-Z“\"'…][^\\|]*|[^\\|]*[.?!])", re.DOTALL)
"""Begins with a capital letter or ends as a sentence does, and has none of the marks of a regular expression."""
ALLOWED = {
    "plans/practices.py": "the names of the twelve effective practices, which files are recognized by",
}


@pytest.mark.parametrize(("file", "codes"), [("findings", FindingCode), ("script_findings", ScriptFindingCode)])
def test_each_code_has_its_sentence_and_each_sentence_its_code(file: str, codes: type[StrEnum]) -> None:
    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(prompts.ROOT), autoescape=True)
    environment.filters |= {**prompts.formats.FILTERS, "words": str, "capital": str}
    assert set(environment.get_template(f"messages/{file}.j2").blocks) == {code.value for code in codes}


@pytest.mark.parametrize("package", ["plans", "conversations"])
def test_the_core_holds_no_sentences(package: str) -> None:
    paths = {path.relative_to(ROOT).as_posix(): path for path in sorted((ROOT / package).rglob("*.py"))}
    assert [
        f"{name}: {text}"
        for name, path in paths.items()
        for text in sentences(path.read_text(encoding="utf-8"))
        if name not in ALLOWED
    ] == []


def sentences(source: str) -> list[str]:
    return [
        text
        for text in texts(ast.parse(source))
        if len(WORD.findall(text)) >= FEWEST_WORDS and SENTENCE.fullmatch(text)
    ]


def texts(node: ast.AST) -> Iterator[str]:
    """The strings of the code without docstrings; VALUE stands for each value in an f-string."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant):
            continue
        if isinstance(child, ast.Constant) and isinstance(child.value, str):
            yield child.value
        elif isinstance(child, ast.JoinedStr):
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else VALUE for part in child.values)
        else:
            yield from texts(child)


def test_a_sentence_is_noticed_and_a_pattern_is_not() -> None:
    assert sentences('what = f"{name} has no owner yet"')
    assert sentences('fail("the file is much too long.")')
    assert sentences('"""A docstring is left alone."""') == []
    assert sentences(r'compile(r"The \w+ of (?:spring|fall) term.")') == []
