"""The activity tables of an accelerated improvement plan."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from bot.documents.document import Cell, DocumentTable
from plans.plan import ActionItem, Plan
from plans.school_calendar import Term
from prompts import plain

NOUN = "documents.aip"
ACTIVITY_WIDTH, OTHER_WIDTH, QUARTER_WIDTH = 5, 3, 2
_TEMPLATE = ("activities", "who", "start", "complete")
_MORE = ("resources", "collaborators", "outputs")
"""Columns beside the template's, where the plan has something for them."""


def line_of(text: str) -> str:
    return " ".join(text.split())


def lines_of(text: str) -> Cell:
    """The lines of a text, or that the plan has none."""
    return tuple(text.split("\n")) if text else (plain(NOUN, "not_in_plan"),)


@dataclass(frozen=True, slots=True)
class ActivityTables:
    plan: Plan
    quarters: Sequence[Term] = ()
    """Activities go by these; in the template's own form there are none, and they go by their numbers."""

    def table(self, name: str, sheet: str, items: Sequence[ActionItem]) -> DocumentTable:
        """All tables of a document have the same columns."""
        more = [label for label in _MORE if any(_more(item, label) for item in self.plan.action_items())]
        labels = [*(["quarter"] if self.quarters else []), *_TEMPLATE, *more]
        in_order = sorted(items, key=_beginning) if self.quarters else items
        rows = [[*self._quarter(item), *_activity(item), *_more_cells(item, more)] for item in in_order]
        first = [QUARTER_WIDTH, ACTIVITY_WIDTH] if self.quarters else [ACTIVITY_WIDTH]
        return DocumentTable(
            name=name,
            sheet=sheet,
            columns=[plain(NOUN, label) for label in labels],
            rows=rows or [[lines_of("")] * len(labels)],
            widths=[*first, *[OTHER_WIDTH] * (len(labels) - len(first))],
        )

    def _quarter(self, item: ActionItem) -> Iterator[Cell]:
        """The one in which it begins; a day between two quarters belongs to the next."""
        if not self.quarters:
            return
        day = _beginning(item)
        later = [term.number for term in self.quarters if day <= term.last] or [self.quarters[-1].number]
        yield lines_of("" if day == date.max else plain(NOUN, "quarter_of", number=later[0]))


def _beginning(item: ActionItem) -> date:
    return item.start or item.due or date.max


def _activity(item: ActionItem) -> Iterator[Cell]:
    yield (plain(NOUN, "activity", code=item.code, text=line_of(item.text)),)
    yield lines_of(item.owner or "")
    yield lines_of(plain(NOUN, "on", day=item.start) if item.start else "")
    if item.due:
        yield (plain(NOUN, "on", day=item.due),)
    else:
        yield lines_of(plain(NOUN, "ongoing") if item.ongoing else "")


def _more_cells(item: ActionItem, labels: Sequence[str]) -> Iterator[Cell]:
    return (lines_of(_more(item, label)) for label in labels)


def _more(item: ActionItem, label: str) -> str:
    return {
        "resources": line_of(item.resources),
        "collaborators": "; ".join(item.collaborators),
        "outputs": line_of(item.output),
    }[label]
