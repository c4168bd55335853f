"""What names a person in a text, and how it reads without them."""

import pytest

from plans.former_members import Identity, is_stand_in, stand_in_id, with_capital

WORDS = "a former member"
MARIA = Identity(
    person_id=12,
    slack_id="U0MARIA",
    name="Maria Okafor",
    handle="mokafor",
    direct_messages=["D0MARIA"],
    words=WORDS,
    others=["Maria Lopez"],
)


@pytest.mark.parametrize(
    ("text", "without"),
    [
        ("Maria Okafor", "a former member"),
        ("maria okafor", "a former member"),
        ("@mokafor", "a former member"),
        ("Maria Okafor and Dana Cole lead it.", "A former member and Dana Cole lead it."),
        ("Ask <@U0MARIA> or <@U0MARIA|mokafor>.", "Ask a former member or a former member."),
        ("It waits. Maria Okafor's list is long.", "It waits. A former member's list is long."),
        ("Write to maria.okafor@bethel.k12.us", "Write to a former member"),
        ("Write to mokafor@bethel.k12.us, please", "Write to a former member, please"),
        ("left:12:U0MARIA:shown", "left:12:ERASED12:shown"),
        ("https://x.slack.com/archives/D0MARIA/p1", "https://x.slack.com/archives/ERASED12/p1"),
        ("Maria\nOkafor", "a former member"),
        ("Anna-Maria Okafors list", "Anna-Maria Okafors list"),
        ("U0MARIAX and mokafor", "U0MARIAX and mokafor"),
        ("Maria Lopez asked Okafor", "Maria Lopez asked Okafor"),
    ],
)
def test_a_text_without_them(text: str, without: str) -> None:
    assert MARIA.replaced(text) == without
    assert MARIA.names_in(text) is (text != without)


def test_json_keeps_its_form() -> None:
    stored = {"U0MARIA": ["Maria Okafor", {"owner": "Maria Okafor", "n": 3}], "on": None}

    assert MARIA.replaced(stored) == {"ERASED12": [WORDS, {"owner": WORDS, "n": 3}], "on": None}


def test_a_name_of_one_word_counts_where_it_is_all() -> None:
    may = Identity(person_id=1, slack_id="U1", name="May", handle="", direct_messages=[], words=WORDS)

    assert may.replaced("May") == WORDS
    assert may.replaced("By May 14") == "By May 14"
    assert may.parts_in("By May 14") == ["By May 14"]


def test_of_namesakes_only_what_is_certain_goes() -> None:
    namesake = Identity(
        person_id=1, slack_id="U1", name="Maria Okafor", handle="m2", direct_messages=[], words=WORDS, has_namesake=True
    )

    assert namesake.replaced("Maria Okafor, @m2 and <@U1>") == "Maria Okafor, a former member and a former member"
    assert namesake.replaced("Maria Okafor") == "Maria Okafor"
    assert namesake.parts_in("Maria Okafor") == ["Maria Okafor"]


def test_parts_of_the_name_are_pointed_out_unless_they_mean_somebody_else() -> None:
    assert MARIA.parts_in(["Maria said so", {"a": "Ms. Okafor"}, "Maria Lopez", "Mariana"]) == [
        "Maria said so",
        "Ms. Okafor",
    ]


@pytest.mark.parametrize(
    ("text", "reads"),
    [
        ("a former member", "a former member"),
        ("a former member owns 2 items.", "A former member owns 2 items."),
        ("Done. a former member's note", "Done. A former member's note"),
        ("• a former member: on track", "• A former member: on track"),
        ("Owner: a former member, due Oct 1", "Owner: a former member, due Oct 1"),
    ],
)
def test_a_sentence_begins_with_a_capital(text: str, reads: str) -> None:
    assert with_capital(text, WORDS) == reads


def test_no_id_of_slack_is_a_stand_in() -> None:
    assert is_stand_in(stand_in_id(7))
    assert not is_stand_in("U0ERASED1")
