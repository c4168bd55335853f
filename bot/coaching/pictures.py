"""The picture above a question: at most one, and none where it would show no more than the words."""

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any

from sqlalchemy.orm import Session

from bot.coaching.room import CoachingRoom
from bot.messages.coaching import facts as messages
from bot.pictures.milestones import milestones_alt, milestones_picture, with_date
from bot.sending.renderers import FileRenderer
from bot.sending.uploads import File
from conversations.facts import FactSection
from conversations.highlight import DatedOutcome
from conversations.script import FactKind
from plans.item_progress import Day
from plans.milestones import MilestoneProgress
from plans.outcome_history import OutcomeHistory
from storage.database import Database
from storage.plans import milestones, plans
from storage.rounds import outcomes

FEWEST_MILESTONES = 3
"""The order of two dates is seen in the words."""


def post(room: CoachingRoom, asking: int, sections: Sequence[FactSection]) -> None:
    """The progress of the whole plan; else the readings of what is laid out; else the dates of its milestones."""
    today = room.turn.today(room.plan.time_zone).isoformat()
    if any(_is_whole_progress(section) for section in sections):
        drawn = {"plan": room.plan.id, "as_of": today, "is_over": False}
        room.upload(f"facts:{asking}", "progress", messages.picture("progress"), **drawn)
    elif keys := _with_movement(room, _laid_out(sections)):
        name = f"readings:{'+'.join(keys)}:{today}"
        if not room.has_shown(name):
            room.upload(name, "readings", messages.picture("readings"), plan=room.plan.id, as_of=today, keys=keys)
    elif any(_has_many_milestones(section) for section in sections):
        title = messages.picture("milestones")
        room.upload(f"milestones:{asking}", "milestones", title, plan=room.plan.id, as_of=today)


def _is_whole_progress(section: FactSection) -> bool:
    return section.kind is FactKind.PROGRESS and bool(section.facts) and not section.is_narrowed


def _has_many_milestones(section: FactSection) -> bool:
    """Of all the plan's: what is laid out of one strategy is a line or two."""
    listed = [fact for fact in section.facts if isinstance(fact, MilestoneProgress)]
    return not section.is_narrowed and not section.is_repeated and len(with_date(listed)) >= FEWEST_MILESTONES


def _laid_out(sections: Sequence[FactSection]) -> frozenset[str]:
    """The keys of the measures and benchmarks."""
    listed = (fact for section in sections if not section.is_repeated for fact in section.facts)
    return frozenset(fact.outcome.key for fact in listed if isinstance(fact, DatedOutcome))


def _with_movement(room: CoachingRoom, keys: frozenset[str]) -> list[str]:
    """Those with a reading beside a target. Empty if none has a second value to compare."""
    if not keys:
        return []
    compared = _histories(room.turn.session, room.plan.id, room.turn.today(room.plan.time_zone), keys)
    listed = dict.fromkeys(each.outcome.key for each in compared)
    return list(listed) if any(each.has_moved for each in compared) else []


def _histories(session: Session, plan_id: int, today: date, keys: frozenset[str]) -> list[OutcomeHistory]:
    """Of those with a target: the others are no more than their words."""
    read = outcomes.histories(session, plan_id, today)
    return [each for each in read if each.outcome.key in keys and each.target and (each.readings or each.withheld)]


def _milestones_drawn(database: Database, payload: Mapping[str, Any]) -> list[File]:
    as_of = date.fromisoformat(payload["as_of"])
    with database.read() as session:
        title = plans.summary(session, payload["plan"]).organization
        stand = milestones.as_of(session, payload["plan"], Day(as_of, is_over=False))
    return [
        File(
            name=f"milestones-{as_of.isoformat()}.png",
            title=messages.picture("milestones"),
            content=milestones_picture(title, as_of, stand),
            alt=milestones_alt(title, as_of, stand),
        )
    ]


FILES: Mapping[str, FileRenderer] = MappingProxyType({"milestones": _milestones_drawn})
