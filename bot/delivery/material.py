"""What is read for a batch of rows of the outbox, from which each is rendered."""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from bot.surfaces.message import Message
from models.delivery.outbox import Delivery, Purpose
from models.kudos.cards import Card

CHECKED = (Purpose.ANNOUNCEMENT, Purpose.COPY, Purpose.RECEIPT)
"""Before these go out, the directory has to know everyone in them."""


@dataclass(frozen=True, slots=True)
class Material:
    """What was read for a batch of rows of one workspace."""

    session: Session
    cards: dict[UUID, Card]
    told: dict[UUID, list[UUID]]
    """The kudos that each receipt tells of."""
    unverified: dict[UUID, list[str]]
    """Slack ids of each kudos' receivers whom the directory has not confirmed."""

    def kudos_of(self, row: Delivery) -> list[UUID]:
        """The kudos that have to be checked before this row goes out."""
        if row.purpose not in CHECKED:
            return []
        return self.told.get(row.id, []) if row.purpose == Purpose.RECEIPT else subject(row)


Renderer = Callable[[Material, Delivery], Message | None]


def subject(row: Delivery) -> list[UUID]:
    """What the row is about, if anything."""
    return [row.subject_id] if row.subject_id else []
