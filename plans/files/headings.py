"""Reads lines between tables: "Objective 1: …", "Milestone 1.1.1:", "Lead for this Initiative (one person): …"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from plans import plan
from plans.numbering import Parts, read_code, split_code


class HeadingKind(StrEnum):
    GOAL = "goal"
    PRIORITY = "priority"
    STRATEGY = "strategy"
    MILESTONE = "milestone"
    PRIORITY_LEAD = "priority_lead"
    STRATEGY_LEAD = "strategy_lead"
    MILESTONE_LEAD = "milestone_lead"
    EARLY_EVIDENCE = "early_evidence"
    SHORT_TERM = "short_term"
    FINAL = "final"
    RESOURCES = "resources"
    PRACTICE = "practice"
    SERVES = "serves"
    """The objective of the plan above that a strategy serves."""
    EXPLANATION = "explanation"
    """Of a goal."""
    IF_WE = "if_we"
    """This and the next two: the theory of action of a strategy, a line each."""
    THEN = "then"
    AND_SO = "and_so"
    MILESTONE_DUE = "milestone_due"
    MILESTONE_QUARTER = "milestone_quarter"
    MILESTONE_TEAM = "milestone_team"
    ASSETS_AND_ISSUES = "assets_and_issues"
    THEORY_OF_ACTION = "theory_of_action"
    """Of the whole plan, or of the strategy below whose heading it stands."""
    WHY_OBJECTIVES = "why_objectives"
    END_OF_YEAR_OUTCOMES = "end_of_year_outcomes"
    PURPOSE = "purpose"
    VISION = "vision"
    MISSION = "mission"
    MEASURES = "measures"
    PAGE = "page"
    """A page title of the template, which says nothing."""
    REPORT = "report"
    """The tables that follow report progress; they plan nothing."""


SECTIONS = frozenset({HeadingKind.GOAL, HeadingKind.PRIORITY, HeadingKind.STRATEGY, HeadingKind.MILESTONE})
SECTION_1 = frozenset(HeadingKind(name) for name in plan.SECTION_1)
LISTS = SECTION_1 | {HeadingKind.EARLY_EVIDENCE, HeadingKind.SHORT_TERM, HeadingKind.FINAL, HeadingKind.RESOURCES}
"""Headings that several lines or cells may follow."""


@dataclass(frozen=True, slots=True)
class Heading:
    kind: HeadingKind
    parts: Parts = ()
    text: str = ""
    """The text after it; empty if that is in another cell."""
    is_objective: bool = False
    """An objective is a priority, unless it is below one ("Focus Area", "Pillar")."""


_LETTER = r"(?:[A-H][.)]\s*)?"
_CODE = (
    r"\s*(?:number|no\.?|#)?\s*(?:(?P<code>\d{1,2}(?:\.\d{1,2}(?![\w%])){0,3}"
    r"(?:(?:(?<=\.\d)|(?<=\.\d\d)):\d{1,2}(?![\w%])|:\d{1,2}(?=\s*(?:[:.–—)-]|$)))?)(?![\w%])"
    r"|(?P<letter>(?-i:[A-H]))(?:\.(?P<below>\d{1,2}))?(?=\s*(?:[:.)–—-]|\n|$)))?"
)
"""A section's number: "1", "1.2", the misprint "1.1:1", "A". Not the "60%" of "Goal 1: 60% of students"."""
_END = r"\s*(?P<end>[:.–—)-]+(?=\s|$)|:|$)?\s*"
_OBJECTIVE = (
    r"(?:strategic |performance |major )?"
    r"(?:(?P<objective>objective)|priority(?: area)?|focus(?: area)?|pillar|key issue|project title)"
)
_INITIATIVE = r"(?:strategic |major )?(?:improvement )?(?:initiative|strategy)"
_OF_A_GOAL = (
    r"(?:district|school|strategic|annual|smart|s\.m\.a\.r\.t\.|wildly|important|improvement|performance|academic|student"
    r"|reading|literacy|ela|math|mathematics|numeracy|writing|science|attendance|behavior|climate|culture|graduation"
    r"|proficiency|achievement|growth|engagement|equity|wellness)"
)
_PAGE = r"(?:(?:[IVX]{1,4}\b\.?\s*)?(?:[A-H]\b\.?\s*)?action (?:steps?|plan)s?\s*(?:for|:|-)\s*)?"
"""What a form prints before a goal: "III A. ACTION STEPS: Goal 1"."""
_LEAD = r"(?: ?\d[\d.]*)?,? (?:overall )?lead(?:er)?(?: \([^)]*\))?"

