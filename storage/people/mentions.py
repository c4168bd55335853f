"""People stand in stored text as mentions. Writing finds their names, reading fills them in."""

from collections.abc import Collection, Sequence, Set

from sqlalchemy import ColumnElement, CompoundSelect, select, union
from sqlalchemy.orm import Session

from plans import mentions
from plans.mentions import Content, NameReader
from storage.models import (
    ActionItemRow,
    CheckInRequestRow,
    MembershipRow,
    OrganizationRow,
    PersonRow,
    PlanRow,
    RoleHolderRow,
    RoundRow,
)
from storage.people import organizations
from storage.people.people import AT_ONCE


def with_ids(
    session: Session, plan_id: int, content: Content, fields: Collection[str] = (), *, before: object = ""
) -> Content:
    """The content with a mention in place of each person of the plan's workspace who is named in it.

    Of namesakes it means the one mentioned in `before`, else the one who has to do with the plan; if several have,
    the name stays as typed. `fields` are those with text, where the content is a mapping. People who were erased all
    read the same: only whoever stood there before is meant.
    """
    ids_by_name: dict[str, list[int]] = {}
    mentioned_before = mentions.mentioned(before)
    everybody = select(PersonRow.id, PersonRow.name, PersonRow.erased_at).where(_is_in_workspace(plan_id))
    for person_id, name, erased_at in session.execute(everybody):
        if erased_at is None:
            ids_by_name.setdefault(name, []).append(person_id)
        elif person_id in mentioned_before:
            for spelling in (name, name[:1].upper() + name[1:]):
                ids_by_name.setdefault(spelling, []).append(person_id)

    def choose(ids: Sequence[int]) -> int | None:
        among = mentions.only(ids) or mentions.only([id_ for id_ in ids if id_ in mentioned_before])
        return among or mentions.only([id_ for id_ in ids if id_ in _of_plan(session, plan_id)])

    return NameReader(ids_by_name, choose).with_ids(content, fields)


def with_names(session: Session, plan_id: int, content: Content) -> Content:
    """The content with the name of each person of the plan's workspace as it is now."""
    ids = sorted(mentions.mentioned(content))
    names: dict[int, str] = {}
    former = ""
    for start in range(0, len(ids), AT_ONCE):
        some = PersonRow.id.in_(ids[start : start + AT_ONCE])
        columns = (PersonRow.id, PersonRow.name, PersonRow.erased_at)
        for person_id, name, erased_at in session.execute(select(*columns).where(some, _is_in_workspace(plan_id))):
            names[person_id] = name
            former = former if erased_at is None else name
    return mentions.with_names(content, names, former) if names else content


def _is_in_workspace(plan_id: int) -> ColumnElement[bool]:
    workspace = select(OrganizationRow.workspace_id).join(PlanRow, PlanRow.organization_id == OrganizationRow.id)
    return PersonRow.workspace_id == workspace.where(PlanRow.id == plan_id).scalar_subquery()


def _of_plan(session: Session, plan_id: int) -> Set[int]:
    """The ids of those who own items, lead, were asked in a check-in, or have a role there or above."""
    organization_id = session.get_one(PlanRow, plan_id).organization_id
    above = organizations.lineage(session, organization_id)
    everybody: CompoundSelect[int] = union(
        select(ActionItemRow.owner_id).where(ActionItemRow.plan_id == plan_id, ActionItemRow.owner_id.is_not(None)),
        select(RoleHolderRow.person_id).where(RoleHolderRow.plan_id == plan_id),
        select(CheckInRequestRow.person_id)
        .join(RoundRow, RoundRow.id == CheckInRequestRow.round_id)
        .where(RoundRow.plan_id == plan_id, CheckInRequestRow.person_id.is_not(None)),
        select(MembershipRow.person_id).where(MembershipRow.organization_id.in_(above)),
    )
    return set(session.scalars(everybody))
