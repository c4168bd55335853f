"""November's minutes of a school, each line written by hand before the program printed it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from bot.messages import minutes as messages
from bot.messages import minutes_lines
from bot.minutes.files import minutes_markdown
from conversations import highlight
from conversations.check_in import EarlierRisk, Happened, RiskOutcome
from conversations.highlight import (
    Change,
    ComingUp,
    CompletedWork,
    EvidenceOutcome,
    Group,
    Lagging,
    Minutes,
    MinutesLine,
    MinutesSection,
    Modification,
    Month,
    MonthAnswer,
    NamedRisk,
    OpenSupport,
    PromiseFacts,
    PromiseKind,
    RevisedField,
    Section,
    ShownEvidence,
    Standing,
)
from conversations.parts import PartKind
from plans.cause_categories import CauseCategory
from plans.figures import read_figure
from plans.item_events import Status, StatusReported
from plans.item_progress import Day
from plans.lagging import LaggingItem
from plans.milestones import MilestoneProgress, count_milestones, lagging_milestones, milestone_progress
from plans.outcomes import OutcomeKind, PlanOutcome
from plans.progress import Fraction
from plans.readings import OutcomeReading, ReportedReading
from plans.time_zones import zone_named
from prompts import formats, plain
from tests.support.counting import count
from tests.support.counting import lagging as lagging_items
from tests.support.minutes import published
from tests.support.quarry_hill import MILESTONES, histories_at_the_discussion, on

TODAY = on("11-24")
EASTERN = zone_named("America/New_York")
DAY = Day(TODAY, is_over=False)
PROGRESS = count(histories_at_the_discussion(), DAY)
LAGGING = lagging_items(histories_at_the_discussion(), DAY)
UNREPORTED = "1.1.1.4"

EXPECTED = """\
# Monthly Highlight Discussion

Quarry Hill Middle School, November 2026

- **District:** Larkmoor School District
- **Meeting participants:** Principal, Math Coach, Grade 6 Math Lead, Grade 7 Math Lead and Data Coach
- **Highlight Discussion date:** Tue, Nov 24
- **Date of previous Highlight Discussion:** Tue, Oct 27
- **Report submission date:** Tue, Nov 24
- **Submitted by:** Principal

**Where the plan stands (as of Tue, Nov 24, 8:05 AM)**

- Completed: 3 of 9 (33%)
- On time: 2 of 5 due (40%) · completed late: 1 of 5 (20%) · behind: 2 of 5 (40%)
- By the first dates: on time 2 of 6 (33%), completed late 1 of 6 (17%), behind 3 of 6 (50%).
- Dates moved: 2, on 1 action item.
- Due today: 1 · not yet due: 2 · at risk: 1 · ongoing: 1 · canceled, not counted: 1
- Milestones: complete 1 of 2, on course 1 of 2, behind 0 of 2
- Reported: 5 of 6 people (83%)

**Next steps from October: 2 kept, 1 partly, 2 not kept, 1 no report**

- Kept: 1.1.1.2 Write the grade 6 unit checks (completed Thu, Oct 29)
- Kept: recovery step for 1.1.1.2: write unit 2 together
- Partly: mitigation: move grade-level planning from Nov 10 to Nov 3
- Not kept: 1.1.1.3 Write the grade 7 unit checks (date moved to Fri, Dec 4)
- Not kept: 1.1.1.7 Hold two sessions on adjusting instruction (still open)
- No report: 1.1.1.4 Write the grade 8 unit checks

Risk named in October: conferences take the planning time: happened

Evidence promised: 1 of 2 shown. Shown: tally of learning walks (walks-nov.xlsx). \
Not shown: samples of grade 8 checks.

## 1. Accomplishments and progress (both process and performance)

**Process**

- 1.1.1.2 Write the grade 6 unit checks: completed Thu, Oct 29, on time. Evidence: nine checks in the shared folder \
(Grade 6 Math Lead, Tue, Nov 17)
- Milestone 1.1.2 Students are retaught within the week: complete; 1 action item stays open (1.1.2.2). \
Evidence: block in all three grades' schedules, attendance sheets since Oct 12 (Principal, Wed, Nov 18)
- On track: 2 action items (1.1.1.5, 1.1.2.2)

