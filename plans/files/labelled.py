"""Reads a strategy whose own cell names the lead and the outcomes, one labelled line each."""

import re

from plans.files.column_words import Column, heading

_LINE = re.compile(r"(?P<label>[^:\n]{3,60}):\s*(?P<text>\S.*)")
USED = frozenset({Column.LEAD, Column.COLLABORATORS, Column.OUTPUT, Column.RESOURCES, Column.DUE, Column.TIMELINE})


def labelled(text: str) -> tuple[str, dict[Column, str]]:
    """The strategy's text, and the labelled lines by the column they stand for."""
    words: list[str] = []
    texts: dict[Column, str] = {}
    for line in text.split("\n"):
        match = _LINE.fullmatch(line.strip())
        column = heading(match["label"]) if match else None
        if match and column in USED:
            texts.setdefault(column, match["text"])
        elif match is None and not texts:
            words.append(line)
    return " ".join(words), texts
