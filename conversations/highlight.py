"""The monthly highlight discussion: six sections drafted from the month's answers, edited and then signed.

Each line has its author and day. A line that a leader rewrites is marked as edited, so no one is misquoted.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from plans.progress import Status


class Section(StrEnum):
    ACCOMPLISHMENTS = "accomplishments"
    CHALLENGES = "challenges"
    RISKS = "risks"
    NEXT_STEPS = "next_steps"
    MODIFICATIONS = "modifications"
    DEBRIEF = "debrief"


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesLine:
    text: str
    who: str = ""
    said_on: date | None = None
    edited_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesSection:
    key: Section
    lines: tuple[MinutesLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Minutes:
    organization: str
    plan: str
    period: str
    participants: tuple[str, ...] = ()
    held_on: date | None = None
    previous_on: date | None = None
    submitted_on: date | None = None
    submitted_by: str = ""
    sections: tuple[MinutesSection, ...] = ()
    offered: frozenset[str] = frozenset()
    """The names of all lines generated for this draft, so that a deleted line does not come back."""

    def section(self, key: Section) -> MinutesSection:
        return next((section for section in self.sections if section.key == key), MinutesSection(key=key))


class Saying(StrEnum):
    """The template of a remark, in prompts/messages/minutes.j2."""

    DONE = "done"
    ON_TRACK = "on_track"
    BEHIND = "behind"
    SUPPORT = "support"
    RISK = "risk"
    RECOVERY = "recovery"
    COMING_UP = "coming_up"
    NOT_STARTED = "not_started"
    DATE_MOVED = "date_moved"


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthAnswer:
    """One person's answer about one action item or milestone in the month."""

    code: str
    text: str
    status: Status
    who: str
    on: date
    cause: str = ""
    recovery: str = ""
    support: str = ""
    evidence: str = ""
    completed_on: date | None = None
    due: date | None = None
    on_behalf_of: str = ""
    late: bool = False
    corrects: str = ""
    """The earlier period that the answer corrects, if its minutes are published."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedRisk:
    risk: str
    mitigation: str
    who: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Modification:
    code: str
    text: str
    old_due: date | None
    new_due: date | None
    reason: str
    who: str
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ComingUp:
    """An open action item due before the next check-in."""

    code: str
    text: str
    due: date
    owner: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    replies: tuple[MonthAnswer, ...] = ()
    risks: tuple[NamedRisk, ...] = ()
    modifications: tuple[Modification, ...] = ()
    coming_up: tuple[ComingUp, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """A line without its wording: its template, subject and author."""

    section: Section
    saying: Saying
    about: MonthAnswer | NamedRisk | Modification | ComingUp
    who: str = ""
    said_on: date | None = None


_BY_STATUS: Mapping[Status, tuple[Section, Saying]] = MappingProxyType(
    {
        Status.DONE: (Section.ACCOMPLISHMENTS, Saying.DONE),
        Status.ON_TRACK: (Section.ACCOMPLISHMENTS, Saying.ON_TRACK),
        Status.BEHIND: (Section.CHALLENGES, Saying.BEHIND),
        Status.NOT_STARTED: (Section.NEXT_STEPS, Saying.NOT_STARTED),
    }
)


def draft(month: Month) -> tuple[Remark, ...]:
    """The remarks of each section, completed work first. The debrief is left for the meeting."""
    order = {status: place for place, status in enumerate(_BY_STATUS)}
    replies = sorted(month.replies, key=lambda reply: order[reply.status])
    remarks = [remark for reply in replies for remark in _remarks(reply)]
    remarks += [_remark(Section.RISKS, Saying.RISK, risk, risk.who, risk.on) for risk in month.risks]
    waiting = {reply.code for reply in month.replies if reply.status is Status.NOT_STARTED}
    coming_up = (item for item in month.coming_up if item.code not in waiting)
    remarks += [_remark(Section.NEXT_STEPS, Saying.COMING_UP, item) for item in coming_up]
    for change in month.modifications:
        remarks.append(_remark(Section.MODIFICATIONS, Saying.DATE_MOVED, change, change.who, change.on))
    return tuple(remarks)


def _remarks(reply: MonthAnswer) -> Iterable[Remark]:
    section, saying = _BY_STATUS[reply.status]
    yield _remark(section, saying, reply, reply.who, reply.on)
    if reply.recovery:
        yield _remark(Section.NEXT_STEPS, Saying.RECOVERY, reply, reply.who, reply.on)
    if reply.support:
        yield _remark(Section.CHALLENGES, Saying.SUPPORT, reply, reply.who, reply.on)


def _remark(
    section: Section,
    saying: Saying,
    about: MonthAnswer | NamedRisk | Modification | ComingUp,
    who: str = "",
    said_on: date | None = None,
) -> Remark:
    return Remark(section=section, saying=saying, about=about, who=who, said_on=said_on)


def offered(fresh: Minutes) -> Minutes:
    """Add the names of all lines to `offered`."""
    return replace(fresh, offered=frozenset(_names(fresh)))


def without(fresh: Minutes, earlier: Minutes) -> Minutes:
    """Remove the lines that the earlier minutes had, unless they come from an answer after their signing."""
    sections = (
        MinutesSection(
            key=section.key, lines=tuple(line for line in section.lines if not _is_told(earlier, section.key, line))
        )
        for section in fresh.sections
    )
    return replace(fresh, sections=tuple(sections))


def _is_told(earlier: Minutes, key: Section, line: MinutesLine) -> bool:
    signed = earlier.submitted_on
    said_since = signed is not None and line.said_on is not None and line.said_on > signed
    return not said_since and _name(key, line) in earlier.offered


def renew(draft: Minutes, fresh: Minutes) -> Minutes:
    """Add new lines to the draft and remove outdated ones. Lines that a person wrote or edited stay."""
    still_said = frozenset(_names(fresh))
    sections = []
    for key in Section:
        still_there = [
            line for line in draft.section(key).lines if _is_own(draft, key, line) or _name(key, line) in still_said
        ]
        new = [line for line in fresh.section(key).lines if _name(key, line) not in draft.offered]
        sections.append(MinutesSection(key=key, lines=(*still_there, *new)))
    return replace(draft, sections=tuple(sections), offered=draft.offered | still_said)


def _is_own(draft: Minutes, key: Section, line: MinutesLine) -> bool:
    """Whether a person wrote or edited the line."""
    return bool(line.edited_by) or _name(key, line) not in draft.offered


def _names(minutes: Minutes) -> Iterable[str]:
    for section in minutes.sections:
        for line in section.lines:
            yield _name(section.key, line)


def _name(key: Section, line: MinutesLine) -> str:
    return f"{key}|{line.who}|{line.text}"


def edit(
    minutes: Minutes, key: Section, edits: Mapping[int, str], added: Sequence[str], *, editor: str, on: date
) -> Minutes:
    """Edit a section. `edits` maps a line's index to its new text, empty to delete it; `added` are new lines."""
    lines = [
        _edited(line, edits.get(place, line.text), editor)
        for place, line in enumerate(minutes.section(key).lines)
        if edits.get(place, line.text).strip()
    ]
    lines += [MinutesLine(text=text.strip(), who=editor, said_on=on) for text in added if text.strip()]
    section = MinutesSection(key=key, lines=tuple(lines))
    sections = {**{other.key: other for other in minutes.sections}, key: section}
    return replace(minutes, sections=tuple(sections[name] for name in Section if name in sections))


def _edited(line: MinutesLine, text: str, editor: str) -> MinutesLine:
    return line if text.strip() == line.text else replace(line, text=text.strip(), edited_by=editor)
