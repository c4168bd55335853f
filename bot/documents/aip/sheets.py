"""A plan in the template of an accelerated improvement plan, from which plans/files/ reads the same plan again."""

from collections.abc import Iterator, Sequence
from datetime import date

from sqlalchemy.orm import Session

from bot.documents.aip.activities import NOUN, ActivityTables, line_of, lines_of
from bot.documents.document import Block, Cell, Document, DocumentTable, Paragraph, SectionHeading
from plans.calendar import SchoolYear
from plans.dates import PlanYear
from plans.files.benchmark_dates import date_in_words
from plans.item_progress import Day
from plans.objectives import OWN
from plans.plan import (
    SECTION_1,
    Benchmark,
    BenchmarkKind,
    Goal,
    Measure,
    Milestone,
    Plan,
    Priority,
    Strategy,
)
from plans.practices import named
from plans.school_calendar import Term
from prompts import formats, plain
from storage.documents import past_plan
from storage.people import calendars, organizations
from storage.plans import wordings
from storage.plans.plans import PlanSummary

BY_QUARTER = "documents.aip_by_quarter"
SCHOOL = "school"
THEORY = ("if_we", "then", "and_so")
DIRECTION = ("vision", "mission", "purpose")


def aip(session: Session, plan: PlanSummary, day: Day) -> Document:
    return _as_of(session, plan, day, ())


def aip_by_quarter(session: Session, plan: PlanSummary, day: Day) -> Document:
    """The same with the overview and the order of a plan that goes by quarters."""
    calendar = calendars.of(session, plan.organization_id)
    return _as_of(session, plan, day, calendar.quarters(SchoolYear.of(plan.starts_on)))


def _as_of(session: Session, plan: PlanSummary, day: Day, quarters: Sequence[Term]) -> Document:
    """Each date has its year, so that it is read as it is meant."""
    whole = past_plan.load(session, plan, day.on)
    level = organizations.level(session, plan.organization_id)
    with formats.for_a_file():
        lines = header(whole, level, wordings.district_on(session, plan, day.on))
        lines.append(plain("documents", "as_of", day=day))
        if beside := past_plan.items_beside(session, plan, day.on):
            lines.append(plain(NOUN, "items_beside", codes=beside))
        return document(whole, lines, day.on, quarters)


def document(plan: Plan, about: Sequence[str], on: date, quarters: Sequence[Term] = ()) -> Document:
    tables = ActivityTables(plan, quarters)
    return Document(
        title=plain(BY_QUARTER if quarters else NOUN, "title", plan=plan),
        organization=plan.organization,
        about=about,
        made_on=on,
        blocks=[
            *_section_1(plan),
            *(block for priority in plan.priorities for block in _objective_blocks(priority, tables)),
            *_beyond(plan),
        ],
    )


def header(plan: Plan, level: str, above: str) -> list[str]:
    lines = [plain(NOUN, "about_title", plan=plan), plain(NOUN, "about_year", plan=plan)]
    if level != SCHOOL:
        return [plain(NOUN, "about_organization", plan=plan, level=level), *lines]
    district = [plain("documents", "about_district", district=above)] if above else []
    return [plain(NOUN, "about_school", plan=plan), *district, *lines]


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
    texts = {name: (plain(NOUN, name), lines_of(getattr(plan, name))) for name in SECTION_1}
    outcomes = texts.pop("end_of_year_outcomes")
    yield SectionHeading(1, title)
    yield _form(title, title, title, [*texts.values(), *map(_objective, plan.priorities), outcomes])


def _objective(priority: Priority) -> tuple[str, Cell]:
    initiatives = tuple(
        plain(NOUN, "initiative", number=_number(strategy.code), title=line_of(strategy.title))
        for strategy in priority.strategies
    )
    return _objective_title(priority), initiatives or lines_of("")


def _objective_title(priority: Priority) -> str:
    return plain(NOUN, "objective", number=priority.code, title=line_of(priority.title))


def _number(code: str) -> str:
    return code.rpartition(".")[2]


# ---------------------------------------------------------------- Section 2


def _objective_blocks(priority: Priority, tables: ActivityTables) -> Iterator[Block]:
    if tables.quarters:
        title = _objective_title(priority)
        yield SectionHeading(1, title)
        yield _overview(title, priority, tables.plan)
    for strategy in priority.strategies:
        yield from _initiative(priority, strategy, tables)


def _overview(title: str, priority: Priority, plan: Plan) -> DocumentTable:
    """The initiatives of an objective beside everything that will show that they work."""
    rows = []
    for strategy in priority.strategies:
        description = plain(NOUN, "description", number=_number(strategy.code), title=line_of(strategy.title))
        outcomes = [(plain(BY_QUARTER, kind), *_benchmarks(plan, strategy, kind)) for kind in BenchmarkKind]
        rows.append([(description,), tuple(line for lines in outcomes for line in lines)])
    columns = [plain(BY_QUARTER, label) for label in ("initiative", "all_outcomes")]
    return DocumentTable(
        name=title,
        sheet=plain(BY_QUARTER, "sheet_of_objective", code=priority.code),
        columns=columns,
        rows=rows,
        widths=[2, 3],
    )