_PATTERNS = tuple(
    (kind, re.compile(_LETTER + pattern, re.IGNORECASE))
    for kind, pattern in (
        (
            HeadingKind.REPORT,
            r"(?:reporting\b|implementation data|performance data|supports?\s*(?:\(|:|$)|needs assessment)",
        ),
        (HeadingKind.REPORT, r"(?:plan signatures|data analysis)"),
        (HeadingKind.PAGE, r"section \d+\s*[:.]|(?=also in the plan$)"),
        (HeadingKind.MEASURES, r"(?:strategy )?performance measures?\b[^:]*:?"),
        (HeadingKind.PRIORITY_LEAD, rf"(?:overall )?lead for (?:this|the) {_OBJECTIVE}[^:]*:\s*"),
        (HeadingKind.PRIORITY_LEAD, rf"{_OBJECTIVE}{_LEAD}\s*:\s*"),
        (HeadingKind.STRATEGY_LEAD, rf"(?:overall )?lead for (?:this|the) {_INITIATIVE}[^:]*:\s*"),
        (HeadingKind.STRATEGY_LEAD, rf"{_INITIATIVE}{_LEAD}\s*:\s*"),
        (HeadingKind.MILESTONE_LEAD, rf"(?:lead for (?:this|the) milestone[^:]*|milestone{_LEAD}\s*):\s*"),
        (HeadingKind.MILESTONE_DUE, r"milestone due\s*:\s*"),
        (HeadingKind.MILESTONE_QUARTER, r"milestone quarter\s*:\s*"),
        (HeadingKind.IF_WE, r"if we ?(?:…|\.{3})\s*$"),
        (HeadingKind.THEN, r"then ?(?:…|\.{3})\s*$"),
        (HeadingKind.AND_SO, r"and ?(?:…|\.{3})\s*$"),
        (HeadingKind.MILESTONE_TEAM, r"milestone team\s*:\s*"),
        (
            HeadingKind.ASSETS_AND_ISSUES,
            r"(?:in this section,? summarize )?(?:the )?key assets,? (?:and )?issues,? and strategic objectives\b"
            r"[.:]?\s*",
        ),
        (
            HeadingKind.THEORY_OF_ACTION,
            r"(?:create )?(?:the |our )?(?:district |school )?theory of action"
            r"(?: that will drive the development of the plan)?\s*(?:[.:]|\n|$)\s*",
        ),
        (
            HeadingKind.WHY_OBJECTIVES,
            r"(?:next,? )?(?:identify )?(?:the )?strategic objectives and initiatives"
            r"(?: upon which the plan will focus)? and why they are\s+important[.:]?\s*",
        ),
        (
            HeadingKind.END_OF_YEAR_OUTCOMES,
            r"(?:describe )?(?:the )?specific,? measurable,? final,?(?: end[- ]of[- ]year)? outcomes\b"
            r"(?: the (?:district|school) aims to achieve by\s+implementing the plan)?[.:]?"
            r"(?: include dates for each outcome\.?)?\s*",
        ),
        (HeadingKind.EARLY_EVIDENCE, r"what are the key indicators[^?]*\?(?:\s*by when\s*\?)?:?\s*"),
        (HeadingKind.EARLY_EVIDENCE, r"early evidence(?: of change)?\s*(?::|\n|$)\s*"),
        (HeadingKind.SHORT_TERM, r"short[- ]term outcomes?(?: for (?:this|the) initiative)?[^:\n]*(?::|\n|$)\s*"),
        (HeadingKind.FINAL, r"final outcomes?[^:\n]{0,40}(?::|\n|$)\s*"),
        (HeadingKind.RESOURCES, r"key resources\b[^:]*:\s*"),
        (
            HeadingKind.SERVES,
            r"(?:serves(?: (?:the )?(?:district |state )?(?:objective|priority))?"
            r"|(?:district |state )(?:objective|priority) (?:it )?serve[sd])\s*:\s*",
        ),
        (HeadingKind.PRACTICE, r"(?:effective |evidence-based )?practice(?: code)?\s*:\s*"),
        (HeadingKind.EXPLANATION, r"explanation\s*:\s*"),
        (HeadingKind.PURPOSE, r"purpose of (?:the|our) plan\s*:\s*"),
        (HeadingKind.VISION, r"(?:school |district )?vision(?: statement)?\s*:\s*"),
        (HeadingKind.MISSION, r"(?:school |district )?mission(?: statement)?\s*:\s*"),
        (HeadingKind.MISSION, r"(?:(?:the|our) )?(?:(?:school|district)(?:[’']s)? )?mission is\b:?\s*"),
        (HeadingKind.STRATEGY, rf"{_INITIATIVE} number and description\s*:?\s*(?P<code>)(?P<end>)"),
        (HeadingKind.PRIORITY, rf"(?:district |school )?{_OBJECTIVE}{_CODE}{_END}"),
        (HeadingKind.STRATEGY, rf"(?:district |school )?{_INITIATIVE}{_CODE}{_END}"),
        (HeadingKind.MILESTONE, rf"milestone{_CODE}{_END}"),
        (HeadingKind.GOAL, rf"{_PAGE}(?:{_OF_A_GOAL} )*goal{_CODE}{_END}"),
    )
)


