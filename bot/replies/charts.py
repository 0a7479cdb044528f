"""What is said to a lead who asks for pictures."""

from bot.surfaces.message import Message
from models.delivery.asking import Asking

SAID = {
    Asking.OWED: Message("The pictures come to you in your messages with me, in a moment. Only you see them."),
    Asking.ALREADY: Message(
        "I sent you these today: look further up in your messages with me. Nothing was sent twice."
    ),
    Asking.NOT_A_LEAD: Message(
        "Pictures are for leads, about their own people, and nobody is set down as reporting to you now. "
        "Nothing is shown."
    ),
}
NOTHING = Message(
    "There is nothing to draw: nobody in your team was counted then, or names are left out here, and pictures with "
    "them. `/pat gaps` has what there is."
)
