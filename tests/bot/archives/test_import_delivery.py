"""After an import in the middle of a round nobody is asked twice, and everybody is asked."""

from __future__ import annotations

import zipfile
from pathlib import Path

from bot.app import build_app
from bot.check_ins.round_desk import RoundDesk
from bot.configuration.settings import Settings
from storage.archives import reading, writing
from storage.archives.writing import Export
from storage.database import Database
from tests.bot.test_delivery import Desk, opened
from tests.support.districts import staff


def imported(desk: Desk, archive: Path, target: Database) -> Desk:
    """The bot on the database that the archive was imported into, with the same Slack."""
    desk.bot.stop()
    with zipfile.ZipFile(archive) as file:
        reading.read(zipfile.Path(file), target, desk.clock.now())
    tokens = desk.slack.world.tokens
    given = {"SLACK_BOT_TOKEN": tokens.bot, "SLACK_APP_TOKEN": tokens.app, "SLACK_API_URL": desk.slack.api_url}
    return Desk(desk.slack, build_app(Settings.read(given), target, desk.clock), desk.clock, desk.staff)


def test_imported_in_the_middle_of_a_round_nobody_is_asked_twice(tmp_path: Path, database: Database) -> None:
    (tmp_path / "before").mkdir()
    with opened(tmp_path / "before", staff(24)) as desk:
        RoundDesk(desk.bot.turns).tick()
        desk.bot.delivery.send_due()
        asked_before = desk.asked()
        writing.write(desk.bot.database, tmp_path / "export.zip", Export(None, "1.2.3", desk.clock.now()))
        desk.works_until_settled()
        assert 0 < asked_before[1] < 24

        after = imported(desk, tmp_path / "export.zip", database)
        RoundDesk(after.bot.turns).tick()
        after.works_until_settled()

        assert after.asked() == {1: 24}
        assert after.states(kinds=("failed", "unknown")) == []
        after.bot.stop()
