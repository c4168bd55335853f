"""Lays out what the plan says about a question, right above it in its message.

Only the facts that the step names are loaded, each by a query or two, as of the moment at which it is asked.
"""

from collections.abc import Iterable
from dataclasses import replace

from bot.coaching import measures, pictures
from bot.coaching.fact_sections import SECTIONS, FactReader
from bot.coaching.room import CoachingRoom
from bot.messages.coaching import facts as messages
from conversations.coaching import path
from conversations.coaching.steering import as_check
from conversations.facts import NARROWED, FactScope, FactSection, fingerprint, has_facts, scope_without_row
from conversations.parts import ForEachKind
from conversations.threads.state import Visit
from prompts import Safe
from storage.dialogs import asked_facts
from storage.plans import fact_scopes, places


def lay_out(room: CoachingRoom, asking: int, visit: Visit) -> Safe:
    """What stands above the question of a step, which is asked as a check if the plan has facts for it.

    It is kept for the record, as it is at this moment.
    """
    script = room.dialog.script
    sections = measures.without_old(room, visit, load(room, visit)) if script.find(visit.step).facts else []
    pictures.post(room, asking, sections)
    is_known = has_facts(sections, script.step)
    room.change(as_check(room.state, script, visit, has_facts=is_known))
    posted = messages.facts(sections)
    if posted:
        asked_facts.add(room.turn.session, room.dialog, asking, posted, messages.recorded(sections))
    return posted


def load(room: CoachingRoom, visit: Visit) -> list[FactSection]:
    """The sections of a step, in its order."""
    script, state = room.dialog.script, room.state
    item = path.item_of(script, state, visit)
    is_later = item is not None and path.items(state, item.kind)[0] != item
    whole = FactReader(room.turn.session, room.plan, room.dialog, room.turn.today(room.plan.time_zone))
    narrow = replace(whole, scope=_scope(room, visit))
    sections = []
    for kind in script.find(visit.step).facts:
        is_narrowed = item is not None and kind in NARROWED[item.kind]
        section = SECTIONS[kind](narrow if is_narrowed else whole)
        sections.append(replace(section, is_narrowed=is_narrowed, is_repeated=is_later and not is_narrowed))
    return sections


def fingerprints(room: CoachingRoom, visits: Iterable[Visit], *, at_end: bool = False) -> dict[Visit, str]:
    """Of the facts of each question at this moment; `at_end` of the conversation, nothing has happened since."""
    return {visit: fingerprint(load(room, visit), at_end=at_end) for visit in visits}


def _scope(room: CoachingRoom, visit: Visit) -> FactScope | None:
    item = path.item_of(room.dialog.script, room.state, visit)
    if item is None:
        return None
    session = room.turn.session
    place = places.place_of_part(session, room.dialog.id, room.plan.id, item.key)
    if place is None:
        return scope_without_row(item)
    code = fact_scopes.code_of(session, place)
    is_alone = item.kind is ForEachKind.BEHIND_ITEM  # what a milestone has and is behind comes in passes of its own
    return FactScope(
        kind=item.kind,
        code=code,
        codes=frozenset({code}) if is_alone else fact_scopes.codes_under(session, place),
        key=f"{ForEachKind.BENCHMARK}:{place.row_id}",
    )
