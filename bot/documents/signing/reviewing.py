"""Turns of the quarterly review, school with district: one agenda for both, its questions and its decisions."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from sqlalchemy.orm import Session

from bot.action_items import adding
from bot.action_items.owners import BadOwnerError, member
from bot.documents.rules import SignedOfPlan, find_signed
from bot.messages import reviews as messages
from bot.messages.reviews import NOUN, ReviewAgenda
from bot.messages.signed_documents import SignedPointer
from bot.permissions import roles
from bot.permissions.guards import AccessRule
from bot.permissions.plan_rules import permitted
from bot.permissions.roles import Permission, Role
from bot.routing.guarded import reads, writes
from bot.routing.route import Route, form, opener
from bot.sending.renderers import ContentRenderer
from bot.slack import ack, button_values
from bot.slack.ack import Ack
from bot.slack.blocks import Block
from bot.slack.identifiers import ActionId, FieldId, ViewId
from bot.slack.payloads import Click, Submission
from bot.turns import Turn
from conversations.action_items import due_rejection
from conversations.documents.names import DocumentName
from conversations.documents.review_notes import NewNote, NoteKind, TakenBy
from conversations.documents.signed import SignedDocument
from plans.item_progress import Day
from plans.time_zones import zone_named
from prompts import plain
from storage.delivery import outbox
from storage.delivery.claims import Claimed
from storage.delivery.outbox import OutboxMessage, Payload
from storage.documents import review_notes as store
from storage.documents import signing
from storage.items import progress, supports
from storage.items.item_changes import NewItem
from storage.models import PersonRow
from storage.people import memberships, organizations, people
from storage.plans import plans
from storage.plans.plans import PlanSummary


def _reviewed(turn: Turn, pointer: SignedPointer) -> SignedOfPlan:
    subject = find_signed(turn, pointer)
    if turn.by.slack_id not in _readers(turn, subject.document).values():
        permitted(turn, Permission.CHANGE_ANY_ITEM, subject.plan)
    if subject.document.name is not DocumentName.QUARTER:
        raise button_values.StaleValueError
    return subject


REVIEWED: AccessRule[SignedPointer, SignedOfPlan] = AccessRule(Permission.CHANGE_ANY_ITEM, _reviewed)
"""Leaders of the school, and those of the district above it, whom its signature gave the agenda."""


# ---------------------------------------------------------------- the agenda


def begin(turn: Turn, plan: PlanSummary, document: SignedDocument) -> None:
    """Send the agenda to the leaders of both sides, once a quarter's document is signed."""
    district = organizations.name_above(turn.session, plan.organization_id)
    if document.name is not DocumentName.QUARTER or document.amendment or not district:
        return
    district_leaders = memberships.granted_above(turn.session, plan.organization_id, {Role.LEADER})
    if not district_leaders:
        notice = messages.no_district(district).payload()
        key = f"{_key(document.id)}no_district"
        turn.put(OutboxMessage.post(plan.workspace_id, turn.by.slack_id, key, notice))
        return
    school_leaders = memberships.granted_here(turn.session, plan.organization_id, {Role.LEADER})
    for reader in {person.id: person for person in (*school_leaders, *district_leaders)}.values():
        post = OutboxMessage.post(plan.workspace_id, reader.slack_id, _reader_key(document, reader), _order(document))
        turn.put(post if reader.id == turn.by.id else _unrequested(post, reader, plan))


def _unrequested(post: OutboxMessage, reader: PersonRow, plan: PlanSummary) -> OutboxMessage:
    return post.unrequested(zone=reader.time_zone, organization_id=plan.organization_id)


def _key(document_id: int) -> str:
    """How the keys of a review's messages begin."""
    return f"review:{document_id}:"


def _reader_key(document: SignedDocument, reader: PersonRow) -> str:
    return f"{_key(document.id)}for:{reader.slack_id}"


def _order(document: SignedDocument) -> Payload:
    """bot/late_rendering.py adds the content at sending time."""
    return {"make": "review", "signed": document.id}


def _readers(turn: Turn, document: SignedDocument) -> Mapping[str, str]:
    """The Slack ids of those who have the agenda, by the key of their message."""
    return dict(outbox.posts(turn.session, f"{_key(document.id)}for:"))


def _render(session: Session, message: Claimed, now: datetime) -> Payload | None:
    document = signing.get(session, message.payload["signed"])
    if document is None:
        return None
    plan = plans.summary(session, document.plan_id)
    reader = people.person(session, plan.workspace_id, message.channel)
    today = now.astimezone(zone_named(plan.time_zone)).date()
    about = ReviewAgenda(
        plan=plan,
        document=document,
        district=organizations.name_above(session, plan.organization_id),
        lagging=progress.lagging_items(session, plan.id, Day.seen_from(today, document.as_of)),
        supports=[support for support in supports.in_plan(session, plan.id) if support.is_open],
        notes=store.of_document(session, document.id, today),
        today=today,
    )
    return messages.agenda(about, reader.id if reader else 0).payload()


