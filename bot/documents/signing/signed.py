"""A signed document as it is printed: what was frozen, with its number, its checksum and the signatures."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import PurePath

from sqlalchemy.orm import Session

from bot.documents import files
from bot.documents.document import Block, Bullets, Document, DocumentTable, Paragraph, SectionHeading
from bot.documents.signing import freezing
from bot.documents.signing.differences import differences
from bot.messages import signed_documents as messages
from bot.messages.signed_documents import NOUN
from conversations.documents.signed import SignedDocument
from plans.time_zones import zone_named
from prompts import formats, plain
from storage.documents import signing as store
from storage.people import mentions
from storage.plans.plans import PlanSummary

BLANK_LINES = 3
"""Lines for those who sign on paper, such as parents and board members outside Slack."""
COLUMNS = ("column_name", "column_position", "column_plan_role", "column_signature")


def print_document(session: Session, plan: PlanSummary, signed: SignedDocument) -> Document:
    """The same whenever it is printed, but for the names of people."""
    frozen = freezing.stored(session, plan, signed)
    with formats.reading(locale=formats.DEFAULT_LOCALE), formats.for_a_file():
        about = [plain(NOUN, "about_number", name=messages.name(signed), plan=_at_signing(plan, frozen))]
        if signed.reason:
            about.append(plain(NOUN, "about_reason", reason=with_names(session, signed).reason))
        about.append(plain(NOUN, "about_checksum", checksum=signed.checksum))
        changes = _changes(session, plan, signed, frozen)
        signatures = _signatures(signed, plan)
    return replace(frozen, about=[*frozen.about, *about], blocks=[*frozen.blocks, *changes, *signatures])


def with_names(session: Session, signed: SignedDocument) -> SignedDocument:
    """With the names of people in its reason, to be read. Checksums need it as it is stored."""
    return replace(signed, reason=mentions.with_names(session, signed.plan_id, signed.reason))


def as_files(signed: SignedDocument, printed: Document, plan: PlanSummary) -> Mapping[str, bytes]:
    """By name, which says the document's number too."""
    contents = files.as_files(signed.name, printed, _at_signing(plan, printed), signed.as_of)
    return {_numbered(file, signed): content for file, content in contents.items()}


def _at_signing(plan: PlanSummary, printed: Document) -> PlanSummary:
    """With the organization's name as it was."""
    return replace(plan, organization=printed.organization)


def _numbered(file: str, signed: SignedDocument) -> str:
    path = PurePath(file)
    return plain(NOUN, "file_suffix", stem=path.stem, signed=signed) + path.suffix


def _changes(session: Session, plan: PlanSummary, signed: SignedDocument, frozen: Document) -> Sequence[Block]:
    """What an amendment says differently from the version before it."""
    if not signed.amendment:
        return ()
    before = store.numbered(session, plan.id, signed.number)[signed.amendment - 1]
    lines = messages.difference_lines(differences(freezing.stored(session, plan, before), frozen))
    return SectionHeading(1, plain(NOUN, "heading_differences")), Bullets(lines)


def _signatures(signed: SignedDocument, plan: PlanSummary) -> Sequence[Block]:
    zone, heading = zone_named(plan.time_zone), plain(NOUN, "heading_signatures")
    rows = [
        [
            (signature.name,),
            (signature.position,),
            (signature.plan_role,),
            (plain(NOUN, "signature", at=signature.at.astimezone(zone)),),
        ]
        for signature in signed.signatures
    ]
    blank = [[("",)] * len(COLUMNS)] * BLANK_LINES
    table = DocumentTable(name=heading, columns=[plain(NOUN, column) for column in COLUMNS], rows=[*rows, *blank])
    return SectionHeading(1, heading), Paragraph(plain(NOUN, "statement")), table
