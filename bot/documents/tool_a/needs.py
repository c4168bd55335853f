"""The needs assessment in the plan's document."""

from collections.abc import Iterator

from bot.documents.document import Block, Bullets, Paragraph, SectionHeading
from bot.documents.tool_a.plan_cells import NOUN, filled, pair_table
from bot.documents.tool_a.plan_facts import Pair, PlanFacts
from conversations.documents.plan_details import ELEMENTS, PlanDetail, pairs
from prompts import plain


def needs_assessment(facts: PlanFacts) -> Iterator[Block]:
    yield SectionHeading(1, plain(NOUN, "needs"))
    yield SectionHeading(2, plain(NOUN, "elements"))
    yield Bullets(_elements(facts))
    for name in (PlanDetail.HOW_COMPLETED, PlanDetail.STAKEHOLDER_INPUT):
        yield SectionHeading(2, plain(NOUN, name))
        yield Paragraph(filled(facts.text(name)))
    yield from _data_analysis(facts)
    yield SectionHeading(2, plain(NOUN, "top_priorities"))
    priorities = facts.on_day.plan.priorities
    lines = [plain(NOUN, "priority_line", code=priority.code, title=priority.title) for priority in priorities]
    yield Bullets(lines or [filled("")])


def _elements(facts: PlanFacts) -> list[str]:
    chosen = facts.text(PlanDetail.ELEMENTS).split()
    lines = [_element(name, parts, chosen) for name, parts in ELEMENTS.items()]
    other = facts.text(PlanDetail.OTHER_ELEMENTS)
    return [*lines, plain(NOUN, "other_elements", text="; ".join(other.splitlines()))] if other else lines


def _element(name: str, parts: tuple[str, ...], chosen: list[str]) -> str:
    included = [part for part in parts if f"{name}.{part}" in chosen]
    return plain(
        NOUN,
        "element_line",
        name=plain(NOUN, f"element_{name}"),
        parts=_named(parts),
        included=_named(included) if parts else name in chosen,
        missing=_named([part for part in parts if part not in included]),
        is_answered=bool(chosen),
    )


def _named(parts: tuple[str, ...] | list[str]) -> list[str]:
    return [plain(NOUN, f"part_{part}") for part in parts]


def _data_analysis(facts: PlanFacts) -> Iterator[Block]:
    """In the template, what can be leveraged stands beside strengths and opportunities, root causes beside the rest."""
    yield SectionHeading(2, plain(NOUN, "data_analysis"))
    for name in (PlanDetail.STRENGTHS, PlanDetail.OPPORTUNITIES):
        yield from _pairs(name, name, facts.factors(name))
    yield SectionHeading(3, plain(NOUN, PlanDetail.LEVERAGE))
    yield Bullets([line for line in facts.text(PlanDetail.LEVERAGE).splitlines() if line.strip()] or [filled("")])
    for name in (PlanDetail.WEAKNESSES, PlanDetail.THREATS):
        yield from _pairs(name, name, facts.factors(name))
    typed = pairs(facts.text(PlanDetail.ROOT_CAUSES))
    yield from _pairs(PlanDetail.ROOT_CAUSES, "head_root_cause", [*facts.root_causes, *typed])


def _pairs(heading: str, column: str, listed: list[Pair]) -> Iterator[Block]:
    text = plain(NOUN, heading)
    yield SectionHeading(3, text)
    with_evidence = [(first, second or plain(NOUN, "no_evidence")) for first, second in listed]
    yield pair_table(text, (column, "head_evidence"), with_evidence)
