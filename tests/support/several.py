"""Two schools' workspaces behind one Slack, and one bot over signed HTTP that both install through OAuth."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import timedelta

import httpx
from sqlalchemy import event, select
from waitress.server import create_server

import sandbox
from bot.app import Throughline, build_app
from bot.configuration.settings import Settings
from bot.demo.district import HandClock
from bot.doorway import Doorway
from bot.encryption import new_key
from bot.slack import signed_http
from sandbox.front import DistributedApp, Front, serve_front
from sandbox.manifest import read_manifest
from storage import installations
from storage.database import Database
from storage.migrate import migrate
from storage.models import OutboxRow
from tests.scenarios.district import MANIFEST, PATIENCE, District
from tests.support.setting_up import SEEDS, START

CLIENT_ID, CLIENT_SECRET = "1111.2222", "client-secret"
SIGNING_SECRET = "sandbox-signing-secret"
LAKESIDE, HILLTOP = "TLAKESIDE", "THILLTOP0"
NAMES = {LAKESIDE: "Lakeside Elementary", HILLTOP: "Hilltop Middle"}
KEY = new_key()


@dataclass
class Several:
    """The bot and its workspaces. People have the same Slack ids in each, so that mixing them up shows."""

    front: Front
    bot: Throughline
    clock: HandClock
    url: str
    """The bot's own."""
    settings: Mapping[str, str]
    browser: httpx.Client
    commits: threading.Condition
    _districts: dict[str, District] = field(default_factory=dict)

    def workspace(self, team: str) -> District:
        """What happens in one of them."""
        running = next(each for each in self.front.sandboxes if each.world.state.team_id == team)
        return self._districts.setdefault(
            team, District(running, self.clock, self.bot, self.commits, begin=_never, lives=ExitStack())
        )

    def installs(self, team: str, *, whole_organization: bool = False) -> httpx.Response:
        """Somebody of the workspace goes through the pages in their browser. Returns the last one."""
        scope = {"organization": "1"} if whole_organization else {}
        begun = self.browser.get(f"{self.url}/slack/install")
        asking = self.browser.get(_link(begun.text))
        assert asking.status_code == httpx.codes.OK, asking.text
        choices = _hidden(asking.text) | scope | {"team": team}
        answer = self.browser.post(self.front.url + "/oauth/v2/authorize", data=choices)
        page = self.browser.get(answer.headers["location"], headers=state_of(begun))
        if page.status_code == httpx.codes.OK:
            self.is_greeted(team)
        return page

    def is_greeted(self, team: str) -> None:
        """Wait until the bot has read the workspace's people and greeted who installed it."""

        def has_greeted() -> bool:
            with self.bot.database.read() as session:
                installation = installations.find(session, team)
                if installation is None:
                    return False
                key = f"installed:{team}:{installation.installed_at.isoformat()}"
                return session.scalar(select(OutboxRow.state).filter_by(key=key)) == "sent"

        with self.commits:
            assert self.commits.wait_for(has_greeted, PATIENCE)


def _never() -> AbstractContextManager[Throughline]:
    raise NotImplementedError


def state_of(begun: httpx.Response) -> dict[str, str]:
    """The cookie of an installation that was begun. A browser sends it to its own computer without encryption, too."""
    return {"cookie": begun.headers["set-cookie"].partition(";")[0]}


def _link(page: str) -> str:
    """The page's only link."""
    return page.partition('<a href="')[2].partition('"')[0].replace("&amp;", "&")


def _hidden(page: str) -> dict[str, str]:
    fields = page.split('<input type="hidden" name="')[1:]
    return {each.partition('"')[0]: each.partition('value="')[2].partition('"')[0] for each in fields}


def settings_for(front_api: str, url: str, database_url: str) -> dict[str, str]:
    return {
        "SLACK_CLIENT_ID": CLIENT_ID,
        "SLACK_CLIENT_SECRET": CLIENT_SECRET,
        "SLACK_SIGNING_SECRET": SIGNING_SECRET,
        "SLACK_API_URL": front_api,
        "PUBLIC_URL": url,
        "TOKEN_KEYS": KEY,
        "DATABASE_URL": database_url,
    }


def world_of(team: str, clock: HandClock, request_url: str, *, enterprise: str = "") -> sandbox.World:
    seed = sandbox.read_seed(SEEDS / "team.yml")
    place = seed.team.model_copy(update={"id": team, "name": NAMES[team], "enterprise": enterprise})
    world = sandbox.World(
        seed.model_copy(update={"team": place}),
        read_manifest(MANIFEST),
        request_url=request_url,
        clock=lambda: clock.now().timestamp(),
        retry_delays=(0.0, 0.01, 0.02),
        ack_seconds=PATIENCE,
    )
    world.is_installed = False
    return world


@contextmanager
def several(
    database_url: str, teams: Sequence[str] = (LAKESIDE, HILLTOP), *, enterprise: str = "", rotates: bool = False
) -> Iterator[Several]:
    """A bot that nobody has installed yet."""
    clock = HandClock(START)
    with ExitStack() as stack:
        listening = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
        url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        app = DistributedApp(CLIENT_ID, CLIENT_SECRET, frozenset({f"{url}/slack/oauth_redirect"}), rotates)
        worlds = [world_of(team, clock, url + signed_http.PATH, enterprise=enterprise) for team in teams]
        front = stack.enter_context(serve_front(app, worlds))
        database = Database(database_url)
        stack.callback(database.close)
        migrate(database)
        commits = threading.Condition()
        event.listen(database.engine, "commit", lambda _connection: _tell(commits))
        settings = settings_for(front.api_url, url, database_url)
        bot = build_app(Settings.read(settings), database, clock, lease=timedelta(0))
        bot.delivery.start()
        stack.callback(bot.delivery.stop)
        bot.startup_tasks.start()
        stack.callback(bot.startup_tasks.join)
        stack.callback(bot.startup_tasks.stop)
        doorway = Doorway(bot.app.client)
        doorway.open(bot.app)
        wsgi = signed_http.wsgi(doorway, database, SIGNING_SECRET)
        server = create_server(wsgi, sockets=[listening], **signed_http.SERVER_OPTIONS)
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        stack.callback(thread.join)
        stack.callback(server.close)
        stack.callback(server.task_dispatcher.shutdown)
        browser = stack.enter_context(httpx.Client(verify=False, trust_env=False, follow_redirects=False))
        yield Several(front, bot, clock, url, settings, browser, commits)


def _tell(commits: threading.Condition) -> None:
    with commits:
        commits.notify_all()
