"""Time zones by their IANA names, as Slack gives them."""

from functools import lru_cache
from zoneinfo import ZoneInfo


def zone_of(*names: str | None) -> ZoneInfo:
    """The first of these IANA names that is one; UTC when none is."""
    return next((zone for name in names if name and (zone := _zone(name))), ZoneInfo("UTC"))


@lru_cache(maxsize=1024)
def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # unknown; no path inside the database; a folder of it
        return None
