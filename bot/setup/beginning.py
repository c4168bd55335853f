"""An empty plan, begun in Slack and written in coaching conversations."""

from bot import importing
from bot.desk import Desk
from bot.messages import uploads as messages
from bot.messages.uploads import PlanForm
from bot.routing.guarded import opens_turns, reads
from bot.routing.route import Route, form, opener
from bot.setup import places, rules
from bot.setup.facts import post_card
from bot.setup.rules import MAY_SET_UP
from bot.slack import ack
from bot.slack.ack import Ack
from bot.slack.blocks import Block
from bot.slack.button_values import NoValue, StaleValueError
from bot.slack.identifiers import ActionId, FieldId, ViewId
from bot.slack.payloads import Click, Submission
from bot.turns import CannotDoError, Turn
from conversations.plan_setup import SetupStep
from plans.calendar import SchoolYear
from prompts import plain
from storage.models import OrganizationRow
from storage.people import organizations
from storage.plans import plans, setups


def begin_form(turn: Turn, _click: Click, _value: NoValue, _subject: None) -> Block:
    offered = PlanForm(
        organization="", level=places.SCHOOL, parents=places.parents(turn, None), parent_id=None, has_plan=False
    )
    return messages.begin_form(offered)


def begin(desk: Desk, sent: Submission, _value: NoValue, _subject: None) -> Ack:
    """Begin the plan of this school year, and its setup. What can't be is said beside the name, and nothing changes."""
    name = " ".join(sent.text(FieldId.ORGANIZATION).split())
    if not name:
        return ack.errors({FieldId.ORGANIZATION: plain(messages.NOUN, "no_name")})
    try:
        with desk.turns.write(sent.who, sent.key) as turn:
            _begin(turn, sent, name)
    except CannotDoError as error:
        return ack.errors({FieldId.ORGANIZATION: plain(error.file, error.part, **error.values)})
    return {}


def _begin(turn: Turn, sent: Submission, name: str) -> None:
    place = _place(turn, sent, name)
    year = SchoolYear.of(turn.today(place.time_zone))
    if not importing.begin(turn, place, plain("setup", "empty_plan"), year):
        raise CannotDoError(messages.NOUN, "has_plan", organization=name, year=year.name)
    plan_id = plans.of_year(turn.session, place.id, year.name)
    assert plan_id is not None  # begun in this turn
    setups.begin(turn.session, plan_id, SetupStep.WHO)
    post_card(turn, plan_id, sent.key)


def _place(turn: Turn, sent: Submission, name: str) -> OrganizationRow:
    """The organization, added if it is new. Raises CannotDoError."""
    level = sent.text(FieldId.LEVEL)
    if level not in messages.LEVELS:
        raise StaleValueError
    above = places.above(turn, sent)
    stored = organizations.find(turn.session, turn.by.workspace_id, name)
    rules.require_import(turn, stored or above, name)
    parent = above.name if above and not stored else None
    place = importing.save_organization(turn, turn.by.workspace_id, name, level, parent=parent)
    if stored is None:
        organizations.set_time_zone(turn.session, place.id, turn.by.time_zone)
    places.make_manager(turn, place)
    return place


ROUTES: tuple[Route, ...] = (
    opener(ActionId.PLAN_BEGIN, NoValue.of, reads(MAY_SET_UP, begin_form)),
    form(ViewId.PLAN_BEGIN, NoValue.of, opens_turns(MAY_SET_UP, begin)),
)
