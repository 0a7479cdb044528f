"""Ideas, causes and training: the messages about them."""

from uuid import UUID

from bot.delivery.material import Material, Renderer, subject
from bot.listeners.registry import Who
from bot.surfaces import causes
from bot.surfaces.kudos import Message
from models.delivery.outbox import Delivery, Purpose
from models.improving import cause_cards
from models.improving.cause_cards import CauseCard
from models.kudos.cards import Person
from models.people import members


def _cause_seen(material: Material, row: Delivery) -> Message | None:
    """With the figures of when it was owed; gone when it was made one with another."""
    card = _cause(material, row)
    if card is None:
        return None
    found = members.by_id(material.session, row.workspace_id, [UUID(row.detail["by"])]) if "by" in row.detail else {}
    by = next((Person(one.id, one.slack_user_id, one.label) for one in found.values()), None)
    return causes.seen(card, row.member_id, why=row.detail.get("why", ""), by=by)


def _cause_closed(material: Material, row: Delivery) -> Message | None:
    card = _cause(material, row)
    return causes.thanks(card) if card and card.closed_at else None


def _cause(material: Material, row: Delivery) -> CauseCard | None:
    found = cause_cards.cards(material.session, row.workspace_id, subject(row), row.created_at)
    return next(iter(found.values()), None)


RENDERERS: dict[Purpose, Renderer] = {
    Purpose.CAUSE_SEEN: _cause_seen,
    Purpose.CAUSE_CLOSED: _cause_closed,
}
READERS: dict[Purpose, tuple[Who, str]] = {
    Purpose.CAUSE_SEEN: (Who.ANY_LEAD, "read that a cause keeps coming back, or seems to be fixed, and what it cost"),
    Purpose.CAUSE_CLOSED: (Who.DECIDER, "read that a cause they met is closed, what changed, and thanks"),
}
