"""YAML with line numbers. Every value stays the written text, so that 2026-27 and 1.10 are not converted."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from plans.bounded_yaml import Excess, ExcessiveYamlError, check_bounds
from plans.files.findings import Unreadable
from plans.findings import FindingCode

Path = tuple[int | str, ...]
MOST_CHARACTERS = 1_000_000
NULLS = frozenset({"", "~", "null", "Null", "NULL"})


@dataclass(frozen=True, slots=True)
class YamlFile:
    name: str
    data: Any
    lines: Mapping[Path, int] = field(default_factory=dict)

    def where(self, path: Path) -> str:
        """The line of a node, or of the nearest one around it."""
        while path and path not in self.lines:
            path = path[:-1]
        return f"{self.name}, line {self.lines.get(path, 1)}"


def load(name: str, content: bytes) -> YamlFile:
    """Raises Unreadable if the text is not YAML, or uses aliases or excessive nesting."""
    text = _decoded(name, content)
    try:
        check_bounds(text)
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.YAMLError as broken:
        raise _unreadable(name, broken) from broken
    except ExcessiveYamlError as excessive:
        raise _excessive(name, excessive) from excessive
    lines: dict[Path, int] = {}
    data = _Reader(name, lines).value(node, ()) if node else None
    if not isinstance(data, dict):
        raise Unreadable(f"{name}, line 1", FindingCode.YAML_NO_KEYS)
    return YamlFile(name, data, lines)


def _decoded(name: str, content: bytes) -> str:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as broken:
        raise Unreadable(name, FindingCode.YAML_NOT_UTF_8) from broken
    if len(text) > MOST_CHARACTERS:
        raise Unreadable(name, FindingCode.TOO_MUCH_TEXT)
    return text


def _excessive(name: str, excessive: ExcessiveYamlError) -> Unreadable:
    where = f"{name}, line {excessive.line}"
    if excessive.excess is Excess.NODES:
        return Unreadable(where, FindingCode.TOO_MUCH_TEXT)
    return Unreadable(where, FindingCode.YAML_ALIASES)


def _line(mark: Any) -> int:
    return int(mark.line) + 1 if mark else 1


def _unreadable(name: str, broken: yaml.YAMLError) -> Unreadable:
    mark = getattr(broken, "problem_mark", None)
    where = f"{name}, line {_line(mark)}" if mark else name
    return Unreadable(where, FindingCode.YAML_BROKEN)


@dataclass(frozen=True, slots=True)
class _Reader:
    name: str
    lines: dict[Path, int]

    def value(self, node: yaml.Node, path: Path) -> Any:
        self.lines.setdefault(path, node.start_mark.line + 1)
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(each, (*path, place)) for place, each in enumerate(node.value)]
        return node.value.strip()

    def _mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, Any]:
        """A key without a value counts as missing."""
        pairs: dict[str, Any] = {}
        for key, child in node.value:
            word = str(key.value) if isinstance(key, yaml.ScalarNode) else "?"
            self.lines[(*path, word)] = key.start_mark.line + 1
            if word in pairs:
                raise Unreadable(f"{self.name}, line {key.start_mark.line + 1}", FindingCode.KEY_TWICE, key=word)
            if isinstance(child, yaml.ScalarNode) and child.style is None and child.value in NULLS:
                continue
            pairs[word] = self.value(child, (*path, word))
        return pairs
