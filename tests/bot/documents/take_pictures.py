"""Takes the pictures of docs/documents.md: the first pages of the demo's documents.

Run it after a change of what they show: `python -m tests.bot.documents.take_pictures`.
"""

import json
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import typst

from bot.documents import kinds
from bot.documents.document import Document
from bot.documents.formats.pdf import as_typst_reads_it
from conversations.documents.names import DocumentName
from storage.database import Database
from storage.plans import plans
from tests.bot.documents.test_accessibility import AS_OF
from tests.scenarios.district import ROOT, TEAM, furnish
from tests.support.databases import new_sqlite

PICTURES = ROOT / "docs" / "pictures"
PAGES = {
    DocumentName.QUARTER: "document-quarter.png",
    DocumentName.PLAN: "document-plan.png",
    DocumentName.YEAR: "document-year.png",
    DocumentName.AIP: "document-aip.png",
    DocumentName.BOARD_PACKET: "document-board.png",
    DocumentName.FAMILIES: "document-families.png",
    DocumentName.ACTION_PLAN: "document-action-plan.png",
}
DOTS_PER_INCH = 60.0


def _documents() -> Mapping[DocumentName, Document]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "district.db"
        new_sqlite(path).close()
        furnish(f"sqlite:///{path}", with_past_year=False)
        database = Database(f"sqlite:///{path}")
        with database.read() as session:
            plan = next(plan for plan in plans.summaries(session, TEAM) if plan.organization.startswith("Bethel"))
            by_name = {name: kinds.make(session, name, plan, AS_OF) for name in PAGES}
        database.close()
    return by_name


def main() -> None:
    template = files("prompts").joinpath("documents/document.typ").read_bytes()
    for name, document in _documents().items():
        order = {"document": json.dumps(as_typst_reads_it(document))}
        pages: Any = typst.compile(
            template, format="png", ppi=DOTS_PER_INCH, sys_inputs=order, ignore_system_fonts=True
        )
        first = pages[0] if isinstance(pages, list) else pages
        (PICTURES / PAGES[name]).write_bytes(first)


if __name__ == "__main__":
    main()
