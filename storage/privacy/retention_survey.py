"""What the rules of a workspace would remove today, what a legal hold keeps, and what they will remove next."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from plans.retention import ANNOUNCED_BEFORE, goes_on
from plans.time_zones import zone_named
from storage.delivery import restorations
from storage.plans import plans
from storage.plans.plans import PlanSummary
from storage.privacy import holds, loose_records, retention, retention_rules
from storage.privacy.retention_classes import OF_PLANS, RetentionClass
from storage.privacy.retention_rules import RetentionRule


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanRecords:
    """A plan's words of one class, and when they go."""

    rule: RetentionRule
    plan: PlanSummary
    goes_on: date
    rows: int
    is_held: bool
    announced_on: date | None
    restored_on: date | None
    """The day on which the database was last restored from a backup."""

    @property
    def goes_by_itself_on(self) -> date | None:
        """The first night in which they are removed; None before it was announced."""
        if self.came_back:
            return self.goes_on
        return max(self.goes_on, self.announced_on + ANNOUNCED_BEFORE) if self.announced_on else None

    @property
    def came_back(self) -> bool:
        """Whether they had been removed, and a backup from before brought them back."""
        removed_by = max(self.goes_on, self.rule.set_on + ANNOUNCED_BEFORE + timedelta(days=1))
        return self.restored_on is not None and removed_by < self.restored_on


@dataclass(frozen=True, slots=True, kw_only=True)
class LooseRecords:
    """Old records of the workspace that belong to no plan."""

    files: int
    """Files that were dropped in, whose bytes are still there."""
    messages: int
    """Messages to Slack, whose content is still there."""


def expired(session: Session, team_id: str, now: datetime) -> list[PlanRecords]:
    """What is older than its rule says, by class and plan. Without what has no words any more."""
    return [records for records in _until(session, team_id, date.max) if _is_over(records, now)]


def going(session: Session, team_id: str, now: datetime) -> list[PlanRecords]:
    """The same, with what will be older within the time that it has to be announced before.

    Without the plans that a rule has cleared, so that they aren't looked through every night.
    """
    return list(_until(session, team_id, now.date() + ANNOUNCED_BEFORE, with_cleared=False))


def came_back(session: Session, team_id: str, now: datetime) -> list[PlanRecords]:
    """What had been removed, until an older backup was restored. Without plans under a hold."""
    return [records for records in going(session, team_id, now) if records.came_back and not records.is_held]


def coming(session: Session, team_id: str, now: datetime) -> list[PlanRecords]:
    """Of each class, the plans whose words go next."""
    later = [records for records in _until(session, team_id, date.max) if not _is_over(records, now)]
    days: dict[RetentionClass, date] = {}
    for records in later:
        days[records.rule.kind] = min(records.goes_on, days.get(records.rule.kind, date.max))
    return [records for records in later if records.goes_on == days[records.rule.kind]]


def loose(session: Session, team_id: str, now: datetime) -> LooseRecords:
    return loose_under(session, team_id, retention_rules.in_force(session, team_id), now.date())


def loose_under(
    session: Session, team_id: str, rules: Mapping[RetentionClass, RetentionRule], today: date
) -> LooseRecords:
    files, messages = years_of_files(rules), years_of_messages(rules)
    return LooseRecords(
        files=0 if files is None else loose_records.count_uploads(session, team_id, files, today),
        messages=0 if messages is None else loose_records.count_messages(session, team_id, messages, today),
    )


def years_of_files(rules: Mapping[RetentionClass, RetentionRule]) -> int | None:
    """A file that was dropped in and never imported is a draft."""
    drafts = rules.get(RetentionClass.DRAFTS)
    return drafts.years if drafts else None


def years_of_messages(rules: Mapping[RetentionClass, RetentionRule]) -> int | None:
    """A message may quote any class, so the shortest rule counts."""
    return min(
        (rule.years for kind, rule in rules.items() if kind in OF_PLANS and rule.years is not None), default=None
    )


def _until(session: Session, team_id: str, last: date, *, with_cleared: bool = True) -> Iterator[PlanRecords]:
    summaries = sorted(plans.summaries(session, team_id), key=lambda plan: (plan.ends_on, plan.organization))
    held_plans = holds.held_among(session, [plan.id for plan in summaries])
    restored = restorations.latest(session)
    for kind, rule in retention_rules.in_force(session, team_id).items():
        announced = retention_rules.announced(session, rule.id)
        cleared = frozenset() if with_cleared else retention_rules.cleared(session, rule.id)
        for plan in summaries:
            day = goes_on(plan.ends_on, rule.years or 0)
            is_looked_at = kind in OF_PLANS and day <= last and plan.id not in cleared
            rows = retention.count(session, plan.id, kind) if is_looked_at else 0
            if rows:
                yield PlanRecords(
                    rule=rule,
                    plan=plan,
                    goes_on=day,
                    rows=rows,
                    is_held=plan.id in held_plans,
                    announced_on=announced.get(plan.id),
                    restored_on=restored.date() if restored else None,
                )


def _is_over(records: PlanRecords, now: datetime) -> bool:
    return records.goes_on <= now.astimezone(zone_named(records.plan.time_zone)).date()
