"""What an admin sets about decisions: one form."""

from typing import Any

from slack_sdk.models.blocks import PlainTextObject, UserSelectElement

from bot.ids import BlockId, ViewId
from bot.parsing.amounts import currencies
from bot.replies.room import CRITERIA
from bot.surfaces.views import checkbox, field, menu, note, text_field, view
from models import words
from models.decisions.governing import LONGEST_CRITERIA, Standing

CLOCK = (
    "The clock reminds whoever answers, alone, after two working days, and tells their own lead how many decisions "
    "wait for five or more. Turned off, nobody is reminded or counted, and what was is taken away. Who decided can "
    "always ask another lead after five working days."
)


def decision_rules(standing: Standing) -> dict[str, Any]:
    """The form, holding what is set now; its metadata is the version that the admin sees."""
    now, last = standing.rules, standing.last_resort
    nobody = PlainTextObject(text="Nobody: one of the admins")
    person = UserSelectElement(
        action_id=BlockId.LAST_RESORT, initial_user=last.slack_user_id if last else None, placeholder=nobody
    )
    choices = [(code, f"{code} · {name}") for code, name in currencies().items()]
    offered = "Why more room is given. Everyone reads it who asks for more."
    blocks = [
        field(BlockId.LAST_RESORT, "Who answers when nobody else can?", person, optional=True),
        checkbox(BlockId.CLOCK, "The answer clock", "On", checked=now.clock),
        note(CLOCK),
        checkbox(BlockId.AMOUNTS_IN_CHANNELS, "Amounts", "Show them in channels, too", checked=now.amounts_in_channels),
        menu(BlockId.CURRENCY, "The usual currency", choices, current=[now.currency], many=False, optional=False),
        text_field(
            BlockId.CRITERIA,
            "When is more room given?",
            "About five decisions in this category, most of them answered",
            initial=words.unescape(now.criteria or CRITERIA),
            optional=True,
            longest=LONGEST_CRITERIA,
            hint=offered,
        ),
    ]
    return view(ViewId.DECISION_RULES, "Decisions", blocks, submit="Save", metadata=standing.version)
