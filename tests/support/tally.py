"""Counts kept and broken promises."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Tally:
    """Counts over one or more episodes."""

    people: int = 0
    asked_once: int = 0
    doubled: int = 0
    forgotten: int = 0
    acked: int = 0
    lost: int = 0
    twice_recorded: int = 0
    shown_wrong: int = 0
    outside: int = 0
    """Messages sent while the person slept or on a closed day."""
    replies: int = 0
    misheard: int = 0
    """Replies whose recorded text differs from the thread's."""
    noted: tuple[str, ...] = ()
    """Broken promises, a line each."""

    def __add__(self, other: Tally) -> Tally:
        names = self.__dataclass_fields__
        return Tally(**{name: getattr(self, name) + getattr(other, name) for name in names})

    @property
    def promises_kept(self) -> bool:
        """Whether every promise held."""
        asking = self.doubled or self.forgotten or self.outside
        answering = self.lost or self.twice_recorded or self.shown_wrong or self.misheard
        return not (asking or answering)

    def __str__(self) -> str:
        return (
            f"asked once {self.asked_once}/{self.people} · doubled {self.doubled} · forgotten {self.forgotten} · "
            f"acked answers lost {self.lost:,}/{self.acked:,} · recorded twice {self.twice_recorded} · "
            f"shown wrong {self.shown_wrong} · outside their hours {self.outside} · "
            f"replies misheard {self.misheard:,}/{self.replies:,}"
        )
