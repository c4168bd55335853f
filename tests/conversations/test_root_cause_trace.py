"""The line through the plan, and where it is broken."""

from conversations.root_cause.trace import Links, gaps, root_link, trace
from conversations.root_cause.tree import SYMPTOM
from plans.plan import ActionItem, Milestone, Plan, Priority, Strategy
from tests.conversations.team import Team


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
    found = trace(PLAN, links(), "1.1.1.1")
    assert found
    assert [(root.text, root.evidence[0].text) for root in found.roots] == [("New staff are alone", "Exit talks")]
    assert found.roots[0].chain == ("Lessons differ", "Teachers leave", "New staff are alone")
    own = trace(PLAN, links(), "1.1.1.2")
    assert own
    assert [root.text for root in own.roots] == ["Homework is not read"]
    assert trace(PLAN, links(), "9.9") is None


def test_the_gaps_are_named() -> None:
    found = gaps(PLAN, links())
    assert [each.code for each in found.strategies_without_cause] == ["1.2"]
    assert [item.text for item in found.items_without_strategy] == ["Paint the hall"]
    assert found.roots_without_item == ()

    unlinked = gaps(PLAN, Links(roots=links().roots))
    assert [root.key for root in unlinked.roots_without_item] == ["7/c3", "7/c4"]
    declined = gaps(PLAN, Links(roots=links().roots, declined=frozenset({"7/c3", "7/c4"})))
    assert declined.roots_without_item == ()


def test_a_chain_takes_the_shortest_way_and_leaves_bones_out() -> None:
    team = Team()
    low = team.digs("One", "Two", "Three")
    team.names("mia", "Three", under=SYMPTOM)
    assert root_link(team.state.tree, low, prefix="7", thread="").chain == ("Three",)
