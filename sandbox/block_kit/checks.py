"""Small checks that compose: each looks at a value and yields what is wrong, with its place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

Check = Callable[[Any, str], Iterator[str]]


def problem(what: str, path: str) -> str:
    """The form of Slack's response_metadata.messages."""
    return f"[ERROR] {what} [json-pointer:{path}]"


def string(longest: int, shortest: int = 0) -> Check:
    """A string of a length."""

    def check(value: Any, path: str) -> Iterator[str]:
        if not isinstance(value, str):
            yield problem("must be a string", path)
        elif len(value) > longest:
            yield problem(f"must be less than {longest + 1} characters", path)
        elif len(value) < shortest:
            yield problem(f"must be more than {shortest - 1} characters", path)

    return check


def matching(pattern: str, name: str) -> Check:
    """A string of a form, such as a date."""

    def check(value: Any, path: str) -> Iterator[str]:
        if not isinstance(value, str) or not re.fullmatch(pattern, value):
            yield problem(f"must be a valid {name}", path)

    return check


def boolean(value: Any, path: str) -> Iterator[str]:
    """True or false."""
    if not isinstance(value, bool):
        yield problem("must be a boolean", path)


def anything(_value: Any, _path: str) -> Iterator[str]:
    """No rule is known."""
    yield from ()


def integer(lowest: int, highest: int) -> Check:
    """A whole number within bounds."""

    def check(value: Any, path: str) -> Iterator[str]:
        if not isinstance(value, int) or isinstance(value, bool):
            yield problem("must be an integer", path)
        elif not lowest <= value <= highest:
            yield problem(f"must be between {lowest} and {highest}", path)

    return check


def one_of(*allowed: str) -> Check:
    """One of some words."""

    def check(value: Any, path: str) -> Iterator[str]:
        if value not in allowed:
            yield problem(f"must be one of: {', '.join(allowed)}", path)

    return check


def items(each: Check, most: int, fewest: int = 1) -> Check:
    """A list whose items all pass."""

    def check(value: Any, path: str) -> Iterator[str]:
        if not isinstance(value, list):
            yield problem("must be an array", path)
            return
        if len(value) > most:
            yield problem(f"no more than {most} items allowed", path)
        if len(value) < fewest:
            yield problem(f"no fewer than {fewest} items allowed", path)
        for place, item in enumerate(value):
            yield from each(item, f"{path}/{place}")

    return check


def shape(required: Mapping[str, Check], optional: Mapping[str, Check] | None = None) -> Check:
    """An object with these keys and no others; `type` is checked by whoever chose the shape."""
    known = {**required, **(optional or {})}

    def check(value: Any, path: str) -> Iterator[str]:
        if not isinstance(value, dict):
            yield problem("must be an object", path)
            return
        for key in required:
            if key not in value:
                yield problem(f"missing required field: {key}", path)
        for key, inner in value.items():
            if key in known:
                yield from known[key](inner, f"{path}/{key}")
            elif key != "type":
                yield problem(f"invalid additional property: {key}", path)

    return check


def by_type(table: Mapping[str, Check]) -> Check:
    """An object whose `type` picks its rules."""

    def check(value: Any, path: str) -> Iterator[str]:
        kind = value.get("type") if isinstance(value, dict) else None
        if not isinstance(kind, str):
            yield problem("missing required field: type", path)
        elif kind not in table:
            yield problem(f"unsupported type: {kind}", f"{path}/type")
        else:
            yield from table[kind](value, path)

    return check


def both(*checks: Check) -> Check:
    """All of several checks."""

    def check(value: Any, path: str) -> Iterator[str]:
        for each in checks:
            yield from each(value, path)

    return check


def exactly_one(*keys: str) -> Check:
    """One of two keys, and not both."""

    def check(value: Any, path: str) -> Iterator[str]:
        if isinstance(value, dict) and sum(key in value for key in keys) != 1:
            yield problem(f"must define exactly one of: {', '.join(keys)}", path)

    return check
