"""What a person decided about their Home tab."""

from sqlalchemy import ForeignKey, false
from sqlalchemy.orm import Mapped, mapped_column

from storage.models.base import Base


class HomePageRow(Base):
    """The page a person turned to in a section of their Home tab; no row for the first page."""

    __tablename__ = "home_page"
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    section: Mapped[str] = mapped_column(primary_key=True)
    page: Mapped[int]


class HomeSettingRow(Base):
    """No row until they decided anything."""

    __tablename__ = "home_setting"
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, autoincrement=False)
    knows_throughline: Mapped[bool] = mapped_column(default=False, server_default=false())
    """They have read what Throughline is, and dismissed it."""
    earlier_years: Mapped[bool] = mapped_column(default=False, server_default=false())
    """Whether their items of finished school years are listed, too."""
