"""Which tables a plan's records are read from, and where each stands in the archive of a records request.

A test holds this against scopes.py: every table that has rows of plans is in exactly one of these groups.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class DatedTable:
    """A table whose rows say when somebody recorded them."""

    day: str
    """The column with the day, or with the moment, whose day in the plan's time zone counts."""
    who: str = "person_id"
    """The column with the person; empty if there is none."""
    file: str = ""
    """The file, without its ending; by default, the table's name. Several tables may share one."""


DATED: Mapping[str, DatedTable] = MappingProxyType(
    {
        "advice": DatedTable("recorded_on"),
        "advice_event": DatedTable("recorded_on"),
        "agreement": DatedTable("recorded_on", ""),
        "answer": DatedTable("on"),
        "change_check": DatedTable("recorded_on"),
        "coach_comment": DatedTable("written_on"),
        "comment_answer": DatedTable("answered_on"),
        "communication": DatedTable("recorded_on"),
        "debrief_note": DatedTable("recorded_on"),
        "decision_needed": DatedTable("recorded_on"),
        "discussed": DatedTable("recorded_on"),
        "document_signature": DatedTable("recorded_on"),
        "item_event": DatedTable("recorded_on"),
        "item_news": DatedTable("at", "by_id"),
        "item_note": DatedTable("at"),
        "item_offer": DatedTable("at", "by_id"),
        "item_regrouping": DatedTable("recorded_on"),
        "milestone_event": DatedTable("recorded_on"),
        "milestone_news": DatedTable("at", "by_id"),
        "milestone_note": DatedTable("written_on"),
        "minutes_amendment": DatedTable("on"),
        "minutes_signature": DatedTable("on"),
        "no_news": DatedTable("recorded_on"),
        "outreach_note": DatedTable("written_on"),
        "outreach_school": DatedTable("answered_on", "answered_by"),
        "plan_change": DatedTable("recorded_on"),
        "plan_detail": DatedTable("recorded_on"),
        "promise_report": DatedTable("recorded_on"),
        "retention_removal": DatedTable("removed_on", ""),
        "review_note": DatedTable("recorded_on"),
        "risk": DatedTable("recorded_on"),
        "risk_report": DatedTable("recorded_on"),
        "rock": DatedTable("set_at", "set_by_id"),
        "role_change": DatedTable("at", "by_id"),
        "rollover_decision": DatedTable("decided_on"),
        "section_text": DatedTable("recorded_on"),
        "shown_evidence": DatedTable("recorded_on"),
        "signature_request": DatedTable("recorded_on", "by_id"),
        "support": DatedTable("at", "asker_id"),
        "support_event": DatedTable("recorded_on"),
        "term_note": DatedTable("recorded_on"),
        "topic_exhibit": DatedTable("recorded_on"),
    }
)
IN_DOCUMENTS = frozenset({"dialog", "dialog_reply", "minutes", "outbox", "signed_document"})
"""Tables whose rows become files of their own."""
PARTS = frozenset(
    {"action_item", "benchmark", "goal", "measure", "milestone", "plan", "priority", "strategy", "swot_factor"}
)
"""The parts of the plan: in its document as of the last day, and as rows as they are now."""
WORKING = frozenset(
    {
        *("agenda", "agenda_evidence", "asked_facts", "check_in_request", "continuation", "plan_setup", "promise"),
        *(
            "request_topic",
            "retention_notice",
            "role_holder",
            "rollover",
            "round",
            "sent_reminder",
            "support_copy",
            "written_part",
        ),
    }
)
"""What holds the other rows together. They are in the archive as rows only, as they are now."""
LEFT_OUT = frozenset({"audit_record", "legal_hold", "private_answer", "private_question", "reading"})
"""The index says why."""
