"""The days of a dialog."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class DialogDays:
    """The days on which a dialog began and was finished, as its record and the names of its files state them."""

    started: date
    finished: date

    def file_stem(self, name: str) -> str:
        """A file's name without its ending: both days, unless they are the same."""
        last = "" if self.finished == self.started else f"-to-{self.finished.isoformat()}"
        return f"{name}-{self.started.isoformat()}{last}"
