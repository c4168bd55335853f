"""Reads the project's own YAML format, strictly; each finding is reported with its line."""

from dataclasses import dataclass
from difflib import get_close_matches
from itertools import islice

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from plans.files.findings import MOST_FINDINGS, Findings, Unreadable
from plans.files.own_plan import build
from plans.files.own_schema import PlanIn, known_words
from plans.files.yaml_lines import Path, YamlFile, load
from plans.findings import FindingCode
from plans.plan import Plan

LONGEST_WORD = 100
"""Longer words are not checked as misspellings of this format's words."""


def read_plan(name: str, content: bytes, findings: Findings) -> Plan | None:
    """None if there are errors. Raises Unreadable if the file is not YAML."""
    file = load(name, content)
    try:
        written = PlanIn.model_validate(file.data)
    except ValidationError as invalid:
        for error in islice(invalid.errors(), MOST_FINDINGS + 1):
            Explanation(error).report(file, findings)
        return None
    plan = build(written, file, findings)
    if not any(plan.action_items()):
        raise Unreadable(name, FindingCode.YAML_NO_ITEMS)
    return plan


CODES = {
    "missing": FindingCode.KEY_MISSING,
    "string_type": FindingCode.KEY_NOT_TEXT,
    "list_type": FindingCode.KEY_NOT_A_LIST,
    "tuple_type": FindingCode.KEY_NOT_A_LIST,
    "model_type": FindingCode.KEY_NOT_A_GROUP,
    "enum": FindingCode.KEY_NOT_A_KIND,
    "bool_parsing": FindingCode.KEY_NOT_YES_OR_NO,
    "string_too_short": FindingCode.KEY_EMPTY,
}
"""By pydantic's error types."""


@dataclass(frozen=True, slots=True)
class Explanation:
    error: ErrorDetails

    def report(self, file: YamlFile, findings: Findings) -> None:
        path: Path = tuple(self.error["loc"])
        key = next((str(step) for step in reversed(path) if isinstance(step, str)), "")
        where = file.where(path)
        if self.error["type"] == "extra_forbidden":
            close = get_close_matches(key, known_words(), n=1) if len(key) <= LONGEST_WORD else []
            findings.error(where, FindingCode.KEY_UNKNOWN, key=key, suggestion="".join(close))
        else:
            findings.error(where, CODES.get(self.error["type"], FindingCode.KEY_NOT_UNDERSTOOD), key=key)
