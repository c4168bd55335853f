"""Named places where the fault tests end the process, as kill -9 would: to prove that each is a safe place to die."""

import os

CRASH_AT = "THROUGHLINE_CRASH_AT"
"""The beginning of "place what", such as "after_claim check_in:": the first that fits is the last thing done."""
KILLED = 137


def at(place: str, what: str) -> None:
    """Does nothing unless the environment names this place."""
    crash_at = os.environ.get(CRASH_AT)
    if crash_at and f"{place} {what}".startswith(crash_at):
        os._exit(KILLED)
