"""Whether leads are on board: who answered what waited, how soon, and who gave a pat. Figures of five leads or more.

Pure. Its formula stands with each figure.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from statistics import median_low
from uuid import UUID

from digests import weeks
from digests.facts.company import Asked
from digests.facts.people import Person
from digests.figures.disclosure import FLOOR
from digests.weeks import Period
from models.answers import due
from models.zones import zone_of


@dataclass(frozen=True, slots=True)
class Share:
    """`some` of `all`."""

    some: int
    all: int


@dataclass(frozen=True, slots=True)
class Managers:
    """Each None where it would be about fewer than five leads."""

    answered: Share | None
    """Of the leads who answered a decision in the period, or have one overdue at its end: those with none overdue."""
    days: int | None
    """Median working days from being asked to answering, of what was answered in the period; of two the lower."""
    giving: Share | None
    """Giving leads = leads who gave at least one pat / leads."""


NONE = Managers(None, None, None)


def on_board(
    asked: Iterable[Asked],
    leads: Collection[UUID],
    giving: Collection[UUID],
    people: Mapping[UUID, Person],
    period: Period,
    reader: UUID,
) -> Managers:
    """`leads`: those who lead anyone; `giving`: whoever gave in the period; `people`: everybody who is counted.

    `reader` knows their own part: it hides nobody.
    """
    counted = [one for one in asked if one.member in people]
    answered = [one for one in counted if one.answered and one.until and one.until in period]
    late = {one.member for one in counted if _overdue(one, people[one.member], period.end)}
    concerned = late | {one.member for one in answered}
    here = people.keys() & leads
    return Managers(
        answered=_share(concerned - late, concerned, reader),
        days=_median(answered, people, reader),
        giving=_share(here & set(giving), here, reader),
    )


def _share(some: Collection[UUID], of: Collection[UUID], reader: UUID) -> Share | None:
    return Share(len(some), len(of)) if _enough(of, reader) else None


def _enough(leads: Collection[UUID], reader: UUID) -> bool:
    return len(set(leads) - {reader}) >= FLOOR


def _overdue(one: Asked, person: Person, at: datetime) -> bool:
    """Whether it still waited at `at`, and was to be answered on a day before that of `at`."""
    if one.since >= at or (one.until is not None and one.until < at):
        return False
    zone = zone_of(*person.zones)
    return person.calendar.later(weeks.day_of(one.since, zone), due.SOON) < weeks.day_of(at, zone)


def _median(answered: Collection[Asked], people: Mapping[UUID, Person], reader: UUID) -> int | None:
    if not _enough({one.member for one in answered}, reader):
        return None
    return median_low(_days(one, people[one.member]) for one in answered if one.until)


def _days(one: Asked, person: Person) -> int:
    zone = zone_of(*person.zones)
    return person.calendar.between(weeks.day_of(one.since, zone), weeks.day_of(one.until or one.since, zone))
