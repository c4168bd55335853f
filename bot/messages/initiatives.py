"""An organization's initiatives as messages: the list, a page at a time, one of them, and where they overlap."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.slack import blocks, limits
from bot.slack.blocks import Block, MenuButton, MessageContent
from bot.slack.button_values import ButtonValue
from bot.slack.identifiers import ActionId
from plans import initiatives as rules
from plans.initiative_overlaps import Overlap, OverlapRow
from plans.initiatives import Initiative, InitiativeDecisionKind, InitiativeState
from plans.practices import PRACTICES, named
from prompts import Safe, plain, say

NOUN, DECISIONS, RATINGS = "initiatives", "initiative_decisions", "initiative_ratings"
PAGE = 8
"""Initiatives on a page of the list, so that it fits on one screen."""
PURPOSE_SHOWN = 150
"""Characters in the list."""
LINES = 12
"""Places with several initiatives on one practice, in a message. The picture and the files have all."""


@dataclass(frozen=True, slots=True)
class InventoryPointer(ButtonValue):
    """What the buttons below a list carry."""

    organization_id: int
    as_of: date
    first_row: int = 0


@dataclass(frozen=True, slots=True)
class InitiativePointer(ButtonValue):
    initiative_id: int


@dataclass(frozen=True, slots=True)
class InitiativeDecisionPointer(ButtonValue):
    initiative_id: int
    decision: InitiativeDecisionKind


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedInitiative:
    initiative: Initiative
    places: Sequence[str]
    """Names; empty where it runs everywhere below, or nowhere yet."""
    is_everywhere: bool
    whose: str = ""
    """The organization above whose initiative it is; empty for the list's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingState:
    """Where the team's private ratings stand."""

    closes_on: date | None = None
    """None while nobody is asked."""
    raters: int = 0
    rated: int = 0
    has_matrix: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class InventoryPage:
    organization: str
    day: date
    listed: Sequence[ListedInitiative]
    pointer: InventoryPointer
    may_change: bool
    rating: RatingState = RatingState()


def message(page: InventoryPage) -> MessageContent:
    """The page that the pointer begins with."""
    first = page.pointer.first_row
    listed, following = page.listed[first : first + PAGE], first + PAGE
    content = [blocks.header(plain(NOUN, "title", organization=page.organization, as_of=page.day))]
    content.append(blocks.section(say(NOUN, "summary", **totals(page.listed, page.day))))
    if page.may_change and not page.listed:
        content.append(blocks.section(say(NOUN, "how_to_begin")))
    content += [_row(each) for each in listed]
    if len(page.listed) > PAGE:
        last = min(following, len(page.listed))
        content.append(blocks.context(say(NOUN, "rows", first=first + 1, last=last, count=len(page.listed))))
    if page.may_change and page.rating.closes_on is not None:
        content.append(blocks.context(say(RATINGS, "progress", **_rating_values(page.rating))))
    if controls := _controls(page, following if following < len(page.listed) else None):
        content.append(blocks.actions("initiatives", controls))
    return MessageContent(text=blocks.text_of(content), blocks=content)


def totals(listed: Sequence[ListedInitiative], day: date) -> dict[str, object]:
    """What the summary says: of those under way their cost, of those that end what that frees."""
    every = [each.initiative for each in listed]
    running = [each for each in every if each.is_running(day)]
    return {
        "running": len(running),
        "dollars": rules.dollars(running),
        "hours": rules.hours(running),
        "stopped": len(rules.stopped(every)),
        "freed_dollars": rules.freed_dollars(every),
        "freed_hours": rules.freed_hours(every),
    }


def _row(listed: ListedInitiative) -> Block:
    initiative = listed.initiative
    purpose = limits.clamp(initiative.facts.purpose, PURPOSE_SHOWN)
    decision = say(DECISIONS, "line", decision=initiative.decision) if initiative.decision else ""
    line = say(NOUN, "row", listed=listed, facts=initiative.facts, purpose=purpose, decision=decision)
    button = blocks.button(plain(NOUN, "button_open"), ActionId.INITIATIVE_OPEN, InitiativePointer(initiative.id))
    return blocks.section(line, blocks.read_aloud(button, plain(NOUN, "open_aloud", name=initiative.facts.name)))


def _controls(page: InventoryPage, next_row: int | None) -> list[Block]:
    pointer = replace(page.pointer, first_row=0)
    controls: list[Block] = []
    if next_row is not None:
        following = replace(pointer, first_row=next_row)
        controls.append(blocks.button(plain(NOUN, "button_next"), ActionId.INITIATIVES_NEXT, following))
    if page.may_change:
        controls.append(blocks.button(plain(NOUN, "button_add"), ActionId.INITIATIVE_ADD, pointer))
    if page.may_change and page.listed:
        controls.append(_rating_control(page.rating, pointer))
    if page.listed:
        controls.append(blocks.button(plain(NOUN, "button_overlap"), ActionId.INITIATIVES_OVERLAP, pointer))
        controls.append(blocks.button(plain(NOUN, "button_files"), ActionId.INITIATIVES_FILES, pointer))
    if page.rating.has_matrix:
        controls.append(blocks.button(plain(RATINGS, "button_matrix"), ActionId.INITIATIVES_MATRIX, pointer))
    return controls


