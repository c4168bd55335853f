"""The guides' communication organizer as a document."""

from collections.abc import Iterator, Sequence

from sqlalchemy.orm import Session

from bot.documents.document import Block, Cell, Document, DocumentTable, Paragraph, SectionHeading
from bot.messages.communications import spelled
from conversations.communications import Communication
from plans.item_progress import Day
from prompts import plain
from storage.documents import communications as store
from storage.plans import wordings
from storage.plans.plans import PlanSummary

NOUN = "documents.communications"
_COLUMNS = (
    *("column_what", "column_whom", "column_know", "column_use"),
    *("column_when", "column_how", "column_who"),
)


def communications(session: Session, plan: PlanSummary, day: Day) -> Document:
    about = [plain(NOUN, "about_plan", plan=plan), plain(NOUN, "as_of", day=day)]
    if district := wordings.district_on(session, plan, day.on):
        about.insert(0, plain(NOUN, "about_district", district=district))
    return Document(
        title=plain(NOUN, "title", plan=plan),
        organization=plan.organization,
        about=about,
        made_on=day.on,
        blocks=[*_blocks(store.of_plan(session, plan.id, day.on))],
    )


def _blocks(listed: Sequence[Communication]) -> Iterator[Block]:
    standing = [each for each in listed if not each.is_cancelled]
    counts = {
        "total": len(standing),
        "completed": sum(each.completed_on is not None for each in standing),
        "canceled": len(listed) - len(standing),
    }
    heading = plain(NOUN, "heading")
    yield SectionHeading(1, heading)
    yield Paragraph(plain(NOUN, "counts", **counts))
    columns = [plain(NOUN, column) for column in _COLUMNS]
    yield DocumentTable(name=heading, columns=columns, rows=[_row(each) for each in standing] or [_empty()])


def _row(communication: Communication) -> list[Cell]:
    words, names = communication.words, spelled(communication.words)
    deadline = [plain(NOUN, "deadline", communication=communication)]
    if communication.completed_on:
        deadline.append(plain(NOUN, "completed", communication=communication))
    return [
        (words.message,),
        tuple(names["audiences"]),
        _filled(words.know),
        _filled(words.use),
        tuple(deadline),
        tuple(names["venues"]) or _filled(""),
        _filled(communication.owner),
    ]


def _filled(text: str) -> Cell:
    return (text or plain(NOUN, "not_filled_in"),)


def _empty() -> list[Cell]:
    """A table keeps its headings where nothing is planned."""
    return [_filled("") for _column in _COLUMNS]
