"""What a person decided about their Home tab: the pages they turned to, and what it lists."""

from dataclasses import dataclass

from sqlalchemy import false, func, select
from sqlalchemy.orm import Session

from storage.models import AnswerRow, CheckInRequestRow, HomePageRow, HomeSettingRow, PersonRow
from storage.upsert import upsert


@dataclass(frozen=True, slots=True, kw_only=True)
class HomeSettings:
    is_new: bool
    """Whether they have neither dismissed the welcome nor ever answered a check-in."""
    earlier_years: bool


def load(session: Session, person_id: int) -> HomeSettings:
    # A person's answers are found by what they were asked: there is no index on who answered.
    answered = select(AnswerRow.id).join(CheckInRequestRow, CheckInRequestRow.round_id == AnswerRow.round_id)
    has_answered = answered.where(CheckInRequestRow.person_id == person_id, AnswerRow.person_id == person_id).exists()
    statement = select(
        func.coalesce(HomeSettingRow.knows_throughline, false()) | has_answered,
        func.coalesce(HomeSettingRow.earlier_years, false()),
    )
    of_person = statement.select_from(PersonRow).outerjoin(HomeSettingRow, HomeSettingRow.person_id == PersonRow.id)
    is_acquainted, earlier_years = session.execute(of_person.where(PersonRow.id == person_id)).one()
    return HomeSettings(is_new=not is_acquainted, earlier_years=bool(earlier_years))


def dismiss_welcome(session: Session, person_id: int) -> None:
    values = {"person_id": person_id, "knows_throughline": True}
    upsert(session, HomeSettingRow, values, unique=["person_id"])


def list_earlier_years(session: Session, person_id: int, *, listed: bool) -> None:
    values = {"person_id": person_id, "earlier_years": listed}
    upsert(session, HomeSettingRow, values, unique=["person_id"])


def pages(session: Session, person_id: int) -> dict[str, int]:
    """The page by section, for sections where the person has turned one."""
    statement = select(HomePageRow.section, HomePageRow.page).where(HomePageRow.person_id == person_id)
    return dict(session.execute(statement).all())


def turn_page(session: Session, person_id: int, section: str, page: int) -> None:
    values = {"person_id": person_id, "section": section, "page": max(page, 0)}
    upsert(session, HomePageRow, values, unique=["person_id", "section"])
