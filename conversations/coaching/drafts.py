"""A first wording of a part, from what people answered. The leader edits it before anything is saved."""

import re
from collections.abc import Iterable

from conversations.coaching.state import CoachingState
from conversations.parts import FIELDS, PartKind, main_field
from conversations.script import Script
from conversations.threads.replies import QuestionAnswer
from conversations.threads.state import Visit, WrittenPart

_LABELLED = re.compile(r"^\s*([A-Za-z_ ]{2,20}):\s*(.+)$")
_IF = re.compile(r"\bif\s+(?:we\s+)?", re.IGNORECASE)
_THEN = re.compile(r"\bthen\s+", re.IGNORECASE)
_AND = re.compile(r"\band\s+", re.IGNORECASE)
_ARROW = re.compile(
    r"^(?P<giver>[^\n]*?\S)[^\S\n]*(?:[-=–—]{1,9}>|→)(?P<receiver>[^\n,;:(]+)(?P<more>(?:[,;:(][^\n]*)?)$"
)
_SAID_OF_A_LINK = {
    "nature": re.compile(r"\b(?:in)?formal\b", re.IGNORECASE),
    "strength": re.compile(r"\b(?:strong|weak)\b", re.IGNORECASE),
}
_BOTH_WAYS = re.compile(r"<[-=–—]{1,9}>|↔")
_ANY_ARROW = re.compile(r"(<[-=–—]{1,9}>|↔|[-=–—]{1,9}>|→)")
_LINKS = "evidence"
LONGEST_SENTENCE = 1_000
"""Characters. Longer text is neither "if … then …" nor an arrow, and would take long to search."""


def draft(state: CoachingState, script: Script, visit: Visit, given: Iterable[QuestionAnswer]) -> dict[str, str]:
    """Values for the form of what this question captures. Lines like "Source: MCAS" find their own field.

    A step that rewrites a part and has the name of a field, such as `due`, asks about that field.
    """
    step = script.find(visit.step)
    assert step.capture is not None, "only asked for at a question that captures"
    values = _written(state, visit) if step.rewrites else {}
    answers = tuple(given)
    asked = step.id if step.rewrites and step.id in FIELDS[step.capture] else main_field(step.capture)
    values |= of_kind(step.capture, asked, answers)
    links = [link for answer in answers for link in answer.evidence]
    if links and _LINKS in FIELDS[step.capture]:
        values[_LINKS] = "\n".join([*filter(None, [values.get(_LINKS)]), *links])
    return values


def of_kind(kind: PartKind, asked: str, given: Iterable[QuestionAnswer]) -> dict[str, str]:
    """Values from the lines of the answers. Those without a label go to the field that is `asked` about."""
    return _from_lines(kind, asked, [line for answer in given for line in answer.text.splitlines()])


def _written(state: CoachingState, visit: Visit) -> dict[str, str]:
    """The saved parts about the item of this pass."""
    part: WrittenPart | None = next((part for part in state.parts if part.key == visit.item), None)
    return dict(part.values) if part else {}


def _from_lines(kind: PartKind, asked: str, lines: list[str]) -> dict[str, str]:
    labelled: dict[str, list[str]] = {}
    rest: list[str] = []
    for line in lines:
        match = _LABELLED.match(line)
        field = match.group(1).strip().lower().replace(" ", "_") if match else ""
        if match and field in FIELDS[kind]:
            labelled.setdefault(field, []).append(match.group(2).strip())
        elif line.strip():
            rest.append(line.strip())
    values = _unlabelled(kind, asked, "\n".join(rest))
    return values | {field: "\n".join(match) for field, match in labelled.items()}


def _unlabelled(kind: PartKind, asked: str, text: str) -> dict[str, str]:
    """The text that has no label: split as if, then, and where the part is such a sentence, or at its arrow."""
    if not text:
        return {}
    if len(text) > LONGEST_SENTENCE:
        return {asked: text}
    if "if_we" in FIELDS[kind] and (theory := _theory(text)):
        return theory
    arrow = _ARROW.match(text) if kind is PartKind.INFLUENCE else None
    return _link(arrow) if arrow else {asked: text}


def _theory(text: str) -> dict[str, str]:
    """The parts of "if we … then … and …"; empty for another sentence.

    Searched word by word: a single pattern would take time cubic in the length of the text.
    """
    begins = _IF.search(text)
    then = _THEN.search(text, begins.end()) if begins else None
    if begins is None or then is None:
        return {}
    if_we, rest = text[begins.end() : then.start()].strip(_MARKS), text[then.end() :].strip().removesuffix(".").rstrip()
    so = _AND.search(rest, rest.rfind(".") + 1)  # students' part is one sentence, the last
    consequence, and_so = (rest[: so.start()], rest[so.end() :]) if so and so.start() else (rest, "")
    parts = {"if_we": if_we, "then": consequence.strip(_MARKS), "and_so": and_so.strip()}
    return {field: words for field, words in parts.items() if words} if if_we and consequence else {}


_MARKS = " ,;\n"


def link_lines(text: str) -> list[str]:
    """The links in these lines, each with one direction: “A <-> B, weak” is two, and so is “A -> B (weak) -> C”."""
    lines = (line for line in text.splitlines() if len(line) <= LONGEST_SENTENCE)
    return [link for line in lines for link in _links_of(line)]


def _links_of(line: str) -> list[str]:
    """Empty unless somebody stands at both ends of each arrow."""
    giver, *more = _ANY_ARROW.split(line)
    links: list[str] = []
    for arrow, end in zip(more[::2], more[1::2], strict=True):
        receiver, details = _named_first(end)
        if not giver.strip() or not receiver:
            return []
        links.append(f"{giver.strip()} → {receiver}{details}")
        links += [f"{receiver} → {giver.strip()}{details}"] if _BOTH_WAYS.fullmatch(arrow) else []
        giver = receiver
    return links


def _named_first(end: str) -> tuple[str, str]:
    """Who stands at the end of an arrow, and what is said of the link."""
    place = next((place for place, letter in enumerate(end) if letter in ",;:("), len(end))
    name = end[:place].rstrip()
    return name.strip(), end[len(name) :].rstrip()


def _link(arrow: re.Match[str]) -> dict[str, str]:
    """“Principal → coach, weak”: giver, receiver, and attributes."""
    details = {
        field: match[0].lower() for field, word in _SAID_OF_A_LINK.items() if (match := word.search(arrow["more"]))
    }
    return {"giver": arrow["giver"].strip(), "receiver": arrow["receiver"].strip(), **details}
