"""What a network's leaders are sent, and what they decided about it."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint, true
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base


class NetworkDigestRow(Base):
    """A month's digest of an organization: whoever adds the row sends it. Rows are only ever added."""

    __tablename__ = "network_digest"
    __table_args__ = (UniqueConstraint("organization_id", "period"),)
    id: Mapped[int] = mapped_column(primary_key=True)
    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"))
    period: Mapped[str]
    as_of: Mapped[date]
    """Its numbers are those of the end of this day …"""
    since: Mapped[date | None]
    """… compared with this one; None if there was nothing to compare with."""
    is_quiet: Mapped[bool]
    """It had nothing to say, so nobody was written to."""
    at: Mapped[datetime]


class NetworkDigestSettingRow(Base):
    """No row until somebody decided anything."""

    __tablename__ = "network_digest_setting"
    __table_args__ = (CheckConstraint("last_day BETWEEN 1 AND 28", name="last_day"),)
    organization_id: Mapped[int] = mapped_column(ForeignKey("organization.id"), primary_key=True, autoincrement=False)
    is_on: Mapped[bool] = mapped_column(default=True, server_default=true())
    last_day: Mapped[int]
    """Day of the next month by which the digest goes out, whatever has not closed."""
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """Who decided so last."""
    at: Mapped[datetime]
