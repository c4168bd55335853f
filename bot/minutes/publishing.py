"""Publishing minutes: signing and announcing them, and making them a draft again if they cannot be posted."""

import re
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from bot import draft_copies
from bot.check_ins import refreshing
from bot.messages import minutes as messages
from bot.permissions.plan_rules import permitted
from bot.permissions.roles import Permission
from bot.turns import CannotDoError, Turn
from prompts import say
from storage.delivery import outbox, undelivered
from storage.delivery.claims import Claimed
from storage.delivery.outbox import OutboxMessage
from storage.models import PersonRow
from storage.plans import plans
from storage.plans.plans import PlanSummary
from storage.rounds import minutes as store
from storage.rounds import rounds
from storage.rounds.minutes import StoredMinutes

_ANNOUNCED = re.compile(r"minutes:([0-9]+):published")


def publish(turn: Turn, plan: PlanSummary, stored: StoredMinutes, place: str) -> StoredMinutes:
    """Sign the minutes, post them and their files. Raises CannotDoError if they changed meanwhile."""
    today = turn.today(plan.time_zone)
    signed = replace(
        stored.minutes, submitted_on=today, submitted_by=turn.by.name, held_on=stored.minutes.held_on or today
    )
    if not store.publish(turn.session, stored, signed, by=turn.by.id, at=turn.now):
        raise CannotDoError("minutes", "changed_meanwhile")
    final = replace(stored, published=True, published_by=turn.by.id, minutes=signed)
    _announce(turn, plan, final, place)
    show(turn, plan, final)
    return final


def announcement_key(minutes_id: int) -> str:
    return f"minutes:{minutes_id}:published"


def reissue(turn: Turn, plan: PlanSummary, stored: StoredMinutes) -> str | None:
    """Show what was added to published minutes where they were announced, and post their files once more.

    Returns that place; None if the announcement was withdrawn.
    """
    show_drafts(turn, plan, stored)
    key = announcement_key(stored.id)
    place = outbox.readers(turn.session, [key]).get(key)
    if place is None:
        return None
    announcement = messages.published(stored, _publisher(turn, stored))
    turn.put(OutboxMessage.update(plan.workspace_id, place, key, announcement.payload()))
    _queue_files(turn, plan, stored, place)
    return place


def _publisher(turn: Turn, stored: StoredMinutes) -> str:
    """The Slack id of who published them."""
    return turn.session.get_one(PersonRow, stored.published_by).slack_id


def publish_in(turn: Turn, key: str, place: str) -> bool:
    """Publish in `place` the minutes whose announcement with this key failed. False for other messages."""
    stored = _announced(turn.session, key)
    if stored is None or stored.published:
        return False
    publish(turn, plans.summary(turn.session, stored.plan_id), stored, place)
    return True


def require_writer(turn: Turn, key: str) -> None:
    """Raises CannotDoError for people who may not, or no longer, write the minutes this message announces."""
    stored = _announced(turn.session, key)
    if stored is not None:
        permitted(turn, Permission.WRITE_MINUTES, plans.summary(turn.session, stored.plan_id))


def unpublish(session: Session, announcement: Claimed, now: datetime) -> StoredMinutes | None:
    """Make minutes that could not be posted a draft again. None for other messages."""
    stored = _announced(session, announcement.key)
    if stored is None or not stored.published:
        return None
    draft, turn = store.unpublish(session, stored), Turn(session, now)
    show(turn, plans.summary(session, stored.plan_id), draft)
    return draft


def show(turn: Turn, plan: PlanSummary, stored: StoredMinutes) -> None:
    """Update every copy of the draft and the month's check-in messages."""
    show_drafts(turn, plan, stored)
    month = rounds.round_of(turn.session, plan.id, stored.period)
    if month is not None:
        refreshing.show_round(turn, month.id)


def draft_key(minutes_id: int, command_key: str) -> str:
    """The key of one copy of the draft, posted for one command."""
    return draft_copies.post_key(f"minutes:{minutes_id}", command_key)


def show_drafts(turn: Turn, plan: PlanSummary, stored: StoredMinutes) -> None:
    """Update the copies of everyone who may still write these minutes."""
    draft_copies.show(turn, plan, f"minutes:{stored.id}", messages.draft(stored))


def _announced(session: Session, key: str) -> StoredMinutes | None:
    match = _ANNOUNCED.fullmatch(key)
    return store.get(session, int(match[1])) if match else None


def _announce(turn: Turn, plan: PlanSummary, stored: StoredMinutes, place: str) -> None:
    """Queue the announcement, and the files in its thread."""
    key = announcement_key(stored.id)
    undelivered.delete_message(turn.session, key)
    announcement = messages.published(stored, turn.by.slack_id)
    turn.put(OutboxMessage.post(plan.workspace_id, place, key, announcement.payload()))
    _queue_files(turn, plan, stored, place)


def _queue_files(turn: Turn, plan: PlanSummary, stored: StoredMinutes, place: str) -> None:
    """One set of files for each addition, in the announcement's thread."""
    key = announcement_key(stored.id)
    additions = len(stored.signatures) + len(stored.amendments)
    turn.put(
        OutboxMessage.upload(
            plan.workspace_id,
            place,
            f"{key}:files:{additions}" if additions else f"{key}:files",
            {"make": "minutes", "minutes": stored.id, "text": say("minutes", "files", stored=stored)},
            target_key=key,
        )
    )
