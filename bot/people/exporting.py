"""A person's data as JSON, and as text that anybody can read. See docs/privacy.md, "A person's data"."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from bot.people import export_text
from bot.turns import Turn
from storage.audit import records as audit
from storage.audit.kinds import AuditKind
from storage.models import PersonRow
from storage.people.role_changes import Author
from storage.plans import plans
from storage.privacy.export import PersonalData, personal_data

ACTION = "privacy export"
FORMAT, VERSION = "throughline-person", 1


def export(turn: Turn, person: PersonRow) -> tuple[Mapping[str, Any], str]:
    """Everything by and about the person, as JSON and as text."""
    gathered = personal_data(turn.session, person)
    titles = {
        plan.id: f"{plan.organization}, {plan.school_year}"
        for plan in plans.summaries(turn.session, person.workspace_id)
    }
    return _as_json(turn, person, gathered, titles), export_text.text(turn, person, gathered, titles)


def audit_export(turn: Turn, person: PersonRow, rows: int, author: Author) -> None:
    """In a turn of its own: collecting a person's data takes longer than others can wait to write."""
    audit.add(
        turn.session,
        AuditKind.EXPORTED,
        ACTION,
        at=turn.now,
        workspace_id=person.workspace_id,
        person_id=author.person_id,
        login=author.login,
        exported=person.id,
        rows=rows,
    )


def _as_json(turn: Turn, person: PersonRow, gathered: PersonalData, titles: Mapping[int, str]) -> Mapping[str, Any]:
    return {
        "format": FORMAT,
        "version": VERSION,
        "exported_at": turn.now.isoformat(),
        "workspace": person.workspace_id,
        "person": person.id,
        "plans": {str(plan_id): title for plan_id, title in titles.items() if plan_id in _plans_of(gathered)},
        "records": [asdict(record) for record in gathered.records],
        "messages": [asdict(message) for message in gathered.messages],
        "mentions": [asdict(mention) for mention in gathered.mentions],
    }


def _plans_of(gathered: PersonalData) -> set[int | None]:
    return {record.plan_id for record in gathered.records} | {mention.plan_id for mention in gathered.mentions}
