"""The Home tab: everything that waits for its reader, each line with its buttons."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby
from types import MappingProxyType
from typing import Generic, TypeVar

from bot import blocks, limits
from bot.blocks import Block
from bot.button_values import ButtonValue
from bot.identifiers import ActionId
from bot.messages import comments as comment_messages
from bot.messages.check_ins import request as check_in_messages
from bot.messages.check_ins.about import About
from bot.messages.items import lines as action_items
from bot.messages.items import reminders
from bot.messages.items import supports as support_messages
from bot.messages.items.pointers import MilestonePointer
from bot.messages.threads.questions import WaitingQuestion
from bot.messages.threads.steering import LedQuestion
from conversations.action_items import OfferState
from conversations.check_in import CheckIn
from prompts import Safe, plain, say
from storage.dialogs.open_dialogs import OpenDialog
from storage.items.assignments import DUE_SOON, AssignedItem, LedMilestone, OwnedItem, Page
from storage.items.offers import Offered
from storage.items.support_values import Support, SupportState
from storage.people.home_settings import HomeSettings
from storage.plans.comments import CoachComment

NOUN = "home"
LINE_SHOWN = 500
LED_SHOWN = 1_500
"""Characters of a dialog with its question and tips."""
ALONE = ("D", "U", "W")
"""The first letters of the ids of direct messages and people."""


class HomeSection(StrEnum):
    CHECK_INS = "check_ins"
    OFFERS = "offers"
    SUPPORTS = "supports"
    QUESTIONS = "questions"
    COMMENTS = "comments"
    ITEMS = "items"
    MILESTONES = "milestones"
    DIALOGS = "dialogs"
    ASKED = "asked"


class ListedYears(StrEnum):
    """Of which school years Home lists action items and milestones."""

    THIS = "this"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class YearsPointer(ButtonValue):
    """What the button that lists earlier school years, or hides them again, carries."""

    listed: ListedYears


@dataclass(frozen=True, slots=True)
class HomePage(ButtonValue):
    """What the buttons that turn a section's pages carry."""

    section: HomeSection
    number: int


PAGE_SIZES: Mapping[HomeSection, int] = MappingProxyType(
    {
        HomeSection.CHECK_INS: 1,
        HomeSection.OFFERS: 4,
        HomeSection.SUPPORTS: 3,
        HomeSection.QUESTIONS: 2,
        HomeSection.COMMENTS: 2,
        HomeSection.ITEMS: 12,
        HomeSection.MILESTONES: 4,
        HomeSection.DIALOGS: 3,
        HomeSection.ASKED: 4,
    }
)
"""Lines per page. With their headings and buttons, all sections stay under Slack's limit of 100 blocks."""

Line = TypeVar("Line")


@dataclass(frozen=True, slots=True)
class Paged(Generic[Line]):
    page: Page[Line]
    number: int
    size: int


