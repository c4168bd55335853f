"""Turns about documents: offering them, making them, and what a quarter used."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Any

from bot import as_of, which_plan
from bot.audit import requests
from bot.check_ins.answering import ANSWERABLE
from bot.documents import kinds, template_desk
from bot.documents.files import as_files, titled
from bot.documents.kinds import KINDS, noun
from bot.documents.signing import desk as signing
from bot.documents.tool_a import details_desk
from bot.documents.yearly import editing
from bot.messages import advice, decisions
from bot.messages import documents as messages
from bot.messages import plan_details as plan_detail_messages
from bot.messages.check_ins.pointers import RequestPointer
from bot.messages.documents import NOUN, DocumentDay, DocumentOffer
from bot.permissions import roles
from bot.permissions.guards import AccessRule
from bot.permissions.plan_rules import PlanName, in_plan, permitted
from bot.permissions.roles import Permission
from bot.routing.guarded import reads, writes
from bot.routing.route import Route, button, form, opener
from bot.sending.renderers import FileRenderer
from bot.sending.uploads import File
from bot.slack import ack
from bot.slack.ack import Ack
from bot.slack.blocks import Block, MessageContent
from bot.slack.button_values import PlanId
from bot.slack.identifiers import ActionId, FieldId, ViewId
from bot.slack.payloads import Click, Command, Submission
from bot.turns import CannotDoError, Turn
from conversations.documents import names
from conversations.documents.names import DocumentName
from plans.calendar import SchoolYear
from plans.dates import read_past
from plans.item_progress import Day
from prompts import plain, say
from storage.database import Database
from storage.delivery.outbox import OutboxMessage
from storage.documents import term_notes
from storage.people import calendars
from storage.plans import plans
from storage.plans.plans import PlanSummary
from storage.rounds.check_in_requests import RequestFacts

WRITERS = in_plan(Permission.ASSIGN_ITEMS)
FORMS: Mapping[DocumentName, Callable[[PlanSummary], Block]] = MappingProxyType(
    {DocumentName.BOARD_PACKET: decisions.button, DocumentName.YEAR: advice.button}
)
"""The buttons that ask a leader for what the plan doesn't hold: a document needs it, or other schools may."""


@dataclass(frozen=True, slots=True)
class DocumentQuestion:
    """What was typed after /plan documents."""

    plan: PlanName
    document: DocumentName | None = None
    as_of: str = ""

    @classmethod
    def typed(cls, command: Command, words: str) -> "DocumentQuestion":
        rest, day = as_of.split(words)
        plan_name, document = names.split(rest)
        return cls(PlanName(plan_name, command.channel), document, day)


def _readable(turn: Turn, question: DocumentQuestion) -> PlanSummary:
    """The plan of the day's school year."""
    day = read_past(question.as_of, turn.now.date()) if question.as_of else None
    plan = which_plan.find(turn, question.plan.name, question.plan.channel, day)
    return permitted(turn, Permission.SEE_STATUS, plan)


READABLE: AccessRule[DocumentQuestion, PlanSummary] = AccessRule(Permission.SEE_STATUS, _readable)


def show(turn: Turn, command: Command, question: DocumentQuestion, plan: PlanSummary) -> MessageContent:
    """Offer what fits the date; with a document and a day, make it."""
    today = turn.today(plan.time_zone)
    day = as_of.day(question.as_of, turn, plan) if question.as_of else None
    if question.document and day:
        return _send(turn, plan, question.document, day, command.key)
    offered = [question.document] if question.document else KINDS
    offers = [_offer(turn, plan, name, day, today) for name in offered]
    offers.sort(key=lambda offer: not offer.is_due(today))
    if roles.may(turn.session, turn.by, Permission.CHANGE_PLAN, plan):
        offers = [replace(offer, form=FORMS[offer.name](plan)) if offer.name in FORMS else offer for offer in offers]
    may_write = roles.may(turn.session, turn.by, Permission.ASSIGN_ITEMS, plan)
    own = [] if question.document else template_desk.offers(turn, plan, day.on if day else today)
    details = _details(turn, plan) if DocumentName.PLAN in offered else []
    return messages.offer(plan, today, offers, [*own, *details], may_write=may_write)


def _details(turn: Turn, plan: PlanSummary) -> list[Block]:
    """What the plan's document still needs, for those who may fill it in."""
    may_change = roles.may(turn.session, turn.by, Permission.CHANGE_PLAN, plan)
    return plan_detail_messages.offer(plan, details_desk.missing(turn, plan)) if may_change else []


