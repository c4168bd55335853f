"""Turns that draft, edit and publish the monthly minutes."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from zlib import crc32

from bot import days_off
from bot.action_items import outside_causes
from bot.late_forms import too_late
from bot.messages import minutes as messages
from bot.messages import minutes_forms
from bot.messages.minutes_pointers import EditPointer, HeaderPointer, MinutesPointer, SectionPointer, VersionPointer
from bot.minutes import discussed, meetings, publishing, silences, student_names, typed_steps
from bot.minutes.drafting import drafted
from bot.minutes.files import minutes_docx, minutes_markdown
from bot.minutes.months import NamedMonth
from bot.minutes.rules import DRAFT, MinutesName, MinutesOfPlan
from bot.permissions.plan_rules import PlanName
from bot.routing.guarded import reads, writes
from bot.routing.route import Route, form, opener
from bot.sending.renderers import FileRenderer
from bot.sending.uploads import File
from bot.slack import ack
from bot.slack.ack import Ack
from bot.slack.blocks import Block, MessageContent
from bot.slack.identifiers import ActionId, FieldId, ViewId
from bot.slack.payloads import Click, Command, Submission
from bot.turns import CannotDoError, Turn
from conversations import highlight
from conversations.check_in import Subject
from conversations.highlight import Section
from prompts import plain
from storage.database import Database
from storage.delivery.outbox import OutboxMessage
from storage.items import items
from storage.plans.plans import PlanSummary
from storage.rounds import answers, coverage, rounds
from storage.rounds import minutes as store
from storage.rounds.minutes import StoredMinutes
from storage.rounds.rounds import RoundFacts

CHECKSUMS = 10**9
"""What a button carries as a number has nine digits."""


def show(turn: Turn, command: Command, name: MinutesName, plan: PlanSummary) -> MessageContent:
    """Show the month's published minutes, or send the leader its draft, made now if there is none.

    Without a month it is the first one whose minutes are not published.
    """
    of, later = _asked_month(turn, plan, name.month)
    stored = _newest_draft(turn, plan, of)
    content = messages.draft(stored)
    if stored.published:
        return content
    key = publishing.draft_key(stored.id, command.key)
    turn.put(OutboxMessage.post(plan.workspace_id, turn.by.slack_id, key, content.payload()))
    silences.offer(turn, plan, of, command.key)
    outside_causes.offer(turn, plan, command.key)
    return messages.drafted(of.period, plan.organization, later)


def _asked_month(turn: Turn, plan: PlanSummary, month: NamedMonth | None) -> tuple[RoundFacts, Sequence[str]]:
    """The round of the month, or of the first one without published minutes, and the months left after it.

    Raises CannotDoError without such a round.
    """
    months = rounds.asked_in(turn.session, plan.id)
    if not months:
        raise CannotDoError("minutes", "no_round", organization=plan.organization)
    if month is not None:
        period = month.period(plan.starts_on)
        named = next((of for of in months if of.period == period), None)
        if named is None:
            raise CannotDoError("minutes", "no_round_in", organization=plan.organization, period=period)
        return named, ()
    published = {stored.period for stored in store.published(turn.session, plan.id)}
    waiting = [of for of in months if of.period > max(published, default="")] or months[-1:]
    return waiting[0], [of.period for of in waiting[1:]]


def list_months(turn: Turn, _command: Command, _name: PlanName, plan: PlanSummary) -> MessageContent:
    return months_of(turn, plan)


def months_of(turn: Turn, plan: PlanSummary) -> MessageContent:
    """Every month of the plan that had a check-in, with what became of its minutes."""
    periods = [of.period for of in rounds.asked_in(turn.session, plan.id)]
    months = [(period, store.find(turn.session, plan.id, period)) for period in periods]
    return messages.listed(plan.organization, months)


# ---------------------------------------------------------------- editing


def section_form(_turn: Turn, _click: Click, pointer: SectionPointer, draft: MinutesOfPlan) -> Block:
    stored, section = draft.stored, pointer.section
    edit = EditPointer(stored.id, stored.version, section, seen=_checksum(stored, section))
    return minutes_forms.section_form(stored, edit)


def _checksum(stored: StoredMinutes, section: Section) -> int:
    return _checksum_of(stored.minutes.section(section).lines)


def _checksum_of(lines: Sequence[object]) -> int:
    return crc32(repr(tuple(lines)).encode()) % CHECKSUMS


def _places_seen(stored: StoredMinutes, pointer: EditPointer) -> list[int] | None:
    """The places of the lines that the form was made of: all but the notes typed since. None if others changed."""
    lines = stored.minutes.section(pointer.section).lines
    notes = [place for place, line in enumerate(lines) if line.is_note]
    for count in range(len(notes) + 1):
        newest = notes[len(notes) - count :]
        places = [place for place in range(len(lines)) if place not in newest]
        if _checksum_of([lines[place] for place in places]) == pointer.seen:
            return places
    return None


def save_section(turn: Turn, form: Submission, pointer: EditPointer, draft: MinutesOfPlan) -> Ack:
    """Save the lines of a form. If the section has more lines, the ack shows the next ones."""
    stored, plan, section = draft.stored, draft.plan, pointer.section
    # People edit different sections of one draft at the same time, and type notes while a form is open.
    places = _places_seen(stored, pointer)
    if places is None:
        return _changed_meanwhile(turn, form)
    edits = {places[place]: text for place, text in minutes_forms.edits_in(form.values).items()}
    added = minutes_forms.added_in(section, form.values)
    before = len(places)
    on = turn.today(plan.time_zone)
    edited = highlight.edit(stored.minutes, section, edits, added, editor=turn.by.name, on=on)
    edited = typed_steps.with_promises(turn, plan, stored.minutes, edited)
    changed = store.change(turn.session, stored, edited)
    if changed is None:
        return _changed_meanwhile(turn, form)
    publishing.show_drafts(turn, plan, changed)
    removed = len(stored.minutes.section(section).lines) + sum(map(len, added.values()))
    removed -= len(edited.section(section).lines)
    if pointer.first + len(edits) >= before:
        return days_off.saved(turn.session, plan.organization_id, *typed_steps.new_dates(stored.minutes, edited))
    first, seen = pointer.first + len(edits) - removed, _checksum(changed, section)
    following = replace(pointer, version=changed.version, first=first, seen=seen)
    return ack.update(minutes_forms.section_form(changed, following))


def header_form(turn: Turn, _click: Click, _pointer: MinutesPointer, draft: MinutesOfPlan) -> Block:
    pointer = HeaderPointer(draft.stored.id, seen=_checksum_of_meeting(draft.stored))
    return minutes_forms.header_form(pointer, meetings.proposed(turn, draft, _round(turn, draft)))


def _round(turn: Turn, draft: MinutesOfPlan) -> RoundFacts:
    of = rounds.round_of(turn.session, draft.plan.id, draft.stored.period)
    assert of is not None  # minutes are drafted from a round
    return of


def _checksum_of_meeting(stored: StoredMinutes) -> int:
    minutes = stored.minutes
    return _checksum_of([minutes.participants, minutes.held_on, minutes.next_on])


def save_header(turn: Turn, form: Submission, pointer: HeaderPointer, draft: MinutesOfPlan) -> Ack:
    stored, plan = draft.stored, draft.plan
    if wrong := meetings.wrong_days(turn, form, plan):
        return ack.errors(wrong)
    edited = meetings.with_meeting(turn, form, stored.minutes)
    changed = store.change(turn.session, stored, edited) if _checksum_of_meeting(stored) == pointer.seen else None
    if changed is None:
        return _changed_meanwhile(turn, form)
    publishing.show_drafts(turn, plan, changed)
    return {}


# ---------------------------------------------------------------- publishing


def publish_form(turn: Turn, _click: Click, pointer: VersionPointer, draft: MinutesOfPlan) -> Block:
    """Asks who met and when, and says how many action items have no report."""
    if draft.stored.version != pointer.version:
        raise CannotDoError("minutes", "changed_meanwhile")
    session, of = turn.session, _round(turn, draft)
    reported = {report.code for report in answers.reports(session, of.id) if report.subject is Subject.ITEM}
    waiting = answers.asked(session, of.id, Subject.ITEM) - reported
    unreported = [item.code for item in items.all_open(session, draft.plan.id) if item.code in waiting]
    return minutes_forms.publish_form(
        pointer,
        meetings.proposed(turn, draft, of),
        unreported,
        discussed.inputs(turn, draft),
        possible_students=student_names.in_draft(turn, draft),
        has_channel=bool(draft.plan.channel),
    )


def publish(turn: Turn, form: Submission, pointer: VersionPointer, draft: MinutesOfPlan) -> Ack:
    """Publish the minutes with the counts and lines of this moment."""
    stored, plan = draft.stored, draft.plan
    if stored.version != pointer.version:
        return _changed_meanwhile(turn, form)
    wrong = meetings.wrong_days(turn, form, plan)
    edited = meetings.with_meeting(turn, form, stored.minutes)
    if not edited.participants:
        wrong[FieldId.PARTICIPANTS] = plain("minutes", "who_met")
    if wrong:
        return ack.errors(wrong)
    ticked = discussed.ticked(turn, form, plan)
    fresh = drafted(turn, plan, _round(turn, draft), edited.next_on)
    renewed = replace(stored, minutes=highlight.renew(edited, fresh))
    publishing.publish(turn, plan, renewed, plan.channel or turn.by.slack_id)
    coverage.tick(turn.session, stored.id, ticked, turn.stamp(plan.time_zone))
    return {}


def _newest_draft(turn: Turn, plan: PlanSummary, of: RoundFacts) -> StoredMinutes:
    """The month's draft, renewed from later answers. A leader's edits stay."""
    stored = store.find(turn.session, plan.id, of.period)
    if stored is None:
        return store.add_draft(turn.session, plan.id, drafted(turn, plan, of))
    if stored.published:
        return stored
    renewed = highlight.renew(stored.minutes, drafted(turn, plan, of, stored.minutes.next_on))
    if renewed == stored.minutes:
        return stored
    return store.change(turn.session, stored, renewed) or stored


def files(database: Database, minutes_id: int) -> list[File]:
    """The published minutes as Word and Markdown files, rendered at sending time."""
    with database.read() as session:
        stored = store.get(session, minutes_id)
    minutes = stored.minutes
    word, markdown = plain("minutes", "file_word", minutes=minutes), plain("minutes", "file_markdown", minutes=minutes)
    name = messages.file_stem(minutes)
    return [
        File(name=f"{name}.docx", title=word, content=minutes_docx(stored)),
        File(name=f"{name}.md", title=markdown, content=minutes_markdown(stored).encode()),
    ]


def _changed_meanwhile(turn: Turn, form: Submission) -> Ack:
    return too_late(turn, "minutes", "changed_meanwhile", form.typed)


FILES: Mapping[str, FileRenderer] = MappingProxyType(
    {"minutes": lambda database, payload: files(database, payload["minutes"])}
)


ROUTES: tuple[Route, ...] = (
    opener(ActionId.MINUTES_EDIT, SectionPointer.of, reads(DRAFT, section_form)),
    form(ViewId.MINUTES_SECTION, EditPointer.of, writes(DRAFT, save_section)),
    opener(ActionId.MINUTES_HEADER, MinutesPointer.of, reads(DRAFT, header_form)),
    form(ViewId.MINUTES_HEADER, HeaderPointer.of, writes(DRAFT, save_header)),
    opener(ActionId.MINUTES_PUBLISH, VersionPointer.of, reads(DRAFT, publish_form)),
    form(ViewId.MINUTES_PUBLISH, VersionPointer.of, writes(DRAFT, publish)),
)
