"""How a plan goes on in the next school year: what will happen, one question at a time, and the preview."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.slack import blocks
from bot.slack.blocks import Block, MenuButton, MessageContent
from bot.slack.button_values import ButtonValue, PlanId
from bot.slack.identifiers import ActionId
from conversations.next_year import NextYearFacts, RemainingItem, UnfinishedMilestone, counts
from conversations.rollover import DecisionKind, RolloverState, RolloverSubject, SubjectKey
from plans.progress import Fraction
from prompts import Safe, plain, say

NOUN = "rollover"
STRATEGIES_LISTED, MEASURES_LISTED, ITEMS_LISTED, LINES_LISTED = 15, 10, 12, 40


@dataclass(frozen=True, slots=True)
class RolloverPointer(ButtonValue):
    """What is decided about."""

    plan_id: int
    subject: RolloverSubject
    row_id: int

    @property
    def key(self) -> SubjectKey:
        return SubjectKey(self.subject, self.row_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class RolloverCard:
    """What the card shows."""

    facts: NextYearFacts
    state: RolloverState
    confirmed_on: date | None = None
    confirmed_by: str = ""
    unassigned: Sequence[str] = ()
    """Leads that somebody typed and no one is assigned to."""


# ---------------------------------------------------------------- what will happen


def overview(facts: NextYearFacts, state: RolloverState, *, is_begun: bool) -> MessageContent:
    content: list[Block] = [blocks.header(plain(NOUN, "title", facts=facts))]
    content += [part for text in overview_texts(facts, state) for part in blocks.sections(text)]
    label = plain(NOUN, "button_go_on" if is_begun else "button_begin")
    button = blocks.button(label, ActionId.ROLLOVER_BEGIN, PlanId(facts.plan_id), style="primary")
    content.append(blocks.actions("rollover", [button]))
    return MessageContent(text=blocks.text_of(content), blocks=content)


def overview_texts(facts: NextYearFacts, state: RolloverState) -> list[Safe]:
    texts = [say(NOUN, "intro"), _strategies(facts, state), say(NOUN, "milestones", facts=facts)]
    texts.append(say(NOUN, "items", facts=facts))
    texts += [_measures(facts)] if facts.measures else []
    texts += [say(NOUN, "benchmarks", facts=facts)] if facts.next_benchmarks or facts.reached_benchmarks else []
    texts += [say(NOUN, "along"), say(NOUN, "first_day", facts=facts)]
    left = facts.leftovers
    numbers = {"supports": left.supports, "rocks": left.rocks, "dialogs": left.dialogs}
    stays = [plain(NOUN, f"leftover_{name}", count=count) for name, count in numbers.items() if count]
    return [*texts, *([say(NOUN, "leftovers", facts=facts, stays=stays)] if stays else [])]


def printed(facts: NextYearFacts, state: RolloverState) -> MessageContent:
    """What will happen, and how much of it is decided, without buttons."""
    texts = [say(NOUN, "title", facts=facts), *overview_texts(facts, state)]
    return MessageContent(text=_joined([*texts, say(NOUN, "progress", facts=facts, place=_place(state))]))


def _place(state: RolloverState) -> Fraction:
    return Fraction(len(state.asked) - len(state.undecided), len(state.asked))


def _strategies(facts: NextYearFacts, state: RolloverState) -> Safe:
    if not facts.strategies:
        return say(NOUN, "strategies_none")
    stopped = [strategy for strategy in facts.strategies if state.is_stopped(strategy.key)]
    running = [strategy for strategy in facts.strategies if strategy not in stopped]
    lines = [say(NOUN, "strategy_running", about=strategy) for strategy in running]
    lines = _cut(lines, STRATEGIES_LISTED) + [say(NOUN, "strategy_stopped", about=strategy) for strategy in stopped]
    return _joined([say(NOUN, "strategies"), *lines])


def _measures(facts: NextYearFacts) -> Safe:
    """Those without a target come first, and their number is said in any case."""
    ordered = sorted(facts.measures, key=lambda measure: bool(measure.target))
    lines = _cut([say(NOUN, "measure", facts=facts, measure=measure) for measure in ordered], MEASURES_LISTED)
    without = sum(not measure.target for measure in ordered)
    warning = [say(NOUN, "without_target", facts=facts, without_target=without)] if without else []
    return _joined([say(NOUN, "measures", facts=facts), *lines, *warning])


def _cut(lines: Sequence[Safe], most: int) -> list[Safe]:
    """The first lines, and how many more there are."""
    left = len(lines) - most
    return [*lines[:most], *([say(NOUN, "lines_left", left=left)] if left > 0 else [])]


def _joined(lines: Sequence[Safe]) -> Safe:
    return Safe("\n".join(lines))


# ---------------------------------------------------------------- the card


def card(of: RolloverCard) -> MessageContent:
    """The next question; without any, the preview; after the start, when it comes."""
    facts, state = of.facts, of.state
    content: list[Block] = [blocks.header(plain(NOUN, "title", facts=facts))]
    if state.is_over:
        content.append(blocks.section(say(NOUN, "over", facts=facts)))
    elif state.is_confirmed:
        content += _waiting(of)
    elif state.undecided:
        content += _question(of, state.undecided[0])
    else:
        content += _preview(of)
    return MessageContent(text=blocks.text_of(content), blocks=content)


def _question(of: RolloverCard, key: SubjectKey) -> list[Block]:
    facts, state = of.facts, of.state
    milestone = _milestone(facts, key)
    items, code = facts.items_of(key), milestone.code if milestone else ""
    about = say(NOUN, "milestone", milestone=milestone) if milestone else say(NOUN, "other_items")
    return [
        blocks.context(say(NOUN, "progress", facts=facts, place=_place(state))),
        *blocks.sections(about),
        *blocks.sections(_items(items)),
        blocks.section(say(NOUN, "what_now", facts=facts, is_milestone=milestone is not None)),
        blocks.actions(f"rollover:{key}", [*_answers(facts, key, code), _menu(of)]),
    ]


def _items(items: Sequence[RemainingItem]) -> str:
    if not items:
        return say(NOUN, "no_items")
    lines = _cut([say(NOUN, "item", item=item) for item in items], ITEMS_LISTED)
    return _joined([say(NOUN, "open_items"), *lines])


def _answers(facts: NextYearFacts, key: SubjectKey, code: str) -> list[Block]:
    pointer = RolloverPointer(facts.plan_id, key.subject, key.row_id)
    carry = blocks.button(plain(NOUN, "button_carry"), ActionId.ROLLOVER_CARRY, pointer, style="primary")
    change = blocks.button(plain(NOUN, "button_change"), ActionId.ROLLOVER_CHANGE, pointer)
    drop = blocks.button(plain(NOUN, "button_drop"), ActionId.ROLLOVER_DROP, pointer)
    named = [("carry", carry), ("change", change), ("drop", drop)]
    return [blocks.read_aloud(button, plain(NOUN, f"{name}_aloud", code=code).strip()) for name, button in named]


def _menu(of: RolloverCard) -> Block:
    plan_id = PlanId(of.facts.plan_id)
    buttons = [MenuButton(plain(NOUN, "button_stop"), ActionId.ROLLOVER_STOP, plan_id)]
    buttons += [MenuButton(plain(NOUN, "button_undo"), ActionId.ROLLOVER_UNDO, plan_id)] if of.state.decisions else []
    return blocks.button_menu(buttons)


def _preview(of: RolloverCard) -> list[Block]:
    facts = of.facts
    lines = _cut(_lines(of), LINES_LISTED)
    sure = blocks.confirm(*(plain(NOUN, f"confirm_{part}", facts=facts) for part in ("title", "text", "yes", "no")))
    label, plan_id = plain(NOUN, "button_start"), PlanId(facts.plan_id)
    start = blocks.button(label, ActionId.ROLLOVER_START, plan_id, style="primary", confirm=sure)
    return [
        *blocks.sections(_joined([say(NOUN, "preview"), *_numbers(of)])),
        *(blocks.sections(_joined(lines)) if lines else []),
        *(blocks.section(say(NOUN, "nobody_leads", lead=lead)) for lead in of.unassigned),
        *([blocks.section(_measures(facts))] if facts.measures else []),
        blocks.section(say(NOUN, "what_starts", facts=facts)),
        blocks.actions("rollover", [start, _menu(of)]),
    ]


def _numbers(of: RolloverCard) -> list[Safe]:
    numbers = counts(of.facts, of.state)
    return [
        say(NOUN, f"count_{what}", facts=of.facts, counts=numbers) for what in ("strategies", "milestones", "items")
    ]


def _lines(of: RolloverCard) -> list[Safe]:
    """What was decided, in the plan's order."""
    facts, decisions = of.facts, of.state.decisions
    stopped = [strategy for strategy in facts.strategies if of.state.is_stopped(strategy.key)]
    lines = [say(NOUN, "line_dropped", about=each, reason=decisions[each.key].reason) for each in stopped]
    lines += [_milestone_line(of, milestone) for milestone in facts.milestones]
    other = decisions.get(facts.other_items_key)
    if other is not None and facts.other_items:
        is_dropped, staying = other.kind is DecisionKind.DROP, _staying(facts.other_items, other.staying)
        values = {"is_dropped": is_dropped, "reason": other.reason, "staying": staying}
        lines.append(say(NOUN, "line_other", facts=facts, **values))
    return lines


