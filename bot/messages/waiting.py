"""What waits for one person, and the action items they own: one line, or the list."""

from dataclasses import dataclass
from datetime import date

from bot.messages.items import lines as action_items
from bot.slack import blocks
from bot.slack.blocks import Block, MessageContent
from bot.slack.identifiers import ActionId
from prompts import Safe, plain, say
from storage.items.assignments import OwnedItem, Page

NOUN = "waiting"
LISTED = 8
"""Action items in one message. The Home tab has them all, page by page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    today: date
    answers: int
    """Topics of open check-ins without an answer."""
    offers: int
    supports: int
    questions: int
    items: Page[OwnedItem]

    @property
    def next_due(self) -> date | None:
        """The first date that hasn't passed, of the items that are listed."""
        return next((item.due for item in self.items.lines if item.due and item.due >= self.today), None)


def summary(waiting: Waiting) -> Safe:
    counts = {name: getattr(waiting, name) for name in ("answers", "offers", "supports", "questions")}
    parts = [say(NOUN, name, count=count) for name, count in counts.items() if count]
    return say(NOUN, "summary", parts=parts, items=waiting.items, next_due=waiting.next_due)


def mine(waiting: Waiting) -> MessageContent:
    content = [blocks.header(plain(NOUN, "title")), blocks.section(summary(waiting))]
    content += [action_items.line(item, waiting.today) for item in waiting.items.lines]
    if waiting.items.total > len(waiting.items.lines):
        content.append(blocks.context(say(NOUN, "more", left=waiting.items.total - len(waiting.items.lines))))
    if waiting.items.earlier:
        content.append(blocks.context(say(NOUN, "earlier", count=waiting.items.earlier)))
    content.append(blocks.actions("waiting", _buttons(waiting)))
    return MessageContent(text=blocks.text_of(content), blocks=content)


def _buttons(waiting: Waiting) -> list[Block]:
    check_in = blocks.button(plain(NOUN, "button_answer"), ActionId.RUN, "report", style="primary")
    return [*([check_in] if waiting.answers else []), action_items.assign_button()]
