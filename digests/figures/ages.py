"""How long ago someone was last noticed, in working days of their own zone and team. Pure. Formula: docs/gaps.md."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from digests import weeks
from digests.facts.people import History, Person
from models.zones import zone_of

AMBER_FROM = 7
"""Working days. Gallup's Q12 asks for recognition "in the last seven days"."""
RED_FROM = 30
NEWCOMER_DAYS = range(21, 91)
"""Calendar days since the start: nobody is named before day 21, and who was there longer is no newcomer."""


class Band(StrEnum):
    FRESH = "fresh"
    AMBER = "amber"
    RED = "red"


@dataclass(frozen=True, slots=True)
class Age:
    """Working days since `since`: the latest of last received, first day, and the day on which counting began."""

    member: UUID
    days: int
    since: date
    last_received: date | None
    received_days: int | None
    """Working days since `last_received`."""
    newcomer: bool
    """Joined at least 21 days ago, and nobody has thanked them yet."""
    settling: bool
    """Joined less than 21 days ago: too early to name."""

    @property
    def band(self) -> Band:
        if self.days < AMBER_FROM:
            return Band.FRESH
        return Band.AMBER if self.days < RED_FROM else Band.RED

    @property
    def worth_a_look(self) -> bool:
        return self.newcomer or (self.band != Band.FRESH and not self.settling)


def age(person: Person, last_received: datetime | None, history: History, at: datetime) -> Age:
    """The age of `person` at the instant `at`."""
    zone = zone_of(*person.zones)
    today = weeks.day_of(at, zone)
    received = weeks.day_of(last_received, zone) if last_received else None
    possible = max(filter(None, (person.joined, weeks.day_of(history.counts_from, zone))))
    fresh_start = person.joined is not None and received is None and (today - person.joined).days < NEWCOMER_DAYS.stop
    waited = (today - possible).days
    since = max(possible, received) if received else possible
    return Age(
        member=person.id,
        days=person.calendar.between(since, today),
        since=since,
        last_received=received,
        received_days=person.calendar.between(received, today) if received else None,
        newcomer=fresh_start and waited in NEWCOMER_DAYS,
        settling=fresh_start and waited < NEWCOMER_DAYS.start,
    )


def by_urgency(ages: list[Age]) -> list[Age]:
    """The longest first."""
    return sorted(ages, key=lambda age: (-age.days, age.since, age.member))
