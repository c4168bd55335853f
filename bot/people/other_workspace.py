"""The error of a bot that was started with another workspace's database."""


class OtherWorkspaceError(Exception):
    """The database belongs to another workspace. Two bots on it would send each other's messages."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name
