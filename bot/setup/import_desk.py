"""The buttons and forms about a dropped file: importing it, sending it again, leaving it."""

from collections.abc import Sequence
from dataclasses import replace

from bot import importing
from bot.desk import Desk
from bot.importing import Outcome, SourceFile
from bot.messages import uploads as messages
from bot.messages.uploads import PlanForm, UploadPointer
from bot.routing.guarded import opens_turns, writes
from bot.routing.route import Route, button, form, opener
from bot.setup import file_reader, initiative_desk, places, receiving, rules, sheet_desk, template_uploads
from bot.setup.facts import post_card
from bot.setup.rules import OWN_UPLOAD
from bot.slack import ack, button_values
from bot.slack.ack import Ack
from bot.slack.blocks import Block
from bot.slack.button_values import StaleValueError
from bot.slack.identifiers import ActionId, FieldId, ViewId
from bot.slack.payloads import Click, Submission
from bot.turns import CannotDoError, Turn
from conversations.plan_setup import SetupStep
from plans import calendar_files
from plans.calendar_files import CalendarReading
from plans.plan import Plan
from prompts import Safe, plain, say
from storage.models import OrganizationRow
from storage.people import organizations
from storage.plans import plans, setups
from storage.plans.uploads import Upload, UploadKind, UploadState

NOUN = "uploads"
SCHOOL = "school"
DISTRICT_WORDS = ("district", "public schools", "unified")
"""In the names of districts that are no schools."""


def import_form(desk: Desk, click: Click, pointer: UploadPointer, upload: Upload) -> Block:
    """The form for the file's kind. Reading the file again takes no turn."""
    if upload.kind == UploadKind.CALENDAR:
        with desk.turns.read(click.who) as turn:
            receiving.require_waiting(upload)
            managed = places.managed(turn)
            if not managed:
                raise CannotDoError(NOUN, "no_place")
            return messages.calendar_form(upload.id, managed)
    if upload.kind == UploadKind.TEMPLATE:
        return template_uploads.use_form(desk, click, upload)
    if upload.kind == UploadKind.INITIATIVES:
        return initiative_desk.import_form(desk, click, upload)
    if upload.kind == UploadKind.ITEM_SHEET:
        return sheet_desk.import_form(desk, click, pointer, upload)
    read_plans = _plans(desk, upload)
    with desk.turns.read(click.who) as turn:
        return messages.plan_form(upload.id, _offered(turn, read_plans))


def _plans(desk: Desk, upload: Upload) -> list[Plan]:
    """Read again from the stored bytes, which were readable once and still are."""
    readings = file_reader.read_plans(upload.name, receiving.stored_content(desk.turns, upload), upload.assumed_year)
    read_plans = [reading.plan for reading in readings if reading.plan is not None]
    if len(read_plans) < len(readings):
        raise StaleValueError
    return read_plans


def _offered(turn: Turn, read_plans: Sequence[Plan]) -> PlanForm:
    team, plan = turn.by.workspace_id, read_plans[0]
    stored = organizations.find(turn.session, team, plan.organization)
    is_district = any(words in plan.organization.casefold() for words in DISTRICT_WORDS)
    return PlanForm(
        organization=stored.name if stored else plan.organization,
        level=stored.level if stored else "district" if is_district else SCHOOL,
        parents=places.parents(turn, stored),
        parent_id=stored.parent_id if stored else None,
        has_plan=any(_has_plan(turn, each) for each in read_plans),
        schools=[each.organization for each in read_plans] if len(read_plans) > 1 else (),
    )


def _has_plan(turn: Turn, plan: Plan) -> bool:
    place = organizations.find(turn.session, turn.by.workspace_id, plan.organization)
    return place is not None and plans.of_year(turn.session, place.id, plan.school_year) is not None


# ---------------------------------------------------------------- a plan


def import_plan(desk: Desk, sent: Submission, pointer: UploadPointer, upload: Upload) -> Ack:
    """Import its plans, all or nothing. Whoever imports where nobody manages plans yet becomes plan manager."""
    read_plans = _plans(desk, upload)
    if len(read_plans) == 1:
        name = " ".join(sent.text(FieldId.ORGANIZATION).split())
        if not name:
            return ack.errors({FieldId.ORGANIZATION: plain(NOUN, "no_name")})
        read_plans = [replace(read_plans[0], organization=name)]
    source = SourceFile.of(upload.name, receiving.stored_content(desk.turns, upload))
    try:
        with desk.turns.write(sent.who, sent.key) as turn:
            receiving.require_waiting(rules.own_upload(turn, pointer))
            _import_all(turn, sent, upload, read_plans, source)
    except CannotDoError as error:
        if error.part not in ("new_needs_admin", "managers_only"):
            raise
        field = FieldId.ORGANIZATION if len(read_plans) == 1 else FieldId.DISTRICT
        return ack.errors({field: plain(error.file, error.part, **error.values)})
    return {}


