"""`/plan initiatives`: the list and its pages, one initiative, the overlap with its picture, and the files."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Any

from sqlalchemy.orm import Session

from bot.documents.files import titled
from bot.documents.formats.excel import excel
from bot.documents.formats.pdf import pdf
from bot.documents.formats.word import word
from bot.initiatives import inventories
from bot.initiatives.document import document
from bot.initiatives.inventories import Inventory
from bot.initiatives.matrices import matrix_of
from bot.initiatives.rules import INITIATIVE, INVENTORY, ChosenInitiative, ChosenInventory, InitiativesQuestion
from bot.initiatives.telling import audiences_of
from bot.messages import initiatives as messages
from bot.messages.initiatives import (
    DECISIONS,
    NOUN,
    InitiativePointer,
    InventoryPage,
    InventoryPointer,
    ListedInitiative,
    RatingState,
)
from bot.pictures.initiative_overlaps import overlap_pictures
from bot.routing.guarded import writes
from bot.routing.route import Route, button
from bot.sending.renderers import FileRenderer
from bot.sending.uploads import File
from bot.slack.blocks import MessageContent
from bot.slack.identifiers import ActionId
from bot.slack.payloads import Click, Command
from bot.turns import CannotDoError, Turn
from plans.initiatives import Initiative, InitiativeDecisionKind
from plans.item_progress import Day
from prompts import formats, plain, say
from storage.database import Database
from storage.delivery.outbox import OutboxMessage
from storage.initiatives import decisions, ratings


def show(turn: Turn, _command: Command, _question: InitiativesQuestion, chosen: ChosenInventory) -> MessageContent:
    return _page(turn, InventoryPointer(chosen.organization_id, chosen.day.on), chosen)


def send_page(turn: Turn, click: Click, pointer: InventoryPointer, chosen: ChosenInventory) -> None:
    post(turn, f"{click.key}:initiatives", _page(turn, pointer, chosen))


def post(turn: Turn, key: str, content: MessageContent) -> None:
    """To the person's own messages."""
    turn.put(OutboxMessage.post(turn.by.workspace_id, turn.by.slack_id, key, content.payload()))


def _page(turn: Turn, pointer: InventoryPointer, chosen: ChosenInventory) -> MessageContent:
    inventory = loaded(turn.session, chosen)
    page = InventoryPage(
        organization=inventory.organization.name,
        day=chosen.day.on,
        listed=listed(inventory),
        pointer=pointer,
        may_change=chosen.may_change,
        rating=_rating(turn.session, chosen),
    )
    return messages.message(page)


def _rating(session: Session, chosen: ChosenInventory) -> RatingState:
    is_past = chosen.day.is_over
    open_round = None if is_past else ratings.open_round(session, chosen.organization_id)
    closed = ratings.latest_closed(session, chosen.organization_id, chosen.day.on)
    return RatingState(
        closes_on=open_round.closes_on if open_round else None,
        raters=open_round.raters if open_round else 0,
        rated=open_round.rated if open_round else 0,
        has_matrix=closed is not None,
    )


def loaded(session: Session, chosen: ChosenInventory) -> Inventory:
    """Raises CannotDoError if the organization was not there on the day."""
    inventory = inventories.load(session, chosen.workspace_id, chosen.organization_id, chosen.day)
    if inventory is None:
        raise CannotDoError(NOUN, "nothing_to_show", organization=chosen.name, as_of=chosen.day.on)
    return inventory


def listed(inventory: Inventory) -> list[ListedInitiative]:
    """Its own, then those from above."""
    return [_listed(inventory, initiative) for initiative in inventory.every]


def _listed(inventory: Inventory, initiative: Initiative) -> ListedInitiative:
    owned_by = inventory.tree.get(initiative.organization_id)
    is_own = initiative.organization_id == inventory.organization.id
    return ListedInitiative(
        initiative=initiative,
        places=inventory.names_of(initiative),
        is_everywhere=inventory.is_everywhere(initiative),
        whose="" if is_own or owned_by is None else owned_by.name,
    )


