"""`/plan network`: the table, its pages, a practice opened by school, and the whole as Excel.

Few schools are counted in the answer to the command. More are counted at sending time, so that nobody waits.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy.orm import Session

from bot.desk import Desk
from bot.documents.formats.excel import excel
from bot.messages import network as messages
from bot.messages.network import NOUN, NetworkPointer, NetworkStatus
from bot.network.outreach import below
from bot.network.rules import NETWORK, ChosenNetwork, NetworkQuestion
from bot.network.sheet import sheet
from bot.routing.guarded import writes
from bot.routing.route import Route, button
from bot.sending.renderers import ContentRenderer, FileRenderer
from bot.sending.uploads import File
from bot.slack.blocks import MessageContent
from bot.slack.identifiers import ActionId
from bot.slack.payloads import Click, Command
from bot.turns import Turn
from plans.item_progress import Day
from plans.network import NetworkBy, NetworkTable
from plans.objectives import Objective
from prompts import formats, plain
from storage.database import Database
from storage.delivery.claims import Claimed
from storage.delivery.outbox import OutboxMessage
from storage.models import PersonRow
from storage.network import counts, scope
from storage.network.scope import NetworkScope
from storage.people import people
from storage.plans import objectives

COUNTED_AT_ONCE = 50
"""Of so many schools at most, the counts are in the answer to the command."""


def show(desk: Desk, command: Command, question: NetworkQuestion, chosen: ChosenNetwork) -> MessageContent:
    pointer = NetworkPointer(chosen.organization_id, question.by, chosen.day.on)
    with desk.turns.read(command.who) as turn:
        network = scope.read(turn.session, turn.by.workspace_id, chosen.organization_id, chosen.day, turn.now)
        schools = len(network.schools) if network else 0
        if network is None or schools <= COUNTED_AT_ONCE:
            content = _content(turn.session, network, pointer, chosen.name, turn.by)
            return replace(content, with_table=[])  # The answer to a command can't be posted again if it is refused.
    with desk.turns.write(command.who, command.key) as turn:
        turn.put(_later(turn, pointer, chosen.day, command.key))
    return messages.counting(chosen.name, schools)


def send_table(turn: Turn, click: Click, pointer: NetworkPointer, chosen: ChosenNetwork) -> None:
    """Another page, the other view, or a practice opened."""
    turn.put(_later(turn, pointer, chosen.day, click.key))


def send_sheet(turn: Turn, click: Click, pointer: NetworkPointer, chosen: ChosenNetwork) -> None:
    payload = {"make": "network_sheet", "workspace": turn.by.workspace_id, **_order(turn, pointer, chosen.day)}
    turn.put(OutboxMessage.upload(turn.by.workspace_id, turn.by.slack_id, f"{click.key}:network", payload))


def _later(turn: Turn, pointer: NetworkPointer, day: Day, key: str) -> OutboxMessage:
    payload = {"make": "network", **_order(turn, pointer, day)}
    return OutboxMessage.post(turn.by.workspace_id, turn.by.slack_id, f"{key}:network", payload)


def _order(turn: Turn, pointer: NetworkPointer, day: Day) -> dict[str, Any]:
    return {"pointer": str(pointer), "is_over": day.is_over, "at": turn.now.isoformat()}


# ---------------------------------------------------------------- counting


def _content(
    session: Session,
    network: NetworkScope | None,
    pointer: NetworkPointer,
    organization: str,
    reader: PersonRow | None,
) -> MessageContent:
    if network is None or not network.schools:
        return messages.no_schools(organization, pointer.as_of)
    if pointer.by not in views_of(network):
        return messages.no_objectives(organization)
    status = NetworkStatus(
        organization=network.organization.name,
        table=table_of(session, network, pointer.by, pointer.practice, pointer.objective),
        pointer=pointer,
        objective=_objective(session, network, pointer.objective),
        has_objectives=bool(network.above),
    )
    return messages.message(status, below.blocks(session, network, status, reader))


def _objective(session: Session, network: NetworkScope, key: str) -> Objective | None:
    """Only of a plan above a school of the network, as it was worded on the day."""
    if not key:
        return None
    of_plans = objectives.of_plans(session, set(network.above.values()), network.day.on)
    return next((each for its_own in of_plans.values() for each in its_own if each.key == key), None)


def views_of(network: NetworkScope) -> Sequence[NetworkBy]:
    """By objective only where an organization above a school has a plan."""
    return [by for by in NetworkBy if network.above or by is not NetworkBy.GOAL]


def table_of(
    session: Session, network: NetworkScope, by: NetworkBy, practice: str = "", objective: str = ""
) -> NetworkTable:
    match by:
        case NetworkBy.PRACTICE:
            return counts.by_practice(session, network)
        case NetworkBy.SCHOOL:
            return counts.by_school(session, network, practice, objective)
        case NetworkBy.GOAL:
            return counts.by_goal(session, network)


def _rendered(session: Session, message: Claimed, _now: datetime) -> Mapping[str, Any]:
    pointer, network = _ordered(session, message.workspace_id, message.payload)
    reader = people.person(session, message.workspace_id, message.channel)
    return _content(session, network, pointer, network.organization.name if network else "", reader).payload()


def _files(database: Database, payload: Mapping[str, Any]) -> list[File]:
    with database.read() as session:
        pointer, network = _ordered(session, payload["workspace"], payload)
        if network is None:
            return []
        tables = [table_of(session, network, by) for by in views_of(network)]
    with formats.for_a_file():
        document = sheet(network.organization.name, tables)
        name = formats.in_file_name(network.organization.name)
        file_name = plain(NOUN, "file_name", organization=name, on=pointer.as_of.isoformat())
    content = excel(document, plain(NOUN, "sheet_of_facts"))
    return [File(name=file_name, title=document.title, content=content)]


def _ordered(
    session: Session, workspace_id: str, payload: Mapping[str, Any]
) -> tuple[NetworkPointer, NetworkScope | None]:
    pointer = NetworkPointer.read(payload["pointer"])
    day = Day(pointer.as_of, is_over=payload["is_over"])
    asked_at = datetime.fromisoformat(payload["at"]) if "at" in payload else None
    return pointer, scope.read(session, workspace_id, pointer.organization_id, day, asked_at)


CONTENT: Mapping[str, ContentRenderer] = MappingProxyType({"network": _rendered})
FILES: Mapping[str, FileRenderer] = MappingProxyType({"network_sheet": _files})
ROUTES: tuple[Route, ...] = (
    button(ActionId.NETWORK_OPEN, NetworkPointer.of, writes(NETWORK, send_table)),
    button(ActionId.NETWORK_NEXT, NetworkPointer.of, writes(NETWORK, send_table)),
    button(ActionId.NETWORK_TURN, NetworkPointer.of, writes(NETWORK, send_table)),
    button(ActionId.NETWORK_GOALS, NetworkPointer.of, writes(NETWORK, send_table)),
    button(ActionId.NETWORK_SHEET, NetworkPointer.of, writes(NETWORK, send_sheet)),
)