**Performance**

- Early evidence of change, by Fri, Nov 20: 60% of math teachers use a daily exit ticket. Seen here and there: \
7 of 12 (58%); target not reached by its date. Evidence: walks-nov.xlsx (Math Coach, Fri, Nov 20)
- Short-term outcome, by Fri, Dec 18: 60% of students improve from one unit check to the next. Not checked yet.
- Strategy performance measure: lessons in which the teacher adjusts instruction from a check, baseline 30%, \
target 60%. Not checked yet.

## 2. Challenges to implementation (if any)

**Behind**

- 1.1.1.4 Write the grade 8 unit checks: due Fri, Nov 13, 11 days late. No report this month.
- 1.1.1.7 Hold two sessions on adjusting instruction: due Fri, Nov 20, 4 days late. No cause given. \
On Mon, Nov 23 the owner said on track; the date has passed.

**At risk**

- 1.1.1.3 Write the grade 7 unit checks: due Fri, Dec 4 (first date Fri, Oct 30; moved 2 times). \
Cause, given Wed, Nov 18: no substitutes for planning half days

**Benchmarks not reached**

- Early evidence, by Fri, Nov 20: 7 of 12 (58%) of 60%. No cause given.

**Targeted assistance needed**

- For 1.1.1.3: two half days of substitutes for grade 7 planning. Asked Wed, Oct 21; \
with the district since Fri, Oct 23; open 34 days.

## 3. Risks to successful implementation in the coming months (if any)

- Snow days may take session 2. Mitigation: agree on a second date (Math Coach, by Fri, Dec 4)

## 4. Next steps for the coming month (if not articulated above)

- Tue, Nov 24: 1.1.1.5 Enter the results of the first check (Data Coach)
- Mon, Nov 30: recovery step for 1.1.1.3: finish unit 2 on the planning day (Grade 7 Math Lead)
- Fri, Dec 4: 1.1.1.3 Write the grade 7 unit checks (Grade 7 Math Lead)
- Fri, Dec 4: mitigation: agree on a second date (Math Coach)
- Fri, Dec 11: 1.1.1.8 Review student work from the first check (Math Coach). Not started.
- Fri, Dec 18: milestone 1.1.1 Every math unit has a common check (Math Coach)
- Fri, Dec 18: short-term outcome: 60% of students improve from one unit check to the next (Math Coach)

## 5. Key modifications to the plan and the reasons for these changes (if necessary)

- 1.1.1.6 Buy an item bank: canceled Tue, Nov 3. Reason: the district's license covers it (Principal)
- 1.1.1.8 Review student work from the first check: added Thu, Nov 5, due Fri, Dec 11. \
Reason: teachers asked to look at work together (Principal)
- 1.1.1.3 Write the grade 7 unit checks: due date moved Thu, Nov 12 from Fri, Nov 13 to Fri, Dec 4 \
(second move; first date Fri, Oct 30). Reason: both planning half days fell through (Grade 7 Math Lead)

## 6. Debrief

**Key take-aways**

- Whole planning days help more than half days (Principal, Tue, Nov 24)

**Outstanding questions/concerns**

- None reported

**Suggestions for improvement of future Highlight Discussions**

- None reported

**Feedback on the process**

