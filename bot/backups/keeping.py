"""Which backups stay: all of the last two weeks, then the first of each month for a year."""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

ALL = timedelta(days=14)
MONTHLY = timedelta(days=366)
_NAME = re.compile(r"throughline-(\d{8}-\d{6})\.db(?:\.sealed)?")


def name_at(moment: datetime, *, sealed: bool) -> str:
    return f"throughline-{moment.astimezone(UTC):%Y%m%d-%H%M%S}.db{'.sealed' if sealed else ''}"


def made_at(file: Path) -> datetime | None:
    """When a backup was made. None for any other file."""
    named = _NAME.fullmatch(file.name)
    return datetime.strptime(named[1], "%Y%m%d-%H%M%S").replace(tzinfo=UTC) if named else None


def kept_until(files: Iterable[Path]) -> dict[datetime, datetime]:
    """When each of these backups was made, and until when it stays; other files are left out."""
    months: set[tuple[int, int]] = set()
    until: dict[datetime, datetime] = {}
    for moment in sorted(moment for file in files if (moment := made_at(file)) is not None):
        is_first_of_month = (moment.year, moment.month) not in months
        months.add((moment.year, moment.month))
        until[moment] = moment + (MONTHLY if is_first_of_month else ALL)
    return until


def too_old(files: Iterable[Path], now: datetime) -> Iterator[Path]:
    """The backups to delete; no other file is ever named."""
    listed = list(files)
    until = kept_until(listed)
    for file in listed:
        moment = made_at(file)
        if moment is not None and now > until[moment]:
            yield file
