"""The minutes of the monthly highlight discussion: a header, where the plan stands, and six sections.

Each line has its author and day. A line that a leader rewrites is marked as edited, so no one is misquoted. What the
dates say of an item behind, its `facts`, cannot be edited: only the words beside it can be reworded or kept out.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from conversations.highlight.evidence import EvidenceOutcome
from conversations.highlight.follow_up import FollowUp, Promise
from conversations.highlight.month import ChangeReference
from conversations.highlight.standing import Standing


class Section(StrEnum):
    ACCOMPLISHMENTS = "accomplishments"
    CHALLENGES = "challenges"
    RISKS = "risks"
    NEXT_STEPS = "next_steps"
    MODIFICATIONS = "modifications"
    DEBRIEF = "debrief"


class Group(StrEnum):
    """The lines of a section under a heading of their own, in this order; lines without one come last."""

    PROCESS = "process"
    PERFORMANCE = "performance"
    BEHIND = "behind"
    AT_RISK = "at_risk"
    BENCHMARKS = "benchmarks"
    ASSISTANCE = "assistance"
    TAKEAWAYS = "takeaways"
    QUESTIONS = "questions"
    SUGGESTIONS = "suggestions"
    FEEDBACK = "feedback"


NOTE = "debrief:"
"""How the keys of lines begin that were typed in the thread of the discussion's agenda."""
DEBRIEF_GROUPS = (Group.TAKEAWAYS, Group.QUESTIONS, Group.SUGGESTIONS, Group.FEEDBACK)


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesLine:
    text: str
    who: str = ""
    said_on: date | None = None
    edited_by: str = ""
    key: str = ""
    """Names a drafted line from month to month; empty for a line that a person added."""
    group: Group | None = None
    facts: str = ""
    """What stands before the text and cannot be edited: code, date and days late."""
    draft_note: str = ""
    """Whom the leader talks to, in words, for the draft alone: no name is published beside what is behind."""
    promise: Promise | None = None
    """What a next step promises. Published minutes are asked about it later."""
    change: ChangeReference | None = None
    """The change of the plan that the line tells of, for the leader's check."""

    @property
    def is_note(self) -> bool:
        """Whether it was typed in the thread of the discussion's agenda."""
        return self.key.startswith(NOTE)

    @property
    def is_typed(self) -> bool:
        """Whether a person added the line."""
        return not self.key

    @property
    def is_kept_out(self) -> bool:
        """Whether the leader took the words away and left the facts."""
        return bool(self.facts) and not self.text and bool(self.edited_by)


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesSection:
    key: Section
    lines: tuple[MinutesLine, ...] = ()

    def groups(self) -> list[tuple[Group | None, tuple[MinutesLine, ...]]]:
        """The lines under each heading; those without a heading come last."""
        names = [group for group in (*Group, None) if any(line.group is group for line in self.lines)]
        return [(name, tuple(line for line in self.lines if line.group is name)) for name in names]


@dataclass(frozen=True, slots=True, kw_only=True)
class Minutes:
    organization: str
    plan: str
    period: str
    district: str = ""
    participants: tuple[str, ...] = ()
    held_on: date | None = None
    previous_on: date | None = None
    next_on: date | None = None
    """The day of the next discussion; what is due before it are the next steps."""
    submitted_on: date | None = None
    submitted_by: str = ""
    standing: Standing | None = None
    """None in minutes from before it was kept."""
    follow_up: FollowUp | None = None
    """What became of the last minutes' next steps; None if there were none."""
    evidence: tuple[EvidenceOutcome, ...] = ()
    """What the agenda of this discussion asked for."""
    undiscussed: tuple[str, ...] = ()
    """Strategies that the last discussions, this one included, did not address. Shown in the draft alone."""
    sections: tuple[MinutesSection, ...] = ()
    offered: frozenset[str] = frozenset()
    """The names of all lines generated for this draft, so that a deleted line does not come back."""

    def section(self, key: Section) -> MinutesSection:
        return next((section for section in self.sections if section.key == key), MinutesSection(key=key))

    def promises(self) -> tuple[tuple[Promise, str], ...]:
        """What the next steps promise, each with its line; a line that the leader removed promises nothing."""
        lines = self.section(Section.NEXT_STEPS).lines
        return tuple((line.promise, line.text) for line in lines if line.promise is not None)

    @property
    def kept_out(self) -> int:
        """How many comments the leader left out beside facts that stay."""
        return sum(1 for section in self.sections for line in section.lines if line.is_kept_out)


