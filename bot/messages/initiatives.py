"""An organization's initiatives as messages: the list, a page at a time, one of them, and where they overlap."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot import blocks, limits
from bot.blocks import Block, MenuButton, MessageContent
from bot.button_values import ButtonValue
from bot.identifiers import ActionId
from plans import initiatives as rules
from plans.initiative_overlaps import Overlap, OverlapRow
from plans.initiatives import Initiative
from plans.practices import PRACTICES, named
from prompts import Safe, plain, say

NOUN = "initiatives"
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


@dataclass(frozen=True, slots=True, kw_only=True)
class ListedInitiative:
    initiative: Initiative
    places: Sequence[str]
    """Names; empty where it runs everywhere below, or nowhere yet."""
    is_everywhere: bool
    whose: str = ""
    """The organization above whose initiative it is; empty for the list's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InventoryPage:
    organization: str
    day: date
    listed: Sequence[ListedInitiative]
    pointer: InventoryPointer
    may_change: bool


def message(page: InventoryPage) -> MessageContent:
    """The page that the pointer begins with."""
    first = page.pointer.first_row
    listed, following = page.listed[first : first + PAGE], first + PAGE
    content = [blocks.header(plain(NOUN, "title", organization=page.organization, as_of=page.day))]
    content.append(blocks.section(say(NOUN, "summary", **totals(page.listed, page.day))))
    content += [_row(each, page.day) for each in listed]
    if len(page.listed) > PAGE:
        last = min(following, len(page.listed))
        content.append(blocks.context(say(NOUN, "rows", first=first + 1, last=last, count=len(page.listed))))
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


def _row(listed: ListedInitiative, day: date) -> Block:
    initiative = listed.initiative
    purpose = limits.clamp(initiative.facts.purpose, PURPOSE_SHOWN)
    line = say(NOUN, "row", listed=listed, facts=initiative.facts, purpose=purpose, state=initiative.state(day))
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
    if page.listed:
        controls.append(blocks.button(plain(NOUN, "button_overlap"), ActionId.INITIATIVES_OVERLAP, pointer))
        controls.append(blocks.button(plain(NOUN, "button_files"), ActionId.INITIATIVES_FILES, pointer))
    return controls


# ---------------------------------------------------------------- one of them


def card(listed: ListedInitiative, day: date, *, may_change: bool) -> MessageContent:
    facts, initiative = listed.initiative.facts, listed.initiative
    practices = named(facts.practices)
    about = say(NOUN, "about", listed=listed, facts=facts, practices=practices, state=initiative.state(day))
    content = [blocks.header(facts.name), *blocks.sections(about)]
    if may_change:
        content.append(blocks.actions(f"initiative:{initiative.id}", _card_controls(initiative)))
    return MessageContent(text=blocks.text_of(content), blocks=content)


def _card_controls(initiative: Initiative) -> list[Block]:
    pointer = InitiativePointer(initiative.id)
    remove = MenuButton(label=plain(NOUN, "button_remove"), action=ActionId.INITIATIVE_REMOVE, pointer=pointer)
    edit = blocks.button(plain(NOUN, "button_edit"), ActionId.INITIATIVE_EDIT, pointer)
    return [edit, blocks.button_menu([remove])]


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
