"""Where plans stand, in lines for Home and in the form behind their Open."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from bot.messages import undelivered
from bot.messages.check_ins.rounds import name_of
from bot.messages.front_desk import command_button
from bot.slack import blocks, limits
from bot.slack.blocks import Block
from bot.slack.button_values import ButtonValue
from bot.slack.identifiers import ActionId, ViewId
from plans.cadences import Cadence, Occasion
from plans.progress import Progress
from prompts import Safe, plain, say
from storage.delivery.undelivered import LostMessage
from storage.plans.plans import PlanSummary
from storage.rounds.minutes import MinutesPeriods
from storage.rounds.round_counts import RoundCount

NOUN = "standings"
LINE_SHOWN = 700
LOST_SHOWN = 20


class PlanFacet(StrEnum):
    """What of a plan the form behind an Open is about."""

    OVERVIEW = "overview"
    ROUND = "round"
    STATUS = "status"
    SUPPORT = "support"
    MINUTES = "minutes"
    MANAGED = "managed"


@dataclass(frozen=True, slots=True)
class FacetPointer(ButtonValue):
    plan_id: int
    facet: PlanFacet


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanStanding:
    plan: PlanSummary
    progress: Progress
    round: RoundCount | None
    closes_on: date | None
    """The last day of that round for answers that aren't late."""
    open_supports: int
    days_open: int
    """How long the oldest of them has waited."""
    minutes: MinutesPeriods | None
    next_round: Occasion | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ManagedPlan:
    plan: PlanSummary
    unassigned: Sequence[str]
    """The roles that nobody is assigned to."""
    lost: Sequence[LostMessage]
    next_round: Occasion | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePlans:
    """A person's plans by what they are in them. Where those of a page stand is read when the page is shown."""

    led: Sequence[PlanSummary] = field(default=())
    schools: Sequence[PlanSummary] = field(default=())
    """Those below an organization they lead, where support is needed first on top."""
    followed: Sequence[PlanSummary] = field(default=())
    managed: Sequence[PlanSummary] = field(default=())
    is_viewer: bool = False
    """Whether they may only look on in all of them."""


# ---------------------------------------------------------------- Home


def led(standing: PlanStanding) -> list[Block]:
    """A line for each thing a leader looks after."""
    lines = {
        PlanFacet.ROUND: round_line(standing),
        PlanFacet.STATUS: status_line(standing),
        PlanFacet.SUPPORT: support_line(standing),
        PlanFacet.MINUTES: minutes_line(standing),
    }
    content = [blocks.section(say(NOUN, "organization", plan=standing.plan))]
    content += [_line(line, standing.plan, facet) for facet, line in lines.items()]
    buttons = [command_button(f"{name} {standing.plan.organization}", _label(name)) for name in LEADERS_COMMANDS]
    return [*content, _row(f"led:{standing.plan.id}", buttons, standing.plan)]


LEADERS_COMMANDS = ("minutes", "agenda", "minutes list")


def school(standing: PlanStanding) -> Block:
    text = "\n".join([say(NOUN, "school", standing=standing), _counts(standing)])
    return _line(Safe(text), standing.plan, PlanFacet.OVERVIEW)


def followed(standing: PlanStanding) -> Block:
    text = "\n".join([say(NOUN, "organization", plan=standing.plan), status_line(standing)])
    return _line(Safe(text), standing.plan, PlanFacet.OVERVIEW)


def managed(plan: ManagedPlan) -> Block:
    parts = ["managed_roles", *(["managed_lost"] if plan.lost else []), "managed_next"]
    lines = [say(NOUN, part, managed=plan, next_name=_name(plan.next_round)) for part in parts]
    text = Safe("\n".join([say(NOUN, "organization", plan=plan.plan), *lines]))
    return _line(text, plan.plan, PlanFacet.MANAGED)


def _line(text: Safe, plan: PlanSummary, facet: PlanFacet) -> Block:
    button = blocks.button(plain(NOUN, "button_open"), ActionId.PLAN_OPEN, FacetPointer(plan.id, facet))
    aloud = plain(NOUN, "open_aloud", plan=plan, facet=facet)
    return blocks.section(limits.clamp(text, LINE_SHOWN), blocks.read_aloud(button, aloud))


# ---------------------------------------------------------------- lines


def round_line(standing: PlanStanding) -> Safe:
    of, ahead = standing.round, standing.next_round
    name = name_of(Cadence.MONTHLY, of.period) if of else ""
    return say(NOUN, "round", standing=standing, round=of, name=name, ahead=ahead, next_name=_name(ahead))


def status_line(standing: PlanStanding) -> Safe:
    return say(NOUN, "status", progress=standing.progress)


def support_line(standing: PlanStanding) -> Safe:
    return say(NOUN, "support", standing=standing)


def minutes_line(standing: PlanStanding) -> Safe:
    return say(NOUN, "minutes", minutes=standing.minutes, round=standing.round)


def _counts(standing: PlanStanding) -> Safe:
    of = standing.round
    return say(
        NOUN, "school_counts", standing=standing, round=of, name=name_of(Cadence.MONTHLY, of.period) if of else ""
    )


def _name(occasion: Occasion | None) -> str:
    return name_of(occasion.cadence, occasion.period) if occasion else ""


# ---------------------------------------------------------------- the form behind an Open


def overview(standing: PlanStanding) -> list[Block]:
    lines = [round_line(standing), status_line(standing), support_line(standing), minutes_line(standing)]
    return [blocks.section("\n".join(lines))]


def lost_messages(plan: ManagedPlan) -> list[Block]:
    """What couldn't be delivered to the plan's people, and why."""
    if not plan.lost:
        return []
    lines = [say(NOUN, "lost", message=lost, why=undelivered.why(lost.code)) for lost in plan.lost[:LOST_SHOWN]]
    return blocks.sections("\n".join([say(NOUN, "lost_title"), *lines]))


def form(plan: PlanSummary, facet: PlanFacet, content: Sequence[Block], commands: Sequence[str]) -> Block:
    """What a line of Home is about in full, with the commands that go on from there."""
    buttons = [command_button(f"{name} {plan.organization}", _label(name)) for name in commands]
    row = [_row(f"plan:{plan.id}", buttons, plan)] if buttons else []
    title = plain(NOUN, "form_title", facet=facet)
    return blocks.modal(ViewId.MORE, title, [*content, *row], close=plain("errors", "close"))


def _label(command: str) -> str:
    return plain(NOUN, f"button_{command.replace(' ', '_')}")


def _row(block_id: str, buttons: Sequence[Block], plan: PlanSummary) -> Block:
    """Buttons of one row need ids of their own, and say aloud which plan they are about."""
    return blocks.actions(
        block_id,
        [
            blocks.read_aloud(button, plain(NOUN, "button_aloud", plan=plan, label=button["text"]["text"]))
            | {"action_id": f"{button['action_id']}.{number}"}
            for number, button in enumerate(buttons)
        ],
    )
