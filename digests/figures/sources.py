"""Where recognition comes from, as leads and teams were when it was said. Pure. Formula: docs/gaps.md."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from digests.facts.placed import Placed
from digests.facts.received import Received


class Source(StrEnum):
    LEAD = "lead"
    PEERS = "peers"
    OTHER_TEAMS = "other_teams"


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


def source(receiver: UUID, giver: UUID, at: datetime, placed: Placed) -> Source:
    """Where the giver stood, seen from the receiver, at the instant `at`."""
    receivers_leads, givers_leads = placed.leads.at(receiver, at), placed.leads.at(giver, at)
    if giver in receivers_leads:
        return Source.LEAD
    if receiver in givers_leads or receivers_leads & givers_leads:
        return Source.PEERS
    shares_a_team = placed.teams.at(receiver, at) & placed.teams.at(giver, at)
    return Source.PEERS if shares_a_team else Source.OTHER_TEAMS


def sources(received: Iterable[Received], placed: Placed) -> Sources:
    """How many came from each; they sum to all."""
    counted = Counter(source(one.receiver, one.giver, one.at, placed) for one in received)
    return Sources(counted[Source.LEAD], counted[Source.PEERS], counted[Source.OTHER_TEAMS])
