"""A kudos as Slack shows it: the announcement where it was said, the receipt, the line on Home."""

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ContextBlock,
    DividerBlock,
    OverflowMenuElement,
)

from bot.ids import ActionId
from bot.surfaces.message import MOST_BLOCKS, PREVIEW, Message, button, menu, mrkdwn
from bot.surfaces.text import SECTION, channel, count, in_words, kept_words, people, person, quoted, section
from models import words
from models.kudos import BESIDE_THE_WORDS, ChannelKind, Source
from models.kudos.cards import Card
from models.people.members import Circle

MOST_GIVERS = 2
"""Of those who gave by reaction for the same message, how many are named."""

REPORT = ("Report to the admins", ActionId.REPORT)


def announcement(card: Card, *, copy: bool = False) -> Message:
    """Where it was said, or a copy of it in the channel for pats. Whoever decided is named first."""
    where = f" in {channel(card.channel_id)}" if copy and card.channel_id else ""
    head = f":clap: *{people(card.receivers)}*, a pat on the back from {_givers(card)}{where}{_about(card)}"
    buttons = ActionsBlock(elements=[button("Add my pat", ActionId.BOOST, str(card.id)), _menu(card)])
    footer = _footer(card)
    context = [ContextBlock(elements=[mrkdwn(footer)])] if footer else []
    told = story(card) if copy or card.source not in BESIDE_THE_WORDS else []
    return Message(f"{head}: {_preview(card)}".removesuffix(": "), (section(head), *told, *context, buttons))


def receipt(cards: list[Card]) -> Message:
    """To a receiver: one kudos, or several in one message."""
    if len(cards) == 1:
        return Message(f"{_told(cards[0])} {_preview(cards[0])}", (*_receipt_blocks(cards[0]), _fewer()))
    head = f"*{count(len(cards), 'pat', 'pats')} on the back* in the last hour"
    blocks: list[Block] = [section(head)]
    shown = 0
    for place, card in enumerate(cards, 1):
        told = [DividerBlock(), *_receipt_blocks(card, str(place))]
        if len(blocks) + len(told) > MOST_BLOCKS - 2:
            break
        blocks, shown = blocks + told, place
    more = [section(f"_and {len(cards) - shown} more on your Home tab_")] if len(cards) > shown else []
    return Message(f"{head}: {in_words([person(card.giver) for card in cards[:9]])}", (*blocks, *more, _fewer()))


def story(card: Card) -> list[Block]:
    """What they did, what came of it, and the customer's words on it."""
    backed = card.source == Source.DECISION  # told by whoever decided, but for the line of the one who answered
    texts = [text for text in (card.decision, None if backed else card.message, card.outcome) if text]
    blocks: list[Block] = [piece for text in texts for piece in quoted(text)]
    if backed and card.message:
        said = f"{person(card.giver)}: “{words.mrkdwn(card.message)}”".replace("\n", " ")
        blocks += [section(piece) for piece in words.pieces(said, SECTION)]
    if card.customer_words:
        said = words.mrkdwn(card.customer_words).replace("\n", " ")
        blocks += [section(piece) for piece in words.pieces(f":speech_balloon: “{said}” (the customer)", SECTION)]
    return blocks


def seen_by(card: Card, receiver: str | None = None) -> str:
    """Who may see it; `receiver` is what its one receiver is called, "you" when it is them who read it."""
    one = (receiver or person(card.receivers[0])) if len(card.receivers) == 1 else None
    own = f"{one} and the giver" if one else "those in it"
    if card.circle != Circle.EVERYONE:
        return _seen_by_fewer(card, one, own)
    here = card.channel_id is not None and not card.not_announced
    if here and card.channel_kind == ChannelKind.PUBLIC:
        return "everyone who can open that channel"
    places = ["everyone in that channel"] if here else []
    return in_words([*places, *(["everyone in the channel for pats"] if card.copied else [])]) or own


def _seen_by_fewer(card: Card, one: str | None, own: str) -> str:
    """Words said in private go no further. Where several receive it, each has to allow it."""
    if card.channel_kind != ChannelKind.PUBLIC and not card.copied:
        return own
    if one is None:
        return "those in it, and whoever all of them let see it"
    whose = "your" if one == "you" else "their"
    return f"{one}, the giver and {whose} {'team' if card.circle == Circle.TEAM else 'lead'}"


def thanks(card: Card, receiver: str) -> Message:
    """To the giver: a receiver says thanks."""
    return Message(f"{receiver} says thank you for your pat on the back:\n{words.quote(_preview(card))}")


def shared(card: Card, sharer: str) -> Message:
    """To a lead: one of their people shows them what they were given."""
    where = f" in {channel(card.channel_id)}" if card.channel_id else ""
    head = f"{sharer} would like you to see this pat on the back from {_from(card)}{where}{_about(card)}:"
    seen = ContextBlock(elements=[mrkdwn(f"Seen by: {seen_by(card)}. It goes when it is taken back or hidden.")])
    return Message(f"{head} {_preview(card)}", (section(head), *story(card), seen))


