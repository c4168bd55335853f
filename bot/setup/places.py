"""The organizations for which files are imported and plans begun, and who manages them."""

from bot import importing
from bot.permissions.roles import Role
from bot.setup import rules
from bot.slack import button_values
from bot.slack.button_values import StaleValueError
from bot.slack.identifiers import FieldId
from bot.slack.payloads import Submission
from bot.turns import CannotDoError, Turn
from storage.models import OrganizationRow
from storage.people import memberships, organizations, role_changes
from storage.people.role_changes import Author

SCHOOL = "school"


def managed(turn: Turn) -> list[tuple[int, str]]:
    """The organizations for which this person may import, those at the top first."""
    places = organizations.in_workspace(turn.session, turn.by.workspace_id)
    places = sorted(places, key=lambda place: place.parent_id is not None)
    return [(place.id, place.name) for place in places if may_import_for(turn, place)]


def parents(turn: Turn, place: OrganizationRow | None) -> list[tuple[int, str]]:
    """The organizations that this one, or a new one, may belong to."""
    others = [other for other in organizations.in_workspace(turn.session, turn.by.workspace_id) if other is not place]
    return [(other.id, other.name) for other in others if other.level != SCHOOL and may_import_for(turn, other)]


def may_import_for(turn: Turn, place: OrganizationRow | None) -> bool:
    try:
        rules.require_import(turn, place, "")
    except CannotDoError:
        return False
    return True


def above(turn: Turn, sent: Submission) -> OrganizationRow | None:
    """The organization it belongs to: a chosen one, or a new district, whose plan manager this person becomes."""
    chosen, name = sent.text(FieldId.PARENT), " ".join(sent.text(FieldId.DISTRICT).split())
    if not name:
        return find(turn, button_values.number(chosen)) if chosen else None
    team = turn.by.workspace_id
    stored = organizations.find(turn.session, team, name)
    rules.require_import(turn, stored, name)
    district = importing.save_organization(turn, team, name, "district", parent=None)
    if stored is None:
        organizations.set_time_zone(turn.session, district.id, turn.by.time_zone)
    make_manager(turn, district)
    return district


def find(turn: Turn, organization_id: int) -> OrganizationRow:
    places = organizations.in_workspace(turn.session, turn.by.workspace_id)
    place = next((place for place in places if place.id == organization_id), None)
    if place is None:
        raise StaleValueError
    return place


def make_manager(turn: Turn, place: OrganizationRow) -> bool:
    """Where nobody manages the organization's plans yet."""
    if memberships.granted_nearest(turn.session, place.id, {Role.PLAN_MANAGER}):
        return False
    author = Author(at=turn.now, person_id=turn.by.id)
    role_changes.grant(turn.session, place.id, turn.by.id, Role.PLAN_MANAGER, author)
    return True
