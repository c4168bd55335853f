"""An agenda as its leader edits it: areas, each with the evidence to bring and who brings it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from plans.coverage import Aspect


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """A key area for improvement in the coming month."""

    key: str
    """Names the area, so that it is recognized when the draft is renewed."""
    text: str
    note: str = ""
    """Why it is proposed, for the draft alone: nobody's name is posted beside what is behind."""
    evidence: str = ""
    """What to bring; empty if nothing."""
    presenter_id: int | None = None
    strategy_id: int | None = None
    benchmark_id: int | None = None
    aspects: tuple[Aspect, ...] = ()
    """What of the strategy is discussed with it."""
    is_edited: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Agenda:
    areas: tuple[Area, ...] = ()
    offered: frozenset[str] = frozenset()
    """The keys of all areas drafted so far, so that a removed one does not come back."""
    added: int = 0
    """How many areas people added, ever: it makes their keys."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaEdit:
    """An area as a form returns it; without a text it is removed."""

    text: str
    evidence: str
    presenter_id: int | None


def renew(agenda: Agenda, fresh: Sequence[Area]) -> Agenda:
    """The fresh draft with everything a person did to the earlier one.

    Areas that a person wrote or edited stay; an area that a person removed does not come back.
    """
    before = {area.key: area for area in agenda.areas}
    renewed = [_renewed(before.get(area.key), area) for area in fresh if area.key in before or _is_new(agenda, area)]
    drafted = {area.key for area in fresh}
    own = [area for area in agenda.areas if area.key not in drafted and area.is_edited]
    return replace(agenda, areas=(*renewed, *own), offered=agenda.offered | drafted)


def _is_new(agenda: Agenda, area: Area) -> bool:
    return area.key not in agenda.offered


def _renewed(before: Area | None, fresh: Area) -> Area:
    return replace(before, note=fresh.note) if before is not None and before.is_edited else fresh


def edit(agenda: Agenda, edits: Mapping[int, AreaEdit], added: AreaEdit | None) -> Agenda:
    """Edit areas by their index, and add one."""
    areas = [
        area if place not in edits else _edited(area, edits[place])
        for place, area in enumerate(agenda.areas)
        if place not in edits or edits[place].text
    ]
    if added is None or not added.text:
        return replace(agenda, areas=tuple(areas))
    own = _edited(Area(key=f"added:{agenda.added + 1}", text=""), added)
    return replace(agenda, areas=(*areas, own), added=agenda.added + 1)


def _edited(area: Area, edit: AreaEdit) -> Area:
    edited = replace(area, text=edit.text, evidence=edit.evidence, presenter_id=edit.presenter_id)
    return area if edited == area else replace(edited, is_edited=True)
