"""A plan in the template of an accelerated improvement plan, from which plans/files/ reads the same plan again."""

from collections.abc import Iterator, Sequence
from datetime import date

from sqlalchemy.orm import Session

from bot.documents.document import Block, Cell, Document, DocumentTable, Paragraph, SectionHeading
from plans.dates import PlanYear
from plans.files.benchmark_dates import date_in_words
from plans.item_progress import Day
from plans.plan import (
    SECTION_1,
    ActionItem,
    Benchmark,
    BenchmarkKind,
    Goal,
    Measure,
    Milestone,
    Plan,
    Priority,
    Strategy,
)
from plans.practices import PRACTICES
from prompts import formats, plain
from storage.documents import past_plan
from storage.people import organizations
from storage.plans import wordings
from storage.plans.plans import PlanSummary

NOUN = "documents.aip"
SCHOOL = "school"
THEORY = ("if_we", "then", "and_so")
ACTIVITY_WIDTH, OTHER_WIDTH = 5, 3
DIRECTION = ("vision", "mission", "purpose")


def aip(session: Session, plan: PlanSummary, day: Day) -> Document:
    """As of the day. Each date has its year, so that it is read as it is meant."""
    whole = past_plan.load(session, plan, day.on)
    level = organizations.level(session, plan.organization_id)
    with formats.for_a_file():
        lines = header(whole, level, wordings.district_on(session, plan, day.on))
        lines.append(plain("documents", "as_of", day=day))
        if beside := past_plan.items_beside(session, plan, day.on):
            lines.append(plain(NOUN, "items_beside", codes=beside))
        return document(whole, lines, day.on)


def document(plan: Plan, about: Sequence[str], on: date) -> Document:
    return Document(
        title=plain(NOUN, "title", plan=plan),
        organization=plan.organization,
        about=about,
        made_on=on,
        blocks=[
            *_section_1(plan),
            *(
                block
                for priority in plan.priorities
                for strategy in priority.strategies
                for block in _initiative(plan, priority, strategy)
            ),
            *_beyond(plan),
        ],
    )


def header(plan: Plan, level: str, above: str) -> list[str]:
    lines = [plain(NOUN, "about_title", plan=plan), plain(NOUN, "about_year", plan=plan)]
    if level != SCHOOL:
        return [plain(NOUN, "about_organization", plan=plan, level=level), *lines]
    district = [plain("documents", "about_district", district=above)] if above else []
    return [plain(NOUN, "about_school", plan=plan), *district, *lines]


def _lines(text: str) -> Cell:
    return tuple(text.split("\n")) if text else (plain(NOUN, "not_in_plan"),)


def _form(name: str, sheet: str, corner: str, rows: Sequence[tuple[str, Cell]]) -> DocumentTable:
    """A form: what is asked, and what the plan says."""
    return DocumentTable(
        name=name,
        sheet=sheet,
        columns=[corner, plain(NOUN, "in_the_plan")],
        rows=[[(label,), content] for label, content in rows],
        widths=[2, 3],
    )


# ---------------------------------------------------------------- Section 1


def _section_1(plan: Plan) -> Iterator[Block]:
    """The objectives and initiatives are listed after why they are important, as in the template."""
    title = plain(NOUN, "section_1")
    texts = {name: (plain(NOUN, name), _lines(getattr(plan, name))) for name in SECTION_1}
    outcomes = texts.pop("end_of_year_outcomes")
    yield SectionHeading(1, title)
    yield _form(title, title, title, [*texts.values(), *map(_objective, plan.priorities), outcomes])


def _objective(priority: Priority) -> tuple[str, Cell]:
    initiatives = tuple(
        plain(NOUN, "initiative", number=_number(strategy.code), title=_line(strategy.title))
        for strategy in priority.strategies
    )
    return _objective_title(priority), initiatives or _lines("")


def _objective_title(priority: Priority) -> str:
    return plain(NOUN, "objective", number=priority.code, title=_line(priority.title))


def _number(code: str) -> str:
    return code.rpartition(".")[2]


def _line(text: str) -> str:
    return " ".join(text.split())


