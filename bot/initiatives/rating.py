"""Rating an organization's initiatives with its team, in private. Nobody sees whose rating is whose, even later."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any

from sqlalchemy.orm import Session

from bot.initiatives.desk import order_of, ordered, post
from bot.initiatives.matrices import matrix_of
from bot.initiatives.rules import CHANGEABLE_INVENTORY, INVENTORY, ChosenInventory
from bot.messages import initiative_ratings as messages
from bot.messages import notices
from bot.messages.initiative_ratings import IN_FORM, NOUN, RatingRoundPointer, scale_field
from bot.messages.initiatives import InventoryPointer
from bot.permissions.guards import AccessRule, Whose
from bot.pictures.priority_matrix import matrix_alt, matrix_picture
from bot.routing.guarded import reads, writes
from bot.routing.route import Route, button, form, opener
from bot.sending.renderers import FileRenderer
from bot.sending.uploads import File
from bot.slack import ack
from bot.slack.ack import Ack
from bot.slack.blocks import Block
from bot.slack.button_values import StaleValueError
from bot.slack.identifiers import ActionId, FieldId, ViewId
from bot.slack.payloads import Click, Submission
from bot.turns import CannotDoError, RefusedError, Turn
from plans.initiative_ratings import FEWEST_RATERS, HIGHEST, LOWEST, InitiativeRating
from plans.initiatives import Initiative
from prompts import formats, plain
from storage.database import Database
from storage.delivery.outbox import OutboxMessage
from storage.initiatives import inventory, ratings
from storage.initiatives.ratings import RatingRound
from storage.models import PersonRow
from storage.people import people

USUAL_DAYS = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class OwnRating:
    """An open round, as one of its raters has it."""

    rating_round: RatingRound
    rater_id: int


def _own_rating(turn: Turn, pointer: RatingRoundPointer) -> OwnRating:
    rating_round = ratings.find(turn.session, pointer.rating_round_id)
    if rating_round is None or rating_round.workspace_id != turn.by.workspace_id:
        raise StaleValueError
    rater_id = ratings.rater_id(turn.session, rating_round.id, turn.by.id)
    if rater_id is None:
        raise RefusedError(NOUN, "not_yours", organization_id=rating_round.organization_id)
    if rating_round.closed_on is not None:
        raise CannotDoError(NOUN, "closed_before")
    return OwnRating(rating_round, rater_id)


OWN_RATING: AccessRule[RatingRoundPointer, OwnRating] = AccessRule(Whose.RATER, _own_rating)


def rateable(session: Session, rating_round: RatingRound, today: date) -> list[Initiative]:
    """The organization's own initiatives that run today."""
    listed = inventory.of_organization(session, rating_round.organization_id, today)
    return [each for each in listed if each.is_running(today)]


# ---------------------------------------------------------------- asking the team


def open_begin(_turn: Turn, _click: Click, pointer: InventoryPointer, chosen: ChosenInventory) -> Block:
    return messages.begin_form(pointer, chosen.day.on + USUAL_DAYS)


def begin(turn: Turn, sent: Submission, _pointer: InventoryPointer, chosen: ChosenInventory) -> Ack:
    today, closes_on = turn.today(chosen.time_zone), sent.day(FieldId.CLOSES_ON)
    team = people.by_slack_id(turn.session, chosen.workspace_id, sent.chosen.get(FieldId.PEOPLE, ()))
    errors = _check_team(list(team.values()))
    if already := ratings.open_round(turn.session, chosen.organization_id):
        errors[FieldId.PEOPLE] = plain(NOUN, "trouble_open", closes_on=already.closes_on)
    if closes_on is None or closes_on <= today:
        errors[FieldId.CLOSES_ON] = plain(NOUN, "trouble_past")
    if errors or closes_on is None:
        return ack.errors(errors)
    ids, stamp = [person.id for person in team.values()], turn.stamp(chosen.time_zone)
    round_id = ratings.begin(turn.session, chosen.organization_id, ids, closes_on, stamp)
    _ask(turn, chosen, round_id, closes_on)
    return ack.update(notices.form(notices.sentence(NOUN, "begun", raters=len(ids), closes_on=closes_on)))


def _check_team(team: list[PersonRow]) -> dict[str, str]:
    others = [person.name for person in team if person.guest or not person.active]
    if others:
        return {FieldId.PEOPLE: plain(NOUN, "trouble_not_members", names=others)}
    return {FieldId.PEOPLE: plain(NOUN, "trouble_too_few", fewest=FEWEST_RATERS)} if len(team) < FEWEST_RATERS else {}


def _ask(turn: Turn, chosen: ChosenInventory, round_id: int, closes_on: date) -> None:
    rating_round = ratings.find(turn.session, round_id)
    count = len(rateable(turn.session, rating_round, chosen.day.on)) if rating_round else 0
    content = messages.request(chosen.name, turn.by.name, closes_on, round_id, count).payload()
    for rater in ratings.raters(turn.session, round_id):
        message = OutboxMessage.post(rater.workspace_id, rater.slack_id, f"rating:{round_id}:{rater.slack_id}", content)
        place = chosen.organization_id
        turn.put(message.unrequested(zone=rater.time_zone, organization_id=place))


# ---------------------------------------------------------------- rating


def open_rating(turn: Turn, _click: Click, pointer: RatingRoundPointer, own: OwnRating) -> Block:
    rated = ratings.own(turn.session, own.rater_id)
    return messages.rating_form(pointer, _in_form(turn, pointer, own), rated, own.rating_round.closes_on)


