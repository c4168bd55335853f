"""Support: requested, provided, and rated two rounds later. The rows are Tool A's table of supports."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from storage.models import ActionItemRow, OrganizationRow, PersonRow, PlanRow, RoundRow, SupportRow
from storage.upsert import change, dialect, insert_into

ROUNDS_LATER = 2


class SupportState(StrEnum):
    ASKED = "asked"
    PROVIDED = "provided"
    DECLINED = "declined"
    RATED = "rated"


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    id: int
    plan_id: int
    organization: str
    workspace_id: str
    time_zone: str
    code: str
    """The action item's code; empty for support of the whole plan."""
    text: str
    state: SupportState
    asker_id: int
    asker: str
    provider_id: int | None
    provider: str
    provider_left: bool
    """True if the provider has left the workspace, so no one will provide it."""
    needed: str
    needed_by: date | None
    asked_at: datetime
    provided: str
    provided_on: date | None
    used: str
    effective: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Need:
    """A request for support.

    `answer_key` ties it to a check-in answer, so that a changed answer changes the request.
    """

    plan_id: int
    item_id: int | None
    asker_id: int
    provider_id: int | None
    needed: str
    needed_by: date | None = None
    answer_key: str | None = None


def request(session: Session, need: Need, at: datetime) -> int:
    values = {
        "plan_id": need.plan_id,
        "item_id": need.item_id,
        "asker_id": need.asker_id,
        "provider_id": need.provider_id,
        "needed": need.needed,
        "needed_by": need.needed_by,
        "answer_key": need.answer_key,
        "at": at,
    }
    statement = insert_into(dialect(session), SupportRow).values(values)
    # The provider may have been chosen since, so a changed answer changes only what is needed.
    changed = {name: values[name] for name in ("needed", "needed_by")}
    statement = statement.on_conflict_do_update(index_elements=["answer_key"], set_=changed)
    return session.scalars(statement.returning(SupportRow.id)).one()


def get(session: Session, support_id: int, *, for_change: bool = False) -> Support | None:
    statement = _supports().where(SupportRow.id == support_id)
    if for_change:
        statement = statement.with_for_update(of=SupportRow)
    row = session.execute(statement).one_or_none()
    return _support(*row) if row else None


def choose_provider(session: Session, support_id: int, provider_id: int) -> None:
    """Works after a refusal, too: the new provider is asked."""
    _set(session, support_id, provider_id=provider_id, state=SupportState.ASKED, provided="")


def provide(session: Session, support_id: int, *, provided: str, provided_on: date, source: str, at: datetime) -> None:
    values = {"state": SupportState.PROVIDED, "provided": provided, "provided_on": provided_on, "source": source}
    _set(session, support_id, **values, provided_at=at)


def decline(session: Session, support_id: int, reason: str) -> None:
    _set(session, support_id, state=SupportState.DECLINED, provided=reason)


def rate(session: Session, support_id: int, *, used: str, effective: str) -> None:
    _set(session, support_id, state=SupportState.RATED, used=used, effective=effective)


def mark_rating_asked(session: Session, support_id: int) -> None:
    _set(session, support_id, rating_asked=True)


def _set(session: Session, support_id: int, **values: object) -> None:
    change(session, SupportRow, support_id, **values)


def rating_due(session: Session) -> list[int]:
    """Support that was provided at least two rounds of the plan ago and whose requester was not asked to rate it."""
    rounds = (
        select(func.count())
        .where(RoundRow.plan_id == SupportRow.plan_id, RoundRow.opened_at > SupportRow.provided_at)
        .scalar_subquery()
    )
    statement = select(SupportRow.id).where(
        SupportRow.state == SupportState.PROVIDED,
        SupportRow.rating_asked.is_(False),
        rounds >= ROUNDS_LATER,
        _asker_is_here(),
    )
    return list(session.scalars(statement.order_by(SupportRow.id)))


def of_person(session: Session, person_id: int) -> list[Support]:
    """Support a person is to provide, requested, or is to rate."""
    under_way = SupportRow.state.in_((SupportState.ASKED, SupportState.DECLINED))
    mine: ColumnElement[bool] = or_(
        and_(SupportRow.provider_id == person_id, SupportRow.state == SupportState.ASKED, _asker_is_here()),
        and_(SupportRow.asker_id == person_id, under_way),
        and_(SupportRow.asker_id == person_id, SupportRow.state == SupportState.PROVIDED, SupportRow.rating_asked),
    )
    return [_support(*row) for row in session.execute(_supports().where(mine).order_by(SupportRow.id))]


def left_by(session: Session, person_id: int) -> dict[int, list[Support]]:
    """Support requested of someone who has left, by organization."""
    waits = (SupportRow.provider_id == person_id, SupportRow.state == SupportState.ASKED, _asker_is_here())
    by_organization: dict[int, list[Support]] = {}
    for row in session.execute(_supports().where(*waits).order_by(SupportRow.id)):
        by_organization.setdefault(row[2].id, []).append(_support(*row))
    return by_organization


def providers_of(session: Session, person_id: int) -> set[int]:
    """Ids of people who are to provide support to this person."""
    waits = (SupportRow.asker_id == person_id, SupportRow.state == SupportState.ASKED)
    statement = select(SupportRow.provider_id).where(*waits, SupportRow.provider_id.is_not(None))
    return {provider_id for provider_id in session.scalars(statement) if provider_id is not None}


def _asker_is_here() -> ColumnElement[bool]:
    """Requests of people who have left the workspace are dropped."""
    return SupportRow.asker_id.in_(select(PersonRow.id).where(PersonRow.active))


def in_plan(session: Session, plan_id: int) -> Sequence[Support]:
    """Every support of the plan, in the order of the requests."""
    statement = _supports().where(SupportRow.plan_id == plan_id).order_by(SupportRow.id)
    return [_support(*row) for row in session.execute(statement)]


_provider = aliased(PersonRow)


def _supports() -> Select[SupportRow, ActionItemRow, OrganizationRow, str, PersonRow]:
    asker = aliased(PersonRow)
    return (
        select(SupportRow, ActionItemRow, OrganizationRow, asker.name, _provider)
        .join(PlanRow, PlanRow.id == SupportRow.plan_id)
        .join(OrganizationRow, OrganizationRow.id == PlanRow.organization_id)
        .join(asker, asker.id == SupportRow.asker_id)
        .outerjoin(_provider, _provider.id == SupportRow.provider_id)
        .outerjoin(ActionItemRow, ActionItemRow.id == SupportRow.item_id)
    )


def _support(
    row: SupportRow, item: ActionItemRow | None, organization: OrganizationRow, asker: str, provider: PersonRow | None
) -> Support:
    return Support(
        id=row.id,
        plan_id=row.plan_id,
        organization=organization.name,
        workspace_id=organization.workspace_id,
        time_zone=organization.time_zone,
        code=item.code if item else "",
        text=item.text if item else "",
        state=SupportState(row.state),
        asker_id=row.asker_id,
        asker=asker,
        provider_id=row.provider_id,
        provider=provider.name if provider else "",
        provider_left=provider is not None and not provider.active,
        needed=row.needed,
        needed_by=row.needed_by,
        asked_at=row.at,
        provided=row.provided,
        provided_on=row.provided_on,
        used=row.used,
        effective=row.effective,
    )
