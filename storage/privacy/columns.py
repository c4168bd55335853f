"""What every column of every table says about people. Export and erasure read it, so that neither forgets one.

Pointers follow from foreign keys, and a number, a date or a yes or no names nobody. All other columns are listed, and a
test fails on a new one that isn't.
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache

from sqlalchemy import JSON, Boolean, Column, Date, DateTime, Float, Numeric, Table
from sqlalchemy.sql.sqltypes import Integer

from storage.models import Base
from storage.types import Moment


class Holds(StrEnum):
    """What a column holds about people."""

    POINTER = "pointer"
    """The id of a person's row."""
    SLACK_ID = "slack_id"
    """Slack's id of a person, of their direct messages, or of a channel."""
    PROFILE = "profile"
    """What Slack says about the person whose row it is."""
    MENTIONS = "mentions"
    """Text in which people stand by their ids (docs/decisions/0012); what was typed in another spelling stays typed."""
    WORDS = "words"
    """What somebody typed. It may name people."""
    LABEL = "label"
    """A name or a role, as a plan gives it, or the name of a computer's account."""
    ROLE_KEY = "role_key"
    """A label in the form it is looked up by."""
    KEY = "key"
    """A key of the program, which may contain Slack ids."""
    SENT = "sent"
    """What is or was sent to Slack."""
    FILE = "file"
    """A whole file."""
    FROZEN = "frozen"
    """Part of a signed document or of the audit, which nobody can change; people stand in it by their ids."""
    NOTHING = "nothing"
    """Nothing about people."""


REPLACEABLE = frozenset(
    {Holds.SLACK_ID, Holds.MENTIONS, Holds.WORDS, Holds.LABEL, Holds.ROLE_KEY, Holds.KEY, Holds.SENT}
)
"""In these a person's name and ids are replaced when they are erased."""
SPOKEN = frozenset({Holds.MENTIONS, Holds.WORDS, Holds.LABEL})
"""What people read, and may name somebody in."""