def send_card(turn: Turn, click: Click, _pointer: InitiativePointer, chosen: ChosenInitiative) -> None:
    inventory = loaded(turn.session, chosen.owned_by)
    history = decisions.history(turn.session, chosen.initiative.id)
    decided = [say(DECISIONS, "past", decision=decision) for decision in history]
    is_stopped = bool(history) and history[0].kind is InitiativeDecisionKind.STOP
    notices = decisions.notices(turn.session, history[0].id) if is_stopped else []
    lines = [say(DECISIONS, "notice", notice=notice, audiences=audiences_of(notice)) for notice in notices]
    on_list = _listed(inventory, chosen.initiative)
    content = messages.card(on_list, inventory.day.on, decided, lines, may_change=chosen.owned_by.may_change)
    post(turn, f"{click.key}:initiative", content)


# ---------------------------------------------------------------- overlap


def send_overlap(turn: Turn, click: Click, _pointer: InventoryPointer, chosen: ChosenInventory) -> None:
    """In words, then as a picture."""
    overlap = loaded(turn.session, chosen).overlap
    post(turn, f"{click.key}:overlap", messages.overlap_message(chosen.name, chosen.day.on, overlap))
    order = {"make": "initiative_overlap", **order_of(chosen), "text": plain(NOUN, "overlap_picture")}
    turn.put(OutboxMessage.upload(turn.by.workspace_id, turn.by.slack_id, f"{click.key}:overlap:picture", order))


def order_of(chosen: ChosenInventory) -> dict[str, Any]:
    return {
        "organization": chosen.organization_id,
        "workspace": chosen.workspace_id,
        "as_of": chosen.day.on.isoformat(),
        "is_over": chosen.day.is_over,
    }


def ordered(session: Session, payload: Mapping[str, Any]) -> Inventory | None:
    day = Day(date.fromisoformat(payload["as_of"]), is_over=payload["is_over"])
    return inventories.load(session, payload["workspace"], payload["organization"], day)


def _overlap_files(database: Database, payload: Mapping[str, Any]) -> list[File]:
    """Several pictures where one has no room for all schools."""
    with database.read() as session:
        inventory = ordered(session, payload)
        if inventory is None:
            return []
        overlap = inventory.overlap
    on = inventory.day.on
    name = formats.in_file_name(inventory.organization.name)
    return [
        File(
            name=plain(
                NOUN, "overlap_file", organization=name, on=f"{on.isoformat()}{f'-{number}' if number > 1 else ''}"
            ),
            title=plain(NOUN, "overlap_picture"),
            content=picture.png,
            alt=picture.alt,
        )
        for number, picture in enumerate(overlap_pictures(inventory.organization.name, on, overlap), start=1)
    ]


# ---------------------------------------------------------------- files


def send_files(turn: Turn, click: Click, _pointer: InventoryPointer, chosen: ChosenInventory) -> None:
    text = say(NOUN, "files_sent", organization=chosen.name, as_of=chosen.day.on)
    order = {"make": "initiatives", **order_of(chosen), "text": text}
    turn.put(OutboxMessage.upload(turn.by.workspace_id, turn.by.slack_id, f"{click.key}:files", order))


def _files(database: Database, payload: Mapping[str, Any]) -> list[File]:
    """Word, PDF and Excel."""
    with database.read() as session:
        inventory = ordered(session, payload)
        if inventory is None:
            return []
        matrix = matrix_of(session, inventory.organization.id, inventory.day.on)
        with formats.for_a_file():
            written = document(inventory, listed(inventory), matrix)
    name = formats.in_file_name(inventory.organization.name)
    stem = plain(NOUN, "file_name", organization=name, on=inventory.day.on.isoformat())
    contents = {
        f"{stem}.docx": word(written),
        f"{stem}.pdf": pdf(written),
        f"{stem}.xlsx": excel(written, plain(NOUN, "sheet_of_facts")),
    }
    return titled(contents, written.title)


FILES: Mapping[str, FileRenderer] = MappingProxyType({"initiative_overlap": _overlap_files, "initiatives": _files})
ROUTES: tuple[Route, ...] = (
    button(ActionId.INITIATIVES_NEXT, InventoryPointer.of, writes(INVENTORY, send_page)),
    button(ActionId.INITIATIVES_OVERLAP, InventoryPointer.of, writes(INVENTORY, send_overlap)),
    button(ActionId.INITIATIVES_FILES, InventoryPointer.of, writes(INVENTORY, send_files)),
    button(ActionId.INITIATIVE_OPEN, InitiativePointer.of, writes(INITIATIVE, send_card)),
)
