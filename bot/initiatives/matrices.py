"""The priority matrix of the rating that was closed last."""

from datetime import date

from sqlalchemy.orm import Session

from bot.messages.initiative_ratings import Matrix
from plans.initiative_ratings import RatedInitiative
from storage.initiatives import inventory, ratings
from storage.people import organizations


def matrix_of(session: Session, organization_id: int, day: date) -> Matrix | None:
    """Of the round that was closed last; None before the first."""
    rating_round = ratings.latest_closed(session, organization_id, day)
    if rating_round is None or rating_round.closed_on is None:
        return None
    summaries = ratings.summaries(session, rating_round.id)
    listed = inventory.of_organization(session, organization_id, day)
    by_name = sorted(listed, key=lambda each: each.facts.name.casefold())
    return Matrix(
        organization=organizations.get(session, organization_id).name,
        closed_on=rating_round.closed_on,
        raters=rating_round.rated,
        rated=[RatedInitiative(each.facts.name, summaries[each.id]) for each in by_name if each.id in summaries],
    )
