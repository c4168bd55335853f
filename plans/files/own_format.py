"""Our own format: a YAML file, checked word by word, every problem told with its line."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import islice

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from plans.files.own_plan import build
from plans.files.own_schema import PlanIn, known_words
from plans.files.problems import MOST_PROBLEMS, Problems, Unreadable
from plans.files.yaml_lines import Path, YamlFile, load
from plans.plan import Plan

LONGEST_WORD = 100
"""Nothing longer is a misspelled word of this format."""


def read_plan(name: str, content: bytes, problems: Problems) -> Plan | None:
    """None where problems were found; raises Unreadable where the file is no YAML."""
    file = load(name, content)
    try:
        written = PlanIn.model_validate(file.data)
    except ValidationError as invalid:
        for error in islice(invalid.errors(), MOST_PROBLEMS + 1):
            Explanation(error).tell(file, problems)
        return None
    plan = build(written, file, problems)
    if not any(plan.action_items()):
        raise Unreadable(name, "No action items were found. Add at least one under action_items of a milestone.")
    return plan


SENTENCES: Mapping[str, str] = {
    "missing": "“{word}” is missing. Add it.",
    "string_type": "“{word}” must be text on one line or a block, not a list.",
    "list_type": "“{word}” must be a list; begin each entry on its own line with a dash.",
    "tuple_type": "“{word}” must be a list; begin each entry on its own line with a dash.",
    "model_type": "“{word}” must be a group of words with values, like “title: …”.",
    "enum": "“{word}” must be early_evidence, short_term or final.",
    "bool_parsing": "“{word}” must be yes or no.",
    "string_too_short": "“{word}” is empty. Write something behind it, or remove the line.",
}


@dataclass(frozen=True, slots=True)
class Explanation:
    error: ErrorDetails

    def tell(self, file: YamlFile, problems: Problems) -> None:
        path: Path = tuple(self.error["loc"])
        word = next((str(step) for step in reversed(path) if isinstance(step, str)), "the plan")
        problems.error(file.where(path), self._sentence(word))

    def _sentence(self, word: str) -> str:
        kind = self.error["type"]
        if kind == "extra_forbidden":
            close = get_close_matches(word, known_words(), n=1) if len(word) <= LONGEST_WORD else []
            mend = f"Did you mean “{close[0]}”?" if close else "Remove it or correct its spelling."
            return f"“{word}” is not a word of this format. {mend}"
        return SENTENCES.get(kind, "“{word}” is not understood: " + self.error["msg"] + ".").format(word=word)
