"""Sends each outbox message once: claim, commit, send, report. In doubt, it asks Slack before trying again.

Each workspace has lanes of its own for sending and for asking, so one for which Slack is slow holds up only itself.
"""

import logging
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy.exc import SQLAlchemyError

from bot import crash
from bot.clock import Clock
from bot.sending import outcomes, slack
from bot.sending.clients import SlackClients
from bot.sending.clock_steps import ClockSteps
from bot.sending.lanes import BATCH, Lanes, wait_for
from bot.sending.outcomes import Delivered, NotSent, Obsolete, Outcome, Unknown, Untraceable
from bot.sending.reconciling import Reconciler
from bot.sending.reports import FailureReporter, Reports
from bot.sending.token import TokenWatch
from bot.sending.uploads import File
from storage.database import Database
from storage.delivery import arrivals, claims, due, restorations
from storage.delivery.claims import Claimed
from storage.delivery.outbox import MessageKind

log = logging.getLogger(__name__)

LEASE = timedelta(seconds=80)
"""Twice the time-out plus a minute. By then, a lost request has reached Slack or never will."""
POLL_SECONDS = 5.0
REPORT_RETRY_SECONDS = 1.0
REPORT_ATTEMPTS = 20
BEFORE_ANY_TRY = 0
MAKING_TRIES = 10
"""Tries of a message whose content raised an unexpected error, which may pass by itself."""
GATHER_SECONDS = 0.1
"""Wait this long between batches, so that several answers in a row make one update."""

ContentMaker = Callable[[Claimed], Claimed | None]
"""Returns None for an obsolete message."""
WindowKeeper = Callable[[Claimed, datetime], datetime]
"""Returns the moment, now or later, at which a message may be sent."""
FileMaker = Callable[[Claimed], Sequence[File]]


