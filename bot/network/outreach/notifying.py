"""Messages of an outreach: to each school's leaders, and to whoever started it. All are rendered when they are sent."""

from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy.orm import Session

from bot.action_items.notifying import polite_moment
from bot.messages import outreach as messages
from bot.permissions.roles import Role
from bot.sending.renderers import ContentRenderer
from bot.slack.blocks import MessageContent
from bot.turns import Turn
from conversations.outreach import AskedSchool, ConnectionState, Outreach, OutreachKind, SchoolAnswer
from storage.delivery import undelivered
from storage.delivery.claims import Claimed
from storage.delivery.outbox import MessageKind, OutboxMessage
from storage.models import PersonRow
from storage.network import outreach as store
from storage.people import memberships


def read(turn: Turn, outreach_id: int) -> Outreach:
    """As this turn has left it."""
    turn.session.flush()
    outreach = store.get(turn.session, outreach_id)
    assert outreach is not None  # nobody deletes them
    return outreach


def today(turn: Turn, outreach: Outreach) -> date:
    """The earliest day at the organization and its schools: an answer counts until its day is over where it's given."""
    zones = {outreach.time_zone, *(school.time_zone for school in outreach.schools)}
    return min(turn.today(zone) for zone in zones)


# ---------------------------------------------------------------- to schools


def ask(turn: Turn, outreach: Outreach) -> None:
    for school in outreach.schools:
        _post_to_school(turn, outreach, school, "")
    turn.put(OutboxMessage.post(outreach.workspace_id, outreach.starter_slack_id, _card_key(outreach), _card(outreach)))


def remind(turn: Turn, outreach: Outreach, school: AskedSchool) -> None:
    store.mark_reminded(turn.session, outreach.id, school.plan_id)
    _post_to_school(turn, outreach, school, ":reminder")


def reply(turn: Turn, outreach: Outreach, school: AskedSchool, note_id: int) -> None:
    """The offer again, with what was asked and replied, and with its buttons."""
    _post_to_school(turn, outreach, school, f":note:{note_id}")


def _post_to_school(turn: Turn, outreach: Outreach, school: AskedSchool, suffix: str) -> None:
    for leader in memberships.granted_here(turn.session, school.organization_id, {Role.LEADER}):
        key = f"{_beginning(outreach, school)}{leader.slack_id}{suffix}"
        order = {"make": "outreach_asked", **_of_school(outreach, school), "reminds": suffix == ":reminder"}
        message = OutboxMessage.post(outreach.workspace_id, leader.slack_id, key, order)
        turn.put(_waiting(turn, message, leader, school.organization_id))


def show_to_school(turn: Turn, outreach: Outreach, school: AskedSchool) -> None:
    """Update all messages about it to the school's leaders."""
    beginning = _beginning(outreach, school)
    order = {"make": "outreach_asked", **_of_school(outreach, school), "reminds": False}
    for key in undelivered.keys_starting_with(turn.session, beginning):
        if not key.endswith(":shown"):
            slack_id = key.removeprefix(beginning).partition(":")[0]
            turn.put(OutboxMessage.update(outreach.workspace_id, slack_id, key, order))


def introduce(turn: Turn, outreach: Outreach) -> None:
    """Tell each of the two who agreed who the other is."""
    for school in outreach.schools:
        (other,) = (each for each in outreach.schools if each.plan_id != school.plan_id)
        _post_to_answerer(turn, outreach, school, "contact", messages.contact(outreach, other))


def call_off(turn: Turn, outreach: Outreach) -> None:
    """Let those who had agreed know, without a word on who refused."""
    for school in outreach.schools:
        if school.answer is SchoolAnswer.YES:
            _post_to_answerer(turn, outreach, school, "off", messages.off(outreach))


def _report_withdrawal(turn: Turn, outreach: Outreach) -> None:
    """To those who had read the offer and not answered. Whoever had not got it yet never does."""
    content = messages.withdrawn(outreach).payload()
    for school in outreach.waiting:
        received = undelivered.sent_to(turn.session, _beginning(outreach, school))
        for leader in memberships.granted_here(turn.session, school.organization_id, {Role.LEADER}):
            if leader.slack_id in received:
                key = f"outreach:{outreach.id}:{school.plan_id}:withdrawn:{leader.slack_id}"
                message = OutboxMessage.post(outreach.workspace_id, leader.slack_id, key, content)
                turn.put(_waiting(turn, message, leader, school.organization_id))


def _post_to_answerer(turn: Turn, outreach: Outreach, school: AskedSchool, what: str, content: MessageContent) -> None:
    person = turn.session.get_one(PersonRow, school.answered_by_id)
    key = f"outreach:{outreach.id}:{school.plan_id}:{what}"
    message = OutboxMessage.post(outreach.workspace_id, person.slack_id, key, content.payload())
    turn.put(_waiting(turn, message, person, school.organization_id))


