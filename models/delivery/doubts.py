"""What did not arrive, or may not have: for the admin's Home and `backpat doctor`."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from models.delivery.outbox import Delivery, Purpose, Status
from models.kudos import ChannelKind
from models.kudos.retracting import is_retracted, load, refresh_receipts
from models.people import members
from models.storage.requests import Outcome
from models.workspace import workspaces

NOBODY_NAMED = frozenset({Purpose.IDEA_STEP})
"""Messages of which nobody else learns whom they were for: they go to authors of confidential ideas, too."""


def troubled(session: Session, *, workspace_id: int, most: int = 20) -> list[Delivery]:
    """The newest rows that failed or are in doubt."""
    return list(
        session.scalars(_in_trouble(workspace_id).order_by(Delivery.created_at.desc(), Delivery.id.desc()).limit(most))
    )


def send_again(session: Session, *, workspace_id: int, delivery_id: UUID, admin: str, now: datetime) -> Outcome:
    """An admin has looked: the message is not in Slack. `code`: "sent_again", "not_admin" or "gone"."""
    if workspaces.admin_of(session, workspace_id, admin) is None:
        return {"code": "not_admin"}
    row = session.scalar(_in_trouble(workspace_id).where(Delivery.id == delivery_id).with_for_update())
    if row is None:
        return {"code": "gone"}
    _owe_again(session, row, now)
    return {"code": "sent_again"}


def announce_again(
    session: Session, *, workspace_id: int, kudos_id: UUID, giver: str, in_kudos_channel: bool, now: datetime
) -> Outcome:
    """Who gave it has invited the bot, or wants the pat in the channel for pats instead, where everyone may read it.

    `code`: "announced_again" (with `channel`), "gone" when there is nothing to post again, or "not_yours".
    """
    kudos = load(session, workspace_id, kudos_id)
    member = members.by_slack_user(session, workspace_id, giver)
    if kudos is None or member is None or not kudos.is_by(member.id):
        return {"code": "not_yours"}
    query = _in_trouble(workspace_id).where(
        Delivery.subject_id == kudos_id, Delivery.purpose == Purpose.ANNOUNCEMENT, Delivery.status == Status.FAILED
    )
    row = session.scalar(query.with_for_update())
    if row is None or is_retracted(session, kudos):
        return {"code": "gone"}
    if in_kudos_channel and (chosen := workspaces.get(session, workspace_id).kudos_channel_id):
        row.channel_id = kudos.channel_id = chosen
        kudos.channel_kind = ChannelKind.PUBLIC
    _owe_again(session, row, now)
    refresh_receipts(session, kudos, now=now)
    return {"code": "announced_again", "channel": row.channel_id}


def _in_trouble(workspace_id: int) -> Select[Delivery]:
    return select(Delivery).where(
        Delivery.workspace_id == workspace_id, Delivery.status.in_((Status.FAILED, Status.IN_DOUBT))
    )


def _owe_again(session: Session, row: Delivery, now: datetime) -> None:
    row.status, row.due_at, row.attempts, row.failure, row.finished_at = Status.DUE, now, 0, None, None
    session.info["outbox"] = True
