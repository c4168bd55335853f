"""The outbox and Slack as a state machine: whatever happens in whatever order, each message arrives once.

The model is what a person sees: which keys stand in Slack, how often, and in which form.
"""

from __future__ import annotations

import socket
import tempfile
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.error import URLError

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, invariant, multiple, rule
from sqlalchemy import delete, event, update
from sqlalchemy.orm import Session

from bot.sending import outcomes, pauses
from storage.database import Database
from storage.delivery import claims, due, outbox
from storage.delivery.claims import Claimed
from storage.delivery.outbox import MessageKind, OutboxMessage
from storage.delivery.sent_messages import SentMessage
from storage.models import OutboxRow, SendBudgetRow, SendPauseRow
from storage.people import organizations
from tests.support.databases import new_sqlite

LEASE = timedelta(seconds=80)
TEAM = "TDISTRICT"
KEYS = [f"check_in:{number}" for number in range(4)]
FILES = ExitStack()
FAULTS: dict[str, Exception] = {
    "no name": URLError(socket.gaierror(-3, "Temporary failure in name resolution")),
    "refused": ConnectionRefusedError(111, "Connection refused"),
    "cut off": URLError(ConnectionResetError(104, "Connection reset by peer")),
}


def memory_speed(folder: Path) -> Database:
    """A file database that does not wait for the disk."""
    database = new_sqlite(folder / "model.db")
    event.listen(database.engine, "connect", lambda connection, _record: connection.execute("PRAGMA synchronous=OFF"))
    with database.write() as session:
        organizations.save_workspace(session, TEAM, "District", "U00000BOT")
    return database


