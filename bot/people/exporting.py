"""A person's data as JSON, and as text that anybody can read. See docs/privacy.md, "A person's data"."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime
from typing import Any

from bot.turns import Turn
from plans.time_zones import zone_named
from prompts import formats, plain, records
from storage.audit import records as audit
from storage.audit.kinds import AuditKind
from storage.models import PersonRow
from storage.people.role_changes import Author
from storage.plans import plans
from storage.privacy.export import POINTERS, PersonalData, PersonalRecord, Subjects, personal_data, subjects_of

ACTION = "privacy export"
FORMAT, VERSION = "throughline-person", 1
NOUN = "privacy"
_DAYS = ("recorded_on", "on", "written_on", "answered_on", "started_on", "decided_on", "sent_on", "at", "placed_at")
"""The columns that say when something was, the best first."""
_CODES = frozenset({"effective", "happened", "kind", "level", "news", "outcome", "place", "state", "status"})
"""Columns with words of the program, such as not_started."""


def export(turn: Turn, person: PersonRow) -> tuple[Mapping[str, Any], str]:
    """Everything by and about the person, as JSON and as text."""
    gathered = personal_data(turn.session, person)
    titles = {
        plan.id: f"{plan.organization}, {plan.school_year}"
        for plan in plans.summaries(turn.session, person.workspace_id)
    }
    with formats.for_a_file():
        text = "\n".join(_lines(turn, person, gathered, titles)) + "\n"
    return _as_json(turn, person, gathered, titles), text


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


def _lines(turn: Turn, person: PersonRow, gathered: PersonalData, titles: Mapping[int, str]) -> Iterator[str]:
    zone, subjects = zone_named(person.time_zone), subjects_of(turn.session, gathered)
    yield plain(NOUN, "export_title", name=person.name, on=turn.now.astimezone(zone).date())
    for plan_id, title in ((None, plain(NOUN, "export_no_plan")), *sorted(titles.items(), key=lambda pair: pair[1])):
        of_plan = [record for record in gathered.records if record.plan_id == plan_id]
        named = [mention for mention in gathered.mentions if mention.plan_id == plan_id]
        if not of_plan and not named:
            continue
        yield f"\n{title}\n{'=' * len(title)}"
        for table, words in records()["tables"].items():
            yield from _kind(words, [record for record in of_plan if record.table == table], subjects)
        if named:
            yield f"\n{plain(NOUN, 'export_mentions')}"
        for (table, mentioned_in), times in Counter((mention.table, mention.text) for mention in named).items():
            text = " ".join((mentioned_in or "").split())
            yield plain(NOUN, "export_mention", kind=records()["tables"].get(table, table), text=text, times=times)
    if gathered.messages:
        yield f"\n{plain(NOUN, 'export_messages')}"
    for message in gathered.messages:
        sent_on = message.sent_at.astimezone(zone).date() if message.sent_at else None
        yield plain(NOUN, "export_message", on=sent_on, text=" ".join(message.text.split()), about=message.about)


def _kind(words: str, listed: Sequence[PersonalRecord], subjects: Subjects) -> Iterator[str]:
    if not listed:
        return
    yield f"\n{words}"
    without_words = 0
    for record in listed:
        on = next((record.cells[name] for name in _DAYS if record.cells.get(name)), None)
        day = on.date() if isinstance(on, datetime) else on
        pointers = [(name, record.cells.get(name)) for name in POINTERS]
        about = [subjects[pointer] for pointer in pointers if pointer in subjects]
        facts = [*about, *_facts(record)]
        if facts or day:
            yield plain(NOUN, "export_line", on=day, facts=facts)
        else:
            without_words += 1
    if without_words:
        yield plain(NOUN, "export_ids_only", count=without_words)


def _facts(record: PersonalRecord) -> Iterator[str]:
    """What people can read of it; ids and keys are in the JSON."""
    for name, words in records()["columns"].items():
        cell = record.cells.get(name)
        if cell not in (None, "", [], {}):
            text = _printed(cell)
            yield plain(NOUN, "export_fact", words=words, text=text.replace("_", " ") if name in _CODES else text)


def _printed(cell: object) -> str:
    if isinstance(cell, date):
        return formats.day(cell)
    if isinstance(cell, list):
        return "; ".join(map(str, cell))
    return " ".join(str(cell).split())
