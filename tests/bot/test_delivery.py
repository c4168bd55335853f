"""Delivery while Slack fails: no one is asked twice, no one is left out, and nothing is sent at night."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import sleep

import pytest
from sqlalchemy import event
from sqlalchemy import update as sql_update

from bot.app import Throughline, build_app
from bot.check_ins.round_desk import RoundDesk
from bot.clock import Clock
from bot.configuration.settings import Settings
from bot.sending import reconciling
from bot.sending.delivery import LEASE, MAKING_TRIES
from bot.sending.lanes import BATCH
from bot.sending.reports import ANSWERED
from sandbox import Sandbox, Troubles, World, serve
from sandbox.rates import RateLimits
from storage.database import QUEUE_SECONDS, Database
from storage.delivery import outbox
from storage.delivery.outbox import MessageKind, OutboxMessage
from storage.models import OutboxRow, PersonRow
from tests.support.databases import new_sqlite
from tests.support.districts import MANAGER, MORNING, TEAM, Staff, save_district, seed, staff
from tests.support.people import Person as Reader
from tests.support.refusals import refused
from tests.support.stage import check_ins_of

SECOND = timedelta(seconds=1)
HALF_A_DAY = 43_200


class HandClock(Clock):
    """A clock that stands still until a test moves it."""

    def __init__(self, moment: datetime) -> None:
        super().__init__()
        self.moment = moment

    def now(self) -> datetime:
        return self.moment


@dataclass
class Desk:
    """The bot's delivery, run step by step."""

    slack: Sandbox
    bot: Throughline
    clock: HandClock
    staff: Sequence[Staff]

    def trouble(self, **shares: float | str | dict[str, str]) -> None:
        self.slack.world.set_troubles(Troubles.model_validate(shares))

    def works(self, seconds: float = 0) -> None:
        """Send all that is due after so many seconds; all at once when it is due at once."""
        self.clock.moment += timedelta(seconds=seconds)
        self.bot.delivery.check_token()
        while self.bot.delivery.send_due() + self.bot.delivery.resolve_doubts():
            pass

    def works_until_settled(self) -> None:
        """Let hours pass as quickly as the work allows."""
        for _step in range(HALF_A_DAY // 30):
            self.works(seconds=30)
            if not self.states(kinds=("pending", "sending")):
                return
        raise AssertionError(self.states(kinds=("pending", "sending")))

    def states(self, kinds: Sequence[str]) -> list[tuple[str, str, str | None]]:
        with self.bot.database.read() as session:
            rows = session.query(OutboxRow).filter(OutboxRow.state.in_(kinds)).all()
            return [(row.key, row.state, row.error) for row in rows]

    def asked(self) -> Counter[int]:
        """The number of people by their number of check-ins."""
        with self.slack.world.lock:
            return Counter(len(check_ins_of(self.slack.world, member.slack_id)) for member in self.staff)

    def put(self, message: OutboxMessage) -> None:
        with self.bot.database.write() as session:
            outbox.put(session, message, self.clock.now())

    def reads(self, user: str) -> str:
        return "\n".join(Reader(self.slack.url, user).reads())


@contextmanager
def opened(
    folder: Path, everybody: Sequence[Staff], *, gone: Sequence[str] = (), at: datetime = MORNING
) -> Iterator[Desk]:
    """A round that is about to open."""
    database = new_sqlite(folder / "throughline.db")
    save_district(database, everybody)
    clock, world = HandClock(at), World(seed(everybody), hang_seconds=0.2, clock=lambda: clock.now().timestamp())
    with serve(world) as slack:
        for user in gone:
            world.state.users[user].deleted = True
        tokens = world.tokens
        settings = Settings.read(
            {"SLACK_BOT_TOKEN": tokens.bot, "SLACK_APP_TOKEN": tokens.app, "SLACK_API_URL": slack.api_url}
        )
        bot = build_app(settings, database, clock)
        yield Desk(slack, bot, clock, everybody)
        bot.stop()


FAULTS: dict[str, dict[str, float | bool | int]] = {
    "429 with a time": {"rate429": 0.3},
    "429 without one": {"rate429": 0.3, "retry_after": False},
    "5xx before accepting": {"error5xx_before": 0.3},
    "5xx after accepting": {"error5xx_after": 0.3},
    "hang": {"hang": 0.2},
    "drop": {"drop": 0.3},
    "answers cut off": {"broken_json": 0.3},
    "everything": {"rate429": 0.1, "error5xx_before": 0.1, "error5xx_after": 0.1, "hang": 0.05, "drop": 0.1},
}


@pytest.mark.parametrize("fault", FAULTS)
def test_everybody_is_asked_once_whatever_slack_does(tmp_path: Path, fault: str) -> None:
    with opened(tmp_path, staff(24)) as desk:
        desk.trouble(seed=7, **FAULTS[fault])
        RoundDesk(desk.bot.turns).tick()

        desk.works_until_settled()

        assert desk.asked() == {1: 24}
        assert desk.states(kinds=("failed", "unknown")) == []


@pytest.mark.parametrize("fault", ["error5xx_after", "broken_json"])
def test_what_may_have_arrived_is_looked_for_before_it_is_sent_again(tmp_path: Path, fault: str) -> None:
    with opened(tmp_path, staff(1)) as desk:
        desk.put(post("note"))
        desk.trouble(**{fault: 1.0})
        desk.works()
        desk.trouble()

        desk.works(seconds=ANSWERED * LEASE.total_seconds() - 1)
        assert calls(desk, "conversations.history") == 0  # before the lease is over it may still be on its way
        desk.works(seconds=1)

        assert calls(desk, "conversations.history") == 1
        assert calls(desk, "chat.postMessage") == 1


FOLLOWING = 40
"""Messages after the one in doubt: three pages of fifteen."""


@pytest.mark.parametrize("arrives", [True, False])
def test_a_message_is_looked_for_page_by_page_where_slack_limits_reading(tmp_path: Path, *, arrives: bool) -> None:
    with in_doubt_under_the_limit(tmp_path, arrives=arrives) as desk:
        desk.works_until_settled()

        assert desk.asked() == {1: 1}
        assert desk.states(kinds=("failed", "unknown")) == []
        reading = [call for call in desk.slack.world.calls if call.method == "conversations.history"]
        # The leader's notice of the round is in doubt, too, and takes a page.
        assert sum(call.error is None for call in reading) == 3 + 1, "what was read is kept"
        assert sum(call.error is not None for call in reading) <= 6, "of both together, about one a minute"


def test_a_message_that_too_many_followed_is_left_to_a_person(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reconciling, "MOST_MESSAGES", FOLLOWING - 10)
    with in_doubt_under_the_limit(tmp_path, arrives=True) as desk:
        desk.works_until_settled()

        assert desk.asked() == {1: 1}
        [(key, state, error)] = desk.states(kinds=("failed", "unknown"))
        assert (key.partition(":")[0], state, error) == ("check_in", "unknown", "untraceable")


def test_only_what_is_newer_than_an_earlier_message_is_searched(tmp_path: Path) -> None:
    with opened(tmp_path, staff(1)) as desk:
        desk.put(OutboxMessage.post(TEAM, "U00000001", "earlier", {"text": "Hello."}))
        desk.works()
        reader, world = Reader(desk.slack.url, "U00000001"), desk.slack.world
        place = world.dm(world.bot, "U00000001").id
        for number in range(FOLLOWING):
            reader.says(f"Before it {number}", in_=place)
        desk.put(OutboxMessage.post(TEAM, "U00000001", "later", {"text": "Hello again."}))
        desk.works(seconds=2 * LEASE.total_seconds())
        desk.trouble(error5xx_after=1.0)
        desk.put(OutboxMessage.post(TEAM, "U00000001", "lost", {"text": "And again."}))
        desk.clock.moment += 2 * LEASE
        desk.works()
        desk.trouble()
        limit_reading(desk)

        desk.works(seconds=2 * LEASE.total_seconds())

        assert desk.states(kinds=("pending", "sending", "failed", "unknown")) == []
        reading = [call for call in desk.slack.world.calls if call.method == "conversations.history"]
        assert len(reading) == 1


@contextmanager
def in_doubt_under_the_limit(folder: Path, *, arrives: bool) -> Iterator[Desk]:
    """A check-in whose answer was lost, and many messages after it."""
    with opened(folder, staff(1)) as desk:
        if arrives:
            desk.trouble(error5xx_after=1.0)
        else:
            desk.trouble(error5xx_before=1.0)
        RoundDesk(desk.bot.turns).tick()
        desk.works()
        desk.trouble()
        limit_reading(desk)
        reader, world = Reader(desk.slack.url, "U00000001"), desk.slack.world
        place = world.dm(world.bot, "U00000001").id
        for number in range(FOLLOWING):
            reader.says(f"After it {number}", in_=place)
        yield desk


def limit_reading(desk: Desk) -> None:
    """As Slack does for apps that are sold outside its marketplace."""
    desk.slack.world.limits, desk.slack.world.is_commercial = RateLimits(), True


def test_what_was_not_answered_may_be_on_its_way_for_longer(tmp_path: Path) -> None:
    with opened(tmp_path, staff(1)) as desk:
        desk.put(post("note"))
        desk.trouble(drop=1.0)
        desk.works()
        desk.trouble()

        desk.works(seconds=LEASE.total_seconds() - 1)
        assert calls(desk, "conversations.history") == 0
        desk.works(seconds=1)

        assert calls(desk, "conversations.history") == 1
        assert desk.states(("pending", "sending")) == []


def test_what_arrived_while_nothing_could_be_saved_is_reported_without_asking_slack(tmp_path: Path) -> None:
    with opened(tmp_path, staff(1)) as desk:
        RoundDesk(desk.bot.turns).tick()
        with refused("UPDATE outbox", "sent") as refusals:
            desk.works()

        assert refusals
        assert desk.states(("pending", "sending")) == []
        assert desk.asked() == {1: 1}


def test_senders_whose_reports_take_long_to_save_wait_for_each_other(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with opened(tmp_path, staff(BATCH)) as desk:
        RoundDesk(desk.bot.turns).tick()
        with slow_commits(desk.bot.database):
            desk.bot.delivery.send_due()

        assert len(desk.states(kinds=("sent",))) == BATCH
        assert "could not be saved" not in caplog.text


def test_whose_hours_could_not_be_read_gets_the_message_a_moment_later(tmp_path: Path) -> None:
    with opened(tmp_path, staff(3)) as desk:
        RoundDesk(desk.bot.turns).tick()
        with refused("personal_schedule", "U00000002") as refusals:
            desk.works()

        assert refusals
        assert desk.asked() == {1: 2, 0: 1}
        desk.works(seconds=2)
        assert desk.asked() == {1: 3}
        assert calls(desk, "conversations.history") == 0  # it is known not to have left


def test_what_could_not_be_made_for_a_reason_nobody_thought_of_is_tried_again(tmp_path: Path) -> None:
    with opened(tmp_path, staff(3)) as desk:
        RoundDesk(desk.bot.turns).tick()
        with refused("personal_schedule", "U00000002", OSError("Too many open files")) as refusals:
            desk.works()

        assert refusals
        assert desk.asked() == {1: 2, 0: 1}
        desk.works(seconds=2)
        assert desk.asked() == {1: 3}


def test_what_can_never_be_made_is_given_up_after_some_minutes_and_the_plan_manager_hears_of_it(tmp_path: Path) -> None:
    with opened(tmp_path, staff(2)) as desk:
        RoundDesk(desk.bot.turns).tick()
        with refused("personal_schedule", "U00000002", OSError("Too many open files"), times=1_000) as tries:
            desk.works_until_settled()

        [(_key, _state, error)] = desk.states(kinds=("failed",))
        assert error == "OSError: Too many open files"
        assert len(tries) == MAKING_TRIES
        assert "I couldn't reach Teacher 0002" in desk.reads(MANAGER)
        assert desk.asked() == {1: 1, 0: 1}


def test_slacks_own_time_to_wait_holds_for_everybody(tmp_path: Path) -> None:
    with opened(tmp_path, staff(20)) as desk:
        desk.trouble(rate429=1.0)  # "come back in a second"
        RoundDesk(desk.bot.turns).tick()
        desk.works()
        tried = calls(desk, "chat.postMessage")

        desk.works(seconds=0.9)

        assert tried < 20  # the others were not even tried
        assert calls(desk, "chat.postMessage") == tried
        desk.trouble()
        desk.works(seconds=0.1)
        assert calls(desk, "chat.postMessage") > tried
        desk.works_until_settled()  # at half the pace, as so many refusals were no accident
        assert desk.asked() == {1: 20}


@pytest.mark.parametrize("fault", ["error5xx_before", "drop"])
def test_an_outage_of_days_wedges_nothing(tmp_path: Path, fault: str) -> None:
    with opened(tmp_path, staff(1)) as desk:
        desk.put(post("note"))
        desk.works()
        desk.put(update("note", "after the outage"))
        desk.put(post("another"))
        with desk.bot.database.write() as session:  # as many tries as three days cost at one a minute
            session.execute(sql_update(OutboxRow).where(OutboxRow.state == "pending").values(attempt=3 * 24 * 60))
        desk.trouble(**{fault: 1.0})
        desk.works()
        desk.trouble()

        desk.works_until_settled()

        assert desk.states(kinds=("failed", "unknown")) == []
        assert "after the outage" in desk.reads("U00000001")


def test_a_message_whose_report_breaks_does_not_stop_the_others(tmp_path: Path) -> None:
    with opened(tmp_path, staff(2)) as desk:
        desk.put(post("broken"))
        desk.put(post("note"))
        with refused("UPDATE outbox", "D0", ZeroDivisionError("a fault of our own")) as broken:
            desk.works()

        assert broken
        assert len(desk.states(kinds=("sent",))) == 1
        desk.works(seconds=LEASE.total_seconds())
        assert calls(desk, "chat.postMessage") == 2
        assert desk.states(("pending", "sending")) == []


@pytest.mark.parametrize("fault", ["error5xx_after", "drop", "hang"])
def test_an_update_may_be_sent_twice_but_shows_the_newest_once(tmp_path: Path, fault: str) -> None:
    with opened(tmp_path, staff(1)) as desk:
        desk.put(post("note"))
        desk.works()
        desk.put(update("note", "first"))
        desk.trouble(**{fault: 1.0})
        desk.works()
        desk.put(update("note", "second"))
        desk.trouble()

        desk.works_until_settled()

        messages = [each for each in Reader(desk.slack.url, "U00000001").reads() if each]
        assert messages == ["second"]


def test_somebody_who_left_is_listed_and_the_plan_manager_hears_of_it_once(tmp_path: Path) -> None:
    with opened(tmp_path, staff(3), gone=["U00000002"]) as desk:
        RoundDesk(desk.bot.turns).tick()

        desk.works_until_settled()

        with desk.bot.database.read() as session:
            unreachable = {
                each.slack_id: each.unreachable for each in session.query(PersonRow).all() if each.unreachable
            }
        notices = [text for text in Reader(desk.slack.url, MANAGER).reads() if "Teacher 0002" in text]
        assert unreachable == {"U00000002": "user_disabled"}
        assert len(notices) == 1
        assert desk.asked() == {1: 2, 0: 1}


def test_nothing_leaves_outside_the_persons_window(tmp_path: Path) -> None:
    """Three in the afternoon in London is Tuesday night in Auckland and too early in Honolulu."""
    everybody = [
        Staff("U000000NZ", "Aroha", "1.1.1", "Pacific/Auckland"),
        Staff("U000000HI", "Kai", "1.1.2", "Pacific/Honolulu"),
    ]
    with opened(tmp_path, everybody, at=datetime(2026, 11, 17, 15, tzinfo=UTC)) as desk:
        RoundDesk(desk.bot.turns).tick()
        arrived: dict[str, datetime] = {}
        for _quarter in range(2 * 24 * 4):
            desk.works(seconds=900)
            with desk.slack.world.lock:
                reached = {person.slack_id for person in everybody if check_ins_of(desk.slack.world, person.slack_id)}
            arrived |= {user: desk.clock.now() for user in reached if user not in arrived}

    assert arrived == {
        "U000000HI": datetime(2026, 11, 17, 19, tzinfo=UTC),  # nine in the morning of the same day
        "U000000NZ": datetime(2026, 11, 17, 20, tzinfo=UTC),  # nine in the morning of Wednesday
    }


def test_what_slack_delayed_past_the_evening_waits_for_the_morning(tmp_path: Path) -> None:
    evening = datetime(2026, 11, 17, 22, 59, 50, tzinfo=UTC)  # ten seconds to six in New York
    with opened(tmp_path, staff(1), at=evening) as desk:
        desk.trouble(rate429=1.0, retry_after=False)
        RoundDesk(desk.bot.turns).tick()
        desk.works()
        desk.trouble()

        desk.works(seconds=60)
        assert desk.asked() == {0: 1}

        desk.clock.moment = datetime(2026, 11, 18, 13, 59, 59, tzinfo=UTC)
        desk.works()
        assert desk.asked() == {0: 1}
        desk.works(seconds=1)
        assert desk.asked() == {1: 1}


def test_a_message_claimed_before_the_computer_slept_is_not_sent_blindly(tmp_path: Path) -> None:
    class Sleepy(HandClock):
        """A computer that sleeps between the claim and the sending."""

        def now(self) -> datetime:
            moment, self.moment = self.moment, self.moment + LEASE
            return moment

    with opened(tmp_path, staff(1)) as desk:
        desk.put(post("note"))
        desk.bot.delivery._clock = Sleepy(desk.clock.now())

        desk.bot.delivery.send_due()

        assert calls(desk, "chat.postMessage") == 0
        assert [state for _key, state, _error in desk.states(kinds=("sending",))] == ["sending"]


@contextmanager
def slow_commits(database: Database) -> Iterator[None]:
    """Commits of a busy disk: a batch of them takes longer than a turn waits for other writers."""

    def commit(_connection: object) -> None:
        sleep(1.5 * QUEUE_SECONDS / BATCH)

    event.listen(database.engine, "commit", commit)
    try:
        yield
    finally:
        event.remove(database.engine, "commit", commit)


def calls(desk: Desk, method: str) -> int:
    """Tries, whatever came of them."""
    return sum(call.method == method and call.user != MANAGER for call in desk.slack.world.calls)


def post(key: str) -> OutboxMessage:
    return OutboxMessage(
        workspace_id=TEAM, key=key, kind=MessageKind.POST, channel="U00000001", payload={"text": "to begin with"}
    )


def update(target: str, text: str) -> OutboxMessage:
    return OutboxMessage(
        workspace_id=TEAM,
        key=f"{target}:shown",
        kind=MessageKind.UPDATE,
        channel="U00000001",
        target_key=target,
        payload={"text": text},
    )
