"""The words. Everything the bot says is a template in this folder; this module finds and fills them.

One file of messages/ holds the messages of one noun, each as a named Jinja block. `say` escapes what people
typed for Slack's mrkdwn, `plain` leaves it as it is (for plain_text fields and files), `svg` escapes for XML.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from types import BuiltinMethodType, MethodType
from typing import Any

import jinja2
import yaml
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment

from conversations.script_files.findings import ScriptFindingCode
from plans.findings import Finding
from plans.former_members import is_stand_in, with_capital
from prompts import formats

ROOT = Path(__file__).parent
COMMAND = "/plan"
_Block = Callable[[Context], Iterator[str]]
"""What renders a block of a template."""
_COMMAND = re.compile(rf"(?<![\w/.]){COMMAND}\b")


class Safe(str):
    """Text that is mrkdwn already: a mention, or the result of `say`."""

    __slots__ = ()


def say(file: str, part: str, **values: Any) -> Safe:
    """The message `part` of messages/`file`.j2, as mrkdwn. A missing value raises UndefinedError."""
    return Safe(_in_sentences(_render(_mrkdwn(), file, part, values)))


def plain(file: str, part: str, **values: Any) -> str:
    """Like `say`, for places that take plain text."""
    return _in_sentences(_render(_plain(), file, part, values))


def finding_text(finding: Finding) -> str:
    """The sentence of a finding, as plain text."""
    file = "script_findings" if isinstance(finding.code, ScriptFindingCode) else "findings"
    with formats.for_a_file():
        return plain(file, finding.code, **finding.values)


def document(name: str, **values: Any) -> str:
    """documents/`name`.j2, with nothing escaped: the template escapes for its own format. Dates carry their year."""
    with formats.for_a_file():
        return _in_sentences(_plain().get_template(f"documents/{name}.j2").render(values))


def svg(name: str, **values: Any) -> str:
    """pictures/`name`.svg.j2 as SVG. Numbers that people read pass the filter `number`; the others are coordinates."""
    with formats.for_a_file():
        return _xml().get_template(f"pictures/{name}.svg.j2").render(values)


def html(name: str, **values: Any) -> str:
    """documents/`name`.html.j2 as a page for a browser or a printer, with everything typed escaped."""
    with formats.for_a_file():
        return _xml().get_template(f"documents/{name}.html.j2").render(values)


@cache
def parts() -> dict[str, dict[str, Any]]:
    """parts.yml: the words of kinds, fields, options and weaknesses, by their keys."""
    loaded: dict[str, dict[str, Any]] = yaml.load((ROOT / "parts.yml").read_bytes(), Loader=yaml.CSafeLoader)
    return loaded


@cache
def records() -> dict[str, dict[str, Any]]:
    """records.yml: what tables, columns and codes are called where a person's data are listed."""
    loaded: dict[str, dict[str, Any]] = yaml.load((ROOT / "records.yml").read_bytes(), Loader=yaml.CSafeLoader)
    return loaded


def escape(text: str) -> str:
    """Slack's own escaping: nothing typed can become a mention, a link or a broadcast."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def mention(slack_id: str) -> Safe:
    """A person in Slack's form; of somebody who was erased, the words that stand in place of their name."""
    return Safe(former_member() if is_stand_in(slack_id) else f"<@{slack_id}>")


def former_member() -> str:
    """What is read in place of the name of a person who was erased, inside a sentence."""
    return _constant(_plain(), "privacy", "former_member")


def _in_sentences(text: str) -> str:
    """The text with a capital letter where a former member begins a sentence."""
    return with_capital(text, former_member())


def name_command(command: str) -> None:
    """What people type for `/plan`, the name that the templates use. A new name compiles all templates again."""
    if command == _Templates.command:
        return
    _Templates.command = command
    for made in (_mrkdwn, _plain, _xml, _constant, _block, _blocks):
        made.cache_clear()


