"""What a recognition-gap report holds. Ids, days and figures; formulas: docs/gaps.md."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from digests.facts.acts import Act, Ground
from digests.figures.ages import Band
from digests.figures.concentration import Concentration
from digests.figures.coverage import WINDOWS, Coverage
from digests.figures.group_gaps import GroupGap
from digests.figures.reciprocity import Reciprocity
from digests.figures.sources import Sources

__all__ = [
    "WINDOWS",
    "Act",
    "Band",
    "Concentration",
    "Coverage",
    "Gap",
    "GapReport",
    "GivingLeads",
    "Ground",
    "GroupGap",
    "Reciprocity",
    "Scope",
    "ScopeKind",
    "Sources",
    "TeamCoverage",
    "Waiting",
]


class ScopeKind(StrEnum):
    OWN = "own"
    """Whoever the lead leads: direct reports, and members of the teams they lead."""
    TEAM = "team"
    """One named team that they lead."""
    TREE = "tree"
    """Everybody below them. Names of their own people only; of the teams below, figures of five or more."""


@dataclass(frozen=True, slots=True)
class Scope:
    kind: ScopeKind = ScopeKind.OWN
    team_id: UUID | None = None
    label: str = ""
    """The team's name, for people."""


@dataclass(frozen=True, slots=True)
class Gap:
    """One person. `days`: working days since `since`, the latest of last received, first day, and begin of counting."""

    member_id: UUID
    slack_user_id: str | None
    name: str
    days: int
    band: Band
    since: date
    last_received: date | None
    newcomer: bool
    worth_a_look: bool
    """Amber, red, or a newcomer whom nobody has thanked by day 21; or, of the lead's own thanks, red."""
    lead_days: int = 0
    """The same as `days` for kudos from one of their own leads, counted from when the reader began to lead them."""
    lead_last: date | None = None
    act: Act | None = None
    """Of the three who are named first; None: nothing real to suggest."""

    @property
    def peers_only(self) -> bool:
        """Peers yes, the lead not."""
        return self.band == Band.FRESH and self.worth_a_look


@dataclass(frozen=True, slots=True)
class Waiting:
    """Decisions of the scope's people without an answer, and the day of the oldest."""

    decisions: int
    oldest: date | None


@dataclass(frozen=True, slots=True)
class GivingLeads:
    """Leads below the reader who gave at least one kudos in the last 30 working days."""

    gave: int
    leads: int


@dataclass(frozen=True, slots=True)
class TeamCoverage:
    """Of one lead below the reader, in a tree: coverage of that lead's own people; five or more, see `disclosure`."""

    lead_id: UUID
    name: str
    coverage: Coverage


@dataclass(frozen=True, slots=True)
class GapReport:
    """For that lead only. `people` has the longest age first; it is empty for someone who leads nobody."""

    lead_id: UUID
    counting_since: date
    coverage: tuple[Coverage, ...]
    """One for each of `WINDOWS`."""
    people: tuple[Gap, ...]
    """Of a tree: the reader's own people. Empty where names are switched off: see `unnamed`."""
    scope: Scope = Scope()
    names: bool = True
    """Whether names may be told here (the rule `GapRules.names`)."""
    bands: tuple[int, int, int] = (0, 0, 0)
    """How many of the scope's people are fresh, amber, red; they sum to all."""
    newcomers: int = 0
    """New here, and nobody has thanked them by day 21."""
    lead_coverage: tuple[Coverage, ...] = ()
    """Reports recognised by their own lead, by window. Empty where figures about leads may not be kept."""
    sources: Sources | None = None
    reciprocity: Reciprocity | None = None
    concentration: Concentration | None = None
    """None: nobody received anything."""
    groups: tuple[GroupGap, ...] = ()
    waiting: Waiting = Waiting(0, None)
    giving: GivingLeads | None = None
    """Of a tree with leads in it."""
    teams: tuple[TeamCoverage, ...] = ()
    withheld: int = 0
    """Teams of a tree whose figure is left out, because fewer than five people would show."""