# ---------------------------------------------------------------- to whoever started it


def show_card(turn: Turn, outreach: Outreach) -> None:
    key, reader = _card_key(outreach), outreach.starter_slack_id
    turn.put(OutboxMessage.update(outreach.workspace_id, reader, key, _card(outreach)))


def report(turn: Turn, outreach: Outreach, school: AskedSchool) -> None:
    """What the school answered to an offer."""
    order = {"make": "outreach_news", **_of_school(outreach, school)}
    _post_to_starter(turn, outreach, f"{school.plan_id}:news", order)


def report_all(turn: Turn, outreach: Outreach) -> None:
    """All answers together, once no more is waited for."""
    _post_to_starter(turn, outreach, "all", _card(outreach))


def pass_on_note(turn: Turn, outreach: Outreach, school: AskedSchool, note_id: int) -> None:
    order = {"make": "outreach_note", **_of_school(outreach, school), "note": len(school.notes) - 1}
    _post_to_starter(turn, outreach, f"{school.plan_id}:note:{note_id}", order)


def _post_to_starter(turn: Turn, outreach: Outreach, what: str, order: Mapping[str, Any]) -> None:
    starter = turn.session.get_one(PersonRow, outreach.starter_id)
    message = OutboxMessage.post(outreach.workspace_id, starter.slack_id, f"outreach:{outreach.id}:{what}", order)
    if starter.active:
        turn.put(_waiting(turn, message, starter, outreach.organization_id))


def _waiting(turn: Turn, message: OutboxMessage, reader: PersonRow, organization_id: int) -> OutboxMessage:
    """The message, to leave in its reader's send window on a school day."""
    moment = polite_moment(turn, reader, organization_id)
    return message.unrequested(zone=reader.time_zone, organization_id=organization_id, not_before=moment)


# ---------------------------------------------------------------- rendered when they are sent


def _beginning(outreach: Outreach, school: AskedSchool) -> str:
    """How the keys of the messages to a school's leaders begin."""
    return f"outreach:{outreach.id}:{school.plan_id}:for:"


def _card_key(outreach: Outreach) -> str:
    return f"outreach:{outreach.id}:card"


def _card(outreach: Outreach) -> dict[str, Any]:
    return {"make": "outreach_card", "outreach": outreach.id}


def _of_school(outreach: Outreach, school: AskedSchool) -> dict[str, int]:
    return {"outreach": outreach.id, "plan": school.plan_id}


def _stored(session: Session, payload: Mapping[str, Any]) -> tuple[Outreach, AskedSchool]:
    outreach = store.get(session, payload["outreach"])
    school = outreach.school(payload["plan"]) if outreach else None
    assert outreach is not None  # nobody deletes them, …
    assert school is not None  # … nor their schools
    return outreach, school


def _render_asked(session: Session, message: Claimed, _now: datetime) -> Mapping[str, Any] | None:
    """Obsolete if it was answered or ended before it could be sent."""
    outreach, school = _stored(session, message.payload)
    if message.kind is MessageKind.POST and not messages.is_waited_for(outreach, school):
        return None
    return messages.to_school(outreach, school, reminds=message.payload["reminds"]).payload()


def _render_card(session: Session, message: Claimed, _now: datetime) -> Mapping[str, Any] | None:
    outreach = store.get(session, message.payload["outreach"])
    return messages.card(outreach).payload() if outreach else None


def _render_news(session: Session, message: Claimed, _now: datetime) -> Mapping[str, Any]:
    return messages.news(*_stored(session, message.payload)).payload()


def _render_note(session: Session, message: Claimed, _now: datetime) -> Mapping[str, Any]:
    outreach, school = _stored(session, message.payload)
    return messages.asks(outreach, school, school.notes[message.payload["note"]]).payload()


def close(turn: Turn, outreach: Outreach) -> None:
    """Wait for no more answers, and show that to everybody it concerns."""
    store.close(turn.session, outreach.id, turn.today(outreach.time_zone))
    closed = read(turn, outreach.id)
    if closed.kind is OutreachKind.CONNECTION:
        (introduce if closed.connection is ConnectionState.AGREED else call_off)(turn, closed)
    for school in closed.schools:
        show_to_school(turn, closed, school)
    show_card(turn, closed)
    if closed.withdrawn:
        _report_withdrawal(turn, closed)
    elif closed.kind is not OutreachKind.OFFER or closed.waiting:
        report_all(turn, closed)


CONTENT: Mapping[str, ContentRenderer] = MappingProxyType(
    {
        "outreach_asked": _render_asked,
        "outreach_card": _render_card,
        "outreach_news": _render_news,
        "outreach_note": _render_note,
    }
)
