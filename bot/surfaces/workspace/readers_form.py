"""Who reads the leadership's digest, as a form."""

from collections.abc import Sequence
from typing import Any

from slack_sdk.models.blocks import UserMultiSelectElement

from bot.ids import BlockId, ViewId
from bot.replies import leaders as replies
from bot.surfaces.views import field, note, view
from models.people.members import Member


def readers(named: Sequence[Member]) -> dict[str, Any]:
    people = [one.slack_user_id for one in named if one.slack_user_id]
    picker = UserMultiSelectElement(action_id=BlockId.PEOPLE, initial_users=people)
    asked = field(BlockId.PEOPLE, "Who reads it?", picker, optional=True)
    return view(ViewId.READERS, "Across the company", [asked, note(replies.WHAT)], submit="Save")