def not_posted(card: Card, reason: str, kudos_channel: str | None) -> Message:
    """To the giver: it is stored, but Backpat may not write where it was said."""
    where = channel(card.channel_id) if card.channel_id else "that channel"
    if card.source == Source.DECISION:
        rest = "Nobody there saw it. Stop sharing it, then share it in another channel."
        return Message(f"You shared {_giver_s(card)} pat, but I can’t post in {where}{_because(reason)}. {rest}")
    other = f", or post it in {channel(kudos_channel)}" if kudos_channel else ""
    stored = f"Your pat for {people(card.receivers)} is stored and they are told"
    what_helps, done = WHAT_HELPS.get(reason, ("Invite me there", "I invited you: post it"))
    head = f"{stored}, but I can’t post in {where}{_because(reason)}. {what_helps}{other}."
    buttons = [button(done, ActionId.POST_AGAIN, str(card.id))]
    if kudos_channel and kudos_channel != card.channel_id:
        buttons.append(button("Post it in the channel for pats", ActionId.POST_IN_KUDOS_CHANNEL, str(card.id)))
    return Message(head, (section(head), *story(card), ActionsBlock(elements=buttons)))


WHAT_HELPS = {
    "is_archived": ("Unarchive it", "It’s back: post it"),
    "restricted_action": ("Ask an admin to let me write there", "Try again: post it"),
}
"""By Slack's error code, where an invitation would not help: what does, and the button for when it is done."""


def _giver_s(card: Card) -> str:
    return f"{person(card.giver)}’s"


def _because(reason: str) -> str:
    """Slack's error code in words, where words help."""
    known = {
        "channel_not_found": ": I’m not in it",
        "not_in_channel": ": I’m not in it",
        "is_archived": ": it is archived",
        "restricted_action": ": posting is restricted there",
        "msg_too_long": ": it is too long",
    }
    return known.get(reason, f" (Slack said “{reason}”)")


def not_received(card: Card) -> Message:
    """To the giver: someone named turned out to be no one who can receive."""
    reasons = {
        "bot": "is a bot",
        "external": "is in another company’s workspace",
        "deactivated": "has left",
        "guest": "is a guest",
    }
    parts = [f"{person(who)} {reasons.get(why, 'can’t receive it')}" for who, why in card.not_received]
    left = f"{people(card.receivers)} got it all the same." if card.receivers else "Nothing was posted."
    return Message(f"About your pat on the back: {in_words(parts)}. {left}\n{kept_words(_preview(card))}")


def _receipt_blocks(card: Card, part: str | None = None) -> list[Block]:
    seen = ContextBlock(elements=[mrkdwn(f"Seen by: {seen_by(card, 'you')}.")])
    actions = ActionsBlock(
        elements=[
            button("Say thanks", ActionId.SAY_THANKS, str(card.id), part=part),
            button("Keep it", ActionId.KEEP, str(card.id), part=part),
            button("Change who sees it", ActionId.CHOOSE_CIRCLE, str(card.id), part=part),
            menu([*_history(card), REPORT], str(card.id), part=part),
        ]
    )
    return [section(_told(card)), *story(card), seen, actions]


def _menu(card: Card) -> OverflowMenuElement:
    """Slack shows everyone the same: whom it isn't for is told so."""
    answer = card.source == Source.DECISION  # whoever decided shares it, and stops sharing it
    edit = [] if answer or card.source in BESIDE_THE_WORDS else [("Edit", ActionId.EDIT)]
    # What was given by reaction is taken back by taking the reaction away; here it may be several people's.
    undo = [] if answer or card.source == Source.REACTION else [("Take back", ActionId.UNDO)]
    return menu([*edit, *undo, *_history(card), REPORT, ("Remove (admins)", ActionId.REMOVE)], str(card.id))


def _history(card: Card) -> list[tuple[str, ActionId]]:
    return [("What it said before", ActionId.HISTORY)] if card.edited else []


def _fewer() -> Block:
    return ActionsBlock(elements=[button("Fewer messages", ActionId.FEWER_MESSAGES, "receipts")])


def _told(card: Card) -> str:
    where = f" in {channel(card.channel_id)}" if card.channel_id and card.channel_kind != ChannelKind.DIRECT else ""
    return f"{_from(card)} gave you a pat on the back{where}{_about(card)}:"


def _footer(card: Card) -> str:
    parts = ["_Decided on the spot_"] if card.decision else []
    parts += [f"*{words.from_plain(value)}*" for value in card.values]
    parts += [f"{people(card.boosters)} joined in"] if card.boosters else []
    parts += ["edited"] if card.edited else []
    return words.cut(" · ".join(parts), 2900)


def _givers(card: Card) -> str:
    return people((card.giver, *card.also_from), MOST_GIVERS) if card.also_from else _from(card)


def _from(card: Card) -> str:
    through = f" (written down by {person(card.entered_by)})" if card.entered_by else ""
    return f"{person(card.giver)}{through}"


def _about(card: Card) -> str:
    """A link to the message it is about, unless it is the one that it was said in."""
    if card.link is None or card.source in {Source.MESSAGE, Source.IMPORT}:
        return " for this message" if card.source == Source.REACTION else ""
    return f" for <{card.link}|this message>"


def _preview(card: Card) -> str:
    return words.cut(words.mrkdwn(card.decision or card.message or ""), PREVIEW)
