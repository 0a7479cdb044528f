"""What a kudos that was decided comes to: its rows, and those of its announcement, its copy and its receipts."""

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from models.decisions import offering
from models.giving import announcing
from models.giving.addressing import Addressed
from models.giving.announcing import Place
from models.giving.gifts import Gift
from models.giving.ledger import Ledger
from models.kudos import Source
from models.people.members import Circle, Party, strictest
from models.storage.ids import uuid7


def store(
    session: Session,
    ledger: Ledger,
    *,
    workspace_id: int,
    gift: Gift,
    addressed: Addressed,
    receivers: Sequence[Party],
    kudos_channel: str | None,
    now: datetime,
) -> dict[str, Any]:
    """Add it to the ledger. Returns what the giver is told: ids, the circle, and whether it is announced."""
    kudos_id, circle = uuid7(), strictest(_circle(member, gift) for member in receivers)
    of: dict[str, Any] = {"workspace_id": workspace_id, "kudos_id": kudos_id}
    ledger.add(_kudos(workspace_id, kudos_id, gift, addressed, receivers, now))
    ledger.receivers += [_received(ledger, of, member, gift, i, now) for i, member in enumerate(receivers)]
    ledger.values += [{**of, "value_id": UUID(value)} for value in gift.value_ids]
    if gift.on_their_own:
        ledger.store()
        offering.offer(session, **of, receivers=receivers, now=now)
    place = Place(gift.channel_id, gift.channel_kind, gift.thread_ts, gift.copy, kudos_channel)
    if gift.source == Source.REACTION and gift.channel_id and gift.message_ts and place.is_open_to(circle):
        ledger.store()
        announced = announcing.announce_shared(session, workspace_id, gift.channel_id, gift.message_ts, now)
    else:
        rows = announcing.announcements(**of, place=place, circle=circle, now=now)
        ledger.messages += rows
        announced = bool(rows)
    names = [receiver.slack_user_id for receiver in receivers if receiver.slack_user_id]
    offline = [str(receiver.id) for receiver in receivers if not receiver.slack_user_id]
    told = {"receivers": names, "offline": offline, "circle": str(circle), "announced": announced}
    return {"kudos": str(kudos_id), **told, "thread": bool(gift.thread_ts), "source": str(gift.source)}


def fingerprint(addressed: Addressed, receivers: Sequence[Party], gift: Gift) -> str:
    """The same for the same giver, people and words; and message, where it is about one."""
    parts = [str(addressed.giver.id), *sorted(str(receiver.id) for receiver in receivers), *gift.texts]
    return sha256("\x00".join([*parts, gift.message_ts or ""]).encode()).hexdigest()


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
    ledger: Ledger, of: dict[str, Any], member: Party, gift: Gift, position: int, now: datetime
) -> dict[str, Any]:
    receipt = ledger.receipt(of["kudos_id"], member, now)
    row = {"receiver_id": member.id, "position": position, "given_at": now, "circle": _circle(member, gift)}
    return {**of, **row, "receipt_id": receipt}
