"""The form of a written part in any kind of dialog: the part it edits, its values, and what looks weak in them."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from bot import days_off
from bot.action_items import owners
from bot.action_items.owners import BadOwnerError
from bot.messages.threads import forms
from bot.messages.threads.forms import ItemPeople, Options
from bot.messages.threads.pointers import PartKey
from bot.modifications import aligning
from bot.slack import ack, button_values, limits
from bot.slack.ack import Ack
from bot.slack.button_values import StaleValueError
from bot.slack.identifiers import FieldId, ViewId
from bot.slack.payloads import Submission
from bot.threads.room import ThreadRoom
from conversations.parts import SERVED_OBJECTIVE, SERVES, PartKind
from conversations.rejections import DialogRejectionCode
from conversations.threads.effects import QuestionWeakness
from conversations.threads.moves import Confirm
from conversations.threads.state import WrittenPart
from conversations.threads.writing import find_part
from plans.practices import typed_coding
from prompts import plain
from storage.plans import own_practices, part_parents, plans

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


def item_people(room: AnyRoom, kind: PartKind, values: Mapping[str, str]) -> ItemPeople | None:
    """What the people of an action item are chosen from; None for another kind of part."""
    if kind is not PartKind.ACTION_ITEM:
        return None
    owner = owners.person_named(room.turn, room.plan, values.get("owner", ""))
    helping, others = owners.helpers(room.turn, room.plan, values.get("collaborators", "").splitlines())
    roles = [role for role in plans.leads_named(room.turn.session, room.plan.id) if len(role) <= limits.OPTION]
    return ItemPeople(
        owner=owner.slack_id if owner else "",
        roles=[(role, role) for role in roles],
        role=values.get("owner", ""),
        unmatched="" if owner or values.get("owner", "") in roles else values.get("owner", ""),
        collaborators=[person.slack_id for person in helping],
        others="\n".join(others),
    )


def objectives(room: AnyRoom, kind: PartKind, values: Mapping[str, str]) -> Options:
    """What a strategy can serve; empty for another kind of part, and if no organization above has a plan."""
    if kind is not PartKind.STRATEGY:
        return ()
    return aligning.offered(room.turn, room.plan, values.get(SERVES))


def chosen_objective(room: AnyRoom, form: Submission) -> dict[str, str]:
    """What the strategy serves, with its name. Without a choice it stays as it is. Raises StaleValueError."""
    chosen = form.text(forms.field_id(SERVES))
    if not chosen:
        return {}
    if chosen not in dict(objectives(room, PartKind.STRATEGY, {SERVES: chosen})):
        raise StaleValueError
    return {SERVES: chosen, SERVED_OBJECTIVE: aligning.name_of(room.turn, chosen)}


def chosen_owner(room: AnyRoom, form: Submission) -> dict[str, str]:
    """The owner who was picked. Raises BadOwnerError."""
    return {"owner": _named(room, form.text(FieldId.OWNER))} if form.text(FieldId.OWNER) else {}


def chosen_collaborators(room: AnyRoom, form: Submission) -> dict[str, str]:
    """The collaborators who were picked, and those who were typed. Raises BadOwnerError."""
    picked = [_named(room, slack_id) for slack_id in form.chosen.get(FieldId.COLLABORATORS, ())]
    names = [*picked, *forms.part_values(PartKind.ACTION_ITEM, form.values).get("collaborators", "").splitlines()]
    return {"collaborators": "\n".join(dict.fromkeys(names))} if names else {}


_PICKED: Mapping[FieldId, Callable[[AnyRoom, Submission], dict[str, str]]] = {
    FieldId.OWNER: chosen_owner,
    FieldId.COLLABORATORS: chosen_collaborators,
}


def read_checked(room: AnyRoom, kind: PartKind, form: Submission) -> tuple[dict[str, str], dict[str, str]]:
    """An action item's people who were picked, a strategy's objective and practices as codes; errors by field."""
    values: dict[str, str] = {}
    errors: dict[str, str] = {}
    for field, picked in _PICKED.items() if kind is PartKind.ACTION_ITEM else ():
        try:
            values |= picked(room, form)
        except BadOwnerError as bad:
            errors[field] = plain("action_items", bad.part, **bad.values)
    if kind is PartKind.STRATEGY:
        values |= chosen_objective(room, form)
    practices = forms.field_id("practice")
    if kind is PartKind.STRATEGY and (typed := form.text(practices)):
        own = own_practices.names(room.turn.session, room.plan.organization_id)
        coding = typed_coding(typed, own)
        if coding is None:
            errors[practices] = plain("modifications", "no_practice", text=typed)
        else:
            values["practice"] = coding
    return values, errors


def _named(room: AnyRoom, slack_id: str) -> str:
    """The person's name or, where several people have that name, handle. Raises BadOwnerError."""
    person = owners.member(room.turn, slack_id)
    is_unique = owners.person_named(room.turn, room.plan, person.name) is not None
    return person.name if is_unique else f"@{person.handle}"


def save(
    room: AnyRoom,
    form: Submission,
    move: Confirm,
    apply_move: Callable[[Any, Any], Iterable[object]],
    parents: Callable[[], Mapping[str, str]],
    *,
    callback: ViewId,
) -> Ack:
    """Save the part; what looks weak is asked about once more in the same form, with the parents it can belong to."""
    for effect in apply_move(room, move):
        if isinstance(effect, QuestionWeakness):
            doubts = effect.weaknesses
            room.turn.saves_nothing()
            return ack.update(
                forms.part(
                    move.kind,
                    effect.values,
                    parents(),
                    form.metadata,
                    doubts=doubts,
                    callback=callback,
                    people=item_people(room, move.kind, effect.values),
                    objectives=objectives(room, move.kind, effect.values),
                )
            )
    due = move.values.get("due")
    return days_off.saved(room.turn.session, room.plan.organization_id, button_values.day(due) if due else None)
