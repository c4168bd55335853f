"""Which digests were sent, and whether and by which day an organization wants them."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from plans.digests import LAST_DAY, DigestMonth
from storage.items.items import Stamp
from storage.models import NetworkDigestRow, NetworkDigestSettingRow
from storage.upsert import insert_missing, upsert


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestSetting:
    is_on: bool = True
    last_day: int = LAST_DAY
    """Day of the next month by which the digest goes out."""


def setting(session: Session, organization_id: int) -> DigestSetting:
    row = session.get(NetworkDigestSettingRow, organization_id, populate_existing=True)
    return DigestSetting(is_on=row.is_on, last_day=row.last_day) if row else DigestSetting()


def save_setting(session: Session, organization_id: int, chosen: DigestSetting, stamp: Stamp) -> None:
    values = {"organization_id": organization_id, "is_on": chosen.is_on, "last_day": chosen.last_day}
    row = {**values, "person_id": stamp.by, "at": stamp.at}
    upsert(session, NetworkDigestSettingRow, row, unique=["organization_id"])


def add(session: Session, organization_id: int, month: DigestMonth, stamp: Stamp, *, is_quiet: bool) -> bool:
    """Returns False if another replica, or this one before a restart, has added the month's."""
    values = {"organization_id": organization_id, "period": month.period, "as_of": month.on, "since": month.since}
    row = {**values, "is_quiet": is_quiet, "at": stamp.at}
    return insert_missing(session, NetworkDigestRow, [row], unique=["organization_id", "period"]) == 1


def newest(session: Session, organization_id: int) -> DigestMonth | None:
    statement = select(NetworkDigestRow).filter_by(organization_id=organization_id)
    row = session.scalars(statement.order_by(NetworkDigestRow.period.desc()).limit(1)).first()
    return DigestMonth(period=row.period, on=row.as_of, since=row.since) if row else None
