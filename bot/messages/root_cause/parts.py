"""Written parts of a root cause dialog, as its thread shows them."""

from bot.messages.root_cause.buttons import RootCauseForm, opener, pointer
from bot.messages.threads import NOUN as THREADS
from bot.messages.threads.parts import asking_of, saved_lines, undo_button
from bot.messages.threads.pointers import PartKey
from bot.slack import blocks
from bot.slack.blocks import MessageContent
from bot.slack.identifiers import ActionId
from conversations.parts import PartKind
from conversations.threads.state import WrittenPart
from prompts import say
from storage.dialogs.root_cause import RootCauseDialog

FORMS = {PartKind.STRATEGY: RootCauseForm.STRATEGY, PartKind.ACTION_ITEM: RootCauseForm.ACTION_ITEM}


def saved(dialog: RootCauseDialog, part: WrittenPart, *, code: str, organization: str) -> MessageContent:
    """A written part with its Edit button. One form edits all priorities."""
    text, where = saved_lines(part, code), say(THREADS, "saved_in_plan", organization=organization)
    content = [*blocks.sections(text), blocks.context(where)]
    if form := FORMS.get(part.kind):
        target = pointer(dialog, asking_of(dialog.state, part.visit))
        change = opener(form, target, str(PartKey(part.key)), label="change")
        undo = undo_button(ActionId.WHYS_UNDO, target, part)
        content.append(blocks.actions(f"root_cause:{target}:part:{part.key}"[:255], [change, undo]))
    return MessageContent(text=f"{text}\n{where}", blocks=content)
