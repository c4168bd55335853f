"""Audits commands: under whose account they changed or exported something."""

import getpass
from collections.abc import Iterator
from contextlib import contextmanager

from bot.audit import requests
from bot.audit.requests import AuditedRequest
from bot.audit.trail import record_export
from bot.cli.command_names import running_command
from bot.clock import Clock
from bot.turns import Turns
from storage.audit import records
from storage.audit.kinds import AuditKind
from storage.database import Database

EXPORTS = frozenset(
    {
        "documents fill",
        "documents list",
        "documents packet",
        "initiatives",
        "measures list",
        "minutes",
        "network",
        "network-digest",
        "plan export",
        "rootcause export",
        "status",
    }
)
"""They print or write what people entered. What only counts or checks isn't among them."""


def record_command(database: Database, kind: AuditKind) -> None:
    """Of a command that opens the database by itself."""
    with database.write() as session:
        records.add(session, kind, running_command() or "command", at=Clock().now(), login=getpass.getuser())


@contextmanager
def audited_command(turns: Turns) -> Iterator[None]:
    """Within the block, every turn that writes is recorded, and at its end what the command exported."""
    name = running_command()
    if not name:
        yield
        return
    request = AuditedRequest(name, login=getpass.getuser())
    with requests.begun(request):
        yield
    if name in EXPORTS and not request.is_recorded:
        with turns.database.write() as session:
            record_export(session, turns.clock.now(), request)
