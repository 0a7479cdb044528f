"""Who leads whom now, read from both sides: a lead's people, a member's leads."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import func, select, union
from sqlalchemy.orm import Session, aliased

from models import ordering
from models.people.members import Member
from models.people.reporting import ReportingLine
from models.people.teams import Role, Team, TeamMembership


def reports(session: Session, workspace_id: int, lead_id: UUID) -> list[Member]:
    """Those who report to this lead now (not the members of named teams), the active ones, by name."""
    query = (
        select(Member)
        .join(ReportingLine, _line_of_member())
        .where(Member.workspace_id == workspace_id, ReportingLine.workspace_id == workspace_id, Member.active)
        .where(ReportingLine.lead_id == lead_id, ReportingLine.ends_at.is_(None))
        .order_by(func.lower(Member.name), Member.id)
    )
    return list(session.scalars(query))


def leads_of(session: Session, workspace_id: int, member_id: UUID) -> list[Member]:
    """Whoever leads this member now, whom they report to first, then those who lead a team that they are in."""
    line = select(ReportingLine.lead_id).where(
        ReportingLine.workspace_id == workspace_id,
        ReportingLine.member_id == member_id,
        ReportingLine.ends_at.is_(None),
    )
    mine = select(TeamMembership.team_id).where(
        TeamMembership.workspace_id == workspace_id,
        TeamMembership.member_id == member_id,
        TeamMembership.role == Role.MEMBER,
        TeamMembership.ends_at.is_(None),
    )
    of_teams = select(TeamMembership.member_id).where(
        TeamMembership.workspace_id == workspace_id,
        TeamMembership.team_id.in_(mine),
        TeamMembership.role == Role.LEAD,
        TeamMembership.ends_at.is_(None),
    )
    query = (
        select(Member)
        .where(Member.workspace_id == workspace_id, Member.active, Member.id.in_(line) | Member.id.in_(of_teams))
        .order_by(Member.id.not_in(line), func.lower(Member.name), Member.id)
    )
    return list(session.scalars(query))


def ever_led(session: Session, workspace_id: int, member_id: UUID) -> set[UUID]:
    """Whoever leads this member, or did: by line, or as a lead of a team that they are or were in."""
    line = select(ReportingLine.lead_id).where(
        ReportingLine.workspace_id == workspace_id, ReportingLine.member_id == member_id
    )
    mine = select(TeamMembership.team_id).where(
        TeamMembership.workspace_id == workspace_id, TeamMembership.member_id == member_id
    )
    of_teams = select(TeamMembership.member_id).where(
        TeamMembership.workspace_id == workspace_id,
        TeamMembership.team_id.in_(mine),
        TeamMembership.role == Role.LEAD,
    )
    return set(session.scalars(union(line, of_teams)))


def teams_led(session: Session, workspace_id: int, member_id: UUID) -> list[str]:
    """Names of the teams that this member leads now."""
    return [team.name for team in led_teams(session, workspace_id, member_id)]


def led_teams(session: Session, workspace_id: int, member_id: UUID) -> list[Team]:
    """The teams that this member leads now, by name."""
    query = (
        select(Team)
        .join(TeamMembership, (TeamMembership.workspace_id == Team.workspace_id) & (TeamMembership.team_id == Team.id))
        .where(Team.workspace_id == workspace_id, Team.archived_at.is_(None))
        .where(TeamMembership.member_id == member_id, TeamMembership.role == Role.LEAD)
        .where(TeamMembership.ends_at.is_(None))
    )
    return sorted(session.scalars(query), key=lambda team: ordering.by_name(team.name))


def is_lead(session: Session, member: Member) -> bool:
    """Whether they have reports, lead a team, or were named as a lead by an admin."""
    if not member.active:
        return False
    of = (member.workspace_id, member.id)
    return member.is_named_lead or bool(reports(session, *of)) or bool(teams_led(session, *of))


def all_leads(session: Session, workspace_id: int) -> list[Member]:
    """Whoever `is_lead` now, by name, in one statement."""
    of_people = (
        select(ReportingLine.lead_id)
        .join(Member, _line_of_member())
        .where(ReportingLine.workspace_id == workspace_id, Member.workspace_id == workspace_id)
        .where(ReportingLine.ends_at.is_(None), Member.active)
    )
    of_teams = (
        select(TeamMembership.member_id)
        .join(Team, (Team.workspace_id == TeamMembership.workspace_id) & (Team.id == TeamMembership.team_id))
        .where(TeamMembership.workspace_id == workspace_id, Team.workspace_id == workspace_id)
        .where(TeamMembership.role == Role.LEAD, TeamMembership.ends_at.is_(None), Team.archived_at.is_(None))
    )
    lead = aliased(Member)
    leads = lead.is_named_lead | lead.id.in_(of_people) | lead.id.in_(of_teams)
    query = select(lead).where(lead.workspace_id == workspace_id, lead.active, leads)
    return list(session.scalars(query.order_by(func.lower(lead.name), lead.id)))


def named_leads(session: Session, workspace_id: int) -> list[Member]:
    """Whom admins have named, by name."""
    query = select(Member).where(Member.workspace_id == workspace_id, Member.is_named_lead, Member.active)
    return list(session.scalars(query.order_by(func.lower(Member.name), Member.id)))


def upwards(session: Session, workspace_id: int) -> dict[UUID, UUID]:
    """The lead of everyone who has one."""
    query = select(ReportingLine.member_id, ReportingLine.lead_id).where(
        ReportingLine.workspace_id == workspace_id, ReportingLine.ends_at.is_(None)
    )
    return dict(session.execute(query).all())


def chain(up: Mapping[UUID, UUID], member_id: UUID) -> list[UUID]:
    """The member, their lead, the lead of that one, and so on, each once."""
    found = [member_id]
    while (above := up.get(found[-1])) is not None and above not in found:
        found.append(above)
    return found


def _line_of_member() -> Any:
    return (ReportingLine.workspace_id == Member.workspace_id) & (ReportingLine.member_id == Member.id)
