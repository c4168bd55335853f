"""Messages to leaders and plan managers about a whole round."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import date, time

from bot.messages.check_ins.about import NOUN, noun_of
from bot.messages.check_ins.pointers import RoundPointer
from bot.slack import blocks
from bot.slack.blocks import Block, MessageContent
from bot.slack.identifiers import ViewId
from plans.cadences import Cadence
from prompts import plain, say
from storage.plans.plans import PlanSummary
from storage.rounds.participations import Participation
from storage.rounds.rounds import RoundFacts


def name_of(cadence: Cadence, period: str) -> str:
    """November 2026 check-in, 2026-27 quarter 2 review, …"""
    return plain(noun_of(cadence), "round_name", period=period)


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedRound:
    """Whom a round asks, and which gaps in the plan kept someone from being asked."""

    people: int
    teams: int
    topics: int
    later: int
    """How many people and teams get their request later than now."""
    without_person: list[str]
    """Roles that no one holds."""
    ownerless: list[str]
    """Codes of the action items and strategies without an owner or a lead."""
    left: list[str]
    """Names of people who have left the workspace."""
    away: list[str]
    """Names of people who are away and have no stand-in."""


def opened(plan: PlanSummary, opened: RoundFacts, audience: OpenedRound, closes_on: date) -> MessageContent:
    text = say(
        NOUN,
        "opened",
        name=name_of(opened.cadence, opened.period),
        organization=plan.organization,
        closes_on=closes_on,
        asks_at=time.fromisoformat(plan.asks_at),
        **asdict(audience),
    )
    return MessageContent(text=text, blocks=blocks.sections(text))


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


def close_form(plan: PlanSummary, of: RoundFacts, people: Sequence[Participation]) -> Block:
    """Asks whether to close a round early."""
    question = say(
        NOUN,
        "close_text",
        name=name_of(of.cadence, of.period),
        organization=plan.organization,
        waiting=len(people) - _complete(people),
        asked=len(people),
    )
    return blocks.modal(
        ViewId.CLOSE_ROUND,
        plain(NOUN, "close_title"),
        [blocks.section(question)],
        submit=plain(NOUN, "close_yes"),
        close=plain(NOUN, "close_no"),
        metadata=RoundPointer(plan.id, of.id),
    )


def closed(plan: PlanSummary, of: RoundFacts, people: Sequence[Participation]) -> MessageContent:
    return _counted("closed_now", plan, of, people)


def answers_ready(plan: PlanSummary, of: RoundFacts, people: Sequence[Participation]) -> MessageContent:
    return _counted("answers_ready", plan, of, people)


def _counted(part: str, plan: PlanSummary, of: RoundFacts, people: Sequence[Participation]) -> MessageContent:
    """The message for a monthly round offers the minutes; other rounds have none."""
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
    """One line for the round, then one for each person if `names`. `away` holds the request ids of absent people."""
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
    return [str(count), *(say(NOUN, "round_person", person=part, away=part.request_id in away) for part in listed)]


def together(parts: Sequence[Sequence[str]], *, hint: bool) -> MessageContent:
    """List several rounds. `hint` adds the line on where a leader can see the names."""
    lines = [line for part in parts for line in part]
    lines += [say(NOUN, "round_names_private")] if hint else []
    text = "\n".join(lines)
    return MessageContent(text=text, blocks=blocks.sections(text))


def _complete(people: Sequence[Participation]) -> int:
    return sum(1 for person in people if person.answered == person.asked)
