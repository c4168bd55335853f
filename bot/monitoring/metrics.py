"""Prometheus metrics. Their labels are methods, kinds and states: never a name, an id or a text of anybody."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.metadata import version
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from slack_sdk.http_retry import HttpRequest, HttpResponse, RetryHandler, RetryState

from bot.clock import Clock
from storage import counts
from storage.database import Database
from storage.delivery import backlog

if TYPE_CHECKING:
    from prometheus_client.core import Metric

TURN_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 3.0)
"""The upper bounds of the histogram's buckets. Slack waits three seconds for an ack."""

_METHOD = re.compile(r"[a-z]+(?:\.[A-Za-z]+)+")
FIRST_SERVER_ERROR = 500
TOO_MANY_REQUESTS = 429


class Metrics:
    def __init__(self) -> None:
        from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram  # noqa: PLC0415 (off by default)

        registry = self.registry = CollectorRegistry()
        self._calls = Counter("throughline_slack_calls", "Calls to Slack.", ["method", "outcome"], registry=registry)
        self._turns = Histogram(
            "throughline_turn_seconds", "Turns that went well.", ["kind"], buckets=TURN_SECONDS, registry=registry
        )
        running = Gauge("throughline_info", "The running version.", ["version"], registry=registry)
        running.labels(version("throughline")).set(1)

    def count_call(self, method: str, outcome: str) -> None:
        self._calls.labels(method, outcome).inc()

    def time_turn(self, kind: str, seconds: float) -> None:
        self._turns.labels(kind).observe(seconds)

    def watch(self, database: Database, clock: Clock) -> None:
        """Read counts from the database at every request for the metrics."""
        self.registry.register(_DatabaseCounts(database, clock))

    def page(self) -> tuple[str, bytes]:
        """The content type and the metrics in Prometheus's text format."""
        from prometheus_client import CONTENT_TYPE_LATEST, generate_latest  # noqa: PLC0415 (as above)

        return CONTENT_TYPE_LATEST, generate_latest(self.registry)


class CallWatcher(RetryHandler):
    """Sees every answer of Slack's, and never asks for another try."""

    def __init__(self, metrics: Metrics) -> None:
        super().__init__()
        self._metrics = metrics

    def can_retry(
        self,
        *,
        state: RetryState,  # noqa: ARG002 (the SDK passes it)
        request: HttpRequest,
        response: HttpResponse | None = None,
        error: Exception | None = None,  # noqa: ARG002 (the same)
    ) -> bool:
        self._metrics.count_call(method_of(request.url), outcome_of(response))
        return False


def method_of(url: str) -> str:
    """Slack's name for the method; "other" for uploads, whose addresses are all different."""
    name = urlsplit(url).path.rpartition("/")[2]
    return name if _METHOD.fullmatch(name) else "other"


def outcome_of(response: HttpResponse | None) -> str:
    if response is None:
        return "unreachable"
    if response.status_code == TOO_MANY_REQUESTS:
        return "limited"
    if response.status_code >= FIRST_SERVER_ERROR or not response.body:
        return "failed"
    return "ok" if response.body.get("ok") else "refused"


class _DatabaseCounts:
    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    def describe(self) -> list[Metric]:
        """Nothing: to register must not read the database."""
        return []

    def collect(self) -> Iterator[Metric]:
        from prometheus_client.core import GaugeMetricFamily  # noqa: PLC0415 (as above)

        rounds = GaugeMetricFamily("throughline_rounds", "Rounds.", labels=["state"])
        answers = GaugeMetricFamily("throughline_answers", "Answers to check-ins, corrections among them.")
        messages = GaugeMetricFamily(
            "throughline_outbox_messages", "Messages that are not sent, or in doubt.", labels=["state"]
        )
        oldest = GaugeMetricFamily(
            "throughline_outbox_oldest_seconds", "How long ago the oldest of them was due.", labels=["state"]
        )
        now = self._clock.now()
        with self._database.read() as session:
            for state, count in counts.rounds_by_state(session).items():
                rounds.add_metric([state], count)
            answers.add_metric([], counts.answers(session))
            for state, waiting in backlog.by_state(session).items():
                messages.add_metric([state], waiting.count)
                if waiting.oldest is not None:
                    oldest.add_metric([state], max(0.0, (now - waiting.oldest).total_seconds()))
        yield from (rounds, answers, messages, oldest)
