"""What a search found, as a message and as forms."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.messages import notices
from bot.messages.threads.parts import kind_name
from bot.slack import blocks
from bot.slack.blocks import Block, MessageContent
from bot.slack.button_values import ButtonValue
from bot.slack.identifiers import ActionId
from conversations.parts import PartKind
from prompts import Safe, plain, say
from storage.search.details import MatchDetails
from storage.search.matches import Match
from storage.search.sources import SearchedKind, SearchedSource

NOUN = "search"
WORDS_SHOWN = 80


@dataclass(frozen=True, slots=True)
class MatchPointer(ButtonValue):
    """Where the text of a match is stored."""

    source: SearchedSource
    row_id: int
    part: str = ""


@dataclass(frozen=True, slots=True)
class KindPointer(ButtonValue):
    """A search for matches of one kind."""

    kind: SearchedKind
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DescribedMatch:
    match: Match
    details: MatchDetails
    organization: str
    """Empty where all matches are of one plan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DescribedGroup:
    kind: SearchedKind
    total: int
    matches: Sequence[DescribedMatch]
    """Those that are listed."""


def nothing_typed() -> MessageContent:
    return MessageContent(text=say(NOUN, "nothing_typed"))


def nothing_matches(words: str) -> MessageContent:
    return MessageContent(text=say(NOUN, "none", words=words[:WORDS_SHOWN]))


def groups(words: str, described: Sequence[DescribedGroup]) -> MessageContent:
    """Each kind under its heading, with a button for the rest of it."""
    parts = [say(NOUN, f"count_{each.kind}", total=each.total) for each in described]
    content = [blocks.section(say(NOUN, "summary", words=words[:WORDS_SHOWN], parts=parts))]
    for each in described:
        content += [_heading(each, words), *map(_line, each.matches)]
    return MessageContent(text=blocks.text_of(content), blocks=content)


def more(described: DescribedGroup) -> Block:
    """The matches of one kind as a form."""
    content = [_heading(described), *map(_line, described.matches)]
    if left_out := described.total - len(described.matches):
        content.append(blocks.context(say(NOUN, "left_out", count=left_out)))
    return notices.form(MessageContent(text=blocks.text_of(content), blocks=content))


def opened(described: DescribedMatch) -> Block:
    """A decision or a cause in full, with where it comes from."""
    thread = f" {say(NOUN, 'thread', link=Safe(described.details.link))}" if described.details.link else ""
    text = Safe(f"{_text(described)}{thread}")
    return notices.form(MessageContent(text=text, blocks=blocks.sections(text)))


def draft_note() -> Block:
    return blocks.context(say(NOUN, "draft_note"))


def _heading(described: DescribedGroup, words: str = "") -> Block:
    """With `words` and matches that aren't listed, a button lists more of them."""
    values = {"kind": described.kind, "shown": len(described.matches), "total": described.total}
    text = say(NOUN, "heading", **values)
    if not words or described.total == len(described.matches):
        return blocks.section(text)
    pointer = KindPointer(described.kind, words)
    button = blocks.button(plain(NOUN, "button_more"), ActionId.SEARCH_MORE, pointer)
    return blocks.section(text, blocks.read_aloud(button, plain(NOUN, "more_aloud", **values)))


def _line(described: DescribedMatch) -> Block:
    match, details = described.match, described.details
    button = blocks.button(
        plain(NOUN, "button_open"), ActionId.SEARCH_OPEN, MatchPointer(match.source, match.row_id, match.part)
    )
    aloud = plain(NOUN, "open_aloud", code=details.code, match=match, title=details.title)
    return blocks.section(_text(described), blocks.read_aloud(button, aloud))


def _text(described: DescribedMatch) -> Safe:
    match, details = described.match, described.details
    kind = kind_name(PartKind(details.part_kind)) if details.part_kind else plain(NOUN, "declined")
    return say(
        NOUN,
        f"line_{match.kind}",
        match=match,
        details=details,
        organization=described.organization,
        kind_name=kind,
        excerpt=say(NOUN, "excerpt", pieces=match.excerpt),
    )
