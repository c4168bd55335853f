"""For which plan somebody starts a dialog, and where."""

from dataclasses import replace

from bot.messages.threads.pointers import StartPointer
from bot.slack import button_values
from bot.slack.identifiers import FieldId
from bot.slack.payloads import Submission


def read(form: Submission) -> StartPointer:
    """What the form carries, with the plan chosen in it where it asks for one."""
    pointer = StartPointer.of(form)
    return pointer if pointer.plan_id else replace(pointer, plan_id=button_values.number(form.text(FieldId.PLAN)))
