"""The rules of a workspace: how many years each class is kept, what was announced of it, and what was removed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from storage.items.items import Stamp
from storage.models import RetentionNoticeRow, RetentionRemovalRow, RetentionRuleRow
from storage.privacy.retention_classes import RetentionClass
from storage.upsert import add, insert_missing


@dataclass(frozen=True, slots=True, kw_only=True)
class RetentionRule:
    id: int
    workspace_id: str
    kind: RetentionClass
    years: int | None
    """After the end of the school year; None for ever."""
    set_on: date
    set_by: str


def of_workspace(session: Session, team_id: str) -> dict[RetentionClass, RetentionRule]:
    """The newest rule of each class; none for a class about which nothing was ever decided."""
    statement = select(RetentionRuleRow).filter_by(workspace_id=team_id).order_by(RetentionRuleRow.id)
    return {rule.kind: rule for rule in map(_rule, session.scalars(statement))}


def in_force(session: Session, team_id: str) -> Mapping[RetentionClass, RetentionRule]:
    """Those under which something is removed at some time."""
    return {kind: rule for kind, rule in of_workspace(session, team_id).items() if rule.years is not None}


def workspaces(session: Session) -> list[str]:
    """The workspaces about which something was ever decided."""
    return list(
        session.scalars(select(RetentionRuleRow.workspace_id).distinct().order_by(RetentionRuleRow.workspace_id))
    )


def save(session: Session, team_id: str, kind: RetentionClass, years: int | None, stamp: Stamp, *, login: str) -> None:
    rule = {"workspace_id": team_id, "kind": kind, "years": years, "set_by_login": login}
    add(session, RetentionRuleRow, {**rule, "set_at": stamp.at, "set_on": stamp.on})


def announced(session: Session, rule_id: int) -> dict[int, date]:
    """When the managers of each plan were told about the rule, by the plan's id."""
    statement = select(RetentionNoticeRow.plan_id, RetentionNoticeRow.announced_on).filter_by(rule_id=rule_id)
    return {row.plan_id: row.announced_on for row in session.execute(statement)}


def announce(session: Session, rule_id: int, plan_id: int, on: date) -> bool:
    """False if it was announced before."""
    notice = {"rule_id": rule_id, "plan_id": plan_id, "announced_on": on}
    return insert_missing(session, RetentionNoticeRow, [notice], unique=["rule_id", "plan_id"]) == 1


def cleared(session: Session, rule_id: int) -> frozenset[int]:
    """The ids of the plans from which something was removed under the rule."""
    statement = select(RetentionRemovalRow.plan_id).where(
        RetentionRemovalRow.rule_id == rule_id, RetentionRemovalRow.plan_id.is_not(None)
    )
    return frozenset(plan_id for plan_id in session.scalars(statement.distinct()) if plan_id is not None)


def note_removal(session: Session, rule_id: int, plan_id: int | None, rows: int, stamp: Stamp, *, login: str) -> None:
    removal = {"rule_id": rule_id, "plan_id": plan_id, "rows": rows, "by_login": login}
    add(session, RetentionRemovalRow, {**removal, "removed_at": stamp.at, "removed_on": stamp.on})


def _rule(row: RetentionRuleRow) -> RetentionRule:
    return RetentionRule(
        id=row.id,
        workspace_id=row.workspace_id,
        kind=RetentionClass(row.kind),
        years=row.years,
        set_on=row.set_on,
        set_by=row.set_by_login,
    )
