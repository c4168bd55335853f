"""The name of the command that runs, such as "people grant", without anything that was typed after it."""

from contextvars import ContextVar
from typing import Any

from typer.core import TyperGroup

_names: ContextVar[tuple[str, ...]] = ContextVar("command_names", default=())


def running_command() -> str:
    """Empty outside of commands."""
    return " ".join(_names.get())


class NamingGroup(TyperGroup):
    """A group of commands that notes which one was chosen."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        name, command, rest = super().resolve_command(ctx, args)
        if command is not None:
            _names.set((*_names.get(), str(name)) if ctx.parent is not None else (str(name),))
        return name, command, rest
