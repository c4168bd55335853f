"""A team's private ratings of initiatives: asking for them, the form, and what they say together."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.messages.initiatives import InventoryPointer
from bot.slack import blocks
from bot.slack.blocks import Block, MessageContent
from bot.slack.button_values import ButtonValue
from bot.slack.identifiers import ActionId, FieldId, ViewId
from plans.initiative_ratings import FEWEST_RATERS, HIGHEST, LOWEST, InitiativeRating, Quadrant, RatedInitiative
from plans.initiatives import Initiative
from prompts import Safe, plain, say

NOUN = "initiative_ratings"
IN_FORM = 45
"""Initiatives in a form, which has two inputs for each. Further buttons open those after them."""


@dataclass(frozen=True, slots=True)
class RatingRoundPointer(ButtonValue):
    rating_round_id: int
    first_row: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """A closed round, as people may see it."""

    organization: str
    closed_on: date
    raters: int
    """How many rated anything."""
    rated: Sequence[RatedInitiative]

    @property
    def placed(self) -> list[RatedInitiative]:
        """Those with medians."""
        return [each for each in self.rated if each.summary.impact]


def begin_form(pointer: InventoryPointer, closes_on: date) -> Block:
    content = [
        blocks.section(say(NOUN, "begin_about", fewest=FEWEST_RATERS)),
        blocks.people_input(FieldId.PEOPLE, plain(NOUN, "people_label")),
        blocks.date_input(FieldId.CLOSES_ON, plain(NOUN, "closes_on_label"), value=closes_on),
    ]
    return _modal(ViewId.RATING_BEGIN, "begin_title", "begin_submit", content, pointer)


def request(organization: str, requester: str, closes_on: date, round_id: int, count: int) -> MessageContent:
    text = say(NOUN, "request", organization=organization, requester=requester, closes_on=closes_on, count=count)
    return _with_buttons(text, round_id, count)


def reminder(organization: str, closes_on: date, round_id: int, count: int) -> MessageContent:
    return _with_buttons(say(NOUN, "reminder", organization=organization, closes_on=closes_on), round_id, count)


def _with_buttons(text: Safe, round_id: int, count: int) -> MessageContent:
    buttons = [
        blocks.button(_rate_label(first, count), ActionId.RATING_RATE, RatingRoundPointer(round_id, first))
        for first in range(0, count, IN_FORM)
    ]
    rows = [blocks.actions(f"rating:{round_id}:{number}", [button]) for number, button in enumerate(buttons)]
    return MessageContent(text=text, blocks=[*blocks.sections(text), *rows])


def _rate_label(first: int, count: int) -> str:
    last = min(first + IN_FORM, count)
    return plain(NOUN, "button_rate", first=first + 1, last=last, is_all=count <= IN_FORM)


def rating_form(
    pointer: RatingRoundPointer, initiatives: Iterable[Initiative], own: Mapping[int, InitiativeRating], closes_on: date
) -> Block:
    content = [blocks.section(say(NOUN, "rate_about", closes_on=closes_on))]
    for initiative in initiatives:
        rating = own.get(initiative.id)
        content.append(_scale(FieldId.IMPACT, initiative, rating.impact if rating else None))
        content.append(_scale(FieldId.EFFORT, initiative, rating.effort if rating else None))
    return _modal(ViewId.RATING_RATE, "rate_title", "rate_submit", content, pointer)


def _scale(field: FieldId, initiative: Initiative, rated: int | None) -> Block:
    options = [
        (str(number), plain(NOUN, "option", field=field, number=number)) for number in range(LOWEST, HIGHEST + 1)
    ]
    label = plain(NOUN, "scale_label", field=field, name=initiative.facts.name)
    chosen = str(rated) if rated else ""
    return blocks.choice_input(scale_field(field, initiative.id), label, options, chosen=chosen, optional=True)


def scale_field(field: FieldId, initiative_id: int) -> str:
    return f"{field}:{initiative_id}"


def _modal(view: ViewId, title: str, submit: str, content: Sequence[Block], pointer: ButtonValue) -> Block:
    return blocks.modal(
        view, plain(NOUN, title), content, submit=plain(NOUN, submit), close=plain(NOUN, "cancel"), metadata=pointer
    )


# ---------------------------------------------------------------- what they say together


def matrix_message(matrix: Matrix) -> MessageContent:
    content = [blocks.header(plain(NOUN, "matrix_title", organization=matrix.organization))]
    content.append(blocks.section(say(NOUN, "matrix_about", raters=matrix.raters, closed_on=matrix.closed_on)))
    for heading, lines in matrix_lines(matrix):
        content += blocks.sections("\n".join([f"*{heading}*", *(f"• {line}" for line in lines)]))
    if hidden := not_shown(matrix):
        content.append(blocks.context(say(NOUN, "not_shown", names=hidden, fewest=FEWEST_RATERS)))
    return MessageContent(text=blocks.text_of(content), blocks=content)


def matrix_lines(matrix: Matrix) -> list[tuple[Safe, list[Safe]]]:
    """A heading and its lines for each quadrant that has initiatives, then for those on a line between them."""
    return [
        (say(NOUN, "quadrant_heading", quadrant=quadrant), [rated_line(each) for each in rated])
        for quadrant in (*Quadrant, None)
        if (rated := [each for each in matrix.placed if each.summary.quadrant is quadrant])
    ]


def rated_line(rated: RatedInitiative) -> Safe:
    return say(NOUN, "rated", rated=rated)


def not_shown(matrix: Matrix) -> list[str]:
    return [each.name for each in matrix.rated if each.summary.impact is None]
