"""Templates whose own text can be told from what is filled in.

Literal text is rendered in fullwidth letters and digits, values stand between ‹ and ›, and what the pseudo-locale
formats stands between ⟦ and ⟧. A plain letter or digit in what is rendered came from somewhere else.
"""

from __future__ import annotations

import random
import re
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any

import jinja2
from jinja2 import meta, nodes

import prompts
from plans.figures import read_figure
from plans.progress import Fraction
from plans.readings import OutcomeReading
from prompts import formats

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_PLAIN = re.compile(r"[!-~]")
_FILLED_IN = re.compile(r"⟦[^⟧]*⟧|‹[^›]*›")
_LEFT = re.compile(r"[A-Za-z0-9]+")
_HAND_MADE_PERCENT = re.compile(r"[›⟧]\s?[%％]")


class Value(str):
    """Whatever a template is given: an object, a list, a number or a text. Decisions about it are random."""

    __slots__ = ("_choices",)
    _choices: random.Random
    unsafe_callable = False
    alters_data = False

    def __new__(cls, choices: random.Random) -> Value:
        stub = super().__new__(cls, "‹value›")
        stub._choices = choices
        return stub

    def _next(self, *_: object, **__: object) -> Value:
        return Value(self._choices)

    def _decide(self, _: object = None) -> bool:
        return self._choices.random() < 0.5

    def __getattr__(self, name: str) -> Value:
        if name.startswith("_"):
            raise AttributeError(name)
        return self._next()

    def __iter__(self) -> Iterator[str]:
        return iter([self._next() for _ in range(self._choices.randint(0, 3))])

    def __len__(self) -> int:
        return self._choices.randint(0, 3)

    def __hash__(self) -> int:
        return 0

    title = count = index = property(_next)
    __call__ = __getitem__ = __rmul__ = __add__ = __sub__ = __floordiv__ = __mod__ = _next
    __bool__ = __eq__ = __ne__ = __lt__ = __gt__ = __le__ = __ge__ = __contains__ = _decide


class MarkingEnvironment(jinja2.Environment):
    """Renders the literal text of templates in fullwidth characters."""

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        template = super()._parse(source, name, filename)
        for literal in template.find_all(nodes.TemplateData):
            literal.data = fullwidth(literal.data)
        for output in template.find_all(nodes.Output):
            for printed in output.nodes:
                _mark_text(printed)
        for assigned in template.find_all(nodes.Assign):
            for text in assigned.node.find_all(nodes.Const):
                _mark_text(text)
        return template


def fullwidth(text: str) -> str:
    return _PLAIN.sub(lambda match: chr(ord(match[0]) + 0xFEE0), text)


def _mark_text(printed: nodes.Node) -> None:
    """Text that an expression prints is the template's own as well: a default, a branch, a word in a table."""
    match printed:
        case nodes.Const(value=str(text)):
            printed.value = fullwidth(text)
        case nodes.CondExpr() | nodes.BinExpr() | nodes.Concat() | nodes.Getitem() | nodes.Getattr() | nodes.Dict():
            for child in printed.iter_child_nodes(exclude=("test", "arg")):
                _mark_text(child)
        case nodes.Pair():
            _mark_text(printed.value)
        case nodes.Filter(name="capital") | nodes.Call():
            for child in printed.iter_child_nodes():
                _mark_text(child)


def environment() -> jinja2.Environment:
    marking = MarkingEnvironment(
        loader=jinja2.FileSystemLoader(prompts.ROOT),
        undefined=jinja2.StrictUndefined,
        finalize=formats.format_printed,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,
    )
    marking.globals.clear()
    marking.filters |= {name: _plausible(name, form) for name, form in formats.FILTERS.items()}
    marking.filters |= {
        "words": _plausible("words", formats.words),
        "capital": prompts.capital,
        "clause": prompts.clause,
    }
    marking.filters |= dict.fromkeys(("finding", "finding_text", "mention"), lambda _: "‹filled in›")
    marking.filters["format"] = _format
    return marking


def _format(pattern: str, printed: object) -> str:
    """A code point is a name, not a number to be formatted."""
    return f"‹{pattern}›" if pattern == "%04X" else pattern % printed


_EXAMPLES: dict[str, Any] = {
    "alternatives": ["‹a›", "‹b›"],
    "clock_time": time(9),
    "counted": 2,
    "day": date(2026, 11, 17),
    "figure": OutcomeReading(taken_on=date(2026, 11, 17), text="6 of 22", figure=read_figure("6 of 22")),
    "fraction": Fraction(6, 22),
    "level": 52.5,
    "share": Fraction(6, 22),
    "moment": datetime(2026, 11, 17, 9, 5, tzinfo=UTC),
    "month": "2026-11",
    "month_name": "2026-11",
    "short_month": "2026-11",
    "number": 1500,
    "plural": 2,
    "school_year": "2026-Q2",
    "written_day": "2026-11-17",
    "words": ["‹a›", "‹b›", "‹c›"],
}


def _plausible(name: str, form: Callable[..., str]) -> Callable[..., str]:
    """The filter itself, given an example of its kind in place of a value that could be anything."""

    def formatted(printed: object, *words: str) -> str:
        text = form(_EXAMPLES[name] if isinstance(printed, Value) else printed, *words)
        return f"⟦{text}⟧" if name == "school_year" else text

    return formatted


def values(template: nodes.Template, seed: int) -> dict[str, Any]:
    choices = random.Random(seed)
    return {name: Value(choices) for name in sorted(meta.find_undeclared_variables(template))}


def strays(text: str) -> list[str]:
    """What came neither from a template nor from the formats nor from a value."""
    return _HAND_MADE_PERCENT.findall(text) + _LEFT.findall(_FILLED_IN.sub("", text))


def hand_made_plurals(template: nodes.Template) -> list[str]:
    """Words chosen by comparing with 1: another language counts otherwise."""
    return [
        str(branch.value)
        for choice in template.find_all(nodes.CondExpr)
        if isinstance(choice.test, nodes.Compare) and any(operand.expr == nodes.Const(1) for operand in choice.test.ops)
        for branch in (choice.expr1, choice.expr2)
        if isinstance(branch, nodes.Const)
    ]
