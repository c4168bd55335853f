"""Removes what is older than the rules of a workspace say. Each plan and class is a turn of its own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from bot.turns import Turn, Turns
from plans.calendar import SchoolYear
from plans.retention import ANNOUNCED_BEFORE, goes_on
from prompts import formats, plain
from storage.audit import dropping, records
from storage.audit.kinds import AuditKind
from storage.people import organizations
from storage.privacy import holds, loose_records, retention, retention_rules, retention_survey
from storage.privacy.retention_classes import RetentionClass
from storage.privacy.retention_rules import RetentionRule
from storage.privacy.retention_survey import PlanRecords

NOUN = "retention"
ACTION = "privacy retention run"


@dataclass(frozen=True, slots=True, kw_only=True)
class Removed:
    rows: int = 0
    """Of plans."""
    files: int = 0
    messages: int = 0
    audit_records: int = 0


def remove_plan_records(turns: Turns, listed: Sequence[PlanRecords], login: str = "") -> int:
    """Remove what was listed and is still under the same rule and under no hold. Returns how many rows changed."""
    return sum(_remove(turns, records, login) for records in listed)


def _remove(turns: Turns, old: PlanRecords, login: str) -> int:
    rule, plan = old.rule, old.plan
    with turns.write() as turn:
        is_held = bool(holds.held_for_removal(turn.session, [plan.id]))
        if is_held or retention_rules.in_force(turn.session, rule.workspace_id).get(rule.kind) != rule:
            return 0
        stamp = turn.stamp(plan.time_zone)
        rows = retention.remove(turn.session, plan.id, rule.kind, sentence(rule, stamp.on))
        retention_rules.note_removal(turn.session, rule.id, plan.id, rows, stamp, login=login)
        _audit(turn, rule, login, plan_id=plan.id, rows=rows)
    return rows


def sentence(rule: RetentionRule, on: date) -> str:
    """What people read in place of removed words."""
    with formats.for_a_file():
        return plain(NOUN, "removed", on=on, years=rule.years)


def remove_loose_records(turns: Turns, team_id: str, login: str = "", *, rules_until: date = date.max) -> Removed:
    """Remove what belongs to no plan, under rules that were set by this day. A turn is opened only if there is any."""
    with turns.read() as turn:
        rules = _rules_until(turn, team_id, rules_until)
        old = retention_survey.loose_under(turn.session, team_id, rules, turn.now.date())
    if not (old.files or old.messages):
        return Removed()
    with turns.write() as turn:
        files, messages = retention_survey.years_of_files(rules), retention_survey.years_of_messages(rules)
        today, session = turn.now.date(), turn.session
        removed = Removed(
            files=0 if files is None else loose_records.remove_uploads(session, team_id, files, today),
            messages=0 if messages is None else loose_records.remove_messages(session, team_id, messages, today),
        )
        shortest = min(rules.values(), key=lambda rule: rule.years or 0)
        rows = removed.files + removed.messages
        retention_rules.note_removal(session, shortest.id, None, rows, turn.stamp("UTC"), login=login)
        _audit(turn, shortest, login, files=removed.files, messages=removed.messages)
    return removed


def _rules_until(turn: Turn, team_id: str, day: date) -> Mapping[RetentionClass, RetentionRule]:
    in_force = retention_rules.in_force(turn.session, team_id)
    return {kind: rule for kind, rule in in_force.items() if rule.set_on <= day}


def drop_audit_records(turns: Turns, login: str = "", *, rules_until: date = date.max) -> int:
    """Drop old audit records. All workspaces share one chain, so the longest rule counts, and all must have one."""
    with turns.read() as turn:
        if not count_audit_records(turn, rules_until):
            return 0
    with turns.write() as turn:
        before, held_plans = audit_kept_from(turn, rules_until)
        if before is None:
            return 0
        return dropping.drop(turn.session, before, now=turn.now, held_plans=held_plans, login=login or None).count


def count_audit_records(turn: Turn, rules_until: date = date.max) -> int:
    before, held_plans = audit_kept_from(turn, rules_until)
    return dropping.old_records(turn.session, before, held_plans=held_plans).count if before is not None else 0


def audit_kept_from(turn: Turn, rules_until: date) -> tuple[datetime | None, frozenset[int]]:
    """The moment before which audit records may go, and the plans whose records stay; None if all stay."""
    teams = organizations.workspaces(turn.session)
    rules = [retention_rules.in_force(turn.session, team).get(RetentionClass.AUDIT) for team in teams]
    years = [rule.years or 0 for rule in rules if rule is not None and rule.set_on <= rules_until]
    if not years or len(years) < len(teams):
        return None, frozenset()
    year = SchoolYear.of(turn.now.date())
    while goes_on(SchoolYear(year.begins - 1).last, max(years)) > turn.now.date():
        year = SchoolYear(year.begins - 1)
    held_plans = frozenset().union(*(holds.held_in_workspace(turn.session, team) for team in teams))
    return datetime.combine(year.first, time(), turn.now.tzinfo), held_plans


def rules_with_notice(now: datetime) -> date:
    """The newest day of a rule that may remove by itself what nobody can be told about plan by plan."""
    return now.date() - ANNOUNCED_BEFORE


def _audit(turn: Turn, rule: RetentionRule, login: str, *, plan_id: int | None = None, **counts: int) -> None:
    records.add(
        turn.session,
        AuditKind.ERASED,
        ACTION,
        at=turn.now,
        workspace_id=rule.workspace_id,
        login=login or None,
        plan_id=plan_id,
        rule=rule.id,
        records=rule.kind,
        **counts,
    )
