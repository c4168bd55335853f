"""The facts above a coaching question: short, with fractions, without names, and with where the rest is."""

from collections.abc import Sequence
from datetime import date

from bot.messages.coaching.facts import LONGEST_RECORDED, MOST, above, facts, recorded
from bot.slack.blocks import MessageContent
from conversations.facts import (
    CompletedItem,
    DirectionText,
    Fact,
    FactSection,
    NeedKind,
    PastActionItem,
    PastDecision,
    PlanNeed,
    SupportFact,
)
from conversations.highlight import Lagging
from conversations.parts import PartKind
from conversations.script import FactKind
from plans.item_events import Status, StatusReported
from plans.item_progress import Day
from plans.lagging import LaggingItem
from plans.plan import Goal, Measure
from plans.progress import DueSide, ItemGroup, count
from prompts import formats

OCT_5, NOV_3, NOV_17 = date(2026, 10, 5), date(2026, 11, 3), date(2026, 11, 17)


def printed(kind: FactKind, *listed: Fact, since: date | None = None, is_narrowed: bool = False) -> list[str]:
    section = FactSection(kind=kind, facts=listed, since=since, is_narrowed=is_narrowed)
    with formats.reading(today=NOV_17):
        return facts([section]).splitlines()


def lagging(number: int = 1, cause: str = "") -> Lagging:
    item = LaggingItem(
        code=f"1.1.1.{number}",
        text="Hire the coach.",
        strategy="1.1",
        owner="Maria Lopez",
        due=NOV_3,
        first_due=NOV_3,
        times_moved=0,
        days_late=14,
        cause=StatusReported(OCT_5, Status.BEHIND, cause) if cause else None,
        cause_by="Maria Lopez",
        on_track_on=None,
    )
    return Lagging(item=item, reported=True)


def test_what_is_behind_shows_its_days_and_cause_and_nobodys_name() -> None:
    assert printed(FactKind.BEHIND, lagging(1, "no applicants"), lagging(2)) == [
        "*Behind schedule (2)*",
        "• *1.1.1.1* Hire the coach: due Tue, Nov 3, 14 days late. Cause: no applicants",
        "• *1.1.1.2* Hire the coach: due Tue, Nov 3, 14 days late. No cause given",
    ]


def test_action_items_and_milestones_are_counted_apart() -> None:
    done = CompletedItem("1.1.1.1", "Hire the coach", OCT_5, 0)
    milestone = CompletedItem("1.1.1", "Coaches hired", NOV_3, 2, is_milestone=True)
    assert printed(FactKind.COMPLETED, milestone, done) == [
        "*Completed (1 action item, 1 milestone)*",
        "• Milestone *1.1.1* Coaches hired: Tue, Nov 3, 2 days late",
        "• *1.1.1.1* Hire the coach: Mon, Oct 5",
    ]
    assert printed(FactKind.COMPLETED, milestone)[0] == "*Completed (1 milestone)*"


def test_what_is_at_risk_has_its_own_line_when_nothing_was_due() -> None:
    nothing_due = count([_group(items=4, said_behind=True)], Day(NOV_17, is_over=False))
    assert printed(FactKind.PROGRESS, nothing_due) == [
        "*Progress as of Tue, Nov 17*",
        "• Completed: 0 of 4",
        "• Nothing was due yet.",
        "• At risk: 4",
    ]


def test_a_statement_is_printed_whole() -> None:
    purpose = "We teach well. " * 40
    assert printed(FactKind.DIRECTION, DirectionText(PartKind.PURPOSE, purpose.strip()))[1].endswith("We teach well.")


def test_a_long_list_ends_with_how_many_more_there_are_and_where() -> None:
    lines = printed(FactKind.BEHIND, *map(lagging, range(1, MOST + 13)))

    assert len(lines) == MOST + 2
    assert lines[-1] == "+ 12 more: `/plan status all`"


def test_several_sections_share_the_room_of_a_phone() -> None:
    def section(kind: FactKind) -> FactSection:
        return FactSection(kind=kind, facts=[lagging(number) for number in range(1, 20)])

    with formats.reading(today=NOV_17):
        lines = facts([section(FactKind.BEHIND), section(FactKind.AT_RISK)]).splitlines()
    assert len(lines) == 16


def test_one_thing_with_many_facts_stays_short_and_says_how_many_more_it_has() -> None:
    def section(kind: FactKind) -> FactSection:
        return FactSection(kind=kind, facts=[lagging(number) for number in range(12)], is_narrowed=True)

    with formats.reading(today=NOV_17):
        alone = facts([section(FactKind.BEHIND)]).splitlines()
        lines = facts([section(FactKind.BEHIND), section(FactKind.AT_RISK)]).splitlines()
    assert (len(alone), len(lines)) == (MOST + 2, 16)
    assert [line for line in lines if line.startswith("+")] == ["+ 6 more: `/plan status all`"] * 2


def test_nothing_behind_is_information_and_nothing_behind_of_one_thing_is_not() -> None:
    assert printed(FactKind.BEHIND) == ["Nothing is behind today."]
    assert printed(FactKind.BEHIND, is_narrowed=True) == []


