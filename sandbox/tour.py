"""The tour of one run: which of its steps are done, by what people can read or by their own ticks."""

from __future__ import annotations

from sandbox.state import Json
from sandbox.world import World


class Tour:
    """A tick that somebody sets or takes away wins over what was read."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._plan = world.tour
        self._ticks: dict[int, bool] = {}
        self._read: set[int] = set()
        self._run = str(int(world.clock()))

    def state(self) -> Json:
        """The tour as the page shows it; without one, nothing. `run` differs after each start."""
        if self._plan is None:
            return {}
        self._look()
        content = self._plan.model_dump()
        steps = [{**step, "done": self._is_done(number)} for number, step in enumerate(content["steps"])]
        return {**content, "steps": steps, "channels": self._channel_names(), "run": self._run}

    def _channel_names(self) -> dict[str, str]:
        return {channel.id: channel.name for channel in self._world.state.channels.values() if channel.kind != "im"}

    def tick(self, body: Json) -> Json:
        """Tick a step off, or take the tick away."""
        self._ticks[int(body["step"])] = bool(body["done"])
        return self.state()

    def _is_done(self, number: int) -> bool:
        return self._ticks.get(number, number in self._read)

    def _look(self) -> None:
        """Look for what the steps still open wait for."""
        for number, step in enumerate(self._plan.steps if self._plan else ()):
            if number not in self._read and self._can_read(step.person, step.reads):
                self._read.add(number)

    def _can_read(self, user: str, text: str) -> bool:
        rooms = [channel for channel in self._world.state.channels.values() if user in channel.members]
        return any(
            text in message.text
            for room in rooms
            for message in room.messages
            if message.only_for in (None, user) and message.user == self._world.bot
        )
