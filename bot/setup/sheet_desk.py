"""A plan's open action items as a workbook: sending it to a plan manager, and importing what they changed in it."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from bot import importing
from bot.action_items import sheets
from bot.desk import Desk
from bot.messages import item_sheets as messages
from bot.messages.uploads import UploadPointer
from bot.routing.guarded import opens_turns, writes
from bot.routing.route import Route, button, form
from bot.sending.renderers import FileRenderer
from bot.sending.uploads import File
from bot.setup import edited_sheets, receiving, rules
from bot.setup.edited_sheets import EditedSheet
from bot.setup.rules import OWN_UPLOAD
from bot.setup.steps import SETUP_PLAN
from bot.slack import ack
from bot.slack.ack import Ack
from bot.slack.blocks import Block
from bot.slack.button_values import PlanId, StaleValueError
from bot.slack.identifiers import ActionId, FieldId, ViewId
from bot.slack.payloads import Click, Submission
from bot.turns import CannotDoError, Turn
from plans.files import item_sheet
from plans.files.item_sheet import ItemSheet
from prompts import formats, plain, say
from storage.database import Database
from storage.delivery.outbox import OutboxMessage
from storage.plans import plans
from storage.plans.plans import PlanSummary
from storage.plans.uploads import Upload, UploadState

NOUN = messages.NOUN


def send(turn: Turn, click: Click, _pointer: PlanId, plan: PlanSummary) -> None:
    """Send the workbook to this person's own messages. It is written when it is sent."""
    about, on = say(NOUN, "sent", plan=plan), turn.today(plan.time_zone).isoformat()
    order = {"make": "item_sheet", "plan": plan.id, "on": on, "text": about}
    turn.put(OutboxMessage.upload(plan.workspace_id, turn.by.slack_id, f"{click.key}:item_sheet", order))


def _files(database: Database, payload: Mapping[str, Any]) -> list[File]:
    with database.read() as session:
        plan = plans.summary(session, payload["plan"])
        rows = sheets.rows(session, plan)
    organization = formats.in_file_name(plan.organization)
    name = plain(NOUN, "file_name", organization=organization, on=payload["on"])
    title = plain(NOUN, "file_title", plan=plan)
    return [File(name=name, title=title, content=item_sheet.write(plan.organization, plan.school_year, rows))]


FILES: Mapping[str, FileRenderer] = MappingProxyType({"item_sheet": _files})


# ---------------------------------------------------------------- an edited workbook


def import_form(desk: Desk, click: Click, pointer: UploadPointer, upload: Upload) -> Block:
    """Asks for the reason. Raises CannotDoError if the card lists other changes than the import would make by now."""
    sheet = _sheet(desk, upload)
    with desk.turns.write(click.who) as turn:
        receiving.require_waiting(rules.own_upload(turn, pointer))
        edited = edited_sheets.compared(turn, sheet)
        is_outdated = edited.digest != pointer.differences
        if is_outdated:
            _list_again(turn, upload, edited)
    if is_outdated:
        raise CannotDoError(NOUN, "moved", name=upload.name)
    return messages.import_form(pointer, edited.plan, edited.differences)


def _sheet(desk: Desk, upload: Upload) -> ItemSheet:
    """Read again from the stored bytes, which were readable once and still are."""
    sheet = item_sheet.read_content(upload.name, receiving.stored_content(desk.turns, upload))
    if sheet is None:
        raise StaleValueError
    return sheet


def _list_again(turn: Turn, upload: Upload, edited: EditedSheet) -> None:
    """Show in the card what the import would change now; without changes, the file no longer waits."""
    if not edited.differences.any:
        over = messages.nothing(upload.name, edited.plan, edited.differences)
        receiving.end(turn, upload, UploadState.CANCELLED, over)
        return
    content = edited_sheets.card(upload, edited)
    turn.put(OutboxMessage.update(upload.workspace_id, upload.slack_id, upload.key, content.payload()))


def import_items(desk: Desk, sent: Submission, pointer: UploadPointer, upload: Upload) -> Ack:
    """Apply the changes that were listed, all or none."""
    sheet = _sheet(desk, upload)
    with desk.turns.write(sent.who, sent.key) as turn:
        receiving.require_waiting(rules.own_upload(turn, pointer))
        edited = edited_sheets.compared(turn, sheet)
        if edited.digest != pointer.differences:
            turn.release_key()
            _list_again(turn, upload, edited)
            return ack.errors({FieldId.REASON: plain(NOUN, "moved", name=upload.name)})
        sheets.apply(turn, edited.plan, edited.differences, upload.name, sent.text(FieldId.REASON))
        finding = importing.due_on_days_off(turn, edited.plan, upload.name)
        content = messages.imported(upload.name, edited.plan, edited.differences, finding)
        receiving.end(turn, upload, UploadState.IMPORTED, content)
    return {}


ROUTES: tuple[Route, ...] = (
    button(ActionId.SETUP_ITEM_SHEET, PlanId.of, writes(SETUP_PLAN, send)),
    form(ViewId.UPLOAD_ITEM_SHEET, UploadPointer.of, opens_turns(OWN_UPLOAD, import_items)),
)
