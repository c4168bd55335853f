"""What the bot says about a dropped list of initiatives, before anything is imported."""

from bot.messages import uploads as messages
from bot.slack.blocks import MessageContent
from plans.files.initiative_sheet import InitiativeSheet
from storage.plans.uploads import Upload


def first_card(upload: Upload, sheet: InitiativeSheet, *, may_be_evidence: bool) -> MessageContent | None:
    """None for a list with errors."""
    if not sheet.is_usable:
        return None
    names = [each.name for each in sheet.initiatives]
    return messages.initiatives_card(upload.id, upload.name, names, sheet.findings, may_be_evidence=may_be_evidence)
