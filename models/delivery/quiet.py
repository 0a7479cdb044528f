"""Quiet hours: from 19 to 8 of a person's own day, or as they chose, no unsolicited message comes."""

from datetime import UTC, datetime, time, timedelta
from typing import Protocol

from models.zones import zone_of

FROM, UNTIL = 19, 8
"""Hours of the person's day, when they chose none."""


class Person(Protocol):
    """Whoever has quiet hours."""

    @property
    def zone(self) -> str | None: ...
    @property
    def quiet_from(self) -> int | None: ...
    @property
    def quiet_until(self) -> int | None: ...


def over_for(person: Person, instant: datetime) -> datetime:
    """`instant`, or when this person's quiet hours that it falls into are over (UTC)."""
    return not_before(instant, zone=person.zone, quiet_from=person.quiet_from, quiet_until=person.quiet_until)


def not_before(instant: datetime, *, zone: str | None, quiet_from: int | None, quiet_until: int | None) -> datetime:
    """`instant`, or the end of the quiet hours that it falls into. UTC in, UTC out; no zone: UTC.

    Hours that are the same mean that it is never quiet.
    """
    begins, ends = FROM if quiet_from is None else quiet_from, UNTIL if quiet_until is None else quiet_until
    tz = zone_of(zone)
    local = instant.astimezone(tz)
    if not _is_quiet(local.hour, begins, ends):
        return instant
    day = local.date() + timedelta(days=1 if local.hour >= ends else 0)
    return datetime.combine(day, time(ends), tzinfo=tz).astimezone(UTC)


def _is_quiet(hour: int, begins: int, ends: int) -> bool:
    if begins <= ends:
        return begins <= hour < ends
    return hour >= begins or hour < ends
