"""Whether the record names who answered a sensitive question: asked when it is left, and said in the thread."""

from collections.abc import Sequence
from enum import StrEnum

from bot.messages.coaching.buttons import NOUN, button, pointer
from bot.slack import blocks
from bot.slack.blocks import Block, MessageContent
from bot.slack.identifiers import ActionId, FieldId
from conversations.coaching import path
from prompts import plain, say
from storage.dialogs.coaching import CoachingDialog


class NamesShown(StrEnum):
    """Whether the record names who answered."""

    WITHOUT = "without"
    WITH = "with"


def choice(questions: Sequence[str], chosen: NamesShown | None) -> list[Block]:
    """The same in the form that finishes the conversation: about the sensitive questions that were not decided yet."""
    labels = {NamesShown.WITHOUT: "button_hide_names", NamesShown.WITH: "button_show_names"}
    options = [(names.value, plain(NOUN, label)) for names, label in labels.items()]
    lines = [say(NOUN, "names_finish"), *(say(NOUN, "question", question=question) for question in questions)]
    label = plain(NOUN, "names_label")
    choose = blocks.choice_input(FieldId.NAMES, label, options, chosen=chosen or "", all_shown=True)
    return [*blocks.sections("\n".join(lines)), choose]


def asked(dialog: CoachingDialog, asking: int) -> MessageContent:
    words, target = say(NOUN, "names_asked", leader=dialog.state.leader), pointer(dialog, asking)
    buttons = [
        button("hide_names", ActionId.COACH_HIDE_NAMES, target, style="primary"),
        button("show_names", ActionId.COACH_SHOW_NAMES, target),
    ]
    row = blocks.actions(f"coaching:{target}:names", buttons)
    return MessageContent(text=words, blocks=[blocks.section(words), row])


def decided(dialog: CoachingDialog, asking: int) -> MessageContent:
    """What holds now, whether the group decided so or the leader went on without an answer."""
    visit = dialog.state.askings[asking].visit
    question = path.question(dialog.script, dialog.state, visit)
    words = say(NOUN, "names_decided", question=question, named=visit not in dialog.state.nameless)
    return MessageContent(text=words, blocks=[blocks.section(words)])
