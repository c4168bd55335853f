"""What a plan file says that strategies serve: objectives of the plan above, by their numbers and titles."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from bot.turns import Turn
from plans.calendar import SchoolYear
from plans.findings import Finding, FindingCode, Severity
from plans.objectives import Objective, named
from plans.plan import Plan, Strategy
from storage.models import OrganizationRow
from storage.plans import objectives
from storage.plans.files import Imported

_COLUMN = "serves"


@dataclass(frozen=True, slots=True)
class FileLinks:
    keys: Mapping[str, str]
    """What strategies serve, as they store it, by their codes."""
    findings: Sequence[Finding]
    """Where the file names what is no objective of the plan above."""


def links(turn: Turn, organization: OrganizationRow, plan: Plan, year: SchoolYear, file: str) -> FileLinks:
    """Of the strategies about which the file says it. The others keep what they serve."""
    linked = [strategy for strategy in plan.strategies() if strategy.serves]
    if not linked:
        return FileLinks({}, [])
    on = max(min(turn.today(organization.time_zone), year.last), year.first)
    above = objectives.above_organization(turn.session, organization.workspace_id, organization.id, on)
    keys = {strategy.code: named(strategy.serves, above) for strategy in linked}
    unknown = [strategy for strategy in linked if keys[strategy.code] is None]
    return FileLinks(
        {code: key for code, key in keys.items() if key is not None},
        [_unknown(strategy, plan.serves_at.get(strategy.code, file), above) for strategy in unknown],
    )


def _unknown(strategy: Strategy, where: str, above: Sequence[Objective]) -> Finding:
    words = {"written": strategy.serves, "strategy": strategy.code}
    if not above:
        return Finding(where, FindingCode.SERVES_NO_PLAN, Severity.WARNING, words)
    names = [objective.name for objective in above]
    values = {**words, "organization": above[0].organization, "objectives": names}
    return Finding(where, FindingCode.SERVES_UNKNOWN, Severity.WARNING, values)


def in_words(session: Session, imported: Imported) -> Imported:
    """With the names of objectives, as the file has them."""
    changed = [each for each in imported.changed if each.part == _COLUMN]
    conflicts = [each for each in imported.conflicts if each.part == _COLUMN]
    keys = {key for each in changed for key in (each.old, each.new)}
    keys |= {key for each in conflicts for key in (each.exported, each.sheet, each.now)}
    names = objectives.names(session, keys)

    def name(key: str) -> str:
        return names.get(key, "")

    return replace(
        imported,
        changed=tuple(
            replace(each, old=name(each.old), new=name(each.new)) if each in changed else each
            for each in imported.changed
        ),
        conflicts=tuple(
            replace(each, exported=name(each.exported), sheet=name(each.sheet), now=name(each.now))
            if each in conflicts
            else each
            for each in imported.conflicts
        ),
    )
