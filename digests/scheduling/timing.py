"""When the digests come: for everyone whose digest comes at the usual time, or for one reader."""

from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from digests.scheduling import planning
from models.people import leads, members, team_roles
from models.people.members import Member
from models.schedules import WHOLE_WORKSPACE, Audience, keeping, standing, timetable
from models.schedules.timetable import Times, Whose
from models.storage.requests import Outcome
from models.workspace import workspaces
from models.workspace.readers import Reader
from models.zones import zone_of


def choose(
    session: Session, *, workspace_id: int, now: datetime, weekday: int | None = None, hour: int | None = None
) -> None:
    """Digests come on `weekday` (0 is Monday) at `hour` of each reader's day; None leaves one of the two as it is."""
    zone = workspaces.get(session, workspace_id).zone
    everyone = Reader(Audience.TEAM, WHOLE_WORKSPACE, None, None, (zone,), now)
    usual = keeping.usual_time(session, workspace_id)
    keeping.ensure(session, workspace_id=workspace_id, wanted=[planning.new_schedule(everyone, usual, now)])
    keeping.set_usual_time(session, workspace_id=workspace_id, weekday=weekday, hour=hour)


def set_times(session: Session, *, workspace_id: int, whose: Whose, times: Times, actor: str, now: datetime) -> Outcome:
    """Set when a digest comes: everyone's by an admin, a team's also by its leads, their own by whoever reads it.

    Only a channel's can be switched off, have a zone, or go to another channel. The period that runs is neither lost
    nor doubled: it ends on the new day.

    `code`: "saved" (with `due`, Unix seconds), "off" (saved: nothing comes), "not_yours", "no_channel" or "no_zone".
    """
    reader = _reader(session, workspace_id, whose, actor, now)
    if reader is None:
        return {"code": "not_yours"}
    audience, team_id = whose[0], reader.team_id
    if audience == Audience.TEAM and team_id and times.enabled and not times.channel_id:
        return {"code": "no_channel"}
    if times.zone and zone_of(times.zone).key != times.zone:
        return {"code": "no_zone"}
    usual = keeping.usual_time(session, workspace_id)
    keeping.ensure(session, workspace_id=workspace_id, wanted=[planning.new_schedule(reader, usual, now)])
    kept = times if audience == Audience.TEAM else replace(times, zone=None, channel_id=None, enabled=True)
    if audience == Audience.TEAM and team_id is None:
        keeping.set_usual_time(session, workspace_id=workspace_id, weekday=times.weekday, hour=times.hour)
    timetable.write(session, workspace_id, whose, kept)
    mine = standing.of_reader(session, workspace_id=workspace_id, audience=audience, reader=reader.reader)
    if mine is None:
        return {"code": "not_yours"}
    due = planning.next_due(session, mine, workspace_id=workspace_id, now=now)
    keeping.move(session, workspace_id=workspace_id, due_at={mine.id: due})
    return {"code": "saved", "due": int(due.timestamp())} if kept.enabled else {"code": "off"}


def _reader(session: Session, workspace_id: int, whose: Whose, actor: str, now: datetime) -> Reader | None:
    """Whose digest it is, when `actor` (a Slack id) may set when it comes."""
    audience, id_ = whose
    company = workspaces.get(session, workspace_id).zone
    member = members.by_slack_user(session, workspace_id, actor)
    if member is None or not member.active:
        return None
    if audience == Audience.TEAM and id_ is None:
        everyone = Reader(audience, WHOLE_WORKSPACE, None, None, (company,), now)
        return everyone if workspaces.is_admin(session, member) else None
    if audience == Audience.TEAM and id_:
        team = team_roles.settable(session, workspace_id, actor, id_, now)
        return Reader(audience, str(id_), id_, None, (team.zone, company), now) if team else None
    reads = member.id == id_ and _reads(session, audience, member)
    return Reader(audience, str(id_), None, id_, (member.zone, company), now) if reads else None


def _reads(session: Session, audience: Audience, member: Member) -> bool:
    if audience == Audience.LEAD:
        return leads.is_lead(session, member)
    return member.reads_leadership if audience == Audience.LEADERSHIP else member.monthly_digest
