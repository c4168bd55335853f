"""What an organization has under way beside its plan's parts, and what was decided about it. Rows are only added."""

from datetime import date, datetime

from sqlalchemy import Float, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base, one_of


class InitiativeRow(Base):
    """An initiative. What it is stands in its newest version."""

    __tablename__ = "initiative"
    id: Mapped[int] = mapped_column(primary_key=True)
    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"), index=True)


class InitiativeVersionRow(Base):
    """What was written about an initiative on a day."""

    __tablename__ = "initiative_version"
    id: Mapped[int] = mapped_column(primary_key=True)
    initiative_id: Mapped[int] = mapped_column(ForeignKey("initiative.id"), index=True)
    name: Mapped[str]
    purpose: Mapped[str]
    cost: Mapped[str]
    """Money, as typed."""
    time: Mapped[str]
    """Staff time, as typed."""
    started_on: Mapped[date | None]
    practices: Mapped[str]
    """Codes: "2b, 3a"."""
    place_ids: Mapped[list[str]]
    """Ids of the organizations it runs in."""
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    owner_name: Mapped[str]
    """As written, where the owner is no member of the workspace."""
    evidence: Mapped[str]
    evidence_link: Mapped[str]
    evidence_since: Mapped[date | None]
    evidence_shows: Mapped[str]
    is_removed: Mapped[bool]
    """Whether it was taken off the list because it was entered by mistake."""
    source: Mapped[str]
    """The name of the spreadsheet it was read from; empty for a form."""
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    recorded_on: Mapped[date]
    """The date of `at` in the organization's time zone."""


class InitiativeDecisionRow(Base):
    """What was decided about an initiative. The newest one counts."""

    __tablename__ = "initiative_decision"
    __table_args__ = (one_of("kind", "keep", "strengthen", "merge", "stop"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    initiative_id: Mapped[int] = mapped_column(ForeignKey("initiative.id"), index=True)
    kind: Mapped[str]
    reason: Mapped[str]
    into_id: Mapped[int | None] = mapped_column(ForeignKey("initiative.id"))
    """The initiative that a merged one becomes part of."""
    stops_on: Mapped[date | None]
    review_on: Mapped[date | None] = mapped_column(index=True)
    freed_cost: Mapped[str]
    """Money that stopping frees, as typed."""
    freed_time: Mapped[str]
    doubts: Mapped[list[str]]
    """What spoke against stopping it when the decision was confirmed."""
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    recorded_on: Mapped[date]
    """The date of `at` in the organization's time zone."""
    review_asked_on: Mapped[date | None]
    """The day on which its owner was reminded of the review."""
    stop_announced_on: Mapped[date | None]
    """The day on which those named heard that it stops."""


class InitiativeNoticeRow(Base):
    """Who tells whom that an initiative stops."""

    __tablename__ = "initiative_notice"
    id: Mapped[int] = mapped_column(primary_key=True)
    decision_id: Mapped[int] = mapped_column(ForeignKey("initiative_decision.id"), index=True)
    teller_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    audiences: Mapped[list[str]]
    other_audience: Mapped[str]
    due: Mapped[date]
    item_id: Mapped[int | None] = mapped_column(ForeignKey("action_item.id"))
    """The teller's action item, where the organization has a plan."""


class InitiativeRatingRoundRow(Base):
    """One time a team rated an organization's initiatives in private."""

    __tablename__ = "initiative_rating_round"
    id: Mapped[int] = mapped_column(primary_key=True)
    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    """Who asked the team."""
    at: Mapped[datetime]
    closes_on: Mapped[date]
    """The last day for ratings."""
    reminded_on: Mapped[date | None]
    closed_on: Mapped[date | None]


class InitiativeRaterRow(Base):
    """A member of the team that rates. Whether they rated is all that remains after the round."""

    __tablename__ = "initiative_rater"
    __table_args__ = (UniqueConstraint("round_id", "person_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("initiative_rating_round.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    has_rated: Mapped[bool]


class InitiativeRatingRow(Base):
    """One person's rating while the round is open. Closing it deletes all of them."""

    __tablename__ = "initiative_rating"
    __table_args__ = (UniqueConstraint("rater_id", "initiative_id"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    rater_id: Mapped[int] = mapped_column(ForeignKey("initiative_rater.id"))
    initiative_id: Mapped[int] = mapped_column(ForeignKey("initiative.id"))
    impact: Mapped[int]
    effort: Mapped[int]


class InitiativeRatingSummaryRow(Base):
    """What a closed round says about an initiative: medians with the lowest and the highest rating.

    Without them where fewer than three rated it.
    """

    __tablename__ = "initiative_rating_summary"
    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("initiative_rating_round.id"), index=True)
    initiative_id: Mapped[int] = mapped_column(ForeignKey("initiative.id"))
    raters: Mapped[int]
    impact_median: Mapped[float | None] = mapped_column(Float)
    impact_lowest: Mapped[int | None]
    impact_highest: Mapped[int | None]
    effort_median: Mapped[float | None] = mapped_column(Float)
    effort_lowest: Mapped[int | None]
    effort_highest: Mapped[int | None]
