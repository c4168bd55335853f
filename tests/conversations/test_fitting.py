"""Which replies are offered as the wording of a part."""

import pytest

from conversations.coaching.fitting import fits
from conversations.parts import PartKind

GOAL, ITEM, ACTOR = PartKind.GOAL, PartKind.ACTION_ITEM, PartKind.ACTOR


@pytest.mark.parametrize(
    "text",
    [
        "Every fourth-grader explains how they solved a problem.",
        "No student leaves us without the math they need",
        "Thanks to small groups, all students read at grade level by June",
        "Exactly one goal for each grade",
        "Yes, all of our students read at grade level by the end of grade 3",
        "All students do math well (see <https://state.example/targets>)",
    ],
)
def test_a_statement_is_a_goal(text: str) -> None:
    assert fits(GOAL, text)


@pytest.mark.parametrize(
    "text",
    [
        "What do we mean by proficient?",
        "<https://state.example/report.pdf>",
        "https://state.example/report.pdf",
        ":thumbsup:",
        "I agree with Sam.",
        "Good point, Lena.",
        "Yes, that one.",
        "thanks!",
        "Not sure.",
        "By the way, the copier is broken again",
        "Let's keep both goals and put that one first.",
        "Reading",
    ],
)
def test_a_remark_is_no_goal(text: str) -> None:
    assert not fits(GOAL, text)


def test_what_is_proposed_to_the_team_is_an_action_item_and_a_name_is_an_actor() -> None:
    assert fits(ITEM, "Let's meet with the families in January.")
    assert fits(ACTOR, "Principal")
    assert not fits(ITEM, "Who could do that?")