- None reported
"""


def milestones_on(day: Day) -> list[MilestoneProgress]:
    return [now for milestone in MILESTONES if (now := milestone_progress(milestone, day)) is not None]


def answer(code: str, status: Status, who: str, day: str, **more: object) -> MonthAnswer:
    return MonthAnswer(code=code, text="", status=status, who=who, on=on(day), **more)  # type: ignore[arg-type]  # its fields


def lagging(items: Iterable[LaggingItem]) -> tuple[Lagging, ...]:
    return tuple(Lagging(item=item, reported=item.code != UNREPORTED) for item in items)


MONTH = Month(
    today=TODAY,
    until=on("12-22"),
    completed=(
        CompletedWork(
            code="1.1.1.2",
            text="Write the grade 6 unit checks",
            who="Grade 6 Math Lead",
            on=on("11-17"),
            completed_on=on("10-29"),
            due=on("10-30"),
            evidence="nine checks in the shared folder",
        ),
    ),
    on_track=("1.1.1.5", "1.1.1.7", "1.1.2.2"),
    recoveries=(
        answer(
            "1.1.1.3",
            Status.BEHIND,
            "Grade 7 Math Lead",
            "11-18",
            cause="no substitutes for planning half days",
            recovery="finish unit 2 on the planning day",
            recovery_by=on("11-30"),
        ),
    ),
    completed_milestones=(
        CompletedWork(
            code="1.1.2",
            text="Students are retaught within the week",
            who="Principal",
            on=on("11-18"),
            completed_on=on("11-18"),
            due=date(2027, 1, 29),
            evidence="block in all three grades' schedules, attendance sheets since Oct 12",
            open_items=("1.1.2.2",),
        ),
    ),
    outcomes=(
        PlanOutcome(
            key="benchmark:1",
            kind=OutcomeKind.EARLY_EVIDENCE,
            code="1.1",
            text="60% of math teachers use a daily exit ticket",
            due=on("11-20"),
            newest=ReportedReading(
                reading=OutcomeReading(
                    taken_on=on("11-20"),
                    text="7 of 12",
                    figure=read_figure("7 of 12"),
                    source="walks-nov.xlsx",
                ),
                status=Status.ON_TRACK,
                who="Math Coach",
                recorded_on=on("11-20"),
            ),
        ),
        PlanOutcome(
            key="benchmark:2",
            kind=OutcomeKind.SHORT_TERM,
            code="1.1",
            text="60% of students improve from one unit check to the next",
            due=on("12-18"),
            leads=("Math Coach",),
        ),
        PlanOutcome(
            key="measure:1",
            kind=OutcomeKind.STRATEGY_MEASURE,
            code="1.1",
            text="lessons in which the teacher adjusts instruction from a check",
            baseline="30%",
            targets=("60%",),
        ),
    ),
    behind=lagging(LAGGING.behind),
    at_risk=lagging(LAGGING.at_risk),
    supports=(
        OpenSupport(
            id=1,
            code="1.1.1.3",
            needed="two half days of substitutes for grade 7 planning",
            asked_on=on("10-21"),
            provider="Superintendent",
            days_open=34,
            passed_to="Larkmoor School District",
            is_with_district=True,
            passed_on=on("10-23"),
        ),
    ),
    risks=(
        NamedRisk(
            id=1,
            risk="Snow days may take session 2",
            mitigation="agree on a second date",
            owner="Math Coach",
            due=on("12-04"),
            who="Math Coach",
            on=on("11-23"),
        ),
    ),
    modifications=(
        Modification(
            change=Change.CANCELLED,
            code="1.1.1.6",
            text="Buy an item bank",
            reason="the district's license covers it",
            who="Principal",
            on=on("11-03"),
        ),
        Modification(
            change=Change.ADDED,
            code="1.1.1.8",
            text="Review student work from the first check",
            reason="teachers asked to look at work together",
            who="Principal",
            on=on("11-05"),
            new_due=on("12-11"),
        ),
        Modification(
            change=Change.DATE_MOVED,
            code="1.1.1.3",
            text="Write the grade 7 unit checks",
            reason="both planning half days fell through",
            who="Grade 7 Math Lead",
            on=on("11-12"),
            old_due=on("11-13"),
            new_due=on("12-04"),
            first_due=on("10-30"),
            times_moved=2,
        ),
    ),
    coming_up=(
        ComingUp(id=5, code="1.1.1.5", text="Enter the results of the first check", due=TODAY, owner="Data Coach"),
        ComingUp(
            id=3, code="1.1.1.3", text="Write the grade 7 unit checks", due=on("12-04"), owner="Grade 7 Math Lead"
        ),
        ComingUp(
            id=8,
            code="1.1.1.8",
            text="Review student work from the first check",
            due=on("12-11"),
            owner="Math Coach",
            not_started=True,
        ),
        ComingUp(
            id=1,
            code="1.1.1",
            text="Every math unit has a common check",
            due=on("12-18"),
            owner="Math Coach",
            is_milestone=True,
        ),
    ),
)


def promised(code: str, due: str, new_due: str = "", completed_on: str = "", *, is_answered: bool) -> PromiseFacts:
    """An item of October's next steps, as it is on November 24."""
    item = next(each for each in histories_at_the_discussion() if each.code == code)
    return PromiseFacts(
        kind=PromiseKind.ITEM,
        code=code,
        text=item.text,
        due=on(due),
        new_due=on(new_due or due),
        completed_on=on(completed_on) if completed_on else None,
        is_answered=is_answered,
    )


