"""Where a kudos is seen: announced once where it was said, with a copy in the kudos channel by the visibility rule."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from models import outbox
from models.kudos import ChannelKind
from models.members import Circle
from models.outbox import Priority, Purpose


@dataclass(frozen=True, slots=True)
class Place:
    """Where it was said; `copy`: its giver lets the kudos channel, if there is one, see what was said in private."""

    channel_id: str | None
    kind: ChannelKind | str
    thread_ts: str | None = None
    copy: bool = False
    kudos_channel: str | None = None


def announce(
    session: Session, *, workspace_id: int, kudos_id: UUID, place: Place, circle: Circle, now: datetime
) -> bool:
    """Owe the announcement, and the copy. Below *everyone* nothing is posted in a channel. Returns whether it is."""
    if circle != Circle.EVERYONE or place.channel_id is None or place.kind == ChannelKind.DIRECT:
        return False
    what: dict[str, Any] = {
        "workspace_id": workspace_id,
        "subject_id": kudos_id,
        "priority": Priority.ANNOUNCEMENT,
        "now": now,
    }
    outbox.post(
        session,
        purpose=Purpose.ANNOUNCEMENT,
        key=f"announcement:{kudos_id}",
        channel_id=place.channel_id,
        thread_ts=place.thread_ts,
        **what,
    )
    elsewhere = place.kudos_channel if place.kudos_channel != place.channel_id else None
    if elsewhere and (place.kind == ChannelKind.PUBLIC or place.copy):
        outbox.post(session, purpose=Purpose.COPY, key=f"copy:{kudos_id}", channel_id=elsewhere, **what)
    return True
