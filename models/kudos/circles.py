"""Who else may see a kudos: whoever the circle of each of its receivers lets, as leads and teams are now.

*Team* is those who share a lead or a team with the receiver, whoever leads them, and whom they lead; *lead* is whoever
leads them. Each receiver's circle has to allow it, so the narrowest counts. Words said in private stay where they were
said, unless their giver let the channel for pats have them.
"""

from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    CompoundSelect,
    Exists,
    and_,
    bindparam,
    exists,
    or_,
    select,
    union,
)
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from models.delivery.outbox import Delivery, Purpose, Status
from models.kudos import ChannelKind, Kudos, KudosReceiver, Source
from models.people.members import Circle
from models.people.reporting import ReportingLine, led_by
from models.people.teams import TeamMembership


def viewed_by(workspace_id: int, member_id: UUID, at: datetime) -> dict[str, Any]:
    """The values that statements made of what is here are bound to."""
    return {"workspace_id": workspace_id, "lead_id": member_id, "at": at}


@cache
def near() -> CompoundSelect[UUID]:
    """Ids of those who are in a team with :lead_id (who may lead nobody) in :workspace_id at the instant :at."""
    workspace_id: BindParameter[int] = bindparam("workspace_id")
    member_id: BindParameter[UUID] = bindparam("lead_id")
    mine, theirs = aliased(ReportingLine), aliased(ReportingLine)
    my_team, their_team = aliased(TeamMembership), aliased(TeamMembership)
    leads = select(mine.lead_id).where(
        mine.workspace_id == workspace_id, mine.member_id == member_id, mine.ends_at.is_(None)
    )
    beside = select(theirs.member_id).where(
        theirs.workspace_id == workspace_id, theirs.lead_id.in_(leads), theirs.ends_at.is_(None)
    )
    my_teams = select(my_team.team_id).where(
        my_team.workspace_id == workspace_id, my_team.member_id == member_id, my_team.ends_at.is_(None)
    )
    in_my_teams = select(their_team.member_id).where(
        their_team.workspace_id == workspace_id, their_team.team_id.in_(my_teams), their_team.ends_at.is_(None)
    )
    return union(leads, beside, in_my_teams, *led_by().selects)


def hidden(workspace_id: int | BindParameter[int], kudos_id: InstrumentedAttribute[UUID] | UUID) -> Exists:
    """Whether a receiver of that kudos keeps it from :lead_id, who is none of them."""
    receiver = aliased(KudosReceiver)
    return exists().where(
        receiver.workspace_id == workspace_id,
        receiver.kudos_id == kudos_id,
        receiver.void_reason.is_(None),
        or_(
            and_(receiver.circle == Circle.TEAM, receiver.receiver_id.not_in(near())),
            and_(receiver.circle == Circle.LEAD, receiver.receiver_id.not_in(led_by())),
        ),
    )


def open_words(workspace_id: int | BindParameter[int]) -> ColumnElement[bool]:
    """Whether a `Kudos` was said where everybody could read it, or let into the channel for pats by its giver."""
    copied = exists().where(
        Delivery.workspace_id == workspace_id,
        Delivery.subject_id == Kudos.id,
        Delivery.purpose == Purpose.COPY,
        Delivery.status != Status.FAILED,
    )
    somewhere = or_(Kudos.channel_id.is_not(None), Kudos.source == Source.DECISION)
    return or_(and_(Kudos.channel_kind == ChannelKind.PUBLIC, somewhere), copied)


def may_be_shown(session: Session, *, workspace_id: int, kudos_id: UUID, member_id: UUID, at: datetime) -> bool:
    """Whether this member, who is in none of its parts, may see it."""
    query = select(Kudos.id).where(
        Kudos.workspace_id == workspace_id,
        Kudos.id == kudos_id,
        open_words(workspace_id),
        ~hidden(workspace_id, kudos_id),
    )
    return session.scalar(query, viewed_by(workspace_id, member_id, at)) is not None
