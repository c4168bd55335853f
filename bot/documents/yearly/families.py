"""The year's report for families: short sentences, no codes and no terms of the trade. Leaders edit its texts."""

from collections.abc import Iterable, Sequence

from sqlalchemy.orm import Session

from bot.documents.document import Block, Bullets, Document, Paragraph
from bot.documents.yearly.sections import BULLET, DocumentSection, written
from conversations.documents.names import DocumentName
from plans.item_progress import Day
from plans.milestones import MilestoneState
from plans.outcomes import OutcomeKind, PlanOutcome
from prompts import plain
from storage.plans import milestones, wordings
from storage.plans.plans import PlanSummary
from storage.rollovers import reports
from storage.rounds import outcomes

NOUN = "documents.families"
OF_STUDENTS = (OutcomeKind.GOAL_MEASURE, OutcomeKind.FINAL, OutcomeKind.SHORT_TERM)
"""The outcomes that tell how students are doing, in this order. The others are about adults."""

MOST_LISTED = 8
"""Lines of one list, so that the report stays within two pages. It says how many more there are."""


def families(session: Session, plan: PlanSummary, day: Day) -> Document:
    sections = written(session, DocumentName.FAMILIES, plan, day, families_sections(session, plan, day))
    return Document(
        title=plain(NOUN, "title", plan=plan),
        organization=plan.organization,
        about=[plain(NOUN, "about", day=day)],
        made_on=day.on,
        blocks=[block for section in sections for block in section.blocks()],
        is_landscape=False,
    )


def families_sections(session: Session, plan: PlanSummary, day: Day) -> list[DocumentSection]:
    standing = milestones.as_of(session, plan.id, day)
    done = [each.title for each in standing if each.state is MilestoneState.COMPLETE]
    left = [each.title for each in standing if each.state is not MilestoneState.COMPLETE]
    goals = [*wordings.goals(session, plan.id, day.on).values()]
    priorities = [*wordings.priorities(session, plan.id, day.on).values()]
    continuing = [each.next_title for each in reports.carried_over(session, plan.id, day.on)]
    counted = Paragraph(plain(NOUN, "steps_done", done=len(done), total=len(standing)))
    return [
        _section("aim", _listed("goals", goals), _listed("priorities", priorities)),
        _section("done", _listed("steps_finished", done), facts=[counted] if standing else ()),
        _section("changed", facts=_changes(outcomes.of_plan(session, plan.id, day.on))),
        _section("left", _listed("steps_left", left) if standing else plain(NOUN, "no_steps")),
        _section("next", *([_listed("steps_go_on", continuing)] if continuing else [])),
        _section("help"),
    ]


def _section(key: str, *drafts: str, facts: Sequence[Block] = ()) -> DocumentSection:
    """Without a text of its own, the draft is the one that the words have for every school."""
    draft = "\n".join(drafts) or plain(NOUN, f"{key}_text")
    return DocumentSection(key=key, heading=plain(NOUN, key), draft=draft, facts=facts)


def _listed(block: str, lines: Sequence[str]) -> str:
    if not lines:
        return plain(NOUN, f"no_{block}")
    listed = [plain(NOUN, "line", text=line) for line in lines[:MOST_LISTED]]
    if more := len(lines) - len(listed):
        listed.append(plain(NOUN, "more", count=more))
    return "\n".join([plain(NOUN, block), *(f"{BULLET}{line}" for line in listed)])


def _changes(listed: Iterable[PlanOutcome]) -> list[Block]:
    of_students = sorted(
        (outcome for outcome in listed if outcome.kind in OF_STUDENTS),
        key=lambda outcome: OF_STUDENTS.index(outcome.kind),
    )
    if not of_students:
        return [Paragraph(plain(NOUN, "no_numbers"))]
    changes = [plain(NOUN, "change", outcome=each, of_100=_of_100(each)) for each in of_students[:MOST_LISTED]]
    if more := len(of_students) - len(changes):
        changes.append(plain(NOUN, "more", count=more))
    return [Bullets(changes)]


def _of_100(outcome: PlanOutcome) -> int | None:
    """A percentage as a number of students; None of a value that is none, or that may not be shown."""
    reading = outcome.report.reading if outcome.report else None
    figure = reading.figure if reading and not reading.withheld else None
    if figure is None or figure.unit != "%" or figure.whole or figure.number != int(figure.number):
        return None
    return int(figure.number)
