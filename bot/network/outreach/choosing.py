"""Which schools of a network can be asked about a practice today."""

from collections.abc import Sequence

from bot.messages.outreach import NOUN
from bot.messages.outreach_forms import SchoolChoice, SchoolChoices
from bot.network.rules import ChosenNetwork
from bot.permissions.roles import Role
from bot.slack.button_values import StaleValueError, number
from bot.slack.identifiers import FieldId
from bot.slack.payloads import Submission
from bot.turns import CannotDoError, Turn
from plans.item_progress import Day
from plans.progress import Fraction
from storage.network import scope, standings
from storage.people import memberships, organizations


def choices(turn: Turn, chosen: ChosenNetwork, practice: str) -> SchoolChoices:
    """As of today, whatever day the table was of: what is done now is about what is behind now."""
    organization = organizations.get(turn.session, chosen.organization_id)
    today = Day(turn.today(organization.time_zone), is_over=False)
    network = scope.read(turn.session, turn.by.workspace_id, organization.id, today, turn.now)
    schools = network.schools if network else {}
    counted = standings.read(turn.session, network, practice) if network else {}
    led = memberships.organizations_with(turn.session, [place.id for place in schools.values()], Role.LEADER)
    to_ask = [
        SchoolChoice(plan_id=plan_id, name=counts.code, is_behind=counts.is_behind, is_on_track=counts.is_on_track)
        for plan_id, counts in counted.items()
        if schools[plan_id].id in led
    ]
    due = [counts.items.behind for counts in counted.values()]
    return SchoolChoices(
        schools=sorted(to_ask, key=lambda school: (not school.is_behind, school.name)),
        without_leader=[schools[plan_id].name for plan_id in counted if schools[plan_id].id not in led],
        behind=Fraction(sum(counts.is_behind for counts in counted.values()), len(counted)),
        items_behind=Fraction(sum(share.part for share in due), sum(share.whole for share in due)),
    )


def some(turn: Turn, chosen: ChosenNetwork, practice: str) -> SchoolChoices:
    """Raises CannotDoError if there is no school to ask."""
    possible = choices(turn, chosen, practice)
    if not possible.schools:
        raise CannotDoError(NOUN, "trouble_no_one_to_ask", without_leader=possible.without_leader)
    return possible


def picked(form: Submission, possible: SchoolChoices) -> Sequence[SchoolChoice]:
    """The schools chosen in the form. Raises StaleValueError for others than those it listed."""
    return [_school(possible, plan_id) for plan_id in form.chosen.get(FieldId.SCHOOLS, ())]


def picked_alone(form: Submission, field: FieldId, possible: SchoolChoices) -> SchoolChoice:
    return _school(possible, form.text(field))


def _school(possible: SchoolChoices, plan_id: str) -> SchoolChoice:
    by_id = {school.plan_id: school for school in possible.schools}
    school = by_id.get(number(plan_id))
    if school is None:
        raise StaleValueError
    return school
