"""A Slack look-alike on this computer, as strict as Slack, for demos and tests."""

from sandbox.seed import Seed, read_seed
from sandbox.server import Sandbox, serve
from sandbox.troubles import Troubles
from sandbox.world import World

__all__ = ["Sandbox", "Seed", "Troubles", "World", "read_seed", "serve"]
