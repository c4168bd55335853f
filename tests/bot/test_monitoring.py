"""/health, /ready and /metrics: on ports of their own, true, and without anybody's words."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
from datetime import timedelta
from http import HTTPStatus
from pathlib import Path

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families
from slack_sdk.http_retry import HttpResponse

from bot.configuration.settings import Settings
from bot.monitoring.metrics import method_of, outcome_of
from bot.monitoring.monitor import Monitor, MonitorPage
from storage.database import Database
from storage.delivery import backlog, claims, outbox
from storage.delivery.outbox import OutboxMessage
from storage.models import SendPauseRow
from storage.people import organizations
from tests.bot.programs import bare, command_line, environment, free_port, slack, started
from tests.scenarios.district import TEAM, District
from tests.storage.test_outbox import NOW, POST, put
from tests.support.people import Person

MINUTE = timedelta(minutes=1)
LABELS = {"method", "outcome", "kind", "state", "version", "le"}


def test_a_running_bot_is_alive_ready_and_counts_what_it_does(furnished: Path, tmp_path: Path) -> None:
    database = tmp_path / "t.db"
    database.write_bytes(furnished.read_bytes())
    ports = {"HEALTH_PORT": str(free_port()), "METRICS_PORT": str(free_port())}
    with slack() as running:
        variables = environment(running, database, **ports, THROUGHLINE_START_AT="2026-11-17T15:00:00+00:00")
        with started(variables, tmp_path / "log") as program:
            health, metrics = (f"http://127.0.0.1:{port}" for port in ports.values())
            ana = Person(running.url, "U00000ANA")
            ana.clicks("Behind …", on="1.1.3.2")
            ana.fills(cause="My secret cause", recovery="My secret step")
            assert ana.submits() == {}
            ana.sees("My secret step")

            assert httpx.get(f"{health}/health").text == "ok\n"
            assert httpx.get(f"{health}/ready").text == "ok\n"
            assert httpx.get(f"{health}/metrics").status_code == HTTPStatus.NOT_FOUND
            page = httpx.get(f"{metrics}/metrics").text
            assert program.stops(signal.SIGTERM) == 0

    samples = [sample for family in text_string_to_metric_families(page) for sample in family.samples]
    by_name = {(sample.name, *sorted(sample.labels.items())): sample.value for sample in samples}
    assert by_name["throughline_slack_calls_total", ("method", "users.list"), ("outcome", "ok")] >= 1
    assert by_name["throughline_slack_calls_total", ("method", "views.open"), ("outcome", "ok")] == 1
    assert by_name["throughline_turn_seconds_count", ("kind", "write")] >= 1
    assert by_name["throughline_rounds", ("state", "open")] >= 1
    assert by_name["throughline_outbox_messages", ("state", "failed")] == 0
    assert by_name["throughline_answers",] >= 1
    assert {name for sample in samples for name in sample.labels} <= LABELS
    for secret in ("My secret", "Bethel", "Ana", "U00000ANA", "C00BETHEL", TEAM, running.world.tokens.bot):
        assert secret not in page


def test_without_their_settings_no_port_is_opened_and_the_library_is_not_loaded() -> None:
    program = "import sys, bot.running_bot; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()

    assert "bot.monitoring.monitor" in loaded
    assert {"prometheus_client", "bot.monitoring.metrics", "waitress"}.isdisjoint(loaded)


def test_a_port_that_is_taken_is_named(tmp_path: Path) -> None:
    with slack() as running, socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        variables = environment(running, tmp_path / "t.db", HEALTH_PORT=str(port))
        ended = subprocess.run(
            command_line("run"), env=bare(variables), capture_output=True, text=True, timeout=60, check=False
        )

    assert ended.returncode == 2
    assert ended.stderr.splitlines()[-1] == (
        f"Can't open port {port} of 127.0.0.1, which HEALTH_PORT asks for: Address already in use. Choose another "
        "port, or stop what uses it."
    )


def monitor(district: District, *, connected: bool) -> Monitor:
    watching = Monitor(district.bot, Settings(), None)
    watching.is_connected = lambda: connected
    return watching


def page(*sentences: str) -> MonitorPage:
    text = "".join(f"{sentence}\n" for sentence in sentences)
    return MonitorPage("text/plain; charset=utf-8", text.encode(), "503 Service Unavailable")


def test_what_keeps_the_bot_from_being_ready_is_said(district: District, database_path: Path) -> None:
    assert monitor(district, connected=True).ready() == MonitorPage("text/plain; charset=utf-8", b"ok\n")
    assert monitor(district, connected=False).ready() == page("There's no connection to Slack.")

    district.bot.delivery.stop()
    with district.bot.database.write() as session:
        late = OutboxMessage.post(TEAM, "C00BETHEL", "late", {"text": "late"})
        outbox.put(session, late, district.clock.now() - 5 * MINUTE)

    assert monitor(district, connected=True).ready() == page("Answers have been waiting to be sent for 300 seconds.")

    moved = database_path.rename(database_path.with_suffix(".moved"))
    assert monitor(district, connected=True).ready() == page(
        "throughline.db is gone: put it back, or stop Throughline and restore a backup"
    )
    moved.rename(database_path)


def test_a_program_whose_queues_stand_still_is_not_alive(district: District) -> None:
    """The district's ticks are made by the tests, so its scheduler doesn't run."""
    district.bot.delivery.stop()

    assert monitor(district, connected=True).health() == page(
        "Messages aren't being sent anymore. Restart Throughline.",
        "Nothing that falls due is done anymore. Restart Throughline.",
    )


def test_what_slack_holds_back_does_not_count_as_waiting(database: Database) -> None:
    with database.write() as session:
        organizations.save_workspace(session, POST.workspace_id, "District", "U00000BOT")
    put(database, POST, at=NOW - 2 * MINUTE)

    def oldest() -> object:
        with database.read() as session:
            return backlog.oldest_due(session, NOW, by=NOW - MINUTE)

    assert oldest() == NOW - 2 * MINUTE
    with database.write() as session:
        until = claims.steady(session, NOW) + MINUTE
        session.add(SendPauseRow(workspace_id=POST.workspace_id, method="*", until=until, why="token_revoked"))
    assert oldest() is None


@pytest.mark.parametrize(
    ("response", "outcome"),
    [
        (None, "unreachable"),
        (HttpResponse(status_code=200, headers={}, body={"ok": True}), "ok"),
        (HttpResponse(status_code=200, headers={}, body={"ok": False, "error": "x"}), "refused"),
        (HttpResponse(status_code=200, headers={}, body={}), "failed"),
        (HttpResponse(status_code=429, headers={}), "limited"),
        (HttpResponse(status_code=503, headers={}), "failed"),
    ],
)
def test_an_answer_of_slacks_has_an_outcome(response: HttpResponse | None, outcome: str) -> None:
    assert outcome_of(response) == outcome


@pytest.mark.parametrize(
    ("url", "method"),
    [
        ("https://slack.com/api/chat.postMessage", "chat.postMessage"),
        ("https://slack.com/api/apps.connections.open", "apps.connections.open"),
        ("https://files.slack.com/upload/v1/CwABAAAAXAoAAVnX", "other"),
        ("https://slack.com/api/", "other"),
    ],
)
def test_a_label_has_slacks_name_for_the_method_and_nothing_else(url: str, method: str) -> None:
    assert method_of(url) == method