@dataclass(frozen=True, slots=True)
class HomeDialog:
    dialog: OpenDialog
    question: LedQuestion | None
    """Its current question, if the reader leads it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Duties:
    person_id: int
    today: date
    settings: HomeSettings
    check_ins: Paged[tuple[CheckIn, About]]
    offers: Paged[Offered]
    supports: Paged[Support]
    questions: Paged[WaitingQuestion]
    comments: Paged[CoachComment]
    items: Paged[OwnedItem]
    milestones: Paged[LedMilestone]
    dialogs: Paged[HomeDialog]
    asked: Paged[AssignedItem]


def home(duties: Duties) -> Block:
    content = [blocks.header(plain(NOUN, "title")), *_welcome(duties), *_waiting(duties), *_items(duties)]
    content += [*_milestones(duties), *_dialogs(duties), *_asked(duties)]
    buttons = [action_items.assign_button(), reminders.button()]
    if not duties.check_ins.page.total and (duties.items.page.total or duties.milestones.page.total):
        buttons.append(blocks.button(plain(NOUN, "button_report"), ActionId.REPORT_NOW, "all"))
    buttons += _years_button(duties)
    content += [blocks.divider(), blocks.actions("home:footer", buttons), blocks.context(say(NOUN, "help"))]
    return blocks.home(content)


def _welcome(duties: Duties) -> list[Block]:
    """What this is and what to do first, until it is dismissed or a check-in is answered."""
    if not duties.settings.is_new:
        return []
    button = blocks.button(plain(NOUN, "button_dismiss"), ActionId.HOME_DISMISS, "")
    return [blocks.section(say(NOUN, "welcome", first=_first_thing(duties)), button)]


def _first_thing(duties: Duties) -> str:
    """The name of the sentence that says what to do first."""
    if duties.check_ins.page.total:
        return "check_in"
    if duties.offers.page.total or duties.supports.page.total or duties.questions.page.total:
        return "answer"
    return "items" if duties.items.page.total else "nothing"


def _years_button(duties: Duties) -> list[Block]:
    if not duties.items.page.earlier:
        return []
    is_listed = duties.settings.earlier_years
    label = plain(NOUN, "button_this_year" if is_listed else "button_earlier_years", count=duties.items.page.earlier)
    pointer = YearsPointer(ListedYears.THIS if is_listed else ListedYears.ALL)
    return [blocks.button(label, ActionId.HOME_YEARS, pointer)]


def unknown() -> Block:
    return blocks.home([blocks.section(say(NOUN, "unknown")), blocks.context(say(NOUN, "help"))])


# ---------------------------------------------------------------- what waits for an answer


def _waiting(duties: Duties) -> list[Block]:
    content: list[Block] = []
    for check_in, about in duties.check_ins.page.lines:
        content.append(blocks.header(check_in_messages.title(about)))
        content += check_in_messages.check_in_blocks(check_in, about)
    content += _pager(HomeSection.CHECK_INS, duties.check_ins)
    if duties.offers.page.total:
        content.append(_heading("offers_title", duties.offers))
        for offer in duties.offers.page.lines:
            content += _offer(offer)
        content += _pager(HomeSection.OFFERS, duties.offers)
    if duties.supports.page.total:
        content.append(_heading("supports_title", duties.supports))
        for support in duties.supports.page.lines:
            content += _support(support, duties.person_id)
        content += _pager(HomeSection.SUPPORTS, duties.supports)
    if duties.questions.page.total:
        content.append(_heading("questions_title", duties.questions))
        for question in duties.questions.page.lines:
            content += _question(question)
        content += _pager(HomeSection.QUESTIONS, duties.questions)
    content += _comments(duties.comments)
    return content or [blocks.section(say(NOUN, "nothing_waits"))]


def _offer(offer: Offered) -> list[Block]:
    """Offers to accept, and suggested dates to decide on."""
    if offer.state is not OfferState.DATE_SUGGESTED:
        return action_items.offer_blocks(offer)
    text = limits.clamp(say(NOUN, "suggested", offer=offer), LINE_SHOWN)
    return [
        blocks.section(text),
        blocks.actions(f"offer:{offer.id}", action_items.suggestion_buttons(offer.id, offer.suggested_due)),
    ]


def _question(question: WaitingQuestion) -> list[Block]:
    """Private questions, with the buttons of their messages."""
    text = limits.clamp(f"{say(NOUN, 'question', question=question)}\n{question.text}", LINE_SHOWN)
    return [blocks.section(text), blocks.actions(f"question:{question.id}", question.buttons)]


def _comments(comments: Paged[CoachComment]) -> list[Block]:
    """Coaches' comments that no leader has read yet."""
    if not comments.page.total:
        return []
    lines = [block for comment in comments.page.lines for block in comment_messages.waiting(comment, LINE_SHOWN)]
    return [_heading("comments_title", comments), *lines, *_pager(HomeSection.COMMENTS, comments)]


def _support(support: Support, person_id: int) -> list[Block]:
    if support.state is SupportState.PROVIDED and support.asker_id == person_id:
        return support_messages.to_rate(support)
    if support.may_answer(person_id) and support.state is SupportState.ASKED:
        return support_messages.for_provider(support)
    if support.asker_id == person_id:
        return support_messages.for_asker(support)
    return [support_messages.for_leader(support)]


# ---------------------------------------------------------------- the lists below


def _items(duties: Duties) -> list[Block]:
    if not duties.items.page.lines:
        return [blocks.divider(), blocks.context(say(NOUN, "no_items")), *_pager(HomeSection.ITEMS, duties.items)]
    content = [_heading("items_title", duties.items)]
    groups = groupby(duties.items.page.lines, key=lambda item: _group(item, duties.today))
    for group, lines in groups:
        content.append(blocks.context(_group_title(group, duties)))
        content += [action_items.line(item, duties.today, accessory=action_items.open_button(item)) for item in lines]
    return [*content, *_pager(HomeSection.ITEMS, duties.items)]


