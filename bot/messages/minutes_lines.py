"""What a month brought, as lines of its minutes."""

from collections.abc import Callable, Mapping

from bot.messages import outcomes
from bot.messages.minutes import NOUN
from conversations.highlight import (
    CompletedWork,
    DatedOutcome,
    Lagging,
    MinutesLine,
    Modification,
    MonthAnswer,
    NamedRisk,
    OpenSupport,
    Remark,
    Saying,
)
from prompts import plain


def line(remark: Remark) -> MinutesLine:
    """The remark as a line of the minutes."""
    facts = plain(NOUN, "facts_lagging", about=remark.about) if remark.saying is Saying.LAGGING else ""
    return MinutesLine(
        text=_text_of(remark),
        who=_who(remark),
        said_on=remark.said_on,
        key=remark.key,
        group=remark.group,
        facts=facts,
        draft_note=_draft_note(remark),
        promise=remark.promise,
        change=remark.about.reference if isinstance(remark.about, Modification) else None,
    )


def _text_of(remark: Remark) -> str:
    if isinstance(remark.about, DatedOutcome):
        return _OUTCOMES[remark.saying](remark.about)
    if isinstance(remark.about, Modification):
        return plain(
            NOUN, f"say_{remark.saying}", about=remark.about, name=plain(NOUN, "part_name", about=remark.about)
        )
    if isinstance(remark.about, MonthAnswer):
        number = outcomes.number(remark.about.reading)
        return plain(NOUN, f"say_{remark.saying}", about=remark.about, number=number)
    return plain(NOUN, f"say_{remark.saying}", about=remark.about)


_OUTCOMES: Mapping[Saying, Callable[[DatedOutcome], str]] = {
    Saying.OUTCOME: outcomes.performance,
    Saying.OUTCOME_MISSED: outcomes.missed,
    Saying.OUTCOME_DUE: outcomes.due,
}


def _who(remark: Remark) -> str:
    """The author of a remark, with "for …" and "late" where they apply."""
    if isinstance(remark.about, MonthAnswer) and remark.who:
        return plain(NOUN, "who", about=remark.about, who=remark.who)
    return remark.who


def _draft_note(remark: Remark) -> str:
    """Who the leader talks to about the line; never published."""
    match remark.about:
        case Lagging(item=item, is_milestone=is_milestone) if item.owner:
            return plain(NOUN, "lead" if is_milestone else "owner", who=item.owner)
        case OpenSupport(provider=provider) if provider:
            return plain(NOUN, "asked_of", who=provider)
        case NamedRisk(who=who, owner=owner) if who != owner:
            return plain(NOUN, "named_by", who=who)
        case MonthAnswer(who=who) | CompletedWork(who=who) if who and not remark.who:
            return plain(NOUN, "reported_by", who=who)
    return ""
