"""Turns in which somebody changes what a part of the plan says, or moves its date."""

from collections.abc import Mapping, Sequence
from datetime import date

from bot import days_off
from bot.action_items import owners
from bot.action_items.assigning import MOST_CHARACTERS
from bot.messages import modification_forms as forms
from bot.messages import modifications as messages
from bot.messages import notices
from bot.messages.modification_forms import NOUN, FormContent, PartForm, PlanPartPointer
from bot.messages.threads.forms import Options, choices, field_id
from bot.messages.threads.parts import DAYS
from bot.modifications import aligning, audience, saving
from bot.modifications.rules import EDITABLE_PART, EditablePart
from bot.routing.guarded import writes
from bot.routing.route import Route, form
from bot.slack import ack, button_values
from bot.slack.ack import Ack
from bot.slack.blocks import Block
from bot.slack.button_values import StaleValueError
from bot.slack.identifiers import FieldId, ViewId
from bot.slack.payloads import Submission
from bot.turns import Turn
from conversations.action_items import ItemFormField
from conversations.action_items.rules import date_rejections
from conversations.part_edits import EDITABLE, PartEdit, applied, changed_since, fingerprint
from conversations.parts import PartKind
from plans.practices import typed_coding
from prompts import Safe, formats, plain
from storage.models import PersonRow
from storage.plans import milestones, own_practices, part_values, plan_changes

# ---------------------------------------------------------------- the form


def change_form(turn: Turn, subject: EditablePart, due: date | None = None) -> Block:
    """With what the part says now, and with the date that was typed in the command."""
    now = part_values.values_to_edit(turn.session, subject.part.place)
    values = {**now, "due": due.isoformat()} if due else now
    return forms.change(_form(turn, subject), pointer_to(subject, now), FormContent(values))


def pointer_to(subject: EditablePart, now: Mapping[str, str]) -> PlanPartPointer:
    return PlanPartPointer(subject.part.kind, subject.part.row_id, fingerprint(subject.part.kind, now))


def _form(turn: Turn, subject: EditablePart) -> PartForm:
    row = subject.row
    return PartForm(
        part=subject.part,
        organization=subject.plan.organization,
        audience=[person.name for person in audience.of_part(turn, subject)],
        due=getattr(row, "due", None),
        owner=getattr(row, "owner", None) or getattr(row, "lead", None) or "",
        milestones=_milestones(turn, subject),
        objectives=_objectives(turn, subject),
    )


def _milestones(turn: Turn, subject: EditablePart) -> Sequence[tuple[str, str]]:
    """Of an action item: its own milestone and those beside it."""
    if subject.part.kind is not PartKind.ACTION_ITEM or subject.row.milestone_id is None:
        return ()
    own = milestones.name_of(turn.session, subject.row.milestone_id)
    return [(each.code, f"{each.code} {each.title}") for each in (own, *milestones.beside(turn.session, own.id))]


def _objectives(turn: Turn, subject: EditablePart) -> Options:
    if subject.part.kind is not PartKind.STRATEGY:
        return ()
    return aligning.offered(turn, subject.plan, subject.row.serves)


# ---------------------------------------------------------------- the form is sent


def submit(turn: Turn, sent: Submission, pointer: PlanPartPointer, subject: EditablePart) -> Ack:
    kind = subject.part.kind
    now = part_values.values_to_edit(turn.session, subject.part.place)
    after = applied(kind, pointer.seen, _typed(turn, sent, subject, now), now)
    edit = PartEdit(
        kind=kind,
        before=_with_date(subject, now),
        after=after,
        reason=sent.text(FieldId.REASON),
        changed=changed_since(kind, fingerprint(kind, now), after),
    )
    if meanwhile := changed_since(kind, pointer.seen, now):
        note = changed_meanwhile(turn, subject, now, meanwhile)
        content = FormContent(edit.after, edit.reason, note)
        return ack.update(forms.change(_form(turn, subject), pointer_to(subject, now), content))
    if errors := _errors(turn, subject, edit):
        return ack.errors(errors)
    hearers = audience.of_part(turn, subject)
    saving.save(turn, subject, edit)
    notified = audience.notified_of_date(turn, subject.part)
    edit = aligning.in_words(turn, edit)
    for person in hearers:
        _notify(turn, subject, edit, person, hears_of_date=person.id in notified)
    audience.refresh_homes(turn, hearers)
    names = [person.name for person in hearers]
    return ack.update(notices.form(messages.saved(subject.part, edit, names, _remarks(turn, subject, edit))))


def _with_date(subject: EditablePart, now: Mapping[str, str]) -> Mapping[str, str]:
    """With the date that the part has, even if that is only its quarter's last day."""
    due: date | None = getattr(subject.row, "due", None)
    return {**now, "due": due.isoformat()} if due else now


