"""Opens a round: whom it asks about what."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, String, cast, literal, or_, select
from sqlalchemy.orm import Session

from conversations.check_in import Subject
from storage.models import CheckInRequestRow, RequestTopicRow
from storage.rounds.subjects import COLUMN, columns_of
from storage.upsert import insert_missing


def keyed(noun: str) -> ColumnElement[str]:
    """The key of a request's message: `check_in` asks; `nudge` asks again, and its key ends with its number."""
    return literal(f"{noun}:") + cast(CheckInRequestRow.id, String)


@dataclass(frozen=True, slots=True)
class Addressee:
    """Whom a round asks: a person, possibly through a stand-in, or a team in its channel."""

    person_id: int | None = None
    channel: str | None = None
    team: str = ""
    stand_in_id: int | None = None


def add_requests(
    session: Session, round_id: int, topics: Mapping[Addressee, Sequence[tuple[Subject, int]]]
) -> dict[Addressee, int]:
    """Save the requests and their topics; return request ids by addressee. Who reported early only gets new topics."""
    asked_before = set(session.scalars(_ids(round_id, topics)))
    for unique in ("person_id", "channel"):
        rows = [_request_row(round_id, addressee) for addressee in topics if getattr(addressee, unique) is not None]
        insert_missing(session, CheckInRequestRow, rows, unique=["round_id", unique])
    requests = session.execute(
        _ids(round_id, topics).add_columns(CheckInRequestRow.person_id, CheckInRequestRow.channel)
    ).all()
    by_place = {(person_id, channel): request_id for request_id, person_id, channel in requests}
    ids = {addressee: by_place[addressee.person_id, addressee.channel] for addressee in topics}
    before = _asked_before(session, asked_before)
    subjects = [
        {"request_id": ids[addressee], "position": position, **columns_of(*subject)}
        for addressee, subjects_of in topics.items()
        for position, subject in _places(subjects_of, before.get(ids[addressee], []))
    ]
    insert_missing(session, RequestTopicRow, subjects, unique=["request_id", "position"])
    return ids


def _ids(round_id: int, addressed: Iterable[Addressee]) -> Select[int]:
    """Ids of these addressees' requests in a round."""
    people, channels = ([getattr(addressee, place) for addressee in addressed] for place in ("person_id", "channel"))
    return select(CheckInRequestRow.id).where(
        CheckInRequestRow.round_id == round_id,
        or_(CheckInRequestRow.person_id.in_(people), CheckInRequestRow.channel.in_(channels)),
    )


def addressees(session: Session, round_id: int) -> set[tuple[int | None, str | None]]:
    """Everyone with a request in a round: a person, or a team's channel."""
    rows = session.execute(select(CheckInRequestRow.person_id, CheckInRequestRow.channel).filter_by(round_id=round_id))
    return {(person_id, channel) for person_id, channel in rows}


def _request_row(round_id: int, addressee: Addressee) -> dict[str, Any]:
    who = {
        "person_id": addressee.person_id,
        "channel": addressee.channel,
        "team": addressee.team,
        "stand_in_id": addressee.stand_in_id,
    }
    return {"round_id": round_id, **who}


def _asked_before(session: Session, request_ids: Iterable[int]) -> dict[int, list[tuple[Subject, int]]]:
    """Topics of requests that exist already, in their order."""
    by_request: dict[int, list[tuple[Subject, int]]] = {}
    statement = (
        select(RequestTopicRow)
        .where(RequestTopicRow.request_id.in_(request_ids))
        .order_by(RequestTopicRow.request_id, RequestTopicRow.position)
    )
    for row in session.scalars(statement):
        subject = next(kind for kind, name in COLUMN.items() if getattr(row, name) is not None)
        by_request.setdefault(row.request_id, []).append((subject, getattr(row, COLUMN[subject])))
    return by_request


def _places(
    subjects: Sequence[tuple[Subject, int]], before: Sequence[tuple[Subject, int]]
) -> Iterable[tuple[int, tuple[Subject, int]]]:
    return enumerate((subject for subject in subjects if subject not in before), start=len(before))
