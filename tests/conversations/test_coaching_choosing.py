"""Which conversation is offered, what a draft says, and how a delivery chain is read."""

from dataclasses import replace
from datetime import date

import pytest

from conversations.coaching.choosing import PastDialog, SuggestedScript, conditions, items_of, offers
from conversations.coaching.drafts import draft, link_lines
from conversations.coaching.state import CoachingState
from conversations.delivery_chain import Formality, Influence, Strength, chain
from conversations.parts import ForEachItem, ForEachKind, PartKind, for_each_items
from conversations.script import OPPOSITES, Audience, Condition
from conversations.threads.replies import QuestionAnswer
from conversations.threads.state import Asking, Visit, WrittenPart
from plans.plan import ActionItem, Benchmark, BenchmarkKind, Goal, Measure, Milestone, Plan, Priority, Strategy
from tests.support.scripts import SCRIPTS

TODAY = date(2026, 11, 22)
BARE = Plan(title="Plan", organization="Bethel", school_year="2026-27")
WHOLE = Plan(
    title="Plan",
    organization="Bethel",
    school_year="2026-27",
    mission="We teach all children to read.",
    goals=(Goal(code="1", text="All read", measures=(Measure(indicator="Reading"),)),),
    priorities=(
        Priority(
            code="1",
            title="Reading",
            strategies=(
                Strategy(
                    code="1.1",
                    title="Coaching",
                    milestones=(
                        Milestone(
                            code="1.1.1",
                            title="Coaches hired",
                            action_items=(
                                ActionItem(code="1.1.1.1", text="Post the job"),
                                ActionItem(code="1.1.1.2", text="Hire"),
                            ),
                        ),
                    ),
                ),
            ),
        ),
    ),
)


def first(plan: Plan | None, *history: PastDialog, holds: frozenset[Condition] | None = None) -> SuggestedScript:
    """What a school is offered first. Tests name the reason, as a script that is added may come before another."""
    actual = offers(
        SCRIPTS.values(),
        audience=Audience.SCHOOL,
        holds=conditions(plan) if holds is None else holds,
        history=history,
        today=TODAY,
    )
    return actual[0]


def test_without_a_mission_the_mission_comes_first() -> None:
    assert first(BARE).because == first(None).because == Condition.MISSION_IS_NEW


def test_with_many_items_behind_it_is_time_to_look_at_progress() -> None:
    assert first(WHOLE, holds=conditions(WHOLE, due=8, behind=2)).because == Condition.MANY_BEHIND
    assert first(WHOLE, holds=conditions(WHOLE, due=8, behind=1)).because != Condition.MANY_BEHIND


def test_a_plan_at_work_is_looked_at_before_it_is_planned_again() -> None:
    under_way = conditions(WHOLE, due=8, behind=1)
    offered = [
        offer.script.name
        for offer in offers(SCRIPTS.values(), audience=Audience.SCHOOL, holds=under_way, history=(), today=TODAY)
    ]

    assert offered[0] == "monitor-and-adjust"
    assert "build-the-plan" not in offered
    assert "readiness" not in offered


def test_a_new_owner_hears_of_the_work() -> None:
    assert first(WHOLE, holds=conditions(WHOLE, new_owner=True)).because == Condition.NEW_OWNER


def test_the_same_conversation_does_not_come_again_within_weeks() -> None:
    pressing = first(BARE).script.name
    assert first(BARE, PastDialog(pressing, date(2026, 11, 1))).script.name != pressing
    assert first(BARE, PastDialog(pressing, date(2026, 10, 11))).script.name == pressing


def test_a_school_is_not_offered_what_is_for_districts() -> None:
    holds = conditions(WHOLE)
    for_school = offers(SCRIPTS.values(), audience=Audience.SCHOOL, holds=holds, history=(), today=TODAY)
    for_district = offers(SCRIPTS.values(), audience=Audience.DISTRICT, holds=holds, history=(), today=TODAY)

    assert "purpose" not in [offer.script.name for offer in for_school]
    assert "purpose" in [offer.script.name for offer in for_district]


@pytest.mark.parametrize("plan", [None, BARE, WHOLE])
def test_of_each_pair_exactly_one_holds(plan: Plan | None) -> None:
    holds = conditions(plan)
    assert all((each in holds) != (other in holds) for each, other in OPPOSITES.items())


def test_the_plan_gives_the_passes_their_items() -> None:
    assert items_of(None) == ()
    assert items_of(WHOLE, action_items=["1.1.1.2"]) == (
        ForEachItem(ForEachKind.GOAL, "goal:1", "All read"),
        ForEachItem(ForEachKind.STRATEGY, "strategy:1.1", "Coaching"),
        ForEachItem(ForEachKind.MILESTONE, "milestone:1.1.1", "Coaches hired"),
        ForEachItem(ForEachKind.ACTION_ITEM, "action_item:1.1.1.2", "Hire"),
    )


