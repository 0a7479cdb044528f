"""Peer leads: a team (a lead's reports) chooses colleagues who may answer its decisions, by more than half of it."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from models.storage.orm import Model, WorkspaceId, refers


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