def _show(turn: Turn, subject: SignedOfPlan) -> None:
    """Update the agenda of every reader."""
    for key, reader in _readers(turn, subject.document).items():
        order = _order(subject.document)
        turn.put(OutboxMessage.update(subject.plan.workspace_id, reader, key, order))


# ---------------------------------------------------------------- questions and decisions


def question_form(_turn: Turn, _click: Click, pointer: SignedPointer, _subject: SignedOfPlan) -> Block:
    return messages.question_form(pointer)


def ask(turn: Turn, form: Submission, _pointer: SignedPointer, subject: SignedOfPlan) -> Ack:
    """Add a question to the agenda; the other readers hear of it."""
    text, plan = form.text(FieldId.TEXT), subject.plan
    if not text:
        return ack.errors({FieldId.TEXT: plain(NOUN, "trouble_empty")})
    note = NewNote(kind=NoteKind.QUESTION, text=text)
    store.add(turn.session, subject.document.id, note, turn.stamp(plan.time_zone))
    _show(turn, subject)
    notice = messages.question_added(plan, turn.by.name, text).payload()
    others = set(_readers(turn, subject.document).values()) - {turn.by.slack_id}
    for reader in people.by_slack_id(turn.session, plan.workspace_id, others).values():
        key = f"{_key(subject.document.id)}question:{form.key}:{reader.slack_id}"
        post = OutboxMessage.post(plan.workspace_id, reader.slack_id, key, notice)
        turn.put(_unrequested(post, reader, plan))
    return {}


def decision_form(turn: Turn, _click: Click, pointer: SignedPointer, subject: SignedOfPlan) -> Block:
    district = organizations.name_above(turn.session, subject.plan.organization_id)
    return messages.decision_form(subject.plan, district, pointer)


def decide(turn: Turn, form: Submission, _pointer: SignedPointer, subject: SignedOfPlan) -> Ack:
    """Record a decision, which becomes an action item of whoever takes it on."""
    plan, stamp = subject.plan, turn.stamp(subject.plan.time_zone)
    text, due, side = form.text(FieldId.TEXT), form.day(FieldId.DUE), form.text(FieldId.TAKEN_BY)
    errors: dict[str, str] = {}
    if not text:
        errors[FieldId.TEXT] = plain(NOUN, "trouble_empty")
    if side not in set(TakenBy):
        errors[FieldId.TAKEN_BY] = plain(NOUN, "trouble_no_side")
    rejection = due_rejection(due, stamp.on) if due else "date_past"
    if rejection is not None:
        errors[FieldId.DUE] = plain("action_items", f"trouble_{rejection}")
    try:
        owner = member(turn, form.text(FieldId.OWNER))
    except BadOwnerError as bad:
        errors[FieldId.OWNER] = plain("action_items", bad.part, **bad.values)
    if errors:
        return ack.errors(errors)
    taken_by = TakenBy(side)
    plan_id, is_outside = _place(turn, plan, taken_by)
    why = plain(NOUN, "why", plan=plan)
    new = NewItem(plan_id=plan_id, text=text, owner=owner, due=due, why=why, provides_support=is_outside)
    item_id = adding.create(turn, new, plan.time_zone)
    note = NewNote(kind=NoteKind.DECISION, text=text, taken_by=taken_by, owner_id=owner.id, due=due, item_id=item_id)
    store.add(turn.session, subject.document.id, note, stamp)
    _show(turn, subject)
    return {}


def _place(turn: Turn, plan: PlanSummary, taken_by: TakenBy) -> tuple[int, bool]:
    """The plan of the action item, and whether it stands outside the plan's counts.

    What a district takes on goes into its own plan of the year, if whoever records it may add items there.
    """
    parent = organizations.get(turn.session, plan.organization_id).parent_id
    if taken_by is TakenBy.SCHOOL or parent is None:
        return plan.id, False
    of_district = plans.of_year(turn.session, parent, plan.school_year)
    if of_district is not None:
        district_plan = plans.summary(turn.session, of_district)
        if roles.may(turn.session, turn.by, Permission.ASSIGN_ITEMS, district_plan):
            return of_district, False
    return plan.id, True


CONTENT: Mapping[str, ContentRenderer] = MappingProxyType({"review": _render})

ROUTES: tuple[Route, ...] = (
    opener(ActionId.REVIEW_QUESTION, SignedPointer.of, reads(REVIEWED, question_form)),
    form(ViewId.REVIEW_QUESTION, SignedPointer.of, writes(REVIEWED, ask)),
    opener(ActionId.REVIEW_DECIDE, SignedPointer.of, reads(REVIEWED, decision_form)),
    form(ViewId.REVIEW_DECIDE, SignedPointer.of, writes(REVIEWED, decide)),
)
