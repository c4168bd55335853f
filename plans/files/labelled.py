"""A strategy that says in its own cell who is responsible and what is expected, a label to a line."""

import re

from plans.files.column_words import Column, heading

_LINE = re.compile(r"(?P<label>[^:\n]{3,60}):\s*(?P<text>\S.*)")
USED = frozenset({Column.LEAD, Column.COLLABORATORS, Column.OUTPUT, Column.RESOURCES, Column.DUE, Column.TIMELINE})


def labelled(text: str) -> tuple[str, dict[Column, str]]:
    """The strategy's words, and what its labelled lines say of the columns of a table."""
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