def _initiative(priority: Priority, strategy: Strategy, tables: ActivityTables) -> Iterator[Block]:
    plan = tables.plan
    title = plain(NOUN, "initiative", number=strategy.code, title=line_of(strategy.title))
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
    yield Paragraph(plain(NOUN, "initiative", number=_number(strategy.code), title=line_of(strategy.title)))
    if _is_plain(strategy) or not strategy.milestones:
        items = [item for milestone in strategy.milestones for item in milestone.action_items]
        yield tables.table(title, plain(NOUN, "sheet_of_activities", code=strategy.code), items)
        return
    for milestone in strategy.milestones:
        heading = _milestone_title(milestone)
        yield SectionHeading(2, heading)
        sheet = plain(NOUN, "sheet_of_activities", code=milestone.code)
        yield tables.table(heading, sheet, milestone.action_items)


def _template_rows(plan: Plan, priority: Priority, strategy: Strategy) -> Iterator[tuple[str, Cell]]:
    number = _number(strategy.code)
    description = plain(NOUN, "description", number=number, title=line_of(strategy.title))
    yield plain(NOUN, "row_a", number=priority.code), lines_of(line_of(priority.title))
    yield plain(NOUN, "row_b"), lines_of(priority.lead or "")
    yield plain(NOUN, "row_c"), lines_of(description)
    yield plain(NOUN, "row_d"), lines_of(strategy.lead or "")
    yield plain(NOUN, "row_e"), _benchmarks(plan, strategy, BenchmarkKind.SHORT_TERM)
    yield plain(NOUN, "row_f"), _benchmarks(plan, strategy, BenchmarkKind.EARLY_EVIDENCE)
    yield plain(NOUN, "row_g"), lines_of(strategy.resources)


def _own_rows(plan: Plan, strategy: Strategy) -> Iterator[tuple[str, Cell]]:
    """What the template has no place for. Only what the plan says."""
    if any(benchmark.kind is BenchmarkKind.FINAL for benchmark in strategy.benchmarks):
        yield plain(NOUN, "final_outcomes"), _benchmarks(plan, strategy, BenchmarkKind.FINAL)
    for name in THEORY:
        if text := getattr(strategy, name):
            yield plain(NOUN, name), lines_of(line_of(text))
    if strategy.practice:
        yield plain(NOUN, "practice"), lines_of("; ".join(named(strategy.practice, plan.own_practices)))
    if strategy.serves:
        is_own = strategy.serves == OWN
        yield plain(NOUN, "serves"), lines_of(plain("objectives", "own") if is_own else line_of(strategy.serves))
    if not _is_plain(strategy):
        for milestone in strategy.milestones:
            yield _milestone_title(milestone), tuple(_about_milestone(milestone)) or lines_of("")


def _benchmarks(plan: Plan, strategy: Strategy, kind: BenchmarkKind) -> Cell:
    year = PlanYear.parse(plan.school_year)
    lines = tuple(_benchmark(each, year) for each in strategy.benchmarks if each.kind is kind)
    return lines or lines_of("")


def _benchmark(benchmark: Benchmark, year: PlanYear | None) -> str:
    """A date that the words already have isn't said twice."""
    text = line_of(benchmark.text)
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
    return plain(NOUN, "milestone", code=milestone.code, title=line_of(milestone.title))


def _about_milestone(milestone: Milestone) -> Iterator[str]:
    if milestone.lead:
        yield plain(NOUN, "milestone_lead", lead=milestone.lead)
    if milestone.quarter:
        yield plain(NOUN, "milestone_quarter", quarter=milestone.quarter)
    if milestone.due:
        yield plain(NOUN, "milestone_due", due=milestone.due)
    if milestone.team:
        yield plain(NOUN, "milestone_team", team=milestone.team)


# ---------------------------------------------------------------- what the template has no place for


def _measures(name: str, sheet: str, measures: Sequence[Measure]) -> DocumentTable:
    years = max(1, *(len(measure.targets) for measure in measures))
    columns = [plain(NOUN, label) for label in ("indicator", "source", "baseline")]
    columns += [plain(NOUN, "target_year", number=number) for number in range(1, years + 1)]
    rows = []
    for measure in measures:
        targets = [*measure.targets, *[""] * (years - len(measure.targets))]
        rows.append(
            [lines_of(line_of(text)) for text in (measure.indicator, measure.source, measure.baseline, *targets)]
        )
    widths = [4, 3, *[2] * (len(columns) - 2)]
    return DocumentTable(name=name, sheet=sheet, columns=columns, rows=rows, widths=widths)


def _beyond(plan: Plan) -> Iterator[Block]:
    """Last, since objectives below a goal would be read as serving it."""
    texts = [(plain(NOUN, name), lines_of(line_of(getattr(plan, name)))) for name in DIRECTION if getattr(plan, name)]
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
    return plain(NOUN, "goal", code=goal.code, text=line_of(goal.text))


def _explanation(goal: Goal) -> Cell:
    return (plain(NOUN, "explanation", text=line_of(goal.explanation)),) if goal.explanation else lines_of("")
