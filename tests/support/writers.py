"""People who answer all the time, while programs are killed."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import count
from random import Random
from threading import Event, Lock

import httpx

from tests.support.answers import Form, form_for, new_client, send, send_over_socket
from tests.support.stage import Stage

PAUSE_SECONDS = 0.05
AGAIN = 0.1
"""The share of forms that are sent again although they were acked."""


@dataclass
class Writers:
    """Answers with unique causes, each form sent repeatedly until it is acked."""

    played: Stage
    acked: list[Form] = field(default_factory=list)
    unanswered: int = 0
    """Forms that got no ack, at whatever try."""
    over: Event = field(default_factory=Event)
    _numbers: count[int] = field(default_factory=count)
    _lock: Lock = field(default_factory=Lock)

    def write(self, seed: int) -> None:
        """Write until it is over; a form under way is then abandoned, with or without its ack."""
        dice = Random(seed)
        with new_client() as client:
            while not self.over.is_set():
                form = self._form(dice)
                while form and not self.over.is_set():
                    if self._send(client, dice, form):
                        self._note(form)
                        break
                    self.unanswered += 1
                    self.over.wait(PAUSE_SECONDS)
                self.over.wait(PAUSE_SECONDS / 5)

    def _form(self, dice: Random) -> Form | None:
        """A new form, or now and then an old one, long after its ack and after younger ones."""
        if self.acked and dice.random() < AGAIN:
            return dice.choice(self.acked)
        user = dice.choice(self.played.staff).slack_id
        return form_for(self.played.slack.world, user, f"cause-{self._number():06d}.")

    def _send(self, client: httpx.Client, dice: Random, form: Form) -> bool:
        if self.played.by_socket:
            return send_over_socket(self.played.slack, form)
        address = self.played.address(dice.randrange(len(self.played.ports)))
        return send(client, address, self.played.slack.world.tokens.signing_secret, form)

    def _number(self) -> int:
        with self._lock:
            return next(self._numbers)

    def _note(self, form: Form) -> None:
        with self._lock:
            self.acked.append(form)

    def causes(self) -> set[str]:
        """The acked causes, each once however often it was sent."""
        return {form.cause for form in self.acked}
