"""The only module that reads the clock."""

from datetime import UTC, datetime, timedelta


class Clock:
    """The computer's clock, in UTC; `shifted` makes one that runs at the same pace from another moment."""

    def __init__(self, offset: timedelta = timedelta(0)) -> None:
        self._offset = offset

    def now(self) -> datetime:
        return datetime.now(UTC) + self._offset

    @classmethod
    def starting_at(cls, moment: datetime) -> "Clock":
        return cls(moment - datetime.now(UTC))
