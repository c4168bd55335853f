"""The form of a written part in any kind of dialog: the part it edits, its values, and what looks weak in them."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from bot import ack, button_values, days_off, limits
from bot.ack import Ack
from bot.action_items import owners
from bot.button_values import StaleValueError
from bot.identifiers import FieldId, ViewId
from bot.messages.threads import forms
from bot.messages.threads.forms import OwnerChoice
from bot.messages.threads.pointers import PartKey
from bot.payloads import Submission
from bot.threads.room import ThreadRoom
from conversations.parts import PartKind
from conversations.rejections import DialogRejectionCode
from conversations.threads.effects import QuestionWeakness
from conversations.threads.moves import Confirm
from conversations.threads.state import WrittenPart
from conversations.threads.writing import find_part
from storage.plans import part_parents, plans

AnyRoom = ThreadRoom[Any]


def part_to_edit(room: AnyRoom, carried_key: str, kind: PartKind) -> WrittenPart:
    """The part of this kind that a button names by its PartKey. Raises CannotDoError if the dialog has no such part."""
    part = find_part(room.dialog.state, PartKey.read(carried_key).key, kind)
    if part is None:
        raise room.rejected(DialogRejectionCode.NO_SUCH_PART)
    return part


def read_values(room: AnyRoom, kind: PartKind, form: Submission) -> dict[str, str]:
    """The filled fields. Raises StaleValueError for a choice that the form does not offer."""
    values = forms.part_values(kind, form.values)
    parent = values.get(FieldId.PARENT, "")
    if parent and parent not in part_parents.options(room.turn.session, room.plan.id, kind):
        raise StaleValueError
    return values


def owner_choice(room: AnyRoom, kind: PartKind, values: Mapping[str, str]) -> OwnerChoice | None:
    """What an action item's owner is chosen from; None for another kind of part."""
    if kind is not PartKind.ACTION_ITEM:
        return None
    person = owners.person_named(room.turn, room.plan, values.get("owner", ""))
    roles = [role for role in plans.leads_named(room.turn.session, room.plan.id) if len(role) <= limits.OPTION]
    return OwnerChoice(person.slack_id if person else "", [(role, role) for role in roles])


def chosen_owner(room: AnyRoom, form: Submission) -> dict[str, str]:
    """The owner who was picked, by name or, where several people have that name, by handle. Raises BadOwnerError."""
    if not form.text(FieldId.OWNER):
        return {}
    person = owners.member(room.turn, form.text(FieldId.OWNER))
    is_unique = owners.person_named(room.turn, room.plan, person.name) is not None
    return {"owner": person.name if is_unique else f"@{person.handle}"}


def save(
    room: AnyRoom,
    form: Submission,
    move: Confirm,
    apply_move: Callable[[Any, Any], Iterable[object]],
    parents: Callable[[], Mapping[str, str]],
    *,
    callback: ViewId,
    picks_owner: bool = False,
) -> Ack:
    """Save the part; what looks weak is asked about once more in the same form, with the parents it can belong to."""
    for effect in apply_move(room, move):
        if isinstance(effect, QuestionWeakness):
            doubts = effect.weaknesses
            owner = owner_choice(room, move.kind, effect.values) if picks_owner else None
            return ack.update(
                forms.part(
                    move.kind, effect.values, parents(), form.metadata, doubts=doubts, callback=callback, owner=owner
                )
            )
    due = move.values.get("due")
    return days_off.saved(room.turn.session, room.plan.organization_id, button_values.day(due) if due else None)
