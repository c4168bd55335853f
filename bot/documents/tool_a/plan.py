"""Tool A whole as a document: the school improvement plan with its reporting."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from sqlalchemy.orm import Session

from bot.documents.document import Block, Bullets, Cell, Document, Paragraph, SectionHeading
from bot.documents.tool_a import implementation, plan_facts
from bot.documents.tool_a.needs import needs_assessment
from bot.documents.tool_a.plan_cells import NOUN, capital, filled, measure_table, pair_table, table, timeline
from bot.documents.tool_a.plan_facts import PlanFacts, PlanPerson
from bot.documents.tool_a.priorities import PriorityReports, priority_planning
from bot.documents.tool_a.quarter import NOUN as REPORTING
from bot.messages import minutes_lines
from conversations.documents.plan_details import PlanDetail, pairs
from conversations.highlight import Change, Modification, modified
from plans.item_progress import Day
from plans.mentions import mention
from plans.plan import Goal, Priority, Strategy
from prompts import formats, plain
from storage.documents import supports
from storage.people import mentions
from storage.plans import plan_month
from storage.plans.plans import PlanSummary

GOAL_YEARS = 3
AT_A_GLANCE = (
    PlanDetail.DATE_OF_PLAN,
    "date_of_update",
    PlanDetail.UPDATE_SUMMARY,
    "school_name",
    PlanDetail.ESSA_STATUS,
    PlanDetail.CITY_COUNTY,
    PlanDetail.ZIP_CODE,
    PlanDetail.PHONE_NUMBER,
    PlanDetail.PRINCIPAL,
    PlanDetail.CONTACT_INFORMATION,
    "district",
    PlanDetail.SUPERINTENDENT,
    PlanDetail.DISTRICT_LIAISON,
    PlanDetail.DESIGNATION,
    PlanDetail.TITLE_I_STATUS,
)
"""In the template's order. Those that are no details come from the plan itself."""
SIGN_ON_PAPER = ("sign_teaching", "sign_board", "sign_family", "sign_family", "sign_community")
_TOLD_TWICE = frozenset({Change.BACK_ON_TRACK, Change.BEHIND_AGAIN})
"""What became of a moved date is no change of the plan."""


def plan(session: Session, summary: PlanSummary, day: Day) -> Document:
    """As of the day: the same facts whenever it is made."""
    facts = plan_facts.load(session, summary, day)
    changes = _changes(session, facts)
    reports = PriorityReports(
        tables=implementation.load(session, summary, day), supports=supports.as_of(session, summary, day.on)
    )
    return Document(
        title=plain(NOUN, "title", plan=summary),
        organization=summary.organization,
        about=[
            plain(NOUN, "about_plan", plan=facts.on_day.plan),
            plain(NOUN, "as_of", day=day),
            plain(REPORTING, "how_counted"),
        ],
        made_on=day.on,
        blocks=[
            *_at_a_glance(facts, changes),
            *_direction(facts),
            *needs_assessment(facts),
            *priority_planning(facts.on_day, reports, day),
            *_glossary(facts),
            *_update(session, facts, changes),
            *_attachments(facts),
        ],
    )


# ---------------------------------------------------------------- at a glance


def _at_a_glance(facts: PlanFacts, changes: Sequence[Modification]) -> Iterator[Block]:
    heading = plain(NOUN, "at_a_glance")
    yield SectionHeading(1, heading)
    rows = [[(plain(NOUN, name),), (_glance_cell(facts, name, changes),)] for name in AT_A_GLANCE]
    yield table(heading, ("head_item", "head_entry"), rows)
    team = plain(NOUN, "leadership_team")
    yield SectionHeading(2, team)
    yield pair_table(team, ("head_name", "head_position"), pairs(facts.text(PlanDetail.LEADERSHIP_TEAM)))


def _glance_cell(facts: PlanFacts, name: str, changes: Sequence[Modification]) -> str:
    match name:
        case PlanDetail.DATE_OF_PLAN:
            return _with_year(_date_of_plan(facts))
        case "date_of_update":
            return _with_year(max(change.on for change in changes)) if changes else _no_update()
        case PlanDetail.UPDATE_SUMMARY:
            counted = plain(NOUN, "changes_counted", count=len(changes)) if changes else _no_update()
            return facts.text(PlanDetail.UPDATE_SUMMARY) or counted
        case "school_name":
            return facts.plan.organization
        case "district":
            return filled(facts.district)
    return filled(facts.text(PlanDetail(name)))


def _with_year(on: date) -> str:
    with formats.for_a_file():
        return plain(NOUN, "a_day", on=on)


def _no_update() -> str:
    return plain(NOUN, "no_update")


def _date_of_plan(facts: PlanFacts) -> date:
    return date.fromisoformat(facts.text(PlanDetail.DATE_OF_PLAN))


# ---------------------------------------------------------------- strategic direction


