"""Messages about a plan that were sent between two days, for its records."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from plans.time_zones import zone_named
from storage.archives import scopes
from storage.archives.plan_records import RecordSpan
from storage.delivery.outbox import MessageKind
from storage.dialogs.private_questions import OF_QUESTION
from storage.models import Base, OutboxRow, PersonRow
from storage.plans.plans import PlanSummary

KINDS = (MessageKind.POST, MessageKind.EPHEMERAL, MessageKind.UPLOAD)
"""Not updates, which show a message again, nor reactions and Home tabs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SentText:
    at: datetime
    """About when it left, in the plan's time zone."""
    kind: str
    to: str
    """A person's name, or the id of a channel."""
    text: str
    """As Slack got it; empty for a message that was drawn when it was sent …"""
    drawn: str
    """… whose kind this names."""


def sent(session: Session, plan: PlanSummary, span: RecordSpan) -> Iterator[SentText]:
    """By time. Questions that were asked in private, and whatever followed them, are left out."""
    names = _names(session, plan)
    zone = zone_named(plan.time_zone)
    for row in session.execute(_statement(plan)):
        at = row.claimed_at.astimezone(zone)
        if span.has(at.date()):
            payload: Mapping[str, Any] = row.payload
            yield SentText(
                at=at,
                kind=row.kind,
                to=names.get(row.channel, row.channel),
                text=str(payload.get("text") or ""),
                drawn=str(payload.get("make") or ""),
            )


def _statement(plan: PlanSummary) -> Any:
    columns = (OutboxRow.claimed_at, OutboxRow.kind, OutboxRow.channel, OutboxRow.payload)
    of_plan: ColumnElement[bool] | None = scopes.of_plan(Base.metadata.tables["outbox"], plan.id)
    assert of_plan is not None
    in_private = OutboxRow.key.contains(OF_QUESTION, autoescape=True)
    was_sent = (OutboxRow.state == "sent", OutboxRow.claimed_at.is_not(None), OutboxRow.kind.in_(KINDS))
    return select(*columns).where(of_plan, ~in_private, *was_sent).order_by(OutboxRow.claimed_at, OutboxRow.id)


def _names(session: Session, plan: PlanSummary) -> Mapping[str, str]:
    in_workspace = PersonRow.workspace_id == plan.workspace_id
    return dict(session.execute(select(PersonRow.slack_id, PersonRow.name).where(in_workspace)).all())
