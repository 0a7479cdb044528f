"""What an admin sets for everyone: one form, in the order in which a pat meets it."""

from typing import Any

from slack_sdk.models.blocks import (
    Block,
    ConversationFilter,
    ConversationMultiSelectElement,
    ConversationSelectElement,
    InputBlock,
    NumberInputElement,
    PlainTextInputElement,
    PlainTextObject,
    UserMultiSelectElement,
)

from bot.home import header
from bot.ids import ActionId, BlockId, ViewId
from bot.replies import policies as replies
from bot.surfaces.message import button
from bot.surfaces.text import section
from bot.surfaces.views import checkbox, field, note, radio, view
from models.workspace.governing import LONGEST_VALUE, MOST_ALLOWED, MOST_CHOSEN, MOST_VALUES, Rules, Standing
from models.workspace.policies import Asks, Guests, Period

GUESTS = {
    Guests.GIVE: "They give and receive pats",
    Guests.RECEIVE: "They receive pats, and give none",
    Guests.NONE: "They take no part",
}
ASKS = {
    Asks.SUGGEST: "It is given, and the giver is asked to add it",
    Asks.REQUIRE: "It is held back until it says so. A reaction alone gives none then",
}
PERIODS = {Period.DAY: "Day", Period.WEEK: "Week, from Monday", Period.MONTH: "Month"}
INTRODUCTION = "What was given before stays as it is, whatever you change here."


def policies(standing: Standing) -> dict[str, Any]:
    """The form, holding what is set now; its metadata is the version that the admin sees."""
    rules = standing.rules
    blocks: list[Block] = [
        note(f"{replies.last_changed(standing)} {INTRODUCTION}"),
        header("Where"),
        *_where(rules),
        header("Who"),
        *_who(rules),
        header("What a pat holds"),
        *_what(rules),
        header("How many"),
        *_how_many(rules),
        header("Reactions and the board"),
        *_reactions(rules),
    ]
    return view(ViewId.POLICIES, "Policies", blocks, submit="Save", metadata=standing.version)


def changed_meanwhile(standing: Standing, wanted: Rules) -> dict[str, Any]:
    """In place of the form, when somebody else saved while it was open: it would hide what they set."""
    now = button("See what is set now", ActionId.OPEN_POLICIES, "again")
    said = section(replies.changed_meanwhile(standing, wanted))
    said.accessory = now
    return view(ViewId.MESSAGE, "Not saved", [said])


def _where(rules: Rules) -> list[InputBlock]:
    everywhere = ConversationMultiSelectElement(
        action_id=BlockId.CHANNELS,
        initial_conversations=list(rules.policy.channels) or None,
        max_selected_items=MOST_CHOSEN,
        placeholder=PlainTextObject(text="Everywhere"),
        filter=ConversationFilter(include=["public", "private"], exclude_bot_users=True),
    )
    kudos_channel = ConversationSelectElement(
        action_id=BlockId.KUDOS_CHANNEL,
        initial_conversation=rules.policy.kudos_channel,
        placeholder=PlainTextObject(text="None"),
        filter=ConversationFilter(include=["public"], exclude_external_shared_channels=True),
    )
    copied = "Pats from other public channels are copied here. Empty: no copies."
    return [
        field(BlockId.KUDOS_CHANNEL, "The channel for pats", kudos_channel, optional=True, hint=copied),
        field(
            BlockId.CHANNELS,
            "Where may pats be given?",
            everywhere,
            optional=True,
            hint="Empty: everywhere. Elsewhere people are told which channels these are, and keep their words.",
        ),
    ]


def _who(rules: Rules) -> list[InputBlock]:
    external = "They can be given a pat (they can’t give one)"
    return [
        radio(BlockId.GUESTS, "Guests", _choices(GUESTS), rules.policy.guests),
        checkbox(
            BlockId.EXTERNAL,
            "People of other companies, in shared channels",
            external,
            checked=rules.policy.external,
        ),
    ]


def _what(rules: Rules) -> list[InputBlock]:
    values = PlainTextInputElement(
        action_id=BlockId.COMPANY_VALUES,
        multiline=True,
        max_length=3000,
        initial_value="\n".join(rules.values)[:3000] or None,
        placeholder=PlainTextObject(text="Customer first"),
    )
    hint = (
        f"One on each line, at most {MOST_VALUES} of {LONGEST_VALUE} characters. “Customer first” is #customer-first "
        "in a pat. One that you take out stays on the pats that have it."
    )
    required = "Yes. A reaction alone gives none then"
    return [
        radio(BlockId.ASKS, "When a pat doesn’t say what they did", _choices(ASKS), rules.policy.asks),
        field(BlockId.COMPANY_VALUES, "Our values", values, optional=True, hint=hint),
        checkbox(BlockId.VALUES_REQUIRED, "Does each pat name one?", required, checked=rules.policy.values_required),
    ]


def _how_many(rules: Rules) -> list[InputBlock]:
    number = NumberInputElement(
        action_id=BlockId.ALLOWANCE,
        is_decimal_allowed=False,
        min_value="1",
        max_value=str(MOST_ALLOWED),
        initial_value=str(rules.policy.allowance) if rules.policy.allowance else None,
        placeholder=PlainTextObject(text="As many as they like"),
    )
    exempt = UserMultiSelectElement(
        action_id=BlockId.EXEMPT, initial_users=list(rules.exempt) or None, max_selected_items=MOST_CHOSEN
    )
    hint = "One for each receiver; what is taken back doesn’t count. Empty: as many as they like."
    return [
        field(BlockId.ALLOWANCE, "How many pats may one person give?", number, optional=True, hint=hint),
        radio(BlockId.PERIOD, "In each, by the giver’s own clock", _choices(PERIODS), rules.policy.period),
        field(BlockId.EXEMPT, "Who may give as many as they like?", exempt, optional=True),
    ]


def _reactions(rules: Rules) -> list[InputBlock]:
    emoji = PlainTextInputElement(
        action_id=BlockId.EMOJI,
        max_length=1000,
        initial_value=" ".join(f":{name}:" for name in rules.policy.emoji) or None,
        placeholder=PlainTextObject(text=":clap: :raised_hands:"),
    )
    hint = "With or without colons, spaces between. As a reaction to a pat, each adds one’s own."
    gives = "It gives the message’s author a pat"
    board = "Show everyone who gave most this month, and never who received most"
    return [
        field(BlockId.EMOJI, "The emoji", emoji, hint=hint),
        checkbox(
            BlockId.REACTIONS_GIVE, "As a reaction to any other message", gives, checked=rules.policy.reactions_give
        ),
        checkbox(BlockId.BOARD, "The board", board, checked=rules.policy.board),
    ]


def _choices(labels: Any) -> list[tuple[str, str]]:
    return [(one.value, label) for one, label in labels.items()]
