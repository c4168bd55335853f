"""School calendars: each organization's own, and what applies to it together with all above it."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from plans.school_calendar import Closing, SchoolCalendar, Term, TermKind, inherited, years_covered
from storage.models import ClosingRow, OrganizationRow, TermRow


def replace(session: Session, organization_id: int, closings: Collection[Closing], terms: Collection[Term]) -> None:
    """Replace the organization's days in the school years that these cover.

    Other years stay, and so do terms of a kind that is not given.
    """
    for year in years_covered(closings, terms):
        clear(session, organization_id, year.first, year.last)
    for kind in TermKind:
        for year in years_covered((), [term for term in terms if term.kind is kind]):
            of_kind = (TermRow.organization_id == organization_id, TermRow.kind == kind.value)
            session.execute(delete(TermRow).where(*of_kind, TermRow.first.between(year.first, year.last)))
    add(session, organization_id, closings)
    session.add_all(
        TermRow(
            organization_id=organization_id,
            kind=period.kind.value,
            number=period.number,
            first=period.first,
            last=period.last,
        )
        for period in terms
    )


def clear(session: Session, organization_id: int, first: date, last: date) -> None:
    """Remove the organization's own closed days that begin between these days."""
    within = ClosingRow.first.between(first, last)
    session.execute(delete(ClosingRow).where(ClosingRow.organization_id == organization_id, within))


def add(session: Session, organization_id: int, closings: Iterable[Closing]) -> None:
    """Add closings to the stored ones."""
    session.add_all(
        ClosingRow(organization_id=organization_id, first=closing.first, last=closing.last, name=closing.name)
        for closing in closings
    )
    session.flush()


def own(session: Session, places: Collection[int]) -> dict[int, SchoolCalendar]:
    """Each organization's own calendar, by organization id."""
    closings: dict[int, list[Closing]] = {}
    terms: dict[int, list[Term]] = {}
    for row in session.scalars(select(ClosingRow).where(ClosingRow.organization_id.in_(places))):
        closings.setdefault(row.organization_id, []).append(Closing(row.first, row.last, row.name))
    for term in session.scalars(select(TermRow).where(TermRow.organization_id.in_(places))):
        parsed = Term(TermKind(term.kind), term.number, term.first, term.last)
        terms.setdefault(term.organization_id, []).append(parsed)
    return {
        place: SchoolCalendar(tuple(sorted(closings.get(place, ()))), tuple(sorted(terms.get(place, ()))))
        for place in closings.keys() | terms.keys()
    }


def every(session: Session) -> Mapping[int, SchoolCalendar]:
    """The calendar that applies to each organization, by organization id."""
    parents = _parents(session)
    given = own(session, parents.keys())
    by_sources: dict[tuple[int, ...], SchoolCalendar] = {}
    calendars: dict[int, SchoolCalendar] = {}
    for place in parents:
        # Most schools have no days of their own and share their district's.
        sources = tuple(above for above in _upward(parents, place) if above in given)
        if sources not in by_sources:
            by_sources[sources] = inherited([given[above] for above in sources])
        calendars[place] = by_sources[sources]
    return calendars


def of(session: Session, organization_id: int) -> SchoolCalendar:
    lineage = _upward(_parents(session), organization_id)
    given = own(session, lineage)
    return inherited([given[place] for place in lineage if place in given])


def _parents(session: Session) -> Mapping[int, int | None]:
    return dict(session.execute(select(OrganizationRow.id, OrganizationRow.parent_id)).all())


def _upward(parents: Mapping[int, int | None], place: int) -> list[int]:
    path: list[int] = []
    next_up: int | None = place
    while next_up is not None and next_up not in path:
        path.append(next_up)
        next_up = parents.get(next_up)
    return path
