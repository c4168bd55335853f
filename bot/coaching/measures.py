"""A question about what a goal's measure lacks: its form begins with that measure's words, and saving changes it."""

from collections.abc import Iterable
from dataclasses import replace

from bot.coaching.room import CoachingRoom
from bot.messages.coaching.parts import Wording
from conversations.coaching.measures import asks_for_new, completed, new_parts, to_complete, values_of
from conversations.facts import FactSection
from conversations.parts import PartKind
from conversations.script import FactKind
from conversations.threads.replies import Reply, answers
from conversations.threads.state import Visit
from plans.plan import Measure
from storage.plans import part_values, places


def are_asked_about(room: CoachingRoom, visit: Visit) -> bool:
    """Whether the question asks what is missing in measures of the plan."""
    return visit in room.state.checked and room.dialog.script.find(visit.step).completes_measures


def wordings(room: CoachingRoom, visit: Visit, answered: Iterable[Reply]) -> list[Wording]:
    """Each measure to complete, by its key. The answers are added if they can only be about one measure."""
    measures, saved = _measures(room, visit), _saved(room, visit)
    keys = to_complete(measures, has_saved=bool(saved))
    if len({*keys, *saved}) > 1:
        return [Wording(key, values_of(measures[key]), is_in_plan=True) for key in keys]
    return [Wording(key, completed(measures[key], answers(answered)), is_in_plan=True) for key in keys]


def form_values(room: CoachingRoom, visit: Visit, key: str, answered: Iterable[Reply]) -> dict[str, str]:
    """What the form of the measure with this key begins with. Empty if it left the plan."""
    worded = {wording.source: dict(wording.values) for wording in wordings(room, visit, answered)}
    measures = _measures(room, visit)
    return worded.get(key) or (values_of(measures[key]) if key in measures else {})


def without_old(room: CoachingRoom, visit: Visit, sections: Iterable[FactSection]) -> list[FactSection]:
    """The facts of a question about a new measure: of the goal's measures, only that one."""
    if not asks_for_new(room.dialog.script, room.state, visit):
        return list(sections)
    new = _measures(room, visit).values()
    cut = [
        replace(section, facts=[fact for fact in section.facts if fact in new])
        if section.kind is FactKind.GOALS
        else section
        for section in sections
    ]
    return [section for section in cut if section.facts or section.kind is not FactKind.GOALS]


def _saved(room: CoachingRoom, visit: Visit) -> set[str]:
    """The keys of the measures that this question has changed or added."""
    return {part.key for part in room.state.parts if (part.visit, part.kind) == (visit, PartKind.MEASURE)}


def _measures(room: CoachingRoom, visit: Visit) -> dict[str, Measure]:
    """The measures of the goal that the question is at, by their keys: only the new ones if it asks for such."""
    session, script, state = room.turn.session, room.dialog.script, room.state
    goal = places.place_of_part(session, room.dialog.id, room.plan.id, visit.item)
    measures = part_values.measures_of(session, goal) if goal else {}
    if not asks_for_new(script, state, visit):
        return measures
    rows = {
        part.key: str(places.place_of(session, room.dialog.id, part.key)) for part in new_parts(script, state, visit)
    }
    return {key: measures[row] for key, row in rows.items() if row in measures}
