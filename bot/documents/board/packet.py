"""The board packet of a quarter: two pages, whatever the size of the plan. What doesn't fit is counted."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from bot.documents.board.facts import BoardFacts, load
from bot.documents.document import Block, Bullets, Document, DocumentTable, Paragraph, Picture, SectionHeading
from bot.pictures.progress import StrategyProgress, progress_picture
from conversations.documents.board import (
    BlockedMilestone,
    CauseCount,
    DebriefLine,
    DecisionNeeded,
    OpenHelp,
    StandingOnDay,
    first_of,
    shorten,
)
from plans.item_progress import Day
from plans.progress import Fraction
from prompts import document as prompted
from prompts import plain
from storage.plans.plans import PlanSummary

NOUN = "documents.board_packet"
MOST_TAKEAWAYS, MOST_CAUSES, MOST_DECISIONS, MOST_REQUESTS = 4, 4, 7, 4
PICTURE_WIDTH = 80
"""Millimeters: the picture takes less than half a page."""
_COLUMNS = ("column_as_of", "column_completed", "column_on_time", "column_behind", "column_milestones")
_TYPED = ("text", "title", "cause", "needed")
"""The fields of a line that people typed."""
Decision = DecisionNeeded | BlockedMilestone | OpenHelp | DebriefLine
_DECISIONS: dict[type[Decision], str] = {
    DecisionNeeded: "decision_typed",
    BlockedMilestone: "decision_milestone",
    OpenHelp: "decision_support",
    DebriefLine: "decision_question",
}
Subject = TypeVar("Subject", bound=Decision | CauseCount)


def board_packet(session: Session, plan: PlanSummary, day: Day) -> Document:
    """Of the quarter that contains the day."""
    facts = load(session, plan, day)
    about = [plain(NOUN, "about_plan", plan=plan), plain(NOUN, "as_of", day=day)]
    if facts.district:
        about.insert(0, plain(NOUN, "about_district", district=facts.district))
    packet = _Packet()
    return Document(
        title=plain(NOUN, "title", plan=plan, number=facts.quarter.number),
        organization=plan.organization,
        about=about,
        made_on=day.on,
        blocks=[*packet.blocks(facts)],
        is_landscape=False,
    )


def decisions_of(facts: BoardFacts) -> list[Decision]:
    """Those typed first, by their dates; open questions last."""
    unanswered = [request for request in facts.requests if request.needs_decision]
    return [*facts.decisions, *facts.blocked, *unanswered, *facts.debriefs.questions]


def decision_line(decision: Decision) -> str:
    return plain(NOUN, _DECISIONS[type(decision)], decision=decision)


class _Packet:
    """Counts the texts that had to be shortened on the way."""

    def __init__(self) -> None:
        self.shortened = 0

    def blocks(self, facts: BoardFacts) -> Iterator[Block]:
        yield from _standing(facts.trend)
        yield from self._learned(facts)
        yield SectionHeading(1, plain(NOUN, "decisions"))
        yield from self._bullets("decisions", decisions_of(facts), decision_line, MOST_DECISIONS)
        yield SectionHeading(1, plain(NOUN, "help"))
        if facts.requests:
            yield Paragraph(plain(NOUN, "help_counts", requests=facts.requests))
        yield from self._bullets("requests", facts.requests, _request, MOST_REQUESTS)
        if self.shortened:
            yield Paragraph(plain(NOUN, "shortened", count=self.shortened))

    def _learned(self, facts: BoardFacts) -> Iterator[Block]:
        yield SectionHeading(1, plain(NOUN, "learned"))
        if facts.debriefs.count:
            yield from self._bullets("takeaways", facts.debriefs.takeaways, _takeaway, MOST_TAKEAWAYS)
        else:
            yield Paragraph(plain(NOUN, "no_minutes"))
        yield SectionHeading(2, plain(NOUN, "causes"))
        yield from self._bullets("causes", facts.causes, _cause, MOST_CAUSES)
        if facts.behind_without_cause:
            yield Paragraph(plain(NOUN, "without_cause", count=facts.behind_without_cause))

    def _bullets(
        self, noun: str, listed: Sequence[Subject], line: Callable[[Subject], str], most: int
    ) -> Iterator[Block]:
        """The first of them, then how many more there are. Only texts that are printed count as shortened."""
        first, left_out = first_of(listed, most)
        if not first:
            yield Paragraph(plain(NOUN, f"no_{noun}"))
            return
        yield Bullets([line(self._short(subject)) for subject in first])
        if left_out:
            yield Paragraph(plain(NOUN, f"more_{noun}", count=left_out))

    def _short(self, subject: Subject) -> Subject:
        """With every text that people typed made short."""
        texts = {name: shorten(getattr(subject, name)) for name in _TYPED if hasattr(subject, name)}
        self.shortened += sum(text.is_shortened for text in texts.values())
        changed: dict[str, Any] = {name: text.text for name, text in texts.items()}
        short: Subject = replace(subject, **changed)
        return short


def _takeaway(line: DebriefLine) -> str:
    return plain(NOUN, "takeaway", line=line)


def _cause(cause: CauseCount) -> str:
    return plain(NOUN, "cause", cause=cause)


def _request(request: OpenHelp) -> str:
    return plain(NOUN, "request", request=request)


# ---------------------------------------------------------------- where we stand


def _standing(trend: Sequence[StandingOnDay]) -> Iterator[Block]:
    heading = plain(NOUN, "standing")
    yield SectionHeading(1, heading)
    rows = [[(cell,) for cell in _cells(each)] for each in trend]
    yield DocumentTable(name=heading, columns=[plain(NOUN, column) for column in _COLUMNS], rows=rows)
    yield Paragraph(plain(NOUN, "how_counted"))
    yield _picture(trend)


def _cells(each: StandingOnDay) -> Iterable[str]:
    progress, milestones = each.progress, each.milestones
    complete = Fraction(milestones.complete, milestones.total)
    yield plain(NOUN, "cell_day", day=each.day)
    yield plain(NOUN, "cell_share", share=progress.completed)
    yield plain(NOUN, "cell_share", share=progress.on_time)
    yield plain(NOUN, "cell_share", share=progress.behind)
    yield plain(NOUN, "cell_share", share=complete)


def _picture(trend: Sequence[StandingOnDay]) -> Picture:
    """The trend: a bar for each day of the table. The alternative text has all that it shows."""
    title, as_of = plain(NOUN, "picture_title"), trend[-1].day.on
    rows = [StrategyProgress(plain(NOUN, "cell_day", day=each.day), each.progress) for each in trend]
    text = prompted("trend_alt.txt", title=title, rows=rows).strip()
    return Picture(progress_picture(title, as_of, rows), text, PICTURE_WIDTH)
