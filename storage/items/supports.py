"""Requests for support as they are stored. The rows are Tool A's table of supports."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from plans.time_zones import zone_named
from storage.aliases import alias_of
from storage.items import support_copies
from storage.items.support_copies import SupportCopy
from storage.items.support_values import OPEN, Support, SupportState
from storage.models import (
    ActionItemRow,
    MembershipRow,
    OrganizationRow,
    OutreachRow,
    OutreachSchoolRow,
    PersonRow,
    PlanRow,
    RoundRow,
    SupportRow,
)

ROUNDS_LATER = 2


def get(session: Session, support_id: int, *, for_change: bool = False) -> Support | None:
    statement = _supports().where(SupportRow.id == support_id)
    if for_change:
        statement = statement.with_for_update(of=SupportRow)
    return next(iter(_read(session, statement)), None)


def of_answer(session: Session, answer_key: str) -> Support | None:
    """The request that a check-in's answers about a topic have made."""
    return next(iter(_read(session, _supports().where(SupportRow.answer_key == answer_key))), None)


def promised_with(session: Session, item_id: int) -> Support | None:
    """The support whose promise became this action item."""
    return next(iter(_read(session, _supports().where(SupportRow.provider_item_id == item_id))), None)


def of_thread(session: Session, thread_key: str) -> Sequence[Support]:
    """What a dialog asked for, in the order of the requests."""
    return _read(session, _supports().where(SupportRow.thread_key == thread_key).order_by(SupportRow.id))


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


def without_provider(session: Session) -> Mapping[int, list[int]]:
    """Ids of requests nobody was asked for yet, by plan."""
    waits = (SupportRow.provider_id.is_(None), SupportRow.state == SupportState.ASKED, _asker_is_here())
    by_plan: dict[int, list[int]] = {}
    for support_id, plan_id in session.execute(select(SupportRow.id, SupportRow.plan_id).where(*waits)):
        by_plan.setdefault(plan_id, []).append(support_id)
    return by_plan


def unanswered(session: Session) -> list[Support]:
    """Requests that wait for an answer, in organizations that have another one above them."""
    waits = (SupportRow.state == SupportState.ASKED, OrganizationRow.parent_id.is_not(None), _asker_is_here())
    return _read(session, _supports().where(*waits).order_by(OrganizationRow.name, SupportRow.id))


def of_person(session: Session, person_id: int) -> list[Support]:
    """Support a person is to provide, requested, or is to rate; then what is open in the organizations they lead."""
    mine: ColumnElement[bool] = or_(
        and_(
            or_(SupportRow.provider_id == person_id, SupportRow.id.in_(support_copies.sent_to(person_id))),
            SupportRow.state == SupportState.ASKED,
            _asker_is_here(),
        ),
        and_(SupportRow.asker_id == person_id, SupportRow.state.in_(OPEN)),
        and_(SupportRow.asker_id == person_id, SupportRow.state == SupportState.PROVIDED, SupportRow.rating_asked),
    )
    led = and_(SupportRow.state.in_(OPEN), PlanRow.organization_id.in_(_led_by(person_id)), _asker_is_here())
    own_first = _supports().where(or_(mine, led)).order_by(mine.desc(), SupportRow.id)
    return _read(session, own_first)


def _led_by(person_id: int) -> Select[int]:
    """Organizations in which the person is granted the role of a leader."""
    return select(MembershipRow.organization_id).where(
        MembershipRow.person_id == person_id, MembershipRow.role == "leader"
    )


def left_by(session: Session, person_id: int) -> dict[int, list[Support]]:
    """Support requested of someone who has left, by organization."""
    waits = (
        SupportRow.provider_id == person_id,
        SupportRow.state.in_((SupportState.ASKED, SupportState.OFFERED)),
        _asker_is_here(),
    )
    by_organization: dict[int, list[Support]] = {}
    for support in _read(session, _supports().where(*waits).order_by(SupportRow.id)):
        if not support.provider_left:
            continue  # others who were asked at once can still answer
        by_organization.setdefault(support.organization_id, []).append(support)
    return by_organization


def providers_of(session: Session, person_id: int) -> set[int]:
    """Ids of people who are to provide support to this person."""
    waits = (SupportRow.asker_id == person_id, SupportRow.state.in_((SupportState.ASKED, SupportState.OFFERED)))
    statement = select(SupportRow.provider_id).where(*waits, SupportRow.provider_id.is_not(None))
    return {provider_id for provider_id in session.scalars(statement) if provider_id is not None}


