"""Bounds on a YAML text, checked event by event before it is composed: the composer recurses in C."""

from enum import StrEnum

import yaml

MOST_LEVELS = 20
MOST_NODES = 100_000


class Excess(StrEnum):
    DEPTH = "depth"
    ANCHOR = "anchor"
    NODES = "nodes"


class ExcessiveYamlError(Exception):
    def __init__(self, excess: Excess, line: int) -> None:
        super().__init__(f"line {line}: {excess}")
        self.excess = excess
        self.line = line


def check_bounds(text: str, *, most_nodes: int = MOST_NODES) -> None:
    """Raises ExcessiveYamlError, or YAMLError for a text that is not YAML.

    Aliases can unfold into gigabytes and depth can exhaust the stack; neither plans nor scripts need them.
    """
    depth = nodes = 0
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        nodes += isinstance(event, yaml.NodeEvent)
        excess = _excess(event, depth, nodes, most_nodes)
        if excess:
            raise ExcessiveYamlError(excess, event.start_mark.line + 1 if event.start_mark else 1)


def _excess(event: yaml.Event, depth: int, nodes: int, most_nodes: int) -> Excess | None:
    if isinstance(event, yaml.NodeEvent) and event.anchor is not None:
        return Excess.ANCHOR
    if depth > MOST_LEVELS:
        return Excess.DEPTH
    return Excess.NODES if nodes > most_nodes else None
