"""What a team answered in the coaching conversation about an initiative: why it, how it will look, and the gap.

Only conversations that everyone of the plan may read. People stand in the answers as mentions, and no answer names who
gave it.
"""

from collections.abc import Iterator, Mapping
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from conversations.coaching.record import CoachingRecord, record
from conversations.parts import title_of
from storage.dialogs import coaching, replies
from storage.dialogs.coaching import CoachingDialog
from storage.models import StrategyRow, WrittenPartRow
from storage.people import mentions

SCRIPT = "priorities"
"""The script of the Achieve Model's questions."""


def of_strategies(session: Session, plan_id: int, day: date) -> Mapping[str, Mapping[str, str]]:
    """By the code of the strategy, the answers of the newest conversation about it, by the step of the script.

    A conversation that wrote several strategies, or none where the plan has several, is about none of them.
    """
    answers: dict[str, Mapping[str, str]] = {}
    for dialog in coaching.STORE.of_plan(session, plan_id, public=True):
        if dialog.script.name != SCRIPT or dialog.finished_on is None or dialog.finished_on > day:
            continue
        if code := _strategy_of(session, plan_id, dialog):
            taken = record(dialog.state, dialog.script, replies.all_of(session, dialog.id))
            answers[code] = mentions.with_ids(session, plan_id, dict(_answers(taken)), _STEPS)
    return answers


_STEPS = frozenset({"why", "research", "picture", "in-place", "knowledge", "reality", "gap"})


def _strategy_of(session: Session, plan_id: int, dialog: CoachingDialog) -> str:
    written = (
        select(StrategyRow.code)
        .join(WrittenPartRow, WrittenPartRow.row_id == StrategyRow.id)
        .where(WrittenPartRow.dialog_id == dialog.id, WrittenPartRow.place == StrategyRow.__tablename__)
    )
    codes = session.scalars(written).all()
    if not codes:
        codes = session.scalars(select(StrategyRow.code).filter_by(plan_id=plan_id, dropped=False)).all()
    return codes[0] if len(codes) == 1 else ""


def _answers(taken: CoachingRecord) -> Iterator[tuple[str, str]]:
    """What was decided at a step, else what was answered there."""
    decided: dict[str, list[str]] = {}
    for part in taken.decisions:
        decided.setdefault(part.visit.step, []).append(title_of(part.kind, part.values))
    for point in taken.points:
        if point.visit.step in _STEPS and point.visit.step not in decided:
            decided[point.visit.step] = [answer.text for answer in point.answers if answer.text]
    for step, lines in decided.items():
        if step in _STEPS and lines:
            yield step, "; ".join(" ".join(line.split()) for line in lines)
