"""A direct message to a person, which nobody asked for: outside of their quiet hours."""

from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy.orm import Session

from models.delivery import outbox, quiet
from models.delivery.outbox import Priority, Purpose


class Addressee(quiet.Person, Protocol):
    """Whoever can be told something."""

    @property
    def workspace_id(self) -> int: ...
    @property
    def id(self) -> UUID: ...
    @property
    def slack_user_id(self) -> str | None: ...


def tell(
    session: Session,
    member: Addressee,
    *,
    purpose: Purpose,
    key: str,
    now: datetime,
    subject_id: UUID | None = None,
    priority: Priority = Priority.RECEIPT,
    detail: dict[str, Any] | None = None,
    not_before: datetime | None = None,
) -> UUID | None:
    """Owe them the message, once per `key`, at `not_before` (UTC; None: now) or when their quiet hours are over.

    Returns the id of its row, the earlier one's when the key is taken; None: they have no Slack.
    """
    if not member.slack_user_id:
        return None
    about: dict[str, Any] = {"purpose": purpose, "key": key, "priority": priority, "subject_id": subject_id}
    return outbox.post(session, **about, **to(member, not_before or now), detail=detail, now=now)


def to(member: Addressee, not_before: datetime) -> dict[str, Any]:
    """Of a message's row, what makes it one to this person, who has Slack, outside of their quiet hours."""
    where = {"workspace_id": member.workspace_id, "channel_id": member.slack_user_id, "member_id": member.id}
    return {**where, "due_at": quiet.over_for(member, not_before)}
