"""Plain text of what people typed: Slack's markup for names, channels and links is resolved."""

import html
import re
from collections.abc import Callable

_MARKED = re.compile(r"<(?P<sign>[@#!]?)(?P<what>[^<>|]+)(?:\|(?P<label>[^<>]*))?>")


def readable(text: str, name_of: Callable[[str], str]) -> str:
    """`name_of` returns the name of a Slack ID."""

    def as_text(match: re.Match[str]) -> str:
        what, label = match["what"], match["label"]
        match match["sign"]:
            case "@":
                return label or name_of(what)
            case "#":
                return f"#{label or what}"
            case "!":
                return label or f"@{what.partition('^')[0]}"
        return f"{label} ({what})" if label and label not in what else what

    return html.unescape(_MARKED.sub(as_text, text)).strip()
