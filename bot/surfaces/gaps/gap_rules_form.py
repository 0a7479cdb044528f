"""What an admin sets about recognition gaps: one form."""

from typing import Any

from bot.ids import BlockId, ViewId
from bot.surfaces.text import section
from bot.surfaces.views import checkbox, note, view
from models.gaps.governing import Standing

INTRO = (
    "Recognition gaps show a lead whom of their own people nobody has thanked lately. Nobody else reads them, and "
    "neither do admins. What you save holds for everyone here."
)
NAMES = (
    "Off, where a works council asks for it: leads read figures of five people or more, and no names. Messages "
    "that are out already lose them, too."
)
NUDGES = (
    "At most once for each person and reason, in working hours: when nobody thanked somebody for 15 working days and "
    "there is something real to thank for, or when somebody new heard nothing by day 21. A lead can switch them off "
    "for themselves. Without names there are none."
)
GUESTS = "Counted, guests stand in coverage and in their lead’s list. They read nothing of it."


def gap_rules(standing: Standing) -> dict[str, Any]:
    """The form, holding what is set now; its metadata is the version that the admin sees."""
    now = standing.rules
    blocks = [
        section(INTRO),
        checkbox(BlockId.GAP_NAMES, "Names", "A lead reads names of their own people", checked=now.names),
        note(NAMES),
        checkbox(BlockId.GAP_NUDGES, "Nudges", "Tell leads, seldom, whom to thank and for what", checked=now.nudging),
        note(NUDGES),
        checkbox(BlockId.GAP_GUESTS, "Guests", "Count guests", checked=now.guests),
        note(GUESTS),
    ]
    return view(ViewId.GAP_RULES, "Recognition gaps", blocks, submit="Save", metadata=standing.version)
