"""Writes a plan in the project's own format, in a readable order; empty fields are left out."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any

import yaml

from plans.plan import Plan
from plans.practices import SEPARATOR, stored_codes

LINE_WIDTH = 110


class _Dumper(yaml.SafeDumper):
    """Indent lists under their key, as people write them."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: ARG002 - the library's signature
        super().increase_indent(flow, indentless=False)


def write_yaml(plan: Plan) -> str:
    """Text that `read` turns into the same plan."""
    written = _written(plan, plan.own_practices)
    return yaml.dump(written, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=LINE_WIDTH)


def _written(node: object, own: Mapping[str, str]) -> Any:
    if is_dataclass(node):
        named = {field.name: _written(getattr(node, field.name), own) for field in fields(node)}
        named.pop("own_practices", None)  # their names stand beside their codes
        named.pop("serves_at", None)  # belongs to the file that was read
        if named.get("practice"):
            named["practice"] = _with_names(named["practice"], own)
        return _without_empty(named)
    if isinstance(node, tuple):
        return [_written(each, own) for each in node]
    if isinstance(node, Enum):
        return node.value
    return node.isoformat() if isinstance(node, date) else node


def _with_names(coding: str, own: Mapping[str, str]) -> str:
    """The codes of a coding, those of districts with their names. Other words stay as they are."""
    codes = stored_codes(coding)
    return SEPARATOR.join(f"{code} {own.get(code, '')}".strip() for code in codes) or coding


def _without_empty(named: Mapping[str, Any]) -> dict[str, Any]:
    return {word: content for word, content in named.items() if content not in (None, "", [], False)}
