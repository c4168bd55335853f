"""What a plan holds, counted, for whoever decides whether it was read well."""

from collections import Counter
from dataclasses import dataclass

from plans.plan import Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Overview:
    title: str
    organization: str
    school_year: str
    goals: int
    strategies: int
    milestones: int
    action_items: int
    owners: tuple[tuple[str, int], ...]
    """Each owner as the plan names them, with how many action items, most first."""
    ownerless: int
    undated: int
    """Action items without a due date that are not ongoing."""


def overview(plan: Plan) -> Overview:
    items = list(plan.action_items())
    owners = Counter(item.owner for item in items if item.owner)
    return Overview(
        title=plan.title,
        organization=plan.organization,
        school_year=plan.school_year,
        goals=len(plan.goals),
        strategies=len(list(plan.strategies())),
        milestones=len(list(plan.milestones())),
        action_items=len(items),
        owners=tuple(owners.most_common()),
        ownerless=sum(not item.owner for item in items),
        undated=sum(not item.due and not item.ongoing for item in items),
    )
