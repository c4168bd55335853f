"""Whether people will understand a text: its reading level, its sentences, and whether it asks two things at once."""

import re
from collections.abc import Iterator

from conversations.script import Script
from conversations.script_files.findings import ScriptFindingCode
from conversations.script_files.nodes import Place, ScriptReader
from conversations.script_files.terms import DOMAIN_TERMS

HIGHEST_GRADE = 12.0
"""Flesch-Kincaid, of one text. A short question with two of the field's own terms reads at 10 to 12 and is plain."""
LOWEST_GRADE_TOGETHER, HIGHEST_GRADE_TOGETHER = 6.0, 9.0
"""Of all questions of a script as one text. Below, adults would feel talked down to."""
MOST_WORDS = 19
"""Of a sentence, which people read on a phone or hear read aloud."""
_FEWEST_WORDS = 5
_FEWEST_STEPS = 8
"""The formula means nothing for a shorter text, or for fewer questions together."""

_WORD = re.compile(r"[A-Za-z][A-Za-z'’]*")
_SENTENCE_END = re.compile(r"[.?!:;](?:\s|$)")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT = re.compile(r"(?:[^laeiouy]es|[^tdaeiouy]ed|[^laeiouy]e|[^aeiouy]ely)$")
_SECOND_QUESTION = re.compile(
    r"\b(?:and|or)\s+(?:how|what|who|whom|whose|why|when|where|which|whether|is|are|do|does|did|can|could|"
    r"will|would|should|has|have)\b|\band/or\b",
    re.IGNORECASE,
)
_PLACEHOLDER = re.compile(r"\{[^{}]*\}")
_QUOTED_PLACEHOLDER = re.compile(r"“?\{[^{}]*\}”?")
_TERM = re.compile(rf"\b(?:{'|'.join(re.sub('y$', '(?:y|ies)', term) for term in DOMAIN_TERMS)})s?\b", re.IGNORECASE)
_COUNTED_AS_TERM = "matter"
"""A word of two syllables."""


def grade(text: str) -> float:
    """The Flesch-Kincaid grade level."""
    words = _WORD.findall(_PLACEHOLDER.sub("this", text))
    if not words:
        return 0.0
    sentences = max(len(_SENTENCE_END.findall(text.strip() + " ")), 1)
    syllables = sum(_syllables(word) for word in words)
    return 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59


def two_questions(text: str) -> bool:
    return text.count("?") > 1 or bool(_SECOND_QUESTION.search(text))


def plain_grade(text: str) -> float:
    """The grade level as written, or with the field's terms counted as short words if that is lower."""
    return min(grade(text), grade(_TERM.sub(_COUNTED_AS_TERM, text)))


def all_questions(script: Script) -> str:
    """The questions of a script as one text, without what fills them in."""
    return " ".join(_QUOTED_PLACEHOLDER.sub("", text).strip() for _, text in question_texts(script) if text)


def check_language(reader: ScriptReader, script: Script) -> None:
    """Warnings only: the writer may know better."""
    for place, text in _texts(script):
        level = plain_grade(text)
        if level > HIGHEST_GRADE and len(_WORD.findall(text)) >= _FEWEST_WORDS:
            reader.warn(place, ScriptFindingCode.HARD_TO_READ, grade=round(level), highest=round(HIGHEST_GRADE))
        if (longest := _longest_sentence(text)) > MOST_WORDS:
            reader.warn(place, ScriptFindingCode.LONG_SENTENCE, words=longest, most=MOST_WORDS)
    for place, text in question_texts(script):
        if two_questions(text):
            reader.warn(place, ScriptFindingCode.TWO_QUESTIONS)
    together = plain_grade(all_questions(script))
    if together > HIGHEST_GRADE_TOGETHER and len(script.steps) >= _FEWEST_STEPS:
        levels = {"grade": round(together), "highest": round(HIGHEST_GRADE_TOGETHER)}
        reader.warn(("steps",), ScriptFindingCode.HARD_TOGETHER, **levels)


def question_texts(script: Script) -> Iterator[tuple[Place, str]]:
    """Everything that is asked, with its place in the file; "" where a step has no check."""
    yield from ((("follow_ups", number), probe.text) for number, probe in enumerate(script.probes))
    for step in script.steps:
        yield ("steps", step.id, "ask"), step.ask
        yield ("steps", step.id, "check"), step.check
        for number, probe in enumerate(step.probes):
            yield ("steps", step.id, "follow_ups", number), probe.text


def _longest_sentence(text: str) -> int:
    """In words."""
    sentences = _SENTENCE_END.split(_QUOTED_PLACEHOLDER.sub("", text))
    return max(len(_WORD.findall(sentence)) for sentence in sentences)


def _texts(script: Script) -> Iterator[tuple[Place, str]]:
    yield ("purpose",), script.purpose
    yield from ((("preparation", number), note.text) for number, note in enumerate(script.preparation))
    yield from ((("tips", number), note.text) for number, note in enumerate(script.tips))
    yield from question_texts(script)
    for step in script.steps:
        yield ("steps", step.id, "help"), step.help
        yield from ((("steps", step.id, "tips", n), tip.text) for n, tip in enumerate(step.tips))


def _syllables(word: str) -> int:
    """Groups of vowels that are heard."""
    word = word.lower().replace("’", "'").removesuffix("'s")
    count = len(_VOWELS.findall(word))
    if _SILENT.search(word):
        count -= 1
    return max(count, 1)
