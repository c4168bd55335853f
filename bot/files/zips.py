"""Office files are zips, and a zip holds the time at which it was written. Ours hold the day of their facts instead."""

from collections.abc import Iterable
from datetime import date
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo


def dated(content: bytes, on: date) -> bytes:
    """The same zip with every part dated `on`. So the same document is the same bytes whenever it is made."""
    with ZipFile(BytesIO(content)) as source:
        return zipped(((part.filename, source.read(part)) for part in source.infolist()), on)


def zipped(parts: Iterable[tuple[str, bytes]], on: date) -> bytes:
    """A zip of these files by name, in this order, each dated `on`."""
    target = BytesIO()
    with ZipFile(target, "w", ZIP_DEFLATED) as dated_zip:
        for name, content in parts:
            part_on_day = ZipInfo(name, (on.year, on.month, on.day, 0, 0, 0))
            dated_zip.writestr(part_on_day, content, ZIP_DEFLATED)
    return target.getvalue()
