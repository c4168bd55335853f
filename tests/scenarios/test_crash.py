"""The program killed without warning, at the worst moments, with a Slack that fails in every way it can."""

from collections import Counter
from functools import partial
from pathlib import Path

import pytest

from bot import crash
from sandbox import Troubles
from tests.support.answers import form_for, new_client, send
from tests.support.chaos import recorded, settled
from tests.support.districts import staff
from tests.support.people import Person
from tests.support.stage import PATIENCE, SHORT_LEASE, Stage, stage

TROUBLES = Troubles(rate429=0.02, error5xx_before=0.05, error5xx_after=0.06, hang=0.03, drop=0.06, seed=20_261_117)


def times_asked(played: Stage) -> Counter[int]:
    return Counter(played.asked().values())


def asked_at_least(played: Stage, number: int) -> bool:
    return sum(played.asked().values()) >= number


@pytest.mark.slow
def test_200_people_are_asked_once_though_the_bot_is_killed_in_the_middle(database_url: str, tmp_path: Path) -> None:
    with stage(database_url, tmp_path, staff(200)) as played:
        played.slack.world.set_troubles(TROUBLES)
        for reached in (40, 130):
            played.run_until(partial(asked_at_least, played, reached))
        assert sum(played.asked().values()) < 200  # it was in the middle each time

        program = played.start()
        played.until(partial(asked_at_least, played, 180), "most have been asked")
        # The last ones would fail again and again, and wait for a lease each time.
        played.slack.world.set_troubles(Troubles())
        played.until(lambda: settled(played.database_url), "everything has left")
        program.end()

    assert times_asked(played) == {1: 200}


@pytest.mark.slow
@pytest.mark.parametrize("place", ["after_claim", "after_post_before_mark"])
def test_a_death_while_sending_neither_doubles_nor_loses(database_url: str, tmp_path: Path, place: str) -> None:
    with stage(database_url, tmp_path, staff(12), lease=SHORT_LEASE) as played:
        assert played.start(crash_at=f"{place} check_in:").ended() == crash.KILLED

        program = played.start()
        played.until(lambda: settled(played.database_url), "everything has left")
        program.end()

    assert times_asked(played) == {1: 12}


@pytest.mark.slow
@pytest.mark.parametrize(("place", "stored_answers"), [("before_commit", 0), ("after_commit_before_ack", 1)])
def test_a_death_while_answering_neither_doubles_nor_loses(
    database_url: str, tmp_path: Path, place: str, stored_answers: int
) -> None:
    with stage(database_url, tmp_path, staff(1), lease=SHORT_LEASE) as played, new_client() as client:
        secret = played.slack.world.tokens.signing_secret
        program = played.start(crash_at=f"{place} form:")
        played.until(lambda: times_asked(played) == {1: 1}, "the one teacher is asked")
        form = form_for(played.slack.world, "U00000001", "No cover for the visits")
        assert form is not None

        assert not send(client, played.address(), secret, form)
        assert program.ended() == crash.KILLED
        assert recorded(played.database_url).total() == stored_answers

        program = played.start()
        assert send(client, played.address(), secret, form)  # the person presses the button once more
        played.until(lambda: settled(played.database_url), "everything has left")
        program.end()

        assert recorded(played.database_url) == {"No cover for the visits": 1}
        Person(played.slack.url, "U00000001").sees("No cover for the visits")


@pytest.mark.slow
def test_an_answer_that_was_acked_survives(database_url: str, tmp_path: Path) -> None:
    with stage(database_url, tmp_path, staff(1), lease=SHORT_LEASE) as played:
        # Killed before it noted that the message had arrived, it finds out only when its lease is over.
        teacher = Person(played.slack.url, "U00000001", patience=PATIENCE)
        program = played.start()

        teacher.clicks("On track")  # returns with the ack
        program.end()

        program = played.start()
        teacher.sees("1 of 1")
        program.end()
        assert recorded(played.database_url).total() == 1
