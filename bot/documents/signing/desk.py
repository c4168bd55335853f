"""Turns of signatures: a leader's signature freezes a document, and those whom leaders ask sign what was frozen."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy.orm import Session

from bot.action_items.owners import BadOwnerError, member
from bot.desk import Desk
from bot.documents import files
from bot.documents.communications import desk as communications_desk
from bot.documents.rules import SignedOfPlan, find_signed
from bot.documents.signing import freezing, reviewing, signed
from bot.documents.signing.differences import differences
from bot.late_forms import too_late
from bot.messages import notices
from bot.messages import signed_documents as messages
from bot.messages.signed_documents import NOUN, FreezePointer, SignedPointer, Signer
from bot.permissions import roles
from bot.permissions.guards import AccessRule, Whose
from bot.permissions.plan_rules import PlanName, find_plan, permitted
from bot.permissions.roles import Permission, Role
from bot.routing.guarded import opens_turns, reads, writes
from bot.routing.route import Route, button, form, opener
from bot.sending.renderers import ContentRenderer, FileRenderer
from bot.sending.uploads import File
from bot.slack import ack
from bot.slack.ack import Ack
from bot.slack.blocks import Block, MessageContent
from bot.slack.identifiers import ActionId, FieldId, ViewId
from bot.slack.payloads import Click, Command, Submission
from bot.turns import RefusedError, Turn
from conversations.documents.names import DocumentName
from conversations.documents.signed import SignedDocument, checksum
from plans.item_progress import Day
from prompts import plain
from storage.database import Database
from storage.delivery.claims import Claimed
from storage.delivery.outbox import OutboxMessage, Payload
from storage.documents import signing as store
from storage.models import PersonRow
from storage.people import people, role_holders
from storage.plans import plans
from storage.plans.plans import PlanSummary


def _freezable(turn: Turn, pointer: FreezePointer) -> PlanSummary:
    plan = find_plan(turn, pointer.plan_id)
    if not roles.is_leader_here(turn.session, turn.by, plan):
        raise RefusedError(NOUN, "not_leader_here", plan_id=plan.id, organization=plan.organization)
    return plan


def _signable(turn: Turn, pointer: SignedPointer) -> SignedOfPlan:
    subject = find_signed(turn, pointer)
    is_asked = turn.by.id in store.of_requests(turn.session, subject.document.id)
    if not is_asked and not roles.is_leader_here(turn.session, turn.by, subject.plan):
        raise RefusedError(NOUN, "not_asked_to_sign", plan_id=subject.plan.id, organization=subject.plan.organization)
    return subject


def _readable(turn: Turn, pointer: SignedPointer) -> SignedOfPlan:
    """Whoever was asked to sign it may read it, wherever their role is."""
    subject = find_signed(turn, pointer)
    if turn.by.id not in store.of_requests(turn.session, subject.document.id):
        permitted(turn, Permission.SEE_STATUS, subject.plan)
    return subject


FREEZABLE: AccessRule[FreezePointer, PlanSummary] = AccessRule(Whose.LEADER_HERE, _freezable)
SIGNABLE: AccessRule[SignedPointer, SignedOfPlan] = AccessRule(Whose.SIGNER, _signable)
READABLE: AccessRule[SignedPointer, SignedOfPlan] = AccessRule(Permission.SEE_STATUS, _readable)


# ---------------------------------------------------------------- beside the files


def queue_offer(turn: Turn, plan: PlanSummary, facts: Mapping[str, Any], key: str) -> None:
    """Offer the document that these facts name for signing, if the person of the turn may freeze it."""
    if roles.is_leader_here(turn.session, turn.by, plan):
        payload = {"make": "signing_offer", **facts}
        turn.put(OutboxMessage.post(plan.workspace_id, turn.by.slack_id, f"{key}:signing", payload))


def _offer(session: Session, message: Claimed, _now: datetime) -> Payload | None:
    """The document is read again, after its files: what a signature is asked for is what they say."""
    order = message.payload
    plan = plans.summary(session, order["plan"])
    name, day = DocumentName(order["document"]), Day(date.fromisoformat(order["as_of"]), order["is_over"])
    content = freezing.content(session, name, plan, day)
    newest = store.newest(session, plan.id, name, day.on)
    pointer = FreezePointer(plan.id, name, day.on, checksum(content), newest.id if newest else None)
    if newest is None:
        return messages.offer(plan, pointer).payload()
    if newest.checksum == pointer.checksum:
        reader = people.person(session, plan.workspace_id, message.channel)
        is_own = reader is not None and newest.signature_of(reader.id) is not None
        return messages.offer_signed(plan, newest, is_own=is_own).payload()
    changes = differences(freezing.stored(session, plan, newest), freezing.document(session, plan, content))
    return messages.offer_amendment(plan, pointer, newest, changes).payload()


# ---------------------------------------------------------------- forms open


def freeze_form(turn: Turn, _click: Click, pointer: FreezePointer, plan: PlanSummary) -> Block:
    return messages.freeze_form(plan, pointer, _signer(turn, plan))


def sign_form(turn: Turn, _click: Click, _pointer: SignedPointer, subject: SignedOfPlan) -> Block:
    if subject.document.signature_of(turn.by.id) is not None:
        return notices.form(messages.signed_by_you(subject.plan, subject.document, (), is_new=False))
    return messages.sign_form(subject.plan, subject.document, _signer(turn, subject.plan))


def _signer(turn: Turn, plan: PlanSummary) -> Signer:
    """The position from their profile, and what the plan names them as."""
    may_ask = roles.is_leader_here(turn.session, turn.by, plan)
    titles = role_holders.roles_of(turn.session, plan.id, turn.by.id)
    if may_ask and not titles:
        titles = [plain("roles", "role", role=Role.LEADER)]
    position = turn.by.title.partition(",")[0].strip()
    return Signer(position=position, plan_role=", ".join(titles), may_ask=may_ask)


# ---------------------------------------------------------------- forms are sent


def freeze(desk: Desk, form: Submission, pointer: FreezePointer, _plan: PlanSummary) -> Ack:
    """Freeze the document and sign it. Whoever comes second with the same document signs what is frozen.

    It is built before the turn that writes, so that nobody waits for a large plan.
    """
    with desk.turns.read(form.who) as turn:
        content = _as_it_reads_now(turn, pointer, _freezable(turn, pointer))
    with desk.turns.write(form.who, form.key) as turn:
        return _freeze(turn, form, pointer, content)


def _as_it_reads_now(turn: Turn, pointer: FreezePointer, plan: PlanSummary) -> Mapping[str, Any] | None:
    """None if it is frozen already."""
    newest = store.newest(turn.session, plan.id, pointer.document, pointer.as_of)
    if newest is not None and newest.checksum == pointer.checksum:
        return None
    day = Day.seen_from(turn.today(plan.time_zone), pointer.as_of)
    return freezing.content(turn.session, pointer.document, plan, day)


def _freeze(turn: Turn, form: Submission, pointer: FreezePointer, content: Mapping[str, Any] | None) -> Ack:
    plan = _freezable(turn, pointer)
    errors, asked = _checked(turn, form, plan)
    if pointer.amends is not None and not form.text(FieldId.REASON):
        errors[FieldId.REASON] = plain(NOUN, "trouble_no_reason")
    if errors:
        turn.release_key()
        return ack.errors(errors)
    document = _frozen(turn, form, pointer, plan, content)
    if document is None:
        return too_late(turn, NOUN, "changed_since", form.typed)
    _sign(turn, form, SignedOfPlan(document, plan), asked)
    return {}


def _frozen(
    turn: Turn, form: Submission, pointer: FreezePointer, plan: PlanSummary, content: Mapping[str, Any] | None
) -> SignedDocument | None:
    """None if the document says something else than when it was read."""
    store.lock(turn.session, plan.id)
    newest = store.newest(turn.session, plan.id, pointer.document, pointer.as_of)
    if newest is not None and newest.checksum == pointer.checksum:
        return newest
    is_as_read = content is not None and checksum(content) == pointer.checksum
    if content is None or not is_as_read or (newest.id if newest else None) != pointer.amends:
        return None
    document, stamp = (pointer.document, pointer.as_of), turn.stamp(plan.time_zone)
    reason = form.text(FieldId.REASON)
    frozen = store.freeze(turn.session, plan.id, document, content, stamp, amends=newest, reason=reason)
    reviewing.begin(turn, plan, frozen)
    return frozen


def sign(turn: Turn, form: Submission, _pointer: SignedPointer, subject: SignedOfPlan) -> Ack:
    errors, asked = _checked(turn, form, subject.plan)
    if errors:
        return ack.errors(errors)
    _sign(turn, form, subject, asked)
    return {}


def _checked(turn: Turn, form: Submission, plan: PlanSummary) -> tuple[dict[str, str], list[PersonRow]]:
    """A sentence beside each field that is wrong, and whom the form asks to sign."""
    errors: dict[str, str] = {
        field: plain(NOUN, "trouble_empty") for field in (FieldId.POSITION, FieldId.PLAN_ROLE) if not form.text(field)
    }
    if not form.text(FieldId.CONFIRMED) and not form.chosen.get(FieldId.CONFIRMED):
        errors[FieldId.CONFIRMED] = plain(NOUN, "trouble_not_confirmed")
    asked: list[PersonRow] = []
    try:
        asked = [member(turn, slack_id) for slack_id in form.chosen.get(FieldId.PEOPLE, ())]
    except BadOwnerError as bad:
        errors[FieldId.PEOPLE] = plain("action_items", bad.part, **bad.values)
    strangers = [person.name for person in asked if not roles.may(turn.session, person, Permission.SEE_COUNTS, plan)]
    if strangers:
        errors[FieldId.PEOPLE] = plain(NOUN, "trouble_no_role", names=strangers)
    return errors, asked


def _sign(turn: Turn, form: Submission, subject: SignedOfPlan, asked: Sequence[PersonRow]) -> None:
    document, plan, stamp = subject.document, subject.plan, turn.stamp(subject.plan.time_zone)
    position, plan_role = form.text(FieldId.POSITION), form.text(FieldId.PLAN_ROLE)
    is_new = store.sign(turn.session, document, stamp, position=position, plan_role=plan_role)
    after = store.get(turn.session, document.id)
    assert after is not None  # it was signed in this turn or before
    to_ask = _ask(turn, plan, after, asked)
    names = [person.name for person in to_ask]
    answer = messages.signed_by_you(plan, after, names, is_new=is_new)
    turn.put(OutboxMessage.post(plan.workspace_id, turn.by.slack_id, f"{form.key}:signed", answer.payload()))
    if is_new:
        queue_files(turn, plan, after, form.key)
        _ask_who_hears(turn, plan, after, form.key)
        _show_request(turn, plan, after)
        _notify_asker(turn, plan, after)


def _ask_who_hears(turn: Turn, plan: PlanSummary, document: SignedDocument, key: str) -> None:
    """A leader who signs plans who needs to hear about it."""
    if roles.is_leader_here(turn.session, turn.by, plan):
        content = communications_desk.who_needs_to_hear(turn, plan, messages.title_of(document, plan)).payload()
        turn.put(OutboxMessage.post(plan.workspace_id, turn.by.slack_id, f"{key}:hear", content))


def _ask(turn: Turn, plan: PlanSummary, document: SignedDocument, asked: Sequence[PersonRow]) -> list[PersonRow]:
    """Write to those who have not signed and were not asked before."""
    if not roles.is_leader_here(turn.session, turn.by, plan):
        return []
    unsigned = [person.id for person in asked if document.signature_of(person.id) is None]
    asked_now = store.request(turn.session, document.id, unsigned, turn.stamp(plan.time_zone))
    addressees = people.by_ids(turn.session, asked_now)
    for person in addressees:
        content = messages.request(plan, document, turn.by.name, None)
        post = OutboxMessage.post(plan.workspace_id, person.slack_id, _request_key(document, person), content.payload())
        turn.put(post.unrequested(zone=person.time_zone, organization_id=plan.organization_id))
    return list(addressees)


def _request_key(document: SignedDocument, person: PersonRow) -> str:
    return f"signed:{document.id}:asked:{person.slack_id}"


def _show_request(turn: Turn, plan: PlanSummary, document: SignedDocument) -> None:
    """The request to the person of the turn says that they signed."""
    requests = store.of_requests(turn.session, document.id)
    signature = document.signature_of(turn.by.id)
    if turn.by.id in requests:
        content = messages.request(plan, document, "", signature)
        key = _request_key(document, turn.by)
        turn.put(OutboxMessage.update(plan.workspace_id, turn.by.slack_id, key, content.payload()))


def _notify_asker(turn: Turn, plan: PlanSummary, document: SignedDocument) -> None:
    """Whoever asked for the signature hears of it."""
    asker_id = store.of_requests(turn.session, document.id).get(turn.by.id)
    signature = document.signature_of(turn.by.id)
    if asker_id is None or signature is None:
        return
    asker = turn.session.get_one(PersonRow, asker_id)
    content = messages.signed_by_other(plan, document, signature)
    key = f"signed:{document.id}:by:{turn.by.slack_id}"
    post = OutboxMessage.post(plan.workspace_id, asker.slack_id, key, content.payload())
    turn.put(post.unrequested(zone=asker.time_zone, organization_id=plan.organization_id))


# ---------------------------------------------------------------- the files, and the list


def read(turn: Turn, click: Click, _pointer: SignedPointer, subject: SignedOfPlan) -> None:
    """Send the files to whoever asks for them."""
    queue_files(turn, subject.plan, subject.document, click.key)
    notice = messages.reading(subject.document).payload()
    key, reader = f"{click.key}:reading", turn.by.slack_id
    turn.put(OutboxMessage.ephemeral(subject.plan.workspace_id, click.channel, key, notice, reader=reader))


def queue_files(turn: Turn, plan: PlanSummary, document: SignedDocument, key: str) -> None:
    payload = {"make": "signed_document", "signed": document.id, "text": messages.files_text(plan, document)}
    turn.put(OutboxMessage.upload(plan.workspace_id, turn.by.slack_id, f"{key}:signed_files", payload))


def _files(database: Database, payload: Mapping[str, Any]) -> list[File]:
    with database.read() as session:
        document = store.get(session, payload["signed"])
        assert document is not None  # signed documents are never deleted
        plan = plans.summary(session, document.plan_id)
        title = messages.title_of(document, plan)
        printed = signed.print_document(session, plan, document)
    contents = signed.as_files(document, printed, plan)
    return files.titled(contents, title)


def show_list(turn: Turn, _command: Command, _name: PlanName, plan: PlanSummary) -> MessageContent:
    documents = [signed.with_names(turn.session, each) for each in store.of_plan(turn.session, plan.id)]
    may_pack = roles.may(turn.session, turn.by, Permission.WRITE_MINUTES, plan)
    return messages.signed_list(plan, documents, may_pack=may_pack)


CONTENT: Mapping[str, ContentRenderer] = MappingProxyType({"signing_offer": _offer})
FILES: Mapping[str, FileRenderer] = MappingProxyType({"signed_document": _files})

ROUTES: tuple[Route, ...] = (
    opener(ActionId.DOCUMENT_FREEZE, FreezePointer.of, reads(FREEZABLE, freeze_form)),
    form(ViewId.DOCUMENT_FREEZE, FreezePointer.of, opens_turns(FREEZABLE, freeze)),
    opener(ActionId.SIGNED_SIGN, SignedPointer.of, reads(SIGNABLE, sign_form)),
    form(ViewId.SIGNED_SIGN, SignedPointer.of, writes(SIGNABLE, sign)),
    button(ActionId.SIGNED_READ, SignedPointer.of, writes(READABLE, read)),
)
