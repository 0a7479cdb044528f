"""Decisions, and what a colleague offers as one: the messages about them."""

from bot.delivery.material import Material, Renderer, subject
from bot.listeners.registry import Who
from bot.surfaces import decision
from bot.surfaces.kudos import Message
from models.decisions import reading
from models.decisions.reading import DecisionCard
from models.delivery.outbox import Delivery, Purpose


def _logged(material: Material, row: Delivery) -> Message | None:
    card = _card(material, row)
    return decision.receipt(card) if card else None


def _card(material: Material, row: Delivery) -> DecisionCard | None:
    found = reading.cards(material.session, row.workspace_id, subject(row))
    return next(iter(found.values()), None)


RENDERERS: dict[Purpose, Renderer] = {Purpose.DECISION_LOGGED: _logged}
READERS: dict[Purpose, tuple[Who, str]] = {
    Purpose.DECISION_LOGGED: (Who.DECIDER, "read that their decision is logged, and that it is covered"),
}
