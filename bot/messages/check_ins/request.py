"""The message of a check-in request."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bot import blocks, limits
from bot.blocks import Block, MessageContent
from bot.identifiers import ActionId
from bot.messages.check_ins import promises
from bot.messages.check_ins.pointers import PagePointer, RequestPointer, RiskPointer, TopicPointer
from conversations.check_in import MOST_RISKS, PAGE_SIZE, Answer, AnswerPhase, CheckIn, Subject, Topic
from plans.cadences import Cadence
from plans.item_events import Status
from prompts import Safe, plain, say

NOUN = "check_in"
MILESTONE_NOUN = f"{NOUN}.milestone"

TEXT_OF_TOPIC = 500
"""Characters of a topic's text. Five topics, their answers and last month's promises must fit into a message."""

ANSWER_SHOWN = 700
RISK_SHOWN = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """The request a message shows, and how its reader is involved."""

    request_id: int
    cadence: Cadence
    period: str
    organization: str
    closes_on: date
    owner: str = ""
    """The person asked, if someone else reads the message to answer for them."""
    stand_in: str = ""
    """The stand-in, if the person asked reads the message meanwhile."""
    passed_to: str = ""
    """The present addressee, if a former stand-in reads the message."""
    team: str = ""
    """Codes of the milestones for which a team answers together."""
    is_coming: bool = False
    """Whether the round has not opened yet, because the person reported early."""

    @property
    def noun(self) -> str:
        """The template file of the cadence."""
        return noun_of(self.cadence)


def topic_noun(about: About, topic: Topic) -> str:
    """The template file of what is said about a topic: a milestone has its own, whatever the cadence."""
    return MILESTONE_NOUN if topic.subject is Subject.MILESTONE else about.noun


def noun_of(cadence: Cadence) -> str:
    """The cadence's template file, which overrides the monthly one."""
    return NOUN if cadence is Cadence.MONTHLY else f"{NOUN}.{cadence}"


@dataclass(frozen=True, slots=True)
class _TopicText:
    """The texts of a topic, used in the blocks and in the message's plain text."""

    topic: Topic
    what: Safe
    reports: Safe
    """What the month's answers say about a milestone's action items."""
    due: Safe
    recorded: Safe

    def lines(self) -> Iterable[str]:
        """As plain text."""
        yield f"{self.what} ({self.due}): {self.recorded}"
        if self.reports:
            yield self.reports
        yield from promises.last_line(self.topic)


def message(check_in: CheckIn, about: About) -> MessageContent:
    if about.passed_to:
        return _passed_on(about)
    intro, topic_texts = _intro(check_in, about), _topic_texts(check_in, about)
    lines = [
        title(about),
        intro,
        *(line for topic_text in topic_texts for line in topic_text.lines()),
        *promises.text_lines(check_in),
    ]
    return MessageContent(
        text="\n".join(lines), blocks=[blocks.header(title(about)), *_blocks(check_in, about, intro, topic_texts)]
    )


def _passed_on(about: About) -> MessageContent:
    """The message of a former stand-in, without the answers they should no longer see."""
    sentence = say(NOUN, "passed_on", owner=about.owner, stand_in=about.passed_to)
    return MessageContent(
        text=f"{title(about)}\n{sentence}", blocks=[blocks.header(title(about)), blocks.section(sentence)]
    )


def title(about: About) -> str:
    return plain(about.noun, "title", period=about.period)


def nudge(check_in: CheckIn, about: About, *, last: bool) -> MessageContent:
    """The request's message again, under a line with the count of unanswered topics."""
    asked = len(check_in.topics)
    answered = asked - len(check_in.unanswered())
    first = say(about.noun, "nudge", answered=answered, asked=asked, last=last, closes_on=about.closes_on)
    again = message(check_in, about)
    return MessageContent(text=f"{first}\n{again.text}", blocks=[blocks.section(first), *again.blocks])


def check_in_blocks(check_in: CheckIn, about: About) -> list[Block]:
    """The request's blocks for the Home tab: without the title, and without lines between the topics."""
    content = _blocks(check_in, about, _intro(check_in, about), _topic_texts(check_in, about))
    return [block for block in content if block != blocks.divider()]


def _blocks(check_in: CheckIn, about: About, intro: Safe, topic_texts: Iterable[_TopicText]) -> list[Block]:
    content = [blocks.section(intro), blocks.context(_progress(check_in))]
    for topic_text in topic_texts:
        content += _topic_blocks(check_in, about, topic_text)
    content += promises.earlier_risks(check_in, about.request_id)
    content += _risks(check_in, about)
    footer = _footer(check_in, about)
    if footer:
        content += [blocks.divider(), blocks.actions(f"check_in:{about.request_id}:footer", footer)]
    content += _thanks(check_in, about)
    return content


def _thanks(check_in: CheckIn, about: About) -> Iterable[Block]:
    """Once everything is answered. What is still asked about last month is a line, not a condition."""
    if check_in.phase is AnswerPhase.OPEN and not check_in.unanswered():
        left = check_in.promises_without_report()
        thanks = say(about.noun, "thanks", period=about.period)
        yield blocks.context(thanks, *([say(NOUN, "promises_left", left=left)] if left else []))


def _intro(check_in: CheckIn, about: About) -> Safe:
    intro = say(
        about.noun,
        _INTROS[check_in.phase],
        organization=about.organization,
        closes_on=about.closes_on,
        owner=about.owner,
        team=about.team,
        left=len(check_in.unanswered()),
    )
    more = [say(NOUN, "for_owner", owner=about.owner)] if about.owner else []
    more += [say(NOUN, "stood_in_for", stand_in=about.stand_in)] if about.stand_in else []
    more += [say(NOUN, "for_team", team=about.team)] if about.team else []
    more += [say(NOUN, "early")] if about.is_coming else []
    return Safe("\n".join([intro, *more]))


