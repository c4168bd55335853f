"""Builds the plan from the drafts: strict numbers, milestones where an AIP has none, and warnings about gaps."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import PurePath
from typing import TypeVar

from plans.dates import PlanYear
from plans.files import own_codes
from plans.files.benchmark_dates import dated_benchmark
from plans.files.drafts import (
    Draft,
    GoalDraft,
    MilestoneDraft,
    PlanDraft,
    PriorityDraft,
    StrategyDraft,
)
from plans.files.findings import Findings, Unreadable
from plans.files.grid import Cell
from plans.files.item_dates import DateReader, date_reader
from plans.files.items import ItemReader, leads_of
from plans.files.milestone_dates import dated
from plans.files.naming import calendar_year, names, school_year
from plans.files.steps import steps_of
from plans.files.table_rows import SAYS_SOMETHING
from plans.files.theory import theory_of_action
from plans.files.unused_lines import name_unused
from plans.findings import FindingCode
from plans.numbering import Parts, number_all, write_code
from plans.objectives import read_serves
from plans.plan import (
    ActionItem,
    Goal,
    Milestone,
    Plan,
    Priority,
    ReportedState,
    State,
    Strategy,
)
from plans.practices import coding_read, read_practices

AnyDraft = TypeVar("AnyDraft", bound=Draft)


def assemble(draft: PlanDraft, file: str, hint: PlanYear | None, findings: Findings) -> Plan:
    """Raises Unreadable if the school year is unknown."""
    draft.part_steps(lambda item: steps_of(item, findings))
    stem = PurePath(file).stem
    calendar = None if hint else calendar_year(draft, stem)
    year = hint or (PlanYear.of(date(calendar, 1, 1)) if calendar else school_year(draft, stem))
    if year is None:
        raise Unreadable(file, FindingCode.SCHOOL_YEAR_MISSING)
    if calendar:
        findings.warn(file, FindingCode.CALENDAR_YEAR, year=str(calendar), school_year=year.school_year.name)
    plan_names = names(draft, stem)
    if not plan_names.is_printed:
        findings.warn(file, FindingCode.ORGANIZATION_FROM_FILE, organization=plan_names.organization)
    dates = date_reader(draft, year, findings)
    dates.years_until = dates.years_until or (calendar + 1 if calendar else None)
    builder = _DraftAssembler(dates, findings, draft.milestone_dates)
    plan = Plan(
        title=plan_names.title,
        organization=plan_names.organization,
        school_year=year.school_year.name,
        **draft.texts,
        goals=builder.goals(draft.goals),
        priorities=builder.priorities(draft.priorities),
        own_practices=builder.own_names,
        serves_at=builder.serves_at,
    )
    name_unused([*draft.preamble, *draft.unread], findings)
    dates.warn_far()
    _warn_empty(plan, file, findings)
    _warn_twice(draft, findings)
    _warn_completed_without_a_day(plan, file, findings)
    return plan


def _warn_empty(plan: Plan, file: str, findings: Findings) -> None:
    empty = [strategy.code for strategy in plan.strategies() if not strategy.milestones]
    if empty:
        findings.warn(file, FindingCode.STRATEGIES_WITHOUT_ITEMS, codes=empty)


def _warn_completed_without_a_day(plan: Plan, file: str, findings: Findings) -> None:
    codes = [item.code for item in plan.action_items() if item.reported == ReportedState(State.COMPLETED)]
    if codes:
        findings.warn(file, FindingCode.COMPLETED_WITHOUT_A_DAY, codes=codes)


def _warn_twice(draft: PlanDraft, findings: Findings) -> None:
    """A forgotten copy of a sheet in the workbook would import every item twice."""
    first: dict[tuple[str, ...], str] = {}
    for item in draft.items():
        cells = (f"{column} {cell.line}" for column, cell in item.cells.items() if column in SAYS_SOMETHING)
        content = (item.title.casefold(), *sorted(cells))
        where = first.setdefault(content, item.where)
        if where != item.where:
            findings.warn(item.where, FindingCode.ITEM_TWICE, first=where)


@dataclass(frozen=True, slots=True)
class _DraftAssembler:
    dates: DateReader
    findings: Findings
    milestone_dates: dict[Parts, Cell]
    own_names: dict[str, str] = field(default_factory=dict)
    serves_at: dict[str, str] = field(default_factory=dict)

    def goals(self, drafts: list[GoalDraft]) -> tuple[Goal, ...]:
        return tuple(
            Goal(code=code, text=draft.title, explanation=draft.explanation, measures=tuple(draft.measures))
            for code, draft in self._coded((), [draft for draft in drafts if draft.title])
        )

    def priorities(self, drafts: list[PriorityDraft]) -> tuple[Priority, ...]:
        return tuple(
            Priority(
                code=code,
                title=draft.title or code,
                lead=self._lead(draft),
                strategies=self._strategies(code, draft.strategies),
            )
            for code, draft in self._coded((), drafts)
        )

    def _strategies(self, parent: str, drafts: list[StrategyDraft]) -> tuple[Strategy, ...]:
        return tuple(self._strategy(code, draft) for code, draft in self._coded(_parts(parent), drafts))

    def _strategy(self, code: str, draft: StrategyDraft) -> Strategy:
        theory = theory_of_action(draft.title)
        own = theory_of_action(draft.theory.line) if draft.theory else None
        words = own or theory
        lead = self._lead(draft)
        if draft.serves is not None:
            self.serves_at[code] = draft.serves.where
        return Strategy(
            code=code,
            title=theory.title if theory else draft.title or code,
            if_we=draft.clauses.get("if_we") or (words.if_we if words else ""),
            then=draft.clauses.get("then") or (words.then if words else ""),
            and_so=draft.clauses.get("and_so") or (words.and_so if words else ""),
            practice=self._practice(draft),
            serves=read_serves(draft.serves.line) if draft.serves else "",
            lead=lead,
            resources=draft.resources,
            measures=tuple(draft.measures),
            benchmarks=tuple(dated_benchmark(kind, text, self.dates.year) for kind, text in draft.benchmarks),
            milestones=tuple(
                self._milestone(each_code, each, theory.title if theory else draft.title, lead)
                for each_code, each in self._coded(_parts(code), draft.milestones)
            ),
        )

    def _milestone(self, code: str, draft: MilestoneDraft, title: str, lead: str | None) -> Milestone:
        """A milestone without its own title or lead stands for the whole initiative."""
        own = dated(draft, _parts(code), self.milestone_dates, self.dates)
        return Milestone(
            code=code,
            title=own.title or title or code,
            lead=self._lead(draft) or lead,
            team=draft.team,
            quarter=own.quarter or draft.quarter,
            due=own.due,
            action_items=self._items(code, draft),
        )

    def _items(self, parent: str, draft: MilestoneDraft) -> tuple[ActionItem, ...]:
        reader = ItemReader(self.dates, self.findings)
        return tuple(reader.read(code, item) for code, item in self._coded(_parts(parent), draft.items))

    def _lead(self, draft: Draft) -> str | None:
        return leads_of(draft.lead, self.findings).owner if draft.lead else None

    def _practice(self, draft: StrategyDraft) -> str | None:
        if draft.practice is None:
            return None
        practices = read_practices(draft.practice.line)
        for read in practices:
            if read.practice is None:
                self.findings.warn(draft.practice.where, FindingCode.PRACTICE_UNKNOWN, written=read.written)
            elif read.disagrees:
                practice = f"{read.practice.code} {read.practice.name}"
                self.findings.warn(draft.practice.where, FindingCode.PRACTICE_DISAGREES, practice=practice)
        own_codes.collect(self.own_names, practices, draft.practice.where, self.findings)
        return coding_read(practices)

    def _coded(self, parent: Parts, drafts: Sequence[AnyDraft]) -> list[tuple[str, AnyDraft]]:
        """Every draft with its strict number; warns where the printed number differs."""
        coded = []
        for draft, numbered in zip(drafts, number_all([draft.number for draft in drafts]), strict=True):
            code = write_code((*parent, numbered.number))
            misplaced = len(draft.parts) == len(parent) + 1 and draft.parts[:-1] != parent
            if numbered.corrected or misplaced:
                self.findings.warn(draft.where, FindingCode.NUMBER_CHANGED, written=write_code(draft.parts), code=code)
            coded.append((code, draft))
        return coded


def _parts(code: str) -> Parts:
    return tuple(int(part) for part in code.split("."))
