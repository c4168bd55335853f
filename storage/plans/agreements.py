"""What teams agreed on beside the parts of a plan: minimum conditions, and adjustments with their reasons."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from conversations.parts import PartKind
from storage.models import AgreementRow, StrategyRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    kind: PartKind
    code: str
    """Of its strategy; empty for the plan as a whole."""
    text: str
    standing: str
    """Of a minimum condition: whether it is met."""
    ground: str
    reason: str
    on: date


def recorded_by(session: Session, plan_id: int, day: date) -> list[Agreement]:
    """What was recorded by the end of a day, in that order, without what was taken back since."""
    statement = (
        select(AgreementRow, StrategyRow.code)
        .outerjoin(StrategyRow, StrategyRow.id == AgreementRow.strategy_id)
        .where(AgreementRow.plan_id == plan_id, AgreementRow.dropped.is_(False), AgreementRow.recorded_on <= day)
        .order_by(AgreementRow.id)
    )
    return [
        Agreement(
            kind=PartKind(row.kind),
            code=code or "",
            text=row.text,
            standing=row.standing,
            ground=row.ground,
            reason=row.reason,
            on=row.recorded_on,
        )
        for row, code in session.execute(statement)
    ]
