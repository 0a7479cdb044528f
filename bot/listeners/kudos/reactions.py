"""Reactions with a configured emoji: on a pat they add one's own, on any other message they may give to its author."""

from typing import Any

from sqlalchemy.orm import Session

from bot.listeners.answering import whisper
from bot.listeners.kudos.messages import stamp
from bot.parsing import emoji
from bot.replies import messages as replies
from bot.services import Incoming, Services
from models.giving import reacting
from models.giving.reacting import Reacted
from models.workspace import policies

LONGEST_NAME = 100
SILENT = frozenset({"given", "joined", "left", "nobody_left", "nothing", "taken_back"})
"""What shows by itself, or is nobody's doing: a bot has no back to pat."""


async def reaction(services: Services, incoming: Incoming, event: dict[str, Any]) -> None:
    """A reaction was added or removed."""
    item = event.get("item") or {}
    if item.get("type") != "message" or str(item["channel"]).startswith("D") or len(event["reaction"]) > LONGEST_NAME:
        return
    reacted = _reacted(services, incoming, event)
    if not await services.database.read(concerns, incoming.workspace_id, reacted):
        return
    outcome = await services.write_event(incoming, reacting.react, reacted=reacted)
    if outcome["code"] not in SILENT:
        said = replies.reaction_refused(outcome)
        whisper(services, incoming, said, to=reacted.member, channel_id=reacted.channel_id)


def concerns(session: Session, workspace_id: int, reacted: Reacted) -> bool:
    """Whether it is one of the emoji that count, where it counts; or one that counted when it was added."""
    policy = policies.current(session, workspace_id)
    counts = emoji.pattern(frozenset(policy.emoji)).fullmatch(f":{reacted.emoji}:") if policy.emoji else None
    if counts and (policy.reactions_give or reacted.author is None or _is_pat(session, workspace_id, reacted)):
        return True
    return not reacted.added and reacting.is_known(session, workspace_id, reacted)


def _is_pat(session: Session, workspace_id: int, reacted: Reacted) -> bool:
    return bool(reacting.shown_in(session, workspace_id, reacted))


def _reacted(services: Services, incoming: Incoming, event: dict[str, Any]) -> Reacted:
    installed = services.installations.of_team(incoming.team_id)
    author = str(event.get("item_user") or "")
    ours = installed is not None and author == installed.bot_user_id
    return Reacted(
        member=str(event["user"]),
        author=None if ours else author or None,
        channel_id=str(event["item"]["channel"]),
        message_ts=str(event["item"]["ts"]),
        emoji=str(event["reaction"]),
        added=event["type"] == "reaction_added",
        at=stamp(event["event_ts"]),
    )
