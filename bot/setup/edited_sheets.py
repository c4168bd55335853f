"""What somebody changed in a workbook of action items, compared with the plan as it is stored now."""

from dataclasses import dataclass
from hashlib import sha256

from bot.action_items import sheets
from bot.messages import item_sheets as messages
from bot.messages import uploads as upload_messages
from bot.messages.uploads import UploadPointer
from bot.setup import rules
from bot.slack.blocks import MessageContent
from bot.turns import CannotDoError, Turn
from plans.files.item_sheet import ItemSheet
from plans.sheet_changes import Differences
from storage.people import organizations
from storage.plans import plans
from storage.plans.plans import PlanSummary
from storage.plans.uploads import Upload

NOUN = messages.NOUN


@dataclass(frozen=True, slots=True)
class EditedSheet:
    """A workbook's changes to its plan."""

    plan: PlanSummary
    differences: Differences

    @property
    def digest(self) -> str:
        """Differs as soon as the plan has changed in a way that changes what the import would do."""
        return sha256(repr(self.differences).encode()).hexdigest()[:16]


def compared(turn: Turn, sheet: ItemSheet) -> EditedSheet:
    """Raises CannotDoError where there is no such plan, or the person may not import into it."""
    place = organizations.find(turn.session, turn.by.workspace_id, sheet.organization)
    plan_id = plans.of_year(turn.session, place.id, sheet.school_year) if place else None
    if place is None or plan_id is None:
        raise CannotDoError(NOUN, "no_plan", organization=sheet.organization, year=sheet.school_year)
    rules.require_import(turn, place, place.name)
    plan = plans.summary(turn.session, plan_id)
    differences = sheets.differences(turn, plan, sheet)
    codes = {code for _id, code, _title in plans.milestones(turn.session, plan_id)}
    if unknown := sorted(differences.milestones - codes):
        raise CannotDoError(NOUN, "unknown_milestones", codes=unknown)
    return EditedSheet(plan, differences)


def first_card(turn: Turn, upload: Upload, sheet: ItemSheet) -> MessageContent | None:
    """What importing the workbook would change. None if it can't be imported or changes nothing: see `refusal`."""
    if sheet.findings:
        return None
    try:
        edited = compared(turn, sheet)
    except CannotDoError:
        return None
    return card(upload, edited) if edited.differences.any else None


def card(upload: Upload, edited: EditedSheet) -> MessageContent:
    pointer = UploadPointer(upload.id, edited.digest)
    return messages.card(pointer, upload.name, edited.plan, edited.differences)


def refusal(turn: Turn, upload: Upload, sheet: ItemSheet) -> MessageContent:
    """Why the workbook can't be imported, or that it changes nothing."""
    if sheet.findings:
        return upload_messages.unreadable(upload.name, sheet.findings, may_be_evidence=False)
    try:
        edited = compared(turn, sheet)
    except CannotDoError as error:
        return messages.refused(upload.name, error.file, error.part, error.values)
    return messages.nothing(upload.name, edited.plan, edited.differences)
