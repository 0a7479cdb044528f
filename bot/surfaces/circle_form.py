"""Who sees a kudos, and the ones to come."""

from typing import Any

from bot.ids import BlockId, ViewId
from bot.surfaces.views import checkbox, note, radio, view
from models.members import Circle

CIRCLES = {
    Circle.EVERYONE: "Everyone where it was said",
    Circle.TEAM: "My team",
    Circle.LEAD: "Me and my lead",
}


def circle(kudos_id: str, current: Circle) -> dict[str, Any]:
    choices = [(one.value, label) for one, label in CIRCLES.items()]
    blocks = [
        radio(BlockId.CIRCLE, "Who sees it?", choices, current),
        checkbox(BlockId.ALWAYS, "And later?", "For every pat I am given from now on, too"),
        note("What is posted already is changed or removed. What was read was read."),
    ]
    return view(ViewId.CIRCLE, "Who sees it", blocks, submit="Save", metadata=kudos_id)
