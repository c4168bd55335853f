"""What became of the next steps that the last minutes told, and of the risks named last month.

Items and milestones are judged by their dates, recovery steps and mitigations by what people report about them.
"""

from collections.abc import Iterable, Set
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from conversations.check_in import EarlierRisk, Happened, RiskOutcome


class PromiseKind(StrEnum):
    ITEM = "item"
    MILESTONE = "milestone"
    RECOVERY = "recovery"
    MITIGATION = "mitigation"
    STEP = "step"
    """A next step that a leader typed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """A next step of the minutes.

    `id` is that of the item or milestone, of the answer with the recovery step, or of the risk. A step that somebody
    typed has none, but the person who is asked about it.
    """

    kind: PromiseKind
    id: int = 0
    due: date | None = None
    owner_id: int | None = None


class PromiseOutcome(StrEnum):
    KEPT = "kept"
    PARTLY = "partly"
    NOT_KEPT = "not_kept"
    NO_REPORT = "no_report"
    NOT_DUE = "not_due"
    """Its day has not passed, and it is neither done nor moved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseFacts:
    """A promise of the last minutes as things are now."""

    kind: PromiseKind
    text: str
    code: str = ""
    """Of the item or milestone, also of a recovery step; empty for a mitigation and a typed step."""
    is_milestone: bool = False
    """Whether the code is a milestone's."""
    due: date | None = None
    """The promised day."""
    completed_on: date | None = None
    """Of the item or milestone; of a recovery step, its item's or milestone's."""
    is_cancelled: bool = False
    new_due: date | None = None
    """The date now of an item or a milestone."""
    is_answered: bool = False
    """Whether somebody has reported about the item or milestone since."""
    happened: Happened | None = None
    owner_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowedPromise:
    kind: PromiseKind
    text: str
    outcome: PromiseOutcome
    code: str = ""
    is_milestone: bool = False
    completed_on: date | None = None
    moved_to: date | None = None
    is_cancelled: bool = False
    is_undated: bool = False
    """Whether its date was taken away: it is ongoing now."""
    is_still_behind: bool = False
    """Of a recovery step that was taken: whether it has not brought its item back on track."""
    owner_id: int | None = None
    """Who promised it; None for a milestone, which a role leads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowedRisk:
    period: str
    """The month in which it was named."""
    risk: str
    outcome: RiskOutcome | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """What the minutes begin with."""

    period: str
    """The month whose minutes told the next steps; empty without such minutes."""
    promises: tuple[FollowedPromise, ...] = ()
    risks: tuple[FollowedRisk, ...] = ()

    def count(self, outcome: PromiseOutcome) -> int:
        return sum(1 for promise in self.promises if promise.outcome is outcome)


def follow_up(
    period: str,
    promises: Iterable[PromiseFacts],
    risks: Iterable[EarlierRisk],
    today: date,
    *,
    behind: Set[str] = frozenset(),
) -> FollowUp | None:
    """None if there is nothing to follow up. `behind` are the codes of the items that are behind today."""
    followed = sorted((_followed(promise, today, behind) for promise in promises), key=_place)
    followed_risks = tuple(FollowedRisk(period=risk.period, risk=risk.risk, outcome=risk.outcome) for risk in risks)
    if not followed and not followed_risks:
        return None
    return FollowUp(period=period, promises=tuple(followed), risks=followed_risks)


def _place(promise: FollowedPromise) -> tuple[int, bool, list[int], str, int]:
    """Kept ones first; then by code, the item before its recovery step, mitigations last."""
    numbers = [int(part) for part in promise.code.split(".") if part.isdigit()]
    kinds, outcomes = list(PromiseKind), list(PromiseOutcome)
    return outcomes.index(promise.outcome), not promise.code, numbers, promise.code, kinds.index(promise.kind)


def _followed(promise: PromiseFacts, today: date, behind: Set[str]) -> FollowedPromise:
    is_open = promise.completed_on is None and not promise.is_cancelled
    is_dated = promise.kind in (PromiseKind.ITEM, PromiseKind.MILESTONE)
    is_moved = is_dated and is_open and promise.new_due != promise.due
    is_taken = promise.happened in (Happened.YES, Happened.PARTLY)
    return FollowedPromise(
        kind=promise.kind,
        text=promise.text,
        code=promise.code,
        is_milestone=promise.is_milestone,
        outcome=_dated_outcome(promise, today) if is_dated else _step_outcome(promise, today),
        completed_on=promise.completed_on,
        is_cancelled=promise.is_cancelled,
        moved_to=promise.new_due if is_moved else None,
        is_undated=is_moved and promise.new_due is None,
        is_still_behind=promise.kind is PromiseKind.RECOVERY and is_taken and promise.code in behind,
        owner_id=promise.owner_id,
    )


def _dated_outcome(promise: PromiseFacts, today: date) -> PromiseOutcome:
    if promise.is_cancelled:
        return PromiseOutcome.NOT_KEPT
    if promise.completed_on is not None:
        return PromiseOutcome.KEPT
    if promise.new_due != promise.due:
        return PromiseOutcome.NOT_KEPT
    if promise.due is not None and promise.due >= today:
        return PromiseOutcome.NOT_DUE
    return PromiseOutcome.NOT_KEPT if promise.is_answered else PromiseOutcome.NO_REPORT


_BY_REPORT = {
    Happened.YES: PromiseOutcome.KEPT,
    Happened.PARTLY: PromiseOutcome.PARTLY,
    Happened.NO: PromiseOutcome.NOT_KEPT,
}


def _step_outcome(promise: PromiseFacts, today: date) -> PromiseOutcome:
    if promise.happened is not None:
        return _BY_REPORT[promise.happened]
    is_ahead = promise.due is not None and promise.due >= today
    return PromiseOutcome.NOT_DUE if is_ahead else PromiseOutcome.NO_REPORT