def _asker_is_here() -> ColumnElement[bool]:
    """Requests of people who have left the workspace are dropped."""
    return SupportRow.asker_id.in_(select(PersonRow.id).where(PersonRow.active))


def in_plan(session: Session, plan_id: int) -> Sequence[Support]:
    """Every support of the plan, in the order of the requests."""
    return _read(session, _supports().where(SupportRow.plan_id == plan_id).order_by(SupportRow.id))


_Joined = Select[SupportRow, ActionItemRow, OrganizationRow, str, PersonRow, OrganizationRow, bool, str]

_provider = alias_of(PersonRow)
_asker = alias_of(PersonRow)
_passed_to = alias_of(OrganizationRow)
_offerer = alias_of(PersonRow)


def _supports() -> _Joined:
    follower = aliased(SupportRow)
    again = select(follower.id).where(follower.follows_id == SupportRow.id).exists()
    offered_by = (
        select(_offerer.name)
        .join(OutreachRow, OutreachRow.person_id == _offerer.id)
        .join(OutreachSchoolRow, OutreachSchoolRow.outreach_id == OutreachRow.id)
        .where(OutreachSchoolRow.support_id == SupportRow.id)
        .scalar_subquery()
    )
    return (
        select(SupportRow, ActionItemRow, OrganizationRow, _asker.name, _provider, _passed_to, again, offered_by)
        .join(PlanRow, PlanRow.id == SupportRow.plan_id)
        .join(OrganizationRow, OrganizationRow.id == PlanRow.organization_id)
        .join(_asker, _asker.id == SupportRow.asker_id)
        .outerjoin(_provider, _provider.id == SupportRow.provider_id)
        .outerjoin(ActionItemRow, ActionItemRow.id == SupportRow.item_id)
        .outerjoin(_passed_to, _passed_to.id == SupportRow.passed_to_id)
        .execution_options(populate_existing=True)
    )


def _read(session: Session, statement: _Joined) -> list[Support]:
    supports = [
        _support(
            *(row, item, organization),
            asker=asker,
            provider=provider,
            passed_to=passed_to,
            was_asked_again=again,
            offered_by=offered_by or "",
        )
        for row, item, organization, asker, provider, passed_to, again, offered_by in session.execute(statement)
    ]
    copies = support_copies.of_supports(session, [support.id for support in supports])
    return [_with_copies(support, copies[support.id]) if support.id in copies else support for support in supports]


def _with_copies(support: Support, copies: tuple[SupportCopy, ...]) -> Support:
    """While others can still answer, it does not matter that the provider has left."""
    is_waited_for = support.state is SupportState.ASKED and any(copy.is_active for copy in copies)
    return replace(support, copies=copies, provider_left=support.provider_left and not is_waited_for)


def _support(
    row: SupportRow,
    item: ActionItemRow | None,
    organization: OrganizationRow,
    *,
    asker: str,
    provider: PersonRow | None,
    passed_to: OrganizationRow | None,
    was_asked_again: bool,
    offered_by: str,
) -> Support:
    return Support(
        id=row.id,
        plan_id=row.plan_id,
        organization_id=organization.id,
        organization=organization.name,
        workspace_id=organization.workspace_id,
        time_zone=organization.time_zone,
        item_id=row.item_id,
        code=item.code if item else row.topic_code,
        text=item.text if item else row.topic_text,
        state=SupportState(row.state),
        asker_id=row.asker_id,
        asker=asker,
        provider_id=row.provider_id,
        provider=provider.name if provider else "",
        provider_slack_id=provider.slack_id if provider else "",
        provider_left=provider is not None and not provider.active,
        passed_to_id=row.passed_to_id,
        passed_to=passed_to.name if passed_to else "",
        is_with_district=passed_to is not None and passed_to.level == "district",
        passed_on=row.passed_on,
        can_pass=row.passed_to_id is None and organization.parent_id is not None,
        needed=row.needed,
        background=row.background,
        thread_key=row.thread_key,
        needed_by=row.needed_by,
        asked_at=row.at,
        asked_on=row.at.astimezone(zone_named(organization.time_zone)).date(),
        promised_for=row.promised_for,
        provider_item_id=row.provider_item_id,
        message_key=row.message_key,
        provided=row.provided,
        provided_on=row.provided_on,
        source=row.source,
        used=row.used,
        as_intended=row.as_intended,
        effective=row.effective,
        evidence=row.evidence,
        offered_by=offered_by,
        was_asked_again=was_asked_again,
    )
