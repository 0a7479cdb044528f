"""What a recognition-gap report holds. Ids, days and figures; formulas: design, section 5."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from uuid import UUID

from digests.figures.ages import Band

WINDOWS = (7, 30, 90)
"""Working days."""


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
class Coverage:
    """`reached` of `people` received at least one kudos in the last `window` working days, today included.

    coverage(w) = |{i in E: received ≥ 1 in w}| / |E|; each person's days are those of their own zone and calendar.
    """

    window: int
    reached: int
    people: int


class Ground(StrEnum):
    """What kind of thing there is to act on; the first that there is."""

    DECISION = "decision"
    """A decision of theirs that waits for the reader's answer."""
    KUDOS = "kudos"
    """What a colleague thanked them for, that the reader may read; the newest of the last 30 working days."""
    MILESTONE = "milestone"
    """For a later issue."""


@dataclass(frozen=True, slots=True)
class Act:
    """Something real to act on. `subject`: the decision's or the kudos' id; its words are read when it is drawn."""

    ground: Ground
    subject: UUID
    on: date
    """The day on which it was logged or said, in the person's zone."""
    giver: UUID | None = None
    """Of a kudos."""


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
    """The same as `days` for kudos from one of their own leads."""
    lead_last: date | None = None
    act: Act | None = None
    """Of the three who are named first; None: nothing real to suggest."""

    @property
    def peers_only(self) -> bool:
        """Peers yes, the lead not."""
        return self.band == Band.FRESH and self.worth_a_look


@dataclass(frozen=True, slots=True)
class Sources:
    """Kudos received in the last 90 working days, a kudos for each receiver, by where its giver stood then.

    `lead`: one of the receiver's own leads. `peers`: who shares a lead or a team with the receiver, and their own
    people's thanks upwards. `other_teams`: everybody else. The three sum to all.
    """

    lead: int
    peers: int
    other_teams: int

    @property
    def all(self) -> int:
        return self.lead + self.peers + self.other_teams


@dataclass(frozen=True, slots=True)
class Reciprocity:
    """Among the scope's people in the last 90 working days. A figure for leads; never names.

    `pairs`: pairs of people with at least one kudos between them; `mutual`: with one each way;
    `quick_returns`: kudos answered by one the other way within 7 days (of 24 hours).
    """

    pairs: int
    mutual: int
    quick_returns: int


@dataclass(frozen=True, slots=True)
class Concentration:
    """The Gini coefficient of kudos received by E in the last 90 working days, against chance.

    `chance`: the 95th percentile of the same when as many kudos fall evenly on the same people, many times over
    (seeded by the figures alone, so that a report says the same twice). Above it, something other than chance is at
    work; otherwise there are too few to say.
    """

    kudos: int
    people: int
    gini: float
    chance: float

    @property
    def beyond_chance(self) -> bool:
        return self.gini > self.chance


@dataclass(frozen=True, slots=True)
class GroupGap:
    """How often one group is noticed, compared with everybody else in the scope; both are five people or more.

    `ratio`: of kudos received per person in the last 90 working days; `low`, `high`: its 95 % interval.
    """

    attribute: str
    """"shift", "site" or "tenure"."""
    group: str
    people: int
    ratio: float
    low: float
    high: float

    @property
    def tells(self) -> bool:
        """Whether the interval leaves out 1: otherwise it may be chance."""
        return self.high < 1 or self.low > 1


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
