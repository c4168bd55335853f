"""What needs to be communicated about a plan."""

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base


class CommunicationRow(Base):
    """A line of a plan's communication organizer. Its action item has the deadline and the person responsible."""

    __tablename__ = "communication"
    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    item_id: Mapped[int] = mapped_column(ForeignKey("action_item.id"))
    message: Mapped[str]
    audiences: Mapped[list[str]] = mapped_column(default=list)
    other_audience: Mapped[str] = mapped_column(default="")
    know: Mapped[str] = mapped_column(default="")
    """What the audience should know."""
    use: Mapped[str] = mapped_column(default="")
    """How the audience is hoped to use it."""
    venues: Mapped[list[str]] = mapped_column(default=list)
    other_venue: Mapped[str] = mapped_column(default="")
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    """Who added it."""
    at: Mapped[datetime]
    recorded_on: Mapped[date]
    """The date of `at` in the organization's time zone."""
