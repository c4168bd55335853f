"""What people promise in check-ins and minutes, and what they report about it later."""

from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base


class RiskRow(Base):
    """A risk named in a check-in request. The next round asks its addressee what became of it."""

    __tablename__ = "risk"
    id: Mapped[int] = mapped_column(primary_key=True)
    request_id: Mapped[int] = mapped_column(ForeignKey("check_in_request.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    """Who named it."""
    owner_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    """Who sees to the mitigation."""
    risk: Mapped[str]
    mitigation: Mapped[str] = mapped_column(default="")
    due: Mapped[date | None]
    at: Mapped[datetime]
    recorded_on: Mapped[date]
    """The date of `at` in the organization's time zone."""