OCTOBERS_NEXT_STEPS = (
    PromiseFacts(
        kind=PromiseKind.RECOVERY,
        code="1.1.1.2",
        text="write unit 2 together",
        due=on("10-28"),
        happened=Happened.YES,
    ),
    promised("1.1.1.2", "10-30", completed_on="10-29", is_answered=True),
    PromiseFacts(
        kind=PromiseKind.MITIGATION,
        text="move grade-level planning from Nov 10 to Nov 3",
        due=on("11-03"),
        happened=Happened.PARTLY,
    ),
    promised("1.1.1.3", "11-13", new_due="12-04", is_answered=True),
    promised("1.1.1.4", "11-13", is_answered=False),
    promised("1.1.1.7", "11-20", is_answered=True),
)
PROMISED_EVIDENCE = (
    EvidenceOutcome(what="tally of learning walks", exhibits=(ShownEvidence(name="walks-nov.xlsx"),)),
    EvidenceOutcome(what="samples of grade 8 checks"),
)
OCTOBERS_RISKS = (
    EarlierRisk(id=1, period="2026-10", risk="conferences take the planning time", outcome=RiskOutcome.HAPPENED),
)


def november() -> Minutes:
    sections: dict[Section, list[MinutesLine]] = {section: [] for section in Section}
    with formats.for_a_file("2026-11"):
        for remark in highlight.draft(MONTH):
            sections[remark.section].append(minutes_lines.line(remark))
    takeaway = MinutesLine(
        text="Whole planning days help more than half days", who="Principal", said_on=TODAY, group=Group.TAKEAWAYS
    )
    sections[Section.DEBRIEF].append(takeaway)
    return Minutes(
        organization="Quarry Hill Middle School",
        district="Larkmoor School District",
        plan="School improvement plan",
        period="2026-11",
        participants=("Principal", "Math Coach", "Grade 6 Math Lead", "Grade 7 Math Lead", "Data Coach"),
        held_on=TODAY,
        previous_on=on("10-27"),
        submitted_on=TODAY,
        submitted_by="Principal",
        standing=Standing.of(
            PROGRESS,
            datetime(2026, 11, 24, 8, 5, tzinfo=EASTERN),
            milestones=count_milestones(milestones_on(DAY)),
            reported=Fraction(5, 6),
            not_reported=("Grade 8 Math Lead",),
        ),
        follow_up=highlight.follow_up("2026-10", OCTOBERS_NEXT_STEPS, OCTOBERS_RISKS, TODAY),
        evidence=PROMISED_EVIDENCE,
        sections=tuple(MinutesSection(key=key, lines=tuple(lines)) for key, lines in sections.items()),
    )


def test_the_published_minutes_read_as_written_by_hand() -> None:
    assert minutes_markdown(published(november())) == EXPECTED


def test_no_name_is_published_beside_what_is_behind_or_beside_a_missing_report() -> None:
    written = minutes_markdown(published(november()))
    challenges = written.partition("## 2.")[2].partition("**Benchmarks")[0]

    assert "Lead" not in challenges
    assert "Coach" not in challenges
    assert "Grade 8 Math Lead" not in written


DECEMBER_22 = Day(on("12-22"), is_over=False)
OF_MILESTONES = """\
- Milestone 1.1.1 Every math unit has a common check: due Fri, Dec 18, 4 days late. \
Cause, given Wed, Dec 16: a snow day took session 2
- Milestone 1.1.3 Teachers visit each other: complete, 5 days late. Evidence: visit notes
- Milestone 1.1.1 Every math unit has a common check: due date moved Mon, Dec 21 from Fri, Dec 18 to Fri, Jan 29. \
Reason: session 2 moves to January (Math Coach)
- Milestone 1.1.4 Families read the results: added Tue, Dec 1. Reason: families asked for them (Principal)
"""


