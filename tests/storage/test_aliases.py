"""Aliases that several threads use."""

import pkgutil
from collections.abc import Iterator
from importlib import import_module
from typing import Any

from sqlalchemy import inspect
from sqlalchemy.orm.util import AliasedClass

import storage


def test_an_alias_has_its_columns_before_any_thread_uses_it() -> None:
    aliases = dict(_module_aliases())
    assert len(aliases) > 10
    assert [name for name, alias in aliases.items() if "_columns" not in vars(inspect(alias).selectable)] == []


def _module_aliases() -> Iterator[tuple[str, AliasedClass[Any]]]:
    for module in pkgutil.walk_packages(storage.__path__, "storage."):
        if ".migrations." not in module.name:
            names = vars(import_module(module.name))
            yield from ((f"{module.name}.{name}", each) for name, each in names.items() if type(each) is AliasedClass)
