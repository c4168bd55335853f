"""The topics of a check-in: what is asked about each, the recorded answer, and the buttons."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.messages import outcomes
from bot.messages.check_ins import promises
from bot.messages.check_ins.about import MILESTONE_NOUN, NOUN, About, topic_noun
from bot.messages.check_ins.aloud import read_aloud
from bot.messages.check_ins.pointers import TopicPointer
from bot.messages.purposes import purpose_line
from bot.slack import blocks, limits
from bot.slack.blocks import Block
from bot.slack.identifiers import ActionId
from conversations.check_in import Answer, CheckIn, Subject, Topic
from plans.item_events import Status
from prompts import Safe, plain, say

TEXT_OF_TOPIC = 500
"""Characters of a topic's text. Five topics, their answers and last month's promises must fit into a message."""

ANSWER_SHOWN = 600


@dataclass(frozen=True, slots=True)
class TopicText:
    """The texts of a topic, used in the blocks and in the message's plain text."""

    topic: Topic
    what: Safe
    reports: Safe
    """What the month's answers say about a milestone's action items."""
    due: Safe
    recorded: Safe
    posted: Safe
    """The evidence posted about it; empty if there is none."""

    def lines(self) -> Iterable[str]:
        """As plain text."""
        yield f"{self.what} ({self.due}): {self.recorded}"
        yield from purpose_line(self.topic.purpose)
        if self.reports:
            yield self.reports
        if self.posted:
            yield self.posted
        yield from promises.last_line(self.topic)


def topic_texts(check_in: CheckIn, about: About) -> list[TopicText]:
    return [
        TopicText(
            topic=topic,
            what=say(about.noun, "topic", topic=topic),
            reports=_reports(topic),
            due=say(topic_noun(about, topic), "topic_due", topic=topic),
            recorded=_recorded(check_in, about, topic),
            posted=_posted(check_in.exhibits.get(topic.key, ())),
        )
        for topic in check_in.on_page()
    ]


def _recorded(check_in: CheckIn, about: About, topic: Topic) -> Safe:
    answer = check_in.answers.get(topic.key)
    if answer is None:
        return say(NOUN, "not_recorded")
    word = say(topic_noun(about, topic), f"word_{answer.status}", answer=answer)
    old_due = check_in.old_due_in_question(topic)
    number = outcomes.number(answer.reading)
    return say(NOUN, "recorded", answer=answer, word=word, due=topic.due, old_due=old_due, number=number)


def _posted(names: Sequence[str]) -> Safe:
    return say(NOUN, "posted", names=names) if names else Safe("")


def _reports(topic: Topic) -> Safe:
    """Empty if nothing was asked about its action items."""
    if not topic.items:
        return Safe("")
    counts = [
        _Reported(status, codes)
        for status in _REPORTED_IN_ORDER
        if (codes := [report.code for report in topic.items if report.status is status])
    ]
    behind = [report for report in topic.items if report.status is Status.BEHIND]
    return say(MILESTONE_NOUN, "reports", counts=counts, behind=behind)


_REPORTED_IN_ORDER = (Status.DONE, Status.ON_TRACK, Status.NOT_STARTED, Status.BEHIND, None)


@dataclass(frozen=True, slots=True)
class _Reported:
    """The action items with one status."""

    status: Status | None
    codes: Sequence[str]


def topic_blocks(check_in: CheckIn, about: About, topic_text: TopicText) -> list[Block]:
    topic = topic_text.topic
    texts = (topic_text.what, topic_text.reports, topic_text.due)
    first, *others = (limits.clamp(text, TEXT_OF_TOPIC) for text in texts if text)
    lines = [first, *purpose_line(topic.purpose), *others]
    recorded = limits.clamp(topic_text.recorded, ANSWER_SHOWN)
    content = [blocks.divider(), blocks.section("\n".join([*lines, *promises.last_line(topic)]))]
    content += [*promises.recovery_buttons(check_in, about.request_id, topic), blocks.context(recorded)]
    content += [blocks.context(limits.clamp(topic_text.posted, ANSWER_SHOWN))] if topic_text.posted else []
    if check_in.is_open:
        answer = check_in.answers.get(topic.key)
        pointer = TopicPointer(about.request_id, topic.key, answer.revision if answer else 0)
        buttons = [*_due_buttons(check_in, topic, str(pointer)), *_topic_buttons(about, topic, answer, str(pointer))]
        named = [read_aloud(button, f"{topic.code} {topic.text}") for button in buttons]
        content.append(blocks.actions(f"check_in:{about.request_id}:{topic.key}", named))
    return content


def _due_buttons(check_in: CheckIn, topic: Topic, pointer: str) -> Iterable[Block]:
    """Whether the date that "behind" moved stands again, once the answer is another one."""
    if check_in.old_due_in_question(topic) is not None:
        yield blocks.button(plain(NOUN, "button_restore_due"), ActionId.RESTORE_DUE, pointer)
        yield blocks.button(plain(NOUN, "button_keep_due"), ActionId.KEEP_DUE, pointer)


def _topic_buttons(about: About, topic: Topic, answer: Answer | None, value: str) -> Iterable[Block]:
    if topic.subject is Subject.MILESTONE:
        yield from _milestone_buttons(answer, value)
        return
    for action, part in (
        (ActionId.SAY_ON_TRACK, "button_on_track"),
        (ActionId.SAY_DONE, "button_done"),
        (ActionId.SAY_NOT_STARTED, "button_not_started"),
    ):
        yield blocks.button(plain(about.noun, part), action, value)
    part = "button_behind_change" if answer and answer.status is Status.BEHIND else "button_behind"
    yield blocks.button(plain(about.noun, part), ActionId.OPEN_BEHIND, value)
    # Action items have evidence once they are done; benchmarks and measures always may.
    if answer and (answer.status is Status.DONE or not topic.is_completable):
        reading = answer.reading
        has_result = bool(answer.evidence or (reading and (reading.has_value or reading.source)))
        label = plain(about.noun, "button_result", has_result=has_result)
        yield blocks.button(label, ActionId.OPEN_RESULT, value)


def _milestone_buttons(answer: Answer | None, pointer: str) -> Iterable[Block]:
    """A milestone is complete by its form, which asks for the evidence and the day."""
    yield blocks.button(plain(MILESTONE_NOUN, "button_on_track"), ActionId.SAY_ON_TRACK, pointer)
    is_complete = answer is not None and answer.status is Status.DONE
    label = plain(MILESTONE_NOUN, "button_complete", is_complete=is_complete)
    yield blocks.button(label, ActionId.OPEN_RESULT, pointer)
    part = "button_behind_change" if answer and answer.status is Status.BEHIND else "button_behind"
    yield blocks.button(plain(MILESTONE_NOUN, part), ActionId.OPEN_BEHIND, pointer)
