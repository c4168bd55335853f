"""What is said about a whole round, to leaders and plan managers."""

from collections.abc import Sequence
from datetime import date

from bot import blocks
from bot.blocks import Said
from bot.roster import Roster
from prompts import say
from storage.check_ins import Participation, RoundFacts
from storage.plans import PlanSummary

NOUN = "check_in"


def opened(plan: PlanSummary, opened: RoundFacts, made: Roster, later: int, closes_on: date) -> Said:
    text = say(
        NOUN,
        "opened",
        period=opened.period,
        organization=plan.organization,
        closes_on=closes_on,
        people=len(made.topics),
        topics=sum(len(topics) for topics in made.topics.values()),
        later=later,
        asks_at=plan.asks_at,
        without_person=list(made.without_person),
        ownerless=made.ownerless,
        left=list(made.left),
    )
    return Said(text=text, blocks=blocks.sections(text))


def already_open(plan: PlanSummary, known: RoundFacts, closes_on: date) -> Said:
    return Said(
        text=say(
            NOUN,
            "already_open",
            period=known.period,
            organization=plan.organization,
            is_open=known.is_open,
            closes_on=closes_on,
        )
    )


def nothing_to_ask(plan: PlanSummary) -> Said:
    return Said(text=say(NOUN, "nothing_to_ask", organization=plan.organization))


def nothing_open(plan: PlanSummary, next_on: date | None) -> Said:
    if next_on is None:
        return Said(text=say(NOUN, "nothing_open_ended", organization=plan.organization))
    return Said(text=say(NOUN, "nothing_open", organization=plan.organization, next_on=next_on))


def closed(plan: PlanSummary, of: RoundFacts, people: Sequence[Participation]) -> Said:
    return _counted("closed_now", plan, of, people)


def minutes_ready(plan: PlanSummary, of: RoundFacts, people: Sequence[Participation]) -> Said:
    return _counted("minutes_ready", plan, of, people)


def _counted(part: str, plan: PlanSummary, of: RoundFacts, people: Sequence[Participation]) -> Said:
    values = {"period": of.period, "organization": plan.organization, "asked": len(people)}
    return Said(text=say(NOUN, part, complete=_complete(people), **values))


def progress(
    plan: PlanSummary,
    of: RoundFacts,
    people: Sequence[Participation],
    closes_on: date,
    *,
    names: bool,
    hint: bool,
) -> Said:
    """`names` lists people; `hint` tells a leader where the names can be read."""
    count = say(
        NOUN,
        "round_count",
        period=of.period,
        organization=plan.organization,
        complete=_complete(people),
        begun=sum(1 for person in people if person.answered),
        asked=len(people),
        is_open=of.is_open,
        closes_on=closes_on,
    )
    lines = [str(count)]
    if names:
        lines += [say(NOUN, "round_person", person=person) for person in people]
    elif hint:
        lines.append(say(NOUN, "round_names_private"))
    text = "\n".join(lines)
    return Said(text=text, blocks=blocks.sections(text))


def _complete(people: Sequence[Participation]) -> int:
    return sum(1 for person in people if person.answered == person.asked)
