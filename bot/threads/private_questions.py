"""Questions that are sent to one person in private."""

from collections.abc import Callable
from typing import Any

from bot.messages import notices
from bot.messages.threads import NOUN
from bot.slack.blocks import MessageContent
from bot.threads import homes
from bot.threads.room import ThreadRoom
from bot.turns import Turn
from storage.delivery.outbox import OutboxMessage
from storage.dialogs import private_questions
from storage.people import people

AnyRoom = ThreadRoom[Any]


def ask(room: AnyRoom, slack_id: str, visit: str, render: Callable[[int], MessageContent]) -> None:
    """Once for each person and visit, sent in their send window. `render` makes the message from the question's id."""
    person = people.person(room.turn.session, room.plan.workspace_id, slack_id)
    question_id = private_questions.add(room.turn.session, room.dialog.id, slack_id, visit)
    if person is None or question_id is None:
        return
    with room.for_person(slack_id):
        payload = render(question_id).payload()
    key = private_questions.key(room.dialog.key, question_id)
    message = OutboxMessage.post(room.plan.workspace_id, slack_id, key, payload)
    room.turn.put(message.unrequested(zone=person.time_zone, organization_id=room.plan.organization_id))
    homes.show(room.turn, room.plan.workspace_id, slack_id)


def explain(turn: Turn, slack_id: str, part: str, cause: str, **words: Any) -> None:
    """Tell a person what happened to a message they typed in their DM. Sent once per `cause`."""
    key = f"{NOUN}:explained:{cause}"
    payload = notices.sentence(NOUN, part, **words).payload()
    turn.put(OutboxMessage.post(turn.by.workspace_id, slack_id, key, payload))
