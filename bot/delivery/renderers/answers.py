"""Answers to decisions, and the clock: the messages about them."""

from bot.delivery.material import Material, Renderer, subject
from bot.listeners.registry import Who
from bot.surfaces.answers import answer as surface
from bot.surfaces.message import Message
from models.answers import due
from models.decisions import reading, rules
from models.decisions.reading import DecisionCard
from models.delivery.outbox import Delivery, Purpose
from models.people import members
from models.pledge import reading as pledges


def _asked(material: Material, row: Delivery) -> Message | None:
    """In full to the one who answers, or did; of what was handed on nothing is left."""
    card = _card(material, row)
    if card is None or row.member_id is None:
        return None
    reader = surface.reader_of(card, row.member_id)
    if reader is None or not card.is_answered_by(row.member_id):
        return surface.handed_on(card)
    pledge = pledges.signed(material.session, row.workspace_id, card.pledge_id)
    member = members.by_id(material.session, row.workspace_id, [row.member_id])[row.member_id]
    counted = rules.current(material.session, row.workspace_id).clock and card.asked_at is not None
    day = due.by(card.asked_at, member.zone, card.answerers_calendar) if counted and card.asked_at else None
    return surface.asked(card, reader, pledge, day)


def _answered(material: Material, row: Delivery) -> Message | None:
    card = _card(material, row)
    if card is None or card.answer is None or row.member_id != card.person.id:
        return None
    pledge = pledges.signed(material.session, row.workspace_id, card.pledge_id)
    return surface.answered(card, card.answer, str(row.detail.get("part")), pledge)


def _talk_answered(material: Material, row: Delivery) -> Message | None:
    """Only what they say now: whoever thinks again is told of once more."""
    card = _card(material, row)
    if card is None or card.answer is None or card.answer.by.id != row.member_id:
        return None
    return surface.talk_answered(card, card.answer) if card.answer.talk_answer == row.detail.get("part") else None


def _guidance_answered(material: Material, row: Delivery) -> Message | None:
    card = _card(material, row)
    if card is None or card.answer is None or card.answer.by.id != row.member_id:
        return None
    return surface.replied(card)


def _card(material: Material, row: Delivery) -> DecisionCard | None:
    return next((reading.card(material.session, row.workspace_id, one) for one in subject(row)), None)


RENDERERS: dict[Purpose, Renderer] = {
    Purpose.DECISION_ASKED: _asked,
    Purpose.DECISION_ANSWERED: _answered,
    Purpose.TALK_ANSWERED: _talk_answered,
    Purpose.GUIDANCE_ANSWERED: _guidance_answered,
}
READERS: dict[Purpose, tuple[Who, str]] = {
    Purpose.DECISION_ASKED: (Who.ANSWERER, "read a decision that they are asked to answer"),
    Purpose.DECISION_ANSWERED: (Who.DECIDER, "read the answer to a decision of theirs, without guidance"),
    Purpose.TALK_ANSWERED: (Who.ANSWERER, "read whether the time to talk suits"),
    Purpose.GUIDANCE_ANSWERED: (Who.ANSWERER, "be told that there is a reply to their guidance, and nothing of it"),
}
