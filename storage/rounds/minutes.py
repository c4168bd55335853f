"""Minutes of the monthly highlight discussions. Published minutes stay as they were signed.

People stand in them as mentions, for which their names are filled in whenever minutes are read.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, case, func, select, update
from sqlalchemy.orm import Session

from conversations.highlight import (
    Amendment,
    EvidenceOutcome,
    FollowUp,
    Minutes,
    MinutesLine,
    MinutesSection,
    Section,
    Signature,
    Standing,
)
from storage.models import MinutesRow
from storage.people import mentions
from storage.rounds import promises, signing


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredMinutes:
    """Stored minutes and their state. An edit must start from this `version`."""

    id: int
    plan_id: int
    period: str
    published: bool
    version: int
    minutes: Minutes
    published_by: int | None = None
    """Person id."""
    signatures: tuple[Signature, ...] = ()
    amendments: tuple[Amendment, ...] = ()


def find(session: Session, plan_id: int, period: str) -> StoredMinutes | None:
    row = session.scalar(select(MinutesRow).filter_by(plan_id=plan_id, period=period))
    return _stored(session, row) if row else None


def get(session: Session, minutes_id: int) -> StoredMinutes:
    """Raises LookupError for an unknown id."""
    row = session.get(MinutesRow, minutes_id)
    if row is None:
        raise LookupError(f"minutes {minutes_id}")
    return _stored(session, row)


def published_before(session: Session, plan_id: int, period: str) -> StoredMinutes | None:
    """The newest published minutes of an earlier month."""
    row = session.scalar(select(MinutesRow).where(*_published_before(plan_id, period)).order_by(_NEWEST).limit(1))
    return _stored(session, row) if row else None


def period_before(session: Session, plan_id: int, period: str) -> str:
    """The month of the newest published minutes of an earlier month; empty without any. It reads no minutes."""
    of_month = select(MinutesRow.period).where(*_published_before(plan_id, period))
    return session.scalar(of_month.order_by(_NEWEST).limit(1)) or ""


_NEWEST = MinutesRow.period.desc()


def _published_before(plan_id: int, period: str) -> tuple[ColumnElement[bool], ...]:
    return MinutesRow.plan_id == plan_id, MinutesRow.period < period, MinutesRow.state == "published"


def newest(session: Session, plan_id: int) -> StoredMinutes | None:
    """Of the latest month that has minutes, drafted or published."""
    statement = select(MinutesRow).filter_by(plan_id=plan_id).order_by(MinutesRow.period.desc()).limit(1)
    row = session.scalar(statement)
    return _stored(session, row) if row else None


def published(session: Session, plan_id: int) -> list[StoredMinutes]:
    statement = select(MinutesRow).filter_by(plan_id=plan_id, state="published").order_by(MinutesRow.period)
    return [_stored(session, row) for row in session.scalars(statement)]


def after(session: Session, plan_id: int, period: str) -> list[StoredMinutes]:
    """Those of later months, drafted or published."""
    statement = select(MinutesRow).where(MinutesRow.plan_id == plan_id, MinutesRow.period > period)
    return [_stored(session, row) for row in session.scalars(statement.order_by(MinutesRow.period))]


@dataclass(frozen=True, slots=True)
class MinutesPeriods:
    """The latest months of a plan with published minutes and with a draft; empty without one."""

    published: str = ""
    draft: str = ""


def latest_periods(session: Session, plan_ids: Collection[int]) -> dict[int, MinutesPeriods]:
    """By plan id; no entry for a plan without minutes."""
    of_state = {state: func.max(case((MinutesRow.state == state, MinutesRow.period))) for state in _STATES}
    statement = select(MinutesRow.plan_id, *of_state.values()).where(MinutesRow.plan_id.in_(plan_ids))
    latest = session.execute(statement.group_by(MinutesRow.plan_id))
    return {plan_id: MinutesPeriods(published or "", draft or "") for plan_id, published, draft in latest}


_STATES = ("published", "draft")


def add_draft(session: Session, plan_id: int, minutes: Minutes) -> StoredMinutes:
    content = mentions.with_ids(session, plan_id, to_json(minutes), TEXTS)
    row = MinutesRow(plan_id=plan_id, period=minutes.period, content=content)
    session.add(row)
    session.flush()
    return _stored(session, row)


def change(session: Session, stored: StoredMinutes, minutes: Minutes) -> StoredMinutes | None:
    """Save an edit. Returns None if the draft changed or was published since `stored` was read."""
    statement = (
        update(MinutesRow)
        .where(MinutesRow.id == stored.id, MinutesRow.version == stored.version, MinutesRow.state == "draft")
        .values(content=_content(session, stored, minutes), version=stored.version + 1)
        .returning(MinutesRow.id)
    )
    if session.execute(statement).first() is None:
        return None
    return replace(stored, version=stored.version + 1, minutes=minutes)


def publish(session: Session, stored: StoredMinutes, minutes: Minutes, *, by: int, at: datetime) -> bool:
    """Publish the draft and keep what its next steps promise. Returns False if it changed since `stored` was read."""
    statement = (
        update(MinutesRow)
        .where(MinutesRow.id == stored.id, MinutesRow.version == stored.version, MinutesRow.state == "draft")
        .values(content=_content(session, stored, minutes), state="published", published_at=at, published_by=by)
        .returning(MinutesRow.id)
    )
    if session.execute(statement).first() is None:
        return False
    promises.add_promises(session, stored.id, minutes.promises())
    return True


def unpublish(session: Session, stored: StoredMinutes) -> StoredMinutes:
    """Turn published minutes into an unsigned draft, which promises nothing. Forms opened before are out of date."""
    promises.remove_promises(session, stored.id)
    minutes = replace(stored.minutes, submitted_on=None, submitted_by="")
    signing.remove_signatures(session, stored.id)
    draft = replace(stored, published=False, version=stored.version + 1, minutes=minutes, signatures=())
    content = _content(session, stored, minutes)
    values = {"content": content, "version": draft.version, "published_at": None, "published_by": None}
    session.execute(update(MinutesRow).where(MinutesRow.id == stored.id).values(state="draft", **values))
    return draft


TEXTS = frozenset(
    {
        *("participants", "submitted_by", "not_reported", "undiscussed", "offered"),
        *("text", "who", "edited_by", "key", "facts", "draft_note", "risk", "what", "line", "name"),
    }
)
"""The fields of the stored content in which people may be named."""


def _content(session: Session, stored: StoredMinutes, minutes: Minutes) -> dict[str, Any]:
    """What is stored of an edit. Who was mentioned before is meant again, whatever namesakes they have."""
    before = session.scalar(select(MinutesRow.content).filter_by(id=stored.id))
    return mentions.with_ids(session, stored.plan_id, to_json(minutes), TEXTS, before=before)


def _stored(session: Session, row: MinutesRow) -> StoredMinutes:
    is_published = row.state == "published"
    return StoredMinutes(
        id=row.id,
        plan_id=row.plan_id,
        period=row.period,
        published=is_published,
        version=row.version,
        minutes=from_json(mentions.with_names(session, row.plan_id, row.content)),
        published_by=row.published_by,
        signatures=signing.signatures(session, row.id) if is_published else (),
        amendments=signing.amendments(session, row.id) if is_published else (),
    )


_LINE = TypeAdapter(MinutesLine)
_STANDING = TypeAdapter(Standing)
_FOLLOW_UP = TypeAdapter(FollowUp)
_EVIDENCE = TypeAdapter(tuple[EvidenceOutcome, ...])


def to_json(minutes: Minutes) -> dict[str, Any]:
    return {
        "organization": minutes.organization,
        "district": minutes.district,
        "plan": minutes.plan,
        "period": minutes.period,
        "participants": list(minutes.participants),
        "held_on": _iso(minutes.held_on),
        "previous_on": _iso(minutes.previous_on),
        "next_on": _iso(minutes.next_on),
        "submitted_on": _iso(minutes.submitted_on),
        "submitted_by": minutes.submitted_by,
        "standing": _STANDING.dump_python(minutes.standing, mode="json") if minutes.standing else None,
        "follow_up": _FOLLOW_UP.dump_python(minutes.follow_up, mode="json") if minutes.follow_up else None,
        "undiscussed": list(minutes.undiscussed),
        "evidence": _EVIDENCE.dump_python(minutes.evidence, mode="json"),
        "sections": {
            section.key: [_LINE.dump_python(line, mode="json") for line in section.lines]
            for section in minutes.sections
        },
        "offered": sorted(minutes.offered),
    }


def from_json(content: Mapping[str, Any]) -> Minutes:
    """Stored minutes as a value. Older ones lack fields that were added later."""
    standing, follow_up = content.get("standing"), content.get("follow_up")
    return Minutes(
        organization=content["organization"],
        district=content.get("district", ""),
        plan=content["plan"],
        period=content["period"],
        participants=tuple(content["participants"]),
        held_on=_date(content["held_on"]),
        previous_on=_date(content["previous_on"]),
        next_on=_date(content.get("next_on")),
        submitted_on=_date(content["submitted_on"]),
        submitted_by=content["submitted_by"],
        standing=_STANDING.validate_python(standing) if standing else None,
        follow_up=_FOLLOW_UP.validate_python(follow_up) if follow_up else None,
        evidence=_EVIDENCE.validate_python(content.get("evidence", ())),
        undiscussed=tuple(content.get("undiscussed", ())),
        sections=tuple(
            MinutesSection(key=key, lines=tuple(_LINE.validate_python(line) for line in content["sections"][key]))
            for key in Section
            if key in content["sections"]
        ),
        offered=frozenset(content["offered"]),
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
