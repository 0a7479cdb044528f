"""Who reads a digest: of which period, where they live, and as of when their people are theirs."""

from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from digests.collecting.lead import LeadReader
from digests.collecting.leadership import LeadershipReader
from digests.collecting.personal import PersonalReader
from digests.collecting.team import TeamReader
from digests.weeks import Period
from models.schedules import Audience
from models.storage.errors import NotFound

Weekly = TeamReader | LeadReader | LeadershipReader
Reader = Weekly | PersonalReader


def reader_of(
    audience: Audience,
    *,
    period: Period,
    zone: ZoneInfo,
    people_at: datetime,
    member_id: UUID | None = None,
    team_id: UUID | None = None,
    channel_id: str | None = None,
) -> Reader:
    """The one place that knows what each audience is of. Raises `NotFound` without the member whom it takes."""
    match audience, member_id:
        case Audience.TEAM, _:
            return TeamReader(period, zone, people_at, team_id, channel_id)
        case Audience.LEAD, _:
            return LeadReader(period, zone, people_at, member_id)
        case Audience.LEADERSHIP, UUID():
            return LeadershipReader(period, zone, people_at, member_id)
        case Audience.PERSONAL, UUID():
            return PersonalReader(period, zone, member_id)
    raise NotFound(f"a reader of {audience}")
