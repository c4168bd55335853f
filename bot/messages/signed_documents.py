"""The messages and the form with which people sign documents, and the list of signed ones."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot.messages.packet_forms import packet_button
from bot.slack import blocks
from bot.slack.blocks import Block, MessageContent
from bot.slack.button_values import ButtonValue
from bot.slack.identifiers import ActionId, FieldId, ViewId
from conversations.documents.names import DocumentName
from conversations.documents.signed import Difference, DocumentSignature, SignedDocument
from prompts import plain, say
from storage.plans.plans import PlanSummary

NOUN = "signed_documents"
SHORT = 8
"""Characters of a checksum that tell it apart from others at a glance."""
LISTED = 20
"""How many signed documents one message lists; the newest ones."""
DIFFERENCES_LISTED = 15


@dataclass(frozen=True, slots=True)
class FreezePointer(ButtonValue):
    """A document that was made and read, with the checksum of what it said."""

    plan_id: int
    document: DocumentName
    as_of: date
    checksum: str
    amends: int | None = None
    """The id of the signed document from which it differs."""


@dataclass(frozen=True, slots=True)
class SignedPointer(ButtonValue):
    signed_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """What the form shows at first."""

    position: str = ""
    plan_role: str = ""
    may_ask: bool = False
    """Whether they may ask others to sign."""


def name(signed: SignedDocument) -> str:
    """Document 3, or document 3, amendment 1."""
    return plain(NOUN, "name", signed=signed)


def title(document: DocumentName, on: date, plan: PlanSummary) -> str:
    label = plain(f"documents.{document.replace(' ', '_')}", "label")
    return plain(NOUN, "title", label=label, plan=plan, on=on)


def title_of(signed: SignedDocument, plan: PlanSummary) -> str:
    return title(signed.name, signed.as_of, plan)


def difference_lines(changes: Sequence[Difference]) -> list[str]:
    return [plain(NOUN, "difference", place=each.place, removed=each.removed, added=each.added) for each in changes]


# ---------------------------------------------------------------- beside the files


def offer(plan: PlanSummary, pointer: FreezePointer) -> MessageContent:
    """For a document that nobody has signed."""
    about = say(NOUN, "offer_new", title=title(pointer.document, pointer.as_of, plan))
    button = blocks.button(plain(NOUN, "button_sign"), ActionId.DOCUMENT_FREEZE, pointer)
    return _message([*blocks.sections(about), blocks.actions("sign", [button])])


def offer_signed(plan: PlanSummary, signed: SignedDocument, *, is_own: bool) -> MessageContent:
    """For one that says what was signed before."""
    values = {"name": name(signed), "title": title_of(signed, plan), "signers": _signers(signed)}
    if is_own:
        return _message(blocks.sections(say(NOUN, "offer_yours", **values)))
    return _message([*blocks.sections(say(NOUN, "offer_same", **values)), blocks.actions("sign", [_sign(signed)])])


def offer_amendment(
    plan: PlanSummary, pointer: FreezePointer, signed: SignedDocument, changes: Sequence[Difference]
) -> MessageContent:
    values = {"name": name(signed), "title": title_of(signed, plan), "signers": _signers(signed)}
    lines = [say(NOUN, "difference_line", line=line) for line in difference_lines(changes[:DIFFERENCES_LISTED])]
    content = blocks.sections(say(NOUN, "offer_amendment", **values))
    for line in lines:
        content += blocks.sections(line)
    if more := len(changes) - len(lines):
        content.append(blocks.context(say(NOUN, "more_differences", count=more)))
    button = blocks.button(plain(NOUN, "button_amend"), ActionId.DOCUMENT_FREEZE, pointer)
    return _message([*content, blocks.actions("sign", [button])])


def _signers(signed: SignedDocument) -> list[str]:
    return [signature.name for signature in signed.signatures]


def _sign(signed: SignedDocument) -> Block:
    return blocks.button(plain(NOUN, "button_sign"), ActionId.SIGNED_SIGN, SignedPointer(signed.id))


def _message(content: Sequence[Block]) -> MessageContent:
    return MessageContent(text=blocks.text_of(content), blocks=list(content))


# ---------------------------------------------------------------- the form


def freeze_form(plan: PlanSummary, pointer: FreezePointer, signer: Signer) -> Block:
    about = say(NOUN, "form_about", title=title(pointer.document, pointer.as_of, plan), name="")
    return _form(ViewId.DOCUMENT_FREEZE, about, signer, pointer, is_amendment=pointer.amends is not None)


def sign_form(plan: PlanSummary, signed: SignedDocument, signer: Signer) -> Block:
    about = say(NOUN, "form_about", title=title_of(signed, plan), name=name(signed))
    return _form(ViewId.SIGNED_SIGN, about, signer, SignedPointer(signed.id), is_amendment=False)


def _form(view: ViewId, about: str, signer: Signer, pointer: ButtonValue, *, is_amendment: bool) -> Block:
    content = blocks.sections(about)
    if is_amendment:
        hint = plain(NOUN, "reason_hint")
        content.append(blocks.text_input(FieldId.REASON, plain(NOUN, "reason_label"), hint=hint))
    for field, text in ((FieldId.POSITION, signer.position), (FieldId.PLAN_ROLE, signer.plan_role)):
        label, hint = plain(NOUN, f"{field}_label"), plain(NOUN, f"{field}_hint")
        content.append(blocks.text_input(field, label, value=text, hint=hint, multiline=False))
    if signer.may_ask:
        label, hint = plain(NOUN, "people_label"), plain(NOUN, "people_hint")
        content.append(blocks.people_input(FieldId.PEOPLE, label, hint=hint, optional=True))
    content.append(
        blocks.checkbox_input(FieldId.CONFIRMED, plain(NOUN, "confirm_label"), plain(NOUN, "statement"), optional=False)
    )
    submit, close = plain(NOUN, "submit"), plain(NOUN, "close")
    return blocks.modal(view, plain(NOUN, "form_title"), content, submit=submit, close=close, metadata=pointer)


# ---------------------------------------------------------------- what follows a signature


def signed_by_you(plan: PlanSummary, signed: SignedDocument, asked: Sequence[str], *, is_new: bool) -> MessageContent:
    values = {"name": name(signed), "title": title_of(signed, plan), "plan": plan, "asked": asked}
    if is_new:
        return _message(blocks.sections(say(NOUN, "you_signed", short=signed.checksum[:SHORT], **values)))
    text = say(NOUN, "signed_before", **values) + (say(NOUN, "asked_before", **values) if asked else "")
    return _message(blocks.sections(text))


def signed_by_other(plan: PlanSummary, signed: SignedDocument, signature: DocumentSignature) -> MessageContent:
    values = {"name": name(signed), "title": title_of(signed, plan), "plan": plan}
    return _message(blocks.sections(say(NOUN, "other_signed", signed=signed, signature=signature, **values)))


def request(plan: PlanSummary, signed: SignedDocument, by: str, signature: DocumentSignature | None) -> MessageContent:
    """To somebody who was asked to sign. `signature` is theirs, once they have."""
    values = {"name": name(signed), "title": title_of(signed, plan), "plan": plan}
    read = blocks.button(plain(NOUN, "button_read"), ActionId.SIGNED_READ, SignedPointer(signed.id))
    if signature is not None:
        text = say(NOUN, "asked_signed", signature=signature, **values)
        return _message([*blocks.sections(text), blocks.actions("sign", [read])])
    return _message(
        [*blocks.sections(say(NOUN, "asked", by=by, **values)), blocks.actions("sign", [read, _sign(signed)])]
    )


def files_text(plan: PlanSummary, signed: SignedDocument) -> str:
    return say(NOUN, "files", name=name(signed), title=title_of(signed, plan), plan=plan, signed=signed)


def reading(signed: SignedDocument) -> MessageContent:
    return _message(blocks.sections(say(NOUN, "reading", name=name(signed))))


# ---------------------------------------------------------------- the list


def signed_list(plan: PlanSummary, documents: Sequence[SignedDocument], *, may_pack: bool) -> MessageContent:
    """By number, amendments after what they amend; for those who may make one, the monitor's packet."""
    packed = [packet_button(plan)] if may_pack else []
    if not documents:
        return _message([*blocks.sections(say(NOUN, "list_none", plan=plan)), *packed])
    listed = documents[-LISTED:]
    content: list[Block] = [blocks.header(plain(NOUN, "list_title", plan=plan))]
    content += [_listed(plan, signed) for signed in listed]
    if older := len(documents) - len(listed):
        content.append(blocks.context(say(NOUN, "list_older", count=older)))
    return _message([*content, *packed])


def _listed(plan: PlanSummary, signed: SignedDocument) -> Block:
    button = blocks.button(plain(NOUN, "button_files"), ActionId.SIGNED_READ, SignedPointer(signed.id))
    aloud = plain(NOUN, "files_aloud", name=name(signed))
    return blocks.section(list_line(plan, signed), blocks.read_aloud(button, aloud))


def list_line(plan: PlanSummary, signed: SignedDocument) -> str:
    return say(NOUN, "list_line", **_line_values(plan, signed))


def printed_line(plan: PlanSummary, signed: SignedDocument) -> str:
    """The same for the command line, without bold text."""
    return plain(NOUN, "printed_line", **_line_values(plan, signed))


def _line_values(plan: PlanSummary, signed: SignedDocument) -> dict[str, Any]:
    return {"name": name(signed), "title": title_of(signed, plan), "signed": signed, "short": signed.checksum[:SHORT]}