def _rating_control(rating: RatingState, pointer: InventoryPointer) -> Block:
    if rating.closes_on is None:
        return blocks.button(plain(RATINGS, "button_begin"), ActionId.RATING_BEGIN, pointer)
    words = [plain(RATINGS, f"close_{part}", **_rating_values(rating)) for part in ("title", "text", "yes", "no")]
    confirm = blocks.confirm(*words)
    return blocks.button(plain(RATINGS, "button_close"), ActionId.RATING_CLOSE, pointer, confirm=confirm)


def _rating_values(rating: RatingState) -> dict[str, object]:
    return {"closes_on": rating.closes_on, "rated": rating.rated, "raters": rating.raters}


# ---------------------------------------------------------------- one of them


def card(
    listed: ListedInitiative, day: date, decided: Sequence[Safe], notices: Sequence[Safe], *, may_change: bool
) -> MessageContent:
    """`decided` are the lines of its decisions, the newest first; `notices` who tells whom that it stops."""
    facts, initiative = listed.initiative.facts, listed.initiative
    practices = named(facts.practices)
    about = say(NOUN, "about", listed=listed, facts=facts, practices=practices)
    content = [blocks.header(facts.name), *blocks.sections(about)]
    for heading, lines in (("decided_heading", decided), ("notices_heading", notices)):
        text = "\n".join([say(DECISIONS, heading), *(f"• {line}" for line in lines)])
        content += blocks.sections(text) if lines else []
    if may_change:
        content.append(blocks.actions(f"initiative:{initiative.id}", _card_controls(initiative, day)))
    return MessageContent(text=blocks.text_of(content), blocks=content)


def _card_controls(initiative: Initiative, day: date) -> list[Block]:
    pointer = InitiativePointer(initiative.id)
    decide = [
        MenuButton(
            label=plain(DECISIONS, "button", kind=kind),
            action=ActionId.INITIATIVE_DECIDE,
            pointer=InitiativeDecisionPointer(initiative.id, kind),
        )
        for kind in InitiativeDecisionKind
    ]
    remove = MenuButton(label=plain(NOUN, "button_remove"), action=ActionId.INITIATIVE_REMOVE, pointer=pointer)
    controls = [blocks.button(plain(NOUN, "button_edit"), ActionId.INITIATIVE_EDIT, pointer)]
    if initiative.state(day) in (InitiativeState.STOPPING, InitiativeState.STOPPED):
        controls.append(blocks.button(plain(DECISIONS, "button_notice"), ActionId.INITIATIVE_NOTICE, pointer))
    return [*controls, blocks.button_menu([*decide, remove])]


# ---------------------------------------------------------------- overlap


def overlap_message(organization: str, day: date, overlap: Overlap) -> MessageContent:
    content = [blocks.header(plain(NOUN, "overlap_title", organization=organization, as_of=day))]
    content += [part for text in overlap_texts(overlap, LINES) for part in blocks.sections(text)]
    return MessageContent(text=blocks.text_of(content), blocks=content)


def overlap_texts(overlap: Overlap, most: int) -> list[Safe]:
    """Where several work on one practice, which practices none works on, and what isn't counted."""
    lines = crowded_lines(overlap)
    heading = say(NOUN, "crowded", count=len(lines))
    texts = [Safe("\n".join([f"*{heading}*", *(f"• {line}" for line in lines[:most])]))]
    if len(lines) > most:
        texts.append(say(NOUN, "more_crowded", count=len(lines) - most))
    texts.append(say(NOUN, "empty", practices=empty_practices(overlap), every=len(PRACTICES)))
    if overlap.uncoded or overlap.placeless:
        texts.append(say(NOUN, "not_counted", uncoded=overlap.uncoded, placeless=overlap.placeless))
    return texts


def empty_practices(overlap: Overlap) -> list[str]:
    return [f"{code} {PRACTICES[code].name}" for code in overlap.empty]


def crowded_lines(overlap: Overlap) -> list[Safe]:
    """One for each practice and set of initiatives, with the schools in which they meet."""
    return [say(NOUN, "crowded_line", **meeting) for meeting in meetings(overlap)]


def meetings(overlap: Overlap) -> list[dict[str, object]]:
    """What a line about several initiatives on one practice says."""
    return [meeting for row in overlap.crowded for meeting in _meetings(row, dict(overlap.places))]


def _meetings(row: OverlapRow, place_names: dict[int, str]) -> list[dict[str, object]]:
    by_names: dict[tuple[str, ...], list[str]] = {}
    for place, names in row.crowded.items():
        by_names.setdefault(names, []).append(place_names.get(place, ""))
    practice = f"{row.code} {PRACTICES[row.code].name}"
    return [{"practice": practice, "initiatives": names, "places": places} for names, places in by_names.items()]
