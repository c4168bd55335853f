"""Events in a person's data that only repeat a check-in answer or a request for support in it."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from storage.privacy.export import PersonalRecord

_SUBJECTS: Mapping[str, str] = MappingProxyType({"item_event": "item_id", "milestone_event": "milestone_id"})
_SAME: Mapping[str, tuple[str, str]] = MappingProxyType(
    {"reported": ("status", "status"), "completed": ("completed_on", "completed_on"), "due_moved": ("due", "new_due")}
)
"""By the kind of event: its column, and the answer's, that say the same."""


def without_repeated(records: Sequence[PersonalRecord]) -> list[PersonalRecord]:
    """The records without the events that an answer of the same day, or the request itself, says already."""
    answers = [record.cells for record in records if record.table == "answer"]
    needed = {record.cells["id"]: record.cells["needed"] for record in records if record.table == "support"}
    return [
        record
        for record in records
        if not _repeats_request(record, needed) and not any(_repeats_answer(record, answer) for answer in answers)
    ]


def _repeats_request(record: PersonalRecord, needed: Mapping[int, str]) -> bool:
    is_request = record.table == "support_event" and record.cells["kind"] == "asked"
    return is_request and record.cells["words"] == needed.get(record.cells["support_id"])


def _repeats_answer(record: PersonalRecord, answer: Mapping[str, Any]) -> bool:
    event, subject = record.cells, _SUBJECTS.get(record.table)
    if subject is None or event["kind"] not in _SAME:
        return False
    of_event, of_answer = _SAME[event["kind"]]
    is_same_part = event[subject] == answer[subject] and event["recorded_on"] == answer["on"]
    return bool(is_same_part and event[of_event] is not None and event[of_event] == answer[of_answer])