def _group(item: OwnedItem, today: date) -> str:
    """Whether it is behind, due soon or later: in that order, as they are listed."""
    if item.is_earlier:
        return "earlier"
    if item.due is None or item.due > today + DUE_SOON:
        return "later"
    return "behind" if item.due < today else "due_soon"


def _group_title(group: str, duties: Duties) -> Safe:
    page = duties.items.page
    this_year = page.total - (page.earlier if duties.settings.earlier_years else 0)
    counts = {"behind": page.behind, "due_soon": page.due_soon, "earlier": page.earlier}
    count = counts.get(group, this_year - page.behind - page.due_soon)
    return say(NOUN, f"items_{group}", count=count, until=duties.today + DUE_SOON)


def _milestones(duties: Duties) -> list[Block]:
    if not duties.milestones.page.total:
        return []
    lines = [_milestone(led) for led in duties.milestones.page.lines]
    return [_heading("milestones_title", duties.milestones), *lines, *_pager(HomeSection.MILESTONES, duties.milestones)]


def _milestone(led: LedMilestone) -> Block:
    label = plain(NOUN, "button_behind", count=led.behind)
    button = blocks.button(label, ActionId.ITEM_LATE, MilestonePointer(led.id)) if led.behind else None
    state = say(NOUN, "milestone_state", progress=led.progress)
    return blocks.section(limits.clamp(say(NOUN, "milestone", led=led, state=state), LINE_SHOWN), button)


def _dialogs(duties: Duties) -> list[Block]:
    if not duties.dialogs.page.total:
        return []
    lines = [block for line in duties.dialogs.page.lines for block in _dialog(line)]
    return [_heading("dialogs_title", duties.dialogs), *lines, *_pager(HomeSection.DIALOGS, duties.dialogs)]


def _dialog(line: HomeDialog) -> list[Block]:
    """A dialog the reader leads has its question and what the leader goes on with."""
    text, question = _place(line.dialog), line.question
    if question is None:
        return [blocks.section(limits.clamp(text, LINE_SHOWN))]
    whole = limits.clamp(f"{text}\n{question.text}", LED_SHOWN)
    row = question.steering.row(f"dialog:{line.dialog.id}", title=line.dialog.title)
    return [blocks.section(whole), row]


def _place(dialog: OpenDialog) -> Safe:
    """A link to the dialog's thread; without its address, the name of its channel or DM."""
    return say(
        NOUN, "dialog", dialog=dialog, link=Safe(dialog.permalink), in_channel=not dialog.channel.startswith(ALONE)
    )


def _asked(duties: Duties) -> list[Block]:
    if not duties.asked.page.total:
        return []
    lines = [_one_asked(asked, duties.today) for asked in duties.asked.page.lines]
    return [_heading("asked_title", duties.asked), *lines, *_pager(HomeSection.ASKED, duties.asked)]


def _one_asked(asked: AssignedItem, today: date) -> Block:
    item = asked.item
    text = limits.clamp(say(action_items.NOUN, "line", item=item), LINE_SHOWN)
    about = [say(NOUN, "owner", item=item), say(action_items.NOUN, "due", item=item, today=today)]
    about.append(action_items.state(item, today))
    answer = limits.clamp(say(NOUN, "asked_answer", asked=asked), LINE_SHOWN)
    return blocks.section("\n".join(_filled(text, " · ".join(about), answer)), action_items.open_button(item))


def _filled(*lines: str) -> Iterable[str]:
    return (line for line in lines if line)


# ---------------------------------------------------------------- pages


def _heading(part: str, paged: Paged[Line]) -> Block:
    values = {"total": paged.page.total, "behind": paged.page.behind}
    return blocks.section(Safe(say(NOUN, "heading", title=say(NOUN, part, **values))))


def _pager(section: HomeSection, paged: Paged[Line]) -> list[Block]:
    last = -(-paged.page.total // paged.size) - 1
    if last <= 0:
        return []
    buttons = []
    if paged.number > 0:
        target = HomePage(section, paged.number - 1)
        buttons.append(blocks.button(plain(NOUN, "button_back"), ActionId.HOME_BACK, target))
    if paged.number < last:
        target = HomePage(section, paged.number + 1)
        label = plain(NOUN, "button_next", page=paged.number + 2, pages=last + 1)
        buttons.append(blocks.button(label, ActionId.HOME_NEXT, target))
    return [blocks.actions(f"home:{section}", buttons)]
