"""Ideas: the messages about them."""

from bot.delivery.material import Material, Renderer, subject
from bot.listeners.registry import Who
from bot.surfaces.improving import ideas
from bot.surfaces.message import Message
from models.delivery.outbox import Delivery, Purpose
from models.improving import idea_cards
from models.improving.idea_cards import IdeaCard
from models.people import members
from models.people.persons import Person


def _told(material: Material, row: Delivery) -> Message | None:
    card = _card(material, row)
    return ideas.told(card) if card else None


def _step(material: Material, row: Delivery) -> Message | None:
    card = _card(material, row)
    taken = idea_cards.step(material.session, row.workspace_id, card.id, row.detail["number"]) if card else None
    if card is None or taken is None:
        return None
    by = members.by_id(material.session, row.workspace_id, [taken.by_id]).get(taken.by_id) if taken.by_id else None
    return ideas.step(card, taken, Person(by.id, by.slack_user_id, by.label) if by else None)


def _card(material: Material, row: Delivery) -> IdeaCard | None:
    found = idea_cards.cards(material.session, row.workspace_id, subject(row), row.member_id)
    return found[0] if found else None


RENDERERS: dict[Purpose, Renderer] = {Purpose.IDEA_TOLD: _told, Purpose.IDEA_STEP: _step}
READERS: dict[Purpose, tuple[Who, str]] = {
    Purpose.IDEA_TOLD: (Who.ANSWERER, "read an idea, and whose it is unless that is confidential"),
    Purpose.IDEA_STEP: (Who.THEMSELVES, "read what becomes of an idea that they had or joined"),
}
