"""Turns that draft, edit and publish the monthly minutes."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from sqlalchemy.orm import Session

from bot import ack, button_values, documents, roles, which_plan
from bot.ack import Ack
from bot.blocks import Block, MessageContent
from bot.identifiers import FieldId
from bot.messages import minutes as messages
from bot.messages import notices
from bot.messages.minutes import EditPointer
from bot.minutes import publishing
from bot.minutes.drafting import drafted
from bot.payloads import Click, Command, Submission
from bot.roles import Permission
from bot.sending.renderers import FileRenderer
from bot.sending.uploads import File
from bot.turns import CannotDoError, Turn, Turns
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


class MinutesDesk:
    def __init__(self, turns: Turns) -> None:
        self._turns = turns

    def open(self, command: Command, words: str) -> MessageContent:
        """Send the leader the draft of the latest month. Create the draft if there is none."""
        with self._turns.write(command.who, command.key) as turn:
            plan = which_plan.find(turn, words, command.channel)
            roles.require(turn.session, turn.by, Permission.WRITE_MINUTES, plan)
            latest = rounds.latest_round(turn.session, plan.id)
            if latest is None:
                raise CannotDoError("minutes", "no_round", organization=plan.organization)
            stored = _newest_draft(turn, plan, latest)
            draft = messages.draft(stored, has_channel=bool(plan.channel))
            key = publishing.draft_key(stored.id, command.key)
            turn.put(OutboxMessage.post(plan.workspace_id, turn.by.slack_id, key, draft.payload()))
            return MessageContent(text=say("minutes", "drafted", period=latest.period, organization=plan.organization))

    # -------------------------------------------------------- editing

    def section_form(self, click: Click) -> Block:
        number, _, section = click.value.partition("|")
        with self._turns.read(click.who) as turn:
            stored, _plan = _editable(turn, button_values.number(number))
            pointer = EditPointer(stored.id, stored.version, button_values.section(section))
            return messages.section_form(stored, pointer)

    def save_section(self, form: Submission) -> Ack:
        """Save the lines of a form. If the section has more lines, the ack shows the next ones."""
        pointer = EditPointer.read(form.metadata)
        with self._turns.write(form.who, form.key) as turn:
            stored, plan = _editable(turn, pointer.minutes_id)
            if stored.version != pointer.version:
                return _changed_meanwhile(form)
            edits = messages.edits_in(form.values)
            added = form.text(FieldId.ADDED).splitlines()
            key = button_values.section(pointer.section)
            before = len(stored.minutes.section(key).lines)
            on = turn.today(plan.time_zone)
            edited = highlight.edit(stored.minutes, key, edits, added, editor=turn.by.name, on=on)
            changed = store.change(turn.session, stored, edited)
            if changed is None:
                return _changed_meanwhile(form)
            publishing.show_drafts(turn, plan, changed)
            removed = before + len([text for text in added if text.strip()]) - len(edited.section(key).lines)
            first = pointer.first + len(edits) - removed
            if pointer.first + len(edits) >= before:
                return {}
            following = replace(pointer, version=changed.version, first=first)
            return ack.update(messages.section_form(changed, following))

    def header_form(self, click: Click) -> Block:
        with self._turns.read(click.who) as turn:
            stored, _plan = _editable(turn, button_values.number(click.value))
            pointer = EditPointer(stored.id, stored.version)
            id_by_name = {person.name: person.slack_id for person in people.people(turn.session, turn.by.workspace_id)}
            chosen = [id_by_name[name] for name in stored.minutes.participants if name in id_by_name]
            others = [name for name in stored.minutes.participants if name not in id_by_name]
            return messages.header_form(stored, pointer, chosen, others)

    def save_header(self, form: Submission) -> Ack:
        pointer = EditPointer.read(form.metadata)
        with self._turns.write(form.who, form.key) as turn:
            stored, plan = _editable(turn, pointer.minutes_id)
            held_on = form.day(FieldId.HELD_ON)
            if held_on and held_on > turn.today(plan.time_zone):
                turn.release_key()
                return ack.errors({FieldId.HELD_ON: plain("minutes", "not_held_yet")})
            names = [_name(turn.session, turn, slack_id) for slack_id in form.chosen.get(FieldId.PARTICIPANTS, ())]
            names += [name.strip() for name in form.text(FieldId.OTHERS).split(",") if name.strip()]
            edited = replace(stored.minutes, participants=tuple(names), held_on=held_on)
            changed = store.change(turn.session, stored, edited) if stored.version == pointer.version else None
            if changed is None:
                return _changed_meanwhile(form)
            publishing.show_drafts(turn, plan, changed)
            return {}

    # -------------------------------------------------------- publishing

    def publish(self, click: Click) -> None:
        number, _, version = click.value.partition("|")
        with self._turns.write(click.who, click.key) as turn:
            stored, plan = _editable(turn, button_values.number(number))
            if stored.version != button_values.number(version):
                raise CannotDoError("minutes", "changed_meanwhile")
            publishing.publish(turn, plan, stored, plan.channel or turn.by.slack_id)


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


def _editable(turn: Turn, minutes_id: int) -> tuple[StoredMinutes, PlanSummary]:
    """Raises CannotDoError for unknown or published minutes, and for people without the permission to write them."""
    try:
        stored = store.get(turn.session, minutes_id)
    except LookupError as error:
        raise button_values.stale() from error
    plan = plans.summary(turn.session, stored.plan_id)
    roles.require(turn.session, turn.by, Permission.WRITE_MINUTES, plan)
    if stored.published:
        raise CannotDoError("minutes", "already_published")
    return stored, plan


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