class Delivery:
    """Sends due messages in its own threads, from `start` to `stop`."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        clients: SlackClients,
        *,
        may_leave: WindowKeeper,
        make_content: ContentMaker,
        make_files: FileMaker,
        report_failure: FailureReporter,
        lease: timedelta = LEASE,
    ) -> None:
        self._database = database
        self._clock = clock
        self._clients = clients
        self._may_leave = may_leave
        self._make_content = make_content
        self._make_files = make_files
        self._lease = lease
        self._token = TokenWatch(database, clock, clients)
        self._reports = Reports(database, clock, self._token, report_failure, lease)
        self._reconciler = Reconciler()
        self._restored_at: datetime | None = None
        """The restoration of which Slack may still have messages that the database doesn't know."""
        self._has_looked_for_restoration = False
        """Once is enough: the bot is stopped while a database is restored."""
        self._wake = threading.Event()
        self._is_more_due = threading.Event()
        """A full batch was sent, so there may be another: nothing is gathered first."""
        self._stopping = threading.Event()
        self._sending = Lanes("sender", self._end_batch)
        self._asking = Lanes("asker", self._end_batch)
        self._token_checks = ThreadPoolExecutor(1, thread_name_prefix="token")
        self._token_check: Future[None] | None = None
        self._thread = threading.Thread(target=self._run, name="delivery", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def is_alive(self) -> bool:
        return self._thread.is_alive()

    def wake(self) -> None:
        """Send soon, because something was queued."""
        self._wake.set()

    def stop(self) -> None:
        """Stop, after the messages under way have reported their outcomes."""
        self._stopping.set()
        self._wake.set()
        if self._thread.is_alive():
            self._thread.join()
        for lanes in (self._sending, self._asking):
            lanes.stop()
        self._token_checks.shutdown()

    def _run(self) -> None:
        steps = ClockSteps(self._clock)
        while not self._stopping.is_set():
            begun, idle = 0, POLL_SECONDS
            try:
                if steps.detect():
                    self._retry_sooner()
                self._begin_token_check()
                begun = len(self._begin_sending()) + len(self._begin_asking())
                idle = GATHER_SECONDS if begun else self._idle_seconds()
            except Exception:
                log.exception("delivery paused")
            self._wake.wait(idle)
            self._wake.clear()
            self._is_more_due.wait(GATHER_SECONDS)
            self._is_more_due.clear()

    def _end_batch(self, was_full: bool) -> None:
        if was_full:
            self._is_more_due.set()
        self._wake.set()

    def _idle_seconds(self) -> float:
        """Seconds until the next message is due or a pause ends; few, because other replicas queue messages too."""
        now = self._clock.now()
        with self._database.read() as session:
            moment = claims.next_moment(session, now, claims.steady(session, now))
        longest = min(POLL_SECONDS, self._lease.total_seconds())
        return min((moment - now).total_seconds(), longest) if moment else longest

    def send_due(self) -> int:
        """Send one batch of each workspace. Return how many messages that was."""
        return wait_for(self._begin_sending())

    def _begin_sending(self) -> list[Future[None]]:
        now = self._clock.now()
        with self._database.read() as session:
            workspaces = due.workspaces(session, now)
        begun: list[Future[None]] = []
        for workspace_id in self._sending.in_turn(workspaces):
            with self._database.write() as session:
                moment = claims.steady(session, now)
                claimed = claims.claim(session, workspace_id, now, limit=BATCH, at=moment)
            begun += self._sending.begin(workspace_id, partial(self._send, now), claimed)
        return begun

    def resolve_doubts(self) -> int:
        """Ask Slack about one batch of each workspace's messages whose sender never reported an outcome."""
        return wait_for(self._begin_asking())

    def _begin_asking(self) -> list[Future[None]]:
        with self._database.read() as session:
            workspaces = claims.workspaces_in_doubt(
                session, claims.steady(session, self._clock.now()), lease=self._lease
            )
        begun: list[Future[None]] = []
        for workspace_id in self._asking.in_turn(workspaces):
            with self._database.write() as session:
                moment = claims.steady(session, self._clock.now())
                sending = self._sending.under_way(workspace_id)
                doubtful = claims.in_doubt(
                    session, workspace_id, moment, lease=self._lease, limit=BATCH, besides=sending
                )
            begun += self._asking.begin(workspace_id, self._resolve, doubtful)
        return begun

    def _begin_token_check(self) -> None:
        """Check in a thread of its own: Slack may not answer for a while."""
        if self._token_check is None or self._token_check.done():
            self._token_check = self._token_checks.submit(self._check_token_safely)

    def _check_token_safely(self) -> None:
        try:
            if self._token.check():
                self.wake()
        except Exception:
            log.exception("the token could not be checked")

    def _retry_sooner(self) -> None:
        with self._database.write() as session:
            now = self._clock.now()
            claims.retry_sooner(session, now, longest=due.LONGEST_PAUSE)
            self._token.try_now(session, now)

    def check_token(self) -> None:
        """If Slack refused the token, try it again when that is due."""
        self._token.check()

    # -------------------------------------------------------- one message

    def _send(self, claimed_at: datetime, message: Claimed) -> None:
        now = self._clock.now()
        if self._is_late(claimed_at):
            return
        crash.at("after_claim", message.key)
        outcome = self._arrived_before(message, now) or self._try(claimed_at, message, now)
        crash.at("after_post_before_mark", message.key)
        self._report(message, outcome)

    def _arrived_before(self, message: Claimed, now: datetime) -> Outcome | None:
        """What Slack says of a message that may have left before the database was restored from a backup.

        None if there was no restoration lately, if Slack does not have the message, or if it shows no history there:
        posting then says why.
        """
        if message.kind is not MessageKind.POST or message.zone is None:
            return None
        if (restored_at := self._restored_lately(now)) is None:
            return None
        first_look = replace(message, attempt=BEFORE_ANY_TRY)
        try:
            outcome = self._find(first_look, now, unknown_since=restored_at)
        except outcomes.TROUBLES as error:
            if outcomes.is_about_token(error):
                return outcomes.outcome_of(error)
            if outcomes.is_refusal(error):
                return None
            failure = outcomes.outcome_of(error)
            why = f"Slack could not say whether it arrived before the restoration ({type(error).__name__})"
            return NotSent(why, failure.seconds if isinstance(failure, NotSent) else None)
        return outcome if isinstance(outcome, (Delivered, Untraceable)) else None

    def _restored_lately(self, now: datetime) -> datetime | None:
        if not self._has_looked_for_restoration:
            with self._database.read() as session:
                self._restored_at = restorations.latest(session)
            self._has_looked_for_restoration = True
        if self._restored_at is None or now >= self._restored_at + restorations.LOOK_FIRST:
            return None
        return self._restored_at

    def _find(self, message: Claimed, moment: datetime, *, unknown_since: datetime) -> Outcome:
        """Ask Slack whether a message that can only have left since then arrived. Raises the errors of the calls."""
        with self._database.read() as session:
            after = arrivals.earlier_post(session, message, unknown_since)
        return self._reconciler.find(self._clients.of(message.workspace_id), message, moment, after)

    def _is_late(self, claimed_at: datetime) -> bool:
        """Whether half the lease is over, as after the computer slept. Another sender may soon claim the message."""
        return abs(self._clock.now() - claimed_at) > self._lease / 2

    def _try(self, claimed_at: datetime, message: Claimed, now: datetime) -> Outcome:
        try:
            may_leave = self._may_leave(message, now)
            if may_leave > now:
                return NotSent(claims.OUTSIDE_WINDOW, (may_leave - now).total_seconds())
            rendered = self._make_content(message)
            if rendered is None:
                return Obsolete()
            files = self._make_files(message) if message.kind is MessageKind.UPLOAD else ()
        except SQLAlchemyError as error:
            # The database failed, which says nothing about the message.
            return NotSent(f"{type(error).__name__} while it was made")
        except Exception as error:
            log.exception("cannot make %s", message.key)
            why = f"{type(error).__name__}: {error}"
            return NotSent(why, ends_after=MAKING_TRIES)
        if self._is_late(claimed_at):
            return Unknown("it took too long to be made")
        return slack.send(self._clients, rendered, files, lambda ids: self._note(message, ids))

    def _note(self, message: Claimed, file_ids: Sequence[str]) -> None:
        with self._database.write_in_background() as session:
            claims.save_files(session, message, file_ids, claims.steady(session, self._clock.now()))

    def _report(self, message: Claimed, outcome: Outcome) -> None:
        """Save the outcome, with retries. A message without a saved outcome waits until its lease ends."""
        for _failed in range(REPORT_ATTEMPTS):
            try:
                self._reports.save(message, outcome)
            except SQLAlchemyError as error:
                log.warning("the report of %s could not be saved (%s)", message.key, type(error).__name__)
                if self._stopping.wait(REPORT_RETRY_SECONDS):
                    raise
            else:
                return
        self._reports.save(message, outcome)

    def _resolve(self, message: Claimed) -> None:
        if message.kind not in (MessageKind.POST, MessageKind.UPLOAD):
            self._report(message, Unknown("its sender is gone"))
            return
        with self._database.read() as session:
            moment = claims.steady(session, self._clock.now())
        try:
            outcome = self._find(message, moment, unknown_since=message.first_claimed_at - self._lease)
        except outcomes.TROUBLES as error:
            self._reports.cannot_ask(message, outcomes.outcome_of(error))
            return
        log.info("%s: %s", message.key, outcome)
        self._report(message, outcome)
