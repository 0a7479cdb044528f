"""Where a kudos is seen: announced once where it was said, with a copy in the channel for pats where it may be."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import exists, select, tuple_
from sqlalchemy.orm import Session

from models.delivery import outbox
from models.delivery.outbox import Priority, Purpose
from models.kudos import ChannelKind, Kudos, KudosReceiver, Retraction, Source
from models.people.members import Circle, Member


@dataclass(frozen=True, slots=True)
class Place:
    """Where it was said; `copy`: its giver lets the channel for pats, if there is one, see what was said in private."""

    channel_id: str | None
    kind: ChannelKind | str
    thread_ts: str | None = None
    copy: bool = False
    kudos_channel: str | None = None
    again: str = ""
    """Of a kudos that was announced before, and is no longer: what tells this time apart."""

    def is_open_to(self, circle: Circle) -> bool:
        """Whether what these may see is posted here at all."""
        return circle == Circle.EVERYONE and self.channel_id is not None and self.kind != ChannelKind.DIRECT


class Shared(NamedTuple):
    """A kudos by reaction, and the message that it is for."""

    id: UUID
    giver_id: UUID
    channel_id: str
    message_ts: str


def announcements(
    *, workspace_id: int, kudos_id: UUID, place: Place, circle: Circle, now: datetime
) -> list[dict[str, Any]]:
    """What is owed where it was said, and the copy: rows of the outbox. Below *everyone*, no channel has any.

    Of a kudos by reaction see `announce_shared`.
    """
    if not place.is_open_to(circle):
        return []
    what: dict[str, Any] = {"workspace_id": workspace_id, "subject_id": kudos_id, "priority": Priority.ANNOUNCEMENT}
    here: dict[str, Any] = {"channel_id": place.channel_id, "thread_ts": place.thread_ts}
    key = f"announcement:{kudos_id}{place.again}"
    rows = [outbox.new(purpose=Purpose.ANNOUNCEMENT, key=key, **here, **what, now=now)]
    elsewhere = place.kudos_channel if place.kudos_channel != place.channel_id else None
    if elsewhere and (place.kind == ChannelKind.PUBLIC or place.copy):
        key = f"copy:{kudos_id}{place.again}"
        rows.append(outbox.new(purpose=Purpose.COPY, key=key, channel_id=elsewhere, **what, now=now))
    return rows


def announce_shared(session: Session, workspace_id: int, channel_id: str, message_ts: str, now: datetime) -> bool:
    """See that what reactions gave for a message is announced once, in its thread, by the first of them that stands.

    The author of the message has to be locked: of two reactions at once, one finds the other's announcement.
    """
    together = sharing(session, workspace_id, [(channel_id, message_ts)])
    posts = outbox.posts_about(session, workspace_id, [one.id for one in together], Purpose.ANNOUNCEMENT)
    if together and not outbox.refresh_live(session, posts, now=now):
        outbox.post(
            session,
            workspace_id=workspace_id,
            purpose=Purpose.ANNOUNCEMENT,
            key=f"announcement:{together[0].id}",
            subject_id=together[0].id,
            channel_id=channel_id,
            thread_ts=message_ts,
            priority=Priority.ANNOUNCEMENT,
            now=now,
        )
    return bool(together)


def hand_on(session: Session, kudos: Kudos, now: datetime) -> None:
    """A kudos by reaction was taken back, or is shown to fewer: those that shared its announcement have one still."""
    if kudos.source != Source.REACTION or not (kudos.channel_id and kudos.message_ts):
        return
    authors = [receiver.receiver_id for receiver in kudos.receivers]
    mine = (Member.workspace_id == kudos.workspace_id, Member.id.in_(authors))
    session.execute(select(Member.id).where(*mine).order_by(Member.id).with_for_update(key_share=True))
    announce_shared(session, kudos.workspace_id, kudos.channel_id, kudos.message_ts, now)


def sharing(session: Session, workspace_id: int, messages: Iterable[tuple[str, str]]) -> list[Shared]:
    """What reactions gave for these messages (channel, ts) and everyone may see, the first of each first."""
    query = (
        select(Kudos.id, Kudos.giver_id, Kudos.channel_id, Kudos.message_ts)
        .join(KudosReceiver, (KudosReceiver.workspace_id == Kudos.workspace_id) & (KudosReceiver.kudos_id == Kudos.id))
        .where(
            Kudos.workspace_id == workspace_id,
            tuple_(Kudos.channel_id, Kudos.message_ts).in_(list(messages)),
            Kudos.source == Source.REACTION,
            KudosReceiver.circle == Circle.EVERYONE,
            KudosReceiver.void_reason.is_(None),
            ~exists().where(Retraction.workspace_id == workspace_id, Retraction.kudos_id == Kudos.id),
        )
        .order_by(Kudos.given_at, Kudos.id)
    )
    return [Shared._make(row) for row in session.execute(query)]
