"""The words that people received, for themselves alone, as they are stored now: those said in private, too."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from digests.facts.pats import retraction_of
from digests.facts.sets import among
from models.kudos import Kudos, KudosReceiver, Retraction, Source


@dataclass(frozen=True, slots=True)
class OwnWords:
    """One kudos, as its receiver may read it. Words are in their stored form (see `models/words.py`)."""

    giver: UUID
    at: datetime
    channel_id: str | None
    channel_kind: str
    message: str | None
    decision: str | None
    outcome: str | None
    customer_words: str | None

    @property
    def texts(self) -> list[str]:
        return [text for text in (self.message, self.decision, self.outcome, self.customer_words) if text]


def read(
    session: Session, *, workspace_id: int, kudos_ids: Iterable[UUID], members: Iterable[UUID]
) -> dict[tuple[UUID, UUID], OwnWords]:
    """By receiver and kudos; in one statement. Not there: taken back, not received, or without its words by now."""
    query = (
        select(Kudos, KudosReceiver.receiver_id)
        .join(KudosReceiver, (KudosReceiver.workspace_id == Kudos.workspace_id) & (KudosReceiver.kudos_id == Kudos.id))
        .outerjoin(Retraction, retraction_of(Kudos))
        .where(
            Kudos.workspace_id == workspace_id,
            among(session, Kudos.id, kudos_ids),
            among(session, KudosReceiver.receiver_id, members),
            KudosReceiver.void_reason.is_(None),
            Retraction.kudos_id.is_(None),
        )
    )
    found = {(member, kudos.id): _own(kudos) for kudos, member in session.execute(query)}
    return {key: own for key, own in found.items() if own}


def _own(kudos: Kudos) -> OwnWords | None:
    """None when whoever gave it has left with their words."""
    texts = (kudos.message, kudos.decision, kudos.outcome, kudos.customer_words)
    if kudos.source != Source.REACTION and not any(texts):
        return None
    return OwnWords(kudos.giver_id, kudos.given_at, kudos.channel_id, kudos.channel_kind, *texts)
