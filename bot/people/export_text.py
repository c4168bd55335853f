"""A person's data as text that anybody can read: lines by plan and kind, each with its day and what it's about."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from typing import Any

from bot.messages import audit
from bot.messages.check_ins.rounds import name_of
from bot.people.export_facts import NAMED, NOUN, RecordFacts
from bot.slack import spoken
from bot.turns import Turn
from plans.cadences import Cadence
from plans.time_zones import zone_named
from prompts import formats, plain, records
from storage.archives.row_titles import title_of
from storage.audit import lines as audit_lines
from storage.audit.lines import AuditFilter
from storage.models import Base, PersonRow
from storage.people import people
from storage.privacy.columns import Holds, holds
from storage.privacy.export import PersonalData, PersonalRecord, PersonMention, ReceivedMessage
from storage.privacy.repeated import without_repeated
from storage.privacy.subjects import RowSubject, SubjectReader

_DAYS = ("recorded_on", "on", "written_on", "answered_on", "started_on", "decided_on", "sent_on", "at", "placed_at")
"""The columns that say when something was, the best first."""
_MONTHLY = frozenset({"agenda", "minutes"})
_SHOWN = {"comment": "coach_comment", "minutes": "minutes", "outreach": "outreach", "request": "check_in_request"}
"""What a message is drawn from: the table, by the name that the message has for the id."""


def text(turn: Turn, person: PersonRow, gathered: PersonalData, titles: Mapping[int, str]) -> str:
    """`titles` are those of the plans, by their ids."""
    with formats.for_a_file():
        return "\n".join(_PersonText(turn, person).lines(gathered, titles)) + "\n"


class _PersonText:
    def __init__(self, turn: Turn, person: PersonRow) -> None:
        self._turn = turn
        self._person = person
        self._zone = zone_named(person.time_zone)
        self._subjects = SubjectReader(turn.session)
        self._facts = RecordFacts(turn.session, person)

    def lines(self, gathered: PersonalData, titles: Mapping[int, str]) -> Iterator[str]:
        yield plain(NOUN, "export_title", name=self._person.name, on=self._turn.now.astimezone(self._zone).date())
        listed = without_repeated(gathered.records)
        notices = [record for record in gathered.records if record.cells.get("message_key")]
        no_plan = (None, plain(NOUN, "export_no_plan"))
        for plan_id, title in (no_plan, *sorted(titles.items(), key=lambda pair: pair[1])):
            of_plan = [record for record in listed if record.plan_id == plan_id]
            mentioned = [mention for mention in gathered.mentions if mention.plan_id == plan_id]
            if of_plan or mentioned:
                yield f"\n{title}\n{'=' * len(title)}"
                yield from self._kinds(of_plan)
                yield from self._mentions(mentioned)
        if gathered.messages:
            yield f"\n{plain(NOUN, 'export_messages')}"
        for message in gathered.messages:
            on = self._day(message.sent_at) if message.sent_at else None
            yield plain(NOUN, "export_message", on=on, text=self._message(message, notices))

    def _kinds(self, of_plan: Sequence[PersonalRecord]) -> Iterator[str]:
        for table, heading in records()["tables"].items():
            of_table = sorted((record for record in of_plan if record.table == table), key=self._order)
            if of_table:
                yield f"\n{heading}"
                yield from self._audited(of_table) if table == "audit_record" else self._recorded(of_table)

    def _recorded(self, of_table: Sequence[PersonalRecord]) -> Iterator[str]:
        without_words = 0
        for record in of_table:
            on, subjects = self._on(record), self._about(record)
            about = [words for subject in subjects if (words := _subject_words(subject))]
            facts = list(self._facts.of_record(record, subjects))
            if about or facts or on:
                yield plain(NOUN, "export_line", on=on, about=about, facts=facts)
            else:
                without_words += 1
        if without_words:
            yield plain(NOUN, "export_ids_only", count=without_words)

    def _audited(self, of_table: Sequence[PersonalRecord]) -> Iterator[str]:
        """As `throughline audit` prints them."""
        chosen = AuditFilter(person_id=self._person.id)
        ids = {record.cells["id"] for record in of_table}
        count = audit_lines.count(self._turn.session, chosen)
        for line in reversed(audit_lines.newest(self._turn.session, chosen, count)):
            if line.id in ids:
                in_their_zone = replace(line, at=line.at.astimezone(self._zone))
                yield plain(NOUN, "export_sentence", sentence=audit.sentence(in_their_zone, with_plan=True))

    def _about(self, record: PersonalRecord) -> list[RowSubject]:
        if record.table in NAMED:
            return [RowSubject(table=record.table, cells=record.cells)]
        return self._subjects.of_row(record.table, record.cells, record.plan_id)

    def _mentions(self, mentioned: Sequence[PersonMention]) -> Iterator[str]:
        if mentioned:
            yield f"\n{plain(NOUN, 'export_mentions')}"
        in_order = sorted(mentioned, key=lambda mention: (mention.table, mention.about))
        lines = [partial(plain, NOUN, "export_mention", **self._mention_words(mention)) for mention in in_order]
        repeated = Counter(line(times=1) for line in lines)
        yield from {line(times=1): line(times=repeated[line(times=1)]) for line in lines}.values()

    def _mention_words(self, mention: PersonMention) -> Mapping[str, Any]:
        if mention.table in _MONTHLY:
            kind = _subject_words(RowSubject(table=mention.table, cells={"period": mention.about}))
        else:
            kind = plain(
                NOUN,
                "export_mentioned_in",
                kind=records()["tables"][mention.table],
                about=self._mentioned_about(mention),
            )
        return {
            "kind": kind,
            "text": " ".join((mention.text or "").split()),
            "field": mention.field,
            "beside": " ".join(mention.beside.split()),
            "label": _label(mention),
        }

    def _mentioned_about(self, mention: PersonMention) -> list[str]:
        """The title of the row, or what it points to. Nothing where others may have written in private."""
        if mention.text is None:
            return []
        if mention.about and mention.table in NAMED:
            return [mention.about]
        subjects = self._subjects.of_key(mention.table, mention.key, mention.plan_id)
        return [words for subject in subjects if (words := _subject_words(subject))]

    def _message(self, message: ReceivedMessage, notices: Sequence[PersonalRecord]) -> str:
        """`notices` are the records of which messages notify people."""
        if message.text:
            workspace_id = self._person.workspace_id
            typed = spoken.readable(
                message.text, lambda slack_id: people.name(self._turn.session, workspace_id, slack_id)
            )
            return " ".join(typed.split())
        kind = records()["drawn"].get(message.drawn) or plain(NOUN, "export_no_text")
        subjects = list(self._notified_of(message, notices))
        for name, table in _SHOWN.items():
            if name in message.pointers:
                subjects += self._subjects.by_id(table, message.pointers[name], None)
        about = [words for subject in subjects if (words := _subject_words(subject))]
        organization = self._subjects.organization(subjects, message.pointers)
        return plain(NOUN, "export_drawn", drawn=message.drawn, kind=kind, about=about, organization=organization)

    def _notified_of(self, message: ReceivedMessage, notices: Sequence[PersonalRecord]) -> Iterator[RowSubject]:
        for notice in notices:
            if notice.cells["message_key"] == message.about:
                yield from self._subjects.of_row(notice.table, notice.cells, notice.plan_id)

    def _on(self, record: PersonalRecord) -> date | None:
        on = next((record.cells[name] for name in _DAYS if record.cells.get(name)), None)
        return None if on is None else self._day(on)

    def _day(self, when: date) -> date:
        return when.astimezone(self._zone).date() if isinstance(when, datetime) else when

    def _order(self, record: PersonalRecord) -> date:
        return self._on(record) or date.min


def _subject_words(subject: RowSubject) -> str:
    cells = subject.cells
    if subject.table == "round":
        return name_of(Cadence(cells["cadence"]), cells["period"])
    words = plain(NOUN, "export_about", table=subject.table, cells=cells, title=title_of(subject.table, cells))
    return " ".join(words.split())


def _label(mention: PersonMention) -> str:
    """The name of a column that holds a name; empty for other texts."""
    column = Base.metadata.tables[mention.table].columns.get(mention.field)
    is_label = column is not None and holds(column) is Holds.LABEL
    return str(records()["columns"].get(mention.field, "")) if is_label else ""
