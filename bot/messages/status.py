"""A plan's progress in words. The picture is drawn at sending time."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from bot import blocks, limits
from bot.blocks import Block, MessageContent
from bot.identifiers import ActionId
from plans.plan import Goal
from plans.progress import BehindItem, Fraction, Progress
from prompts import Safe, plain, say
from storage.plans.plans import PlanSummary

NOUN = "status"
BEHIND_SHOWN = 10
BAR_CELLS = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanStatus:
    plan: PlanSummary
    progress: Progress
    by_strategy: Mapping[str, Progress]
    titles: Mapping[str, str]
    goals: Sequence[Goal] = ()
    goal_links: Mapping[str, str] = field(default_factory=dict)
    """Links by goal code to the threads in which goals were decided."""

    @property
    def as_of(self) -> date:
        return self.progress.as_of


def message(status: PlanStatus, *, shareable: bool = False, all_behind: bool = False) -> MessageContent:
    """The status message. `shareable` adds the button that posts it to the channel."""
    title = plain(NOUN, "title", plan=status.plan, as_of=status.as_of)
    content = [blocks.header(title), *_overview(status), *_strategies(status)]
    content += _behind(status.progress, all_behind=all_behind)
    content.append(blocks.context(say(NOUN, "how")))
    if shareable:
        target = f"{status.plan.id}|{status.as_of.isoformat()}"
        shared = blocks.button(plain(NOUN, "button_share"), ActionId.STATUS_SHARE, target)
        content.append(blocks.actions("status", [shared]))
    return MessageContent(text="\n".join(_texts(content)), blocks=content)


def _texts(content: Iterable[Block]) -> Iterable[str]:
    for block in content:
        if "text" in block:
            yield block["text"]["text"]
        elif block["type"] == "context":
            yield from (element["text"] for element in block["elements"])


def _overview(status: PlanStatus) -> list[Block]:
    return [*_counts(status.progress), *_goals(status)]


def _counts(progress: Progress) -> list[Block]:
    if not progress.completed.whole:
        return [blocks.section(say(NOUN, "no_items"))]
    rest = say(NOUN, "rest", not_yet_due=progress.not_yet_due, ongoing=progress.ongoing)
    return [blocks.section(say(NOUN, "overview", progress=progress)), blocks.context(rest)]


def _shares(progress: Progress) -> Safe:
    return say(NOUN, "counts", progress=progress)


def _goals(status: PlanStatus) -> list[Block]:
    lines = [_goal(status, goal) for goal in status.goals]
    return blocks.sections("\n".join([say(NOUN, "goals_title"), *lines])) if lines else []


def _goal(status: PlanStatus, goal: Goal) -> Safe:
    return say(NOUN, "goal", goal=goal, thread=status.goal_links.get(goal.code, ""))


def _strategies(status: PlanStatus) -> list[Block]:
    if not status.by_strategy:
        return []
    lines = [say(NOUN, "strategies_title")]
    for code, progress in status.by_strategy.items():
        line = say(
            NOUN,
            "strategy",
            bar=bar(progress.completed),
            code=code,
            title=status.titles.get(code) or plain(NOUN, "stand_alone"),
            counts=_shares(progress),
        )
        lines.append(line)
    return [blocks.divider(), *blocks.sections("\n".join(lines))]


def bar(done: Fraction) -> str:
    """A bar of ten cells. It is full only when all items are completed."""
    filled = BAR_CELLS * done.part // done.whole if done.whole else 0
    return "▓" * filled + "░" * (BAR_CELLS - filled)


def _behind(progress: Progress, *, all_behind: bool) -> list[Block]:
    if not progress.behind_items:
        return [blocks.section(say(NOUN, "nothing_behind"))] if progress.completed.whole else []
    most = len(progress.behind_items) if all_behind else BEHIND_SHOWN
    lines = [say(NOUN, "behind_title"), *(_behind_item(item) for item in progress.behind_items[:most])]
    if len(progress.behind_items) > most:
        lines.append(say(NOUN, "behind_more", count=len(progress.behind_items) - most))
    return [blocks.divider(), *blocks.sections("\n".join(lines))]


def _behind_item(item: BehindItem) -> Safe:
    return Safe(limits.clamp(say(NOUN, "behind_item", item=item), limits.SECTION // 4))


def network(statuses: Sequence[PlanStatus], together: Progress, others: Sequence[PlanStatus] = ()) -> MessageContent:
    """Several plans in a line each, and their sum. The sum leaves `others` out."""
    title = plain(NOUN, "network_title", count=len(statuses), as_of=together.as_of)
    hint = say(NOUN, "network_hint", example=statuses[0].plan.organization)
    content = [
        blocks.header(title),
        *_network_lines(statuses),
        blocks.divider(),
        blocks.section(say(NOUN, "network_sum", counts=_shares(together))),
    ]
    if others:
        content += [blocks.context(say(NOUN, "network_others")), *_network_lines(others)]
    content.append(blocks.context(say(NOUN, "how"), hint))
    return MessageContent(text="\n".join(_texts(content)), blocks=content)


def _network_lines(statuses: Sequence[PlanStatus]) -> list[Block]:
    lines = [say(NOUN, "network_plan", plan=status.plan, counts=_shares(status.progress)) for status in statuses]
    return blocks.sections("\n".join(lines))
