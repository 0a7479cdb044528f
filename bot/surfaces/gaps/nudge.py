"""A nudge: what there is to say thank you for, then why now, and one button to do it with."""

from datetime import date

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement

from bot.ids import ActionId
from bot.surfaces.message import Message, button
from bot.surfaces.text import mention, person, section
from bot.surfaces.views import note
from digests import prose
from digests.actions import DigestAction
from digests.facts.people import Person
from digests.gaps.nudging import Told
from digests.gaps.report import Ground
from models import words
from models.gaps.nudges import Reason
from models.kudos.cards import Card
from models.people.members import Circle

QUOTED = 300
"""Characters of what a colleague said."""
LABEL = 60
"""Characters of a name on a button."""
WHO_SEES = "_Only you see this. It comes once for each person: a gap tells us where we looked, not how someone works._"
ASK = "Which good call of theirs comes to mind? If there is none yet, maybe ask how the start went."


def nudge(told: Told, card: Card | None, today: date) -> Message:
    """`card`: the kudos of a colleague that there is to join, as the lead may read it."""
    lines = [*_substance(told, card, today), _why(told)]
    stop = button("No more of these", ActionId.NUDGES_OFF, "nudge")
    blocks: list[Block] = [section("\n".join(lines)), ActionsBlock(elements=[_do(told, card), stop]), note(WHO_SEES)]
    return Message(f"Somebody to thank: {_who(told.person)}", tuple(blocks))


def _substance(told: Told, card: Card | None, today: date) -> list[str]:
    act, who = told.act, _who(told.person)
    if act and act.ground == Ground.DECISION:
        return [f"*{who} decided something on the spot ({prose.lately(act.on, today)}), and it waits for your answer.*"]
    if act and card:
        said = next(filter(None, (card.decision, card.message, card.outcome, card.customer_words)), "")
        by = "A colleague" if card.giver.gone else person(card.giver)
        return [f"*{by} thanked {who} on {prose.lately(act.on, today)}:*", words.quote(words.cut(said, QUOTED))]
    return []


def _why(told: Told) -> str:
    who = _who(told.person)
    if told.reason == Reason.NEWCOMER:
        said = f"{who} has been here for three weeks or more, and nobody has thanked them yet."
        return said if told.act else f"*{said}*\n{ASK}"
    return f"Nobody has thanked {who} for {prose.age(told.age.days)}. A line from you would be heard."


def _do(told: Told, card: Card | None) -> ButtonElement:
    act, name = told.act, words.cut_plain(told.person.name, LABEL)
    if act and act.ground == Ground.DECISION:
        return button(f"Answer {name}", DigestAction.ANSWER, str(act.subject), style="primary")
    if card and card.circle == Circle.EVERYONE:
        spoken = f"Add my pat to what {name} was thanked for"
        return button("Add my pat", ActionId.BOOST, str(card.id), style="primary", spoken=spoken)
    return button(f"Give {name} a pat", DigestAction.GIVE, str(told.person.id), style="primary")


def _who(one: Person) -> str:
    return mention(one.slack_user_id) if one.slack_user_id else words.from_plain(one.name)
