"""What highlight discussions covered: within three months, they are to address every part of the plan."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

DUE_AFTER = 2
"""Discussions in a row without a strategy after which it belongs on the next agenda: before the third passes."""


KNOWN_FOR = 3
"""Discussions that must be known before a strategy counts as left out. The one that is being drafted is among them."""


class Aspect(StrEnum):
    """What is discussed of a strategy."""

    ACTIVITIES = "activities"
    EARLY_EVIDENCE = "early_evidence"
    SHORT_TERM = "short_term"


@dataclass(frozen=True, slots=True, kw_only=True)
class StrategyCoverage:
    strategy_id: int
    code: str
    title: str
    discussed: Mapping[Aspect, frozenset[str]]
    """The months in which each aspect was discussed. An aspect that the plan sets no benchmark for is missing."""

    def months(self) -> frozenset[str]:
        """The months in which any aspect was discussed."""
        return frozenset().union(*self.discussed.values())


@dataclass(frozen=True, slots=True)
class Coverage:
    months: Sequence[str]
    """The periods of discussions with published minutes, oldest first, since the first in which something was ticked.

    What earlier ones addressed is not known.
    """
    strategies: Sequence[StrategyCoverage]

    def expecting(self, month: str, expected: Collection[tuple[int, Aspect]]) -> "Coverage":
        """As it will be if the month's discussion, whose minutes are not published, addresses these aspects."""
        strategies = [
            replace(
                strategy,
                discussed={
                    aspect: months | {month} if (strategy.strategy_id, aspect) in expected else months
                    for aspect, months in strategy.discussed.items()
                },
            )
            for strategy in self.strategies
        ]
        return Coverage([*self.months, month], strategies)

    def undiscussed(self) -> list[StrategyCoverage]:
        """Strategies that none of the last discussions addressed; empty while too few are known."""
        if len(self.months) < KNOWN_FOR:
            return []
        newest = set(self.months[-DUE_AFTER:])
        return [strategy for strategy in self.strategies if not strategy.months() & newest]
