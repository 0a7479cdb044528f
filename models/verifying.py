"""Receivers who were named before the directory knew them: who turns out to be no one who can receive is left out."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from models import members, outbox, policies
from models.giving import unsuitable
from models.kudos import KudosReceiver
from models.members import Member, Profile
from models.outbox import Priority, Purpose
from models.retracting import load, retract


def unverified(session: Session, *, workspace_id: int, kudos_ids: Sequence[UUID]) -> dict[UUID, list[str]]:
    """Slack ids of receivers whom the directory has not confirmed, for each of these kudos that has any."""
    query = (
        select(KudosReceiver.kudos_id, Member.slack_user_id)
        .join(
            KudosReceiver,
            (KudosReceiver.workspace_id == Member.workspace_id) & (KudosReceiver.receiver_id == Member.id),
        )
        .where(Member.workspace_id == workspace_id, KudosReceiver.kudos_id.in_(kudos_ids), ~Member.verified)
    )
    found: dict[UUID, list[str]] = {}
    for kudos_id, slack_id in session.execute(query) if kudos_ids else ():
        if slack_id:
            found.setdefault(kudos_id, []).append(slack_id)
    return found


def verify(
    session: Session, *, workspace_id: int, profiles: Sequence[Profile], kudos_ids: Sequence[UUID], now: datetime
) -> None:
    """Store what Slack says of these people, and leave out of the kudos whoever can't receive them."""
    members.sync(session, workspace_id=workspace_id, profiles=profiles, now=now)
    for kudos_id in kudos_ids:
        _leave_out(session, workspace_id, kudos_id, now)


def _leave_out(session: Session, workspace_id: int, kudos_id: UUID, now: datetime) -> None:
    kudos = load(session, workspace_id, kudos_id)
    if kudos is None:
        return
    author_id = kudos.entered_by_id or kudos.giver_id
    people = members.by_id(session, workspace_id, [author_id, *(r.receiver_id for r in kudos.receivers)])
    policy = policies.current(session, workspace_id)
    reasons = {r.receiver_id: unsuitable(people[r.receiver_id], policy) for r in kudos.receivers}
    void = [r for r in kudos.receivers if r.void_reason is None and reasons[r.receiver_id]]
    for receiver in void:
        receiver.void_reason = reasons[receiver.receiver_id]
    session.flush()
    if void and all(receiver.void_reason for receiver in kudos.receivers):
        retract(session, kudos, by_id=None, reason="nobody_received", now=now)
    author = people[author_id].slack_user_id
    if void and author:
        _tell(session, workspace_id, kudos_id, author, now)


def _tell(session: Session, workspace_id: int, kudos_id: UUID, author: str, now: datetime) -> None:
    outbox.post(
        session,
        workspace_id=workspace_id,
        purpose=Purpose.NOT_RECEIVED,
        key=f"not_received:{kudos_id}",
        channel_id=author,
        priority=Priority.ANSWER,
        subject_id=kudos_id,
        now=now,
    )