class _Templates(jinja2.FileSystemLoader):
    """Templates in which `/plan` is called as the app's manifest calls it."""

    command = COMMAND

    def get_source(self, environment: jinja2.Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        source, path, is_fresh = super().get_source(environment, template)
        return _COMMAND.sub(self.command, source), path, is_fresh


def _render(environment: jinja2.Environment, file: str, part: str, values: dict[str, Any]) -> str:
    return _filled(environment, file, part, values) if values else _constant(environment, file, part)


@cache
def _constant(environment: jinja2.Environment, file: str, part: str) -> str:
    """Most of what a message says, its buttons above all, is always the same."""
    return _filled(environment, file, part, {})


def _filled(environment: jinja2.Environment, file: str, part: str, values: dict[str, Any]) -> str:
    template, block, blocks = _block(environment, file, part)
    context = environment.context_class(environment, values, template, {})
    context.blocks = blocks
    return "".join(block(context)).strip()


@cache
def _block(environment: jinja2.Environment, file: str, part: str) -> tuple[str | None, _Block, dict[str, list[_Block]]]:
    """The name of the template that has the block, the block, and all blocks of the template."""
    template = environment.get_template(f"messages/{file}.j2")
    if part not in template.blocks and "." in file:
        # check_in.quarterly.j2 holds only what a quarterly check-in says differently.
        return _block(environment, file.rpartition(".")[0], part)
    return template.name, template.blocks[part], _blocks(template)


@cache
def _blocks(template: jinja2.Template) -> dict[str, list[_Block]]:
    """A template's blocks as a context has them. Jinja would list them anew for each block that is rendered."""
    return {name: [block] for name, block in template.blocks.items()}


@cache
def _mrkdwn() -> jinja2.Environment:
    return _environment(finalize=_escaped)


@cache
def _plain() -> jinja2.Environment:
    return _environment(finalize=formats.format_printed)


@cache
def _xml() -> jinja2.Environment:
    return _environment(autoescape=True)


_MISSING = object()
_SPECIAL = frozenset({MethodType, BuiltinMethodType, type(_MISSING)})
"""The types of what Jinja's sandbox looks at more closely: methods, none of which can be subclassed, and nothing."""


class _Sandbox(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, which allows an attribute by its object's type and its name alone: it is asked once for each.

    Beside that it wraps methods of strings; what is no method and was allowed before is returned at once.
    """

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._allowed: set[tuple[type, str]] = set()

    def getattr(self, obj: Any, attribute: str) -> Any:
        member = getattr(obj, attribute, _MISSING)
        if (type(obj), attribute) in self._allowed and type(member) not in _SPECIAL:
            return member
        return super().getattr(obj, attribute)

    def is_safe_attribute(self, obj: Any, attr: str, content: Any) -> bool:
        is_safe = (type(obj), attr) in self._allowed or super().is_safe_attribute(obj, attr, content)
        if is_safe:
            self._allowed.add((type(obj), attr))
        return is_safe


def _environment(**options: Any) -> jinja2.Environment:
    environment = _Sandbox(
        loader=_Templates(ROOT),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        **options,
    )
    # Templates get what they are given and nothing else; each rendering would copy Jinja's own functions.
    environment.globals.clear()
    environment.filters |= {
        **formats.FILTERS,
        "finding_text": finding_text,
        "mention": mention,
        "words": words,
        "capital": capital,
        "clause": clause,
    }
    return environment


def _escaped(printed: Any) -> str:
    return printed if isinstance(printed, Safe) else escape(str(formats.format_printed(printed)))


def capital(text: str) -> str:
    """With a capital first letter, as a sentence begins."""
    return text[:1].upper() + text[1:]


def clause(text: str) -> str:
    """Typed text inside a longer sentence: without its period, or quoted if it ends in ! or ?."""
    typed = text.rstrip()
    inside = f"“{typed}”" if typed.endswith(("!", "?")) else typed.rstrip(" .,;:")
    return Safe(inside) if isinstance(text, Safe) else inside


def words(items: Iterable[str]) -> str:
    """a, b and c; of mentions, with the mentions kept."""
    listed = list(items)
    joined = formats.words(listed)
    return Safe(joined) if all(isinstance(item, Safe) for item in listed) else joined