# ---------------------------------------------------------------- Section 2


def _initiative(plan: Plan, priority: Priority, strategy: Strategy) -> Iterator[Block]:
    title = plain(NOUN, "initiative", number=strategy.code, title=_line(strategy.title))
    section, sheet = plain(NOUN, "section_2"), plain(NOUN, "sheet_of_strategy", code=strategy.code)
    rows = [*_template_rows(plan, priority, strategy), *_own_rows(plan, strategy)]
    yield SectionHeading(1, section)
    yield SectionHeading(2, title)
    yield _form(plain(NOUN, "name_of_sheet", code=strategy.code), sheet, section, rows)
    if strategy.measures:
        heading = plain(NOUN, "measures")
        yield SectionHeading(2, heading)
        yield _measures(f"{title}\n{heading}", plain(NOUN, "sheet_of_measures", code=strategy.code), strategy.measures)
    yield Paragraph(_objective_title(priority))
    yield Paragraph(plain(NOUN, "initiative", number=_number(strategy.code), title=_line(strategy.title)))
    if _is_plain(strategy) or not strategy.milestones:
        items = [item for milestone in strategy.milestones for item in milestone.action_items]
        yield _activities(title, plain(NOUN, "sheet_of_activities", code=strategy.code), items, plan)
        return
    for milestone in strategy.milestones:
        heading = _milestone_title(milestone)
        yield SectionHeading(2, heading)
        sheet = plain(NOUN, "sheet_of_activities", code=milestone.code)
        yield _activities(heading, sheet, milestone.action_items, plan)


def _template_rows(plan: Plan, priority: Priority, strategy: Strategy) -> Iterator[tuple[str, Cell]]:
    number = _number(strategy.code)
    description = plain(NOUN, "description", number=number, title=_line(strategy.title))
    yield plain(NOUN, "row_a", number=priority.code), _lines(_line(priority.title))
    yield plain(NOUN, "row_b"), _lines(priority.lead or "")
    yield plain(NOUN, "row_c"), _lines(description)
    yield plain(NOUN, "row_d"), _lines(strategy.lead or "")
    yield plain(NOUN, "row_e"), _benchmarks(plan, strategy, BenchmarkKind.SHORT_TERM)
    yield plain(NOUN, "row_f"), _benchmarks(plan, strategy, BenchmarkKind.EARLY_EVIDENCE)
    yield plain(NOUN, "row_g"), _lines(strategy.resources)


def _own_rows(plan: Plan, strategy: Strategy) -> Iterator[tuple[str, Cell]]:
    """What the template has no place for. Only what the plan says."""
    if any(benchmark.kind is BenchmarkKind.FINAL for benchmark in strategy.benchmarks):
        yield plain(NOUN, "final_outcomes"), _benchmarks(plan, strategy, BenchmarkKind.FINAL)
    for name in THEORY:
        if text := getattr(strategy, name):
            yield plain(NOUN, name), _lines(_line(text))
    if strategy.practice:
        practice = plain(NOUN, "practice_name", code=strategy.practice, name=PRACTICES[strategy.practice].name)
        yield plain(NOUN, "practice"), _lines(practice)
    if not _is_plain(strategy):
        for milestone in strategy.milestones:
            yield _milestone_title(milestone), tuple(_about_milestone(milestone)) or _lines("")


def _benchmarks(plan: Plan, strategy: Strategy, kind: BenchmarkKind) -> Cell:
    year = PlanYear.parse(plan.school_year)
    lines = tuple(_benchmark(each, year) for each in strategy.benchmarks if each.kind is kind)
    return lines or _lines("")


def _benchmark(benchmark: Benchmark, year: PlanYear | None) -> str:
    """A date that the words already have isn't said twice."""
    text = _line(benchmark.text)
    by = benchmark.due if benchmark.due != date_in_words(text, year) else None
    return plain(NOUN, "benchmark", text=text, by=by)


# ---------------------------------------------------------------- milestones and activities


