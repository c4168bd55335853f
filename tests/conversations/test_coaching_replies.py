"""What people write, and to which question it belongs."""

from conversations.threads.effects import (
    AskPrivately,
    AskQuestion,
    BringIn,
    MarkHeard,
    SayPaused,
)
from conversations.threads.moves import (
    AskPeople,
    Next,
    Pause,
    Posted,
    ReceiveReply,
    Resume,
)
from conversations.threads.replies import QuestionAnswer, Reply, Voice
from conversations.threads.state import Visit
from tests.conversations.table import Table
from tests.conversations.talk import script


def test_several_replies_by_one_person_are_one_answer(asking: Table) -> None:
    asking.says("lee", "Math is low.")
    asking.says("mia", "Reading is fine.")
    asking.says("lee", "In grade 7 most of all.", evidence=("https://files/1",))

    assert asking.answers("data") == (
        QuestionAnswer("lee", "Math is low.\nIn grade 7 most of all.", ("https://files/1",)),
        QuestionAnswer("mia", "Reading is fine.", ()),
    )


def test_a_new_reply_gets_a_reaction_and_nothing_else(asking: Table) -> None:
    ts = asking.says("lee", "Math is low.")
    assert asking.effects[1:] == (MarkHeard(ts),)

    asking.says("lee", "Math is very low.", ts=ts, edited="2000.1")
    assert asking.effects[1:] == ()


def test_edits_and_deletions_are_followed_in_whatever_order_they_arrive(asking: Table) -> None:
    asking.says("lee", "third", ts="1100.1", edited="1100.3")
    asking.says("lee", "first", ts="1100.1")
    asking.says("lee", "second", ts="1100.1", edited="1100.2")
    asking.says("mia", "", ts="1100.5", deleted=True)
    asking.says("mia", "a slip", ts="1100.5")

    assert asking.said("data") == {"lee": "third"}


def test_a_late_reply_counts_for_the_question_it_was_written_to(asking: Table) -> None:
    written = asking.now()
    asking.presses(Next)
    asking.says("lee", "about the data", ts=written)
    asking.says("lee", "about the goal")

    assert asking.said("data") == {"lee": "about the data"}
    assert asking.said("new-goal") == {"lee": "about the goal"}


def test_a_reply_written_before_the_next_question_was_seen_is_for_the_one_above(asking: Table) -> None:
    asking.presses(Next)
    asking.says("lee", "still the data")
    asking.shows_question()
    asking.says("lee", "now the goal")

    assert asking.said("data") == {"lee": "still the data"}
    assert asking.said("new-goal") == {"lee": "now the goal"}


def test_a_second_report_of_the_same_posting_moves_no_answers(asking: Table) -> None:
    asking.shows_question()
    asking.says("lee", "Math is low.")
    asking.shows_question()

    assert asking.said("data") == {"lee": "Math is low."}


def test_a_report_of_a_question_nobody_asked_is_harmless(asking: Table) -> None:
    before = asking.state
    asking.takes(Posted(99, "5000.1"))
    assert asking.state == before


def test_quiet_voices_are_asked_alone_and_heard_without_their_name(asking: Table) -> None:
    asked = asking.presses(AskPeople, members=("ana", "lee", "mia"), spoken=("ana", "lee"))
    assert asked == (AskPrivately("mia", Visit("data")),)

    asking.presses(Next)
    ts = asking.says("mia", "I worry about grade 4.", visit="data", voice=Voice.NAMELESS, asked=3)
    assert asking.effects[1:] == (BringIn(ts, Visit("data"), None, "I worry about grade 4.", (), False),)
    assert asking.said("data") == {None: "I worry about grade 4."}
    assert "mia" not in repr(asking.record())


def test_an_open_answer_and_a_nameless_one_of_the_same_person_stay_apart(asking: Table) -> None:
    asking.says("mia", "All is well.")
    asking.says("mia", "It is not.", visit="data", voice=Voice.NAMELESS, asked=3)

    assert asking.said("data") == {"mia": "All is well.", None: "It is not."}


def test_among_two_no_answer_goes_without_its_name(asking: Table) -> None:
    asking.says("mia", "It is not.", visit="data", voice=Voice.NAMELESS, asked=2)
    assert asking.refusals() == ["too_few_asked"]
    assert asking.said("data") == {}

    ts = asking.says("mia", "It is not.", visit="data", voice=Voice.NAMED, asked=2)
    assert asking.effects[1:] == (BringIn(ts, Visit("data"), "mia", "It is not.", (), False),)


def test_quiet_voices_with_nobody_quiet_says_so(asking: Table) -> None:
    asking.presses(AskPeople, members=("ana", "lee"), spoken=("lee", "ana"))
    assert asking.refusals() == ["nobody_quiet"]


def test_what_is_said_during_a_pause_is_kept(asking: Table) -> None:
    assert asking.presses(Pause) == (SayPaused("ana"),)
    asking.says("lee", "Over the holidays I thought about it.")
    asking.presses(Next)
    assert asking.refusals() == ["paused"]

    asking.presses(Resume)
    assert asking.effects[0] == AskQuestion(2, Visit("data"))
    assert asking.said("data") == {"lee": "Over the holidays I thought about it."}


def test_two_conversations_with_the_same_people_do_not_mix() -> None:
    each, two = Table(script()), Table(script())
    each.presses(Next)
    two.presses(Next)
    each.says("lee", "in one")
    two.says("lee", "in two")

    assert (each.said("data"), two.said("data")) == ({"lee": "in one"}, {"lee": "in two"})


def test_a_turn_carries_no_replies_however_many_there_are(asking: Table) -> None:
    before = asking.state
    for number in range(500):
        asking.takes(ReceiveReply(Reply(ts=f"{2000 + number}.1", person="lee", text="word " * 50)))

    assert asking.state == before
    assert len(asking.kept) == 500


def test_what_the_leader_writes_down_for_the_room_is_the_room_s_answer(asking: Table) -> None:
    asking.says("ana", "Room: We lack time.")
    asking.says("ana", "I agree.")
    asking.says("lee", "Room: Not everybody does.")

    assert [(answer.person, answer.text, answer.for_room) for answer in asking.answers("data")] == [
        ("ana", "We lack time.", True),
        ("ana", "I agree.", False),
        ("lee", "Room: Not everybody does.", False),
    ]


def test_an_edit_can_make_it_the_leader_s_own_answer(asking: Table) -> None:
    ts = asking.says("ana", "room: We lack time.")
    asking.says("ana", "We lack time.", ts, edited="2000.1")

    assert [answer.for_room for answer in asking.answers("data")] == [False]
