"""The one place where permissions are enforced: a rule is applied, then its handler runs.

The rule looks up what the payload names and refuses everyone it isn't for. `writes` and `reads` open the turn in which
both the rule and the handler run, so that they see the same rows. A handler that asks Slack for something opens turns
of its own, because no transaction waits for Slack; `opens_turns` applies its rule in a turn before.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from bot.audit import requests
from bot.audit.actions import FOR_THEMSELVES
from bot.audit.auditing import audited
from bot.audit.requests import Viewing
from bot.desk import Desk
from bot.permissions.guards import AccessRule
from bot.slack.payloads import Who
from bot.turns import Turn


class Sent(Protocol):
    """What a person sent."""

    @property
    def who(self) -> Who: ...


class Keyed(Sent, Protocol):
    """What a person sent and what is handled once."""

    @property
    def key(self) -> str: ...


Payload = TypeVar("Payload", bound=Sent)
KeyedPayload = TypeVar("KeyedPayload", bound=Keyed)
Value = TypeVar("Value")
Subject = TypeVar("Subject")
Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Guarded(Generic[Payload, Value, Answer]):
    """A handler behind its rule."""

    rule: AccessRule[Any, Any]
    run: Callable[[Desk, Payload, Value], Answer]

    def run_as(self, action: str, desk: Desk, payload: Payload, value: Value) -> Answer:
        """Run it, and audit it as this action."""
        with audited(desk.turns, action, payload.who):
            return self.run(desk, payload, value)


def writes(
    rule: AccessRule[Any, Subject], handler: Callable[[Turn, KeyedPayload, Value, Subject], Answer]
) -> Guarded[KeyedPayload, Value, Answer]:
    """In one turn that writes. A form with errors releases its dedup key for the corrected form."""

    def run(desk: Desk, payload: KeyedPayload, value: Value) -> Answer:
        with desk.turns.write(payload.who, payload.key) as turn:
            answer = handler(turn, payload, value, rule.admit(turn, value))
            if isinstance(answer, dict) and "errors" in answer:
                turn.release_key()
            return answer

    return Guarded(rule, run)


def reads(
    rule: AccessRule[Any, Subject], handler: Callable[[Turn, Payload, Value, Subject], Answer]
) -> Guarded[Payload, Value, Answer]:
    """In one turn that only reads."""

    def run(desk: Desk, payload: Payload, value: Value) -> Answer:
        with desk.turns.read(payload.who) as turn:
            answer = handler(turn, payload, value, rule.admit(turn, value))
            _was_read(rule, turn)
            return answer

    return Guarded(rule, run)


def opens_turns(
    rule: AccessRule[Any, Subject], handler: Callable[[Desk, Payload, Value, Subject], Answer]
) -> Guarded[Payload, Value, Answer]:
    """After the turn of the rule, whose subject must therefore be a plain value."""

    def run(desk: Desk, payload: Payload, value: Value) -> Answer:
        with desk.turns.read(payload.who) as turn:
            subject = rule.admit(turn, value)
            _was_read(rule, turn)
        return handler(desk, payload, value, subject)

    return Guarded(rule, run)


def _was_read(rule: AccessRule[Any, Any], turn: Turn) -> None:
    """The audit records it, unless it's the person's own, or the request turns out to change something."""
    request = requests.active()
    if request is not None and rule.guard not in FOR_THEMSELVES and turn.person is not None:
        request.viewing = Viewing(turn.now, turn.person.workspace_id, turn.person.id)
