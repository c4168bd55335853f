"""Written parts of a root cause dialog, as its thread shows them."""

from bot import blocks
from bot.blocks import MessageContent
from bot.messages.coaching.buttons import kind_name
from bot.messages.coaching.parts import fields
from bot.messages.root_cause.buttons import RootCauseForm, opener, pointer
from conversations.parts import PartKind
from conversations.root_cause.state import RootCauseState
from conversations.threads.state import Visit, WrittenPart
from prompts import say
from storage.dialogs.root_cause import Dialog

FORMS = {PartKind.STRATEGY: RootCauseForm.STRATEGY, PartKind.ACTION_ITEM: RootCauseForm.ACTION_ITEM}
KEY = "key:"


def saved(dialog: Dialog, part: WrittenPart, *, code: str, organization: str) -> MessageContent:
    """A written part with its Edit button. One form edits all priorities."""
    words = say("coaching", "saved", by=part.by, kind=kind_name(part.kind), code=code)
    lines = [say("coaching", "field", label=label, value=value) for label, value in fields(part.kind, part.values)]
    where = say("coaching", "saved_in_plan", organization=organization)
    text = "\n".join([words, *lines])
    content = [*blocks.sections(text), blocks.context(where)]
    if form := FORMS.get(part.kind):
        target = pointer(dialog, _asking_of(dialog.state, part.visit))
        change = opener(form, target, f"{KEY}{part.key}", label="change")
        content.append(blocks.actions(f"root_cause:{target}:part:{part.key}"[:255], [change]))
    return MessageContent(text=f"{text}\n{where}", blocks=content)


def _asking_of(state: RootCauseState, visit: Visit) -> int:
    """The latest asking of this question."""
    return max(number for number, asking in enumerate(state.askings) if asking.visit == visit)