_LISTED: Mapping[Holds, Mapping[str, str]] = {
    Holds.SLACK_ID: {
        "dialog": "channel leader",
        "dialog_reply": "person",
        "installation": "installed_by",
        "outbox": "channel sent_channel requested_by",
        "private_question": "person",
        "topic_exhibit": "channel",
    },
    Holds.PROFILE: {"person": "slack_id handle name time_zone locale title"},
    Holds.MENTIONS: {
        "action_item": "collaborators",
        "agenda": "content posted_content",
        "agenda_evidence": "what",
        "asked_facts": "posted recorded",
        "change_check": "words",
        "coach_comment": "about text",
        "comment_answer": "text",
        "debrief_note": "text",
        "dialog": "title state",
        "dialog_reply": "text",
        "milestone_note": "text",
        "minutes": "content",
        "minutes_amendment": "text reason",
        "plan_change": "before after reason",
        "plan_detail": "text",
        "promise": "text",
        "review_note": "text",
        "rock": "text reason",
        "rollover_decision": "reason title",
        "section_text": "text",
        "shown_evidence": "line name",
    },
    Holds.WORDS: {
        "action_item": "text output resources cause link imported",
        "advice": "words",
        "agreement": "text reason",
        "allowed_name": "name",
        "answer": "cause recovery new_due_reason support evidence",
        "benchmark": "text",
        "closing": "name",
        "communication": "message audiences other_audience know use venues other_venue",
        "decision_needed": "text",
        "dialog": "permalink frozen",
        "dialog_reply": "evidence",
        "document_template": "name",
        "file_upload": "name",
        "goal": "text explanation",
        "initiative_decision": "reason freed_cost freed_time doubts",
        "initiative_notice": "audiences other_audience",
        "initiative_version": "name purpose cost time evidence evidence_link evidence_shows source",
        "item_event": "reason cause",
        "item_news": "reason",
        "item_note": "change reason",
        "item_offer": "reason",
        "item_regrouping": "reason",
        "legal_hold": "reason release_reason",
        "measure": "indicator source baseline targets",
        "milestone": "title",
        "milestone_event": "reason evidence",
        "milestone_news": "reason",
        "organization": "name",
        "outreach": "text",
        "outreach_note": "text",
        "outreach_school": "text",
        "own_practice": "name",
        "plan": "title vision mission purpose assets_and_issues theory_of_action why_objectives end_of_year_outcomes "
        "imported_from imported",
        "priority": "title",
        "reading": "text unit student_group source",
        "risk": "risk mitigation",
        "shown_evidence": "link",
        "strategy": "title if_we then and_so resources",
        "support": "topic_text needed background provided source used evidence",
        "support_event": "words",
        "swot_factor": "text evidence",
        "term_note": "resources comments",
        "topic_exhibit": "line name link",
        "workspace": "name",
        "written_part": "before after",
    },
    Holds.LABEL: {
        "action_item": "owner",
        "initiative_version": "owner_name",
        "legal_hold": "placed_by_login released_by_login",
        "milestone": "lead team",
        "plan_change": "by_login",
        "priority": "lead",
        "retention_removal": "by_login",
        "retention_rule": "set_by_login",
        "role_change": "role by_login",
        "role_holder": "role",
        "rollover_decision": "lead",
        "strategy": "lead",
    },
    Holds.ROLE_KEY: {"action_item": "owner_key", "role_holder": "role_key"},
    Holds.KEY: {
        "agenda": "message_key",
        "check_in_request": "copies",
        "dedup_key": "key",
        "file_upload": "key",
        "item_news": "message_key",
        "item_offer": "message_key",
        "milestone_news": "message_key",
        "outbox": "key target_key",
        "private_answer": "dedup_keys",
        "support": "answer_key message_key thread_key",
        "support_copy": "message_key",
    },
    Holds.SENT: {"outbox": "payload"},
    Holds.FILE: {"document_template": "content", "file_upload": "content"},
    Holds.FROZEN: {
        "audit_record": "login",
        "document_signature": "position plan_role",
        "signed_document": "reason content",
    },
    Holds.NOTHING: {
        "absence": "source",
        "action_item": "code practice status",
        "advice": "found_by",
        "advice_event": "kind",
        "agenda": "period",
        "agenda_evidence": "key",
        "agreement": "kind standing ground",
        "answer": "status cause_category",
        "audit_checkpoint": "hash",
        "audit_record": "workspace_id kind action request_id details",
        "audit_seal": "previous hash",
        "benchmark": "kind",
        "change_check": "source kind",
        "check_in_request": "channel team",
        "coach_comment": "place",
        "continuation": "place",
        "debrief_note": "list message_ts",
        "dialog": "kind key_prefix thread_ts script phase",
        "dialog_reply": "ts edited visit voice",
        "discussed": "aspect",
        "document_signature": "seal",
        "file_upload": "slack_file_id state kind assumed_year",
        "goal": "code",
        "home_page": "section",
        "initiative_decision": "kind",
        "initiative_version": "practices place_ids",
        "installation": "id name bot_user bot_id scopes token key_id",
        "item_event": "kind status cause_category",
        "item_news": "news",
        "item_offer": "kind state",
        "last_request": "kind",
        "membership": "role",
        "milestone": "code quarter practice channel",
        "milestone_event": "kind status cause_category",
        "milestone_news": "news",
        "minutes": "period state",
        "network_digest": "period",
        "no_news": "kind",
        "organization": "level time_zone channel",
        "outbox": "kind state zone sent_ts file_id error request_id",
        "outreach": "kind practice",
        "outreach_school": "answer",
        "own_practice": "code",
        "person": "unreachable reminder_preference",
        "personal_schedule": "asks_at first last",
        "plan": "school_year asks_on asks_at imported_hash",
        "plan_change": "kind place code field",
        "plan_detail": "name",
        "plan_setup": "step",
        "priority": "code",
        "private_answer": "source reply_ts edited",
        "private_question": "visit",
        "promise": "kind",
        "promise_report": "happened",
        "reading": "status",
        "retention_rule": "kind",
        "review_note": "kind taken_by",
        "risk_report": "outcome",
        "rock": "state",
        "role_change": "change",
        "rollover_decision": "subject kind items",
        "round": "cadence period state",
        "section_text": "document section",
        "send_pause": "method why",
        "sent_reminder": "kind",
        "shown_evidence": "message_ts",
        "signed_document": "name checksum",
        "strategy": "code practice serves",
        "support": "topic_code state as_intended effective",
        "support_event": "kind level",
        "swot_factor": "kind",
        "term": "kind",
        "topic_exhibit": "message_ts",
        "workspace": "id bot_user",
        "written_part": "key place",
    },
}
_POINTERS = frozenset({("audit_record", "person_id")})
"""Ids of people without a foreign key: such a row outlives what it is about."""
_OF_NOBODY = (Integer, Numeric, Float, Boolean, Date, DateTime, Moment)


class UnclassifiedColumnError(Exception):
    """Nobody has said what the column holds about people."""


def holds(column: Column[object]) -> Holds:
    """Raises UnclassifiedColumnError."""
    is_pointer = any(key.column.table.name == "person" for key in column.foreign_keys)
    if is_pointer or (column.table.name, column.name) in _POINTERS:
        return Holds.POINTER
    if column.foreign_keys or isinstance(column.type, _OF_NOBODY):
        return Holds.NOTHING
    listed = _by_column().get((column.table.name, column.name))
    if listed is None:
        raise UnclassifiedColumnError(f"{column.table.name}.{column.name}")
    return listed


@cache
def _by_column() -> Mapping[tuple[str, str], Holds]:
    return {
        (table, column): kind
        for kind, tables in _LISTED.items()
        for table, columns in tables.items()
        for column in columns.split()
    }


def listed() -> Iterator[tuple[str, str, Holds]]:
    """Every column that is listed by hand: its table, its name, and what it holds."""
    for kind, tables in _LISTED.items():
        for table, columns in tables.items():
            yield from ((table, column, kind) for column in columns.split())


def tables() -> list[Table]:
    return list(Base.metadata.sorted_tables)


def columns_with(table: Table, *kinds: Holds) -> list[Column[object]]:
    """The table's columns that hold one of these."""
    return [column for column in table.columns if holds(column) in kinds]


def is_json(column: Column[object]) -> bool:
    return isinstance(column.type, JSON)
