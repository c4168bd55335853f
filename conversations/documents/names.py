"""The documents by name, as typed after /plan documents and as buttons carry them."""

from enum import StrEnum


class DocumentName(StrEnum):
    QUARTER = "quarter"
    SEMESTER = "semester"
    YEAR = "year"
    FAMILIES = "families"
    ACTION_PLAN = "action plan"
    BOARD_PACKET = "board packet"
    MEETINGS = "meetings"
    COMMUNICATIONS = "communications"
    AIP = "aip"
    AIP_BY_QUARTER = "aip by quarter"
    PLAN = "plan"


def split(words: str) -> tuple[str, DocumentName | None]:
    """What is left without a document's name at the beginning or the end, and that document."""
    typed = words.split()
    for name in sorted(DocumentName, key=len, reverse=True):
        parts = name.split()
        if [word.lower() for word in typed[-len(parts) :]] == parts:
            return " ".join(typed[: -len(parts)]), name
        if [word.lower() for word in typed[: len(parts)]] == parts:
            return " ".join(typed[len(parts) :]), name
    return words, None
