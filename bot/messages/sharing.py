"""Whether organizations above a school may read its names and words, and the buttons of its leaders."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.slack import blocks
from bot.slack.blocks import Block, MessageContent
from bot.slack.button_values import ButtonValue
from bot.slack.identifiers import ActionId
from prompts import plain, say
from storage.people.sharing import SharingLeave
from storage.plans.plans import PlanSummary

NOUN = "sharing"


@dataclass(frozen=True, slots=True)
class SharingPointer(ButtonValue):
    plan_id: int
    organization_id: int
    """The organization above that the leave is for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SharingPlace:
    """An organization above the plan's."""

    id: int
    name: str
    leave: SharingLeave | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanSharing:
    plan: PlanSummary
    places: Sequence[SharingPlace]
    """The nearest first."""
    working: Sequence[str]
    """The names of those above who work in the plan, and so read all of it."""


def message(sharing: PlanSharing, *, decides: bool) -> MessageContent:
    """`decides`: with buttons for leaders of the school."""
    plan = sharing.plan
    if not sharing.places:
        return MessageContent(text=say(NOUN, "top", plan=plan))
    title, names = say(NOUN, "title", plan=plan), [place.name for place in sharing.places]
    content = [blocks.section(title), blocks.section(say(NOUN, "rule", plan=plan, places=names))]
    content += [_place(plan, place, decides=decides) for place in sharing.places]
    if sharing.working:
        content.append(blocks.context(say(NOUN, "working", names=sharing.working)))
    return MessageContent(text=blocks.text_of(content), blocks=content)


def _place(plan: PlanSummary, place: SharingPlace, *, decides: bool) -> Block:
    part = "shared" if place.leave else "not_shared"
    line = say(NOUN, part, place=place.name, leave=place.leave)
    if not decides:
        return blocks.section(line)
    verb, action = ("stop", ActionId.SHARING_STOP) if place.leave else ("share", ActionId.SHARING_GIVE)
    button = blocks.button(plain(NOUN, f"button_{verb}"), action, SharingPointer(plan.id, place.id))
    return blocks.section(line, blocks.read_aloud(button, plain(NOUN, f"{verb}_aloud", place=place.name)))


def decided(plan: PlanSummary, place: str, *, gives: bool) -> MessageContent:
    """For whoever pressed the button."""
    return MessageContent(text=say(NOUN, "gave" if gives else "withdrew", plan=plan, place=place))


def decided_by_other(plan: PlanSummary, place: str, by: str, *, gives: bool) -> MessageContent:
    """For the other leaders of the school."""
    return MessageContent(text=say(NOUN, "told", plan=plan, place=place, by=by, gives=gives))
