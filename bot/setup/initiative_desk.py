"""Importing a dropped list of initiatives: all of it, or none with each fault by its cell."""

from dataclasses import replace

from bot.desk import Desk
from bot.initiatives import inventories
from bot.initiatives.inventories import Inventory
from bot.messages import notices
from bot.messages import uploads as messages
from bot.messages.uploads import UploadPointer
from bot.routing.guarded import opens_turns
from bot.routing.route import Route, form
from bot.setup import places, receiving, rules
from bot.setup.rules import OWN_UPLOAD
from bot.slack import ack, button_values
from bot.slack.ack import Ack
from bot.slack.blocks import Block
from bot.slack.identifiers import FieldId, ViewId
from bot.slack.payloads import Click, Submission
from bot.turns import CannotDoError, Turn
from plans.files import initiative_sheet
from plans.files.initiative_sheet import InitiativeSheet, SheetInitiative
from plans.findings import Finding, FindingCode, Severity
from plans.initiative_places import read_places
from plans.initiatives import InitiativeFacts
from plans.item_progress import Day
from prompts import say
from storage.initiatives import inventory as store
from storage.models import OrganizationRow
from storage.people import people
from storage.plans.uploads import Upload, UploadState

NOUN = messages.NOUN


def import_form(desk: Desk, click: Click, upload: Upload) -> Block:
    with desk.turns.read(click.who) as turn:
        receiving.require_waiting(upload)
        managed = places.managed(turn)
        if not managed:
            raise CannotDoError(NOUN, "no_place")
        return messages.initiatives_form(upload.id, managed)


def import_list(desk: Desk, sent: Submission, pointer: UploadPointer, upload: Upload) -> Ack:
    content = receiving.stored_content(desk.turns, upload)
    with desk.turns.write(sent.who, sent.key) as turn:
        receiving.require_waiting(rules.own_upload(turn, pointer))
        place = places.find(turn, button_values.number(sent.text(FieldId.PLACE)))
        rules.require_import(turn, place, place.name)
        today = turn.today(place.time_zone)
        sheet = initiative_sheet.read_content(upload.name, content, today=today)
        inventory = inventories.load(turn.session, place.workspace_id, place.id, Day(today, is_over=False))
        if sheet is None or inventory is None:
            raise button_values.StaleValueError
        findings = _place_findings(sheet, inventory)
        if findings:
            refused = messages.unreadable(upload.name, findings, may_be_evidence=False)
            receiving.end(turn, upload, UploadState.UNREADABLE, refused)
            return ack.update(notices.form(refused))
        _save_all(turn, upload, sheet, inventory, place)
    return {}


def _place_findings(sheet: InitiativeSheet, inventory: Inventory) -> list[Finding]:
    """The cells that name schools which aren't there."""
    unknown = [(each.schools, read_places(each.schools.text, inventory.offered)[1]) for each in sheet.initiatives]
    return [
        Finding(cell.where, FindingCode.INITIATIVE_PLACE_UNKNOWN, Severity.ERROR, {"names": names})
        for cell, names in unknown
        if names
    ]


def _save_all(turn: Turn, upload: Upload, sheet: InitiativeSheet, inventory: Inventory, place: OrganizationRow) -> None:
    stamp = turn.stamp(place.time_zone)
    by_name = {each.facts.name.casefold(): each for each in inventory.own}
    added = changed = 0
    as_written: list[str] = []
    for row in sheet.initiatives:
        before = by_name.get(row.name.casefold())
        facts = _facts(turn, row, before.facts if before else None, inventory)
        if facts.owner_name and row.owner:
            as_written.append(facts.owner_name)
        if before is None:
            store.add(turn.session, place.id, facts, stamp, upload.name)
            added += 1
        else:
            changed += store.revise(turn.session, before, facts, stamp, upload.name)
    same = len(sheet.initiatives) - added - changed
    lines = [say(NOUN, "initiatives_imported", organization=place.name, added=added, changed=changed, same=same)]
    lines += [say(NOUN, "owners_as_written", names=list(dict.fromkeys(as_written)))] if as_written else []
    receiving.end(turn, upload, UploadState.IMPORTED, messages.imported(upload.name, lines))


def _facts(turn: Turn, row: SheetInitiative, before: InitiativeFacts | None, inventory: Inventory) -> InitiativeFacts:
    facts = row.facts(before)
    if row.schools:
        facts = replace(facts, place_ids=read_places(row.schools.text, inventory.offered)[0])
    if row.owner:
        matches = people.find_by_name(turn.session, turn.by.workspace_id, row.owner)
        owner = matches[0] if len(matches) == 1 and not matches[0].guest else None
        facts = replace(facts, owner_id=owner.id if owner else None, owner_name="" if owner else row.owner)
    return facts


ROUTES: tuple[Route, ...] = (form(ViewId.UPLOAD_INITIATIVES, UploadPointer.of, opens_turns(OWN_UPLOAD, import_list)),)
