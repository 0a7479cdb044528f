"""What whoever was named a reader of the leadership's digest is told: figures of five people or more."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from digests import weeks
from digests.collecting.facts import Facts
from digests.facts import company, trend
from digests.facts.company import Company
from digests.figures import managers, stories
from digests.figures.disclosure import tellable
from digests.figures.managers import Managers, Share
from digests.weeks import Period

MOST_TEAMS = 6
Sets = Collection[Collection[UUID]]


@dataclass(frozen=True, slots=True)
class LeadershipReader:
    period: Period
    zone: ZoneInfo
    people_at: datetime
    member_id: UUID


@dataclass(frozen=True, slots=True)
class TeamShare:
    """Of a named team, those whom a thank-you reached."""

    team: UUID
    reached: Share


@dataclass(frozen=True, slots=True)
class LeadershipDigest:
    """Counts are of every kudos that reached someone, wherever it was said. No figure is about fewer than five."""

    period: Period
    zone: str
    reader: UUID
    reached: Share | None
    """Of everyone who is counted; None: those of them whom the reader does not know of are fewer than five."""
    teams: tuple[TeamShare, ...]
    """Where fewest were reached comes first."""
    teams_more: int
    """Teams whose figure could be told as well."""
    teams_withheld: int
    """Teams whose figure would be, or give away, one about fewer than five people."""
    managers: Managers
    """Nothing where figures about leads may not be kept."""
    logged: int
    logged_answered: int | None
    """None where figures about leads may not be kept."""
    ideas: int
    """Without an answer."""
    oldest_idea: date | None
    causes: tuple[UUID, ...]
    trend: tuple[Share | None, ...]
    """Coverage of eight weeks, this one last. None: nothing was counted yet, or of fewer than five."""
    story: UUID | None
    counting_since: date

    @property
    def has_something(self) -> bool:
        """As long as there is anybody to tell of without telling of one."""
        return self.reached is not None


@dataclass(frozen=True, slots=True)
class Above:
    """What only these digests are made from."""

    company: Company
    thanked: dict[ZoneInfo, tuple[frozenset[UUID], ...]]
    """Who was thanked in each of the weeks before, by the reader's zone."""


NOTHING = Above(Company(), {})


def read(session: Session, *, workspace_id: int, readers: list[LeadershipReader]) -> Above:
    """In six statements, and one for each zone that these readers live in; without readers in none."""
    if not readers:
        return NOTHING
    span = Period(min(r.period.start for r in readers), max(r.period.end for r in readers))
    return Above(
        company.read(session, workspace_id=workspace_id, span=span, readers={r.member_id for r in readers}),
        {
            reader.zone: trend.thanked(session, workspace_id=workspace_id, members=None, weeks=_weeks_before(reader))
            for reader in {one.zone: one for one in readers}.values()
        },
    )


def leadership(facts: Facts, above: Above, reader: LeadershipReader) -> LeadershipDigest:
    period, everyone = reader.period, set(facts.people)
    received = facts.pats.within(period)
    thanked = {receiver for pat in received for receiver in pat.receivers}
    known = _known(facts, reader)
    reached = _share(everyone, thanked, known)
    logged = [one for one in above.company.logged if one.at in period]
    kept, ideas = facts.improved.figures, above.company.unanswered(period.end)
    shown, more, withheld = _teams(facts, above, reader, thanked, known)
    return LeadershipDigest(
        period=period,
        zone=reader.zone.key,
        reader=reader.member_id,
        reached=reached,
        teams=shown,
        teams_more=more,
        teams_withheld=withheld,
        managers=_managers(facts, above, reader) if kept else managers.NONE,
        logged=len(logged),
        logged_answered=sum(one.answered_by(period.end) for one in logged) if kept else None,
        ideas=len(ideas),
        oldest_idea=weeks.day_of(ideas[0], reader.zone) if ideas else None,
        causes=above.company.often(period.end),
        trend=(*_trend(facts, above, reader, known), reached),
        story=next((pat.id for pat in stories.choose([pat for pat in received if pat.open], 1)), None),
        counting_since=weeks.day_of(facts.history.counts_from, reader.zone),
    )