def test_early_evidence_and_outcomes_have_passes_of_their_own() -> None:
    benchmarks = (
        Benchmark(kind=BenchmarkKind.FINAL, text="Scores rise"),
        Benchmark(kind=BenchmarkKind.EARLY_EVIDENCE, text="Teams meet"),
    )
    strategy = Strategy(code="1.1", title="Coaching", benchmarks=benchmarks)
    plan = replace(BARE, priorities=(Priority(code="1", title="Reading", strategies=(strategy,)),))

    assert items_of(plan)[1:] == (
        ForEachItem(ForEachKind.BENCHMARK, "benchmark:1.1/1", "Scores rise"),
        ForEachItem(ForEachKind.FINAL_OUTCOME, "benchmark:1.1/1", "Scores rise"),
        ForEachItem(ForEachKind.BENCHMARK, "benchmark:1.1/2", "Teams meet"),
        ForEachItem(ForEachKind.EARLY_EVIDENCE, "benchmark:1.1/2", "Teams meet"),
    )
    written = for_each_items(PartKind.BENCHMARK, "b#1", {"text": "Half the teams meet", "stage": "short_term"})
    assert [item.kind for item in written] == [ForEachKind.BENCHMARK, ForEachKind.SHORT_TERM_OUTCOME]


def state_at(visit: Visit, *parts: WrittenPart) -> CoachingState:
    return CoachingState(leader="ana", audience=Audience.SCHOOL, askings=(Asking(visit, "1.0"),), parts=parts)


def test_a_draft_takes_labelled_lines_into_their_fields() -> None:
    visit = Visit("four-parts", "goal:1")
    text = [
        QuestionAnswer("lee", "Share of readers\nSource: spring test", ()),
        QuestionAnswer("mia", "baseline: 54 %", ()),
    ]

    assert draft(state_at(visit), SCRIPTS["goals-and-measures"], visit, text) == {
        "indicator": "Share of readers",
        "source": "spring test",
        "baseline": "54 %",
    }


def test_a_draft_splits_if_then_and() -> None:
    visit = Visit("chain")
    text = [
        QuestionAnswer("lee", "If we coach principals, then they visit classes weekly, and students learn more.", ())
    ]

    assert draft(state_at(visit), SCRIPTS["purpose"], visit, text) == {
        "if_we": "coach principals",
        "then": "they visit classes weekly",
        "and_so": "students learn more",
    }


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("Principal -> coach", {"giver": "Principal", "receiver": "coach"}),
        ("Principal → coach, weak", {"giver": "Principal", "receiver": "coach", "strength": "weak"}),
        (
            "The union --> teachers (informal, Strong)",
            {"giver": "The union", "receiver": "teachers", "nature": "informal", "strength": "strong"},
        ),
        ("The principal leads the coach.", {"giver": "The principal leads the coach."}),
    ],
)
def test_a_draft_reads_who_leads_whom_from_an_arrow(text: str, values: dict[str, str]) -> None:
    visit = Visit("links")

    assert draft(state_at(visit), SCRIPTS["delivery-chain"], visit, [QuestionAnswer("lee", text, ())]) == values


def test_a_draft_takes_links_as_evidence() -> None:
    visit = Visit("strengths")
    text = [QuestionAnswer("lee", "Calm halls", ("https://files/1",))]

    assert draft(state_at(visit), SCRIPTS["needs-and-causes"], visit, text) == {
        "text": "Calm halls",
        "evidence": "https://files/1",
    }


def test_a_draft_of_a_later_pass_starts_from_what_is_written() -> None:
    visit = Visit("due", "b#1")
    written = WrittenPart("b#1", PartKind.BENCHMARK, {"text": "Half the teams meet"}, Visit("ideas"), "ana")
    text = [QuestionAnswer("lee", "due: October 15", ())]

    assert draft(state_at(visit, written), SCRIPTS["benchmarks"], visit, text) == {
        "text": "Half the teams meet",
        "due": "October 15",
    }


def test_the_answer_to_a_step_named_after_a_field_of_what_it_rewrites_goes_into_that_field() -> None:
    visit = Visit("due", "b#1")
    written = WrittenPart("b#1", PartKind.BENCHMARK, {"text": "Half the teams meet"}, Visit("ideas"), "ana")
    text = [QuestionAnswer("lee", "by October 15", ())]

    assert draft(state_at(visit, written), SCRIPTS["benchmarks"], visit, text) == {
        "text": "Half the teams meet",
        "due": "by October 15",
    }


def link(giver: str, receiver: str, **values: str) -> WrittenPart:
    ends = {"giver": giver, "receiver": receiver}
    return WrittenPart(giver + receiver, PartKind.INFLUENCE, ends | values, Visit("links"), "ana")


