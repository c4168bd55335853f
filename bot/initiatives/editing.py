"""Adding an initiative by form, editing it, and taking one off the list that was entered by mistake."""

from dataclasses import replace

from bot.action_items.owners import BadOwnerError, member
from bot.initiatives.desk import loaded, post
from bot.initiatives.inventories import Inventory
from bot.initiatives.rules import CHANGEABLE_INITIATIVE, CHANGEABLE_INVENTORY, ChosenInitiative, ChosenInventory
from bot.messages import initiative_forms, notices
from bot.messages.initiatives import NOUN, InitiativePointer, InventoryPointer
from bot.routing.guarded import reads, writes
from bot.routing.route import Route, button, form, opener
from bot.slack import ack
from bot.slack.ack import Ack
from bot.slack.blocks import Block
from bot.slack.button_values import StaleValueError
from bot.slack.identifiers import ActionId, FieldId, ViewId
from bot.slack.limits import OPTIONS
from bot.slack.payloads import Click, Submission
from bot.turns import Turn
from plans.initiative_places import read_places
from plans.initiatives import Initiative, InitiativeFacts
from plans.practices import PRACTICES, coding_of
from prompts import plain
from storage.initiatives import inventory as store
from storage.models import PersonRow


def open_new(turn: Turn, _click: Click, pointer: InventoryPointer, chosen: ChosenInventory) -> Block:
    places = loaded(turn.session, chosen).offered
    return initiative_forms.form(ViewId.INITIATIVE_NEW, pointer, InitiativeFacts(name=""), "", places)


def open_edit(turn: Turn, _click: Click, pointer: InitiativePointer, chosen: ChosenInitiative) -> Block:
    facts = chosen.initiative.facts
    owner = turn.session.get(PersonRow, facts.owner_id) if facts.owner_id else None
    places = loaded(turn.session, chosen.owned_by).offered
    return initiative_forms.form(ViewId.INITIATIVE_EDIT, pointer, facts, owner.slack_id if owner else "", places)


def add(turn: Turn, sent: Submission, _pointer: InventoryPointer, chosen: ChosenInventory) -> Ack:
    inventory = loaded(turn.session, replace(chosen, day=replace(chosen.day, on=turn.today(chosen.time_zone))))
    facts, errors = _read(turn, sent, inventory, None)
    if errors:
        return ack.errors(errors)
    store.add(turn.session, chosen.organization_id, facts, turn.stamp(chosen.time_zone))
    return _saved(facts, is_new=True)


def edit(turn: Turn, sent: Submission, _pointer: InitiativePointer, chosen: ChosenInitiative) -> Ack:
    facts, errors = _read(turn, sent, loaded(turn.session, chosen.owned_by), chosen.initiative)
    if errors:
        return ack.errors(errors)
    store.revise(turn.session, chosen.initiative, facts, turn.stamp(chosen.owned_by.time_zone))
    return _saved(facts, is_new=False)


def _saved(facts: InitiativeFacts, *, is_new: bool) -> Ack:
    return ack.update(notices.form(notices.sentence(NOUN, "saved", name=facts.name, is_new=is_new)))


def _read(
    turn: Turn, sent: Submission, inventory: Inventory, before: Initiative | None
) -> tuple[InitiativeFacts, dict[str, str]]:
    """What was typed, with an error for each wrong input. `before` is the initiative that is edited."""
    practices = sent.chosen.get(FieldId.PRACTICES, ())
    if not set(practices) <= PRACTICES.keys():
        raise StaleValueError
    place_ids, errors = _places(sent, inventory)
    owner_id, more = _owner(turn, sent)
    facts = InitiativeFacts(
        name=" ".join(sent.text(FieldId.NAME).split()),
        purpose=sent.text(FieldId.PURPOSE),
        cost=sent.text(FieldId.COST),
        time=sent.text(FieldId.TIME),
        started_on=sent.day(FieldId.START),
        practices=coding_of(practices) or "",
        place_ids=place_ids,
        owner_id=owner_id,
        owner_name="" if owner_id or before is None else before.facts.owner_name,
        evidence=sent.text(FieldId.EVIDENCE),
        evidence_link=sent.text(FieldId.LINK),
        evidence_since=sent.day(FieldId.EVIDENCE_SINCE),
        evidence_shows=sent.text(FieldId.EVIDENCE_SHOWS),
    )
    return facts, errors | more | _check(facts, inventory, before)


def _check(facts: InitiativeFacts, inventory: Inventory, before: Initiative | None) -> dict[str, str]:
    errors: dict[str, str] = {}
    others = {each.facts.name.casefold() for each in inventory.own if before is None or each.id != before.id}
    if not facts.name:
        errors[FieldId.NAME] = plain(NOUN, "trouble_no_name")
    elif facts.name.casefold() in others:
        errors[FieldId.NAME] = plain(NOUN, "trouble_same_name", name=facts.name)
    for field, on in ((FieldId.START, facts.started_on), (FieldId.EVIDENCE_SINCE, facts.evidence_since)):
        if on is not None and on > inventory.day.on:
            errors[field] = plain(NOUN, "trouble_later_start")
    return errors


def _places(sent: Submission, inventory: Inventory) -> tuple[tuple[int, ...], dict[str, str]]:
    offered = inventory.offered
    if len(offered) > OPTIONS:
        ids, unknown = read_places(sent.text(FieldId.SCHOOLS), offered)
        return ids, {FieldId.SCHOOLS: plain(NOUN, "trouble_unknown_place", names=unknown)} if unknown else {}
    chosen = sent.chosen.get(FieldId.SCHOOLS, ())
    by_id = {str(place): place for place, _name in offered}
    if not set(chosen) <= by_id.keys():
        raise StaleValueError
    return tuple(by_id[place] for place in chosen), {}


def _owner(turn: Turn, sent: Submission) -> tuple[int | None, dict[str, str]]:
    owner = sent.text(FieldId.OWNER)
    if not owner:
        return None, {}
    try:
        return member(turn, owner).id, {}
    except BadOwnerError as bad:
        return None, {FieldId.OWNER: plain("action_items", bad.part, **bad.values)}


def remove(turn: Turn, click: Click, _pointer: InitiativePointer, chosen: ChosenInitiative) -> None:
    store.remove(turn.session, chosen.initiative, turn.stamp(chosen.owned_by.time_zone))
    name = chosen.initiative.facts.name
    post(turn, f"{click.key}:removed", notices.sentence(NOUN, "removed", name=name))


ROUTES: tuple[Route, ...] = (
    opener(ActionId.INITIATIVE_ADD, InventoryPointer.of, reads(CHANGEABLE_INVENTORY, open_new)),
    opener(ActionId.INITIATIVE_EDIT, InitiativePointer.of, reads(CHANGEABLE_INITIATIVE, open_edit)),
    button(ActionId.INITIATIVE_REMOVE, InitiativePointer.of, writes(CHANGEABLE_INITIATIVE, remove)),
    form(ViewId.INITIATIVE_NEW, InventoryPointer.of, writes(CHANGEABLE_INVENTORY, add)),
    form(ViewId.INITIATIVE_EDIT, InitiativePointer.of, writes(CHANGEABLE_INITIATIVE, edit)),
)
