"""The error of a setting that asks for a port which something else uses."""


class PortTakenError(Exception):
    """The port of a setting can't be opened."""

    def __init__(self, name: str, port: int, why: str) -> None:
        super().__init__(f"{name}: {why}")
        self.name = name
        self.port = port
        self.why = why
