"""Whether a question is one that a coach would ask: open, without advice or blame, in the field's terms."""

import re
from collections.abc import Iterator

from conversations.script import Script
from conversations.script_files.findings import ScriptFindingCode
from conversations.script_files.language import question_texts
from conversations.script_files.nodes import Place, ScriptReader
from conversations.script_files.terms import TERM_FOR

_CLOSED = re.compile(
    r"(?:is|are|am|was|were|do|does|did|has|have|had|could|would|should|may|might|must|shall)(?:n't)?|"
    r"can|can't|will|won't"
)
_OPEN = frozenset(("what", "which", "who", "whom", "whose", "how", "why"))
_ADVICE = re.compile(
    r"\b(?:why (?:don't|not|can't)|have (?:you|we) (?:tried|considered|thought)|(?:you|we) ought to|"
    r"you should|shouldn't|wouldn't it|isn't it|don't (?:you|we) think|had better)\b",
    re.IGNORECASE,
)
_BLAME = re.compile(
    r"\b(?:blame|fault|guilty|careless|lazy|excuses?|incompetent|"
    r"who (?:failed|forgot|caused|neglected|didn't|hasn't|won't|is behind|is late))\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[a-z]+(?:['’][a-z]+)?", re.IGNORECASE)
_REPLACED = re.compile(rf"\b(?P<word>{'|'.join(TERM_FOR)})s?\b", re.IGNORECASE)


def check_questions(reader: ScriptReader, script: Script) -> None:
    """Warnings only: the writer may know better."""
    for place, text in question_texts(script):
        for code, words in _wording(text):
            reader.warn(place, code, **words)
    for place in _closed_places(script):
        reader.warn(place, ScriptFindingCode.CLOSED_QUESTION)


def is_closed(text: str) -> bool:
    """Whether yes or no answers it: it begins with a verb such as "is", at once or after a clause and a comma."""
    clauses = [_WORD.findall(clause.lower().replace("’", "'")) for clause in text.split(",")]
    openings = [words[0] for words in clauses if words]
    if not openings or openings[0] in _OPEN:
        return False
    return any(_CLOSED.fullmatch(opening) for opening in openings)


def _wording(text: str) -> Iterator[tuple[ScriptFindingCode, dict[str, str]]]:
    if advice := _ADVICE.search(text):
        yield ScriptFindingCode.ADVICE, {"words": advice[0]}
    if blame := _BLAME.search(text):
        yield ScriptFindingCode.BLAME, {"words": blame[0]}
    for replaced in _REPLACED.finditer(text):
        yield ScriptFindingCode.NOT_THE_TERM, {"words": replaced[0], "term": TERM_FOR[replaced["word"].lower()]}


def _closed_places(script: Script) -> Iterator[Place]:
    """A closed question needs choices. Among follow-ups it may stand, because an open question comes before it."""
    for step in script.steps:
        if not step.choices:
            asked = (("ask", step.ask), ("check", step.check))
            yield from (("steps", step.id, key) for key, text in asked if is_closed(text))
