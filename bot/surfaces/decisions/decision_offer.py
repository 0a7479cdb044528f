"""The question to a receiver: a decision to keep, or just a thank-you?"""

from slack_sdk.models.blocks import ActionsBlock

from bot.ids import ActionId
from bot.surfaces.kudos.card import story
from bot.surfaces.message import Message, button
from bot.surfaces.text import person, section
from bot.surfaces.views import note
from models.decisions.offers import DECLINED, KEPT
from models.kudos.cards import Card

SETTLED = {
    KEPT: "You kept it as a decision of yours.",
    DECLINED: "Just a thank-you: nothing of it was stored as a decision.",
}
ASKED = (
    "Kept as a decision, it is yours: one person answers it, and you are covered by the pledge. "
    "Nothing is stored before you say so. Nobody is told what you choose."
)


def offer(card: Card, answer: str | None) -> Message:
    """Once for each receiver; without buttons when it is answered."""
    head = f"{person(card.giver)} says that you decided this on your own:"
    if answer is not None:
        return Message(f"{head} {SETTLED[answer]}", (section(head), *story(card)[:20], note(SETTLED[answer])))
    value = str(card.id)
    buttons = [
        button("Keep as a decision", ActionId.OFFER_KEEP, value, style="primary"),
        button("Just a thank-you", ActionId.OFFER_DECLINE, value),
    ]
    return Message(head, (section(head), *story(card)[:20], section(ASKED), ActionsBlock(elements=buttons)))
