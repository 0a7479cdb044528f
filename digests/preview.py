"""A digest of any past week or month, without a run: nothing is posted or stored."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from digests.charts.reading.run import of_digest
from digests.collecting import Digest, collect, reader_of
from digests.rendering import Rendered, tell
from digests.scheduling import snapshots
from digests.weeks import Period
from models.people import members
from models.people.teams import Team
from models.schedules import Audience, runs
from models.storage.errors import NotFound
from models.storage.ids import uuid7
from models.workspace import workspaces
from models.zones import zone_of

STAYS_AS_TOLD = {Audience.LEADERSHIP}
"""Whose digests are shown as they were told: counted anew without somebody who left since then, the two figures would
tell of that one.
"""


def zone_for(
    session: Session, *, workspace_id: int, member_id: UUID | None = None, team_id: UUID | None = None
) -> ZoneInfo:
    """The zone in which this reader's weeks begin: the member's or team's, else the workspace's, else UTC.

    Raises `NotFound`.
    """
    company = workspaces.get(session, workspace_id).zone
    if member_id is None and team_id is None:
        return zone_of(company)
    member = members.by_id(session, workspace_id, [member_id]).get(member_id) if member_id else None
    team = session.get(Team, (workspace_id, team_id)) if team_id else None
    if member is None and team is None:
        raise NotFound(f"reader {member_id or team_id}")
    return zone_of(member.zone if member else None, team.zone if team else None, company)


def preview(
    session: Session,
    *,
    workspace_id: int,
    audience: Audience,
    period: Period,
    now: datetime,
    member_id: UUID | None = None,
    team_id: UUID | None = None,
    zone: ZoneInfo | None = None,
) -> Rendered | None:
    """The digest of `period` as it would be told now; None when there is nothing to tell. See `collected`."""
    whose: dict[str, Any] = {"member_id": member_id, "team_id": team_id, "zone": zone}
    found = collected(session, workspace_id=workspace_id, audience=audience, period=period, now=now, **whose)
    if found is None:
        return None
    drawn = of_digest(session, found, workspace_id=workspace_id, team_id=team_id, now=now)
    rendered = _told(session, workspace_id, found)
    return replace(rendered, charts=drawn) if rendered else None


def collected(
    session: Session,
    *,
    workspace_id: int,
    audience: Audience,
    period: Period,
    now: datetime,
    member_id: UUID | None = None,
    team_id: UUID | None = None,
    zone: ZoneInfo | None = None,
) -> Digest | None:
    """The ids and figures of that digest; None when there is nothing to tell.

    A lead's is of `member_id`'s people as they were when the period ended, or of today's people when nobody was led
    then. Without a member or team the whole workspace is one team. `zone` None: the reader's. What was told already
    `STAYS_AS_TOLD`. Raises `NotFound`.
    """
    if audience in STAYS_AS_TOLD:
        when = {"start": period.start, "end": period.end}
        told = runs.told(session, workspace_id=workspace_id, audience=audience, member_id=member_id, **when)
        if told:
            return snapshots.load(told, period)
    zone = zone or zone_for(session, workspace_id=workspace_id, member_id=member_id, team_id=team_id)
    for people_at in (period.end, now):
        reader = reader_of(
            audience, period=period, zone=zone, people_at=people_at, member_id=member_id, team_id=team_id
        )
        (digest,) = collect(session, workspace_id=workspace_id, readers=[reader])
        if digest.has_something:
            return digest
    return None


def _told(session: Session, workspace_id: int, digest: Digest) -> Rendered | None:
    key = uuid7()
    return tell(session, workspace_id=workspace_id, digests={key: digest})[key]