def offered(fresh: Minutes) -> Minutes:
    """Add the names of all lines to `offered`."""
    return replace(fresh, offered=frozenset(_names(fresh)))


TOLD_ONCE = frozenset({Section.ACCOMPLISHMENTS, Section.MODIFICATIONS, Section.DEBRIEF})
"""What is still behind, at risk or due is in every month's minutes, even if earlier ones reported it."""


ON_TRACK = "on_track"
"""The key of the line that counts what is on track; it speaks of its own month."""


def without(fresh: Minutes, earlier: Minutes) -> Minutes:
    """Leave out what the earlier minutes told, unless it was said again since they were signed."""
    sections = (
        replace(section, lines=tuple(line for line in section.lines if not _is_told(earlier, section.key, line)))
        if section.key in TOLD_ONCE
        else section
        for section in fresh.sections
    )
    return replace(fresh, sections=tuple(sections))


def _is_told(earlier: Minutes, key: Section, line: MinutesLine) -> bool:
    if line.group is Group.PERFORMANCE or line.key == ON_TRACK:
        return False
    signed = earlier.submitted_on
    said_since = signed is not None and line.said_on is not None and line.said_on > signed
    return not said_since and _name(key, line) in earlier.offered


def renew(draft: Minutes, fresh: Minutes) -> Minutes:
    """The fresh draft with everything a person did to the earlier one.

    Lines that a person wrote or edited stay; a line that a person removed does not come back.
    """
    sections = tuple(
        MinutesSection(key=key, lines=_renewed(draft, key, draft.section(key).lines, fresh.section(key).lines))
        for key in Section
    )
    return replace(
        draft,
        sections=sections,
        standing=fresh.standing,
        follow_up=fresh.follow_up,
        evidence=fresh.evidence,
        undiscussed=fresh.undiscussed,
        district=fresh.district,
        offered=draft.offered | frozenset(_names(fresh)),
    )


def _renewed(
    draft: Minutes, key: Section, before: Sequence[MinutesLine], fresh: Sequence[MinutesLine]
) -> tuple[MinutesLine, ...]:
    by_name = {_name(key, line): line for line in before}
    lines = []
    for line in fresh:
        name = _name(key, line)
        earlier = by_name.get(name)
        if earlier is not None and earlier.edited_by:
            lines.append(replace(earlier, facts=line.facts, draft_note=line.draft_note, promise=line.promise))
        elif earlier is not None or name not in draft.offered or line.facts:
            lines.append(line)
    drafted = {_name(key, line) for line in fresh}
    own = [
        line for name, line in by_name.items() if name not in drafted and _is_own(draft, key, line) and not line.facts
    ]
    return (*lines, *own)


def _is_own(draft: Minutes, key: Section, line: MinutesLine) -> bool:
    """Whether a person wrote or edited the line."""
    return bool(line.edited_by) or _name(key, line) not in draft.offered


def _names(minutes: Minutes) -> Iterable[str]:
    for section in minutes.sections:
        for line in section.lines:
            yield _name(section.key, line)


def _name(key: Section, line: MinutesLine) -> str:
    return f"{key}|{line.key}" if line.key else f"{key}|{line.who}|{line.text}"


def edit(
    minutes: Minutes,
    key: Section,
    edits: Mapping[int, str],
    added: Mapping[Group | None, Sequence[str]],
    *,
    editor: str,
    on: date,
) -> Minutes:
    """Edit a section. `edits` maps a line's index to its new text, empty to delete it; `added` are new lines.

    Of a line with facts, only the words beside them go.
    """
    lines = [
        _edited(line, edits.get(place, line.text), editor)
        for place, line in enumerate(minutes.section(key).lines)
        if line.facts or edits.get(place, line.text).strip()
    ]
    for group, texts in added.items():
        lines += [MinutesLine(text=text.strip(), who=editor, said_on=on, group=group) for text in texts if text.strip()]
    section = MinutesSection(key=key, lines=tuple(lines))
    sections = {**{other.key: other for other in minutes.sections}, key: section}
    return replace(minutes, sections=tuple(sections[name] for name in Section if name in sections))


def _edited(line: MinutesLine, text: str, editor: str) -> MinutesLine:
    return line if text.strip() == line.text else replace(line, text=text.strip(), edited_by=editor)
