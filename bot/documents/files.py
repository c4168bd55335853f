"""The files of a document, by name."""

from collections.abc import Mapping
from datetime import date

from bot.documents.document import Document
from bot.documents.excel import excel
from bot.documents.pdf import pdf
from bot.documents.word import word
from prompts import formats, plain
from storage.plans.plans import PlanSummary


def as_files(document: Document, plan: PlanSummary, on: date) -> Mapping[str, bytes]:
    """Word, PDF and Excel. Their names say school, document and day."""
    organization = formats.in_file_name(plan.organization)
    stem = plain("documents", "file_name", organization=organization, on=on.isoformat())
    sheet = plain("documents", "sheet_of_facts")
    return {f"{stem}.docx": word(document), f"{stem}.pdf": pdf(document), f"{stem}.xlsx": excel(document, sheet)}
