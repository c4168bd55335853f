"""Office files are zips, and a zip holds the time at which it was written. Ours hold the day of their facts instead."""

from datetime import date
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo


def dated(content: bytes, on: date) -> bytes:
    """The same zip with every part dated `on`. So the same document is the same bytes whenever it is made."""
    target = BytesIO()
    with ZipFile(BytesIO(content)) as source, ZipFile(target, "w", ZIP_DEFLATED) as dated_zip:
        for part in source.infolist():
            part_on_day = ZipInfo(part.filename, (on.year, on.month, on.day, 0, 0, 0))
            dated_zip.writestr(part_on_day, source.read(part), ZIP_DEFLATED)
    return target.getvalue()
