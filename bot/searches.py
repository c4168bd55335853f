"""`/plan find`: what mentions some words, within what whoever asks may read, and how it is opened."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.action_items import backgrounds, moves
from bot.action_items import desk as items
from bot.action_items.rules import CHANGEABLE_ITEM
from bot.messages import minutes as minutes_messages
from bot.messages import notices
from bot.messages import search as messages
from bot.messages.items import lines as item_messages
from bot.messages.items.pointers import ItemPointer
from bot.messages.search import DescribedGroup, DescribedMatch, KindPointer, MatchPointer
from bot.permissions import roles
from bot.permissions.guards import AccessRule
from bot.permissions.plan_rules import find_plan, permitted
from bot.permissions.roles import Permission
from bot.routing.guarded import reads
from bot.routing.route import Route, opener
from bot.slack.blocks import Block, MessageContent
from bot.slack.button_values import StaleValueError
from bot.slack.identifiers import ActionId
from bot.slack.payloads import Click, Command
from bot.turns import CannotDoError, Turn
from plans.search_words import read_words
from storage.plans import plans
from storage.plans.plans import PlanSummary
from storage.rounds import minutes
from storage.search import details, matches
from storage.search.matches import Match, MatchGroup, Search
from storage.search.sources import SearchedSource

LISTED = 10
"""Matches of all kinds in the answer to the command."""
LISTED_OF_KIND = 45
"""Matches in the form that lists more of one kind."""


@dataclass(frozen=True, slots=True)
class SearchedWords:
    """What was typed after /plan find."""

    words: str

    @classmethod
    def typed(cls, _command: Command, words: str) -> "SearchedWords":
        return cls(words)


def _readable(turn: Turn, _words: SearchedWords | KindPointer) -> Sequence[PlanSummary]:
    """The plans of all years whose status this person may see, at least one."""
    existing = plans.summaries(turn.session, turn.by.workspace_id)
    if not existing:
        raise CannotDoError("errors", "no_plan")
    readable = roles.allowed_in(turn.session, turn.by, Permission.SEE_STATUS, existing)
    return readable or [permitted(turn, Permission.SEE_STATUS, existing[0])]


def _openable(turn: Turn, pointer: MatchPointer) -> Match:
    match = matches.stored(turn.session, pointer.source, pointer.row_id, pointer.part, reader=turn.by.slack_id)
    if match is None:
        raise StaleValueError
    permission = Permission.WRITE_MINUTES if match.is_draft else Permission.SEE_STATUS
    permitted(turn, permission, find_plan(turn, match.plan_id))
    return match


READABLE_PLANS: AccessRule[SearchedWords | KindPointer, Sequence[PlanSummary]] = AccessRule(
    Permission.SEE_STATUS, _readable
)
OPENABLE: AccessRule[MatchPointer, Match] = AccessRule(Permission.SEE_STATUS, _openable)


# ---------------------------------------------------------------- searching


def show(turn: Turn, _command: Command, typed: SearchedWords, readable: Sequence[PlanSummary]) -> MessageContent:
    search = _search(turn, typed.words, readable)
    if not search.words:
        return messages.nothing_typed()
    groups = matches.find(turn.session, search, most=LISTED)
    if not groups:
        return messages.nothing_matches(typed.words)
    return messages.groups(_shown(search.words), [_described(turn, group, readable) for group in groups])


def _shown(words: Sequence[str]) -> str:
    return " ".join(word.replace(" ", ".") for word in words)


def more(turn: Turn, _click: Click, pointer: KindPointer, readable: Sequence[PlanSummary]) -> Block:
    search = _search(turn, pointer.words, readable)
    groups = matches.find(turn.session, search, most=LISTED_OF_KIND, only=pointer.kind)
    group = groups[0] if groups else MatchGroup(pointer.kind, 0, ())
    return messages.more(_described(turn, group, readable))


def _search(turn: Turn, words: str, readable: Sequence[PlanSummary]) -> Search:
    drafting = roles.allowed_in(turn.session, turn.by, Permission.WRITE_MINUTES, readable)
    return Search(
        words=read_words(words),
        workspace_id=turn.by.workspace_id,
        slack_id=turn.by.slack_id,
        plan_ids=[plan.id for plan in readable],
        draft_plan_ids=[plan.id for plan in drafting],
    )


def _described(turn: Turn, group: MatchGroup, readable: Sequence[PlanSummary]) -> DescribedGroup:
    names = {plan.id: plan.organization for plan in readable} if len(readable) > 1 else {}
    described = [
        DescribedMatch(
            match=match, details=details.load(turn.session, match), organization=names.get(match.plan_id, "")
        )
        for match in group.matches
    ]
    return DescribedGroup(kind=group.kind, total=group.total, matches=described)


# ---------------------------------------------------------------- opening


def open_match(turn: Turn, click: Click, pointer: MatchPointer, match: Match) -> Block:
    match match.source:
        case SearchedSource.ITEM:
            return _item(turn, click, ItemPointer(pointer.row_id))
        case SearchedSource.MINUTES:
            return _minutes(turn, match)
        case _:
            described = DescribedMatch(match=match, details=details.load(turn.session, match), organization="")
            return messages.opened(described)


def _item(turn: Turn, click: Click, pointer: ItemPointer) -> Block:
    """The form with what this person can do with the item, or what it says."""
    try:
        return items.open_item(turn, click, pointer, CHANGEABLE_ITEM.admit(turn, pointer))
    except CannotDoError:
        item = moves.find(turn, pointer.item_id)
        return notices.form(item_messages.details(item, turn.today(item.time_zone), backgrounds.load(turn, item)))


def _minutes(turn: Turn, match: Match) -> Block:
    content = minutes_messages.to_read(minutes.get(turn.session, match.row_id))
    note = [messages.draft_note()] if match.is_draft else []
    return notices.form(replace(content, blocks=[*content.blocks, *note]))


ROUTES: tuple[Route, ...] = (
    opener(ActionId.SEARCH_OPEN, MatchPointer.of, reads(OPENABLE, open_match)),
    opener(ActionId.SEARCH_MORE, KindPointer.of, reads(READABLE_PLANS, more)),
)
