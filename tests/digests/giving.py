"""Kudos of the past, stored as they would have been given."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from models.kudos import ChannelKind, Kudos, KudosReceiver, KudosValue, Source
from models.people.members import Circle, Member
from models.storage.ids import uuid7

SUPPORT = "C0SUPPORT0"


def pat(
    session: Session,
    giver: Member,
    receivers: Member | Sequence[Member],
    at: datetime,
    *,
    message: str | None = "Stayed late for the angry caller.",
    decision: str | None = None,
    outcome: str | None = None,
    customer_words: str | None = None,
    channel_id: str | None = SUPPORT,
    kind: ChannelKind = ChannelKind.PUBLIC,
    circle: Circle = Circle.EVERYONE,
    void: str | None = None,
    source: Source = Source.COMMAND,
    values: Sequence[UUID] = (),
) -> UUID:
    """`void`: the first receiver turned out not to be able to receive it."""
    people = [receivers] if isinstance(receivers, Member) else receivers
    kudos = Kudos(
        workspace_id=giver.workspace_id,
        id=uuid7(),
        giver_id=giver.id,
        given_at=at,
        source=source,
        message=message,
        decision=decision,
        outcome=outcome,
        customer_words=customer_words,
        channel_id=channel_id,
        channel_kind=kind,
    )
    kudos.receivers = [
        KudosReceiver(
            workspace_id=giver.workspace_id,
            receiver_id=person.id,
            position=position,
            given_at=at,
            circle=circle,
            void_reason=void if position == 0 else None,
        )
        for position, person in enumerate(people)
    ]
    kudos.values = [KudosValue(workspace_id=giver.workspace_id, value_id=value) for value in values]
    session.add(kudos)
    session.flush()
    return kudos.id
