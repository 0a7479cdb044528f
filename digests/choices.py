"""Which digests somebody may look at, as the database says now; and which of their weeks or months."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from digests import lookback, weeks
from digests.facts import people
from digests.preview import preview
from digests.rendering import Rendered
from models.people import leads, team_roles
from models.people.members import Kind, Member
from models.people.team_roles import InTeam
from models.schedules import Audience, timetable
from models.schedules.timetable import Times, Whose
from models.workspace import workspaces
from models.workspace.workspaces import Workspace
from models.zones import zone_of

Wanted = tuple[Audience, UUID | None, InTeam | None]
"""An audience, and the member or team it is for; neither: the whole workspace."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A digest that its reader may look at, and when it comes. `name`: of the team; empty for all others."""

    audience: Audience
    member_id: UUID | None
    team_id: UUID | None
    times: Times
    zone: ZoneInfo
    name: str
    channel_id: str | None
    """Where a channel's is posted; None: wherever most was said or, of a team, nowhere."""
    reads_in: ZoneInfo
    """The zone of whoever looks at it."""
    settable: bool
    """Whether its reader may set when it comes."""

    @property
    def key(self) -> str:
        return f"{self.audience}:{self.team_id}" if self.team_id else str(self.audience)


@dataclass(frozen=True, slots=True)
class Look:
    """One of the choices, in one week or month of those offered; `told` None: there is nothing to tell."""

    choices: tuple[Choice, ...]
    choice: Choice
    firsts: tuple[date, ...]
    """First days of what is offered, newest first: of nothing from before counting began, unless it is `first`."""
    first: date
    day: date
    """What was asked for: it stays as it is when another digest is chosen."""
    told: Rendered | None
    today: date


def look(
    session: Session, *, workspace_id: int, member: Member, now: datetime, key: str = "", day: date | None = None
) -> Look | None:
    """The digest called `key`, else the first of theirs, of the period that holds `day`, else of the last one.

    None: there is none that they may look at. A period that is not over is none.
    """
    found = choices(session, workspace_id=workspace_id, member=member, now=now)
    if not found:
        return None
    choice = next((one for one in found if one.key == key), found[0])
    firsts = lookback.last(choice.audience, choice.zone, choice.times.weekday, now)
    first = min(lookback.start(choice.audience, day, choice.times.weekday), firsts[0]) if day else firsts[0]
    told = preview(
        session,
        workspace_id=workspace_id,
        audience=choice.audience,
        member_id=choice.member_id,
        team_id=choice.team_id,
        period=lookback.period(choice.audience, first, choice.zone),
        zone=choice.zone,
        now=now,
    )
    begin = people.history(session, workspace_id=workspace_id).counts_from
    counted = (one for one in firsts if lookback.period(choice.audience, one, choice.zone).end > begin)
    offered = sorted({*counted, first}, reverse=True)
    return Look(tuple(found), choice, tuple(offered), first, day or first, told, weeks.day_of(now, choice.zone))


def choices(session: Session, *, workspace_id: int, member: Member, now: datetime) -> list[Choice]:
    """What is theirs first: as a lead, then of their teams, of the whole workspace; and their own month.

    What a channel reads is for people of this company: a guest reads the channels that they are in.
    """
    if not member.active or member.kind not in {Kind.PERSON, Kind.GUEST}:
        return []
    own, person = member.id, member.kind == Kind.PERSON
    teams = team_roles.of(session, workspace_id, own, now) if person else []
    wanted: list[Wanted] = [
        *([(Audience.LEAD, own, None)] if leads.is_lead(session, member) else []),
        *([(Audience.LEADERSHIP, own, None)] if person and member.reads_leadership else []),
        *((Audience.TEAM, None, team) for team in teams),
        *([(Audience.TEAM, None, None)] if person else []),
        (Audience.PERSONAL, own, None),
    ]
    return _choices(session, member, wanted)


def settable(session: Session, *, workspace_id: int, member: Member, now: datetime) -> list[Choice]:
    """The digests of which this person may set when they come: their own, their teams’; an admin every channel’s."""
    if not member.active:
        return []
    own, admin = member.id, workspaces.is_admin(session, member)
    teams = team_roles.all_teams(session, workspace_id) if admin else []
    led = [team for team in team_roles.of(session, workspace_id, own, now) if team.leads and not admin]
    wanted: list[Wanted] = [
        *([(Audience.LEAD, own, None)] if leads.is_lead(session, member) else []),
        *([(Audience.LEADERSHIP, own, None)] if member.kind == Kind.PERSON and member.reads_leadership else []),
        *([(Audience.TEAM, None, None)] if admin else []),
        *((Audience.TEAM, None, team) for team in (*led, *teams)),
    ]
    return _choices(session, member, wanted)


def _choices(session: Session, member: Member, wanted: Sequence[Wanted]) -> list[Choice]:
    company = workspaces.get(session, member.workspace_id)
    times = timetable.read(session, member.workspace_id, map(_whose, wanted))
    admin = workspaces.is_admin(session, member)
    return [_choice(one, times[_whose(one)], member, company, admin=admin) for one in wanted]


def _choice(wanted: Wanted, times: Times, member: Member, company: Workspace, *, admin: bool) -> Choice:
    audience, member_id, team = wanted
    zone = zone_of(times.zone, (team or (member if member_id else company)).zone, company.zone)
    place = times.channel_id or (team.channel_id if team else company.kudos_channel_id)
    may = admin or bool(team and team.leads) if audience == Audience.TEAM else audience != Audience.PERSONAL
    return Choice(
        audience=audience,
        member_id=member_id,
        team_id=team.id if team else None,
        times=times,
        zone=zone,
        name=team.name if team else "",
        channel_id=place if audience == Audience.TEAM else None,
        reads_in=zone_of(member.zone, company.zone),
        settable=may,
    )


def _whose(wanted: Wanted) -> Whose:
    audience, member_id, team = wanted
    return audience, member_id or (team.id if team else None)
