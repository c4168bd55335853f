"""Turns that draft, edit and publish the monthly minutes."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from sqlalchemy.orm import Session

from bot import ack, button_values, documents
from bot.ack import Ack
from bot.blocks import Block, MessageContent
from bot.guards import AccessRule
from bot.identifiers import ActionId, FieldId, ViewId
from bot.messages import minutes as messages
from bot.messages import notices
from bot.messages.minutes import EditPointer, MinutesPointer, SectionPointer, VersionPointer
from bot.minutes import publishing
from bot.minutes.drafting import drafted
from bot.payloads import Click, Command, Submission
from bot.plan_rules import PlanName, permitted
from bot.roles import Permission
from bot.routing.guarded import reads, writes
from bot.routing.route import Route, button, form, opener
from bot.sending.renderers import FileRenderer
from bot.sending.uploads import File
from bot.turns import CannotDoError, Turn
from conversations import highlight
from prompts import plain, say
from storage.database import Database
from storage.delivery.outbox import OutboxMessage
from storage.people import people
from storage.plans import plans
from storage.plans.plans import PlanSummary
from storage.rounds import minutes as store
from storage.rounds import rounds
from storage.rounds.minutes import StoredMinutes
from storage.rounds.rounds import RoundFacts


@dataclass(frozen=True, slots=True)
class WritableMinutes:
    stored: StoredMinutes
    plan: PlanSummary


def _writable(turn: Turn, pointer: MinutesPointer) -> WritableMinutes:
    """Raises CannotDoError for unknown or published minutes too."""
    try:
        stored = store.get(turn.session, pointer.minutes_id)
    except LookupError as error:
        raise button_values.stale() from error
    plan = permitted(turn, Permission.WRITE_MINUTES, plans.summary(turn.session, stored.plan_id))
    if stored.published:
        raise CannotDoError("minutes", "already_published")
    return WritableMinutes(stored, plan)


DRAFT: AccessRule[MinutesPointer, WritableMinutes] = AccessRule(Permission.WRITE_MINUTES, _writable)
"""The draft a button belongs to."""


def open_draft(turn: Turn, command: Command, _name: PlanName, plan: PlanSummary) -> MessageContent:
    """Send the leader the draft of the latest month. Create the draft if there is none."""
    latest = rounds.latest_round(turn.session, plan.id)
    if latest is None:
        raise CannotDoError("minutes", "no_round", organization=plan.organization)
    stored = _newest_draft(turn, plan, latest)
    content = messages.draft(stored, has_channel=bool(plan.channel)).payload()
    key = publishing.draft_key(stored.id, command.key)
    turn.put(OutboxMessage.post(plan.workspace_id, turn.by.slack_id, key, content))
    return MessageContent(text=say("minutes", "drafted", period=latest.period, organization=plan.organization))


# ---------------------------------------------------------------- editing


def section_form(_turn: Turn, _click: Click, pointer: SectionPointer, draft: WritableMinutes) -> Block:
    return messages.section_form(draft.stored, EditPointer(draft.stored.id, draft.stored.version, pointer.section))


def save_section(turn: Turn, form: Submission, pointer: EditPointer, draft: WritableMinutes) -> Ack:
    """Save the lines of a form. If the section has more lines, the ack shows the next ones."""
    stored, plan, section = draft.stored, draft.plan, pointer.section
    if stored.version != pointer.version:
        return _changed_meanwhile(form)
    edits = messages.edits_in(form.values)
    added = form.text(FieldId.ADDED).splitlines()
    before = len(stored.minutes.section(section).lines)
    on = turn.today(plan.time_zone)
    edited = highlight.edit(stored.minutes, section, edits, added, editor=turn.by.name, on=on)
    changed = store.change(turn.session, stored, edited)
    if changed is None:
        return _changed_meanwhile(form)
    publishing.show_drafts(turn, plan, changed)
    removed = before + len([text for text in added if text.strip()]) - len(edited.section(section).lines)
    if pointer.first + len(edits) >= before:
        return {}
    following = replace(pointer, version=changed.version, first=pointer.first + len(edits) - removed)
    return ack.update(messages.section_form(changed, following))


def header_form(turn: Turn, _click: Click, _pointer: MinutesPointer, draft: WritableMinutes) -> Block:
    id_by_name = {person.name: person.slack_id for person in people.people(turn.session, turn.by.workspace_id)}
    participants = draft.stored.minutes.participants
    chosen = [id_by_name[name] for name in participants if name in id_by_name]
    others = [name for name in participants if name not in id_by_name]
    pointer = VersionPointer(draft.stored.id, draft.stored.version)
    return messages.header_form(draft.stored, pointer, chosen, others)


def save_header(turn: Turn, form: Submission, pointer: VersionPointer, draft: WritableMinutes) -> Ack:
    stored, plan = draft.stored, draft.plan
    held_on = form.day(FieldId.HELD_ON)
    if held_on and held_on > turn.today(plan.time_zone):
        return ack.errors({FieldId.HELD_ON: plain("minutes", "not_held_yet")})
    names = [_name(turn.session, turn, slack_id) for slack_id in form.chosen.get(FieldId.PARTICIPANTS, ())]
    names += [name.strip() for name in form.text(FieldId.OTHERS).split(",") if name.strip()]
    edited = replace(stored.minutes, participants=tuple(names), held_on=held_on)
    changed = store.change(turn.session, stored, edited) if stored.version == pointer.version else None
    if changed is None:
        return _changed_meanwhile(form)
    publishing.show_drafts(turn, plan, changed)
    return {}


# ---------------------------------------------------------------- publishing


def publish(turn: Turn, _click: Click, pointer: VersionPointer, draft: WritableMinutes) -> None:
    if draft.stored.version != pointer.version:
        raise CannotDoError("minutes", "changed_meanwhile")
    publishing.publish(turn, draft.plan, draft.stored, draft.plan.channel or turn.by.slack_id)


def _newest_draft(turn: Turn, plan: PlanSummary, of: RoundFacts) -> StoredMinutes:
    """The month's draft, renewed from later answers. A leader's edits stay."""
    stored = store.find(turn.session, plan.id, of.period)
    if stored is None:
        return store.add_draft(turn.session, plan.id, drafted(turn, plan, of))
    if stored.published:
        return stored
    renewed = highlight.renew(stored.minutes, drafted(turn, plan, of))
    if renewed == stored.minutes:
        return stored
    return store.change(turn.session, stored, renewed) or stored


def files(database: Database, minutes_id: int) -> list[File]:
    """The published minutes as Word and Markdown files, rendered at sending time."""
    with database.read() as session:
        minutes = store.get(session, minutes_id).minutes
    word, markdown = plain("minutes", "file_word", minutes=minutes), plain("minutes", "file_markdown", minutes=minutes)
    name = f"minutes-{minutes.period}"
    return [
        File(name=f"{name}.docx", title=word, content=documents.minutes_docx(minutes)),
        File(name=f"{name}.md", title=markdown, content=documents.minutes_markdown(minutes).encode()),
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
    button(ActionId.MINUTES_PUBLISH, VersionPointer.of, writes(DRAFT, publish)),
)
