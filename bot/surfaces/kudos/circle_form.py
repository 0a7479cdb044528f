"""Who sees a kudos, and the ones to come."""

from typing import Any

from bot.ids import BlockId, ViewId
from bot.surfaces.views import checkbox, note, radio, view
from models.people.members import Circle

CIRCLES = {
    Circle.EVERYONE: "Everyone where it was said",
    Circle.TEAM: "My team",
    Circle.LEAD: "Me and my lead",
}
WHO = (
    "*Everyone*: who can open the channel where it was said, or the channel for pats if it is copied there. "
    "*My team*: those who share a lead or a team with you, your leads, and whom you lead; on their Home tab. "
    "*My lead*: whoever leads you, now. Whoever gave it and everybody it is for always see it. Where it is for several "
    "people, the narrowest choice counts. What was said in private is never shown elsewhere."
)


def circle(kudos_id: str, current: Circle) -> dict[str, Any]:
    choices = [(one.value, label) for one, label in CIRCLES.items()]
    blocks = [
        radio(BlockId.CIRCLE, "Who sees it?", choices, current),
        checkbox(BlockId.ALWAYS, "And later?", "For every pat I am given from now on, too"),
        note(WHO),
        note("What is posted already is changed or removed. What was read was read."),
    ]
    return view(ViewId.CIRCLE, "Who sees it", blocks, submit="Save", metadata=kudos_id)
