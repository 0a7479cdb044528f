"""A digest of any past week, without a run: for `backpat digest preview`."""

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from digests.collecting import Digest, LeadReader, TeamReader, collect
from digests.rendering import Rendered, tell
from digests.weeks import Period
from models.people import members
from models.storage.errors import NotFound
from models.storage.ids import uuid7
from models.workspace import workspaces
from models.workspace.schedules import Audience
from models.zones import zone_of


def zone_for(session: Session, *, workspace_id: int, member_id: UUID | None = None) -> ZoneInfo:
    """The zone in which this reader's weeks begin: the member's, else the workspace's, else UTC."""
    workspace = workspaces.get(session, workspace_id)
    if member_id is None:
        return zone_of(workspace.zone)
    member = members.by_id(session, workspace_id, [member_id]).get(member_id)
    if member is None:
        raise NotFound(f"member {member_id}")
    return zone_of(member.zone, workspace.zone)


def preview(
    session: Session,
    *,
    workspace_id: int,
    audience: Audience,
    period: Period,
    now: datetime,
    member_id: UUID | None = None,
    team_id: UUID | None = None,
) -> Rendered | None:
    """The digest of `period` as it would be told now; None when there is nothing to tell.

    A lead's is of `member_id`'s people as they were when the period ended, or of today's people when nobody was led
    then. Without a member the whole workspace is one team. Raises `NotFound`.
    """
    zone = zone_for(session, workspace_id=workspace_id, member_id=member_id)
    for people_at in (period.end, now):
        reader = (
            LeadReader(period, zone, people_at, member_id)
            if audience == Audience.LEAD
            else TeamReader(period, zone, people_at, team_id)
        )
        (digest,) = collect(session, workspace_id=workspace_id, readers=[reader])
        if digest.has_something:
            return _told(session, workspace_id, digest)
    return None


def _told(session: Session, workspace_id: int, digest: Digest) -> Rendered | None:
    key = uuid7()
    return tell(session, workspace_id=workspace_id, digests={key: digest})[key]
