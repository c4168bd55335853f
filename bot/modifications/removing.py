"""Turns in which somebody takes a part out of the plan, with the open work that belongs to it."""

from collections.abc import Sequence

from bot.action_items import moves
from bot.messages import modification_forms as forms
from bot.messages import modifications as messages
from bot.messages import notices
from bot.messages.modification_forms import PlanPartPointer, RemovalForm
from bot.modifications import audience, editing
from bot.modifications.rules import EDITABLE_PART, EditablePart
from bot.routing.guarded import writes
from bot.routing.route import Route, form
from bot.slack import ack
from bot.slack.ack import Ack
from bot.slack.blocks import Block
from bot.slack.button_values import StaleValueError
from bot.slack.identifiers import FieldId, ViewId
from bot.slack.payloads import Submission
from bot.turns import CannotDoError, Turn
from conversations.action_items import ItemState, Update
from conversations.part_edits import changed_since
from conversations.parts import PartKind
from prompts import Safe, formats, plain
from storage.items import item_changes
from storage.models import PersonRow
from storage.people import people
from storage.plans import leads, part_removal, part_values
from storage.plans.part_removal import OpenWork


def removal_form(turn: Turn, subject: EditablePart, reason: str = "", note: Safe | None = None) -> Block:
    work = part_removal.open_work(turn.session, subject.part)
    now = part_values.values_to_edit(turn.session, subject.part.place)
    shape = RemovalForm(
        part=subject.part,
        organization=subject.plan.organization,
        work=work,
        audience=[person.name for person in _audience(turn, subject, work)],
    )
    return forms.remove(shape, editing.pointer_to(subject, now), reason, note)


def _audience(turn: Turn, subject: EditablePart, work: OpenWork) -> Sequence[PersonRow]:
    """Those who hear of a change of the part, and the leads and owners of what goes with it."""
    concerned = {person.id for person in audience.of_part(turn, subject)}
    for place in work.places:
        concerned |= leads.of_part(turn.session, place)
    for item in work.items:
        concerned |= item_changes.owners_of(turn.session, item.id)
    return sorted(people.by_ids(turn.session, concerned - {turn.by.id}), key=lambda person: person.name)


def submit(turn: Turn, sent: Submission, pointer: PlanPartPointer, subject: EditablePart) -> Ack:
    if pointer.kind is PartKind.SECTION_1:
        raise StaleValueError  # a plan always has one
    reason = sent.text(FieldId.REASON)
    if not reason:
        return ack.errors({FieldId.REASON: plain("action_items", "trouble_no_reason")})
    now = part_values.values_to_edit(turn.session, subject.part.place)
    if meanwhile := changed_since(pointer.kind, pointer.seen, now):
        note = editing.changed_meanwhile(turn, subject, now, meanwhile)
        return ack.update(removal_form(turn, subject, reason, note))
    work = part_removal.open_work(turn.session, subject.part)
    hearers = _audience(turn, subject, work)
    notified = _notified_of_items(turn, subject, work)
    _take_out(turn, subject, work, reason)
    for person in hearers:
        if person.id not in notified:
            with formats.reading(locale=person.locale):
                content = messages.removed(turn.by.name, subject.plan.organization, subject.part, work, reason)
            audience.notify(turn, subject.plan, person, content)
    audience.refresh_homes(turn, hearers)
    names = [person.name for person in hearers]
    return ack.update(notices.form(messages.is_removed(subject.part, work, names)))


def _notified_of_items(turn: Turn, subject: EditablePart, work: OpenWork) -> set[int]:
    """Owners who lead nothing of it hear by the usual notice that their items are canceled."""
    if subject.part.kind is PartKind.ACTION_ITEM:
        return set(item_changes.owners_of(turn.session, subject.part.row_id))
    concerned = {person.id for person in audience.of_part(turn, subject)}
    for place in work.places:
        concerned |= leads.of_part(turn.session, place)
    owners = {owner for item in work.items for owner in item_changes.owners_of(turn.session, item.id)}
    return owners - concerned


def _take_out(turn: Turn, subject: EditablePart, work: OpenWork, reason: str) -> None:
    is_item = subject.part.kind is PartKind.ACTION_ITEM
    for item_id in [subject.part.row_id] if is_item else [item.id for item in work.items]:
        item = moves.find(turn, item_id, for_change=True)
        rejections = moves.apply_move(turn, item, Update(state=ItemState.CANCELLED, reason=reason))
        if rejections:
            raise CannotDoError("action_items", f"trouble_{rejections[0].code}")
    if not is_item:
        part_removal.take_out(turn.session, subject.part, work, turn.stamp(subject.plan.time_zone), reason)
    turn.session.flush()
    turn.session.expire_all()


ROUTES: tuple[Route, ...] = (form(ViewId.PART_REMOVE, PlanPartPointer.of, writes(EDITABLE_PART, submit)),)
