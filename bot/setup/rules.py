"""Who may import a file: plan managers, and where there is none yet, owners and admins of the workspace."""

from bot.messages.uploads import UploadPointer
from bot.permissions.guards import AccessRule, Whose
from bot.permissions.roles import Role
from bot.slack.button_values import StaleValueError
from bot.turns import CannotDoError, RefusedError, Turn
from storage.models import OrganizationRow
from storage.people import memberships, organizations
from storage.plans import uploads
from storage.plans.uploads import Upload

NOUN = "uploads"


def may_import(turn: Turn) -> bool:
    """Whether this person may import for some organization. `require_import` decides on each."""
    person = turn.person
    if person is None or not person.active or person.guest:
        return False
    return person.administers or Role.PLAN_MANAGER in memberships.roles_anywhere(turn.session, person.id)


def managers(turn: Turn, team_id: str) -> list[str]:
    """Names of the workspace's plan managers."""
    places = organizations.in_workspace(turn.session, team_id)
    holders = [memberships.granted_here(turn.session, place.id, {Role.PLAN_MANAGER}) for place in places]
    return sorted({holder.name for at_place in holders for holder in at_place})


def require_import(turn: Turn, place: OrganizationRow | None, name: str) -> None:
    """`place` is the organization, or for a new one the one above it. Raises CannotDoError."""
    person = turn.by
    if place is None:
        if not person.administers:
            raise RefusedError(NOUN, "new_needs_admin", organization=name)
        return
    if Role.PLAN_MANAGER in memberships.roles_in(turn.session, person.id, place.id):
        return
    holders = memberships.granted_nearest(turn.session, place.id, {Role.PLAN_MANAGER})
    if holders or not person.administers:
        names = [holder.name for holder in holders]
        raise RefusedError(NOUN, "managers_only", organization_id=place.id, organization=place.name, managers=names)


def own_upload(turn: Turn, pointer: UploadPointer) -> Upload:
    """The file, while whoever dropped it may import. Raises CannotDoError."""
    upload = uploads.find(turn.session, pointer.upload_id, for_change=turn.writes)
    if upload is None or upload.workspace_id != turn.by.workspace_id:
        raise StaleValueError
    if upload.person_id != turn.by.id or not may_import(turn):
        raise RefusedError(NOUN, "not_yours", name=upload.name)
    return upload


OWN_UPLOAD: AccessRule[UploadPointer, Upload] = AccessRule(Whose.UPLOAD, own_upload)


def _may_set_up(turn: Turn, _value: object) -> None:
    if not may_import(turn):
        raise CannotDoError("plan_setup", "not_allowed", managers=managers(turn, turn.by.workspace_id))


MAY_SET_UP: AccessRule[object, None] = AccessRule(Whose.SETUP, _may_set_up)
