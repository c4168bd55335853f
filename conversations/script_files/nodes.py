"""Reads YAML value by value with line numbers. What is wrong becomes a finding, not an exception."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import StrEnum
from typing import Any, TypeVar

import yaml

from conversations.script_files.findings import ScriptFindingCode
from plans.bounded_yaml import Excess, ExcessiveYamlError, check_bounds
from plans.findings import Finding, Severity

Kind = TypeVar("Kind", bound=StrEnum)
Place = tuple[str | int, ...]
"""Where in a script: ("steps", "vision", "ask"), ("tips", 0)."""

MOST_CHARACTERS = 200_000
MOST_NODES = 5_000
LONGEST_WORD = 100
"""Nothing longer is a misspelled key."""

_BOOL = "tag:yaml.org,2002:bool"
_NULL = "tag:yaml.org,2002:null"
_FLAGS = {"true": True, "false": False, "yes": True, "no": False}
_EXCESSES = {
    Excess.DEPTH: ScriptFindingCode.NESTED_TOO_DEEPLY,
    Excess.ANCHOR: ScriptFindingCode.ALIASES,
    Excess.NODES: ScriptFindingCode.TOO_MANY_ENTRIES,
}
_SYNTAX_ERRORS = {
    "mapping values are not allowed": ScriptFindingCode.COLON_WITHOUT_QUOTES,
    "could not find expected ':'": ScriptFindingCode.KEY_WITHOUT_COLON,
    "found character that cannot start any token": ScriptFindingCode.TEXT_NEEDS_QUOTES,
}
"""By the words of PyYAML's errors."""
_LIKE_SPACES = "\t\u00a0\u2007\u202f\u3000\u200b\ufeff"
_ODD_SPACE = re.compile(rf"(?:^[ -]*|(?<=\w):)(?P<odd>[{_LIKE_SPACES}])")
"""In the indentation, or right after a key's colon."""
_ODD_SPACE_IN_KEY = re.compile(f"[{_LIKE_SPACES}]")


