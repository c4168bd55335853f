"""Next steps that leaders type into a draft: whom each names, and by when."""

import re
from dataclasses import replace
from datetime import date

from bot.action_items import owners, sentences
from bot.action_items.owners import BadOwnerError
from bot.turns import Turn
from conversations.highlight import Minutes, MinutesLine, MinutesSection, Promise, PromiseKind, Section
from plans.dates import split_deadline
from storage.people import people, role_holders
from storage.plans.plans import PlanSummary

_NOT_WORDS = re.compile(r"[^\w]+")


def with_promises(turn: Turn, plan: PlanSummary, before: Minutes, edited: Minutes) -> Minutes:
    """Each line that somebody typed under Next steps promises something. A line that stays keeps its promise."""
    promised = {line.text: line.promise for line in before.section(Section.NEXT_STEPS).lines if line.is_typed}
    lines = tuple(_promising(turn, plan, line, promised.get(line.text)) for line in _next_steps(edited))
    sections = (
        MinutesSection(key=section.key, lines=lines) if section.key is Section.NEXT_STEPS else section
        for section in edited.sections
    )
    return replace(edited, sections=tuple(sections))


def new_dates(before: Minutes, edited: Minutes) -> list[date | None]:
    """The dates of the steps that were typed since."""
    earlier = {line.text for line in _next_steps(before)}
    typed = (line for line in _next_steps(edited) if line.is_typed and line.text not in earlier)
    return [line.promise.due for line in typed if line.promise is not None]


def _next_steps(minutes: Minutes) -> tuple[MinutesLine, ...]:
    return minutes.section(Section.NEXT_STEPS).lines


def _promising(turn: Turn, plan: PlanSummary, line: MinutesLine, before: Promise | None) -> MinutesLine:
    return replace(line, promise=before or _promise(turn, plan, line.text)) if line.is_typed else line


def _promise(turn: Turn, plan: PlanSummary, text: str) -> Promise:
    """Who is named first is asked about it; if nobody is, whoever typed it."""
    today = turn.today(plan.time_zone)
    sentence = sentences.read(text, today)
    due = sentence.due or split_deadline(text.replace("(", " ").replace(")", " "), today).due
    owner_id = _mentioned(turn, sentence.people) or _named(turn, plan, text) or turn.by.id
    return Promise(kind=PromiseKind.STEP, due=due, owner_id=owner_id)


def _mentioned(turn: Turn, mentions: tuple[str, ...]) -> int | None:
    if not mentions or mentions[0] == sentences.ME:
        return None
    try:
        return owners.member(turn, mentions[0]).id
    except BadOwnerError:
        return None


def _named(turn: Turn, plan: PlanSummary, text: str) -> int | None:
    """Who holds a role, or has a full name, that stands in the text: the longest one counts."""
    holders = role_holders.by_key(turn.session, plan.id)
    by_name = {member.name: member.id for member in people.full_members(turn.session, plan.workspace_id)}
    by_name |= {
        role: holder.id
        for role, role_holders_now in holders.items()
        for holder in role_holders_now
        if holder.active and not holder.guest
    }
    words = _as_words(text)
    named = [name for name in by_name if _as_words(name) in words]
    return by_name[max(named, key=len)] if named else None


def _as_words(text: str) -> str:
    return f" {_NOT_WORDS.sub(' ', text.casefold()).strip()} "
