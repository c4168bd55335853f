"""Earlier conversations with the same script: what they answered is left out of this one while its facts stay."""

from dataclasses import replace

from bot.coaching import facts
from bot.coaching.room import CoachingRoom
from conversations.coaching.memory import answered_lately, answered_visits, answers_of, leave_out
from conversations.coaching.record import by_visit
from conversations.coaching.state import CoachingState
from conversations.threads.state import Visit
from storage.dialogs import coaching, replies
from storage.plans import fact_scopes, places


def without_answered(room: CoachingRoom) -> CoachingState:
    """The state of a conversation that begins, without what the same team answered lately."""
    earlier = coaching.finished_before(room.turn.session, room.dialog)
    if not earlier:
        return room.state
    script, today = room.dialog.script, room.turn.today(room.plan.time_zone)
    answered = answered_lately(script, room.state, [past.state for past in earlier], today)
    return leave_out(script, room.state, answered, facts.fingerprints(room, answered))


def remember(room: CoachingRoom) -> None:
    """At the end, save what was answered and the facts it bears on, as they are now."""
    session, state, today = room.turn.session, room.state, room.turn.today(room.plan.time_zone)
    replied_to = by_visit(state, replies.all_of(session, room.dialog.id))
    fingerprints = facts.fingerprints(room, answered_visits(state, replied_to), at_end=True)
    answered = answers_of(state, replied_to, fingerprints, today)
    answered = tuple(replace(each, visit=_next_time(room, each.visit)) for each in answered)
    room.change(replace(state, answered=answered))


def _next_time(room: CoachingRoom, visit: Visit) -> Visit:
    """A question about a part written in this conversation goes by that part's code in the plan the next time."""
    item = visit.item and places.place_of(room.turn.session, room.dialog.id, visit.item)
    code = fact_scopes.code_of(room.turn.session, item) if item else ""
    kind = room.dialog.script.find(visit.step).for_each
    return Visit(visit.step, f"{kind}:{code}") if code and kind else visit
