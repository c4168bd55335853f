"""Named places where fault tests end the process like kill -9, to prove that ending there is safe."""

import os

CRASH_AT = "THROUGHLINE_CRASH_AT"
"""The variable with a prefix of "place what", such as "after_claim check_in:". The first match ends the process."""
KILLED = 137


def at(place: str, what: str) -> None:
    """End the process if the environment names this place."""
    crash_at = os.environ.get(CRASH_AT)
    if crash_at and f"{place} {what}".startswith(crash_at):
        os._exit(KILLED)
