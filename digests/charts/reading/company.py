"""For everybody's channel and for leadership: which teams recognise which. For leadership: coverage as it was told."""

from collections import Counter
from collections.abc import Collection, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from digests.charts.figures import MOST_TEAMS, Chart, CoverageChart, TeamsChart
from digests.charts.reading.asked import Asked
from digests.facts import groups, pats, people, placed
from digests.facts.pats import Pat
from digests.facts.placed import Placed
from digests.facts.trend import Reached
from digests.figures.disclosure import tellable
from models import ordering
from models.people.teams import Team

Sets = Collection[Collection[UUID]]


def of_workspace(session: Session, asked: Asked) -> tuple[Chart, ...]:
    """Of what may be told in a channel."""
    return _teams(session, asked, open_only=True)


def of_leadership(
    session: Session, asked: Asked, *, coverage: Sequence[Reached | None], known: Sets = ()
) -> tuple[Chart, ...]:
    """`coverage`: of the eight weeks, as the digest tells it; `known`: people whose figures the reader sees besides."""
    told = zip(asked.weeks, coverage, strict=True)
    shown = CoverageChart("everyone who is counted", tuple(asked.week(period, one) for period, one in told))
    return (shown, *_teams(session, asked, open_only=False, known=known))


def _teams(session: Session, asked: Asked, *, open_only: bool, known: Sets = ()) -> tuple[Chart, ...]:
    """In seven statements. None, unless two teams may be told of: figures are about everybody in both of a pair."""
    workspace_id, start, end = asked.workspace_id, asked.start, asked.end
    names = _named(session, workspace_id)
    inside = groups.read(session, workspace_id=workspace_id, leads=[], teams=names, first=start, last=end).teams
    history = people.history(session, workspace_id=workspace_id)
    counted = people.counted(
        session, workspace_id=workspace_id, ids=inside.members, at=end, before=end, history=history, named=False
    )
    sets = {team: inside.at(team, end) & counted.keys() for team in sorted(names)}
    told = tellable({team: found for team, found in sets.items() if found}, known)
    if len(told) < 2:
        return ()
    read = pats.read(session, workspace_id=workspace_id, span=asked.span)
    given = [pat for pat in read.all if pat.open or not open_only]
    known_people = {one for pat in given for one in (pat.giver, *pat.receivers)}
    stood = placed.read(session, workspace_id=workspace_id, members=known_people, first=start, last=end)
    between = _between(given, stood)
    shown = sorted(_busiest(told, between), key=lambda team: ordering.by_name(names[team]))
    cells = tuple(tuple(between[giver, receiver] for receiver in shown) for giver in shown)
    return (TeamsChart(asked.said, tuple(names[team] for team in shown), cells, len(names) - len(shown)),)


def _between(given: Collection[Pat], stood: Placed) -> Counter[tuple[UUID, UUID]]:
    """Kudos from a team to a team, a kudos for each receiver, by who was in them then."""
    found = Counter[tuple[UUID, UUID]]()
    for pat in given:
        givers = stood.teams.at(pat.giver, pat.given_at)
        for receiver in pat.receivers:
            found.update((one, other) for one in givers for other in stood.teams.at(receiver, pat.given_at))
    return found


def _busiest(told: Collection[UUID], between: Counter[tuple[UUID, UUID]]) -> list[UUID]:
    """At most as many teams as the picture has room for."""
    busy = Counter[UUID]()
    for pair, many in between.items():
        busy.update(dict.fromkeys(pair, many))
    return sorted(told, key=lambda team: (-busy[team], team))[:MOST_TEAMS]


def _named(session: Session, workspace_id: int) -> dict[UUID, str]:
    query = select(Team.id, Team.name).where(Team.workspace_id == workspace_id, Team.archived_at.is_(None))
    return dict(session.execute(query).all())
