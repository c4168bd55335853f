"""Reads the project's own YAML format, strictly; each problem is reported with its line."""

from dataclasses import dataclass
from difflib import get_close_matches
from itertools import islice

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from plans.files.own_plan import build
from plans.files.own_schema import PlanIn, known_words
from plans.files.problems import MOST_PROBLEMS, Problems, Unreadable
from plans.files.yaml_lines import Path, YamlFile, load
from plans.findings import Finding
from plans.plan import Plan

LONGEST_WORD = 100
"""Longer words are no misspellings of this format's words."""


def read_plan(name: str, content: bytes, problems: Problems) -> Plan | None:
    """None if there are errors. Raises Unreadable if the file is no YAML."""
    file = load(name, content)
    try:
        written = PlanIn.model_validate(file.data)
    except ValidationError as invalid:
        for error in islice(invalid.errors(), MOST_PROBLEMS + 1):
            Explanation(error).report(file, problems)
        return None
    plan = build(written, file, problems)
    if not any(plan.action_items()):
        raise Unreadable(name, Finding.YAML_NO_ITEMS)
    return plan


CODES = {
    "missing": Finding.KEY_MISSING,
    "string_type": Finding.KEY_NOT_TEXT,
    "list_type": Finding.KEY_NOT_A_LIST,
    "tuple_type": Finding.KEY_NOT_A_LIST,
    "model_type": Finding.KEY_NOT_A_GROUP,
    "enum": Finding.KEY_NOT_A_KIND,
    "bool_parsing": Finding.KEY_NOT_YES_OR_NO,
    "string_too_short": Finding.KEY_EMPTY,
}
"""By pydantic's error types."""


@dataclass(frozen=True, slots=True)
class Explanation:
    error: ErrorDetails

    def report(self, file: YamlFile, problems: Problems) -> None:
        path: Path = tuple(self.error["loc"])
        key = next((str(step) for step in reversed(path) if isinstance(step, str)), "")
        where = file.where(path)
        if self.error["type"] == "extra_forbidden":
            close = get_close_matches(key, known_words(), n=1) if len(key) <= LONGEST_WORD else []
            problems.error(where, Finding.KEY_UNKNOWN, key=key, suggestion="".join(close))
        else:
            problems.error(where, CODES.get(self.error["type"], Finding.KEY_NOT_UNDERSTOOD), key=key)
