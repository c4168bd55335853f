"""A team's private ratings of initiatives. Closing a round keeps medians and spreads, and deletes who rated what."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from plans.initiative_ratings import InitiativeRating, RatingSummary, Spread, summarize
from storage.items.items import Stamp
from storage.models import (
    InitiativeRaterRow,
    InitiativeRatingRoundRow,
    InitiativeRatingRow,
    InitiativeRatingSummaryRow,
    OrganizationRow,
    PersonRow,
)
from storage.rows import rows
from storage.upsert import add_returning_id, change, insert_missing, upsert


@dataclass(frozen=True, slots=True, kw_only=True)
class RatingRound:
    id: int
    organization_id: int
    workspace_id: str
    time_zone: str
    person_id: int
    """Who asked the team."""
    closes_on: date
    reminded_on: date | None
    closed_on: date | None
    raters: int
    rated: int
    """How many of the raters have rated anything."""


def begin(session: Session, organization_id: int, person_ids: Collection[int], closes_on: date, stamp: Stamp) -> int:
    """The id of the round."""
    typed = {"organization_id": organization_id, "closes_on": closes_on}
    round_id = add_returning_id(session, InitiativeRatingRoundRow, {**typed, "person_id": stamp.by, "at": stamp.at})
    raters = [{"round_id": round_id, "person_id": person_id, "has_rated": False} for person_id in person_ids]
    insert_missing(session, InitiativeRaterRow, raters, unique=["round_id", "person_id"])
    return round_id


def find(session: Session, round_id: int) -> RatingRound | None:
    return next(iter(_read(session, InitiativeRatingRoundRow.id == round_id)), None)


def open_round(session: Session, organization_id: int) -> RatingRound | None:
    """The newest that is not closed."""
    row = InitiativeRatingRoundRow
    return next(iter(_read(session, row.organization_id == organization_id, row.closed_on.is_(None))), None)


def open_rounds(session: Session) -> list[RatingRound]:
    return _read(session, InitiativeRatingRoundRow.closed_on.is_(None))


def latest_closed(session: Session, organization_id: int, day: date) -> RatingRound | None:
    """The one that was closed last at the end of the day."""
    row = InitiativeRatingRoundRow
    return next(iter(_read(session, row.organization_id == organization_id, row.closed_on <= day)), None)


def _read(session: Session, *conditions: object) -> list[RatingRound]:
    row, rater = InitiativeRatingRoundRow, InitiativeRaterRow
    of_round = select(func.count(rater.id)).where(rater.round_id == row.id).correlate(row)
    statement = (
        select(
            *(row.id, row.organization_id, row.person_id, row.closes_on, row.reminded_on, row.closed_on),
            *(OrganizationRow.workspace_id, OrganizationRow.time_zone),
            of_round.scalar_subquery().label("raters"),
            of_round.where(rater.has_rated.is_(True)).scalar_subquery().label("rated"),
        )
        .join(OrganizationRow, OrganizationRow.id == row.organization_id)
        .where(*conditions)  # type: ignore[arg-type]  # comparisons of columns
        .order_by(row.id.desc())
    )
    return [RatingRound(**each._asdict()) for each in rows(session, statement)]


def rater_id(session: Session, round_id: int, person_id: int) -> int | None:
    """None for a person who is not on the team."""
    return session.scalar(select(InitiativeRaterRow.id).filter_by(round_id=round_id, person_id=person_id))


def raters(session: Session, round_id: int, *, waiting: bool = False) -> Sequence[PersonRow]:
    """The team, or with `waiting` those of it who have not rated."""
    statement = (
        select(PersonRow)
        .join(InitiativeRaterRow, InitiativeRaterRow.person_id == PersonRow.id)
        .where(InitiativeRaterRow.round_id == round_id)
        .order_by(PersonRow.id)
    )
    return session.scalars(statement.where(InitiativeRaterRow.has_rated.is_(False)) if waiting else statement).all()


def own(session: Session, rater: int) -> Mapping[int, InitiativeRating]:
    """One person's ratings in an open round, by the initiatives' ids."""
    row = InitiativeRatingRow
    statement = select(row.initiative_id, row.impact, row.effort).where(row.rater_id == rater)
    return {each.initiative_id: InitiativeRating(each.impact, each.effort) for each in rows(session, statement)}


def rate(session: Session, rater: int, ratings: Mapping[int, InitiativeRating], withdrawn: Collection[int]) -> None:
    """Save one person's ratings, and delete those they took back."""
    row = InitiativeRatingRow
    session.execute(delete(row).where(row.rater_id == rater, row.initiative_id.in_(withdrawn)))
    values = [
        {"rater_id": rater, "initiative_id": initiative_id, "impact": rating.impact, "effort": rating.effort}
        for initiative_id, rating in ratings.items()
    ]
    upsert(session, row, *values, unique=["rater_id", "initiative_id"])
    change(session, InitiativeRaterRow, rater, has_rated=bool(own(session, rater)))


def close(session: Session, round_id: int, on: date) -> bool:
    """Keep only what the ratings say together. False if the round was closed before."""
    row = InitiativeRatingRoundRow
    closing = update(row).where(row.id == round_id, row.closed_on.is_(None)).values(closed_on=on)
    if session.execute(closing.returning(row.id)).first() is None:
        return False
    rating, rater = InitiativeRatingRow, InitiativeRaterRow
    of_round = select(rater.id).where(rater.round_id == round_id)
    statement = select(rating.initiative_id, rating.impact, rating.effort).where(rating.rater_id.in_(of_round))
    by_initiative: dict[int, list[InitiativeRating]] = {}
    for each in rows(session, statement):
        by_initiative.setdefault(each.initiative_id, []).append(InitiativeRating(each.impact, each.effort))
    session.add_all(_summary_row(round_id, id_, summarize(rated)) for id_, rated in sorted(by_initiative.items()))
    session.execute(delete(rating).where(rating.rater_id.in_(of_round)))
    session.flush()
    return True


def _summary_row(round_id: int, initiative_id: int, summary: RatingSummary) -> InitiativeRatingSummaryRow:
    impact, effort = summary.impact, summary.effort
    return InitiativeRatingSummaryRow(
        round_id=round_id,
        initiative_id=initiative_id,
        raters=summary.raters,
        impact_median=impact.median if impact else None,
        impact_lowest=impact.lowest if impact else None,
        impact_highest=impact.highest if impact else None,
        effort_median=effort.median if effort else None,
        effort_lowest=effort.lowest if effort else None,
        effort_highest=effort.highest if effort else None,
    )


def summaries(session: Session, round_id: int) -> Mapping[int, RatingSummary]:
    """Of a closed round, by the initiatives' ids."""
    statement = select(InitiativeRatingSummaryRow).filter_by(round_id=round_id)
    return {row.initiative_id: _summary(row) for row in session.scalars(statement)}


def _summary(row: InitiativeRatingSummaryRow) -> RatingSummary:
    if row.impact_median is None or row.effort_median is None:
        return RatingSummary(row.raters)
    return RatingSummary(
        row.raters,
        Spread(row.impact_median, row.impact_lowest or 0, row.impact_highest or 0),
        Spread(row.effort_median, row.effort_lowest or 0, row.effort_highest or 0),
    )


def mark_reminded(session: Session, round_id: int, on: date) -> bool:
    """False if another replica reminded first."""
    row = InitiativeRatingRoundRow
    statement = update(row).where(row.id == round_id, row.reminded_on.is_(None)).values(reminded_on=on)
    return session.execute(statement.returning(row.id)).first() is not None