def _offer(turn: Turn, plan: PlanSummary, name: DocumentName, day: Day | None, today: date) -> DocumentOffer:
    terms = KINDS[name].terms(calendars.of(turn.session, plan.organization_id), SchoolYear.of(plan.starts_on))
    ended = [] if day else [term for term in reversed(terms) if term.last < today]
    return DocumentOffer(name=name, noun=noun(name), day=day.on if day else today, ended=ended)


def make(turn: Turn, click: Click, pointer: DocumentDay, plan: PlanSummary) -> None:
    day = Day.seen_from(turn.today(plan.time_zone), pointer.as_of)
    content = _send(turn, plan, pointer.document, day, click.key).payload()
    turn.put(OutboxMessage.post(plan.workspace_id, turn.by.slack_id, f"{click.key}:making", content))


def _send(turn: Turn, plan: PlanSummary, name: DocumentName, day: Day, key: str) -> MessageContent:
    """The files follow in the person's own messages, so that making them blocks nobody."""
    requests.exports()
    label = plain(noun(name), "label")
    about = say(noun(name), "sent", plan=plan, on=day.on, label=label, has_tables=KINDS[name].has_tables)
    facts = {"document": name.value, "plan": plan.id, "as_of": day.on.isoformat(), "is_over": day.is_over}
    order = {"make": "document", **facts, "text": about}
    turn.put(OutboxMessage.upload(plan.workspace_id, turn.by.slack_id, f"{key}:document", order))
    signing.queue_offer(turn, plan, facts, key)
    may_edit = KINDS[name].sections is not None and roles.may(turn.session, turn.by, Permission.WRITE_MINUTES, plan)
    return messages.on_its_way(plan, label, DocumentDay(plan.id, name, day.on), may_edit=may_edit)


def _files(database: Database, payload: Mapping[str, Any]) -> list[File]:
    name, day = DocumentName(payload["document"]), Day(date.fromisoformat(payload["as_of"]), payload["is_over"])
    with database.read() as session:
        plan = plans.summary(session, payload["plan"])
        document = kinds.make(session, name, plan, day)
    contents = as_files(name, document, plan, day.on)
    return titled(contents, document.title)


FILES: Mapping[str, FileRenderer] = MappingProxyType({"document": _files})


# ---------------------------------------------------------------- what a quarter used


def note_form(turn: Turn, _click: Click, _pointer: PlanId, plan: PlanSummary) -> Block:
    milestones = plans.milestones(turn.session, plan.id)
    if not milestones:
        raise CannotDoError(NOUN, "no_milestones_yet", plan=plan)
    return messages.note_form(milestones, str(PlanId(plan.id)))


def asked_note_form(turn: Turn, click: Click, _pointer: RequestPointer, request: RequestFacts) -> Block:
    """For the addressee of a quarterly review."""
    plan = plans.summary(turn.session, request.round.plan_id)
    return note_form(turn, click, PlanId(plan.id), plan)


def note(turn: Turn, form: Submission, _pointer: PlanId, plan: PlanSummary) -> Ack:
    resources, comments = form.text(FieldId.RESOURCES), form.text(FieldId.COMMENTS)
    if not resources and not comments:
        return ack.errors({FieldId.RESOURCES: plain(NOUN, "trouble_nothing")})
    milestone_id = int(form.text(FieldId.MILESTONE))
    if milestone_id not in {id_ for id_, _code, _title in plans.milestones(turn.session, plan.id)}:
        return ack.errors({FieldId.MILESTONE: plain(NOUN, "trouble_milestone_gone")})
    stamp = turn.stamp(plan.time_zone)
    term_notes.write(turn.session, milestone_id, stamp, resources=resources, comments=comments)
    return {}


ROUTES: tuple[Route, ...] = (
    *editing.ROUTES,
    button(ActionId.DOCUMENT_MAKE, DocumentDay.of, writes(in_plan(Permission.SEE_STATUS), make)),
    opener(ActionId.TERM_NOTE, PlanId.of, reads(WRITERS, note_form)),
    opener(ActionId.TERM_NOTE_ASKED, RequestPointer.of, reads(ANSWERABLE, asked_note_form)),
    form(ViewId.TERM_NOTE, PlanId.of, writes(WRITERS, note)),
)
