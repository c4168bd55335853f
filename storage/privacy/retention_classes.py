"""What each class of a retention rule holds: the columns with words that people typed.

Statuses, dates and numbers are in no class, so counts stay as they were. Nor are the plan's own parts and its history,
and signed documents: they stay as long as the plan.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType


class RetentionClass(StrEnum):
    """The words are in prompts/messages/retention.j2."""

    ANSWERS = "answers"
    THREADS = "threads"
    PRIVATE = "private"
    DRAFTS = "drafts"
    MINUTES = "minutes"
    AUDIT = "audit"


OF_PLANS = tuple(each for each in RetentionClass if each is not RetentionClass.AUDIT)
"""The audit belongs to no plan."""


@dataclass(frozen=True, slots=True)
class OldWords:
    """Columns of one table whose words go together."""

    table: str
    texts: tuple[str, ...] = ()
    """Get the sentence that says so in place of their words. Empty ones stay empty, so that counts of them stay."""
    emptied: tuple[str, ...] = ()
    """Links and lists, in which a sentence would make no sense."""
    documents: tuple[str, ...] = ()
    """JSON whose form stays; the texts in it get the sentence."""
    rows: str = ""
    """Which rows, as a name in storage/privacy/old_rows.py; all by default."""
    within: str = ""
    """Only the texts below this name of the documents; all by default."""
    is_deleted: bool = False
    """The whole row goes."""


def _texts(**columns: str) -> tuple[OldWords, ...]:
    return tuple(OldWords(table, texts=tuple(names.split())) for table, names in columns.items())


_SETUP_PARTS = _texts(
    plan="vision mission purpose assets_and_issues theory_of_action why_objectives end_of_year_outcomes",
    goal="text explanation",
    priority="title",
    strategy="title if_we then and_so resources",
    benchmark="text",
    milestone="title",
    action_item="text output resources cause",
    swot_factor="text evidence",
    plan_detail="text",
)
"""Of a plan that was never started."""
_REPLIES = OldWords("dialog_reply", texts=("text",), emptied=("evidence",))
_FACTS = OldWords("asked_facts", texts=("posted",), emptied=("recorded",))
_WRITTEN = OldWords("written_part", emptied=("before", "after"))

OLD_WORDS: Mapping[RetentionClass, tuple[OldWords, ...]] = MappingProxyType(
    {
        RetentionClass.ANSWERS: (
            *_texts(
                answer="cause recovery new_due_reason support evidence",
                item_event="reason cause",
                milestone_event="reason evidence",
                item_note="reason",
                item_news="reason",
                item_offer="reason",
                item_regrouping="reason",
                milestone_news="reason",
                support="needed background provided source used evidence",
                support_event="words",
                risk="risk mitigation",
                reading="source",
                term_note="resources comments",
                milestone_note="text",
                rock="text reason",
                coach_comment="text",
                comment_answer="text",
                change_check="words",
                plan_change="reason",
                advice="words",
                outreach_note="text",
                outreach_school="text",
                rollover_decision="reason",
            ),
            OldWords("reading", texts=("text",), rows="readings_in_words"),
            OldWords("topic_exhibit", texts=("line", "name"), emptied=("link",)),
        ),
        RetentionClass.THREADS: (
            OldWords("dialog", documents=("state",), rows="finished_dialogs"),
            OldWords("dialog", texts=("title",), rows="finished_without_script"),
            OldWords(_REPLIES.table, _REPLIES.texts, _REPLIES.emptied, rows="finished_replies"),
            OldWords(_FACTS.table, _FACTS.texts, _FACTS.emptied, rows="facts_of_finished"),
            OldWords(_WRITTEN.table, emptied=_WRITTEN.emptied, rows="written_in_finished"),
            OldWords("debrief_note", texts=("text",)),
            OldWords("action_item", texts=("cause",), emptied=("link",)),
        ),
        RetentionClass.PRIVATE: (
            OldWords("private_answer", is_deleted=True),
            OldWords("private_question", is_deleted=True),
            OldWords("dialog_reply", rows="private_replies", is_deleted=True),
            OldWords("dialog", documents=("state",), within="ballots"),
        ),
        RetentionClass.DRAFTS: (
            OldWords("minutes", documents=("content",), rows="drafts_of_minutes"),
            OldWords("agenda", documents=("content",), rows="unposted_agendas"),
            OldWords("dialog", documents=("state",), rows="unfinished_dialogs"),
            OldWords("dialog", texts=("title",), rows="unfinished_without_script"),
            OldWords(_REPLIES.table, _REPLIES.texts, _REPLIES.emptied, rows="unfinished_replies"),
            OldWords(_FACTS.table, _FACTS.texts, _FACTS.emptied, rows="facts_of_unfinished"),
            OldWords(_WRITTEN.table, emptied=_WRITTEN.emptied, rows="written_in_unfinished"),
            *(OldWords(each.table, each.texts, rows="unfinished_setup") for each in _SETUP_PARTS),
        ),
        RetentionClass.MINUTES: (
            OldWords("minutes", documents=("content",), rows="published_minutes"),
            OldWords("agenda", documents=("content", "posted_content"), rows="posted_agendas"),
            OldWords("agenda_evidence", texts=("what",)),
            OldWords("shown_evidence", texts=("line", "name"), emptied=("link",)),
            *_texts(
                minutes_amendment="text reason",
                promise="text",
                section_text="text",
                review_note="text",
                decision_needed="text",
            ),
        ),
    }
)
