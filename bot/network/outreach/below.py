"""What stands below the schools of a network: what can be done about those behind, and what came of support."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from bot.messages import outreach as messages
from bot.messages.network import NetworkStatus
from bot.messages.outreach import SchoolEffect
from bot.permissions import roles
from bot.permissions.roles import Permission
from bot.slack.blocks import Block
from plans.network import NetworkBy
from storage.models import PersonRow
from storage.network import effects
from storage.network.scope import NetworkScope

LISTED = 10
"""Supports, the newest first."""


def blocks(session: Session, network: NetworkScope, status: NetworkStatus, reader: PersonRow | None) -> Sequence[Block]:
    """Below the schools of the whole network or of one practice; nothing below the other tables."""
    if status.table.by is not NetworkBy.SCHOOL or status.objective is not None:
        return ()
    return [*_what_to_do(session, network, status, reader), *_effects(session, network, status.pointer.practice)]


def _what_to_do(
    session: Session, network: NetworkScope, status: NetworkStatus, reader: PersonRow | None
) -> Sequence[Block]:
    """Today, for those who may do something about what is behind."""
    if status.table.day.is_over or reader is None:
        return ()
    may_help = roles.may_in(session, reader, Permission.HELP_SCHOOLS, network.organization.id)
    return messages.section(replace(status.pointer, first_row=0), status.table) if may_help else ()


def _effects(session: Session, network: NetworkScope, practice: str) -> Sequence[Block]:
    """Of support from an organization above the schools, for the practice that was opened."""
    if not practice:
        return ()
    provided = effects.provided(session, tuple(network.schools), network.day)
    of_practice = [support for support in provided if practice in support.codes]
    listed = [
        SchoolEffect(
            school=network.schools[support.plan_id].name,
            offered=support.offered,
            effect=effects.read(session, support, (practice,), network.day),
        )
        for support in of_practice[:LISTED]
    ]
    return messages.effects(practice, listed, len(of_practice) - len(listed))
