"""The files of a document, by name."""

from collections.abc import Mapping
from datetime import date
from pathlib import PurePath

from bot.documents.document import Document
from bot.documents.formats.excel import excel
from bot.documents.formats.pdf import pdf
from bot.documents.formats.word import word
from bot.documents.kinds import KINDS, noun
from bot.sending.uploads import File
from conversations.documents.names import DocumentName
from prompts import formats, plain
from storage.plans.plans import PlanSummary


def titled(contents: Mapping[str, bytes], title: str) -> list[File]:
    """To be sent. Each title names the file's kind, because Slack shows nothing else of it."""
    return [
        File(
            name=name, title=plain("documents", "file_title", title=title, kind=PurePath(name).suffix), content=content
        )
        for name, content in contents.items()
    ]


def as_files(name: DocumentName, document: Document, plan: PlanSummary, on: date) -> Mapping[str, bytes]:
    """Word and PDF, and Excel if it has tables. Their names say school, document and day."""
    organization = formats.in_file_name(plan.organization)
    stem = plain(noun(name), "file_name", organization=organization, on=on.isoformat())
    files = {f"{stem}.docx": word(document), f"{stem}.pdf": pdf(document)}
    if KINDS[name].has_tables:
        files[f"{stem}.xlsx"] = excel(document, plain(noun(name), "sheet_of_facts"))
    return files
