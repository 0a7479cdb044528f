"""Reactions: joining in on a kudos, and giving one to the author of any other message.

Each reaction has a row of state, and of its events the one with the highest `event_ts` wins. So retries, and reactions
that were added, removed and added again, come out right in whatever order they arrive, and no event needs to be
remembered by its id.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from models.delivery.outbox import Delivery
from models.giving import Gift, drafts, give_now
from models.giving.messages import ANNOUNCING, Reaction, announced_in, gifts_of, standing_on, stands, wait_for_posts
from models.kudos import ChannelKind, Source, responding
from models.kudos.retracting import is_retracted, load, retract
from models.people import members
from models.people.members import Party
from models.storage.requests import Outcome
from models.workspace import policies

FORM_HELPS = frozenset({"channel", "value", "what"})
"""Refusals that words would mend: the form opens about that message."""


@dataclass(frozen=True, slots=True)
class Reacted:
    """Someone's emoji on a message. People are Slack ids; `at` is in Unix microseconds."""

    member: str
    author: str | None
    """Who wrote the message; None: this bot, or nobody that Slack names."""
    channel_id: str
    message_ts: str
    emoji: str
    added: bool
    at: int


def react(session: Session, *, workspace_id: int, reacted: Reacted, now: datetime) -> Outcome:
    """A reaction came or went. `code`: "nothing", "joined", "left", "taken_back", or as of `give`, with a `draft`
    where words are asked for."""
    kudos_ids = shown_in(session, workspace_id, reacted)
    author = None if kudos_ids or not policies.current(session, workspace_id).reactions_give else reacted.author
    involved = [one for one in (reacted.member, author) if one]
    person = members.parties(session, workspace_id=workspace_id, slack_ids=involved, now=now)[reacted.member]
    row = _state(session, workspace_id, reacted, person)
    if row is None:
        return {"code": "nothing"}
    if not reacted.added:
        return _withdraw(session, row, person, kudos_ids, now)
    if kudos_ids:
        return _join(session, workspace_id, kudos_ids, person, now)
    return _give(session, row, reacted, person, now) if author else {"code": "nothing"}


def is_known(session: Session, workspace_id: int, reacted: Reacted) -> bool:
    """Whether this reaction counted when it was added, whatever the emoji are that count now."""
    query = select(Reaction.emoji).where(
        Reaction.workspace_id == workspace_id,
        Reaction.channel_id == reacted.channel_id,
        Reaction.message_ts == reacted.message_ts,
        Reaction.emoji == reacted.emoji,
    )
    return session.scalars(query).first() is not None


def shown_in(session: Session, workspace_id: int, reacted: Reacted) -> list[UUID]:
    """The kudos that a message is about for whoever reads it: those it announces, or those that were given in it."""
    if reacted.author is None:
        where = (workspace_id, reacted.channel_id, reacted.message_ts)
        if not (found := announced_in(session, *where)):
            wait_for_posts(session, workspace_id, reacted.channel_id)
            found = announced_in(session, *where)
        return found
    given = gifts_of(session, workspace_id, reacted.channel_id, reacted.message_ts)
    return sorted({kudos_id for kudos_id in given.values() if kudos_id})


def catch_up(session: Session, *, workspace_id: int, posted: Sequence[Delivery], now: datetime) -> None:
    """Slack has these announcements, and it is only known now which messages they are: who reacted already joins in."""
    told = {(row.message_channel_id, row.message_ts): row.subject_id for row in posted if row.purpose in ANNOUNCING}
    for slack_id, channel_id, message_ts in standing_on(session, workspace_id, list(told)):
        person = members.parties(session, workspace_id=workspace_id, slack_ids=[slack_id], now=now)[slack_id]
        if kudos_id := told[channel_id, message_ts]:
            _join(session, workspace_id, [kudos_id], person, now)


