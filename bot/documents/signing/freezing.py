"""What is kept of a document when it is signed, and the same document read again."""

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from bot.documents import kinds
from bot.documents.document import Document
from bot.documents.formats.values import as_values, of_values
from conversations.documents.names import DocumentName
from conversations.documents.signed import SignedDocument
from plans.item_progress import Day
from prompts import formats
from storage.documents import signing as store
from storage.people import mentions
from storage.plans.plans import PlanSummary

TEXTS = ("title", "about", "text", "lines", "name", "columns", "rows")
"""The fields of a document's values in which people may be named."""


def content(session: Session, name: DocumentName, plan: PlanSummary, day: Day) -> Mapping[str, Any]:
    """The document as JSON reads it back, with an id in place of each person's name."""
    with formats.reading(locale=formats.DEFAULT_LOCALE):
        values = json.loads(json.dumps(as_values(kinds.with_ids(session, name, plan, day))))
    return mentions.with_ids(session, plan.id, values, TEXTS)


def document(session: Session, plan: PlanSummary, values: Mapping[str, Any]) -> Document:
    """What was kept, with each person's name as it is now."""
    return kinds.with_names(session, plan, of_values(values))


def stored(session: Session, plan: PlanSummary, signed: SignedDocument) -> Document:
    return document(session, plan, store.content(session, signed.id))
