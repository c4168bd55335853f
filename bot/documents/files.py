"""The files of a document, by name."""

from collections.abc import Mapping
from datetime import date

from bot.documents.document import Document
from bot.documents.excel import excel
from bot.documents.kinds import KINDS, noun
from bot.documents.pdf import pdf
from bot.documents.word import word
from conversations.documents.names import DocumentName
from prompts import formats, plain
from storage.plans.plans import PlanSummary


def as_files(name: DocumentName, document: Document, plan: PlanSummary, on: date) -> Mapping[str, bytes]:
    """Word and PDF, and Excel if it has tables. Their names say school, document and day."""
    organization = formats.in_file_name(plan.organization)
    stem = plain(noun(name), "file_name", organization=organization, on=on.isoformat())
    files = {f"{stem}.docx": word(document), f"{stem}.pdf": pdf(document)}
    if KINDS[name].has_tables:
        files[f"{stem}.xlsx"] = excel(document, plain(noun(name), "sheet_of_facts"))
    return files
