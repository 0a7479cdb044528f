"""Reporting a pat to the admins, removing it as one of them, and what each is told."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from slack_sdk.models.blocks import ActionsBlock, Block

from bot.ids import ActionId, BlockId, ViewId
from bot.surfaces.kudos.card import story
from bot.surfaces.message import Message, button
from bot.surfaces.text import channel, kept_words, mention, people, person, quoted, section
from bot.surfaces.views import note, text_field, view
from models import words
from models.kudos.cards import Card
from models.kudos.reports import KudosReport
from models.people.members import Member

LONGEST_REASON = 1000
GONE = {"removed": "An admin removed it.", "taken_back": "It was taken back meanwhile."}


def report(kudos_id: str) -> dict[str, Any]:
    """To anyone who sees it; the reason is optional."""
    blocks = [
        section("The admins of Backpat here read the pat, and what you write, with your name. Its giver is not told."),
        text_field(
            BlockId.WORDS,
            "What is wrong with it?",
            "It makes fun of a colleague",
            optional=True,
            longest=LONGEST_REASON,
        ),
    ]
    return view(ViewId.REPORT, "Report this pat", blocks, submit="Report", metadata=kudos_id)


def remove(card: Card) -> dict[str, Any]:
    """To an admin; the reason is what its giver reads."""
    blocks = [
        section(head(card)),
        *story(card)[:20],
        text_field(
            BlockId.REASON,
            "Why? Its giver reads this, with your name.",
            "It names a customer. Give it again without the name, please.",
            longest=LONGEST_REASON,
        ),
        note("Every message that tells of it goes. Its giver gets the words back."),
    ]
    return view(ViewId.REMOVE, "Remove this pat", blocks, submit="Remove", metadata=str(card.id))


def reported(card: Card, about: KudosReport, members: Mapping[UUID, Member]) -> Message:
    """To an admin: what was reported, and what became of it."""
    text = f"{_named(members.get(about.by_id))} reports a pat. {head(card)}"
    if about.resolution in GONE:
        settled = f"{text}\n{GONE[about.resolution]}"
        return Message(settled, (section(settled),))
    said = [section(f"{_named(members.get(about.by_id))} wrote:"), *quoted(about.words)] if about.words else []
    blocks: list[Block] = [section(text), *story(card)[:40], *said]
    if about.resolution is None:
        return Message(text, (*blocks, decide(card)))
    by = _named(members.get(about.resolved_by_id)) if about.resolved_by_id else "An admin"
    return Message(text, (*blocks, section(f"{by} left it as it is.")))


def decide(card: Card, part: str | None = None) -> ActionsBlock:
    """What an admin can do about it."""
    leave = button("Leave it", ActionId.REPORT_LEFT, str(card.id), part=part)
    away = button("Remove…", ActionId.REMOVE, str(card.id), part=part, style="danger")
    return ActionsBlock(elements=[leave, away])


def closed(card: Card, resolution: str) -> Message:
    """To whoever reported it."""
    about = f"the pat for {people(card.receivers)} from {person(card.giver)} that you reported"
    return Message(
        {
            "removed": f"An admin removed {about}. Thank you for telling them.",
            "left": f"An admin looked at {about}, and left it as it is. Thank you for telling them.",
        }.get(resolution, f"Taken back meanwhile: {about}.")
    )


def removed(card: Card, admin: Member, reason: str) -> Message:
    """To the giver, with the words."""
    text = f"{_named(admin)}, an admin of Backpat here, removed your pat for {people(card.receivers)}."
    why = [section("Why:"), *quoted(reason)] if reason else []
    words_back = [section("Your words:"), *story(card)[:30]] if card.said else []
    whole = "\n".join(filter(None, (text, words.quote(reason), kept_words(card.said))))
    return Message(words.cut(whole, 3000), (section(text), *why, *words_back))


def head(card: Card) -> str:
    """Whose it is."""
    where = f" in {channel(card.channel_id)}" if card.channel_id else ""
    return f"*{people(card.receivers, 20)}*, from {person(card.giver)}{where}:"


def _named(member: Member | None) -> str:
    if member is None:
        return "Somebody"
    return mention(member.slack_user_id) if member.slack_user_id else words.from_plain(member.label)
