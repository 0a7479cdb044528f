"""People who took part before the directory knew them: who turns out to be no one who can is left out.

A command comes from a member, but messages and reactions in a shared channel may come from another company's people.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, false, func, or_, select, true, union_all
from sqlalchemy.orm import Session

from models.delivery import outbox
from models.delivery.outbox import Priority, Purpose
from models.giving import unsuitable
from models.kudos import Boost, Kudos, KudosReceiver
from models.kudos.retracting import is_retracted, load, retract
from models.people import members
from models.people.members import Kind, Member, Profile
from models.workspace import policies

STRANGERS = (Kind.EXTERNAL, Kind.BOT)


def unverified(session: Session, *, workspace_id: int, kudos_ids: Sequence[UUID]) -> dict[UUID, list[str]]:
    """Slack ids of whoever gave, received or joined in on these kudos and is not confirmed by the directory.

    Who joined in and turned out to be a stranger meanwhile is among them: nobody looks for where else they joined in.
    """
    if not kudos_ids:
        return {}
    everyone = union_all(
        select(KudosReceiver.kudos_id, KudosReceiver.receiver_id.label("member_id"), false().label("joined")).where(
            KudosReceiver.workspace_id == workspace_id, KudosReceiver.kudos_id.in_(kudos_ids)
        ),
        select(Kudos.id, func.coalesce(Kudos.entered_by_id, Kudos.giver_id), false()).where(
            Kudos.workspace_id == workspace_id, Kudos.id.in_(kudos_ids)
        ),
        select(Boost.kudos_id, Boost.member_id, true()).where(
            Boost.workspace_id == workspace_id, Boost.kudos_id.in_(kudos_ids)
        ),
    ).subquery()
    query = (
        select(everyone.c.kudos_id, Member.slack_user_id)
        .join(everyone, everyone.c.member_id == Member.id)
        .where(
            Member.workspace_id == workspace_id, or_(~Member.verified, everyone.c.joined & Member.kind.in_(STRANGERS))
        )
    )
    found: dict[UUID, list[str]] = {}
    for kudos_id, slack_id in session.execute(query):
        if slack_id:
            found.setdefault(kudos_id, []).append(slack_id)
    return found


def verify(
    session: Session, *, workspace_id: int, profiles: Sequence[Profile], kudos_ids: Sequence[UUID], now: datetime
) -> None:
    """Store what Slack says of these people, and leave out of the kudos whoever can't receive them.

    Of all their kudos, not of these alone: nobody asks about somebody again who is known by now.
    """
    unknown = _unknown(session, workspace_id, [profile.slack_user_id for profile in profiles])
    members.sync(session, workspace_id=workspace_id, profiles=profiles, now=now)
    for kudos_id in sorted({*kudos_ids, *_with(session, workspace_id, unknown)}):
        _leave_out(session, workspace_id, kudos_id, now)


def _unknown(session: Session, workspace_id: int, slack_ids: Sequence[str]) -> list[UUID]:
    mine = (Member.workspace_id == workspace_id, Member.slack_user_id.in_(slack_ids), ~Member.verified)
    return list(session.scalars(select(Member.id).where(*mine)))


def _with(session: Session, workspace_id: int, people: Sequence[UUID]) -> set[UUID]:
    """The kudos that one of them gave or received."""
    received = select(KudosReceiver.kudos_id).where(
        KudosReceiver.workspace_id == workspace_id, KudosReceiver.receiver_id.in_(people)
    )
    given = select(Kudos.id).where(Kudos.workspace_id == workspace_id, Kudos.giver_id.in_(people))
    return set(session.scalars(union_all(received, given))) if people else set()


def _leave_out(session: Session, workspace_id: int, kudos_id: UUID, now: datetime) -> None:
    kudos = load(session, workspace_id, kudos_id)
    if kudos is None:
        return
    author_id = kudos.author_id
    people = members.by_id(session, workspace_id, [author_id, *(r.receiver_id for r in kudos.receivers)])
    policy = policies.current(session, workspace_id)
    reasons = {r.receiver_id: unsuitable(people[r.receiver_id], policy) for r in kudos.receivers}
    void = [r for r in kudos.receivers if r.void_reason is None and reasons[r.receiver_id]]
    for receiver in void:
        receiver.void_reason = reasons[receiver.receiver_id]
    session.flush()
    if void and all(receiver.void_reason for receiver in kudos.receivers):
        retract(session, kudos, by_id=None, reason="nobody_received", now=now)
    _without_strangers(session, kudos)
    author = people[author_id]
    if author.kind in STRANGERS:
        if not is_retracted(session, kudos):
            retract(session, kudos, by_id=None, reason="given_by_stranger", now=now)
    elif void and author.slack_user_id:
        _tell(session, workspace_id, kudos_id, author.slack_user_id, now)


def _without_strangers(session: Session, kudos: Kudos) -> None:
    """People of other companies can't join in."""
    strangers = select(Member.id).where(Member.workspace_id == kudos.workspace_id, Member.kind.in_(STRANGERS))
    mine = (Boost.workspace_id == kudos.workspace_id, Boost.kudos_id == kudos.id)
    session.execute(delete(Boost).where(*mine, Boost.member_id.in_(strangers)))


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
