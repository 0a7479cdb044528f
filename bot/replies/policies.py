"""What admins are told of what they set: what it is now, who set it, what could not be saved and why."""

from typing import Any

from emoji import EMOJI_DATA, emojize

from bot.ids import BlockId
from bot.surfaces.text import channel, in_words, mention, person, when
from models import words
from models.people.persons import Person
from models.workspace.governing import LONGEST_VALUE, MOST_CHOSEN, MOST_EMOJI, MOST_VALUES, Rules, Standing
from models.workspace.policies import Asks, Guests, Policy

GUESTS = {Guests.GIVE: "give and receive", Guests.RECEIVE: "receive, and give none", Guests.NONE: "take no part"}
ASKS = {Asks.SUGGEST: "suggested", Asks.REQUIRE: "required"}
FIELDS = {
    "values_many": BlockId.COMPANY_VALUES,
    "value_long": BlockId.COMPANY_VALUES,
    "value_wordless": BlockId.COMPANY_VALUES,
    "value_needed": BlockId.COMPANY_VALUES,
    "emoji_none": BlockId.EMOJI,
    "emoji_many": BlockId.EMOJI,
    "emoji_unfit": BlockId.EMOJI,
    "allowance": BlockId.ALLOWANCE,
    "channels_many": BlockId.CHANNELS,
    "exempt_many": BlockId.EXEMPT,
}
"""Where each problem is shown."""
LONGEST = 2900


def lines(rules: Rules) -> dict[str, str]:
    """What is set, in words, by what it is about."""
    policy = rules.policy
    emoji = " ".join(f":{name}:" for name in policy.emoji)
    required = " (each pat names one)" if policy.values_required else ""
    given_in = in_words([channel(one) for one in policy.channels])
    return {
        "Channel for pats": channel(policy.kudos_channel) if policy.kudos_channel else "none",
        "Pats are given": f"in {given_in}" if given_in else "anywhere",
        "Guests": GUESTS[policy.guests],
        "People of other companies": "can be given a pat" if policy.external else "take no part",
        "What they did": ASKS[policy.asks],
        "Our values": (words.from_plain(in_words(rules.values)) or "none") + required,
        "Allowance": f"{policy.allowance} each {policy.period}" if policy.allowance else "as many as they like",
        "Without an allowance": in_words([mention(one) for one in rules.exempt]) or "nobody",
        "Emoji": emoji or "none",
        "On any other message": "such a reaction gives a pat" if policy.reactions_give else "a reaction is a reaction",
        "Board of givers": "shown" if policy.board else "not shown",
    }


def listed(rules: Rules, other: Rules) -> str:
    """Those lines of `rules` that differ from the `other`'s."""
    differing = dict(lines(rules).items() - lines(other).items())
    return "\n".join(f"• {what}: *{differing[what]}*" for what in lines(rules) if what in differing)


def last_changed(standing: Standing) -> str:
    """Who set it, and when; in the reader's own zone."""
    if standing.changed_at is None:
        return "Nobody has changed these yet."
    member = standing.changed_by
    by = f" by {person(Person(member.id, member.slack_user_id, member.label))}" if member else ""
    return f"Last changed{by}, {when(standing.changed_at)}."


def changed_meanwhile(standing: Standing, wanted: Rules) -> str:
    said = "*Somebody changed these while you had them open, so I saved nothing of yours.*"
    differing = listed(wanted, standing.rules)
    yours = f"Unlike what is set now, you wanted:\n{differing}" if differing else "It is set as you wanted it."
    return words.cut(f"{said} {last_changed(standing)}\n{yours}", LONGEST)


def saved(before: Rules, after: Rules) -> str:
    differing = listed(after, before)
    own = [name for name in after.policy.emoji if name not in before.policy.emoji and not _is_known(name)]
    known = in_words([f"`{name}`" for name in own])
    hint = f"\n{known}: not among Slack’s own, so I take it for an emoji that you added." if own else ""
    return f"Saved, from now on:\n{differing}{hint}" if differing else "Nothing was different, so nothing changed."


def problems(found: dict[str, Any]) -> dict[str, str]:
    """Under each field, in plain text; of several problems of a field the first."""
    errors: dict[str, str] = {}
    for code, figure in found.items():
        errors.setdefault(FIELDS[code].value, _problem(code, figure))
    return errors


def _problem(code: str, figure: Any) -> str:
    return {
        "values_many": f"That is {figure} values, and {MOST_VALUES} fit. Fewer are remembered better.",
        "value_long": f"“{figure}” has {len(str(figure))} characters; {LONGEST_VALUE} fit. Shorten it a little.",
        "value_wordless": f"“{figure}” has no letters or digits, so nobody could type it as a #tag. Add a word.",
        "value_needed": "Each pat is to name a value, and there is none to name. Add one, or untick the box below.",
        "emoji_none": "Name at least one, for example :clap:.",
        "emoji_many": f"That is {figure} emoji, and {MOST_EMOJI} fit.",
        "emoji_unfit": f"“{figure}” is no name of an emoji. Type it as Slack shows it between colons: :clap:.",
        "allowance": f"A whole number from 1 to {figure}, please, or nothing.",
        "channels_many": f"That is {figure} channels, and {MOST_CHOSEN} fit. Empty means everywhere.",
        "exempt_many": f"That is {figure} people, and {MOST_CHOSEN} fit.",
    }[code]


def _is_known(name: str) -> bool:
    """Whether it is an emoji of Slack's own, as far as Unicode's names tell."""
    spelt = (emojize(f":{one}:", language="alias") for one in (name, name.replace("-", "_")))
    return any(one in EMOJI_DATA for one in spelt)


def home(standing: Standing) -> str:
    """What differs from how a new workspace begins."""
    usual = lines(Rules(Policy()))
    unusual = [f"{what}: {text}" for what, text in lines(standing.rules).items() if usual[what] != text]
    summary = "; ".join(unusual) or "As in every new workspace"
    return words.cut(f"*What is set for everyone here*\n{summary}. {last_changed(standing)}", LONGEST)
