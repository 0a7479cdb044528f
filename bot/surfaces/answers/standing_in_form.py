"""The forms about who answers instead: away until, and the team's peer lead."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID

from slack_sdk.models.blocks import Block, DatePickerElement, PlainTextObject, UserSelectElement

from bot.ids import BlockId, ViewId
from bot.surfaces.views import field, menu, note, view
from models.people.members import Member

AWAY = (
    "Decisions that wait for you go to whoever stands in, at once and until you are back; what they have begun "
    "stays with them. Nobody named: to your own lead. I don’t ask why you are away."
)
PEERS = (
    "A colleague whom more than half of your team name may answer its decisions, for whoever picks them. Your lead "
    "still can. Whom you name is yours alone: nobody sees it, nor a count."
)


def away(back_on: date | None, stand_in: str | None) -> dict[str, Any]:
    """The form, with what stands now. `stand_in`: a Slack id."""
    day = DatePickerElement(action_id=BlockId.BACK_ON, initial_date=back_on.isoformat() if back_on else None)
    nobody = PlainTextObject(text="Nobody")
    person = UserSelectElement(action_id=BlockId.STAND_IN, initial_user=stand_in, placeholder=nobody)
    blocks: list[Block] = [
        field(BlockId.BACK_ON, "Your first day back", day),
        field(BlockId.STAND_IN, "Who stands in for you?", person, optional=True),
        note(AWAY),
    ]
    return view(ViewId.AWAY, "Away until…", blocks, submit="Save")


def peer_lead(colleagues: Sequence[Member], mine: UUID | None) -> dict[str, Any]:
    """The form: whom of their team they name now."""
    choices = [(str(one.id), one.label) for one in colleagues]
    asked = "Who else may answer your team’s decisions?"
    current = [str(mine)] if mine else []
    chosen = menu(BlockId.PEER_LEAD, asked, choices, current=current, many=False, hint="Empty: nobody.")
    return view(ViewId.PEER_LEAD, "A peer lead", [chosen, note(PEERS)], submit="Save")