def _teams(
    facts: Facts, above: Above, reader: LeadershipReader, thanked: set[UUID], known: Sets
) -> tuple[tuple[TeamShare, ...], int, int]:
    """Those that are shown; how many more could be; how many are withheld."""
    teams = {team: facts.of(facts.teams, team, reader.people_at) for team in sorted(above.company.teams)}
    sets: dict[UUID | None, set[UUID]] = {None: set(facts.people), **{team: one for team, one in teams.items() if one}}
    told = tellable(sets, known) - {None}
    shares = [TeamShare(team, Share(len(sets[team] & thanked), len(sets[team]))) for team in told if team]
    shares.sort(key=lambda one: (one.reached.some / one.reached.all, -one.reached.all, one.team))
    return tuple(shares[:MOST_TEAMS]), len(shares[MOST_TEAMS:]), len(sets) - 1 - len(told)


def _known(facts: Facts, reader: LeadershipReader) -> list[set[UUID]]:
    """Whose figure the reader sees besides: their own, and that of the people they lead, name by name or as a team."""
    own = facts.of(facts.reports, reader.member_id, reader.people_at)
    named = own | {reader.member_id} if facts.history.rules.names else {reader.member_id}
    return [own, *({one} for one in sorted(named))]


def _managers(facts: Facts, above: Above, reader: LeadershipReader) -> Managers:
    leads = facts.reports.owners(reader.people_at)
    giving = {pat.giver for pat in facts.pats.within(reader.period)}
    return managers.on_board(
        above.company.asked,
        leads=leads,
        giving=giving,
        people=facts.people,
        period=reader.period,
        reader=reader.member_id,
    )


def _trend(facts: Facts, above: Above, reader: LeadershipReader, known: Sets) -> list[Share | None]:
    """Of the seven weeks before. What the reader was told of a week stays, whoever came or left since then.

    Otherwise two digests would tell of the same week with and without one person.
    """
    told = above.company.told.get((reader.member_id, reader.period.start))
    if told and len(told.get("trend", ())) == trend.WEEKS:
        return [_stored(one) for one in told["trend"][1:]]
    before = _weeks_before(reader)
    counted = trend.counted_weeks(before, facts.history.counts_from)
    thanked = above.thanked[reader.zone]
    return [
        _reached(facts, reader, week, then, known) if any_ else None
        for week, any_, then in zip(before, counted, thanked, strict=True)
    ]


def _reached(
    facts: Facts, reader: LeadershipReader, week: Period, thanked: frozenset[UUID], known: Sets
) -> Share | None:
    """Of today's people, those who were here by the end of that week."""
    day = weeks.day_of(week.end, reader.zone)
    here = {one.id for one in facts.people.values() if one.joined is None or one.joined < day}
    return _share(here, thanked, known)


def _share(everyone: set[UUID], thanked: Collection[UUID], known: Sets) -> Share | None:
    """None: without those whom the reader knows of, it would be about fewer than five."""
    told = tellable({None: everyone}, known)
    return Share(len(everyone.intersection(thanked)), len(everyone)) if told else None


def _stored(one: dict[str, Any] | None) -> Share | None:
    return Share(**one) if one else None


def _weeks_before(reader: LeadershipReader) -> list[Period]:
    """The seven weeks before the reader's, oldest first, as their clock has them."""
    first = weeks.day_of(reader.period.start, reader.zone)
    begins = [weeks.midnight(first - timedelta(weeks=n), reader.zone) for n in range(trend.WEEKS - 1, 0, -1)]
    return [Period(start, end) for start, end in zip(begins, [*begins[1:], reader.period.start], strict=True)]