def milestone_change(change: Change, code: str, text: str, day: str, **more: object) -> Modification:
    return Modification(change=change, code=code, text=text, on=on(day), part=PartKind.MILESTONE, **more)  # type: ignore[arg-type]  # by name


def test_milestones_behind_complete_late_moved_and_added_read_as_written_by_hand() -> None:
    behind = [
        Lagging(item=item, reported=True, is_milestone=True)
        for item in lagging_milestones(milestones_on(DECEMBER_22)).behind
    ]
    late = CompletedWork(
        code="1.1.3",
        text="Teachers visit each other",
        who="Data Coach",
        on=on("12-16"),
        completed_on=on("12-16"),
        due=on("12-11"),
        evidence="visit notes",
    )
    moved = milestone_change(
        Change.DATE_MOVED,
        "1.1.1",
        "Every math unit has a common check",
        "12-21",
        reason="session 2 moves to January",
        who="Math Coach",
        old_due=on("12-18"),
        new_due=date(2027, 1, 29),
        first_due=on("12-18"),
        times_moved=1,
    )
    added = milestone_change(
        Change.ADDED,
        "1.1.4",
        "Families read the results",
        "12-01",
        reason="families asked for them",
        who="Principal",
    )
    month = Month(
        today=on("12-22"), behind_milestones=behind, completed_milestones=(late,), modifications=(moved, added)
    )
    with formats.for_a_file("2026-12"):
        lines = [minutes_lines.line(remark) for remark in highlight.draft(month)]
        printed = [plain(messages.NOUN, "line", line=line, note="") for line in lines]

    order = (Section.CHALLENGES, Section.ACCOMPLISHMENTS, Section.MODIFICATIONS)
    by_section: dict[Section, list[str]] = {section: [] for section in order}
    for remark, text in zip(highlight.draft(month), printed, strict=True):
        by_section[remark.section].append(text.replace("•", "-", 1))
    assert [text for section in order for text in by_section[section]] == OF_MILESTONES.splitlines()


OF_THE_PLAN = """\
• 1.1.1.3 Write the grade 7 unit checks: reassigned Wed, Dec 2 from Grade 7 Math Lead to Math Coach. \
Reason: she covers for a colleague (Principal)
• Strategy 1.1 Common unit checks: changed Thu, Dec 3: practice from 3a to 3b, lead to Data Coach, \
title (before: Common checks). No reason given. (Math Coach)
• Milestone 1.1.2 Students are retaught within the week: changed Thu, Dec 3: team from Grade 6 to Grade 6, Grade 7. \
Reason: grade 7 joins (Principal)
• 1.1.1.7 Hold three sessions on adjusting instruction: changed Thu, Dec 3: text (before: Hold two sessions), \
start from Mon, Nov 2 to Mon, Nov 9, output (before: none). Reason: two were not enough (Principal)
• Goal 1 All students grow in math: changed Thu, Dec 3: text (before: Students grow). No reason given. (Principal)
• Measure for 1.1 (lessons with a check): changed Thu, Dec 3: baseline from 30% to 35%. \
Reason: walks were counted again (Math Coach)
• Benchmark for 1.1 (60% of teachers use an exit ticket): changed Thu, Dec 3: date from Fri, Nov 20 to Fri, Jan 29. \
Reason: two teachers are new (Principal)
• Benchmark for 1.1 (students say what they learn): taken out of the plan Thu, Dec 3. \
Reason: nobody could see it (Principal)
• Strategy 1.2 Learning walks: added Fri, Dec 4. Reason: walks show what checks can't (Principal)
• 11 action items added Mon, Dec 7 (1.2.1.1, 1.2.1.2, 1.2.1.3, 1.2.1.4, 1.2.1.5, 1.2.1.6, 1.2.1.7, 1.2.1.8, 1.2.1.9, \
1.2.1.10, 1.2.1.11). Reason: walks show what checks can't (Principal)
"""


