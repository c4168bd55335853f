"""What the check of a district's own Word template finds."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class TemplateFault(StrEnum):
    UNKNOWN_FIELD = "unknown_field"
    LIST_PRINTED = "list_printed"
    """A list stands where a text is printed."""
    NOT_A_LIST = "not_a_list"
    NOT_INSIDE = "not_inside"
    """A list inside the rows of another one to which it does not belong."""
    NOT_ALLOWED = "not_allowed"
    SYNTAX = "syntax"


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateFinding:
    fault: TemplateFault
    field: str
    """As the template writes it; for a fault of syntax, what Jinja says."""
    closest: str = ""
    place: str = ""
    """The paragraph it stands in."""


@dataclass(frozen=True, slots=True)
class TemplateReading:
    fields: Sequence[str]
    """The paths of the fields it prints or repeats, each once, as in `fields.paths`."""
    findings: Sequence[TemplateFinding] = ()
