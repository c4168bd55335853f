"""Faults of a network and a busy service, drawn from a seeded random generator."""

from __future__ import annotations

from random import Random
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

Trouble = Literal[
    "429",
    "5xx_before",
    "5xx_after",
    "hang_before",
    "hang_after",
    "drop_before",
    "drop_after",
    "broken_json",
    "bare_ok",
]
NeverShared = Literal["none", "with_alt", "all"]
EVERY_METHOD = "*"

Share = Field(default=0.0, ge=0.0, le=1.0)


class Troubles(BaseModel):
    """The share of Web API calls that fails in each way; the shares add up to 1 at most."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    rate429: float = Share
    retry_after: bool = True
    error5xx_before: float = Share
    error5xx_after: float = Share
    hang: float = Share
    drop: float = Share
    broken_json: float = Share
    bare_ok: float = Share
    """The call is done, but its answer is only `ok`."""
    refusals: dict[str, str] = Field(default_factory=dict)
    """The error with which a method refuses every call, or those about one channel ("chat.postMessage C012345678").

    "*" stands for every method that needs the bot's token.
    """
    share_delay_ms: int = Field(default=0, ge=0, le=600_000)
    """Files appear this long after files.completeUploadExternal answers ok."""
    never_shared: NeverShared = "none"
    """Files for which files.completeUploadExternal answers ok but that never appear."""
    duplicate_events: bool = False
    delay_ms: int = Field(default=0, ge=0, le=60_000)
    seed: int = 1


class Dice:
    """The same seed and the same calls give the same faults."""

    def __init__(self, troubles: Troubles) -> None:
        self.troubles = troubles
        self._random = Random(troubles.seed)  # noqa: S311 - repeatable faults, not secrets

    def roll(self) -> Trouble | None:
        """The fault of the next call. Both numbers are always drawn, so that shares can be compared."""
        point, side = self._random.random(), self._random.choice(("before", "after"))
        faults: list[tuple[float, Trouble]] = [
            (self.troubles.rate429, "429"),
            (self.troubles.error5xx_before, "5xx_before"),
            (self.troubles.error5xx_after, "5xx_after"),
            (self.troubles.hang, "hang_before" if side == "before" else "hang_after"),
            (self.troubles.drop, "drop_before" if side == "before" else "drop_after"),
            (self.troubles.broken_json, "broken_json"),
            (self.troubles.bare_ok, "bare_ok"),
        ]
        for share, fault in faults:
            if point < share:
                return fault
            point -= share
        return None
