"""Legal holds."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base


class LegalHoldRow(Base):
    """While it isn't released, nothing of its plan may be removed. A plan can be under several.

    Rows are only ever added; releasing a hold fills in the second half of its row, once.
    """

    __tablename__ = "legal_hold"
    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    reason: Mapped[str]
    placed_at: Mapped[datetime]
    placed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    placed_by_login: Mapped[str] = mapped_column(default="", server_default="")
    """The computer's account, for holds placed on the command line."""
    released_at: Mapped[datetime | None]
    released_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    released_by_login: Mapped[str] = mapped_column(default="", server_default="")
    release_reason: Mapped[str] = mapped_column(default="", server_default="")
