"""What a root cause dialog writes into the plan: strategies, action items and priorities, each for its root."""

from collections.abc import Iterable

from bot.messages.root_cause import parts
from bot.messages.threads.parts import taken_back
from bot.root_cause.room import NOUN, RootCauseRoom
from bot.threads import plan_writing, taking_back
from bot.threads.plan_writing import MILESTONE_OF, Origin
from conversations.parts import PartKind
from conversations.root_cause.state import Pick, RootCauseStep
from conversations.root_cause.tree import Cause
from conversations.threads.state import Visit, WrittenPart
from plans.practices import PRACTICES
from prompts import plain
from storage.dialogs import root_links
from storage.models import MilestoneRow, PriorityRow, StrategyRow
from storage.plans import part_parents, places, plans, written_parts
from storage.plans.places import PlanRowReference
from storage.plans.written_parts import NewPart, Saved

# ---------------------------------------------------------------- what a form begins with


def draft(room: RootCauseRoom, root: str) -> dict[str, str]:
    """A proposal for the strategy, from the root and the missing practice."""
    state = room.state
    code = state.practice_of(root)
    practice = PRACTICES[code].name if code else ""
    words = {"practice_name": practice, "root": state.tree.words(root), "symptom": state.tree.symptom.text}
    wording = {name: plain(NOUN, f"draft_{name}", **words) for name in ("if_we", "then", "and_so")}
    return {**wording, "practice": code or ""}


def first_values(room: RootCauseRoom, root: str, kind: PartKind, part_key: str) -> dict[str, str]:
    """The form's initial values: what was saved before, or a proposal for a strategy."""
    written = next((part for part in room.state.parts if part.key == part_key), None)
    if written:
        return dict(written.values)
    return draft(room, root) if kind is PartKind.STRATEGY else {}


def parents(room: RootCauseRoom, root: str, kind: PartKind, part_key: str) -> dict[str, str]:
    """The parents the leader can choose from; empty if the part or its root has its place already."""
    if part_key and places.place_of(room.turn.session, room.dialog.id, part_key):
        return {}
    place = _priority_place(room, root) if kind is PartKind.STRATEGY else _strategy(room, root)
    return {} if place else part_parents.options(room.turn.session, room.plan.id, kind)


def goals(room: RootCauseRoom) -> list[tuple[str, str]]:
    return [(goal.code, goal.text) for goal in plans.goals(room.turn.session, room.plan.id)]


def known_picks(room: RootCauseRoom, roots: Iterable[Cause]) -> dict[str, Pick]:
    """The earlier choice, or else the priority of the root's strategy."""
    picks = {room.state.tree.now(pick.root): pick for pick in room.state.picks}
    for root in roots:
        place = _priority_place(room, root.key)
        if place and root.key not in picks:
            picks[root.key] = Pick(root.key, root_links.priority(room.turn.session, place.row_id).title)
    return picks


# ---------------------------------------------------------------- where it belongs


def _priority_key(room: RootCauseRoom, root: str) -> str:
    """The key of the part that makes this root a priority."""
    return f"{Visit(RootCauseStep.RANK, room.state.tree.now(root))}#priority"


def _priority_place(room: RootCauseRoom, root: str) -> PlanRowReference | None:
    return places.place_of(room.turn.session, room.dialog.id, _priority_key(room, root))


def _strategy(room: RootCauseRoom, root: str) -> PlanRowReference | None:
    """The first strategy written for this root."""
    written = room.state.work_for(root, PartKind.STRATEGY)
    return places.place_of(room.turn.session, room.dialog.id, written[0].key) if written else None


def _parent(room: RootCauseRoom, part: WrittenPart) -> PlanRowReference | None:
    if chosen := plan_writing.chosen_parent(part):
        return chosen
    if part.kind is PartKind.STRATEGY:
        return _priority_place(room, part.visit.item)
    strategy = _strategy(room, part.visit.item)
    return _milestone(room, part.visit.item, strategy) if part.kind is PartKind.ACTION_ITEM and strategy else None


def _milestone(room: RootCauseRoom, root: str, strategy: PlanRowReference) -> PlanRowReference:
    """A strategy without milestones gets one for the strategy as a whole, as in plans from files."""
    session = room.turn.session
    milestone_id = root_links.first_milestone(session, strategy.row_id)
    if milestone_id is not None:
        return PlanRowReference(MilestoneRow.__tablename__, milestone_id)
    values = {"title": root_links.strategy_title(session, strategy.row_id)}
    new = NewPart(
        plan_id=room.plan.id,
        kind=PartKind.MILESTONE,
        values=values,
        parent=strategy,
        stamp=room.turn.stamp(room.plan.time_zone),
    )
    saved = written_parts.save(session, new)
    assert saved is not None  # it has a strategy to hang on
    strategy_key = room.state.work_for(root, PartKind.STRATEGY)[0].key
    places.save_place(session, room.dialog.id, MILESTONE_OF.format(key=strategy_key), saved.place)
    return saved.place


# ---------------------------------------------------------------- saving


def save(room: RootCauseRoom, part: WrittenPart) -> None:
    """Save a part in the plan and show it in the thread."""
    place = places.place_of(room.turn.session, room.dialog.id, part.key)
    new = NewPart(
        plan_id=room.plan.id,
        kind=part.kind,
        values=_with_lead(room, part, place),
        place=place,
        parent=_parent(room, part),
        stamp=room.turn.stamp(room.plan.time_zone),
    )
    saved = plan_writing.save(room, part, new, _origin(room, part))
    if saved:
        _note_priority(room, part, saved)
    code = saved.code if saved else ""
    room.show(
        f"part:{part.key}",
        parts.saved(room.dialog, part, code=code, organization=room.plan.organization),
    )


def take_back(room: RootCauseRoom, part: WrittenPart, by: str) -> None:
    taking_back.take_back(room, part)
    room.show(f"part:{part.key}", taken_back(part, by))


def _origin(room: RootCauseRoom, part: WrittenPart) -> Origin:
    """Link an action item to the cause it addresses."""
    state = room.state
    why = plain(NOUN, "moved_in", symptom=state.tree.symptom.text)
    return Origin.of(room.dialog, why, state.tree.words(part.visit.item))


def _with_lead(room: RootCauseRoom, part: WrittenPart, place: PlanRowReference | None) -> dict[str, str]:
    """An existing priority keeps its lead."""
    if part.kind is not PartKind.PRIORITY or place is None:
        return part.values
    return part.values | {"lead": root_links.priority(room.turn.session, place.row_id).lead or ""}


def _note_priority(room: RootCauseRoom, part: WrittenPart, saved: Saved) -> None:
    """The priority under which a root's strategy stands is the one the root becomes."""
    if part.kind is not PartKind.STRATEGY or _priority_place(room, part.visit.item):
        return
    assert saved.place.table == StrategyRow.__tablename__
    row_id = root_links.priority_of(room.turn.session, saved.place.row_id)
    key = _priority_key(room, part.visit.item)
    places.save_place(room.turn.session, room.dialog.id, key, PlanRowReference(PriorityRow.__tablename__, row_id))
