"""Escapes typed text for Markdown."""

import re

from plans.xml_text import xml_safe

_ANYWHERE = re.compile(r"([\\`*_\[\]<>|~&$])")
_AT_START = re.compile(r"^(?:([-+=#])|(\d+)([.)])(?=\s|$))")


def markdown(text: str) -> str:
    """One paragraph of a list entry that shows the characters as typed, line breaks included."""
    lines = (line.strip() for line in xml_safe(text).splitlines())
    return "\\\n  ".join(_line(line) for line in lines if line)


def _line(line: str) -> str:
    escaped = _ANYWHERE.sub(r"\\\1", line)
    return _AT_START.sub(lambda match: f"\\{match[1]}" if match[1] else f"{match[2]}\\{match[3]}", escaped)
