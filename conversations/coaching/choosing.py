"""Which conversation fits now, given the plan's conditions and recent conversations."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from conversations.parts import STAGES, ForEachItem, ForEachKind
from conversations.script import OPPOSITES, Audience, Condition, Script
from plans.plan import Plan, Strategy

MANY_BEHIND = 0.25
"""From this share of the due action items on, it is time to talk about what holds the work up."""


@dataclass(frozen=True, slots=True)
class PastDialog:
    """A conversation of the past."""

    script: str
    day: date
    asked: int = 0
    of: int = 0
    """How many questions it had. Both are 0 unless it is finished."""

    @property
    def is_unfinished(self) -> bool:
        """Whether the next one can go on with the rest."""
        return self.asked < self.of


@dataclass(frozen=True, slots=True)
class PlanFigures:
    """The numbers of a plan that are the reason for a conversation."""

    due: int = 0
    """Action items whose date has passed or that are completed."""
    behind: int = 0
    new_owners: int = 0
    goals: int = 0
    goals_without_measure: int = 0


@dataclass(frozen=True, slots=True)
class SuggestedScript:
    script: Script
    because: Condition | PastDialog
    """A condition of the plan, or a conversation that left questions to the next one."""


def conditions(
    plan: Plan | None,
    *,
    due: int = 0,
    behind: int = 0,
    needs_known: bool = False,
    new_owner: bool = False,
    year_ending: bool = False,
) -> frozenset[Condition]:
    """One of each pair of opposites. The arguments supply what the plan itself does not show."""
    true = _of_plan(plan) if plan else set()
    from_caller = {
        Condition.NEEDS_KNOWN: needs_known,
        Condition.WORK_IS_UNDER_WAY: due > 0,
        Condition.MANY_BEHIND: due > 0 and behind / due >= MANY_BEHIND,
        Condition.NEW_OWNER: new_owner,
        Condition.YEAR_ENDING: year_ending,
    }
    true |= {condition for condition, holds in from_caller.items() if holds}
    return frozenset(positive if positive in true else negative for positive, negative in OPPOSITES.items())


def items_of(plan: Plan | None, *, action_items: Collection[str] = ()) -> tuple[ForEachItem, ...]:
    """The plan's items that a script's passes go through. Keys are kind and code.

    A plan has too many action items to talk about each: `action_items` are the codes that matter now.
    """
    if plan is None:
        return ()
    goals = tuple(_item(ForEachKind.GOAL, goal.code, goal.text) for goal in plan.goals)
    strategies = tuple(_item(ForEachKind.STRATEGY, each.code, each.title) for each in plan.strategies())
    benchmarks = tuple(item for strategy in plan.strategies() for item in _benchmarks(strategy))
    milestones = tuple(_item(ForEachKind.MILESTONE, each.code, each.title) for each in plan.milestones())
    actions = tuple(
        _item(ForEachKind.ACTION_ITEM, each.code, each.text)
        for each in plan.action_items()
        if each.code in action_items
    )
    return (*goals, *strategies, *benchmarks, *milestones, *actions)


def offers(
    scripts: Iterable[Script],
    *,
    audience: Audience,
    holds: frozenset[Condition],
    history: Iterable[PastDialog],
    today: date,
    weeks: int = 6,
) -> tuple[SuggestedScript, ...]:
    """What the last conversation left unasked, then what fits, the most urgent first.

    A conversation held within these weeks is offered only if it left something. `history` has the newest first.
    """
    since = today - timedelta(weeks=weeks)
    lately: dict[str, PastDialog] = {}
    for dialog in history:
        if dialog.day > since:
            lately.setdefault(dialog.script, dialog)
    fitting = (
        (_rank(because), script.title, SuggestedScript(script, because))
        for script in scripts
        if audience in script.audience
        if (because := _reason(script, holds, lately.get(script.name))) is not None
    )
    return tuple(offer for _, _, offer in sorted(fitting, key=lambda ranked: ranked[:2]))


def _rank(because: Condition | PastDialog) -> int:
    return -1 if isinstance(because, PastDialog) else _URGENCY.index(because)


# Trouble comes before gaps; gaps come in the order of the cycle.
_URGENCY = (
    Condition.MANY_BEHIND,
    Condition.NEW_OWNER,
    Condition.YEAR_ENDING,
    Condition.MISSION_IS_NEW,
    Condition.GOALS_ARE_NEW,
    Condition.MEASURES_MISSING,
    Condition.WORK_IS_UNDER_WAY,
    Condition.PURPOSE_IS_NEW,
    Condition.NEEDS_UNKNOWN,
    Condition.STRATEGIES_ARE_NEW,
    Condition.BENCHMARKS_ARE_NEW,
    Condition.ACTION_ITEMS_ARE_NEW,
    Condition.NEEDS_KNOWN,
    Condition.STRATEGIES_EXIST,
    Condition.BENCHMARKS_EXIST,
    Condition.ACTION_ITEMS_EXIST,
    Condition.MEASURES_COMPLETE,
    Condition.GOALS_EXIST,
    Condition.MISSION_EXISTS,
    Condition.PURPOSE_EXISTS,
    Condition.WORK_IS_AHEAD,
    Condition.FEW_BEHIND,
    Condition.YEAR_RUNNING,
    Condition.NO_NEW_OWNER,
)


def _reason(script: Script, holds: frozenset[Condition], last: PastDialog | None) -> Condition | PastDialog | None:
    if last is not None:
        return last if last.is_unfinished else None
    reasons = [condition for condition in script.fits if condition in holds]
    return min(reasons, key=_URGENCY.index) if reasons else None


def _of_plan(plan: Plan) -> set[Condition]:
    has = {
        Condition.MISSION_EXISTS: plan.mission,
        Condition.GOALS_EXIST: plan.goals,
        Condition.MEASURES_COMPLETE: plan.goals and all(goal.measures for goal in plan.goals),
        Condition.PURPOSE_EXISTS: plan.purpose,
        Condition.STRATEGIES_EXIST: tuple(plan.strategies()),
        Condition.BENCHMARKS_EXIST: any(strategy.benchmarks for strategy in plan.strategies()),
        Condition.ACTION_ITEMS_EXIST: tuple(plan.action_items()),
    }
    return {condition for condition, evidence_of_it in has.items() if evidence_of_it}


def _benchmarks(strategy: Strategy) -> Iterator[ForEachItem]:
    """Each benchmark as one of all, and as one of its stage."""
    for number, benchmark in enumerate(strategy.benchmarks, start=1):
        item = _item(ForEachKind.BENCHMARK, f"{strategy.code}/{number}", benchmark.text)
        yield item
        yield from (replace(item, kind=kind) for kind, stage in STAGES.items() if stage is benchmark.kind)


def _item(kind: ForEachKind, code: str, text: str) -> ForEachItem:
    return ForEachItem(kind, f"{kind}:{code}", text)