def headings(text: str) -> list[Heading]:
    """The headings in a cell, in order; text before the first is left out."""
    return [heading for block in _blocks(text) if (heading := _read(block))]


def _blocks(text: str) -> Iterator[str]:
    block: list[str] = []
    for line in text.split("\n"):
        if block and _read(line) and not _is_question_cut_short(block):
            yield "\n".join(block)
            block = []
        block.append(line)
    yield "\n".join(block)


def _is_question_cut_short(block: list[str]) -> bool:
    r"""A heading whose own words span two lines ("… to show\nearly evidence of change?")."""
    first = block[0].lower()
    return "key indicators" in first and "?" not in "".join(block)


def _read(text: str) -> Heading | None:
    for kind, pattern in _PATTERNS:
        match = pattern.match(text)
        if not match:
            continue
        rest = text[match.end() :].strip()
        if kind in SECTIONS:
            return _section(kind, match.groupdict(), match.end() == len(text), rest)
        return Heading(kind, (), rest)
    return None


def _section(kind: HeadingKind, groups: dict[str, str | None], alone: bool, rest: str) -> Heading | None:
    """A number or a mark must follow the word: "Objective 1", "Objective:"; "Priority students …" is no heading."""
    code, end = groups["code"] or groups.get("below") or _number_of(groups.get("letter")), groups["end"]
    if not code and end != "" and (end is None or ":" not in end):
        return None
    if code is None and alone and not end:
        return None
    if rest.lower() == "details" or _NUMBERS.fullmatch(rest):
        return Heading(HeadingKind.PAGE)  # "Strategy 1 Details" above the strategy itself; "Goals: 1-3" beside it
    parts = read_code(code or "")
    if not parts:
        parts, rest = split_code(rest)
    return Heading(kind, parts, rest, is_objective=bool(groups.get("objective")))


_NUMBERS = re.compile(r"\d{1,2}(?: ?[-–,&] ?\d{1,2})+")


def _number_of(letter: str | None) -> str:
    """1 for "Goal A"."""
    return str(ord(letter) - ord("A") + 1) if letter else ""
