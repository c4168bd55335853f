"""Counts a call's work in function calls: the same on every computer, however busy it is."""

import sys
from collections.abc import Callable
from typing import Any


def calls_in(action: Callable[[], Any]) -> int:
    """Function calls, in Python and in C, during `action`. Calls that raise count as well."""
    calls = 0

    def count(_frame: Any, event: str, _argument: Any) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        action()
    finally:
        sys.setprofile(before)
    return calls
