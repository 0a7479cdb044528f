"""`/pat help`, and the same from Home: every way to give, with a colleague's name."""

from collections.abc import Sequence

from bot.surfaces.text import in_words
from models import words
from models.workspace.policies import Policy


def example(colleague: str, what: str = "for refunding the late parcel on the spot") -> str:
    """What one types, with a real name in it."""
    return f"`/pat @{words.from_plain(colleague).replace('`', '’')} {what}`"


def help_text(colleague: str, policy: Policy) -> str:
    """What works here, as the admins have set it."""
    emoji = [f":{name}:" for name in policy.emoji]
    return "\n".join(
        [
            "*Give a pat on the back, in the open*",
            f"• {example(colleague)}: everyone there sees it, and they are told",
            f"• Several people or a user group: {example(colleague, 'and @…, or @night-shift, for …')}; each with "
            "their own reason, too",
            "• `/pat` alone, or *Give a pat on the back* in Slack’s shortcuts: a form for what they decided, what came "
            "of it and what the customer said",
            "• On a message that you have just seen: its menu *⋮*, then *Pat on the back*",
            *_reactions(emoji, policy),
            "• `#tag` names one of your company’s values",
            "",
            "*And then*",
            "• `/pat undo` takes back your newest pat, for a day",
            "• `/pat history` is what you were given, gave and kept, to page and search; so is your Home tab here",
            "• `/pat idea …` shares one, by name or in confidence; a no comes with its reason. `/pat ideas`: all",
            "• `/pat privacy` says who sees what, and lets you choose",
            "• `/pat decision …` logs what you decided on the spot: one person answers it; `/pat decisions` has yours",
            "• `/pat pledge`: who promises here that a decision in good faith costs nobody their job or money",
            "• `/pat limits refunds` says in one line what is yours to decide, while the customer waits",
            "• `/pat digest` shows your digests of any past week; nothing is posted",
            "• `/pat gaps`, for leads: whom nobody has thanked lately; `/pat gaps tree` for everyone below you, "
            "`/pat gaps team Night shift` for a team that you lead",
            "• `/pat fairness`: how that is counted, and what your lead can and can’t see of you",
            *(["• `/pat board`: who gave most this month"] if policy.board else []),
        ]
    )


def _reactions(emoji: Sequence[str], policy: Policy) -> list[str]:
    if not emoji:
        return []
    which = in_words(emoji) if len(emoji) == 1 else f"one of {' '.join(emoji)}"
    other = "; on any other message it gives one to whoever wrote it" if policy.reactions_give else ""
    reading = f"• Where Backpat may read messages (ask an admin): `@name ++ for …`, or {which} with a mention, anywhere"
    return [f"• React with {which} to a pat, and yours is added{other}", reading]
