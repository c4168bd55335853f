"""The message of a check-in request."""

from collections.abc import Iterable

from bot.messages.check_ins import promises
from bot.messages.check_ins.about import NOUN, About
from bot.messages.check_ins.pointers import NoNewsPointer, PagePointer, RequestPointer, RiskPointer
from bot.messages.check_ins.topics import TopicText, topic_blocks, topic_texts
from bot.slack import blocks, limits
from bot.slack.blocks import Block, MessageContent
from bot.slack.identifiers import ActionId
from conversations.check_in import MOST_RISKS, PAGE_SIZE, AnswerPhase, CheckIn, NoNewsKind
from plans.cadences import Cadence
from prompts import Safe, plain, say

RISK_SHOWN = 300


def message(check_in: CheckIn, about: About) -> MessageContent:
    if about.passed_to:
        return _passed_on(about)
    intro, texts = _intro(check_in, about), topic_texts(check_in, about)
    lines = [
        title(about),
        intro,
        *(line for topic_text in texts for line in topic_text.lines()),
        *promises.text_lines(check_in),
    ]
    return MessageContent(
        text="\n".join(lines), blocks=[blocks.header(title(about)), *_blocks(check_in, about, intro, texts)]
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
    content = _blocks(check_in, about, _intro(check_in, about), topic_texts(check_in, about))
    return [block for block in content if block != blocks.divider()]


def _blocks(check_in: CheckIn, about: About, intro: Safe, texts: Iterable[TopicText]) -> list[Block]:
    content = [blocks.section(intro)]
    content += [blocks.context(_progress(check_in))] if check_in.topics else []
    for topic_text in texts:
        content += topic_blocks(check_in, about, topic_text)
    content += promises.earlier(check_in, about.request_id)
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
        if left and not check_in.topics:
            return
        thanks = say(about.noun, "thanks", period=about.period)
        yield blocks.context(thanks, *([say(NOUN, "promises_left", left=left)] if left else []))
    elif check_in.unanswered() and check_in.no_news is not None:
        yield blocks.context(say(NOUN, "no_news_recorded", no_news=check_in.no_news, is_open=check_in.is_open))


def _intro(check_in: CheckIn, about: About) -> Safe:
    intro = say(
        about.noun,
        _INTROS[check_in.phase] if check_in.topics or check_in.phase is not AnswerPhase.OPEN else "intro_promises",
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
    buttons += _no_news(check_in, about)
    if promises.takes_reports(check_in) and about.cadence is Cadence.MONTHLY and len(check_in.risks) < MOST_RISKS:
        label = plain(NOUN, "button_risk", has_risk=bool(check_in.risks))
        buttons.append(blocks.button(label, ActionId.OPEN_RISK, RiskPointer(about.request_id)))
    if check_in.is_open and about.cadence is Cadence.QUARTERLY:
        label = plain(about.noun, "button_term_note")
        buttons.append(blocks.button(label, ActionId.TERM_NOTE_ASKED, RequestPointer(about.request_id)))
    return buttons


def _no_news(check_in: CheckIn, about: About) -> Iterable[Block]:
    """One menu for all that is not answered: what takes no room is not chosen in haste."""
    if not promises.takes_reports(check_in) or not check_in.unanswered() or about.cadence is not Cadence.MONTHLY:
        return
    options = [
        (str(NoNewsPointer(about.request_id, kind)), plain(NOUN, f"option_{kind}", is_owner=not about.owner))
        for kind in NoNewsKind
    ]
    yield blocks.select(ActionId.SAY_NO_NEWS, plain(NOUN, "no_news_placeholder"), options)


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
