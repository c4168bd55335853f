"""The Home tab: everything that waits for its reader, each line with its buttons."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby

from bot.messages import comments as comment_messages
from bot.messages import milestones, standings
from bot.messages.check_ins import request as check_in_messages
from bot.messages.home_values import Duties, HomeDialog, HomePage, HomeSection, Line, ListedYears, Paged, YearsPointer
from bot.messages.items import lines as action_items
from bot.messages.items import reminders
from bot.messages.items import supports as support_messages
from bot.messages.threads.questions import WaitingQuestion
from bot.slack import blocks, limits
from bot.slack.blocks import Block
from bot.slack.identifiers import ActionId
from conversations.action_items import OfferState
from prompts import Safe, plain, say
from storage.dialogs.open_dialogs import OpenDialog
from storage.items.assignments import DUE_SOON, AssignedItem, LedMilestone, OwnedItem
from storage.items.offers import Offered
from storage.items.support_values import Support, SupportState
from storage.plans.comments import CoachComment

NOUN = "home"
LINE_SHOWN = 500
LED_SHOWN = 1_500
"""Characters of a dialog with its question and tips."""
ALONE = ("D", "U", "W")
"""The first letters of the ids of direct messages and people."""


def home(duties: Duties) -> Block:
    first = [blocks.header(plain(NOUN, "title")), *_welcome(duties), *_standing_in(duties), *_waiting(duties)]
    sections = [*_plans(duties), _items(duties), _milestones(duties), _dialogs(duties), _asked(duties)]
    footer = [blocks.divider(), *_footer(duties), blocks.context(say(NOUN, "help"))]
    room = limits.VIEW_BLOCKS - len(first) - len(footer)
    return blocks.home([*first, *in_room(sections, room), *footer])


def in_room(sections: Sequence[Sequence[Block]], room: int) -> list[Block]:
    """The sections in no more than `room` blocks: the lowest ones are cut to their headings if need be."""
    fitted = [list(section) for section in sections]
    for place in reversed(range(len(fitted))):
        if sum(map(len, fitted)) <= room:
            break
        fitted[place] = [*fitted[place][:1], *([blocks.context(say(NOUN, "no_room"))] if fitted[place] else [])]
    return [block for section in fitted for block in section]


def _footer(duties: Duties) -> list[Block]:
    buttons = [] if duties.only_looks_on else [action_items.assign_button(), reminders.button()]
    if not duties.check_ins.page.total and (duties.items.page.total or duties.milestones.page.total):
        buttons.append(blocks.button(plain(NOUN, "button_report"), ActionId.REPORT_NOW, "all"))
    buttons += _years_button(duties)
    return [blocks.actions("home:footer", buttons)] if buttons else []


def _welcome(duties: Duties) -> list[Block]:
    """What this is and what to do first, until it is dismissed or a check-in is answered."""
    if not duties.settings.is_new:
        return []
    button = blocks.button(plain(NOUN, "button_dismiss"), ActionId.HOME_DISMISS, "")
    return [blocks.section(say(NOUN, "welcome", first=_first_thing(duties)), button)]


def _standing_in(duties: Duties) -> list[Block]:
    lines = [say(NOUN, "standing_in", name=name, until=until) for name, until in duties.away]
    return [blocks.context(*lines)] if lines else []


def _first_thing(duties: Duties) -> str:
    """The name of the sentence that says what to do first."""
    if duties.check_ins.page.total:
        return "check_in"
    if duties.offers.page.total or duties.supports.page.total or duties.questions.page.total:
        return "answer"
    return next(iter(duties.sections_of_plans), "items" if duties.items.page.total else "nothing")


def _years_button(duties: Duties) -> list[Block]:
    if not duties.items.page.earlier:
        return []
    is_listed = duties.settings.earlier_years
    label = plain(NOUN, "button_this_year" if is_listed else "button_earlier_years", count=duties.items.page.earlier)
    pointer = YearsPointer(ListedYears.THIS if is_listed else ListedYears.ALL)
    return [blocks.button(label, ActionId.HOME_YEARS, pointer)]


def unknown() -> Block:
    """For people of whom the program doesn't know yet whether they are full members."""
    return blocks.home([blocks.section(say(NOUN, "unknown")), blocks.context(say(NOUN, "help"))])


