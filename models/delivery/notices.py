"""Telling a person what did not arrive: a pat could not be announced where it was said, their files not be made."""

from datetime import datetime

from sqlalchemy.orm import Session

from models.delivery import outbox
from models.delivery.outbox import Delivery, Kind, Priority, Purpose
from models.kudos import Source
from models.kudos.retracting import load, refresh_receipts
from models.people import members


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
    """Owe its author a direct message, once for each time it failed; of a shared answer, whoever shares it.

    Other rows than announcements are the admin's.
    """
    if row.purpose != Purpose.ANNOUNCEMENT or row.kind != Kind.POST or row.subject_id is None:
        return
    kudos = load(session, row.workspace_id, row.subject_id)
    if kudos is None:
        return
    refresh_receipts(session, kudos, now=now)
    waits = kudos.receivers[0].receiver_id if kudos.source == Source.DECISION else kudos.author_id
    author = members.by_id(session, row.workspace_id, [waits])[waits]
    if author.slack_user_id:
        outbox.post(
            session,
            workspace_id=row.workspace_id,
            purpose=Purpose.NOT_POSTED,
            key=f"not_posted:{row.id}:{int(now.timestamp())}",
            channel_id=author.slack_user_id,
            priority=Priority.ANSWER,
            subject_id=row.subject_id,
            detail={"reason": reason},
            now=now,
        )
