"""Which lines of a discussion's thread are notes for its debrief."""

import pytest

from conversations.highlight import DebriefNote, Group, read_notes

LIST = """We're done, thanks all!
*Takeaways:*
• Whole planning days help more than half days
- Pairs need a common hour

Who brings coffee next time?
_Feedback on the process_: ten minutes shorter"""


@pytest.mark.parametrize(
    ("text", "group", "note"),
    [
        ("Takeaway: whole days help", Group.TAKEAWAYS, "whole days help"),
        ("*Key take-aways:* whole days help", Group.TAKEAWAYS, "whole days help"),
        ("question: who covers grade 8?", Group.QUESTIONS, "who covers grade 8?"),
        ("Concern: snow days: two so far", Group.QUESTIONS, "snow days: two so far"),
        ("• Suggestion: begin with the data", Group.SUGGESTIONS, "begin with the data"),
        ("FEEDBACK: too long", Group.FEEDBACK, "too long"),
    ],
)
def test_a_line_that_begins_with_the_name_of_a_list_is_a_note(text: str, group: Group, note: str) -> None:
    assert read_notes(text) == [DebriefNote(group, note)]


def test_a_name_alone_begins_a_list_up_to_the_next_empty_line() -> None:
    assert read_notes(LIST) == [
        DebriefNote(Group.TAKEAWAYS, "Whole planning days help more than half days"),
        DebriefNote(Group.TAKEAWAYS, "Pairs need a common hour"),
        DebriefNote(Group.FEEDBACK, "ten minutes shorter"),
    ]


@pytest.mark.parametrize("text", ["", "Good question", "My question: none", "Takeaways:", "See https://example.org/x"])
def test_all_else_is_talk(text: str) -> None:
    assert read_notes(text) == []
