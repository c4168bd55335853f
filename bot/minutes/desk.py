"""Turns that draft, edit and publish the monthly minutes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from types import MappingProxyType

from sqlalchemy.orm import Session

from bot import ack, button_values, which_plan
from bot.ack import Ack
from bot.blocks import Block, MessageContent
from bot.check_ins import schedule
from bot.guards import AccessRule
from bot.identifiers import ActionId, FieldId, ViewId
from bot.messages import minutes as messages
from bot.messages import minutes_forms, notices
from bot.messages.minutes_forms import Meeting
from bot.messages.minutes_pointers import EditPointer, MinutesPointer, SectionPointer, VersionPointer
from bot.minutes import publishing
from bot.minutes.drafting import drafted
from bot.minutes.files import minutes_docx, minutes_markdown
from bot.minutes.months import NamedMonth, named_month
from bot.payloads import Click, Command, Submission
from bot.plan_rules import PlanName, permitted
from bot.roles import Permission
from bot.routing.guarded import reads, writes
from bot.routing.route import Route, form, opener
from bot.sending.renderers import FileRenderer
from bot.sending.uploads import File
from bot.turns import CannotDoError, Turn
from conversations import highlight
from conversations.check_in import Subject
from conversations.highlight import Minutes
from prompts import plain
from storage.database import Database
from storage.delivery.outbox import OutboxMessage
from storage.items import items
from storage.people import people
from storage.plans import plans
from storage.plans.plans import PlanSummary
from storage.rounds import answers, rounds
from storage.rounds import minutes as store
from storage.rounds.minutes import StoredMinutes
from storage.rounds.rounds import RoundFacts

AFTER_ROUND = timedelta(days=7)
"""How long after the next round's end its discussion is proposed."""


@dataclass(frozen=True, slots=True)
class MinutesName:
    """What was typed after /plan minutes: a plan, then a month."""

    plan: PlanName
    month: NamedMonth | None

    @classmethod
    def typed(cls, command: Command, words: str) -> "MinutesName":
        name, month = named_month(words)
        return cls(PlanName(name, command.channel), month)


def _named(turn: Turn, asked: MinutesName) -> PlanSummary:
    plan = which_plan.find(turn, asked.plan.name, asked.plan.channel)
    return permitted(turn, Permission.WRITE_MINUTES, plan)


NAMED: AccessRule[MinutesName, PlanSummary] = AccessRule(Permission.WRITE_MINUTES, _named)
"""The plan whose minutes a command means."""


@dataclass(frozen=True, slots=True)
class WritableMinutes:
    stored: StoredMinutes
    plan: PlanSummary


def _writable(turn: Turn, pointer: MinutesPointer) -> WritableMinutes:
    """Raises CannotDoError for unknown or published minutes too."""
    try:
        stored = store.get(turn.session, pointer.minutes_id)
    except LookupError as error:
        raise button_values.StaleValueError from error
    plan = permitted(turn, Permission.WRITE_MINUTES, plans.summary(turn.session, stored.plan_id))
    if stored.published:
        raise CannotDoError("minutes", "already_published")
    return WritableMinutes(stored, plan)


DRAFT: AccessRule[MinutesPointer, WritableMinutes] = AccessRule(Permission.WRITE_MINUTES, _writable)
"""The draft a button belongs to."""


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
    """Every month of the plan that had a check-in, with what became of its minutes."""
    periods = [of.period for of in rounds.asked_in(turn.session, plan.id)]
    months = [(period, store.find(turn.session, plan.id, period)) for period in periods]
    return messages.listed(plan.organization, months)


# ---------------------------------------------------------------- editing


def section_form(_turn: Turn, _click: Click, pointer: SectionPointer, draft: WritableMinutes) -> Block:
    return minutes_forms.section_form(draft.stored, EditPointer(draft.stored.id, draft.stored.version, pointer.section))


def save_section(turn: Turn, form: Submission, pointer: EditPointer, draft: WritableMinutes) -> Ack:
    """Save the lines of a form. If the section has more lines, the ack shows the next ones."""
    stored, plan, section = draft.stored, draft.plan, pointer.section
    if stored.version != pointer.version:
        return _changed_meanwhile(form)
    edits = minutes_forms.edits_in(form.values)
    added = minutes_forms.added_in(section, form.values)
    before = len(stored.minutes.section(section).lines)
    on = turn.today(plan.time_zone)
    edited = highlight.edit(stored.minutes, section, edits, added, editor=turn.by.name, on=on)
    changed = store.change(turn.session, stored, edited)
    if changed is None:
        return _changed_meanwhile(form)
    publishing.show_drafts(turn, plan, changed)
    removed = before + sum(map(len, added.values())) - len(edited.section(section).lines)
    if pointer.first + len(edits) >= before:
        return {}
    following = replace(pointer, version=changed.version, first=pointer.first + len(edits) - removed)
    return ack.update(minutes_forms.section_form(changed, following))


def header_form(turn: Turn, _click: Click, _pointer: MinutesPointer, draft: WritableMinutes) -> Block:
    return minutes_forms.header_form(VersionPointer(draft.stored.id, draft.stored.version), _meeting(turn, draft))


