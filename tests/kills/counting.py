"""What became of every pat, counted in Slack's ledger and in the database."""

from collections import Counter
from contextlib import closing
from dataclasses import dataclass, replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.delivery.outbox import Delivery, Status
from models.kudos import Kudos
from models.storage.database import Database
from simulator.driver import Simulator
from simulator.jsontypes import Json
from tests import waiting

EXCUSE = "too busy"
"""Acknowledged, and the person told that it was too late and nothing is stored: a busy machine."""
OPEN = (Status.DUE, Status.SENDING, Status.WAITING)


@dataclass(frozen=True, slots=True)
class Pat:
    """A pat that somebody asked for. `words` are like no other's; `kept`: Backpat said that it is stored."""

    words: str
    channel_id: str
    receiver_id: str
    kept: bool


async def settled(database_url: str, *, within: float = 150) -> None:
    """Wait until nothing is owed any more: doubts wait for their lease and 15 seconds."""
    with closing(Database(database_url)) as database:
        await waiting.becomes(lambda: database.read(_open), {}, within=within)


def _open(session: Session) -> dict[str, int]:
    return dict(Counter(session.scalars(select(Delivery.status).where(Delivery.status.in_(OPEN)))))


def _stored(session: Session) -> list[str]:
    """What each kudos says."""
    return [f"{message} {decision}" for message, decision in session.execute(select(Kudos.message, Kudos.decision))]


async def wrongs(slack: Simulator, database_url: str, pats: list[Pat]) -> list[str]:
    """Everything that was lost or doubled, a sentence each; empty when every promise was kept."""
    posts = await slack.ledger.posts(kind="message")
    excuses = [post["text"] for post in await slack.ledger.posts(kind="response_url", text=EXCUSE)]
    with closing(Database(database_url)) as database:
        stored = await database.read(_stored)
    pats = [replace(pat, kept=pat.kept and not any(pat.words in said for said in excuses)) for pat in pats]
    counted = [(pat, *_counts(pat, posts, stored)) for pat in pats]
    return [
        f"{pat.words!r} ({'' if pat.kept else 'not '}acknowledged): {kudos} kudos, {said} announced, {told} told"
        for pat, kudos, said, told in counted
        if not _right(pat, kudos, said, told)
    ]


def _counts(pat: Pat, posts: list[Json], stored: list[str]) -> tuple[int, int, int]:
    about = [post for post in posts if pat.words in str(post["blocks"]) or pat.words in post["text"]]
    kudos = sum(pat.words in words for words in stored)
    said = sum(post["channel"] == pat.channel_id for post in about)
    told = sum(post["person"] == pat.receiver_id for post in about)
    return kudos, said, told


def _right(pat: Pat, kudos: int, said: int, told: int) -> bool:
    return kudos == said == told and (kudos == 1 or (kudos == 0 and not pat.kept))
