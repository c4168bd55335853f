"""Published minutes as Word, from a template a district can brand, and as Markdown."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import Any

from jinja2 import StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

import prompts
from conversations.highlight import Minutes, MinutesLine, Section
from plans.xml_text import xml_safe
from prompts import formats

Encode = Callable[[str], str]
"""Escapes typed text for the format of the file."""

_MARKDOWN_ANYWHERE = re.compile(r"([\\`*_\[\]<>|~&$])")
_MARKDOWN_AT_START = re.compile(r"^(?:([-+=#])|(\d+)([.)]))")


def minutes_docx(minutes: Minutes, template: Path | None = None) -> bytes:
    """`template` is a district's own Word file; prompts/documents/README.md lists what it may contain."""
    from docxtpl import DocxTemplate  # noqa: PLC0415 (a tenth of the start, needed once a month)

    document = DocxTemplate(BytesIO(template.read_bytes() if template else _our_template()))
    # People outside the team edit the template, so it gets values to print and nothing else.
    environment = ImmutableSandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    with formats.for_a_file(minutes.period):
        document.render(_values(minutes, _word), environment)
    target = BytesIO()
    document.save(target)
    return target.getvalue()


def minutes_markdown(minutes: Minutes) -> str:
    with formats.for_a_file(minutes.period):
        return prompts.document("minutes.md", **_values(minutes, markdown))


def _values(minutes: Minutes, encode: Encode) -> dict[str, Any]:
    def one_line(text: str) -> str:
        return encode(_one_line(text))

    return {
        "organization": one_line(minutes.organization),
        "plan": one_line(minutes.plan),
        "period": formats.month(minutes.period),
        "participants": one_line(prompts.words(minutes.participants)),
        "held_on": _day(minutes.held_on),
        "previous_on": _day(minutes.previous_on),
        "submitted_on": _day(minutes.submitted_on),
        "submitted_by": one_line(minutes.submitted_by),
        "sections": {str(key): [_line(line, encode) for line in minutes.section(key).lines] for key in Section},
    }


def _line(line: MinutesLine, encode: Encode) -> Mapping[str, str]:
    return {
        "text": encode("\n".join(line.text.splitlines())),
        "who": encode(_one_line(line.who)),
        "said_on": _day(line.said_on),
        "edited_by": encode(_one_line(line.edited_by)),
    }


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _day(when: date | None) -> str:
    return formats.day(when) if when else ""


def _word(text: str) -> str:
    """Replace braces by references, because docxtpl reads "{_{" and the like in rendered text as its own escapes."""
    escaped = str(escape(xml_safe(text)))
    return Markup(escaped.replace("{", "&#123;").replace("}", "&#125;"))  # noqa: S704 - escaped just above


def markdown(text: str) -> str:
    """One paragraph of a list entry that shows the characters as typed, line breaks included."""
    lines = (line.strip() for line in xml_safe(text).splitlines())
    return "\\\n  ".join(_markdown_line(line) for line in lines if line)


def _markdown_line(line: str) -> str:
    escaped = _MARKDOWN_ANYWHERE.sub(r"\\\1", line)
    return _MARKDOWN_AT_START.sub(lambda match: f"\\{match[1]}" if match[1] else f"{match[2]}\\{match[3]}", escaped)


def _our_template() -> bytes:
    return (files("prompts") / "documents" / "minutes.docx").read_bytes()
