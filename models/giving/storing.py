"""Storing a kudos that was decided, and owing its announcement, its copy and its receipts, in one transaction."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam, exists, insert, select
from sqlalchemy.orm import Session

from models.decisions import offering
from models.delivery import receipts
from models.giving import announcing
from models.giving.addressing import Addressed
from models.giving.gifts import Gift
from models.kudos import Kudos, KudosReceiver, KudosValue, Retraction, Source
from models.people.members import Circle, Party, strictest
from models.storage.ids import uuid7
from models.storage.orm import table_of

AGAIN_WINDOW = timedelta(minutes=2)


def store(
    session: Session,
    *,
    workspace_id: int,
    gift: Gift,
    addressed: Addressed,
    receivers: Sequence[Party],
    kudos_channel: str | None,
    now: datetime,
) -> dict[str, Any]:
    """Store it. Returns what the giver is told: ids, the circle, and whether it is announced."""
    kudos_id = uuid7()
    of: dict[str, Any] = {"workspace_id": workspace_id, "kudos_id": kudos_id}
    connection = session.connection()
    connection.execute(_KUDOS, _kudos(workspace_id, kudos_id, gift, addressed, receivers, now))
    connection.execute(_RECEIVERS, [_received(session, of, member, gift, i, now) for i, member in enumerate(receivers)])
    if gift.value_ids:
        connection.execute(_VALUES, [{**of, "value_id": UUID(value)} for value in gift.value_ids])
    circle = strictest(_circle(member, gift) for member in receivers)
    if gift.on_their_own:
        offering.offer(session, **of, receivers=receivers, now=now)
    about = gift.message_ts if gift.source == Source.REACTION else None
    place = announcing.Place(gift.channel_id, gift.channel_kind, gift.thread_ts, gift.copy, kudos_channel, about)
    announced = announcing.announce(session, **of, place=place, circle=circle, now=now)
    names = [receiver.slack_user_id for receiver in receivers if receiver.slack_user_id]
    offline = [str(receiver.id) for receiver in receivers if not receiver.slack_user_id]
    told = {"receivers": names, "offline": offline, "circle": str(circle), "announced": announced}
    return {"kudos": str(kudos_id), **told, "thread": bool(gift.thread_ts), "source": str(gift.source)}


def fingerprint(addressed: Addressed, receivers: Sequence[Party], gift: Gift) -> str:
    """The same for the same giver, people and words; and message, where it is about one."""
    parts = [str(addressed.giver.id), *sorted(str(receiver.id) for receiver in receivers), *gift.texts]
    return sha256("\x00".join([*parts, gift.message_ts or ""]).encode()).hexdigest()


def given_just_now(session: Session, workspace_id: int, giver_id: UUID, said: str, now: datetime) -> bool:
    """Whether this giver gave what has this fingerprint within the last two minutes."""
    same = {"of_workspace": workspace_id, "giver": giver_id, "since": now - AGAIN_WINDOW, "said": said}
    return session.connection().scalar(_SAME_WORDS, same) is not None


def _kudos(
    workspace_id: int, kudos_id: UUID, gift: Gift, addressed: Addressed, receivers: Sequence[Party], now: datetime
) -> dict[str, Any]:
    author, giver = addressed.author.id, addressed.giver.id
    who = {"giver_id": giver, "entered_by_id": None if giver == author else author}
    words_said = {name: getattr(gift, name) for name in ("message", "decision", "outcome", "customer_words")}
    where = {name: getattr(gift, name) for name in ("channel_id", "channel_kind", "message_ts", "thread_ts")}
    said = fingerprint(addressed, receivers, gift)
    kudos = {"workspace_id": workspace_id, "id": kudos_id, "given_at": now, "source": gift.source}
    return {**kudos, **who, **words_said, **where, "fingerprint": said}


def _circle(member: Party, gift: Gift) -> Circle:
    return strictest((member.circle, gift.circle or Circle.EVERYONE))


def _received(
    session: Session, of: dict[str, Any], member: Party, gift: Gift, position: int, now: datetime
) -> dict[str, Any]:
    receipt = receipts.owe(session, **of, member=member, now=now)
    row = {"receiver_id": member.id, "position": position, "given_at": now, "circle": _circle(member, gift)}
    return {**of, **row, "receipt_id": receipt}


def _same_words() -> Select[UUID]:
    kudos, taken_back = table_of(Kudos).c, table_of(Retraction).c
    return (
        select(kudos.id)
        .where(
            kudos.workspace_id == bindparam("of_workspace"),
            kudos.giver_id == bindparam("giver"),
            kudos.given_at > bindparam("since"),
            kudos.fingerprint == bindparam("said"),
            ~exists().where(taken_back.workspace_id == kudos.workspace_id, taken_back.kudos_id == kudos.id),
        )
        .limit(1)
    )


_SAME_WORDS = _same_words()
_KUDOS = insert(table_of(Kudos))
_RECEIVERS = insert(table_of(KudosReceiver))
_VALUES = insert(table_of(KudosValue))