def _meeting(turn: Turn, draft: WritableMinutes) -> Meeting:
    """Who met and when, as confirmed before; else a proposal: those who reported, and a week after the next round."""
    minutes, session = draft.stored.minutes, turn.session
    of = _round(turn, draft)
    names = minutes.participants or answers.who_answered(session, of.id)
    id_by_name = {person.name: person.slack_id for person in people.people(session, turn.by.workspace_id)}
    today = turn.today(draft.plan.time_zone)
    following = schedule.coming(session, draft.plan, today)
    return Meeting(
        chosen=[id_by_name[name] for name in names if name in id_by_name],
        others=[name for name in names if name not in id_by_name],
        held_on=minutes.held_on or today,
        next_on=minutes.next_on or (following.last_day + AFTER_ROUND if following else None),
    )


def _round(turn: Turn, draft: WritableMinutes) -> RoundFacts:
    of = rounds.round_of(turn.session, draft.plan.id, draft.stored.period)
    assert of is not None  # minutes are drafted from a round
    return of


def save_header(turn: Turn, form: Submission, pointer: VersionPointer, draft: WritableMinutes) -> Ack:
    stored, plan = draft.stored, draft.plan
    if wrong := _wrong_days(turn, form, plan):
        return ack.errors(wrong)
    edited = _with_meeting(turn, form, stored.minutes)
    changed = store.change(turn.session, stored, edited) if stored.version == pointer.version else None
    if changed is None:
        return _changed_meanwhile(form)
    publishing.show_drafts(turn, plan, changed)
    return {}


def _wrong_days(turn: Turn, form: Submission, plan: PlanSummary) -> dict[str, str]:
    """A sentence beside each date that cannot be."""
    held_on, next_on = form.day(FieldId.HELD_ON), form.day(FieldId.NEXT_ON)
    wrong: dict[str, str] = {}
    if held_on and held_on > turn.today(plan.time_zone):
        wrong[FieldId.HELD_ON] = plain("minutes", "not_held_yet")
    if held_on and next_on and next_on <= held_on:
        wrong[FieldId.NEXT_ON] = plain("minutes", "next_not_after")
    return wrong


def _with_meeting(turn: Turn, form: Submission, minutes: Minutes) -> Minutes:
    names = [_name(turn.session, turn, slack_id) for slack_id in form.chosen.get(FieldId.PARTICIPANTS, ())]
    names += [name.strip() for name in form.text(FieldId.OTHERS).split(",") if name.strip()]
    held_on, next_on = form.day(FieldId.HELD_ON), form.day(FieldId.NEXT_ON)
    return replace(minutes, participants=tuple(names), held_on=held_on, next_on=next_on)


# ---------------------------------------------------------------- publishing


def publish_form(turn: Turn, _click: Click, pointer: VersionPointer, draft: WritableMinutes) -> Block:
    """Asks who met and when, and says how many action items have no report."""
    if draft.stored.version != pointer.version:
        raise CannotDoError("minutes", "changed_meanwhile")
    session, of = turn.session, _round(turn, draft)
    given = (answer for answer in answers.counting(session, of.id) if not answer.corrects)
    waiting = answers.asked_items(session, of.id) - {answer.code for answer in given if answer.subject is Subject.ITEM}
    unreported = [item.code for item in items.all_open(session, draft.plan.id) if item.code in waiting]
    return minutes_forms.publish_form(pointer, _meeting(turn, draft), unreported, has_channel=bool(draft.plan.channel))


def publish(turn: Turn, form: Submission, pointer: VersionPointer, draft: WritableMinutes) -> Ack:
    """Publish the minutes with the counts and lines of this moment."""
    stored, plan = draft.stored, draft.plan
    if stored.version != pointer.version:
        return _changed_meanwhile(form)
    wrong = _wrong_days(turn, form, plan)
    edited = _with_meeting(turn, form, stored.minutes)
    if not edited.participants:
        wrong[FieldId.PARTICIPANTS] = plain("minutes", "who_met")
    if wrong:
        return ack.errors(wrong)
    fresh = drafted(turn, plan, _round(turn, draft), edited.next_on)
    renewed = replace(stored, minutes=highlight.renew(edited, fresh))
    publishing.publish(turn, plan, renewed, plan.channel or turn.by.slack_id)
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
        minutes = store.get(session, minutes_id).minutes
    word, markdown = plain("minutes", "file_word", minutes=minutes), plain("minutes", "file_markdown", minutes=minutes)
    name = messages.file_stem(minutes)
    return [
        File(name=f"{name}.docx", title=word, content=minutes_docx(minutes)),
        File(name=f"{name}.md", title=markdown, content=minutes_markdown(minutes).encode()),
    ]


def _changed_meanwhile(form: Submission) -> Ack:
    typed = [text for text in form.values.values() if text]
    view = notices.too_late("minutes", "changed_meanwhile", typed)
    return ack.update(view)


def _name(session: Session, turn: Turn, slack_id: str) -> str:
    person = people.person(session, turn.by.workspace_id, slack_id)
    return person.name if person else slack_id


FILES: Mapping[str, FileRenderer] = MappingProxyType(
    {"minutes": lambda database, payload: files(database, payload["minutes"])}
)


ROUTES: tuple[Route, ...] = (
    opener(ActionId.MINUTES_EDIT, SectionPointer.of, reads(DRAFT, section_form)),
    form(ViewId.MINUTES_SECTION, EditPointer.of, writes(DRAFT, save_section)),
    opener(ActionId.MINUTES_HEADER, MinutesPointer.of, reads(DRAFT, header_form)),
    form(ViewId.MINUTES_HEADER, VersionPointer.of, writes(DRAFT, save_header)),
    opener(ActionId.MINUTES_PUBLISH, VersionPointer.of, reads(DRAFT, publish_form)),
    form(ViewId.MINUTES_PUBLISH, VersionPointer.of, writes(DRAFT, publish)),
)