class OutboxMachine(RuleBasedStateMachine):
    """Senders claim, post and die between any two steps; the clock is moved back and forth."""

    in_hand = Bundle("in_hand")
    """Claims not yet posted, with the moment of the claim on a clock that never jumps."""
    posted = Bundle("posted")
    """Posts not yet reported."""

    database: Database | None = None

    def __init__(self) -> None:
        super().__init__()
        self.clock = datetime(2026, 11, 17, 15, 0, tzinfo=UTC)
        self.steady = 0.0
        self.wanted: dict[str, int] = {}
        self.slack: dict[str, list[int]] = {}
        """The versions that arrived, by key and in order; a post once, an update as often as it is sent."""

    @initialize()
    def begin(self) -> None:
        cls = type(self)
        if cls.database is None:
            folder = FILES.enter_context(tempfile.TemporaryDirectory(prefix="throughline-model-"))
            cls.database = memory_speed(Path(folder))
        with cls.database.write() as session:
            for table in (OutboxRow, SendPauseRow, SendBudgetRow):
                session.execute(delete(table))

    def opened(self) -> Database:
        assert self.database is not None
        return self.database

    # ------------------------------------------------------------ what turns do

    @rule(key=st.sampled_from(KEYS))
    def ask(self, key: str) -> None:
        self._put(OutboxMessage(workspace_id=TEAM, key=key, kind=MessageKind.POST, channel=key, payload={"form": 1}))
        self.wanted.setdefault(key, 1)

    @rule(key=st.sampled_from(KEYS))
    def show_newer(self, key: str) -> None:
        """An update of the question, which replaces a pending one."""
        displayed = f"{key}:shown"
        form = self.wanted.get(displayed, 0) + 1
        payload = {"form": form}
        self._put(
            OutboxMessage(
                workspace_id=TEAM, key=displayed, kind=MessageKind.UPDATE, channel=key, payload=payload, target_key=key
            )
        )
        self.wanted[displayed] = form

    def _put(self, message: OutboxMessage) -> None:
        with self.opened().write() as session:
            outbox.put(session, message, self.clock)

    # ------------------------------------------------------------ what senders do

    @rule(target=in_hand, limit=st.integers(1, 3))
    def claim(self, limit: int) -> object:
        with self.opened().write() as session:
            taken = claims.claim(session, TEAM, self.clock, limit=limit)
        return multiple(*((claimed, self.steady) for claimed in taken))

    @rule(target=posted, claim=consumes(in_hand), arrives=st.booleans())
    def post(self, claim: tuple[Claimed, float], *, arrives: bool) -> object:
        """A sender that slept beyond half its lease posts nothing: see bot/sending/delivery.py."""
        claimed, since = claim
        if self.steady - since > LEASE.total_seconds() / 2:
            return multiple()
        if arrives:
            self.slack.setdefault(claimed.key, []).append(claimed.payload["form"])
        return claimed, arrives

    @rule(claim=consumes(in_hand))
    def die_before_posting(self, claim: tuple[Claimed, float]) -> None:
        pass

    @rule(sent=consumes(posted))
    def die_before_reporting(self, sent: tuple[Claimed, bool]) -> None:
        pass

    @rule(sent=consumes(posted))
    def report(self, sent: tuple[Claimed, bool]) -> None:
        """The sender heard that it arrived, or certainly did not."""
        claimed, arrived = sent
        with self.opened().write() as session:
            if arrived:
                claims.mark_sent(session, claimed, SentMessage(channel=claimed.channel, ts="1.000001"))
            else:
                claims.wait(session, claimed, self.clock, "refused for now")

    @rule()
    def look_for_what_is_in_doubt(self) -> None:
        with self.opened().write() as session:
            doubtful = claims.in_doubt(session, TEAM, self.clock, lease=LEASE, limit=8)
            for claimed in doubtful:
                if claimed.kind is MessageKind.POST and claimed.key in self.slack:
                    claims.mark_sent(session, claimed, SentMessage(channel=claimed.channel, ts="1.000001"))
                else:
                    claims.wait(session, claimed, self.clock, "it had not arrived")

    # ------------------------------------------------------------ what Slack does

    @rule(days=st.integers(1, 4), fault=st.sampled_from(["no name", "refused", "cut off"]))
    def slack_is_away_for_days(self, days: int, fault: str) -> None:
        """Every minute costs one try. The last tries of an outage are like all others."""
        self.clock += timedelta(days=days)
        self.steady += timedelta(days=days).total_seconds()
        with self.opened().write() as session:
            tried = update(OutboxRow).where(OutboxRow.state == "pending", OutboxRow.attempt > 0)
            session.execute(tried.values(attempt=OutboxRow.attempt + days * 24 * 60))
        with self.opened().write() as session:
            for claimed in claims.claim(session, TEAM, self.clock, limit=3):
                self._fail(session, claimed, FAULTS[fault])

    def _fail(self, session: Session, claimed: Claimed, error: Exception) -> None:
        match outcomes.outcome_of(error):
            case outcomes.NotSent() as outcome:
                pause = pauses.before_next_try(claimed.attempt, outcome)
                claims.wait(session, claimed, self.clock + pause, outcome.why)
            case outcomes.Unknown() if claimed.kind is MessageKind.UPDATE:
                claims.wait(session, claimed, self.clock + pauses.after_failures(claimed.attempt), "cut off")
            case outcomes.Unknown():
                claims.check_from(session, claimed, self.clock + LEASE / 2, lease=LEASE)

    # ------------------------------------------------------------ what time does

    @rule(seconds=st.sampled_from([1, 30, 81]))
    def time_passes(self, seconds: int) -> None:
        self.clock += timedelta(seconds=seconds)
        self.steady += seconds

    @rule()
    def the_clock_is_set_back(self) -> None:
        self.clock -= timedelta(hours=1)
        with self.opened().write() as session:
            claims.retry_sooner(session, self.clock, longest=due.LONGEST_PAUSE)

    # ------------------------------------------------------------ what was promised

    @invariant()
    def nobody_is_asked_twice(self) -> None:
        for key in KEYS:
            assert len(self.slack.get(key, [])) <= 1, key

    @invariant()
    def an_older_form_never_follows_a_newer_one(self) -> None:
        for forms in self.slack.values():
            assert forms == sorted(forms)

    def teardown(self) -> None:
        """Once nothing fails any more, everything arrives: questions once, updates in their newest form."""
        for _minute in range(12):
            self.time_passes(81)
            self.look_for_what_is_in_doubt()
            self._send_all()
        for key, form in self.wanted.items():
            if key in KEYS or key.removesuffix(":shown") in self.wanted:
                assert self.slack[key][-1] == form, key
        self.nobody_is_asked_twice()

    def _send_all(self) -> None:
        with self.opened().write() as session:
            for claimed in claims.claim(session, TEAM, self.clock, limit=20):
                self.slack.setdefault(claimed.key, []).append(claimed.payload["form"])
                claims.mark_sent(session, claimed, SentMessage(channel=claimed.channel, ts="1.000001"))


OutboxMachine.TestCase.settings = settings(max_examples=50, stateful_step_count=40)
TestOutboxModel = OutboxMachine.TestCase
