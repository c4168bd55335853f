"""Small checks that compose: each takes a JSON value and yields its problems with their places."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

Check = Callable[[Any, str], Iterator[str]]


def problem(what: str, path: str) -> str:
    """Format a problem as in Slack's response_metadata.messages."""
    return f"[ERROR] {what} [json-pointer:{path}]"


def string(longest: int, shortest: int = 0) -> Check:
    """A string within a length."""

    def check(content: Any, path: str) -> Iterator[str]:
        if not isinstance(content, str):
            yield problem("must be a string", path)
        elif len(content) > longest:
            yield problem(f"must be less than {longest + 1} characters", path)
        elif len(content) < shortest:
            yield problem(f"must be more than {shortest - 1} characters", path)

    return check


def matching(pattern: str, name: str) -> Check:
    """A string in a format, such as a date."""

    def check(content: Any, path: str) -> Iterator[str]:
        if not isinstance(content, str) or not re.fullmatch(pattern, content):
            yield problem(f"must be a valid {name}", path)

    return check


def boolean(content: Any, path: str) -> Iterator[str]:
    """True or false."""
    if not isinstance(content, bool):
        yield problem("must be a boolean", path)


def anything(_content: Any, _path: str) -> Iterator[str]:
    """Accepts anything: no rule is known."""
    yield from ()


def integer(lowest: int, highest: int) -> Check:
    """A whole number within bounds."""

    def check(content: Any, path: str) -> Iterator[str]:
        if not isinstance(content, int) or isinstance(content, bool):
            yield problem("must be an integer", path)
        elif not lowest <= content <= highest:
            yield problem(f"must be between {lowest} and {highest}", path)

    return check


def one_of(*allowed: str) -> Check:
    """One of several words."""

    def check(content: Any, path: str) -> Iterator[str]:
        if content not in allowed:
            yield problem(f"must be one of: {', '.join(allowed)}", path)

    return check


def items(each: Check, most: int, fewest: int = 1) -> Check:
    """A list whose items all pass."""

    def check(content: Any, path: str) -> Iterator[str]:
        if not isinstance(content, list):
            yield problem("must be an array", path)
            return
        if len(content) > most:
            yield problem(f"no more than {most} items allowed", path)
        if len(content) < fewest:
            yield problem(f"no fewer than {fewest} items allowed", path)
        for place, item in enumerate(content):
            yield from each(item, f"{path}/{place}")

    return check


def shape(required: Mapping[str, Check], optional: Mapping[str, Check] | None = None) -> Check:
    """An object with these keys and no others. Whoever chose the shape has checked `type`."""
    checks = {**required, **(optional or {})}

    def check(content: Any, path: str) -> Iterator[str]:
        if not isinstance(content, dict):
            yield problem("must be an object", path)
            return
        for key in required:
            if key not in content:
                yield problem(f"missing required field: {key}", path)
        for key, inner in content.items():
            if key in checks:
                yield from checks[key](inner, f"{path}/{key}")
            elif key != "type":
                yield problem(f"invalid additional property: {key}", path)

    return check


def by_type(table: Mapping[str, Check]) -> Check:
    """An object whose `type` chooses the check."""

    def check(content: Any, path: str) -> Iterator[str]:
        kind = content.get("type") if isinstance(content, dict) else None
        if not isinstance(kind, str):
            yield problem("missing required field: type", path)
        elif kind not in table:
            yield problem(f"unsupported type: {kind}", f"{path}/type")
        else:
            yield from table[kind](content, path)

    return check


def both(*checks: Check) -> Check:
    """All of several checks."""

    def check(content: Any, path: str) -> Iterator[str]:
        for each in checks:
            yield from each(content, path)

    return check


def exactly_one(*keys: str) -> Check:
    """Exactly one of two keys."""

    def check(content: Any, path: str) -> Iterator[str]:
        if isinstance(content, dict) and sum(key in content for key in keys) != 1:
            yield problem(f"must define exactly one of: {', '.join(keys)}", path)

    return check
