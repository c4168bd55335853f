"""The Home tab: one list of everything that is somebody's."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot import blocks, limits
from bot.blocks import Block
from bot.identifiers import Action
from bot.messages import check_in as check_in_messages
from bot.messages.check_in import About
from conversations.check_in import CheckIn
from prompts import plain, say

NOUN = "home"
ITEMS_SHOWN = 20
ITEM_SHOWN = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeItem:
    code: str
    text: str
    due: date | None
    organization: str


def home(
    check_ins: Sequence[tuple[CheckIn, About]], items: Sequence[HomeItem], today: date, reports: Mapping[int, str]
) -> Block:
    """`reports` are the plans, by id, on which somebody can report before they are asked."""
    shown = [blocks.header(plain(NOUN, "title"))]
    for check_in, about in check_ins:
        shown.append(blocks.header(check_in_messages.title(about)))
        shown += check_in_messages.check_in_blocks(check_in, about)
    if not check_ins:
        shown.append(blocks.section(say(NOUN, "nothing_waits")))
    for plan_id, organization in reports.items():
        button = blocks.button(plain(NOUN, "button_report"), Action.REPORT_NOW, str(plan_id))
        shown.append(blocks.section(say(NOUN, "report", organization=organization), button))
    shown += [blocks.divider(), *_items(items, today), blocks.context(say(NOUN, "help"))]
    return blocks.home(shown)


def _items(items: Sequence[HomeItem], today: date) -> list[Block]:
    if not items:
        return [blocks.context(say(NOUN, "no_items"))]
    texts = (limits.clamp(say(NOUN, "item", item=item, today=today), ITEM_SHOWN) for item in items[:ITEMS_SHOWN])
    shown = [blocks.header(plain(NOUN, "items_title")), *(blocks.section(text) for text in texts)]
    if len(items) > ITEMS_SHOWN:
        shown.append(blocks.context(say(NOUN, "more_items", count=len(items) - ITEMS_SHOWN)))
    return shown


def unknown() -> Block:
    return blocks.home([blocks.section(say(NOUN, "unknown")), blocks.context(say(NOUN, "help"))])
