"""Names of people in text become ids, and ids become names again."""

import pytest

from plans.mentions import NameReader, mentioned, with_names

ANA, BEN, OTHER_BEN, MAY, LEE = 1, 2, 3, 4, 5
PEOPLE = {
    "Ana Ruiz": [ANA],
    "Ben Cho": [BEN, OTHER_BEN],
    "May": [MAY],
    "Ana Ruiz Lee": [LEE],
    "O'Neil": [6],
}


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("Ana Ruiz", "<@1>"),
        ("Ask Ana Ruiz's team, or Ana Ruiz.", "Ask <@1>'s team, or <@1>."),
        ("(Ana Ruiz, Nov 3)", "(<@1>, Nov 3)"),
        ("Ana Ruiz Lee has it", "<@5> has it"),
        ("Ana Ruizen has it", "Ana Ruizen has it"),
        ("Diana Ruiz has it", "Diana Ruiz has it"),
        ("ana ruiz", "ana ruiz"),
        ("Done by May 14", "Done by May 14"),
        ("May", "<@4>"),
        ("debrief|May|We need time", "debrief|<@4>|We need time"),
        ("Ana Ruiz\nMay\nthe principal", "<@1>\n<@4>\nthe principal"),
        ("Ben Cho", "Ben Cho"),
        ("<!channel> and <@U123>", "<!channel> and <@U123>"),
        ("", ""),
    ],
)
def test_a_name_becomes_an_id(typed: str, stored: str) -> None:
    names = {person_id: name for name, ids in PEOPLE.items() for person_id in ids}
    content = NameReader(PEOPLE).with_ids(typed)

    assert content == stored
    assert with_names(content, names) == typed


def test_of_namesakes_the_right_one_can_be_chosen() -> None:
    assert NameReader(PEOPLE, lambda ids: ids[-1]).with_ids("Ask Ben Cho") == f"Ask <@{OTHER_BEN}>"


def test_only_the_fields_with_text_are_read() -> None:
    """Someone who takes the name of a section in Slack cannot make it unreadable."""
    content = {"who": "May", "kind": "May", "lines": [{"text": "Ana Ruiz", "count": 2}], "May": None}

    stored = NameReader(PEOPLE).with_ids(content, ("who", "text"))

    assert stored == {"who": "<@4>", "kind": "May", "lines": [{"text": "<@1>", "count": 2}], "May": None}
    assert mentioned(stored) == {MAY, ANA}


def test_a_mention_of_nobody_stays_as_it_is() -> None:
    assert with_names(["<@99>", "<@U123>"], {ANA: "Ana Ruiz"}) == ["<@99>", "<@U123>"]
