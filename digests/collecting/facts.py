"""What all readers' digests of a workspace are made from, read at once."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Protocol
from uuid import UUID
from zoneinfo import ZoneInfo

from digests import weeks
from digests.facts.groups import Groups
from digests.facts.improving import Improved
from digests.facts.pats import Pats
from digests.facts.people import History, Person
from digests.weeks import Period


class Whose(Protocol):
    """What the digests of all audiences are asked for."""

    @property
    def period(self) -> Period: ...
    @property
    def zone(self) -> ZoneInfo: ...
    @property
    def people_at(self) -> datetime:
        """The team is counted as it was at this instant."""
        ...


@dataclass(frozen=True, slots=True)
class Facts:
    """What all readers' digests are made from."""

    history: History
    pats: Pats
    values: dict[UUID, set[UUID]]
    reports: Groups
    teams: Groups
    people: dict[UUID, Person]
    improved: Improved
    waited_for: frozenset[UUID] = frozenset()
    """Leads for whom something waits."""

    def of(self, group: Groups, owner: UUID | None, at: datetime) -> set[UUID]:
        """Everyone who is counted, of this owner's people or (None) of all."""
        return set(self.people) if owner is None else group.at(owner, at) & self.people.keys()


def line(improved: Improved, reader: Whose) -> date | None:
    """The Monday of the week in which it is posted, that of the day on which the period ends, if it has a line."""
    day = weeks.day_of(reader.period.end, reader.zone)
    monday = day - timedelta(days=day.weekday())
    return monday if monday in improved.lines else None
