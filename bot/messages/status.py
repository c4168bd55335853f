"""A plan's progress in words. The picture is drawn at sending time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from bot.messages import comments as comment_messages
from bot.messages import outcomes
from bot.messages.comments import CommentPointer
from bot.messages.outcomes import LISTED as LISTED_OUTCOMES
from bot.slack import blocks, limits
from bot.slack.blocks import Block, MessageContent
from bot.slack.button_values import ButtonValue
from bot.slack.identifiers import ActionId
from conversations.highlight import DatedOutcome, OpenSupport
from conversations.parts import PartKind
from plans.lagging import LaggingItem, LaggingItems
from plans.milestones import (
    MilestoneCounts,
    MilestoneProgress,
    count_milestones,
    counts_by_strategy,
    lagging_milestones,
)
from plans.outcomes import OutcomeKind, PlanOutcome
from plans.plan import Goal
from plans.progress import Progress
from prompts import Safe, plain, say
from storage.plans.agreements import Agreement
from storage.plans.comments import CoachComment
from storage.plans.plans import PlanSummary

NOUN = "status"


@dataclass(frozen=True, slots=True)
class StatusPointer(ButtonValue):
    """What the button that shares a status carries."""

    plan_id: int
    as_of: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanStatus:
    plan: PlanSummary
    progress: Progress
    by_strategy: Mapping[str, Progress]
    milestones: Sequence[MilestoneProgress] = ()
    lagging: LaggingItems
    """All of them or the most pressing; the progress has their numbers."""
    titles: Mapping[str, str]
    goals: Sequence[Goal] = ()
    goal_links: Mapping[str, str] = field(default_factory=dict)
    """Links by goal code to the threads in which goals were decided."""
    supports: Sequence[OpenSupport] = ()
    """Support that is asked for and not provided yet."""
    outcomes: Sequence[PlanOutcome] = ()
    """Benchmarks and measures with their newest readings."""
    agreements: Sequence[Agreement] = ()
    comments: Mapping[str, Sequence[CoachComment]] = field(default_factory=dict)
    """Coaches' comments by strategy code, for those who may see them."""
    most_outcomes: int | None = LISTED_OUTCOMES
    """How many are listed under each goal and strategy; None for all."""

    @property
    def as_of(self) -> date:
        return self.progress.as_of


def message(
    status: PlanStatus, *, shareable: bool = False, public: bool = False, commentable: bool = False
) -> MessageContent:
    """The status message. `public` names no owner.

    `shareable` adds the button that posts it to the channel, and `commentable` the coach's button.
    """
    title = plain(NOUN, "title", plan=status.plan, as_of=status.as_of)
    content = [blocks.header(title), *counts(status), *_goals(status), *_strategies(status)]
    content += _lagging("behind", status.lagging.behind, of=status.progress.behind.part, public=public)
    content += _lagging("at_risk", status.lagging.at_risk, of=status.progress.at_risk, public=public)
    milestones = lagging_milestones(status.milestones)
    content += _lagging("milestones_behind", milestones.behind, of=len(milestones.behind), public=public)
    content += _lagging("milestones_at_risk", milestones.at_risk, of=len(milestones.at_risk), public=public)
    if status.progress.completed.whole and not status.lagging.behind and not milestones.behind:
        content.append(blocks.section(say(NOUN, "nothing_behind")))
    content += _supports(status.supports)
    for kind in (PartKind.MINIMUM_CONDITION, PartKind.ADJUSTMENT):
        content += _agreements(kind, [each for each in status.agreements if each.kind is kind])
    content.append(blocks.context(say(NOUN, "how")))
    if shareable:
        target = StatusPointer(status.plan.id, status.as_of)
        buttons = [blocks.button(plain(NOUN, "button_share"), ActionId.STATUS_SHARE, target)]
        if any(outcome.report for outcome in status.outcomes):
            buttons.append(blocks.button(plain(outcomes.NOUN, "button_charts"), ActionId.CHARTS_OF_PLAN, target))
        buttons += [comment_messages.open_button(CommentPointer(status.plan.id))] if commentable else []
        content.append(blocks.actions("status", buttons))
    return MessageContent(text=blocks.text_of(content), blocks=content)


def headline(plan: PlanSummary, progress: Progress) -> Safe:
    """What stands above a picture that no status message precedes."""
    title = plain(NOUN, "title", plan=plan, as_of=progress.as_of)
    return say(NOUN, "headline", title=title, progress=progress)


