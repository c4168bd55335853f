"""Time zones by the names in Slack profiles. A computer may not know every name."""

from functools import lru_cache
from zoneinfo import ZoneInfo

USUAL_ZONE = "America/New_York"


def is_known_zone(name: str) -> bool:
    return _zone(name) is not None


def zone_named(name: str, otherwise: str = USUAL_ZONE) -> ZoneInfo:
    """The zone of that name, else the other one: a name newer than this computer's tables raises nothing."""
    return _zone(name) or _zone(otherwise) or ZoneInfo(USUAL_ZONE)


@lru_cache(maxsize=1024)
def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (LookupError, ValueError, OSError):  # unknown; no name of a zone, such as a path; a folder of zones
        return None