def _import_all(turn: Turn, sent: Submission, upload: Upload, read_plans: Sequence[Plan], source: SourceFile) -> None:
    level = sent.text(FieldId.LEVEL) if len(read_plans) == 1 else SCHOOL
    if level not in messages.LEVELS:
        raise StaleValueError
    above, lines = places.above(turn, sent), list[Safe]()
    for plan in read_plans:
        lines += _import(turn, sent, plan, above=above, level=level, source=source)
    receiving.end(turn, upload, UploadState.IMPORTED, messages.imported(upload.name, lines))


def _import(
    turn: Turn, sent: Submission, plan: Plan, *, above: OrganizationRow | None, level: str, source: SourceFile
) -> list[Safe]:
    """Import one plan and begin its setup, if it is new. Returns what is said about it."""
    team = turn.by.workspace_id
    stored = organizations.find(turn.session, team, plan.organization)
    rules.require_import(turn, stored or above, plan.organization)
    parent = above.name if above and not stored else None
    place = importing.save_organization(turn, team, plan.organization, level, parent=parent)
    if stored is None:
        organizations.set_time_zone(turn.session, place.id, turn.by.time_zone)
    is_new = not _has_plan(turn, plan)
    becomes_manager = places.make_manager(turn, place)
    outcome = importing.bring_in(
        turn,
        team,
        plan,
        source,
        level=level,
        reason=sent.text(FieldId.REASON),
        overwrite=sent.text(FieldId.OVERWRITE) == messages.FILE,
    )
    if is_new:
        setups.begin(turn.session, outcome.imported.plan_id, SetupStep.WHO)
        post_card(turn, outcome.imported.plan_id, sent.key)
    return _lines(outcome, manager_of=place.name if becomes_manager else "")


def _lines(outcome: Outcome, *, manager_of: str) -> list[Safe]:
    imported = outcome.imported
    if imported.added or imported.changed:
        added, changed = len(imported.added), len(imported.changed)
        lines = [say(NOUN, "imported", organization=outcome.organization, added=added, changed=changed)]
    else:
        lines = [say(NOUN, "nothing_changed", organization=outcome.organization)]
    conflicts = list(dict.fromkeys(conflict.code for conflict in imported.conflicts))
    lines += [say(NOUN, "conflicts", codes=conflicts)] if conflicts else []
    lines += [say(NOUN, "absent", codes=imported.absent)] if imported.absent else []
    lines += [say(NOUN, "uncoded", count=outcome.uncoded)] if outcome.uncoded else []
    lines += [say(NOUN, "finding", finding=finding) for finding in outcome.findings]
    return lines + ([say(NOUN, "now_manager", organization=manager_of)] if manager_of else [])


# ---------------------------------------------------------------- a calendar


def import_calendar(desk: Desk, sent: Submission, pointer: UploadPointer, upload: Upload) -> Ack:
    with desk.turns.read(sent.who) as turn:
        today = turn.today(turn.by.time_zone)
    reading = calendar_files.read(upload.name, receiving.stored_content(desk.turns, upload), today=today)
    with desk.turns.write(sent.who, sent.key) as turn:
        receiving.require_waiting(rules.own_upload(turn, pointer))
        _replace_calendar(turn, sent, upload, reading)
    return {}


def _replace_calendar(turn: Turn, sent: Submission, upload: Upload, reading: CalendarReading) -> None:
    place = places.find(turn, button_values.number(sent.text(FieldId.PLACE)))
    rules.require_import(turn, place, place.name)
    importing.replace_calendar(turn, place, reading.closings, reading.terms, upload.name)
    lines = [say(NOUN, "calendar_imported", organization=place.name, count=len(reading.closings))]
    receiving.end(turn, upload, UploadState.IMPORTED, messages.imported(upload.name, lines))


# ---------------------------------------------------------------- not importing it


def resend(turn: Turn, _click: Click, _pointer: UploadPointer, upload: Upload) -> None:
    _leave(turn, upload, "resend")


def cancel(turn: Turn, _click: Click, _pointer: UploadPointer, upload: Upload) -> None:
    _leave(turn, upload, "cancelled")


def _leave(turn: Turn, upload: Upload, part: str) -> None:
    if not receiving.end(turn, upload, UploadState.CANCELLED, messages.ended(part, upload.name)):
        raise CannotDoError(NOUN, "over", name=upload.name)


ROUTES: tuple[Route, ...] = (
    opener(ActionId.UPLOAD_IMPORT, UploadPointer.of, opens_turns(OWN_UPLOAD, import_form)),
    button(ActionId.UPLOAD_RESEND, UploadPointer.of, writes(OWN_UPLOAD, resend)),
    button(ActionId.UPLOAD_CANCEL, UploadPointer.of, writes(OWN_UPLOAD, cancel)),
    form(ViewId.UPLOAD_PLAN, UploadPointer.of, opens_turns(OWN_UPLOAD, import_plan)),
    form(ViewId.UPLOAD_CALENDAR, UploadPointer.of, opens_turns(OWN_UPLOAD, import_calendar)),
)
