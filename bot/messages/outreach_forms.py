"""Forms of an offer, a question or a connection, and of what schools answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.messages.network import NetworkPointer
from bot.messages.outreach import NOUN, OutreachPointer, named
from bot.messages.root_cause import forms as root_cause_forms
from bot.messages.root_cause.forms import RootCauseStartForm
from bot.slack import blocks, limits
from bot.slack.blocks import Block
from bot.slack.button_values import ButtonValue
from bot.slack.identifiers import FieldId, ViewId
from conversations.outreach import AskedSchool, Outreach
from conversations.root_cause.tree import Symptom
from plans.progress import Fraction
from prompts import plain, say


@dataclass(frozen=True, slots=True)
class InvitingPointer(ButtonValue):
    """For the form that starts a root cause dialog: its plan, its channel, and whose leaders are invited."""

    plan_id: int
    channel: str
    plan_ids: tuple[int, ...]
    """Of the schools."""
    practice: str = ""


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
    items_behind: Fraction
    """Of their action items due."""


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


def whys_form(choices: SchoolChoices, pointer: NetworkPointer) -> Block:
    """Which schools' leaders are invited to a root cause dialog, and in which channel it runs."""
    channel = plain(NOUN, "whys_channel_label")
    content = [
        _schools(choices),
        blocks.channel_input(FieldId.CHANNEL, channel, hint=plain(NOUN, "whys_channel_hint")),
        blocks.context(plain(NOUN, "whys_notice")),
    ]
    return _about(ViewId.OUTREACH_WHYS, "whys_title", choices, content, pointer, submit="whys_submit")


def symptom(choices: SchoolChoices, practice: str, today: date) -> Symptom:
    """What the dialog begins with: counts, and no school's name."""
    values = {"behind": choices.behind, "causes": (), "practice": named(practice)}
    return Symptom(
        plain(NOUN, "symptom", **values),
        plain(NOUN, "symptom_number", items=choices.items_behind) if choices.items_behind.whole else "",
        plain(NOUN, "symptom_source", on=today),
    )


def whys_start_form(symptom: Symptom, pointer: InvitingPointer) -> Block:
    return inviting(root_cause_forms.start(RootCauseStartForm(symptom=symptom, metadata="")), pointer)


def inviting(view: Block, pointer: InvitingPointer) -> Block:
    """The form that starts a root cause dialog, as it comes back here to invite the leaders."""
    return {**view, "callback_id": ViewId.OUTREACH_WHYS_START, "private_metadata": str(pointer)}


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
    view: ViewId,
    title: str,
    choices: SchoolChoices,
    content: Sequence[Block],
    pointer: NetworkPointer,
    *,
    submit: str = "submit",
) -> Block:
    sentence = say(NOUN, "behind", behind=choices.behind, causes=(), practice=named(pointer.practice))
    return _form(view, title, [blocks.section(sentence), *content], str(pointer), submit=submit)


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


def _form(view: ViewId, title: str, content: Sequence[Block], metadata: str, *, submit: str = "submit") -> Block:
    words, close = plain(NOUN, submit), plain(NOUN, "cancel")
    return blocks.modal(view, plain(NOUN, title), content, submit=words, close=close, metadata=metadata)