def plan_change(change: Change, name: str, day: str, reason: str, who: str, **more: object) -> Modification:
    """`name` is the part's code and its text."""
    code, _, text = name.partition(" ")
    more = {"part": PartKind.STRATEGY if code.count(".") == 1 else PartKind.ACTION_ITEM, **more}
    return Modification(change=change, code=code, text=text, on=on(day), reason=reason, who=who, **more)  # type: ignore[arg-type]  # by name


def reworded() -> tuple[Modification, ...]:
    """An action item, a goal, a measure and two benchmarks."""
    item = (
        RevisedField("text", "Hold two sessions", "Hold three sessions on adjusting instruction"),
        RevisedField("start", date(2026, 11, 2), date(2026, 11, 9)),
        RevisedField("output", "", "Slides"),
    )
    moved = RevisedField("due", date(2026, 11, 20), date(2027, 1, 29))
    ticket, seen, change = "60% of teachers use an exit ticket", "nobody could see it", Change.REVISED
    benchmark = {"part": PartKind.BENCHMARK}
    return (
        plan_change(change, f"1.1.1.7 {item[0].after}", "12-03", "two were not enough", "Principal", fields=item),
        plan_change(
            change,
            "1 All students grow in math",
            "12-03",
            "",
            "Principal",
            part=PartKind.GOAL,
            fields=(RevisedField("text", "Students grow", "All students grow in math"),),
        ),
        plan_change(
            change,
            "1.1 lessons with a check",
            "12-03",
            "walks were counted again",
            "Math Coach",
            part=PartKind.MEASURE,
            fields=(RevisedField("baseline", "30%", "35%"),),
        ),
        plan_change(
            change, f"1.1 {ticket}", "12-03", "two teachers are new", "Principal", fields=(moved,), **benchmark
        ),
        plan_change(Change.DROPPED, "1.1 students say what they learn", "12-03", seen, "Principal", **benchmark),
    )


def test_what_changed_in_the_plan_reads_as_written_by_hand() -> None:
    walks = "walks show what checks can't"
    imported_at = datetime(2026, 12, 7, 15, tzinfo=EASTERN)
    changes = (
        plan_change(
            Change.REASSIGNED,
            "1.1.1.3 Write the grade 7 unit checks",
            "12-02",
            "she covers for a colleague",
            "Principal",
            old_owner="Grade 7 Math Lead",
            new_owner="Math Coach",
        ),
        plan_change(
            Change.REVISED,
            "1.1 Common unit checks",
            "12-03",
            "",
            "Math Coach",
            fields=(
                RevisedField("practice", "3a", "3b"),
                RevisedField("lead", "", "Data Coach"),
                RevisedField("title", "Common checks", "Common unit checks"),
            ),
        ),
        plan_change(
            Change.REVISED,
            "1.1.2 Students are retaught within the week",
            "12-03",
            "grade 7 joins",
            "Principal",
            part=PartKind.MILESTONE,
            fields=(RevisedField("team", "Grade 6", "Grade 6, Grade 7"),),
        ),
        *reworded(),
        plan_change(Change.ADDED, "1.2 Learning walks", "12-04", walks, "Principal"),
        *(
            plan_change(Change.ADDED, f"1.2.1.{number} Walk", "12-07", walks, "Principal", at=imported_at)
            for number in range(1, 12)
        ),
    )
    with formats.for_a_file("2026-12"):
        remarks = highlight.draft(Month(today=on("12-22"), modifications=highlight.gathered(changes)))
        printed = [plain(messages.NOUN, "line", line=minutes_lines.line(remark), note="") for remark in remarks]

    assert printed == OF_THE_PLAN.splitlines()


def test_the_import_of_a_whole_plan_is_one_line() -> None:
    at = datetime(2026, 12, 7, 15, tzinfo=EASTERN)
    added = [plan_change(Change.ADDED, f"1.1.1.{number} Step", "12-07", "", "Principal", at=at) for number in (1, 2)]
    whole = plan_change(Change.IMPORTED, " plan.xlsx", "12-07", "the year begins", "Principal", at=at)
    with formats.for_a_file("2026-12"):
        remarks = highlight.draft(Month(today=on("12-22"), modifications=highlight.gathered([*added, whole])))
        printed = [minutes_lines.line(remark).text for remark in remarks]

    assert printed == ["Plan imported Mon, Dec 7 from plan.xlsx. Reason: the year begins"]