def _milestone_line(of: RolloverCard, milestone: UnfinishedMilestone) -> Safe:
    if of.state.is_stopped(milestone.key):
        return say(NOUN, "line_ended", milestone=milestone)
    decision = of.state.decisions[milestone.key]
    if decision.kind is DecisionKind.DROP:
        return say(NOUN, "line_dropped", about=milestone, reason=decision.reason)
    return say(
        NOUN,
        "line_carried",
        milestone=milestone,
        title=decision.title or milestone.title,
        due=decision.due or milestone.next_due,
        lead=decision.lead or milestone.lead,
        staying=_staying(milestone.items, decision.staying),
    )


def _staying(items: Iterable[RemainingItem], staying: frozenset[int]) -> list[str]:
    return [item.code for item in items if item.id in staying]


def _waiting(of: RolloverCard) -> list[Block]:
    text = say(NOUN, "waiting", facts=of.facts, who=of.confirmed_by, on=of.confirmed_on)
    hold = blocks.button(plain(NOUN, "button_hold"), ActionId.ROLLOVER_HOLD, PlanId(of.facts.plan_id))
    return [blocks.section(text), blocks.actions("rollover", [hold])]


def _milestone(facts: NextYearFacts, key: SubjectKey) -> UnfinishedMilestone | None:
    return next((milestone for milestone in facts.milestones if milestone.key == key), None)


# ---------------------------------------------------------------- when the plan is made


def made_plan(facts: NextYearFacts, state: RolloverState, first_day: date, undecided: Sequence[str]) -> MessageContent:
    """To whoever started the new year. `undecided` are milestones added or reopened since."""
    lines = [
        say(NOUN, "made_title", facts=facts),
        say(NOUN, "made", facts=facts, counts=counts(facts, state), first_day=first_day),
        *([say(NOUN, "made_undecided", undecided=undecided)] if undecided else []),
        say(NOUN, "made_next", facts=facts),
    ]
    return MessageContent(text=_joined(lines))


def blocked(organization: str, year: str) -> MessageContent:
    return MessageContent(text=say(NOUN, "blocked", organization=organization, year=year))
