"""Ideas, causes and training: the messages about them."""

from uuid import UUID

from bot.delivery.material import Material, Renderer, subject
from bot.listeners.registry import Who
from bot.surfaces.improving import causes, training
from bot.surfaces.message import Message
from models.delivery.outbox import Delivery, Purpose
from models.improving import cause_cards
from models.improving.cause_cards import CauseCard
from models.improving.training import Signal
from models.limits import categories
from models.people import members
from models.people.persons import Person
from models.workspace import workspaces


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


def _training(material: Material, row: Delivery) -> Message | None:
    """As long as the subject is in use."""
    category = next((categories.get(material.session, row.workspace_id, one) for one in subject(row)), None)
    if category is None or row.member_id is None:
        return None
    reader = members.by_id(material.session, row.workspace_id, [row.member_id]).get(row.member_id)
    signal = Signal(category.id, category.name, int(row.detail["people"]), category.training_url)
    return training.signal(signal, admin=reader is not None and workspaces.is_admin(material.session, reader))


def _cause(material: Material, row: Delivery) -> CauseCard | None:
    found = cause_cards.cards(material.session, row.workspace_id, subject(row), row.created_at)
    return next(iter(found.values()), None)


RENDERERS: dict[Purpose, Renderer] = {
    Purpose.CAUSE_SEEN: _cause_seen,
    Purpose.CAUSE_CLOSED: _cause_closed,
    Purpose.TRAINING_SIGNAL: _training,
}
READERS: dict[Purpose, tuple[Who, str]] = {
    Purpose.CAUSE_SEEN: (Who.ANY_LEAD, "read that a cause keeps coming back, or seems to be fixed, and what it cost"),
    Purpose.CAUSE_CLOSED: (Who.DECIDER, "read that a cause they met is closed, what changed, and thanks"),
    Purpose.TRAINING_SIGNAL: (Who.ANY_LEAD, "read that five people or more heard a thought on a subject"),
}