def test_a_chain_finds_its_weak_links_and_its_crowds() -> None:
    parts = [
        WrittenPart("a", PartKind.ACTOR, {"name": "Superintendent"}, Visit("actors"), "ana"),
        WrittenPart("b", PartKind.ACTOR, {"name": "Union"}, Visit("actors"), "ana"),
        link("superintendent", "Principal"),
        link("Principal", "Teacher", strength="Weak"),
        link("Coach", "Teacher", nature="informal"),
        link("Superintendent", "Teacher"),
    ]
    drawn = chain(parts)

    assert drawn.actors == ("Superintendent", "Union", "Principal", "Teacher", "Coach")
    assert drawn.weak_links() == (Influence("Principal", "Teacher", Formality.FORMAL, Strength.WEAK),)
    assert drawn.crowded() == ("Teacher",)
    assert drawn.cut_off() == ("Union",)
    assert drawn.in_order() == ("Superintendent", "Principal", "Coach", "Teacher", "Union")
    assert "a4 -.-> a3" in drawn.mermaid()
    assert "linkStyle 1 " in drawn.mermaid()


def test_the_most_influential_give_the_most_and_a_weak_link_counts_half() -> None:
    drawn = chain(
        [
            link("Superintendent", "Principal"),
            link("Principal", "Teacher", strength="weak"),
            link("Coach", "Teacher"),
            link("Principal", "Coach", strength="weak"),
        ]
    )
    assert drawn.influential() == ("Superintendent", "Principal", "Coach")
    several = chain([link("Principal", "Coach"), link("Principal", "Teacher"), link("Coach", "Teacher")])
    assert several.influential() == ("Principal",)
    assert chain([]).influential() == ()


@pytest.mark.parametrize(
    ("links", "crucial"),
    [
        ([("A", "B", "strong"), ("B", "Students", "weak"), ("A", "C", "weak")], ("B", "Students")),
        ([("A", "B", "weak"), ("B", "Students", "weak")], ("B", "Students")),
        ([("D", "A", "strong"), ("A", "B", "weak"), ("B", "End", "strong"), ("C", "End", "weak")], ("A", "B")),
        ([("A", "B", "strong"), ("B", "Students", "strong"), ("C", "B", "strong")], ("B", "Students")),
        ([("A", "B", "strong"), ("B", "A", "weak")], ("B", "A")),
    ],
)
def test_the_crucial_link_is_the_weakest_on_the_way_to_students(
    links: list[tuple[str, str, str]], crucial: tuple[str, str]
) -> None:
    drawn = chain([link(giver, receiver, strength=strength) for giver, receiver, strength in links])
    assert (weakest := drawn.crucial())
    assert (weakest.giver, weakest.receiver) == crucial
    assert chain([]).crucial() is None


def test_a_link_written_again_replaces_the_one_before() -> None:
    drawn = chain([link("Principal", "Coach"), link("principal", "coach", nature="informal", strength="weak")])
    assert drawn.influences == (Influence("Principal", "Coach", Formality.INFORMAL, Strength.WEAK),)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("A -> B, weak\nB → C", ["A → B, weak", "B → C"]),
        ("A <-> B, informal, weak", ["A → B, informal, weak", "B → A, informal, weak"]),
        ("Here they are:\nA ↔ B", ["A → B", "B → A"]),
        ("A -> B (weak) -> C, informal", ["A → B (weak)", "B → C, informal"]),
        ("A → B <-> C", ["A → B", "B → C", "C → B"]),
        ("A -> -> C", []),
        ("The principal leads the coach.", []),
    ],
)
def test_each_line_of_a_reply_is_a_link_of_its_own(text: str, lines: list[str]) -> None:
    assert [" ".join(line.split()) for line in link_lines(text)] == lines


@pytest.mark.parametrize(
    ("links", "lines"),
    [
        ("AB BC CD", ["ABCD"]),
        ("CD AB BC", ["ABCD"]),
        ("AB BC AC", ["ABC", "AC"]),
        ("AC BC CD", ["ACD", "BC"]),
        ("AB BC CB", ["ABC", "CB"]),
        ("AB BA", ["AB", "BA"]),
        ("AA AB", ["AAB"]),
        ("", []),
    ],
)
def test_links_are_read_in_one_line_where_they_join(links: str, lines: list[str]) -> None:
    """Each link once."""
    drawn = chain([link(*ends) for ends in links.split()])
    assert ["".join(line) for line in drawn.lines()] == lines


def test_a_chain_that_bites_its_tail_can_be_drawn() -> None:
    drawn = chain([link("A", "B"), link("B", "A")])
    assert drawn.in_order() == ("A", "B")


def test_what_leads_back_up_does_not_change_the_order_of_a_chain() -> None:
    drawn = chain([link("A", "B"), link("B", "C"), link("C", "A"), link("C", "C"), link("C", "D")])
    assert drawn.in_order() == ("A", "B", "C", "D")


def test_conditions_are_named_in_words_a_coach_can_write() -> None:
    assert Condition("goals exist") is Condition.GOALS_EXIST
