"""Forms of an offer, a question or a connection, and of what schools answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot import blocks, limits
from bot.blocks import Block
from bot.identifiers import FieldId, ViewId
from bot.messages.network import NetworkPointer
from bot.messages.outreach import NOUN, OutreachPointer, named
from conversations.outreach import AskedSchool, Outreach
from plans.progress import Fraction
from prompts import plain, say


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolChoice:
    """A school that can be asked."""

    plan_id: int
    name: str
    is_behind: bool
    is_on_track: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolChoices:
    schools: Sequence[SchoolChoice]
    """Those behind first, then by name."""
    without_leader: Sequence[str]
    """The names of those where there is no one to ask."""
    behind: Fraction
    """Of all that work on the practice."""


def offer_form(choices: SchoolChoices, pointer: NetworkPointer, slack_id: str) -> Block:
    """`slack_id` is who provides it if nobody else is chosen."""
    provider, hint = plain(NOUN, "provider_label"), plain(NOUN, "provider_hint")
    content = [
        _schools(choices),
        blocks.text_input(FieldId.TEXT, plain(NOUN, "offer_label")),
        blocks.date_input(FieldId.DUE, plain(NOUN, "offer_due_label")),
        blocks.person_input(FieldId.PROVIDER, provider, chosen=slack_id, hint=hint),
        blocks.context(plain(NOUN, "offer_notice")),
    ]
    return _about(ViewId.OUTREACH_OFFER, "offer_title", choices, content, pointer)


def question_form(choices: SchoolChoices, pointer: NetworkPointer, due: date) -> Block:
    content = [
        _schools(choices),
        blocks.text_input(FieldId.TEXT, plain(NOUN, "question_label")),
        blocks.date_input(FieldId.DUE, plain(NOUN, "question_due_label"), value=due),
        blocks.context(plain(NOUN, "question_notice")),
    ]
    return _about(ViewId.OUTREACH_QUESTION, "question_title", choices, content, pointer)


def connection_form(choices: SchoolChoices, pointer: NetworkPointer, due: date) -> Block:
    """There is at least one school of each kind."""
    on_track = [_option(school) for school in choices.schools if school.is_on_track]
    behind = [_option(school) for school in choices.schools if school.is_behind]
    on_track_hint = plain(NOUN, "on_track_hint")
    content = [
        blocks.choice_input(FieldId.SCHOOL_ON_TRACK, plain(NOUN, "on_track_label"), on_track, hint=on_track_hint),
        blocks.choice_input(FieldId.SCHOOL_BEHIND, plain(NOUN, "behind_label"), behind),
        blocks.text_input(
            FieldId.TEXT, plain(NOUN, "first_question_label"), value=plain(NOUN, "first_question"), multiline=False
        ),
        blocks.date_input(FieldId.DUE, plain(NOUN, "connection_due_label"), value=due),
        blocks.context(plain(NOUN, "connection_notice")),
    ]
    return _about(ViewId.OUTREACH_CONNECTION, "connection_title", choices, content, pointer)


def _schools(choices: SchoolChoices) -> Block:
    """Those behind are chosen."""
    options = [_option(school) for school in choices.schools]
    chosen = [str(school.plan_id) for school in choices.schools if school.is_behind]
    values = {"without_leader": choices.without_leader, "listed": limits.OPTIONS}
    hint = plain(NOUN, "schools_hint", more=max(0, len(options) - limits.OPTIONS), **values)
    return blocks.choices_input(FieldId.SCHOOLS, plain(NOUN, "schools_label"), options, chosen=chosen, hint=hint)


def _option(school: SchoolChoice) -> tuple[str, str]:
    return str(school.plan_id), school.name


def _about(
    view: ViewId, title: str, choices: SchoolChoices, content: Sequence[Block], pointer: NetworkPointer
) -> Block:
    sentence = say(NOUN, "behind", behind=choices.behind, causes=(), practice=named(pointer.practice))
    return _form(view, title, [blocks.section(sentence), *content], str(pointer))


# ---------------------------------------------------------------- of a school, and the reply to it


def answer_form(outreach: Outreach, school: AskedSchool) -> Block:
    return _text_form(ViewId.OUTREACH_ANSWER, "answer", outreach, school)


def ask_form(outreach: Outreach, school: AskedSchool) -> Block:
    return _text_form(ViewId.OUTREACH_ASK, "ask", outreach, school)


def reply_form(outreach: Outreach, school: AskedSchool) -> Block:
    return _text_form(ViewId.OUTREACH_REPLY, "reply", outreach, school)


def _text_form(view: ViewId, part: str, outreach: Outreach, school: AskedSchool) -> Block:
    hint = plain(NOUN, f"{part}_hint", outreach=outreach, school=school)
    content = [blocks.text_input(FieldId.TEXT, plain(NOUN, f"{part}_label"), hint=hint)]
    return _form(view, f"{part}_title", content, str(OutreachPointer(outreach.id, school.plan_id)))


def _form(view: ViewId, title: str, content: Sequence[Block], metadata: str) -> Block:
    submit, close = plain(NOUN, "submit"), plain(NOUN, "cancel")
    return blocks.modal(view, plain(NOUN, title), content, submit=submit, close=close, metadata=metadata)
