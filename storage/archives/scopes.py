"""Which rows of every table belong to a workspace, and which to a plan.

Most tables follow from their foreign keys: a row belongs where the row belongs that its first required key names, or
where its person does if every required key names a person. The rules below are about the other tables.
"""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from sqlalchemy import Column, ColumnElement, String, Table, and_, cast, exists, false, func, null, or_, select
from sqlalchemy.sql.selectable import FromClause

from storage.models import (
    AuditRecordRow,
    Base,
    DialogRow,
    InstallationRow,
    MilestoneRow,
    OrganizationRow,
    OutboxRow,
    PlanRow,
)

SHARED = frozenset({"audit_checkpoint", "audit_seal", "restoration"})
"""Tables about the whole database, which belong to no workspace: one chain of hashes covers all audit records."""
CONNECTION = frozenset({"dedup_key", "installation", "last_request", "send_budget", "send_pause", "restoration"})
"""Tables about the connection to Slack, with the tokens. They hold nothing that anybody wrote, and no archive."""

_TO_PEOPLE = frozenset({"person", "workspace"})
_WORKSPACE_KEYS: Mapping[str, Sequence[str]] = MappingProxyType({"plan_change": ("plan_id", "organization_id")})
_PLAN_KEYS: Mapping[str, Sequence[str]] = MappingProxyType(
    {
        "plan_change": ("plan_id",),
        "reading": ("benchmark_id", "measure_id"),
        "retention_removal": ("plan_id",),
        "role_change": ("plan_id",),
        "term_note": ("milestone_id", "item_id"),
    }
)
"""Keys that may be empty: a row belongs where the ones that aren't say."""

Belongs = ColumnElement[bool]


def of_workspace(table: Table, workspace_id: str) -> Belongs:
    """The condition for rows of the table that belong to the workspace."""
    if rule := _WORKSPACE_RULES.get(table.name):
        return rule(workspace_id)
    return _within(_workspace_keys(table), lambda parent: of_workspace(parent, workspace_id))


def of_plan(table: Table, plan_id: int) -> Belongs | None:
    """The condition for rows of the table that belong to the plan. None for a table that has nothing of any plan."""
    if rule := _PLAN_RULES.get(table.name):
        return rule(plan_id)
    keys = _plan_keys(table)
    return _within(keys, lambda parent: of_plan(parent, plan_id)) if keys else None


def plan_of(table: Table) -> ColumnElement[Any]:
    """The id of a row's plan, to be selected from the table. NULL for rows and tables that have nothing of any plan."""
    return _plan_of(table, table)


def _plan_of(table: Table, rows: FromClause) -> ColumnElement[Any]:
    if table.name == "plan":
        return rows.c.id
    ways: list[ColumnElement[Any]] = []
    for column in _plan_keys(table):
        above = _target(column).table.alias()
        inner = select(_plan_of(_target(column).table, above))
        ways.append(inner.where(above.c[_target(column).name] == rows.c[column.name]).scalar_subquery())
    return func.coalesce(*ways, null()) if ways else null()


def _workspace_keys(table: Table) -> Sequence[Column[Any]]:
    if named := _WORKSPACE_KEYS.get(table.name):
        return [table.c[name] for name in named]
    required = [column for column in table.columns if column.foreign_keys and not column.nullable]
    return sorted(required, key=lambda column: _target(column).table.name == "person")[:1]


def _plan_keys(table: Table) -> Sequence[Column[Any]]:
    if named := _PLAN_KEYS.get(table.name):
        return [table.c[name] for name in named]
    required = [column for column in table.columns if column.foreign_keys and not column.nullable]
    return [column for column in required if _has_plan(_target(column).table)][:1]


def _has_plan(table: Table) -> bool:
    return table.name in _PLAN_RULES or (table.name not in _TO_PEOPLE and bool(_plan_keys(table)))


def _target(column: Column[Any]) -> Column[Any]:
    return next(iter(column.foreign_keys)).column


def _within(keys: Sequence[Column[Any]], of_parent: Callable[[Table], Belongs | None]) -> Belongs:
    conditions = []
    for column in keys:
        condition = of_parent(_target(column).table)
        assert condition is not None  # only keys whose target belongs somewhere are chosen
        conditions.append(column.in_(select(_target(column)).where(condition)))
    return or_(false(), *conditions)


def _workspace_itself(workspace_id: str) -> Belongs:
    return Base.metadata.tables["workspace"].c.id == workspace_id


def _installations(workspace_id: str) -> Belongs:
    """Its own, and that of its Enterprise organization if no other workspace uses the organization's."""
    table, its_own, other = (InstallationRow.__table__, *(InstallationRow.__table__.alias() for _ in range(2)))
    is_used_by_it = exists().where(its_own.c.id == workspace_id, its_own.c.through_id == table.c.id)
    is_used_by_others = exists().where(other.c.id != workspace_id, other.c.through_id == table.c.id)
    return or_(table.c.id == workspace_id, and_(is_used_by_it, ~is_used_by_others))


def _dedup_keys(workspace_id: str) -> Belongs:
    """Keys of commands and forms name no workspace and nobody; the daily housekeeping deletes them after a month."""
    return Base.metadata.tables["dedup_key"].c.key.contains(f":{workspace_id}:", autoescape=True)


def _audit_records(workspace_id: str) -> Belongs:
    return AuditRecordRow.workspace_id == workspace_id


def _nowhere(_workspace_id: str) -> Belongs:
    return false()


def _audit_records_of_plan(plan_id: int) -> Belongs:
    return AuditRecordRow.plan_id == plan_id


def _plan_itself(plan_id: int) -> Belongs:
    return PlanRow.__table__.c.id == plan_id


def _messages(plan_id: int) -> Belongs:
    """Notices to the school's people, what was posted in the plan's channels, and the messages of its dialogs."""
    organization = select(OrganizationRow.id).join(PlanRow, PlanRow.organization_id == OrganizationRow.id)
    organization = organization.where(PlanRow.id == plan_id)
    workspace, channel = (
        organization.with_only_columns(column) for column in (OrganizationRow.workspace_id, OrganizationRow.channel)
    )
    team_channels = select(MilestoneRow.channel).where(MilestoneRow.plan_id == plan_id)
    dialog_key = DialogRow.key_prefix + ":" + cast(DialogRow.id, String)
    is_in_dialog = or_(OutboxRow.key == dialog_key, OutboxRow.key.like(dialog_key + ":%"))
    return and_(
        OutboxRow.workspace_id.in_(workspace),
        or_(
            OutboxRow.organization_id.in_(organization),
            OutboxRow.channel.in_(channel),
            OutboxRow.channel.in_(team_channels),
            exists().where(DialogRow.plan_id == plan_id, is_in_dialog),
        ),
    )


_WORKSPACE_RULES: Mapping[str, Callable[[str], Belongs]] = MappingProxyType(
    {
        "audit_record": _audit_records,
        "dedup_key": _dedup_keys,
        "installation": _installations,
        "workspace": _workspace_itself,
        **dict.fromkeys(SHARED, _nowhere),
    }
)
_PLAN_RULES: Mapping[str, Callable[[int], Belongs]] = MappingProxyType(
    {"audit_record": _audit_records_of_plan, "outbox": _messages, "plan": _plan_itself}
)