def guest() -> Block:
    return blocks.home([blocks.section(say(NOUN, "guest"))])


def guest_coach(dialogs: Sequence[HomeDialog]) -> Block:
    lines = [block for dialog in dialogs for block in _dialog(dialog)]
    return blocks.home([blocks.section(say(NOUN, "guest_coach")), *lines])


def newcomer(managers: Sequence[str]) -> Block:
    """For a full member who has no part in any plan. `managers` are the names of those who can change that."""
    return blocks.home([blocks.section(say(NOUN, "newcomer", managers=managers)), blocks.context(say(NOUN, "help"))])


# ---------------------------------------------------------------- what waits for an answer


def _waiting(duties: Duties) -> list[Block]:
    content: list[Block] = []
    for check_in, about in duties.check_ins.page.lines:
        content.append(blocks.header(check_in_messages.title(about)))
        content += check_in_messages.check_in_blocks(check_in, about)
    content += _pager(HomeSection.CHECK_INS, duties.check_ins)
    offers = [block for offer in duties.offers.page.lines for block in _offer(offer)]
    supports = [block for each in duties.supports.page.lines for block in _support(each, duties.person_id)]
    questions = [block for question in duties.questions.page.lines for block in _question(question)]
    content += _section(HomeSection.OFFERS, duties.offers, offers)
    content += _section(HomeSection.SUPPORTS, duties.supports, supports)
    content += _section(HomeSection.QUESTIONS, duties.questions, questions)
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
    lines = [block for comment in comments.page.lines for block in comment_messages.waiting(comment, LINE_SHOWN)]
    return _section(HomeSection.COMMENTS, comments, lines)


def _support(support: Support, person_id: int) -> list[Block]:
    if support.state is SupportState.PROVIDED and support.asker_id == person_id:
        return support_messages.to_rate(support)
    if support.may_answer(person_id) and support.state is SupportState.ASKED:
        return support_messages.for_provider(support)
    if support.asker_id == person_id:
        return support_messages.for_asker(support)
    return [support_messages.for_leader(support)]


# ---------------------------------------------------------------- the plans they lead, follow or manage


def _plans(duties: Duties) -> list[list[Block]]:
    """A section for each thing that a person is in a plan."""
    rule = blocks.context(say(standings.NOUN, "schools_rule"))
    led = [block for standing in duties.led.page.lines for block in standings.led(standing)]
    return [
        _section(HomeSection.LED, duties.led, led),
        _section(HomeSection.SCHOOLS, duties.schools, [rule, *map(standings.school, duties.schools.page.lines)]),
        _section(HomeSection.MANAGED, duties.managed, map(standings.managed, duties.managed.page.lines)),
        _section(HomeSection.FOLLOWED, duties.followed, map(standings.followed, duties.followed.page.lines)),
    ]


def _section(section: HomeSection, paged: Paged[Line], lines: Iterable[Block]) -> list[Block]:
    """Its heading, its lines and what turns its pages; nothing for a section without lines."""
    return [_heading(f"{section}_title", paged), *lines, *_pager(section, paged)] if paged.page.total else []


# ---------------------------------------------------------------- the lists below


def _items(duties: Duties) -> list[Block]:
    if not duties.items.page.lines and duties.sections_of_plans:
        return []
    if not duties.items.page.lines:
        return [blocks.context(say(NOUN, "no_items")), *_pager(HomeSection.ITEMS, duties.items)]
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
    return _section(HomeSection.MILESTONES, duties.milestones, map(_milestone, duties.milestones.page.lines))


def _milestone(led: LedMilestone) -> Block:
    state = say(NOUN, "milestone_state", progress=led.progress)
    return blocks.section(
        limits.clamp(say(NOUN, "milestone", led=led, state=state), LINE_SHOWN), milestones.open_button(led)
    )


def _dialogs(duties: Duties) -> list[Block]:
    lines = [block for line in duties.dialogs.page.lines for block in _dialog(line)]
    return _section(HomeSection.DIALOGS, duties.dialogs, lines)


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
    lines = [_one_asked(asked, duties.today) for asked in duties.asked.page.lines]
    return _section(HomeSection.ASKED, duties.asked, lines)


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
