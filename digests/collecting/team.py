"""What a channel is told: of a team, or of the whole workspace."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from digests.collecting.facts import Facts, line
from digests.facts.pats import Pat, Pats
from digests.figures import stories
from digests.weeks import Period


@dataclass(frozen=True, slots=True)
class TeamReader:
    """A channel: of a team, or of the whole workspace (`team_id` None). `channel_id` None: where most was said."""

    period: Period
    zone: ZoneInfo
    people_at: datetime
    """The team is counted as it was at this instant."""
    team_id: UUID | None = None
    channel_id: str | None = None


@dataclass(frozen=True, slots=True)
class TeamDigest:
    """Counts are of kudos that may be told in a channel: one said in private, or below *everyone*, leaves no trace."""

    period: Period
    zone: str
    channel_id: str | None
    pats: int
    decisions: int
    thanked: int
    """People of the team who were thanked."""
    thankers: int
    everyone: bool
    """Everyone in the team was thanked: only then is its size told."""
    stories: tuple[UUID, ...]
    values: tuple[UUID, ...]
    ideas: tuple[UUID, ...] = ()
    """Done in this period; everyone's, since everyone may want to know."""
    causes: tuple[UUID, ...] = ()
    """Closed in it."""
    line: date | None = None
    """The Monday of the week in which it is posted, when that has a line from leadership."""

    @property
    def has_something(self) -> bool:
        return bool(self.pats or self.ideas or self.causes or self.line)


def team(facts: Facts, reader: TeamReader) -> TeamDigest:
    counted = facts.of(facts.teams, reader.team_id, reader.people_at)
    members = facts.teams.at(reader.team_id, reader.people_at) if reader.team_id else None
    shown = [pat for pat in _received(facts.pats, members, reader.period) if pat.open]
    thanked = {receiver for pat in shown for receiver in pat.receivers if members is None or receiver in members}
    return TeamDigest(
        period=reader.period,
        zone=reader.zone.key,
        channel_id=reader.channel_id or (_busiest(shown) if reader.team_id is None else None),
        pats=len(shown),
        decisions=sum(pat.has_decision for pat in shown),
        thanked=len(thanked),
        thankers=len({pat.giver for pat in shown}),
        everyone=len(counted) > 1 and counted <= thanked,
        stories=tuple(pat.id for pat in stories.choose(shown)),
        values=tuple(sorted({value for pat in shown for value in facts.values.get(pat.id, ())})),
        ideas=facts.improved.ideas_in(reader.period),
        causes=facts.improved.causes_in(reader.period),
        line=line(facts.improved, reader),
    )


def _received(found: Pats, members: set[UUID] | None, period: Period) -> list[Pat]:
    return found.within(period) if members is None else found.received_by(members, period)


def _busiest(shown: Sequence[Pat]) -> str | None:
    """The channel where most of these were said."""
    channels = Counter(pat.channel_id for pat in shown if pat.channel_id)
    return min(channels, key=lambda channel: (-channels[channel], channel), default=None)
