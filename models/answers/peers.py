"""Peer leads: a team (a lead's reports) chooses colleagues who may answer its decisions, by more than half of it.

A vote is its voter's own: nobody is shown who wants whom, nor how many, only whom more than half of them want.
"""

from collections import Counter
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Index, delete, select, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.people import leads, members, reporting
from models.people.members import Kind, Member
from models.storage.inserting import add_once
from models.storage.orm import Model, WorkspaceId, refers
from models.storage.requests import Outcome


class PeerVote(Model):
    """`member_id` wants `peer_id` as peer lead of the team that they themselves are in now."""

    __tablename__ = "peer_votes"
    __table_args__ = (
        refers("member_id", "members"),
        refers("peer_id", "members"),
        Index("ix_peer_votes_peer", "workspace_id", "peer_id"),
    )

    workspace_id: Mapped[WorkspaceId]
    member_id: Mapped[UUID] = mapped_column(primary_key=True)
    peer_id: Mapped[UUID]
    at: Mapped[datetime]


def chosen(session: Session, workspace_id: int, member_id: UUID, at: datetime) -> list[Member]:
    """Peer leads of the team that this member is in at the instant `at`, by name; never they themselves."""
    team = team_of(session, workspace_id, member_id, at)
    return [one for one in of_team(session, workspace_id, team) if one.id != member_id]


def of_team(session: Session, workspace_id: int, team: list[Member]) -> list[Member]:
    """Whom more than half of these people want."""
    wanted = _wanted(session, workspace_id, team)
    return [one for one in team if 2 * wanted[one.id] > len(team)]


def team_of(session: Session, workspace_id: int, member_id: UUID, at: datetime) -> list[Member]:
    """Everyone who has this member's lead, they themselves too, by name: people of this company, in Slack."""
    for lead in leads.leads_of(session, workspace_id, member_id)[:1]:
        led = reporting.reports_of(session, workspace_id=workspace_id, lead_id=lead.id, at=at)
        return [one for one in led if one.kind == Kind.PERSON and one.slack_user_id is not None]
    return []


def wants(session: Session, workspace_id: int, member_id: UUID) -> UUID | None:
    """Whom this member named, be they of their team still or not."""
    return session.scalar(select(PeerVote.peer_id).where(*_vote(workspace_id, member_id)))


def vote(session: Session, *, workspace_id: int, actor: str, peer_id: UUID | None, now: datetime) -> Outcome:
    """`actor` (a Slack id) names one colleague of their team in place of any before; None: nobody.

    `code`: "named", "nobody", or, with nothing changed, "not_a_colleague": themselves, or not of their team (any more).
    """
    member = members.by_slack_user(session, workspace_id, actor)
    if member is None:
        return {"code": "not_a_colleague"}
    if peer_id is None:
        session.execute(delete(PeerVote).where(*_vote(workspace_id, member.id)))
        return {"code": "nobody"}
    team = {one.id for one in team_of(session, workspace_id, member.id, now)}
    if member.id == peer_id or not {member.id, peer_id} <= team:
        return {"code": "not_a_colleague"}
    row = {"workspace_id": workspace_id, "member_id": member.id, "peer_id": peer_id, "at": now}
    if add_once(session, PeerVote.member_id, row) is None:
        session.execute(update(PeerVote).where(*_vote(workspace_id, member.id)).values(peer_id=peer_id, at=now))
    return {"code": "named"}


def _wanted(session: Session, workspace_id: int, team: list[Member]) -> Counter[UUID]:
    """How many of these people want each."""
    query = select(PeerVote.peer_id).where(
        PeerVote.workspace_id == workspace_id, PeerVote.member_id.in_([one.id for one in team])
    )
    return Counter(session.scalars(query)) if team else Counter()


def _vote(workspace_id: int, member_id: UUID) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return PeerVote.workspace_id == workspace_id, PeerVote.member_id == member_id
