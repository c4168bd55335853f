"""Builds the plan from the project's own format: strict numbers, dates read, codes checked."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from plans.dates import DateColumn, PlanYear, Span, UnreadableDate, When, read_when
from plans.files import own_codes
from plans.files.findings import Findings, Unreadable
from plans.files.item_dates import DATE_DOUBTS
from plans.files.own_schema import (
    BenchmarkIn,
    GoalIn,
    ItemIn,
    MeasureIn,
    MilestoneIn,
    PlanIn,
    PriorityIn,
    StrategyIn,
)
from plans.files.yaml_lines import Path, YamlFile
from plans.findings import FindingCode
from plans.leads import read_leads
from plans.milestones import quarter_end
from plans.numbering import Parts, number_all, read_code, write_code
from plans.objectives import read_serves
from plans.plan import ActionItem, Benchmark, Goal, Measure, Milestone, Plan, Priority, Strategy
from plans.practices import coding_read, read_practices

QUARTERS = 4

Coded = GoalIn | PriorityIn | StrategyIn | MilestoneIn | ItemIn


def build(written: PlanIn, file: YamlFile, findings: Findings) -> Plan:
    """Raises Unreadable if the school year is unknown; other findings are collected."""
    year = PlanYear.parse(written.school_year)
    if year is None:
        raise Unreadable(file.where(("school_year",)), FindingCode.NOT_A_SCHOOL_YEAR, written=written.school_year)
    builder = _PlanBuilder(_with_quarters(written, year, file, findings), file, findings)
    return Plan(
        title=written.title,
        organization=written.organization,
        school_year=year.school_year.name,
        vision=written.vision,
        mission=written.mission,
        purpose=written.purpose,
        assets_and_issues=written.assets_and_issues,
        theory_of_action=written.theory_of_action,
        why_objectives=written.why_objectives,
        end_of_year_outcomes=written.end_of_year_outcomes,
        goals=builder.goals(written.goals),
        priorities=builder.priorities(written.priorities),
        own_practices=builder.own_names,
        serves_at=builder.serves_at,
    )


def _with_quarters(written: PlanIn, year: PlanYear, file: YamlFile, findings: Findings) -> PlanYear:
    spans = []
    for place, text in enumerate(written.quarters):
        try:
            when = read_when(text, role=DateColumn.TIMELINE, year=year)
        except UnreadableDate as unreadable:
            findings.error(file.where(("quarters", place)), DATE_DOUBTS[unreadable.doubt], written=text)
            continue
        if when.start and when.due:
            spans.append(Span(when.start, when.due))
    in_order = all(first.end < second.start for first, second in pairwise(spans))
    if written.quarters and not findings.any_errors and (len(spans) != QUARTERS or not in_order):
        findings.error(file.where(("quarters",)), FindingCode.QUARTERS_INCOMPLETE)
    return PlanYear(year.school_year, tuple(spans)) if len(spans) == QUARTERS else year


@dataclass(frozen=True, slots=True)
class _PlanBuilder:
    year: PlanYear
    file: YamlFile
    findings: Findings
    own_names: dict[str, str] = field(default_factory=dict)
    serves_at: dict[str, str] = field(default_factory=dict)

    def goals(self, goals: Sequence[GoalIn]) -> tuple[Goal, ...]:
        codes = self._codes((), ("goals",), goals)
        return tuple(
            Goal(code=code, text=goal.text, explanation=goal.explanation, measures=_measures(goal.measures))
            for code, goal in zip(codes, goals, strict=True)
        )

    def priorities(self, priorities: Sequence[PriorityIn]) -> tuple[Priority, ...]:
        path: Path = ("priorities",)
        codes = self._codes((), path, priorities)
        return tuple(
            Priority(
                code=code,
                title=priority.title,
                lead=priority.lead or None,
                strategies=self._strategies(code, (*path, place, "strategies"), priority.strategies),
            )
            for place, (code, priority) in enumerate(zip(codes, priorities, strict=True))
        )

    def _strategies(self, parent: str, path: Path, strategies: Sequence[StrategyIn]) -> tuple[Strategy, ...]:
        codes = self._codes(read_code(parent), path, strategies)
        pairs = enumerate(zip(codes, strategies, strict=True))
        return tuple(self._strategy(code, (*path, place), strategy) for place, (code, strategy) in pairs)

    def _strategy(self, code: str, path: Path, strategy: StrategyIn) -> Strategy:
        if not strategy.title and not strategy.if_we:
            self.findings.error(self.file.where(path), FindingCode.STRATEGY_WITHOUT_TITLE)
        if strategy.serves:
            self.serves_at[code] = self.file.where((*path, "serves"))
        return Strategy(
            code=code,
            title=strategy.title or strategy.if_we[:1].upper() + strategy.if_we[1:],
            if_we=strategy.if_we,
            then=strategy.then,
            and_so=strategy.and_so,
            practice=self._practice((*path, "practice"), strategy.practice),
            serves=read_serves(strategy.serves),
            lead=strategy.lead or None,
            resources=strategy.resources,
            measures=_measures(strategy.measures),
            benchmarks=tuple(
                self._benchmark((*path, "benchmarks", place), each) for place, each in enumerate(strategy.benchmarks)
            ),
            milestones=self._milestones(code, (*path, "milestones"), strategy),
        )

    def _benchmark(self, path: Path, benchmark: BenchmarkIn) -> Benchmark:
        due = self._when((*path, "due"), benchmark.due, DateColumn.COMPLETION).due
        return Benchmark(kind=benchmark.kind, text=benchmark.text, due=due)

    def _practice(self, path: Path, text: str) -> str | None:
        if not text:
            return None
        practices = read_practices(text)
        if any(read.practice is None or read.disagrees for read in practices):
            names_two = any(read.disagrees for read in practices)
            self.findings.error(self.file.where(path), FindingCode.NOT_A_PRACTICE, written=text, names_two=names_two)
        own_codes.collect(self.own_names, practices, self.file.where(path), self.findings)
        return coding_read(practices)

    def _milestones(self, parent: str, path: Path, strategy: StrategyIn) -> tuple[Milestone, ...]:
        """Without its own lead, a milestone is led by its strategy's, as in sheets."""
        milestones = strategy.milestones
        codes = self._codes(read_code(parent), path, milestones)
        return tuple(
            Milestone(
                code=code,
                title=milestone.title,
                lead=milestone.lead or strategy.lead or None,
                team=milestone.team,
                quarter=milestone.quarter,
                practice=self._practice((*path, place, "practice"), milestone.practice),
                due=self._milestone_due((*path, place, "due"), milestone),
                action_items=self._items(code, (*path, place, "action_items"), milestone.action_items),
            )
            for place, (code, milestone) in enumerate(zip(codes, milestones, strict=True))
        )

    def _milestone_due(self, path: Path, milestone: MilestoneIn) -> date | None:
        """The file's own quarters make their milestones' dates; those of the school's calendar are not known here."""
        due = self._when(path, milestone.due, DateColumn.COMPLETION).due
        return due or (quarter_end(milestone.quarter, self.year) if self.year.own_quarters else None)

    def _items(self, parent: str, path: Path, items: Sequence[ItemIn]) -> tuple[ActionItem, ...]:
        codes = self._codes(read_code(parent), path, items)
        return tuple(
            self._item(code, (*path, place), item) for place, (code, item) in enumerate(zip(codes, items, strict=True))
        )

    def _item(self, code: str, path: Path, item: ItemIn) -> ActionItem:
        when = self._item_when(path, item)
        named = read_leads(item.owner)
        if named.owner is None:
            self.findings.warn(self.file.where(path), FindingCode.ITEM_WITHOUT_OWNER, code=code)
        return ActionItem(
            code=code,
            text=item.text,
            owner=item.owner if named.owner else None,
            collaborators=tuple(name for name in item.collaborators if name),
            start=when.start,
            due=when.due,
            ongoing=when.ongoing,
            output=item.output,
            resources=item.resources,
            practice=self._practice((*path, "practice"), item.practice),
        )

    def _item_when(self, path: Path, item: ItemIn) -> When:
        both = self._when((*path, "when"), item.when, DateColumn.TIMELINE)
        start = self._when((*path, "start"), item.start, DateColumn.START).start or both.start
        end = self._when((*path, "due"), item.due, DateColumn.COMPLETION)
        due = end.due or both.due
        ongoing = due is None and (item.ongoing or end.ongoing or both.ongoing)
        if start and due and due < start:
            self.findings.error(self.file.where((*path, "due")), FindingCode.DUE_BEFORE_START, start=start, due=due)
        if due is None and not ongoing and not self.findings.any_errors:
            self.findings.warn(self.file.where(path), FindingCode.YAML_DUE_MISSING)
        return When(start=start, due=due, ongoing=ongoing)

    def _when(self, path: Path, text: str, role: DateColumn) -> When:
        try:
            return read_when(text, role=role, year=self.year)
        except UnreadableDate as unreadable:
            self.findings.error(self.file.where(path), DATE_DOUBTS[unreadable.doubt], written=text)
            return When()

    def _codes(self, parent: Parts, path: Path, entries: Sequence[Coded]) -> list[str]:
        """The written codes, checked; parts without a code are numbered."""
        printed = [read_code(part.code or "") for part in entries]
        numbered = number_all([parts[-1] if parts else None for parts in printed])
        for place, (part, parts, number) in enumerate(zip(entries, printed, numbered, strict=True)):
            if part.code is None:
                continue
            if number.corrected or parts[:-1] != parent or not parts:
                self.findings.error(
                    self.file.where((*path, place, "code")),
                    FindingCode.CODE_DOES_NOT_FIT,
                    written=part.code,
                    code=write_code((*parent, number.number)),
                )
        return [write_code((*parent, number.number)) for number in numbered]


def _measures(measures: Sequence[MeasureIn]) -> tuple[Measure, ...]:
    return tuple(
        Measure(indicator=each.indicator, source=each.source, baseline=each.baseline, targets=each.targets)
        for each in measures
    )