def _state(session: Session, workspace_id: int, reacted: Reacted, person: Party) -> Reaction | None:
    """The row, brought in step; None when a newer event of it is known. Its member is locked, so nobody else has it."""
    key: dict[str, Any] = {"workspace_id": workspace_id, "channel_id": reacted.channel_id, "member_id": person.id}
    key |= {"message_ts": reacted.message_ts, "emoji": reacted.emoji}
    row = session.get(Reaction, key, populate_existing=True)
    if row is None:
        row = Reaction(**key, added=False, event_at=-1)
        session.add(row)
    # Of two events of one instant, taking away wins: nobody is given what its giver may not want.
    if (reacted.at, not reacted.added) <= (row.event_at, not row.added):
        return None
    row.added, row.event_at = reacted.added, reacted.at
    session.flush()
    return row


def _join(session: Session, workspace_id: int, kudos_ids: Sequence[UUID], person: Party, now: datetime) -> Outcome:
    of: dict[str, Any] = {"workspace_id": workspace_id, "person": person, "now": now}
    codes = [responding.join(session, kudos_id=kudos_id, **of)["code"] for kudos_id in kudos_ids]
    return {"code": "joined" if "boosted" in codes else "nothing"}


def _give(session: Session, row: Reaction, reacted: Reacted, person: Party, now: datetime) -> Outcome:
    row.kudos_id = _given_by_another_emoji(session, row)
    if row.kudos_id:
        return {"code": "nothing"}
    gift = _gift(reacted)
    outcome = give_now(session, workspace_id=row.workspace_id, gifts=[gift], now=now)
    if outcome["code"] == "given":
        row.kudos_id = UUID(outcome["gifts"][0]["kudos"])
    elif outcome["code"] in FORM_HELPS:
        mine: dict[str, Any] = {"workspace_id": row.workspace_id, "giver_id": person.id}
        outcome["draft"] = str(drafts.keep(session, **mine, fields={"gifts": [asdict(gift)]}, now=now))
    return outcome


def _gift(reacted: Reacted) -> Gift:
    """An event does not tell what kind of conversation it comes from: what might be private is taken for private."""
    return Gift(
        giver=reacted.member,
        receivers=(reacted.author or "",),
        source=Source.REACTION,
        channel_id=reacted.channel_id,
        channel_kind=ChannelKind.PRIVATE,
        message_ts=reacted.message_ts,
        thread_ts=reacted.message_ts,
    )


def _withdraw(session: Session, row: Reaction, person: Party, kudos_ids: Sequence[UUID], now: datetime) -> Outcome:
    """Take back exactly what it gave; and what it joined in on, when no other reaction or button holds it."""
    given, row.kudos_id = row.kudos_id, None
    session.flush()
    if given:
        kudos = load(session, row.workspace_id, given)
        if kudos is None or _holds(session, row, given) or is_retracted(session, kudos):
            return {"code": "nothing"}
        retract(session, kudos, by_id=person.id, reason="reaction_removed", now=now)
        return {"code": "taken_back"}
    for kudos_id in kudos_ids:
        if not stands(session, row.workspace_id, person.id, kudos_id):
            responding.leave(session, workspace_id=row.workspace_id, kudos_id=kudos_id, person=person, now=now)
    return {"code": "left"}


def _given_by_another_emoji(session: Session, row: Reaction) -> UUID | None:
    """Someone who reacts with two of the emoji gives one kudos."""
    for kudos_id in set(session.scalars(_others(row))):
        kudos = load(session, row.workspace_id, kudos_id) if kudos_id else None
        if kudos is not None and not is_retracted(session, kudos):
            return kudos_id
    return None


def _holds(session: Session, row: Reaction, kudos_id: UUID) -> bool:
    return kudos_id in set(session.scalars(_others(row)))


def _others(row: Reaction) -> Select[UUID | None]:
    """What the same person's other reactions to the message gave."""
    return select(Reaction.kudos_id).where(
        Reaction.workspace_id == row.workspace_id,
        Reaction.channel_id == row.channel_id,
        Reaction.message_ts == row.message_ts,
        Reaction.member_id == row.member_id,
        Reaction.emoji != row.emoji,
        Reaction.added,
    )
