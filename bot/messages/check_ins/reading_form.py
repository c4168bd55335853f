"""The form for what was seen of a benchmark or measure."""

from datetime import date

from bot.messages import outcomes
from bot.messages.check_ins.about import NOUN, About
from bot.messages.check_ins.topics import TEXT_OF_TOPIC
from bot.slack import blocks, limits
from bot.slack.blocks import Block
from bot.slack.identifiers import FieldId, ViewId
from conversations.check_in import Answer, Topic
from plans.readings import OutcomeReading
from prompts import plain, say


def reading_form(about: About, topic: Topic, answer: Answer | None, metadata: str, *, today: date) -> Block:
    """The value, where it is from and its day; once the topic's date has come, also why it wasn't reached."""
    reading = (answer.reading if answer else None) or OutcomeReading(taken_on=today)
    size = "" if reading.group_size is None else str(reading.group_size)
    content = [
        blocks.section(limits.clamp(say(about.noun, "behind_intro", topic=topic), TEXT_OF_TOPIC)),
        *_withheld(reading),
        _line(FieldId.READING, "reading", reading.text),
        _line(FieldId.GROUP_SIZE, "group_size", size),
        blocks.text_input(
            FieldId.EVIDENCE,
            plain(about.noun, "evidence_label"),
            value=reading.source,
            hint=plain(about.noun, "evidence_hint"),
            optional=True,
        ),
        blocks.date_input(FieldId.TAKEN_ON, plain(about.noun, "taken_on_label"), value=reading.taken_on),
    ]
    if topic.due is not None and topic.due <= today:
        label, hint = plain(NOUN, "missed_label"), plain(NOUN, "cause_hint")
        cause = answer.cause if answer else ""
        content.append(blocks.text_input(FieldId.CAUSE, label, value=cause, hint=hint, optional=True))
    return blocks.modal(
        ViewId.READING,
        plain(about.noun, "result_title"),
        content,
        submit=plain(NOUN, "submit"),
        close=plain(NOUN, "cancel"),
        metadata=metadata,
    )


def _withheld(reading: OutcomeReading) -> list[Block]:
    """A saved number that is not shown stays, unless another one is typed."""
    return [blocks.context(say(NOUN, "number_withheld", number=outcomes.number(reading)))] if reading.withheld else []


def _line(name: FieldId, part: str, typed: str) -> Block:
    label, hint = plain(NOUN, f"{part}_label"), plain(NOUN, f"{part}_hint")
    return blocks.text_input(name, label, value=typed, hint=hint, optional=True, multiline=False)
