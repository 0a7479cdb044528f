"""Telling a person what did not arrive: a pat could not be announced where it was said, their files not be made."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.delivery import outbox
from models.delivery.outbox import Delivery, Kind, Priority, Purpose
from models.kudos import Kudos
from models.kudos.retracting import load, refresh_receipts
from models.people.members import Member


def failed(session: Session, row: Delivery, reason: str, now: datetime) -> None:
    """A row will never arrive: tell the person who waits for it, if any does."""
    not_posted(session, row, reason, now)
    if row.purpose == Purpose.EXPORT and row.kind == Kind.POST:
        outbox.post(
            session,
            workspace_id=row.workspace_id,
            purpose=Purpose.EXPORT_FAILED,
            key=f"export_failed:{row.id}",
            channel_id=row.channel_id,
            priority=Priority.ANSWER,
            member_id=row.member_id,
            detail={"reason": reason},
            now=now,
        )


def not_posted(session: Session, row: Delivery, reason: str, now: datetime) -> None:
    """Owe the giver a direct message, once for each time it failed. Other rows than announcements are the admin's."""
    if row.purpose != Purpose.ANNOUNCEMENT or row.kind != Kind.POST or row.subject_id is None:
        return
    kudos = load(session, row.workspace_id, row.subject_id)
    if kudos is not None:
        refresh_receipts(session, kudos, now=now)
    giver = session.scalar(
        select(Member.slack_user_id)
        .join(Kudos, (Kudos.workspace_id == Member.workspace_id) & (Kudos.giver_id == Member.id))
        .where(Member.workspace_id == row.workspace_id, Kudos.id == row.subject_id)
    )
    if giver:
        outbox.post(
            session,
            workspace_id=row.workspace_id,
            purpose=Purpose.NOT_POSTED,
            key=f"not_posted:{row.id}:{int(now.timestamp())}",
            channel_id=giver,
            priority=Priority.ANSWER,
            subject_id=row.subject_id,
            detail={"reason": reason},
            now=now,
        )
