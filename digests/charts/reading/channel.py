"""For a team's channel: where recognition comes from, of what may be told there."""

from uuid import UUID

from sqlalchemy.orm import Session

from digests.charts.figures import Chart, SourcesChart
from digests.charts.reading.asked import Asked
from digests.facts import groups, pats, people, placed
from digests.facts.received import Received
from digests.figures import sources
from digests.figures.disclosure import FLOOR


def of_team(session: Session, asked: Asked, *, team_id: UUID) -> tuple[Chart, ...]:
    """In four statements. None, unless five people or more of the team were thanked in the open. No denominators.

    None where figures about leads may not be kept: one part of it is what their lead gave.
    """
    workspace_id, start, end = asked.workspace_id, asked.start, asked.end
    if not people.history(session, workspace_id=workspace_id).figures:
        return ()
    teams = groups.read(session, workspace_id=workspace_id, leads=[], teams=[team_id], first=start, last=end).teams
    team = teams.at(team_id, end)
    told = pats.read(session, workspace_id=workspace_id, span=asked.span, members=team)
    received = [
        Received(receiver, pat.giver, pat.given_at)
        for pat in told.all
        if pat.open
        for receiver in pat.receivers
        if receiver in team
    ]
    if len({one.receiver for one in received}) < FLOOR:
        return ()
    known = {*team, *(one.giver for one in received)}
    stood = placed.read(session, workspace_id=workspace_id, members=known, first=start, last=end)
    found = sources.sources(received, stood)
    return (SourcesChart("this team", asked.said, found.lead, found.peers, found.other_teams),)
