"""Turns that send the run charts of readings to whoever asks for them, and the files of these charts."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any

from sqlalchemy.orm import Session

from bot.messages.modification_forms import OutcomePointer
from bot.messages.outcomes import NOUN
from bot.messages.status import StatusPointer
from bot.permissions.plan_rules import in_plan
from bot.permissions.roles import Permission
from bot.pictures.readings import ROWS_AT_MOST, readings_alt, readings_picture
from bot.routing.guarded import writes
from bot.routing.route import Route, button
from bot.sending.renderers import FileRenderer
from bot.sending.uploads import File
from bot.slack.identifiers import ActionId
from bot.slack.payloads import Click
from bot.turns import CannotDoError, Turn
from plans.outcome_history import OutcomeHistory
from prompts import plain, say
from storage.database import Database
from storage.delivery.outbox import OutboxMessage
from storage.plans import plans
from storage.plans.plans import PlanSummary
from storage.rounds import outcomes

READABLE = in_plan(Permission.SEE_STATUS)


def of_plan(turn: Turn, click: Click, pointer: StatusPointer, plan: PlanSummary) -> None:
    """All charts of the plan, as of the day of the status."""
    read = outcomes.histories(turn.session, plan.id, pointer.as_of)
    _send(turn, click.key, plan, pointer.as_of, [history for history in read if history.readings])


def of_outcome(turn: Turn, click: Click, pointer: OutcomePointer, plan: PlanSummary) -> None:
    """Those of one measure or benchmark: of all students, then of each student group."""
    today, key = turn.today(plan.time_zone), f"{pointer.kind}:{pointer.row_id}"
    read = outcomes.histories(turn.session, plan.id, today)
    _send(turn, click.key, plan, today, [each for each in read if each.outcome.key == key and each.readings])


def _send(turn: Turn, key: str, plan: PlanSummary, as_of: date, drawn: Sequence[OutcomeHistory]) -> None:
    """To the person's own messages."""
    if not drawn:
        raise CannotDoError(NOUN, "chart_of_nothing")
    keys = list(dict.fromkeys(history.outcome.key for history in drawn))
    has_signal = any(history.chart.signals for history in drawn)
    text = say(NOUN, "charts_sent", plan=plan, as_of=as_of, has_signal=has_signal)
    order = {"make": "readings", "plan": plan.id, "as_of": as_of.isoformat(), "keys": keys, "text": text}
    turn.put(OutboxMessage.upload(plan.workspace_id, turn.by.slack_id, f"{key}:charts", order))


def _files(database: Database, payload: Mapping[str, Any]) -> list[File]:
    """Drawn at sending time, as of the day on which they were asked for. Several pictures if one is too tall."""
    as_of = date.fromisoformat(payload["as_of"])
    with database.read() as session:
        title = plans.summary(session, payload["plan"]).organization
        drawn = _histories(session, payload["plan"], as_of, frozenset(payload["keys"]))
    return [
        File(
            name=f"readings-{as_of.isoformat()}{f'-{number}' if number > 1 else ''}.png",
            title=plain(NOUN, "charts_title"),
            content=readings_picture(title, as_of, histories),
            alt=readings_alt(title, as_of, histories),
        )
        for number, histories in enumerate(_by_picture(drawn), start=1)
    ]


def _histories(session: Session, plan_id: int, as_of: date, keys: Collection[str]) -> list[OutcomeHistory]:
    return [each for each in outcomes.histories(session, plan_id, as_of) if each.outcome.key in keys]


def _by_picture(histories: Sequence[OutcomeHistory]) -> Iterator[Sequence[OutcomeHistory]]:
    """What has nothing to draw is told beside the last of those before it, in words only."""
    picture: list[OutcomeHistory] = []
    for history in histories:
        if history.readings and sum(1 for each in picture if each.readings) == ROWS_AT_MOST:
            yield picture
            picture = []
        picture.append(history)
    yield picture


FILES: Mapping[str, FileRenderer] = MappingProxyType({"readings": _files})
ROUTES: tuple[Route, ...] = (
    button(ActionId.CHARTS_OF_PLAN, StatusPointer.of, writes(READABLE, of_plan)),
    button(ActionId.CHART_OF_OUTCOME, OutcomePointer.of, writes(READABLE, of_outcome)),
)