def _is_plain(strategy: Strategy) -> bool:
    """Whether its one milestone says no more than the initiative, as where a template has none."""
    if len(strategy.milestones) != 1:
        return False
    [only] = strategy.milestones
    says_more = only.team or only.quarter or only.due or only.lead not in (None, strategy.lead)
    return (
        only.code == f"{strategy.code}.1" and only.title == strategy.title and not says_more and bool(only.action_items)
    )


def _milestone_title(milestone: Milestone) -> str:
    return plain(NOUN, "milestone", code=milestone.code, title=_line(milestone.title))


def _about_milestone(milestone: Milestone) -> Iterator[str]:
    if milestone.lead:
        yield plain(NOUN, "milestone_lead", lead=milestone.lead)
    if milestone.quarter:
        yield plain(NOUN, "milestone_quarter", quarter=milestone.quarter)
    if milestone.due:
        yield plain(NOUN, "milestone_due", due=milestone.due)
    if milestone.team:
        yield plain(NOUN, "milestone_team", team=milestone.team)


def _activities(name: str, sheet: str, items: Sequence[ActionItem], plan: Plan) -> DocumentTable:
    """The template's four columns, and more where the plan has more to say; the same in all tables."""
    more = [label for label in _MORE if any(_more(item, label) for item in plan.action_items())]
    columns = [plain(NOUN, label) for label in ("activities", "who", "start", "complete", *more)]
    rows = [[*_activity(item), *(_lines(_more(item, label)) for label in more)] for item in items]
    return DocumentTable(
        name=name,
        sheet=sheet,
        columns=columns,
        rows=rows or [[_lines("")] * len(columns)],
        widths=[ACTIVITY_WIDTH, *[OTHER_WIDTH] * (len(columns) - 1)],
    )


_MORE = ("resources", "collaborators", "outputs")


def _activity(item: ActionItem) -> Iterator[Cell]:
    yield (plain(NOUN, "activity", code=item.code, text=_line(item.text)),)
    yield _lines(item.owner or "")
    yield _lines(plain(NOUN, "on", day=item.start) if item.start else "")
    if item.due:
        yield (plain(NOUN, "on", day=item.due),)
    else:
        yield _lines(plain(NOUN, "ongoing") if item.ongoing else "")


def _more(item: ActionItem, label: str) -> str:
    return {
        "resources": _line(item.resources),
        "collaborators": "; ".join(item.collaborators),
        "outputs": _line(item.output),
    }[label]


# ---------------------------------------------------------------- what the template has no place for


def _measures(name: str, sheet: str, measures: Sequence[Measure]) -> DocumentTable:
    years = max(1, *(len(measure.targets) for measure in measures))
    columns = [plain(NOUN, label) for label in ("indicator", "source", "baseline")]
    columns += [plain(NOUN, "target_year", number=number) for number in range(1, years + 1)]
    rows = []
    for measure in measures:
        targets = [*measure.targets, *[""] * (years - len(measure.targets))]
        rows.append([_lines(_line(text)) for text in (measure.indicator, measure.source, measure.baseline, *targets)])
    widths = [4, 3, *[2] * (len(columns) - 2)]
    return DocumentTable(name=name, sheet=sheet, columns=columns, rows=rows, widths=widths)


def _beyond(plan: Plan) -> Iterator[Block]:
    """Last, since objectives below a goal would be read as serving it."""
    texts = [(plain(NOUN, name), _lines(_line(getattr(plan, name)))) for name in DIRECTION if getattr(plan, name)]
    goals = [(_goal_title(goal), _explanation(goal)) for goal in plan.goals]
    if not texts and not goals:
        return
    title = plain(NOUN, "beyond")
    yield SectionHeading(1, title)
    yield _form(title, title, title, [*texts, *goals])
    for goal in plan.goals:
        if goal.measures:
            heading = _goal_title(goal)
            yield SectionHeading(2, heading)
            yield _measures(heading, plain(NOUN, "sheet_of_goal", code=goal.code), goal.measures)


def _goal_title(goal: Goal) -> str:
    return plain(NOUN, "goal", code=goal.code, text=_line(goal.text))


def _explanation(goal: Goal) -> Cell:
    return (plain(NOUN, "explanation", text=_line(goal.explanation)),) if goal.explanation else _lines("")