def test_in_the_record_each_section_is_one_plain_line_whose_days_have_their_year() -> None:
    behind = FactSection(kind=FactKind.BEHIND, facts=[lagging(1, "R&D has *no* applicants"), lagging(2)])
    with formats.reading(today=NOV_17):
        assert recorded([behind, FactSection(kind=FactKind.AT_RISK, facts=())]) == (
            "Behind schedule (2): "
            "1.1.1.1 Hire the coach: due Tue, Nov 3, 2026, 14 days late. Cause: R&D has *no* applicants; "
            "1.1.1.2 Hire the coach: due Tue, Nov 3, 2026, 14 days late. No cause given",
            "Nothing is at risk today.",
        )


def test_a_long_list_in_the_record_says_how_many_more_there_are_and_nothing_to_type() -> None:
    many = FactSection(kind=FactKind.BEHIND, facts=[lagging(number, "a" * 500) for number in range(MOST + 2)])
    (line,) = recorded([many])
    assert line.endswith("; + 2 more")
    assert len(line) < (MOST + 1) * (LONGEST_RECORDED + 2)
    assert recorded([FactSection(kind=FactKind.BEHIND, facts=(), is_narrowed=True)]) == ()


def test_a_goal_shows_what_its_measures_lack() -> None:
    measure = Measure(indicator="Grade 7 math", baseline="41%", targets=("50%",))
    assert printed(FactKind.GOALS, Goal(code="1", text="All do math", measures=(measure,)), _goal("2", "All read")) == [
        "*Goals*",
        "• *1* All do math",
        "    ◦ Grade 7 math, baseline 41%, target 50%. Still missing: a second yearly target and a data source",
        "• *2* All read",
        "    ◦ No measure yet",
    ]


def test_in_a_pass_over_goals_only_its_measures_stand() -> None:
    assert printed(FactKind.GOALS, Measure(indicator="Grade 7 math"), is_narrowed=True) == [
        "*Its measures in the plan*",
        "• Grade 7 math. Still missing: a baseline, yearly targets and a data source",
    ]
    assert printed(FactKind.GOALS, is_narrowed=True) == ["This goal has no measure yet."]


def test_the_last_time_shows_its_decisions_and_where_its_action_items_stand() -> None:
    past: Sequence[Fact] = (
        PastDecision(PartKind.DECISION, "Meet on Fridays"),
        PastActionItem("1.1.1.9", "Order books", NOV_3, None, cancelled=False, days_late=14),
        PastActionItem("1.1.1.8", "Call families", NOV_3, OCT_5, cancelled=False, days_late=0),
    )
    assert printed(FactKind.LAST_TIME, *past, since=OCT_5) == [
        "*Last time, Mon, Oct 5*",
        "• Decision: Meet on Fridays",
        "• Action item *1.1.1.9* Order books: due Tue, Nov 3, 14 days late",
        "• Action item *1.1.1.8* Call families: completed Mon, Oct 5",
    ]
    assert printed(FactKind.LAST_TIME, since=OCT_5) == ["Last time, Mon, Oct 5, nothing was written down."]
    assert printed(FactKind.LAST_TIME) == []


def test_support_needs_and_direction_in_a_line_each() -> None:
    assert printed(FactKind.SUPPORTS, SupportFact("1.1.1.3", "Substitutes", "rated", NOV_3, "very")) == [
        "*Support*",
        "• *1.1.1.3* Substitutes: provided Tue, Nov 3, very effective",
    ]
    assert printed(FactKind.NEEDS, PlanNeed(NeedKind.ROOT_CAUSE, "No common planning time.")) == [
        "*Needs and causes so far*",
        "• *Root cause:* No common planning time",
    ]
    assert printed(FactKind.DIRECTION, DirectionText(PartKind.VISION, "All thrive.")) == [
        "*Where the plan is headed*",
        "• *Vision:* All thrive.",
    ]


def test_facts_laid_out_before_the_first_thing_of_a_pass_are_not_laid_out_again() -> None:
    section = FactSection(kind=FactKind.NEEDS, facts=[PlanNeed(NeedKind.STRENGTH, "Staff")], is_repeated=True)
    assert facts([section]) == ""


def test_the_facts_stand_above_the_question_in_its_message() -> None:
    question = MessageContent(text="*Why?*")
    assert above("", question) == question
    assert above("• late", question).text == "• late\n\n*Why?*"
    texts = [block["text"]["text"] for block in above("• late", question).blocks or ()]
    assert texts == ["• late", "*Why?*"]


def _group(*, items: int, said_behind: bool) -> ItemGroup:
    return ItemGroup(
        strategy="1.1",
        items=items,
        completed=False,
        cancelled=False,
        cancelled_overdue=False,
        said_behind=said_behind,
        due=DueSide.AHEAD,
        on_time=False,
        first_due=DueSide.AHEAD,
        on_time_at_first=False,
        dates_moved=0,
        items_moved=0,
    )


def _goal(code: str, text: str) -> Goal:
    return Goal(code=code, text=text)