@dataclass(slots=True)
class ScriptReader:
    """Walks through one file and remembers where everything stands."""

    filename: str
    findings: list[Finding] = field(default_factory=list)
    lines: dict[Place, int] = field(default_factory=dict)

    def parse(self, text: str) -> yaml.Node | None:
        if len(text) > MOST_CHARACTERS:
            self._note(1, ScriptFindingCode.FILE_TOO_LONG)
            return None
        try:
            check_bounds(text, most_nodes=MOST_NODES)
            node = yaml.compose(text, Loader=yaml.CSafeLoader)
        except ExcessiveYamlError as excessive:
            self._note(excessive.line, _EXCESSES[excessive.excess])
            return None
        except yaml.MarkedYAMLError as error:
            # An unclosed quote or bracket is noticed only after the last line.
            line = min(error.problem_mark.line + 1 if error.problem_mark else 1, text.count("\n") + 1)
            if not self._note_odd_space(text, line):
                self._note(line, _syntax(error.problem or ""))
            return None
        except yaml.reader.ReaderError:
            self._note(1, ScriptFindingCode.NOT_TEXT)
            return None
        if node is None:
            self._note(1, ScriptFindingCode.FILE_EMPTY)
        return node

    def _note_odd_space(self, text: str, up_to: int) -> bool:
        """The nearest tab or no-break space, up to that line, where YAML needs ordinary spaces."""
        for number, line in reversed(list(enumerate(text.splitlines()[:up_to], start=1))):
            if space := _ODD_SPACE.search(line):
                self._note(number, ScriptFindingCode.ODD_SPACE, codepoint=ord(space["odd"]))
                return True
        return False

    def error(self, place: Place, code: ScriptFindingCode, **values: Any) -> None:
        self._note(self.line(place), code, **values)

    def warn(self, place: Place, code: ScriptFindingCode, **values: Any) -> None:
        self._note(self.line(place), code, Severity.WARNING, **values)

    def line(self, place: Place) -> int:
        """The line of a place, or of the nearest thing around it."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)

    def mapping(self, node: yaml.Node | None, place: Place, allowed: Iterable[str] | None) -> dict[str, yaml.Node]:
        """The pairs of a mapping; `known` are the keys it may have, None if they are free."""
        if node is None:
            return {}
        self.lines.setdefault(place, node.start_mark.line + 1)
        if not isinstance(node, yaml.MappingNode):
            self.error(place, ScriptFindingCode.NOT_A_BLOCK, key=_key(place))
            return {}
        pairs: dict[str, yaml.Node] = {}
        for key, child in node.value:
            if self._key_is_good(key, place, pairs, allowed):
                self.lines[(*place, key.value)] = key.start_mark.line + 1
                pairs[key.value] = child
        return pairs

    def _key_is_good(
        self, key: yaml.Node, place: Place, pairs: dict[str, yaml.Node], allowed: Iterable[str] | None
    ) -> bool:
        line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            self._note(line, ScriptFindingCode.KEY_NOT_A_WORD)
        elif key.value in pairs:
            first = self.lines[(*place, key.value)]
            self._note(line, ScriptFindingCode.KEY_TWICE, key=key.value, first=first)
        elif space := _ODD_SPACE_IN_KEY.search(key.value):
            self._note(line, ScriptFindingCode.ODD_SPACE, codepoint=ord(space[0]))
        elif allowed is not None and key.value not in allowed:
            self._note(line, ScriptFindingCode.KEY_UNKNOWN, key=key.value, suggestion=closest(key.value, allowed))
        else:
            return True
        return False

    def items(self, node: yaml.Node | None, place: Place) -> list[tuple[Place, yaml.Node]]:
        """The entries of a list, each with its place. A single value counts as a list of one."""
        if node is None or node.tag == _NULL:
            return []
        entries = node.value if isinstance(node, yaml.SequenceNode) else [node]
        placed = [((*place, number), child) for number, child in enumerate(entries)]
        self.lines.update({child_place: child.start_mark.line + 1 for child_place, child in placed})
        return placed

    def text(self, node: yaml.Node | None, place: Place, *, required: bool = False) -> str:
        """One text, with its line breaks made spaces."""
        if node is None or node.tag == _NULL:
            if required:
                self.error(place, ScriptFindingCode.TEXT_MISSING, key=_key(place))
            return ""
        self.lines.setdefault(place, node.start_mark.line + 1)
        if not isinstance(node, yaml.ScalarNode):
            self.error(place, ScriptFindingCode.NOT_ONE_TEXT, key=_key(place))
            return ""
        if node.tag == _BOOL:
            self.error(place, ScriptFindingCode.WORD_NEEDS_QUOTES, word=node.value)
        text = " ".join(node.value.split())
        if required and not text:
            self.error(place, ScriptFindingCode.TEXT_EMPTY, key=_key(place))
        return text

    def texts(self, node: yaml.Node | None, place: Place) -> tuple[str, ...]:
        return tuple(self.text(child, child_place) for child_place, child in self.items(node, place))

    def number(self, node: yaml.Node | None, place: Place) -> int:
        text = self.text(node, place, required=True)
        if text and not text.isdecimal():
            self.error(place, ScriptFindingCode.NOT_A_WHOLE_NUMBER, key=_key(place), written=text)
        return int(text) if text.isdecimal() else 0

    def one_of(self, kind: type[Kind], node: yaml.Node | None, place: Place) -> Kind | None:
        """A word from a closed list; None, with a finding, for any other."""
        word = self.text(node, place, required=True)
        allowed = [member.value for member in kind]
        if word and word not in allowed:
            suggestion = closest(word, allowed)
            self.error(place, ScriptFindingCode.NOT_A_CHOICE, word=word, allowed=allowed, suggestion=suggestion)
        return kind(word) if word in allowed else None

    def one_of_or_none(self, kind: type[Kind], node: yaml.Node | None, place: Place) -> Kind | None:
        """Like `one_of`, for a key that can be left out."""
        return self.one_of(kind, node, place) if node else None

    def flag(self, node: yaml.Node | None, place: Place) -> bool:
        """True or false; false for a key that is left out."""
        if node is None:
            return False
        self.lines.setdefault(place, node.start_mark.line + 1)
        written = node.value.lower() if isinstance(node, yaml.ScalarNode) else ""
        if node.tag != _BOOL or written not in _FLAGS:
            self.error(place, ScriptFindingCode.NOT_TRUE_OR_FALSE, key=_key(place))
        return _FLAGS.get(written, False)

    def some_of(self, kind: type[Kind], node: yaml.Node | None, place: Place) -> tuple[Kind, ...]:
        members = (self.one_of(kind, child, child_place) for child_place, child in self.items(node, place))
        return tuple(member for member in members if member is not None)

    def _note(self, line: int, code: ScriptFindingCode, severity: Severity = Severity.ERROR, **values: Any) -> None:
        self.findings.append(Finding(f"{self.filename}, line {line}", code, severity, values))


def closest(word: str, candidates: Iterable[str]) -> str:
    """The candidate most like the word, or "" when none is near."""
    near = get_close_matches(word, list(candidates), n=1, cutoff=0.6) if len(word) <= LONGEST_WORD else []
    return "".join(near)


def _key(place: Place) -> str:
    """The key whose value is at that place; "" for an entry of a list."""
    return place[-1] if place and isinstance(place[-1], str) else ""


def _syntax(finding: str) -> ScriptFindingCode:
    return next((code for words, code in _SYNTAX_ERRORS.items() if words in finding), ScriptFindingCode.NOT_YAML)