def changed_meanwhile(turn: Turn, subject: EditablePart, now: Mapping[str, str], names: Sequence[str]) -> Safe:
    """Who changed these fields while a form was open, and what they say now."""
    dated = _with_date(subject, now)
    edit = PartEdit(kind=subject.part.kind, before=dated, after=dated, reason="", changed=tuple(names))
    who = plan_changes.newest_author(turn.session, subject.part.place)
    return messages.changed_meanwhile(who, messages.field_changes(aligning.in_words(turn, edit), names))


def _typed(turn: Turn, sent: Submission, subject: EditablePart, now: Mapping[str, str]) -> dict[str, str]:
    """The fields of the form. Raises StaleValueError for a choice that it doesn't offer."""
    kind, typed = subject.part.kind, dict(now)
    for name in EDITABLE[kind]:
        if field_id(name) not in sent.values:
            continue
        text = sent.text(field_id(name))
        coding = typed_coding(text, _own(turn, subject)) if name == "practice" else None
        typed[name] = text if coding is None else coding
        if text and name in DAYS:
            button_values.day(text)
        if not _is_offered(turn, subject, name, text):
            raise StaleValueError
    return typed


def _own(turn: Turn, subject: EditablePart) -> Mapping[str, str]:
    """The district's own codes."""
    return own_practices.names(turn.session, subject.plan.organization_id)


def _is_offered(turn: Turn, subject: EditablePart, name: str, text: str) -> bool:
    match name:
        case "milestone":
            offered = [code for code, _ in _milestones(turn, subject)]
        case "serves":
            return not text or text in [key for key, _ in _objectives(turn, subject)]
        case _:
            offered = list(choices(subject.part.kind, name))
    return not text or not offered or text in offered


def _errors(turn: Turn, subject: EditablePart, edit: PartEdit) -> dict[str, str]:
    """What can't be saved, by field."""
    main, text = EDITABLE[edit.kind][0], edit.after[EDITABLE[edit.kind][0]]
    errors: dict[str, str] = {}
    if not text and edit.kind is not PartKind.SECTION_1:
        errors[field_id(main)] = plain(NOUN, "no_text")
    elif edit.kind is PartKind.ACTION_ITEM and len(text) > MOST_CHARACTERS:
        errors[field_id(main)] = plain("action_items", "refuse_too_long", length=len(text), most=MOST_CHARACTERS)
    elif not edit.changed:
        errors[field_id(main)] = plain(NOUN, "nothing_changed")
    if not edit.reason:
        errors[FieldId.REASON] = plain("action_items", "trouble_no_reason")
    practice = edit.after.get("practice", "")
    if "practice" in edit.changed and typed_coding(practice, _own(turn, subject)) is None:
        errors[field_id("practice")] = plain(NOUN, "no_practice", text=practice)
    return errors | _date_errors(turn, subject, edit)


def _date_errors(turn: Turn, subject: EditablePart, edit: PartEdit) -> dict[str, str]:
    """A milestone without a date of its own follows its quarter, and a benchmark may have none."""
    due, start = edit.after.get("due", ""), edit.after.get("start", "")
    errors: dict[str, str] = {}
    if "due" in edit.changed and (due or edit.kind is PartKind.ACTION_ITEM):
        today = turn.today(subject.plan.time_zone)
        for rejection in date_rejections(subject.row.due, edit.new_due, edit.reason, today):
            if rejection.form_field == ItemFormField.DUE:
                errors[field_id("due")] = plain("action_items", f"trouble_{rejection.code}")
    if "due" in edit.changed and edit.kind is PartKind.MILESTONE and subject.row.completed_on is not None:
        errors[field_id("due")] = plain(NOUN, "is_complete")
    if start and due and start > due and {"start", "due"}.intersection(edit.changed):
        errors[field_id("start")] = plain("action_items", "refuse_start")
    return errors


def _notify(turn: Turn, subject: EditablePart, edit: PartEdit, person: PersonRow, *, hears_of_date: bool) -> None:
    """`hears_of_date`: this person hears of a moved date by the usual notice."""
    names = [name for name in edit.changed if name != "due" or not hears_of_date]
    if names:
        with formats.reading(locale=person.locale):
            content = messages.changed(turn.by.name, subject.plan.organization, subject.part, edit, names)
        audience.notify(turn, subject.plan, person, content)


def _remarks(turn: Turn, subject: EditablePart, edit: PartEdit) -> list[Safe]:
    """A day without school, and a lead to whom no one is assigned."""
    lead = edit.after.get("lead", "")
    day_off = days_off.sentence(turn.session, subject.plan.organization_id, edit.new_due)
    remarks = [day_off] if day_off else []
    if "lead" in edit.changed and lead and not owners.is_assignable(turn, subject.plan, lead):
        remarks.append(messages.nobody_leads(lead))
    return remarks


ROUTES: tuple[Route, ...] = (form(ViewId.PART_CHANGE, PlanPartPointer.of, writes(EDITABLE_PART, submit)),)