OF_EARLIER_MOVES = """\
• 1.1.1.3 Write the grade 7 unit checks: back on track. On Thu, Nov 12, its date was moved to Fri, Dec 4; \
it was completed Thu, Dec 3.
• 1.1.1.4 Write the grade 8 unit checks: behind again. On Fri, Nov 13, its date was moved to Fri, Dec 11, \
which has passed.
• 1.1.1.7 Hold two sessions: due date moved Wed, Dec 16 from Fri, Dec 11 to Wed, Jan 6 \
(third move; first date Fri, Nov 20). Reason: session 2 waits for the snow \
to melt. Cause of the delay: a snow day took session 2 (not ours to act on) (Math Coach)
"""


def test_what_became_of_earlier_moves_and_the_cause_of_another_one_read_as_written_by_hand() -> None:
    changes = (
        plan_change(
            Change.BACK_ON_TRACK,
            "1.1.1.3 Write the grade 7 unit checks",
            "11-12",
            "",
            "",
            new_due=on("12-04"),
            completed_on=on("12-03"),
            times_moved=2,
        ),
        plan_change(
            Change.BEHIND_AGAIN,
            "1.1.1.4 Write the grade 8 unit checks",
            "11-13",
            "",
            "",
            new_due=on("12-11"),
            times_moved=1,
        ),
        plan_change(
            Change.DATE_MOVED,
            "1.1.1.7 Hold two sessions",
            "12-16",
            "session 2 waits for the snow to melt",
            "Math Coach",
            old_due=on("12-11"),
            new_due=date(2027, 1, 6),
            first_due=on("11-20"),
            times_moved=3,
            cause="a snow day took session 2",
            is_ours=False,
        ),
    )
    with formats.for_a_file("2026-12"):
        remarks = highlight.draft(Month(today=on("12-22"), modifications=highlight.gathered(changes)))
        printed = [plain(messages.NOUN, "line", line=minutes_lines.line(remark), note="") for remark in remarks]

    assert printed == OF_EARLIER_MOVES.splitlines()


def test_a_challenge_says_whose_its_cause_is() -> None:
    item = LaggingItem(
        code="1.1.1.5",
        text="Train two teachers",
        strategy="1.1",
        owner="Data Coach",
        due=on("12-04"),
        first_due=on("12-04"),
        times_moved=0,
        days_late=0,
        cause=StatusReported(on("11-20"), Status.BEHIND, "the trainer is out.", False, CauseCategory.STAFFING),
        cause_by="Data Coach",
        on_track_on=None,
    )
    behind = replace(item, due=on("11-20"), days_late=4)
    month = Month(
        today=TODAY, behind=[Lagging(item=behind, reported=True)], at_risk=[Lagging(item=item, reported=True)]
    )
    with formats.for_a_file("2026-11"):
        texts = [minutes_lines.line(remark).text for remark in highlight.draft(month)]

    assert "Cause (staffing), given Fri, Nov 20: the trainer is out (not ours to act on)" in texts[0]
    assert "Cause (staffing): the trainer is out (Data Coach, Fri, Nov 20; not ours to act on)" in texts[1]


def test_what_was_shown_of_a_benchmark_stands_beside_it_unless_its_reading_names_it_already() -> None:
    month = replace(MONTH, exhibits={"benchmark:1": ["walks-nov.xlsx"], "benchmark:2": ["unit-checks.xlsx"]})
    with formats.for_a_file("2026-11"):
        lines = {remark.key: minutes_lines.line(remark).text for remark in highlight.draft(month)}

    assert lines["outcome:benchmark:1"].endswith("Evidence: walks-nov.xlsx")
    assert lines["outcome:benchmark:2"].endswith("Not checked yet. Shown at the discussion: unit-checks.xlsx")
