"""What each picture shows: labels and figures. A picture and its description are made from these alone."""

from dataclasses import dataclass

from digests.figures.ages import Band

MOST_PEOPLE = 10
MOST_TEAMS = 6
"""What a phone has room for."""


@dataclass(frozen=True, slots=True)
class Week:
    """`reached` of `people` heard a thank-you; None: nothing was counted yet."""

    label: str
    reached: int | None
    people: int

    @property
    def share(self) -> float:
        return self.reached / self.people if self.reached and self.people else 0.0


@dataclass(frozen=True, slots=True)
class CoverageChart:
    """Coverage week by week, oldest first. `whose`: "your people"."""

    whose: str
    weeks: tuple[Week, ...]


@dataclass(frozen=True, slots=True)
class PersonAge:
    """Working days since `name` was last thanked."""

    name: str
    days: int
    band: Band


@dataclass(frozen=True, slots=True)
class AgesChart:
    """For a lead only. The longest first, at most `MOST_PEOPLE`; `more`: how many are left out."""

    people: tuple[PersonAge, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class SourcesChart:
    """Kudos by where they came from; the three sum to all. `span`: "in the eight weeks to 8 March"."""

    whose: str
    span: str
    lead: int
    peers: int
    other_teams: int


@dataclass(frozen=True, slots=True)
class TeamsChart:
    """Kudos by the team they came from (rows) and the team they went to (columns), in the same order.

    None: withheld. `more`: teams that are left out.
    """

    span: str
    teams: tuple[str, ...]
    kudos: tuple[tuple[int | None, ...], ...]
    more: int = 0


Chart = CoverageChart | AgesChart | SourcesChart | TeamsChart
