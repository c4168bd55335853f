"""Words that say how often something recurs: "ongoing", "weekly", "each Tuesday of the month"."""

import re
from enum import Enum, auto

_PERIOD = r"(?:day|week|fortnight|month|quarter|semester|trimester|half[ -]?term|term|marking period|year)"
_RECURRING = (
    r"(?:on[- ]?going|continuous(?:ly)?|continual(?:ly)?|continu(?:es?|ing)|(?:bi-?)?(?:daily|weekly|monthly)"
    r"|quarterly|(?:half[ -]?)?termly|fortnightly|(?:semi-?|bi-?)?annual(?:ly)?|yearly|as needed"
    r"|(?:all |whole |the ){0,3}year[- ]?(?:round|long)(?: work)?|regularly"
    r"|throughout(?: the)?(?: school)? (?:year|term)|(?:mon|tues|wednes|thurs|fri)days"
    rf"|(?:\d(?: and \d){{0,3}} (?:of )?)?(?:each|every)(?: other\b)?(?: (?:\d|two|three))?(?: {_PERIOD}s?\b|$)"
    r"|(?:once|twice|\d+ times) (?:a|per|each|every) \w+"
    rf"|(?:once|twice|\d+ ?x|\d+ times)[ /](?:(?:a|per) )?(?:{_PERIOD}(?:ly)?|annually)|per {_PERIOD})"
)
"""Weekdays are removed first: "every" is what is left of "every Tuesday"."""
_OPENING = re.compile(rf"^{_RECURRING}(?:[,;:( /]+|$)(?:and )?")
_CLOSING = re.compile(rf"(?:[,;( ]|-| (?P<then>and|then) | to | through ){{0,6}}\b{_RECURRING}$")
_LOOSE = " ,;-()"
"""What is left around a removed word."""


class Recurs(Enum):
    BEFORE = auto()
    """"Monthly, Sept - May"."""
    MEANWHILE = auto()
    """"Sept - May, monthly" ends in May; "Sept, monthly" does not end."""
    AFTERWARDS = auto()
    """"Sept - Oct, then monthly"."""


def without_recurrence(text: str) -> tuple[str, Recurs | None]:
    """Remove "ongoing", "weekly" and the like, and return where they were."""
    recurs = None
    if opening := _OPENING.match(text):
        text, recurs = text[opening.end() :].strip(_LOOSE), Recurs.BEFORE
    text = text.strip(_LOOSE)
    if closing := _CLOSING.search(text):
        text, recurs = text[: closing.start()].strip(_LOOSE), Recurs.MEANWHILE
        if closing["then"]:
            recurs = Recurs.AFTERWARDS
    return text, recurs
