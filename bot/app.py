"""build_app: the one place where parts are wired. Nothing happens at import."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from slack_bolt import App
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from bot import errors, failures, late_rendering, rooms, routes
from bot.agendas.hearing import AgendaDesk
from bot.check_ins.hearing import CheckInReplies
from bot.clock import Clock
from bot.configuration.settings import Settings
from bot.desk import Desks
from bot.encryption import EncryptionKeys
from bot.front_desk import FrontDesk
from bot.jobs import Jobs
from bot.kinds import KINDS
from bot.minutes.debriefs import DebriefDesk
from bot.missed_replies import MissedReplies
from bot.people.directory import Directory
from bot.routes import subcommands
from bot.routes.events import Inbox
from bot.script_library import ScriptLibrary
from bot.sending import delivery as sending
from bot.sending import windows
from bot.sending.clients import BotToken, Patience, SlackClients, SoleToken, TokenSource
from bot.sending.delivery import Delivery
from bot.sending.outcomes import NotInstalledError
from bot.sending.uploads import File
from bot.setup.receiving import FileDesk
from bot.slack import payloads
from bot.slack.last_requests import LastRequests
from bot.startup_tasks import StartupTasks
from bot.students.noticing import StudentNotes
from bot.threads.desk import ThreadDesk
from bot.turns import Turns
from prompts import name_command
from storage.database import Database, DatabaseMovedError
from storage.delivery import request_ids
from storage.delivery.claims import Claimed

if TYPE_CHECKING:
    from bot.installations.distribution import Distribution


@dataclass(frozen=True, slots=True)
class Throughline:
    """The whole bot: Slack's requests go into `app`; `start` starts its background work."""

    app: App
    turns: Turns
    directory: Directory
    threads: ThreadDesk
    agendas: AgendaDesk
    files: FileDesk
    missed_replies: MissedReplies
    database: Database
    delivery: Delivery
    jobs: Jobs
    startup_tasks: StartupTasks
    """Background tasks: catching up on replies and people missed while the bot was down, or since."""

    def start(self) -> None:
        self.delivery.start()
        self.jobs.start()

    def stop(self) -> None:
        """Returns when work in progress is finished."""
        self.startup_tasks.stop()
        self.jobs.stop()
        self.delivery.stop()
        with suppress(SQLAlchemyError, DatabaseMovedError):
            self.turns.audit.flush()
        self.database.close()


def build_app(settings: Settings, database: Database, clock: Clock, *, lease: timedelta = sending.LEASE) -> Throughline:
    """Asks Slack who it is; raises SlackApiError when the token is not good."""
    name_command(settings.command)
    tokens = _tokens(settings, database)
    slack = SlackClients(tokens, settings.api_url)

    def may_leave(message: Claimed, now: datetime) -> datetime:
        return windows.next_moment(database, message, now)

    def make_content(message: Claimed) -> Claimed | None:
        return late_rendering.make(database, message, clock.now())

    def make_files(message: Claimed) -> Sequence[File]:
        return late_rendering.files(database, message)

    def report_failure(session: Session, message: Claimed, why: str, now: datetime) -> None:
        failures.report_failure(session, message, why, now)
        missed = failures.dialog_missed(message, why)
        if missed is not None:
            startup_tasks.add(threads.catch_up_in, missed)

    delivery = Delivery(
        database,
        clock,
        slack,
        may_leave=may_leave,
        make_content=make_content,
        make_files=make_files,
        report_failure=report_failure,
        lease=lease,
    )
    turns = Turns(database, clock, woken=delivery.wake)
    desks = Desks(turns, slack, ScriptLibrary(settings.scripts_dir))
    directory = Directory(turns, slack, on_departure=rooms.DEPARTURES)
    threads = ThreadDesk(turns, slack, KINDS)
    debriefs = DebriefDesk(turns)
    agendas = AgendaDesk(turns, slack, also=debriefs.hear)
    check_in_replies = CheckInReplies(turns)
    files = FileDesk(turns, slack, lambda: startup_tasks.add(files.read_received))
    front_desk = FrontDesk(desks, subcommands.answer)
    requests = LastRequests(turns)
    inbox = Inbox(directory, threads, agendas, debriefs, check_in_replies, files, front_desk, StudentNotes(turns))
    distribution = None
    if settings.is_distributed:
        from bot.installations.distribution import distribute  # noqa: PLC0415 (most bots serve one workspace)

        def soon(step: Callable[..., object], about: str) -> None:
            startup_tasks.add(step, about)

        distribution = distribute(settings, turns, slack, directory, soon)
    app = _bolt(settings, desks, inbox, requests, distribution)
    jobs = Jobs([*rooms.ticks(turns), requests.tick, *_backup_ticks(settings, turns)], database.check)
    missed_replies = MissedReplies(turns, slack, check_in_replies)

    def catch_up_on_check_ins(after: int = 0) -> None:
        missed_replies.read(after, lambda last: startup_tasks.add(catch_up_on_check_ins, last))

    startup_tasks = StartupTasks(
        [
            desks.scripts.scripts,
            directory.learn_all,
            threads.catch_up,
            agendas.catch_up,
            catch_up_on_check_ins,
            files.read_received,
        ]
    )
    return Throughline(
        app=app,
        turns=turns,
        directory=directory,
        threads=threads,
        agendas=agendas,
        files=files,
        missed_replies=missed_replies,
        database=database,
        delivery=delivery,
        jobs=jobs,
        startup_tasks=startup_tasks,
    )


def _backup_ticks(settings: Settings, turns: Turns) -> list[Callable[[], None]]:
    if not settings.backup_at or settings.backups_dir is None:
        return []
    from bot.backups.nightly import NightlyBackup  # noqa: PLC0415 (off by default)

    keys = EncryptionKeys.read(settings.backup_keys) if settings.backup_keys else None
    return [NightlyBackup(turns, settings.backups_dir, time.fromisoformat(settings.backup_at), keys).tick]


def _tokens(settings: Settings, database: Database) -> TokenSource:
    if not settings.is_distributed:
        return SoleToken(BotToken(settings.bot_token))
    from bot.installations.tokens import InstalledTokens  # noqa: PLC0415 (most bots serve one workspace)

    return InstalledTokens(database, EncryptionKeys.read(settings.token_keys))


def _bolt(
    settings: Settings, desks: Desks, inbox: Inbox, requests: LastRequests, distribution: "Distribution | None"
) -> App:
    whose = distribution.app_arguments() if distribution else {"client": desks.clients.of("", Patience.PROMPT)}
    app = App(
        **whose,
        signing_secret=settings.signing_secret or "unused in Socket Mode",
        # The turn is committed before Slack gets its ack, so nothing acked is ever lost.
        process_before_response=True,
        raise_error_for_unhandled_request=False,
    )

    @app.middleware
    def add_desk(context: dict[str, Any], body: dict[str, Any], next: Any) -> None:  # noqa: A002 (Bolt's own name for it)
        request_ids.begin()
        requests.note(context.get("team_id"), body)
        with suppress(NotInstalledError):  # the event that says so
            context["desk"] = desks.of(payloads.workspace_of(body))
        next()

    app.error(errors.handle)
    if distribution:
        distribution.register(app)
    routes.register(app, inbox)
    return app