def _direction(facts: PlanFacts) -> Iterator[Block]:
    yield SectionHeading(1, plain(NOUN, "direction"))
    for name in (PlanDetail.VISION, PlanDetail.MISSION):
        yield SectionHeading(2, plain(NOUN, name))
        yield Paragraph(filled(facts.text(name)))
    for goal in facts.on_day.plan.goals or (Goal(code="1", text=""),):
        yield from _goal(goal)
    yield from _overview(facts.on_day.plan.priorities)
    yield from _signatures(facts.people)


def _goal(goal: Goal) -> Iterator[Block]:
    heading = plain(NOUN, "goal", code=goal.code, text=goal.text)
    yield SectionHeading(2, heading)
    if goal.explanation:
        yield Paragraph(goal.explanation)
    columns = ("head_measure", "head_indicators", "head_source", "head_baseline")
    yield measure_table(heading, columns, goal.measures, years=GOAL_YEARS, is_numbered=True)


def _overview(priorities: Sequence[Priority]) -> Iterator[Block]:
    heading = plain(NOUN, "overview")
    yield SectionHeading(2, heading)
    columns = ("head_priority", "head_strategy", "head_indicator", "head_milestones", "head_timeline")
    rows = [row for priority in priorities for row in _overview_rows(priority)]
    yield table(heading, columns, rows)


def _overview_rows(priority: Priority) -> Iterator[list[Cell]]:
    """A row for each milestone, so that its date stands beside it."""
    area: Cell = (plain(NOUN, "numbered", code=priority.code, title=priority.title),)
    for strategy in priority.strategies or (None,):
        if strategy is None:
            yield [area, *[(filled(""),)] * 4]
            continue
        named: Cell = (plain(NOUN, "numbered", code=strategy.code, title=strategy.title),)
        for name, timeline_cell in _milestone_cells(strategy):
            yield [area, named, _indicators(strategy), name, timeline_cell]


def _indicators(strategy: Strategy) -> Cell:
    return tuple(capital(measure.indicator) for measure in strategy.measures) or (filled(""),)


def _milestone_cells(strategy: Strategy) -> Iterable[tuple[Cell, Cell]]:
    cells = [
        ((plain(NOUN, "milestone_line", milestone=milestone),), (filled(timeline(None, milestone.due)),))
        for milestone in strategy.milestones
    ]
    return cells or [((filled(""),), (filled(""),))]


def _signatures(people: Sequence[PlanPerson]) -> Iterator[Block]:
    heading, line = plain(NOUN, "signatures"), plain(NOUN, "blank_line")
    yield SectionHeading(2, heading)
    yield Paragraph(plain(NOUN, "signatures_sentence"))
    rows = [[mention(person.person_id), ", ".join(person.positions), _part(person), line] for person in people]
    rows += [[line, plain(NOUN, position), line, line] for position in SIGN_ON_PAPER]
    rows.append([line] * 4)
    columns = ("head_name", "head_position", "head_role", "head_signature")
    yield table(heading, columns, [[(cell,) for cell in row] for row in rows])


def _part(person: PlanPerson) -> str:
    if person.is_of_district:
        return plain(NOUN, "part_of_district")
    parts = [plain(NOUN, "part_led", code=code, depth=code.count(".")) for code in person.codes]
    whole = [plain(NOUN, "part_whole")] if person.is_leader else []
    return plain(NOUN, "part_in_plan", parts=[*whole, *parts])


# ---------------------------------------------------------------- glossary, update, attachments


def _glossary(facts: PlanFacts) -> Iterator[Block]:
    heading = plain(NOUN, "glossary")
    yield SectionHeading(1, heading)
    yield pair_table(heading, ("head_term", "head_meaning"), pairs(facts.text(PlanDetail.GLOSSARY)))


def _changes(session: Session, facts: PlanFacts) -> list[Modification]:
    """What was changed after the date of the plan, and after it was brought in."""
    begun = max(_date_of_plan(facts), facts.plan.created_on)
    changes = plan_month.all_changes(session, facts.plan.id, begun + timedelta(days=1), facts.day.on)
    return [change for change in changes if change.change not in _TOLD_TWICE]


def _update(session: Session, facts: PlanFacts, changes: Sequence[Modification]) -> Iterator[Block]:
    yield SectionHeading(1, plain(NOUN, "update"))
    if changes:
        lines = [minutes_lines.line(modified(change)).text for change in changes]
        yield Bullets([mentions.with_ids(session, facts.plan.id, line) for line in lines])
    else:
        yield Paragraph(_no_update())


def _attachments(facts: PlanFacts) -> Iterator[Block]:
    heading = plain(NOUN, "attachments")
    yield SectionHeading(1, heading)
    yield pair_table(heading, ("head_attachment", "head_where"), pairs(facts.text(PlanDetail.ATTACHMENTS)))
