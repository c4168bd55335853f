"""Whether the record names who answered a sensitive question: asked when it is left, and said in the thread."""

from bot import blocks
from bot.blocks import MessageContent
from bot.identifiers import ActionId
from bot.messages.coaching.buttons import NOUN, button, pointer
from conversations.coaching import path
from prompts import say
from storage.dialogs.coaching import CoachingDialog


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
