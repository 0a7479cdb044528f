"""Decisions, and what a colleague offers as one: the messages about them."""

from uuid import UUID

from bot.delivery.material import Material, Renderer, subject
from bot.listeners.registry import Who
from bot.surfaces.decisions import decision_offer, decision_receipt
from bot.surfaces.message import Message
from bot.surfaces.text import day
from models.decisions import reading
from models.decisions.offers import DecisionOffer
from models.decisions.reading import DecisionCard
from models.delivery.outbox import Delivery, Purpose
from models.kudos import cards
from models.limits import Limit
from models.pledge import reading as pledges

NIL = UUID(int=0)


def _logged(material: Material, row: Delivery) -> Message | None:
    card = _card(material, row)
    if card is None or row.member_id != card.person.id:
        return None
    promise = pledges.signed(material.session, row.workspace_id, card.pledge_id)
    lead = pledges.lead_behind(material.session, row.workspace_id, promise, card.person.id) if promise else None
    return decision_receipt.receipt(card, promise, lead, _remark(material, row, card))


def _remark(material: Material, row: Delivery, card: DecisionCard) -> str:
    """Which version of the limit it was read against, where the form showed another."""
    if not row.detail.get("limit_differs") or card.limit_id is None:
        return ""
    limit = material.session.get(Limit, (row.workspace_id, card.limit_id))
    if limit is None:
        return ""
    amount = f": up to {card.limit}" if card.limit else ""
    return (
        f"Read against the limit of the day it was decided, of {day(limit.starts_at)}{amount}; the form showed another."
    )


def _card(material: Material, row: Delivery) -> DecisionCard | None:
    found = reading.cards(material.session, row.workspace_id, subject(row))
    return next(iter(found.values()), None)


def _offer(material: Material, row: Delivery) -> Message | None:
    """As long as the kudos is there; answered, it says so."""
    card = cards.cards(material.session, row.workspace_id, subject(row)).get(row.subject_id or NIL)
    if card is None or card.retracted or row.member_id is None:
        return None
    found = material.session.get(DecisionOffer, (row.workspace_id, card.id, row.member_id))
    return decision_offer.offer(card, found.answer) if found else None


RENDERERS: dict[Purpose, Renderer] = {Purpose.DECISION_LOGGED: _logged, Purpose.DECISION_OFFER: _offer}
READERS: dict[Purpose, tuple[Who, str]] = {
    Purpose.DECISION_OFFER: (Who.RECEIVER, "be asked whether a pat is for a decision of theirs that they want to keep"),
    Purpose.DECISION_LOGGED: (Who.DECIDER, "read that their decision is logged, and that it is covered"),
}
