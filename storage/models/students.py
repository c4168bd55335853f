"""What is kept of the warnings about students' names: the names that are no student's."""

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base


class AllowedNameRow(Base):
    """A name that nobody in the workspace is asked about again: it is no student's."""

    __tablename__ = "allowed_name"
    id: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[str] = mapped_column(ForeignKey("workspace.id"), index=True)
    name: Mapped[str]
    """As it was typed."""
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    """Who added it."""
    at: Mapped[datetime]
