"""What is said about a whole round, to leaders and plan managers."""

from collections.abc import Collection, Sequence
from datetime import date, time

from bot import blocks
from bot.blocks import MessageContent
from bot.check_ins.roster import Roster
from bot.messages.check_ins.request import NOUN, noun_of
from plans.cadences import Cadence
from prompts import plain, say
from storage.plans.plans import PlanSummary
from storage.rounds.answers import Participation
from storage.rounds.rounds import RoundFacts


def name_of(cadence: Cadence, period: str) -> str:
    """November 2026 check-in, 2026-27 quarter 2 review, …"""
    return plain(noun_of(cadence), "round_name", period=period)


def opened(plan: PlanSummary, opened: RoundFacts, roster: Roster, later: int, closes_on: date) -> MessageContent:
    text = say(
        NOUN,
        "opened",
        name=name_of(opened.cadence, opened.period),
        organization=plan.organization,
        closes_on=closes_on,
        people=sum(1 for addressee in roster.topics if addressee.channel is None),
        teams=sum(1 for addressee in roster.topics if addressee.channel is not None),
        topics=sum(len(topics) for topics in roster.topics.values()),
        later=later,
        asks_at=time.fromisoformat(plan.asks_at),
        without_person=list(roster.without_person),
        ownerless=roster.ownerless,
        left=list(roster.left),
        away=_away(roster),
    )
    return MessageContent(text=text, blocks=blocks.sections(text))


def _away(roster: Roster) -> list[str]:
    """Names of those who are away and for whom nobody stands in."""
    alone = (
        addressee.person_id
        for addressee in roster.topics
        if addressee.stand_in_id is None and addressee.person_id in roster.away
    )
    return [roster.people[person_id].name for person_id in alone if person_id is not None]


def already_open(plan: PlanSummary, existing: RoundFacts, closes_on: date) -> MessageContent:
    return MessageContent(
        text=say(
            NOUN,
            "already_open",
            name=name_of(existing.cadence, existing.period),
            cadence=existing.cadence,
            organization=plan.organization,
            is_open=existing.is_open,
            closes_on=closes_on,
        )
    )


def nothing_to_ask(plan: PlanSummary, cadence: Cadence) -> MessageContent:
    return MessageContent(text=say(noun_of(cadence), "nothing_to_ask", organization=plan.organization))


def not_by_hand(plan: PlanSummary, cadence: Cadence) -> MessageContent:
    part = "not_by_hand" if cadence is Cadence.EVIDENCE else "no_such_round"
    return MessageContent(text=say(NOUN, part, organization=plan.organization))


def nothing_open(plan: PlanSummary, next_on: date | None) -> MessageContent:
    if next_on is None:
        return MessageContent(text=say(NOUN, "nothing_open_ended", organization=plan.organization))
    return MessageContent(text=say(NOUN, "nothing_open", organization=plan.organization, next_on=next_on))


def closed(plan: PlanSummary, of: RoundFacts, people: Sequence[Participation]) -> MessageContent:
    return _counted("closed_now", plan, of, people)


def answers_ready(plan: PlanSummary, of: RoundFacts, people: Sequence[Participation]) -> MessageContent:
    return _counted("answers_ready", plan, of, people)


def _counted(part: str, plan: PlanSummary, of: RoundFacts, people: Sequence[Participation]) -> MessageContent:
    """Only a month's answers become minutes."""
    values = {"name": name_of(of.cadence, of.period), "organization": plan.organization, "asked": len(people)}
    part = part if of.cadence is Cadence.MONTHLY else f"{part}_other"
    return MessageContent(text=say(NOUN, part, complete=_complete(people), **values))


def progress(
    plan: PlanSummary,
    of: RoundFacts,
    people: Sequence[Participation],
    closes_on: date,
    *,
    names: bool,
    away: Collection[int],
) -> list[str]:
    """`names` lists people; `away` are the asks of those who are away."""
    count = say(
        NOUN,
        "round_count",
        name=name_of(of.cadence, of.period),
        organization=plan.organization,
        complete=_complete(people),
        begun=sum(1 for person in people if person.answered),
        asked=len(people),
        is_open=of.is_open,
        closes_on=closes_on,
    )
    listed = people if names else ()
    return [str(count), *(say(NOUN, "round_person", person=part, away=part.ask_id in away) for part in listed)]


def together(parts: Sequence[Sequence[str]], *, hint: bool) -> MessageContent:
    """Several rounds one below the other; `hint` tells a leader where the names can be read."""
    lines = [line for part in parts for line in part]
    lines += [say(NOUN, "round_names_private")] if hint else []
    text = "\n".join(lines)
    return MessageContent(text=text, blocks=blocks.sections(text))


def _complete(people: Sequence[Participation]) -> int:
    return sum(1 for person in people if person.answered == person.asked)
