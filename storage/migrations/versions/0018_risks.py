"""A person can name several risks in a check-in, each with an owner and a date

What a request had as its one risk becomes a row, owned by the person who named it.
"""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import op

from storage.types import Moment

revision = "0018"
down_revision = "0017"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
NAMED = sa.text(
    "SELECT check_in_request.id, risk, mitigation, risk_at, opened_at, time_zone,"
    " COALESCE(risk_by_id, person_id) AS named_by"
    " FROM check_in_request JOIN round ON round.id = check_in_request.round_id"
    " JOIN plan ON plan.id = round.plan_id JOIN organization ON organization.id = plan.organization_id"
    " WHERE risk <> '' ORDER BY check_in_request.id"
).columns(risk_at=Moment(), opened_at=Moment())
NEWEST = "SELECT MAX(id) FROM risk GROUP BY request_id"


def upgrade() -> None:
    op.create_table(
        "risk",
        sa.Column("id", ID, nullable=False),
        sa.Column("request_id", ID, nullable=False),
        sa.Column("person_id", ID, nullable=False),
        sa.Column("owner_id", ID, nullable=False),
        sa.Column("risk", sa.String(), nullable=False),
        sa.Column("mitigation", sa.String(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("at", Moment(), nullable=False),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["request_id"], ["check_in_request.id"], name=op.f("fk_risk_request_id_check_in_request")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_risk_person_id_person")),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name=op.f("fk_risk_owner_id_person")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_risk")),
    )
    op.create_index(op.f("ix_risk_request_id"), "risk", ["request_id"])
    _carry_over()
    with op.batch_alter_table("check_in_request") as table:
        table.drop_constraint("fk_check_in_request_risk_by_id_person", type_="foreignkey")
        for column in ("risk", "mitigation", "risk_at", "risk_by_id"):
            table.drop_column(column)


def _carry_over() -> None:
    risk = sa.table(
        "risk",
        *(sa.column(name) for name in ("request_id", "person_id", "owner_id", "risk", "mitigation")),
        sa.column("at", Moment()),
        sa.column("recorded_on", sa.Date()),
    )
    for row in op.get_bind().execute(NAMED).all():
        at = row.risk_at or row.opened_at
        op.get_bind().execute(
            risk.insert().values(
                request_id=row.id,
                person_id=row.named_by,
                owner_id=row.named_by,
                risk=row.risk,
                mitigation=row.mitigation,
                at=at,
                recorded_on=_day(at, row.time_zone),
            )
        )


def _day(at: datetime, time_zone: str) -> date:
    return at.astimezone(UTC).astimezone(ZoneInfo(time_zone)).date()


def downgrade() -> None:
    """Of several risks of a request, the newest stays."""
    with op.batch_alter_table("check_in_request") as table:
        table.add_column(sa.Column("risk", sa.String(), nullable=False, server_default=""))
        table.add_column(sa.Column("mitigation", sa.String(), nullable=False, server_default=""))
        table.add_column(sa.Column("risk_at", Moment(), nullable=True))
        table.add_column(sa.Column("risk_by_id", ID, nullable=True))
        table.create_foreign_key("fk_check_in_request_risk_by_id_person", "person", ["risk_by_id"], ["id"])
    for column, stored in (
        ("risk", "risk"),
        ("mitigation", "mitigation"),
        ("risk_at", "at"),
        ("risk_by_id", "person_id"),
    ):
        op.execute(
            f"UPDATE check_in_request SET {column} = newest.{stored}"  # noqa: S608 (our own names)
            f" FROM risk AS newest WHERE newest.request_id = check_in_request.id AND newest.id IN ({NEWEST})"
        )
    op.drop_table("risk")
