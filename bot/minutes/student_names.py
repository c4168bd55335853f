"""Which words in a draft of minutes seem to name a student. Whoever publishes is the last to look."""

from collections.abc import Sequence

from bot.messages.minutes import NOUN
from bot.messages.students import PossibleStudent
from bot.minutes.rules import MinutesOfPlan
from bot.turns import Turn
from plans.student_names import possible_students
from prompts import plain
from storage.people import allowed_names


def in_draft(turn: Turn, draft: MinutesOfPlan) -> Sequence[PossibleStudent]:
    places = [
        PossibleStudent(name, plain(NOUN, section.key))
        for section in draft.stored.minutes.sections
        for line in section.lines
        for name in possible_students(line.text)
    ]
    names = allowed_names.unexplained(turn.session, draft.plan.workspace_id, [place.name for place in places])
    return [place for place in dict.fromkeys(places) if place.name in names]
