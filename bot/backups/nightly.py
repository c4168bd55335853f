"""The running bot's daily backup."""

import logging
import threading
from datetime import date, datetime, time
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from bot.backups import making
from bot.encryption import EncryptionKeys
from bot.turns import AlreadyTakenError, Turns
from storage.audit import records
from storage.audit.kinds import AuditKind
from storage.copying import DamagedError, DifferentError
from storage.migrate import NewerDatabaseError

log = logging.getLogger(__name__)


class NightlyBackup:
    """Of several replicas one makes it. It runs in a thread of its own, because a large database takes minutes."""

    def __init__(self, turns: Turns, folder: Path, at: time, keys: EncryptionKeys | None) -> None:
        self._turns = turns
        self._folder = folder
        self._at = at
        self._keys = keys
        self._begun_on: date | None = None

    def tick(self) -> None:
        """Begin the day's backup if its time has come."""
        now = self._turns.clock.now()
        if now.date() == self._begun_on or now.time() < self._at:
            return
        self._begun_on = now.date()
        try:
            with self._turns.write(key=f"backup:{now.date().isoformat()}"):
                pass
        except AlreadyTakenError:
            return
        threading.Thread(target=self.make, args=(now,), name="backup", daemon=True).start()

    def make(self, now: datetime) -> None:
        try:
            new_backup = making.make_in(self._folder, self._turns.database, self._keys, now)
        except (DamagedError, DifferentError, NewerDatabaseError, OSError, SQLAlchemyError):
            log.exception("there is no backup of %s", now.date())
        else:
            log.info("made a backup: %s", new_backup.path.name)
            with self._turns.database.write_in_background() as session:
                records.add(session, AuditKind.EXPORTED, "backup", at=now)