def _in_form(turn: Turn, pointer: RatingRoundPointer, own: OwnRating) -> list[Initiative]:
    today = turn.today(own.rating_round.time_zone)
    return rateable(turn.session, own.rating_round, today)[pointer.first_row : pointer.first_row + IN_FORM]


def rate(turn: Turn, sent: Submission, pointer: RatingRoundPointer, own: OwnRating) -> Ack:
    rated: dict[int, InitiativeRating] = {}
    withdrawn: list[int] = []
    errors: dict[str, str] = {}
    for initiative in _in_form(turn, pointer, own):
        impact, effort = (_number(sent, field, initiative) for field in (FieldId.IMPACT, FieldId.EFFORT))
        if impact and effort:
            rated[initiative.id] = InitiativeRating(impact, effort)
        elif impact or effort:
            missing = FieldId.EFFORT if impact else FieldId.IMPACT
            errors[scale_field(missing, initiative.id)] = plain(NOUN, "trouble_half")
        else:
            withdrawn.append(initiative.id)
    if errors:
        return ack.errors(errors)
    ratings.rate(turn.session, own.rater_id, rated, withdrawn)
    values = {"count": len(rated), "closes_on": own.rating_round.closes_on}
    return ack.update(notices.form(notices.sentence(NOUN, "rated_saved", **values)))


def _number(sent: Submission, field: FieldId, initiative: Initiative) -> int:
    """0 if it was left empty."""
    typed = sent.text(scale_field(field, initiative.id))
    if not typed:
        return 0
    if typed not in {str(number) for number in range(LOWEST, HIGHEST + 1)}:
        raise StaleValueError
    return int(typed)


# ---------------------------------------------------------------- closing, and the matrix


def close_early(turn: Turn, click: Click, _pointer: InventoryPointer, chosen: ChosenInventory) -> None:
    rating_round = ratings.open_round(turn.session, chosen.organization_id)
    if rating_round is None:
        raise CannotDoError(NOUN, "closed_before")
    close(turn, rating_round)
    values = {"rated": rating_round.rated, "raters": rating_round.raters}
    post(turn, f"{click.key}:closed", notices.sentence(NOUN, "closed", **values))


def close(turn: Turn, rating_round: RatingRound) -> None:
    """Close it and show the team and whoever asked them what the ratings say together."""
    today = turn.today(rating_round.time_zone)
    if not ratings.close(turn.session, rating_round.id, today):
        return
    matrix = matrix_of(turn.session, rating_round.organization_id, today)
    if matrix is None:
        return
    content = messages.matrix_message(matrix).payload()
    readers = {person.id: person for person in ratings.raters(turn.session, rating_round.id)}
    readers[rating_round.person_id] = turn.session.get_one(PersonRow, rating_round.person_id)
    for reader in readers.values():
        key = f"rating:{rating_round.id}:closed:{reader.slack_id}"
        message = OutboxMessage.post(reader.workspace_id, reader.slack_id, key, content)
        turn.put(message.unrequested(zone=reader.time_zone, organization_id=rating_round.organization_id))


def send_matrix(turn: Turn, click: Click, _pointer: InventoryPointer, chosen: ChosenInventory) -> None:
    """In words, then as a picture."""
    matrix = matrix_of(turn.session, chosen.organization_id, chosen.day.on)
    if matrix is None:
        raise CannotDoError(NOUN, "no_matrix")
    post(turn, f"{click.key}:matrix", messages.matrix_message(matrix))
    if matrix.placed:
        order = {"make": "priority_matrix", **order_of(chosen), "text": plain(NOUN, "matrix_picture")}
        turn.put(OutboxMessage.upload(turn.by.workspace_id, turn.by.slack_id, f"{click.key}:matrix:picture", order))


def _matrix_files(database: Database, payload: Mapping[str, Any]) -> list[File]:
    with database.read() as session:
        listed = ordered(session, payload)
        matrix = matrix_of(session, payload["organization"], listed.day.on) if listed else None
    if matrix is None:
        return []
    values = {"organization": formats.in_file_name(matrix.organization), "on": matrix.closed_on.isoformat()}
    return [
        File(
            name=plain(NOUN, "matrix_file", **values),
            title=plain(NOUN, "matrix_picture"),
            content=matrix_picture(matrix.organization, matrix.closed_on, matrix.placed),
            alt=matrix_alt(matrix.organization, matrix.closed_on, matrix.placed),
        )
    ]


FILES: Mapping[str, FileRenderer] = MappingProxyType({"priority_matrix": _matrix_files})
ROUTES: tuple[Route, ...] = (
    opener(ActionId.RATING_BEGIN, InventoryPointer.of, reads(CHANGEABLE_INVENTORY, open_begin)),
    form(ViewId.RATING_BEGIN, InventoryPointer.of, writes(CHANGEABLE_INVENTORY, begin)),
    opener(ActionId.RATING_RATE, RatingRoundPointer.of, reads(OWN_RATING, open_rating)),
    form(ViewId.RATING_RATE, RatingRoundPointer.of, writes(OWN_RATING, rate)),
    button(ActionId.RATING_CLOSE, InventoryPointer.of, writes(CHANGEABLE_INVENTORY, close_early)),
    button(ActionId.INITIATIVES_MATRIX, InventoryPointer.of, writes(INVENTORY, send_matrix)),
)
