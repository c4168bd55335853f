"""The Implementation Success Action Plan of the Achieve Model: the reasons for each strategy, then its action steps.

What the plan doesn't hold comes from the coaching conversation about the initiative, or says that it is not filled in
yet; leaders edit these texts as those of the year's report.
"""

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy.orm import Session

from bot.documents.document import Block, Bullets, Cell, Document, DocumentTable, Paragraph, SectionHeading
from bot.documents.tool_a import outcomes as outcome_lines
from bot.documents.yearly.sections import BULLET, DocumentSection, written
from conversations.documents.names import DocumentName
from plans.item_progress import Day
from plans.outcomes import OutcomeKind, PlanOutcome
from plans.plan import ActionItem, Plan, Strategy
from prompts import plain
from storage.documents import follow_up_items, initiative_answers, past_plan
from storage.documents.follow_up_items import FollowUpItem
from storage.plans import wordings
from storage.plans.plans import PlanSummary
from storage.rounds import outcomes

NOUN = "documents.action_plan"
STEP_WIDTHS = (4, 2, 2, 2, 3)
_COLUMNS = ("column_step", "column_who", "column_due", "column_resources", "column_next")
CAUSE_DATA = (OutcomeKind.STRATEGY_MEASURE, OutcomeKind.EARLY_EVIDENCE)
"""About what adults do."""
EFFECT_DATA = (OutcomeKind.SHORT_TERM, OutcomeKind.FINAL)
"""About students."""
ANSWERED = {
    "why": ("why",),
    "research": ("research",),
    "vision": ("picture",),
    "reality": ("in-place", "knowledge", "reality"),
    "gap": ("gap",),
}
"""The lines of a strategy's text, each with the steps of the coaching conversation that answer it."""


def action_plan(session: Session, plan: PlanSummary, day: Day) -> Document:
    sections = written(session, DocumentName.ACTION_PLAN, plan, day, action_plan_sections(session, plan, day))
    about = [plain(NOUN, "about_plan", plan=plan), plain(NOUN, "as_of", day=day)]
    if district := wordings.district_on(session, plan, day.on):
        about.insert(0, plain(NOUN, "about_district", district=district))
    return Document(
        title=plain(NOUN, "title", plan=plan),
        organization=plan.organization,
        about=about,
        made_on=day.on,
        blocks=[block for section in sections for block in section.blocks()],
    )


def action_plan_sections(session: Session, plan: PlanSummary, day: Day) -> list[DocumentSection]:
    whole = past_plan.load(session, plan, day.on)
    answers = initiative_answers.of_strategies(session, plan.id, day.on)
    following = follow_up_items.of_plan(session, plan.id, day.on)
    listed = outcomes.of_plan(session, plan.id, day.on)
    beside = past_plan.items_beside(session, plan, day.on)
    return [
        _goals(whole, listed, day),
        _section("overarching", facts=[Paragraph(plain(NOUN, "items_beside", codes=beside))] if beside else ()),
        *(
            DocumentSection(
                key=f"strategy-{strategy.code}",
                heading=plain(NOUN, "strategy", strategy=strategy),
                draft=_reasons(answers.get(strategy.code, {})),
                facts=[*_steps(strategy, following), *_monitoring(strategy, listed, day)],
            )
            for strategy in whole.strategies()
        ),
    ]


def _section(key: str, facts: Sequence[Block] = ()) -> DocumentSection:
    return DocumentSection(key=key, heading=plain(NOUN, key), draft=plain(NOUN, f"{key}_text"), facts=facts)


def _goals(whole: Plan, listed: Sequence[PlanOutcome], day: Day) -> DocumentSection:
    """The district's goal is typed; the plan's purpose, its goals and their measures stand below it."""
    measures = [outcome for outcome in listed if outcome.kind is OutcomeKind.GOAL_MEASURE]
    lines = [plain(NOUN, "purpose", purpose=" ".join(whole.purpose.split()))] if whole.purpose else []
    lines += [plain(NOUN, "goal", goal=goal) for goal in whole.goals]
    lines += [outcome_lines.line(outcome, day) for outcome in measures]
    return _section("goals", facts=[Bullets(lines) if lines else Paragraph(plain(NOUN, "no_goals"))])


def _reasons(answers: Mapping[str, str]) -> str:
    lines = []
    for name, steps in ANSWERED.items():
        given = [answers[step] for step in steps if step in answers]
        text = " ".join(plain(NOUN, "sentence", text=each) for each in given) or plain(NOUN, "not_filled_in")
        lines.append(f"{BULLET}{plain(NOUN, f'line_{name}', text=text)}")
    return "\n".join(lines)


# ---------------------------------------------------------------- action steps


def _steps(strategy: Strategy, following: Mapping[str, Sequence[FollowUpItem]]) -> Iterator[Block]:
    heading = plain(NOUN, "steps")
    yield SectionHeading(2, heading)
    items = [item for milestone in strategy.milestones for item in milestone.action_items]
    if not items:
        yield Paragraph(plain(NOUN, "no_steps"))
        return
    yield DocumentTable(
        name=plain(NOUN, "steps_of", strategy=strategy),
        columns=[plain(NOUN, column) for column in _COLUMNS],
        rows=[_row(item, following.get(item.code, ())) for item in items],
        widths=STEP_WIDTHS,
    )


def _row(item: ActionItem, following: Sequence[FollowUpItem]) -> list[Cell]:
    next_steps = tuple(plain(NOUN, "next_step", item=each) for each in following)
    return [
        (plain(NOUN, "step", item=item),),
        _filled(item.owner or ""),
        (plain(NOUN, "due", item=item),),
        _filled(item.resources),
        next_steps or (plain(NOUN, "no_next_step"),),
    ]


def _filled(text: str) -> Cell:
    return (text or plain(NOUN, "not_filled_in"),)


# ---------------------------------------------------------------- monitoring


def _monitoring(strategy: Strategy, listed: Sequence[PlanOutcome], day: Day) -> Iterator[Block]:
    """What adults do beside what students show: what is watched, and what was seen of it."""
    heading = plain(NOUN, "monitoring")
    yield SectionHeading(2, heading)
    of_strategy = [outcome for outcome in listed if outcome.code == strategy.code]
    cause = [outcome for outcome in of_strategy if outcome.kind in CAUSE_DATA]
    effect = [outcome for outcome in of_strategy if outcome.kind in EFFECT_DATA]
    yield DocumentTable(
        name=plain(NOUN, "monitoring_of", strategy=strategy),
        columns=[heading, plain(NOUN, "cause_data"), plain(NOUN, "effect_data")],
        rows=[
            [(plain(NOUN, "evidence"),), _evidence(cause, day), _evidence(effect, day)],
        ],
    )


def _evidence(listed: Sequence[PlanOutcome], day: Day) -> Cell:
    return tuple(outcome_lines.line(outcome, day) for outcome in listed) or _filled("")
