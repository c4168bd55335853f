"""What one version of a document says differently from another, place by place: lines that are gone, and new ones."""

from collections import Counter
from collections.abc import Iterator, Sequence

from bot.documents.document import Bullets, Document, DocumentTable, Paragraph, Picture, SectionHeading
from conversations.documents.signed import Difference, Place


def differences(before: Document, after: Document) -> list[Difference]:
    """In the order of the places as they are after; then those that are gone."""
    old, new = _lines(before), _lines(after)
    compared = [
        Difference(
            place=place,
            removed=_without(old.get(place, []), new.get(place, [])),
            added=_without(new.get(place, []), old.get(place, [])),
        )
        for place in {**new, **old}
    ]
    return [each for each in compared if each.removed or each.added]


def _without(lines: Sequence[str], others: Sequence[str]) -> list[str]:
    """The lines that the others lack; a line that stands there twice counts twice."""
    left = Counter(others)
    missing = []
    for line in lines:
        if left[line]:
            left[line] -= 1
        else:
            missing.append(line)
    return missing


def _lines(document: Document) -> dict[Place, list[str]]:
    by_place: dict[Place, list[str]] = {}
    for place, lines in _places(document):
        by_place.setdefault(place, []).extend(line for line in lines if line)
    return by_place


def _places(document: Document) -> Iterator[tuple[Place, Sequence[str]]]:
    heading: Place = (document.title,)
    yield heading, document.about
    for block in document.blocks:
        match block:
            case SectionHeading(text=text):
                heading = (text,)
                yield heading, [text]
            case Paragraph(text=text) | Picture(text=text):
                yield heading, [text]
            case Bullets(lines=lines):
                yield heading, lines
            case DocumentTable():
                yield from _cells(block)


def _cells(table: DocumentTable) -> Iterator[tuple[Place, Sequence[str]]]:
    """A row whose first cell others have too is told apart by its number among them."""
    labels: Counter[str] = Counter()
    for row in table.rows:
        label = " ".join(row[0])
        labels[label] += 1
        numbered = label if labels[label] == 1 else f"{label} ({labels[label]})"
        for column, cell in zip(table.columns[1:], row[1:], strict=True):
            yield (table.name, numbered, column), cell
