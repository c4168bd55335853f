"""Points out due dates that people set on a day without school. Such a date is never refused."""

from datetime import date

from sqlalchemy.orm import Session

from bot.messages import notices
from bot.slack import ack
from bot.slack.ack import Ack
from prompts import Safe, say
from storage.people import calendars

NOUN = "action_items"


def sentence(session: Session, organization_id: int, day: date | None) -> Safe | None:
    """Names the day and the next open one; None for a school day."""
    day_off = calendars.of(session, organization_id).day_off(day) if day else None
    return say(NOUN, "day_off", day_off=day_off) if day_off else None


def first(session: Session, organization_id: int, *days: date | None) -> Safe | None:
    """Names the first of the days without school; None if there is none."""
    sentences = (sentence(session, organization_id, day) for day in days)
    return next((each for each in sentences if each is not None), None)


def saved(session: Session, organization_id: int, *days: date | None) -> Ack:
    """The ack of a form that set these dates: it closes, or points out the first of them without school."""
    day_off = first(session, organization_id, *days)
    return ack.update(notices.form(notices.sentence(NOUN, "date_saved", day_off=day_off))) if day_off else {}
