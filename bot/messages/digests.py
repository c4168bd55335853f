"""The monthly digest of a network as a message: one screen, with the table behind a button."""

from collections.abc import Iterable, Sequence
from datetime import date

from bot.messages.network import NetworkPointer, practice_name
from bot.slack import blocks
from bot.slack.blocks import Block, MessageContent
from bot.slack.identifiers import ActionId
from plans import digests
from plans.digests import FEWEST_BEHIND, FEWEST_DUE, POINTS, CallReason, Digest, Moving, UnitMonth
from plans.network import NetworkBy
from prompts import plain, say

NOUN = "digests"
MOST = 5
"""Lines of a list, so that the digest stays on one screen. How many more there are is said below it."""


def message(
    organization: str,
    digest: Digest,
    table: NetworkPointer,
    *,
    linked: Sequence[str] = (),
    ending: Sequence[str] = (),
) -> MessageContent:
    """`linked` are the lines about linked plans, for this reader; `ending` are sentences below the rules."""
    content = [
        blocks.header(plain(NOUN, "title", organization=organization, digest=digest)),
        blocks.context(say(NOUN, "days", digest=digest)),
        *(block for lines in _parts(digest, linked) for block in blocks.sections("\n".join(lines))),
        blocks.context(say(NOUN, "rules", points=POINTS, fewest_due=FEWEST_DUE, fewest_behind=FEWEST_BEHIND)),
        *(blocks.context(sentence) for sentence in ending),
        blocks.actions("digest", [_table_button(table)]),
    ]
    return MessageContent(text=blocks.text_of(content), blocks=content)


def sent(organization: str, digest: Digest, table: NetworkPointer, linked: Sequence[str] = ()) -> MessageContent:
    """As it goes out unasked."""
    return message(organization, digest, table, linked=linked, ending=[say(NOUN, "sent")])


def table_pointer(organization_id: int, on: date) -> NetworkPointer:
    return NetworkPointer(organization_id, NetworkBy.PRACTICE, on)


def _table_button(table: NetworkPointer) -> Block:
    return blocks.button(plain(NOUN, "button_table"), ActionId.NETWORK_TURN, table)


def _parts(digest: Digest, linked: Sequence[str]) -> list[list[str]]:
    """The lines of each part that has any."""
    parts = [
        _moved(digest),
        _listed("improved_title", [_changed(unit, unit.name) for unit in digest.improved]),
        _listed("calls_title", [_call(digest, unit) for unit in digest.calls]),
        _listed("unanswered_title", _unanswered(digest)),
        _not_closed(digest),
        list(linked),
    ]
    if digest.is_quiet and not linked:
        parts.append([say(NOUN, "quiet", points=POINTS)])
    return [lines for lines in parts if lines]


def _moved(digest: Digest) -> list[str]:
    lines: list[str] = [say(NOUN, "all", moving=digest)]
    completing = digest.completing
    if completing:
        count = sum(unit.milestones_completed for unit in completing)
        units = [plain(NOUN, "completing", unit=unit) for unit in completing[:MOST]]
        lines.append(say(NOUN, "milestones", count=count, units=units, more=len(completing[MOST:])))
    practices = [_changed(practice, practice_name(practice.name)) for practice in digest.moved_practices]
    return _listed("moved_title", [*lines, *_first(practices)], most=len(lines) + MOST + 1)


def _changed(moving: Moving, name: str) -> str:
    return say(NOUN, "changed", moving=moving, name=name)


def _call(digest: Digest, unit: UnitMonth) -> str:
    period = digest.month.period
    months = {"period": period, "before": digests.month_before(period)}
    reasons = [_reason(unit, reason, months) for reason in unit.reasons]
    return say(NOUN, "call", moving=unit, reasons=reasons)


def _reason(unit: UnitMonth, reason: CallReason, months: dict[str, str]) -> str:
    return plain(NOUN, reason.value, moving=unit, **months)


def _unanswered(digest: Digest) -> list[str]:
    on = digest.month.on
    return [
        say(NOUN, "unanswered", name=name, supports=supports, days=(on - supports.oldest_on).days)
        for name, supports in digest.unanswered
    ]


def _not_closed(digest: Digest) -> list[str]:
    names = digest.not_closed
    return [say(NOUN, "not_closed", digest=digest, names=names[:MOST], more=len(names[MOST:]))] if names else []


def _listed(title: str, lines: Iterable[str], most: int = MOST) -> list[str]:
    listed = _first(list(lines), most)
    return [say(NOUN, title), *listed] if listed else []


def _first(lines: list[str], most: int = MOST) -> list[str]:
    more = [say(NOUN, "more", count=len(lines) - most)] if len(lines) > most else []
    return [*lines[:most], *more]


# ---------------------------------------------------------------- answers to commands


def newest(
    organization: str,
    digest: Digest | None,
    table: NetworkPointer | None,
    following: Sequence[str],
    linked: Sequence[str] = (),
) -> MessageContent:
    """The newest digest, and when the next one goes out."""
    if digest is None or table is None:
        text = "\n".join([say(NOUN, "none_yet", organization=organization), *following])
        return MessageContent(text=text, blocks=blocks.sections(text))
    return message(organization, digest, table, linked=linked, ending=following)


def following(organization: str, period: str, deadline: date, *, is_on: bool) -> list[str]:
    if not is_on:
        return [say(NOUN, "is_off", organization=organization)]
    return [say(NOUN, "next", period=period, deadline=deadline)]


def counting(organization: str, schools: int) -> MessageContent:
    return MessageContent(text=say(NOUN, "counting", organization=organization, schools=schools))


def changed(organization: str, next_ones: Sequence[str], *, is_on: bool) -> MessageContent:
    sentences = [say(NOUN, "turned_on" if is_on else "turned_off", organization=organization)]
    return MessageContent(text="\n".join([*sentences, *(next_ones if is_on else ())]))
