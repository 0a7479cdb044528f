"""What a row of the outbox says, read from what is stored now; None when there is nothing left to say."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.surfaces import kudos as surface
from bot.surfaces.kudos import Message
from bot.surfaces.text import mention
from digests import rendering
from models import cards, members, workspaces
from models.cards import Card
from models.kudos import KudosReceiver
from models.members import Circle
from models.outbox import Delivery, Purpose

Renderer = Callable[[Session, Delivery, datetime], Message | None]


def render(session: Session, row: Delivery, now: datetime) -> Message | None:
    """The message that `row`, a post, stands for; for a state pass its post."""
    return RENDERERS[Purpose(row.purpose)](session, row, now)


def _announcement(session: Session, row: Delivery, _now: datetime) -> Message | None:
    card = _card(session, row)
    if card is None or card.retracted or card.circle != Circle.EVERYONE or not card.receivers:
        return None
    return surface.announcement(card)


def _receipt(session: Session, row: Delivery, _now: datetime) -> Message | None:
    query = (
        select(KudosReceiver.kudos_id)
        .where(KudosReceiver.workspace_id == row.workspace_id, KudosReceiver.receipt_id == row.id)
        .where(KudosReceiver.void_reason.is_(None))
        .order_by(KudosReceiver.given_at, KudosReceiver.kudos_id)
    )
    found = cards.cards(session, row.workspace_id, ids := list(session.scalars(query)))
    told = [found[kudos_id] for kudos_id in ids if not found[kudos_id].retracted]
    return surface.receipt(told) if told else None


def _thanks(session: Session, row: Delivery, _now: datetime) -> Message | None:
    card = _card(session, row)
    if card is None or card.retracted or row.member_id is None:
        return None
    receiver = members.by_id(session, row.workspace_id, [row.member_id]).get(row.member_id)
    return surface.thanks(card, mention(receiver.slack_user_id)) if receiver and receiver.slack_user_id else None


def _not_posted(session: Session, row: Delivery, _now: datetime) -> Message | None:
    card = _card(session, row)
    if card is None or card.retracted:
        return None
    kudos_channel = workspaces.get(session, row.workspace_id).kudos_channel_id
    return surface.not_posted(card, row.detail.get("reason", ""), kudos_channel)


def _not_received(session: Session, row: Delivery, _now: datetime) -> Message | None:
    card = _card(session, row)
    return surface.not_received(card) if card and card.not_received else None


def _digest(session: Session, row: Delivery, _now: datetime) -> Message | None:
    assert row.subject_id is not None
    digest = rendering.render(session, workspace_id=row.workspace_id, run_id=row.subject_id)
    return Message(digest.notification, tuple(digest.blocks)) if digest else None


def _card(session: Session, row: Delivery) -> Card | None:
    assert row.subject_id is not None
    return cards.cards(session, row.workspace_id, [row.subject_id]).get(row.subject_id)


RENDERERS: dict[Purpose, Renderer] = {
    Purpose.ANNOUNCEMENT: _announcement,
    Purpose.RECEIPT: _receipt,
    Purpose.THANKS: _thanks,
    Purpose.NOT_POSTED: _not_posted,
    Purpose.NOT_RECEIVED: _not_received,
    Purpose.TEAM_DIGEST: _digest,
    Purpose.LEAD_DIGEST: _digest,
}


def subject_kudos(session: Session, row: Delivery) -> list[UUID]:
    """The kudos that this row tells of, for checking their receivers before it goes out."""
    if row.purpose == Purpose.ANNOUNCEMENT and row.subject_id:
        return [row.subject_id]
    if row.purpose != Purpose.RECEIPT:
        return []
    query = select(KudosReceiver.kudos_id).where(
        KudosReceiver.workspace_id == row.workspace_id, KudosReceiver.receipt_id == row.id
    )
    return list(session.scalars(query))
