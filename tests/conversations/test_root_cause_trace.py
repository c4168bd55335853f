"""The line through the plan, and where it is broken."""

from dataclasses import replace
from itertools import pairwise

from conversations.root_cause.moves import SetAside
from conversations.root_cause.trace import CHAINS_TOLD, Links, gaps, root_link, trace
from conversations.root_cause.tree import SYMPTOM, Cause, Tree, Why
from plans.plan import ActionItem, Milestone, Plan, Priority, Strategy
from tests.conversations.team import MATH, Team


def strategy(code: str, title: str, *items: str) -> Strategy:
    actions = tuple(ActionItem(code=f"{code}.1.{n}", text=text) for n, text in enumerate(items, start=1))
    return Strategy(code=code, title=title, milestones=(Milestone(code=f"{code}.1", title="", action_items=actions),))


PLAN = Plan(
    title="Bethel",
    organization="Bethel",
    school_year="2026-27",
    priorities=(
        Priority(
            code="1",
            title="Teachers stay",
            strategies=(
                strategy("1.1", "Mentors", "Name mentors", "Visit classes"),
                strategy("1.2", "Reading", "Buy books"),
                strategy("1.3", "", "Paint the hall"),
            ),
        ),
    ),
)


def links() -> Links:
    team = Team()
    root = team.digs("Lessons differ", "Teachers leave", "New staff are alone")
    team.shows("lee", "Exit talks", cause=root)
    other = team.digs("Homework is not read")
    tree = team.state.tree
    return Links(
        roots=(root_link(tree, root, prefix="7", thread=""), root_link(tree, other, prefix="7", thread="")),
        of_strategy={"1.1": ("7/c3",)},
        of_item={"1.1.1.2": ("7/c4",)},
    )


def test_an_item_is_for_the_cause_of_its_strategy_or_its_own() -> None:
    actual = trace(PLAN, links(), "1.1.1.1")
    assert actual
    assert [(root.text, root.evidence[0].text) for root in actual.roots] == [("New staff are alone", "Exit talks")]
    assert actual.roots[0].chains == (("Lessons differ", "Teachers leave", "New staff are alone"),)
    own = trace(PLAN, links(), "1.1.1.2")
    assert own
    assert [root.text for root in own.roots] == ["Homework is not read"]
    assert trace(PLAN, links(), "9.9") is None


def test_an_item_without_a_milestone_has_only_its_own_causes() -> None:
    linked, other = ActionItem(code="A1", text="Call the mentors"), ActionItem(code="A2", text="Mow the lawn")
    of_item = replace(links(), of_item={"A1": ("7/c3",)})

    traced = trace(PLAN, of_item, "A1", (linked, other))
    assert traced
    assert traced.strategy is None
    assert [root.text for root in traced.roots] == ["New staff are alone"]
    assert gaps(PLAN, of_item, (linked, other)).items_without_strategy[-2:] == (linked, other)


def test_the_gaps_are_named() -> None:
    actual = gaps(PLAN, links())
    assert [each.code for each in actual.strategies_without_cause] == ["1.2"]
    assert [item.text for item in actual.items_without_strategy] == ["Paint the hall"]
    assert actual.roots_without_item == ()

    unlinked = gaps(PLAN, Links(roots=links().roots))
    assert [root.key for root in unlinked.roots_without_item] == ["7/c3", "7/c4"]
    declined = gaps(PLAN, Links(roots=links().roots, declined=frozenset({"7/c3", "7/c4"})))
    assert declined.roots_without_item == ()


def test_every_way_to_a_shared_root_is_a_chain_the_shortest_first() -> None:
    team = Team()
    low = team.digs("One", "Two", "Three")
    team.names("mia", "Three", under=SYMPTOM)
    actual = root_link(team.state.tree, low, prefix="7", thread="")

    assert actual.chains == (("Three",), ("One", "Two", "Three"))
    assert actual.more == 0


def test_what_was_set_aside_is_no_way_to_a_root() -> None:
    team = Team()
    root = team.digs("One", "Root")
    aside = team.digs("Two")
    team.names("mia", "Root", under=aside)
    assert len(root_link(team.state.tree, root, prefix="7", thread="").chains) == 2
    team.takes(SetAside(by="ana", cause=aside, version=1))

    assert root_link(team.state.tree, root, prefix="7", thread="").chains == (("One", "Root"),)


def test_of_very_many_ways_the_others_are_counted() -> None:
    """Three causes on each of ten levels, each an answer to all of those above."""
    levels = [[f"c{3 * level + number + 1}" for number in range(3)] for level in range(10)]
    causes = [Cause(key=key, text=key) for keys in levels for key in keys]
    whys = [Why(SYMPTOM, key) for key in levels[0]]
    whys += [Why(above, key) for upper, lower in pairwise(levels) for above in upper for key in lower]
    tree = Tree(symptom=MATH, causes=tuple(causes), whys=tuple(whys))
    actual = root_link(tree, levels[-1][0], prefix="7", thread="")

    assert [len(way) for way in actual.chains] == [10] * CHAINS_TOLD
    assert actual.more == 3**9 - CHAINS_TOLD