_INTROS = {
    AnswerPhase.OPEN: "intro",
    AnswerPhase.LATE: "intro_late",
    AnswerPhase.CORRECTION: "intro_correction",
    AnswerPhase.OVER: "intro_closed",
}


def _progress(check_in: CheckIn) -> Safe:
    asked = len(check_in.topics)
    answered = asked - len(check_in.unanswered())
    return say(NOUN, "progress", answered=answered, asked=asked, page=check_in.page + 1, pages=check_in.pages)


def _topic_texts(check_in: CheckIn, about: About) -> list[_TopicText]:
    return [
        _TopicText(
            topic=topic,
            what=say(about.noun, "topic", topic=topic),
            reports=_reports(topic),
            due=say(topic_noun(about, topic), "topic_due", topic=topic),
            recorded=_recorded(check_in, about, topic),
        )
        for topic in check_in.on_page()
    ]


def _recorded(check_in: CheckIn, about: About, topic: Topic) -> Safe:
    answer = check_in.answers.get(topic.key)
    if answer is None:
        return say(NOUN, "not_recorded")
    word = say(topic_noun(about, topic), f"word_{answer.status}", answer=answer)
    return say(NOUN, "recorded", answer=answer, word=word)


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


def _topic_blocks(check_in: CheckIn, about: About, topic_text: _TopicText) -> list[Block]:
    topic = topic_text.topic
    texts = (topic_text.what, topic_text.reports, topic_text.due)
    lines = [limits.clamp(text, TEXT_OF_TOPIC) for text in texts if text]
    recorded = limits.clamp(topic_text.recorded, ANSWER_SHOWN)
    content = [blocks.divider(), blocks.section("\n".join([*lines, *promises.last_line(topic)]))]
    content += [*promises.recovery_buttons(check_in, about.request_id, topic), blocks.context(recorded)]
    if check_in.is_open:
        answer = check_in.answers.get(topic.key)
        value = TopicPointer(about.request_id, topic.key, answer.revision if answer else 0)
        buttons = list(_topic_buttons(about, topic, answer, str(value)))
        content.append(blocks.actions(f"check_in:{about.request_id}:{topic.key}", buttons))
    return content


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
    # Action items have evidence once they are done; targets and measures always may.
    if answer and (answer.status is Status.DONE or topic.subject in (Subject.BENCHMARK, Subject.MEASURE)):
        label = plain(about.noun, "button_result", has_result=bool(answer.evidence))
        yield blocks.button(label, ActionId.OPEN_RESULT, value)


def _milestone_buttons(answer: Answer | None, pointer: str) -> Iterable[Block]:
    """A milestone is complete by its form, which asks for the evidence and the day."""
    yield blocks.button(plain(MILESTONE_NOUN, "button_on_track"), ActionId.SAY_ON_TRACK, pointer)
    is_complete = answer is not None and answer.status is Status.DONE
    label = plain(MILESTONE_NOUN, "button_complete", is_complete=is_complete)
    yield blocks.button(label, ActionId.OPEN_RESULT, pointer)
    part = "button_behind_change" if answer and answer.status is Status.BEHIND else "button_behind"
    yield blocks.button(plain(MILESTONE_NOUN, part), ActionId.OPEN_BEHIND, pointer)


def _risks(check_in: CheckIn, about: About) -> Iterable[Block]:
    """The risks named this time, each with the button that changes it."""
    for risk in check_in.risks:
        text = limits.clamp(say(NOUN, "risk_recorded", risk=risk), RISK_SHOWN)
        pointer = RiskPointer(about.request_id, risk.id)
        change = blocks.button(plain(NOUN, "button_risk_change"), ActionId.OPEN_RISK, pointer)
        yield blocks.section(text, change if promises.takes_reports(check_in) else None)


def _footer(check_in: CheckIn, about: About) -> list[Block]:
    buttons: list[Block] = []
    left, total = len(check_in.unanswered()), len(check_in.topics)
    if check_in.is_open and left > 1 and about.cadence in _ALL_AT_ONCE:
        label = plain(about.noun, "button_all", left=left, total=total)
        buttons.append(blocks.button(label, ActionId.SAY_ALL_ON_TRACK, RequestPointer(about.request_id)))
    buttons += _turning(check_in, about.request_id)
    if promises.takes_reports(check_in) and about.cadence is Cadence.MONTHLY and len(check_in.risks) < MOST_RISKS:
        label = plain(NOUN, "button_risk", has_risk=bool(check_in.risks))
        buttons.append(blocks.button(label, ActionId.OPEN_RISK, RiskPointer(about.request_id)))
    return buttons


_ALL_AT_ONCE = frozenset({Cadence.MONTHLY, Cadence.SEMESTER})
"""Cadences with one button for all topics. Measured outcomes are reported one by one."""


def _turning(check_in: CheckIn, request_id: int) -> Iterable[Block]:
    if check_in.page > 0:
        back = PagePointer(request_id, check_in.page - 1)
        yield blocks.button(plain(NOUN, "button_back"), ActionId.PAGE_BACK, str(back))
    if check_in.page < check_in.pages - 1:
        coming = min(PAGE_SIZE, len(check_in.topics) - (check_in.page + 1) * PAGE_SIZE)
        label = plain(NOUN, "button_next", count=coming)
        following = PagePointer(request_id, check_in.page + 1)
        yield blocks.button(label, ActionId.PAGE_NEXT, str(following), style="primary")
