"""Saves the outcome of a try: the message is sent, waits, has failed, or is in doubt."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import assert_never

from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.sending import pauses, uploads
from bot.sending.outcomes import (
    Delivered,
    NotSent,
    NotShared,
    Obsolete,
    Outcome,
    Refused,
    Sharing,
    Unauthorized,
    Unknown,
    Untraceable,
)
from bot.sending.refusals import GONE, REFUSAL_TRIES, UNTRACEABLE
from bot.sending.token import TokenWatch
from storage.database import Database
from storage.delivery import budget, claims, outbox
from storage.delivery.claims import Claimed
from storage.delivery.outbox import REPLACEABLE, MessageKind

log = logging.getLogger(__name__)

ANSWERED = 3 / 4
"""The share of the lease to wait after Slack has answered: the extra minute without the time-out."""

FailureReporter = Callable[[Session, Claimed, str, datetime], None]


class Reports:
    def __init__(
        self, database: Database, clock: Clock, token: TokenWatch, report_failure: FailureReporter, lease: timedelta
    ) -> None:
        self._database = database
        self._clock = clock
        self._token = token
        self._report_failure = report_failure
        self._lease = lease

    def save(self, message: Claimed, outcome: Outcome) -> None:
        now = self._clock.now()
        with self._database.write_in_background() as session:
            match outcome:
                case Delivered(sent=sent):
                    claims.mark_sent(session, message, sent)
                case NotSent():
                    self._not_sent(session, message, outcome, now)
                case Unauthorized(why=why):
                    self._token.begin(session, message, outcome, now)
                    claims.requeue(session, message, why)
                case Refused(why=why):
                    self._give_up(session, message, why, now)
                case Obsolete():
                    claims.withdraw(session, message)
                case Sharing():
                    self._check_sharing(session, message, now)
                case NotShared():
                    log.info("%s was shown to nobody and is uploaded once more", message.key)
                    claims.upload_again(session, message, "it was shown to nobody")
                case Unknown():
                    self._leave_in_doubt(session, message, outcome, now)
                case Untraceable():
                    self._leave_to_a_person(session, message, UNTRACEABLE, now)
                case _:
                    assert_never(outcome)

    def _give_up(self, session: Session, message: Claimed, why: str, now: datetime) -> None:
        if message.kind is MessageKind.REACT and why == GONE:
            # The author deleted the reply before the bot's reaction, which is no failure.
            claims.withdraw(session, message)
            self._report_failure(session, message, why, now)
            return
        log.warning("%s will never be sent: %s", message.key, why)
        if claims.fail(session, message, why):
            self._report_failure(session, message, why, now)

    def _not_sent(self, session: Session, message: Claimed, outcome: NotSent, now: datetime) -> None:
        if outcome.again_at_once:
            claims.requeue(session, message, outcome.why)
        elif outcome.ends_after is not None and message.refusals + 1 >= outcome.ends_after:
            self._give_up(session, message, outcome.why, now)
        else:
            self._wait(session, message, outcome, now)

    def _check_sharing(self, session: Session, message: Claimed, now: datetime) -> None:
        """Ask Slack soon whether it shows the files; at the latest after half the lease."""
        moment = claims.steady(session, now)
        pause = min(uploads.next_check(message, moment), self._lease / 2)
        claims.check_from(session, message, moment + pause, lease=self._lease)

    def _wait(self, session: Session, message: Claimed, outcome: NotSent, now: datetime) -> None:
        pause = pauses.before_next_try(message.attempt, outcome)
        until = now + pause
        if outcome.limited:
            log.info("Slack limits %s until %s", outbox.METHODS[message.kind], until.isoformat())
            moment = claims.steady(session, now)
            claims.pause(session, message.workspace_id, message.kind, moment + pause)
            if message.kind is MessageKind.POST:
                budget.refused(session, message.workspace_id, moment)
        claims.wait(session, message, until, outcome.why, is_refusal=outcome.ends_after is not None)

    def _leave_in_doubt(self, session: Session, message: Claimed, outcome: Unknown, now: datetime) -> None:
        """Retry what is idempotent. For the rest, ask Slack after the lease."""
        why = outcome.why
        log.info("no certain answer about %s: %s", message.key, why)
        if message.kind in REPLACEABLE or message.kind is MessageKind.REACT:
            claims.wait(session, message, now + pauses.after_failures(message.attempt), why)
        elif message.kind is MessageKind.EPHEMERAL:
            claims.leave_in_doubt(session, message, why)
        elif outcome.answered:
            moment = claims.steady(session, now) + ANSWERED * self._lease
            claims.check_from(session, message, moment, lease=self._lease)

    def cannot_ask(self, message: Claimed, outcome: Outcome) -> None:
        """Leave the message claimed for another lease. A clear refusal, or too many of them, ends it."""
        now = self._clock.now()
        with self._database.write_in_background() as session:
            match outcome:
                case Unauthorized():
                    self._token.begin(session, message, outcome, now)
                case NotSent(limited=True):
                    self._ask_later(session, message, outcome, now)
                case NotSent(ends_after=int()) if message.refusals + 1 < REFUSAL_TRIES:
                    claims.count_refusal(session, message)
                case Refused(why=why) | NotSent(ends_after=int(), why=why):
                    self._leave_to_a_person(session, message, why, now)

    def _ask_later(self, session: Session, message: Claimed, outcome: NotSent, now: datetime) -> None:
        """Slack limits how fast the workspace's conversations are read: go on asking when that is over."""
        moment = claims.steady(session, now)
        until = moment + pauses.before_next_try(message.attempt, outcome)
        log.info("Slack limits reading until %s", until.isoformat())
        claims.pause_reading(session, message.workspace_id, until)
        claims.check_from(session, message, until, lease=self._lease)

    def _leave_to_a_person(self, session: Session, message: Claimed, why: str, now: datetime) -> None:
        log.warning("whether %s has arrived stays open: %s", message.key, why)
        if claims.leave_in_doubt(session, message, why):
            self._report_failure(session, message, why, now)