def strategy_name(titles: Mapping[str, str], code: str) -> str:
    """The strategy's code and title; action items without a strategy have a name, too."""
    return f"{code} {_title(titles, code)}".strip()


def _title(titles: Mapping[str, str], code: str) -> str:
    return titles.get(code) or plain(NOUN, "stand_alone")


def counts(status: PlanStatus) -> list[Block]:
    progress, milestones = status.progress, count_milestones(status.milestones)
    if not progress.completed.whole:
        content = [blocks.section(say(NOUN, "no_items"))]
    else:
        overview, rest = say(NOUN, "overview", progress=progress), say(NOUN, "rest", progress=progress)
        content = [blocks.section(overview), blocks.context(rest)]
    if milestones.total:
        content.append(blocks.section(say(NOUN, "milestones", milestones=milestones)))
    return content


def _goals(status: PlanStatus) -> list[Block]:
    lines = [
        line for goal in status.goals for line in (_goal(status, goal), *_outcomes(status, goal.code, of_goal=True))
    ]
    return blocks.sections("\n".join([say(NOUN, "goals_title"), *lines])) if lines else []


def _goal(status: PlanStatus, goal: Goal) -> Safe:
    return say(NOUN, "goal", goal=goal, thread=status.goal_links.get(goal.code, ""))


def strategy_counts(status: PlanStatus) -> list[Block]:
    """The strategies without what is measured under them, and without comments."""
    return _strategies(replace(status, outcomes=(), comments={}))


def _strategies(status: PlanStatus) -> list[Block]:
    if not status.by_strategy:
        return []
    lines = [say(NOUN, "strategies_title")]
    milestones = counts_by_strategy(status.milestones)
    for code, progress in status.by_strategy.items():
        shares = _shares(progress, milestones.get(code, MilestoneCounts()))
        lines.append(say(NOUN, "strategy", code=code, title=_title(status.titles, code), counts=shares))
        lines += _outcomes(status, code, of_goal=False)
        lines += comment_messages.lines(status.comments.get(code, ()))
    return [blocks.divider(), *blocks.sections("\n".join(lines))]


def _outcomes(status: PlanStatus, code: str, *, of_goal: bool) -> list[Safe]:
    """What is measured under a goal or a strategy. A goal and a strategy may have the same code."""
    today = status.as_of
    under = [
        DatedOutcome(outcome=outcome, verdict=outcome.verdict(today))
        for outcome in status.outcomes
        if outcome.code == code and (outcome.kind is OutcomeKind.GOAL_MEASURE) is of_goal
    ]
    return outcomes.lines(under, most=status.most_outcomes, names_unread=of_goal)


def _shares(progress: Progress, milestones: MilestoneCounts) -> Safe:
    return say(NOUN, "counts", progress=progress, milestones=milestones)


def _lagging(kind: str, items: Sequence[LaggingItem], *, of: int, public: bool) -> list[Block]:
    """The items of a kind, behind or at risk, and how many are not listed."""
    if not items:
        return []
    lines = [say(NOUN, f"{kind}_title"), *(_item(kind, item, public=public) for item in items)]
    if of > len(items):
        lines.append(say(NOUN, "more", count=of - len(items)))
    return [blocks.divider(), *blocks.sections("\n".join(lines))]


def _supports(supports: Sequence[OpenSupport]) -> list[Block]:
    if not supports:
        return []
    lines = [_support(support) for support in supports]
    return [blocks.divider(), *blocks.sections("\n".join([say(NOUN, "supports_title", count=len(supports)), *lines]))]


def _agreements(kind: PartKind, agreements: Sequence[Agreement]) -> list[Block]:
    if not agreements:
        return []
    lines = [Safe(limits.clamp(say(NOUN, f"{kind}", about=each), limits.SECTION // 4)) for each in agreements]
    return [blocks.divider(), *blocks.sections("\n".join([say(NOUN, f"{kind}_title"), *lines]))]


def _support(support: OpenSupport) -> Safe:
    return Safe(limits.clamp(say(NOUN, "support", about=support), limits.SECTION // 4))


def _item(kind: str, item: LaggingItem, *, public: bool) -> Safe:
    is_milestone = kind.startswith("milestones_")
    line = say(NOUN, "lagging_item", item=item, is_milestone=is_milestone, public=public)
    return Safe(limits.clamp(line, limits.SECTION // 4))
