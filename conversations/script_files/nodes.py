"""YAML with its line numbers, read value by value; what is wrong becomes a problem, not an exception."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import StrEnum
from typing import TypeVar

import yaml

from plans.bounded_yaml import Excess, ExcessiveYamlError, check_bounds
from plans.problems import Problem, Severity

Kind = TypeVar("Kind", bound=StrEnum)
Place = tuple[str | int, ...]
"""Where in a script: ("steps", "vision", "ask"), ("tips", 0)."""

MOST_CHARACTERS = 200_000
MOST_NODES = 5_000
LONGEST_WORD = 100
"""Nothing longer is a misspelled key."""

_BOOL = "tag:yaml.org,2002:bool"
_NULL = "tag:yaml.org,2002:null"
_EXCESSES = {
    Excess.DEPTH: "Lists are nested too deeply here. Use the keys of a script and plain lists.",
    Excess.ANCHOR: "Anchors (&) and aliases (*) are not accepted. Write the text out in full, or put it in quotes.",
    Excess.NODES: "The file holds too many entries for a script. Split it into several.",
}
_SENTENCE_MENDS = {
    "mapping values are not allowed": "A text with a colon in it has to stand in quotes.",
    "could not find expected ':'": "A key has to be followed by a colon and a space.",
    "found character that cannot start any token": "A text that begins with @, % or ` needs quotes.",
}
_LIKE_SPACES = "\t\u00a0\u2007\u202f\u3000\u200b\ufeff"
_ODD_SPACE = re.compile(rf"(?:^[ -]*|(?<=\w):)(?P<odd>[{_LIKE_SPACES}])")
"""In the indentation, or right after a key's colon."""
_ODD_SPACE_IN_KEY = re.compile(f"[{_LIKE_SPACES}]")
_SPACE_NAMES = {"\t": "tab", "\u00a0": "no-break space"}


@dataclass(slots=True)
class Reader:
    """Walks through one file and remembers where everything stands."""

    filename: str
    problems: list[Problem] = field(default_factory=list)
    lines: dict[Place, int] = field(default_factory=dict)

    def parse(self, text: str) -> yaml.Node | None:
        if len(text) > MOST_CHARACTERS:
            self._note(1, "The file is too long for a script. Split it into several.", Severity.ERROR)
            return None
        try:
            check_bounds(text, most_nodes=MOST_NODES)
            node = yaml.compose(text, Loader=yaml.CSafeLoader)
        except ExcessiveYamlError as excessive:
            self._note(excessive.line, _EXCESSES[excessive.excess], Severity.ERROR)
            return None
        except yaml.MarkedYAMLError as error:
            # What is left open is noticed only behind the last line.
            line = min(error.problem_mark.line + 1 if error.problem_mark else 1, text.count("\n") + 1)
            if not self._note_odd_space(text, line):
                self._note(line, _syntax(error.problem or "it cannot be understood"), Severity.ERROR)
            return None
        except yaml.reader.ReaderError:
            self._note(1, "This is not a text file. Save it as plain text (UTF-8).", Severity.ERROR)
            return None
        if node is None:
            self._note(1, "The file is empty. Begin with name, title and step.", Severity.ERROR)
        return node

    def _note_odd_space(self, text: str, up_to: int) -> bool:
        """The nearest tab or no-break space, up to that line, where YAML needs ordinary spaces."""
        for number, line in reversed(list(enumerate(text.splitlines()[:up_to], start=1))):
            if space := _ODD_SPACE.search(line):
                self._note(number, _odd_space(space["odd"]), Severity.ERROR)
                return True
        return False

    def problem(self, place: Place, what: str, severity: Severity = Severity.ERROR) -> None:
        self._note(self.line(place), what, severity)

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
            self.problem(place, f"{_name(place)} has to be a block of `key: value` lines.")
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
        error = ""
        if not isinstance(key, yaml.ScalarNode):
            error = "A key has to be one plain word."
        elif key.value in pairs:
            error = f"`{key.value}` stands twice, first on line {self.lines[(*place, key.value)]}. Keep one."
        elif space := _ODD_SPACE_IN_KEY.search(key.value):
            error = _odd_space(space[0])
        elif allowed is not None and key.value not in allowed:
            error = f"`{key.value}` is not known here.{suggestion(key.value, allowed)}"
        if error:
            self._note(key.start_mark.line + 1, error, Severity.ERROR)
        return not error

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
                self.problem(place, f"{_name(place)} is missing. Write it after `{place[-1]}:`.")
            return ""
        self.lines.setdefault(place, node.start_mark.line + 1)
        if not isinstance(node, yaml.ScalarNode):
            self.problem(place, f"{_name(place)} has to be one text.")
            return ""
        if node.tag == _BOOL:
            self.problem(place, f'`{node.value}` without quotes means true or false. Write "{node.value}".')
        text = " ".join(node.value.split())
        if required and not text:
            self.problem(place, f"{_name(place)} is empty. Write something there.")
        return text

    def texts(self, node: yaml.Node | None, place: Place) -> tuple[str, ...]:
        return tuple(self.text(child, child_place) for child_place, child in self.items(node, place))

    def number(self, node: yaml.Node | None, place: Place) -> int:
        text = self.text(node, place, required=True)
        if text and not text.isdecimal():
            self.problem(place, f"{_name(place)} has to be a whole number, not “{text}”.")
        return int(text) if text.isdecimal() else 0

    def one_of(self, kind: type[Kind], node: yaml.Node | None, place: Place) -> Kind | None:
        """A word from a closed list; None, with a problem, for any other."""
        word = self.text(node, place, required=True)
        allowed = [member.value for member in kind]
        if word and word not in allowed:
            self.problem(place, f"“{word}” is not one of: {', '.join(allowed)}.{suggestion(word, allowed)}")
        return kind(word) if word in allowed else None

    def some_of(self, kind: type[Kind], node: yaml.Node | None, place: Place) -> tuple[Kind, ...]:
        members = (self.one_of(kind, child, child_place) for child_place, child in self.items(node, place))
        return tuple(member for member in members if member is not None)

    def _note(self, line: int, what: str, severity: Severity) -> None:
        self.problems.append(Problem(f"{self.filename}, line {line}", what, severity))


def suggestion(word: str, candidates: Iterable[str]) -> str:
    near = get_close_matches(word, list(candidates), n=1, cutoff=0.6) if len(word) <= LONGEST_WORD else []
    return f" Did you mean `{near[0]}`?" if near else ""


def _name(place: Place) -> str:
    return f"`{place[-1]}`" if place and isinstance(place[-1], str) else "This entry"


def _odd_space(space: str) -> str:
    name = _SPACE_NAMES.get(space, f"special space (U+{ord(space):04X})")
    return f"This line has a {name} where only ordinary spaces work. Delete it and type spaces instead."


def _syntax(problem: str) -> str:
    mend = next((mend for sign, mend in _SENTENCE_MENDS.items() if sign in problem), "")
    return f"This line is not YAML: {problem}. {mend}".strip()
