"""The answer clock: who is reminded, who stands covered, and the count for the lead above."""

from uuid import UUID

from bot.delivery.material import Material, Renderer
from bot.listeners.registry import Who
from bot.surfaces.answers import answer_clock as surface
from bot.surfaces.message import Message
from models.answers import counting
from models.decisions import reading, rules
from models.decisions.reading import DecisionCard
from models.delivery.outbox import Delivery, Purpose


def _reminder(material: Material, row: Delivery) -> Message | None:
    """Of what still waits for them: nothing of what was handed on, or answered."""
    waiting = [card for card in _unanswered(material, row) if card.answerer and card.answerer.id == row.member_id]
    return surface.reminder(waiting) if waiting and _is_on(material, row) else None


def _covered(material: Material, row: Delivery) -> Message | None:
    waiting = [card for card in _unanswered(material, row) if card.person.id == row.member_id]
    return surface.covered(waiting) if waiting else None


def _waiting(material: Material, row: Delivery) -> Message | None:
    if row.member_id is None or not _is_on(material, row):
        return None
    counts = counting.under(material.session, row.workspace_id, row.member_id, row.created_at)
    return surface.waiting(counts) if counts else None


def _unanswered(material: Material, row: Delivery) -> list[DecisionCard]:
    ids = [UUID(one) for one in row.detail.get("decisions", ())]
    return [card for card in reading.cards(material.session, row.workspace_id, ids).values() if card.answer is None]


def _is_on(material: Material, row: Delivery) -> bool:
    return rules.current(material.session, row.workspace_id).clock


RENDERERS: dict[Purpose, Renderer] = {
    Purpose.DECISION_REMINDER: _reminder,
    Purpose.DECISION_COVERED: _covered,
    Purpose.DECISIONS_WAITING: _waiting,
}
READERS: dict[Purpose, tuple[Who, str]] = {
    Purpose.DECISION_REMINDER: (Who.ANSWERER, "be reminded, alone, of decisions that wait for two working days"),
    Purpose.DECISION_COVERED: (Who.DECIDER, "be told, after five working days, that they stand covered"),
    Purpose.DECISIONS_WAITING: (Who.LEAD, "read how many decisions wait under a lead of theirs, and nothing of them"),
}
