"""Erasing a person: what will happen, and the turn in which it does. See docs/privacy.md, "A person's data"."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.people.directory import Departure
from bot.turns import Turn
from plans.former_members import Identity
from prompts import former_member
from storage.audit import records
from storage.audit.kinds import AuditKind
from storage.items import left_items
from storage.models import OrganizationRow, PersonRow
from storage.people import memberships
from storage.people.role_changes import Author
from storage.plans import plans
from storage.privacy import erasure, finding
from storage.privacy.erasure import Erasure

ACTION = "privacy erase"


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasedPerson:
    """What erasing someone does, or did."""

    person_id: int
    erasure: Erasure
    unowned: Mapping[str, int]
    """How many open action items nobody owns from then on, by organization."""
    without_manager: Sequence[str]
    """Organizations whose only plan manager it was."""
    has_namesake: bool
    """Whether the name in full is somebody else's too, and so was left."""


class UnderHoldError(Exception):
    """Plans that the person has to do with are under a legal hold. Nothing was changed."""

    def __init__(self, plan_names: Sequence[str]) -> None:
        super().__init__(", ".join(plan_names))
        self.plan_names = plan_names


def preview(turn: Turn, person: PersonRow) -> ErasedPerson:
    """What erasing would do. Raises UnderHoldError."""
    who = _identity(turn, person)
    outlook = erasure.survey(turn.session, person.workspace_id, who)
    return _about(turn, person, outlook, who)


def erase(turn: Turn, person: PersonRow, departures: Sequence[Departure], author: Author) -> ErasedPerson:
    """Erase the person. Plan managers hear what nobody owns now, as when somebody leaves. Raises UnderHoldError."""
    who = _identity(turn, person)
    changes = erasure.rewrite(turn.session, person, who, turn.now)
    about = _about(turn, person, changes, who)
    for depart in departures:
        depart(turn, person)
    turn.session.flush()
    erasure.end_roles(turn.session, person, author)
    records.add(
        turn.session,
        AuditKind.ERASED,
        ACTION,
        at=turn.now,
        workspace_id=person.workspace_id,
        person_id=author.person_id,
        login=author.login,
        erased=person.id,
        rewritten=changes.rewritten.total(),
        deleted=changes.deleted.total(),
        left=len(changes.left),
    )
    return about


def _identity(turn: Turn, person: PersonRow) -> Identity:
    who = finding.identity(turn.session, person, former_member())
    under_hold = erasure.held_plans(turn.session, person, who)
    if under_hold:
        summaries = plans.summaries(turn.session, person.workspace_id)
        raise UnderHoldError([f"{plan.organization} {plan.school_year}" for plan in summaries if plan.id in under_hold])
    return who


def _about(turn: Turn, person: PersonRow, changes: Erasure, who: Identity) -> ErasedPerson:
    names = dict[int, str]()
    for organization_id, role in memberships.roles_granted(turn.session, person.id):
        managers = memberships.granted_nearest(turn.session, organization_id, {"plan_manager"})
        if role == "plan_manager" and not [manager for manager in managers if manager.id != person.id]:
            names[organization_id] = turn.session.get_one(OrganizationRow, organization_id).name
    owned = left_items.left_by(turn.session, person.id)
    return ErasedPerson(
        person_id=person.id,
        erasure=changes,
        unowned={items[0].organization: len(items) for items in owned.values() if items},
        without_manager=sorted(names.values()),
        has_namesake=who.has_namesake,
    )
