"""Recording past recognition: kudos that were given in public messages, long before or beside Backpat.

Nothing of it is ever announced: no row of the outbox is written here.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from models.giving import imports
from models.giving.imports import ImportedMessage
from models.kudos import ChannelKind, Kudos, KudosReceiver, Source
from models.people import members
from models.people.members import Member
from models.storage.ids import uuid7

MOST_ROWS = 1_000
"""Rows of one write."""
NEARBY = timedelta(days=1)

Key = tuple[str, str]
"""Channel and timestamp of a message."""


@dataclass(frozen=True, slots=True)
class PastKudos:
    """A message of a public channel that thanked someone; people by their Slack ids, words in their stored form."""

    channel_id: str
    message_ts: str
    giver: str
    receivers: tuple[str, ...]
    message: str
    given_at: datetime

    @property
    def key(self) -> Key:
        return self.channel_id, self.message_ts

    @property
    def rows(self) -> int:
        """How many rows it may write: its claim, itself, its receivers, and people who are not known yet."""
        return 3 + 2 * len(self.receivers)


def batches(past: Iterable[PastKudos]) -> Iterator[list[PastKudos]]:
    """`past` in parts of at most `MOST_ROWS` rows each."""
    batch: list[PastKudos] = []
    rows = 0
    for kudos in past:
        if batch and rows + kudos.rows > MOST_ROWS:
            yield batch
            batch, rows = [], 0
        batch.append(kudos)
        rows += kudos.rows
    if batch:
        yield batch


def record(session: Session, *, workspace_id: int, import_id: UUID, past: Sequence[PastKudos], now: datetime) -> int:
    """Store a batch of past kudos. Returns how many are new: a message that is a kudos already is left alone."""
    wanted = {kudos.key: kudos for kudos in sorted(past, key=lambda kudos: kudos.key)}
    for key in _given_otherwise(session, workspace_id, wanted.values()):
        wanted.pop(key, None)
    new = _claim(session, workspace_id, import_id, wanted)
    people = _people(session, workspace_id, new, now)
    session.add_all(_kudos(workspace_id, import_id, kudos, people) for kudos in new)
    session.flush()
    imports.count(session, workspace_id, import_id, kudos=len(new))
    return len(new)


def _given_otherwise(session: Session, workspace_id: int, past: Collection[PastKudos]) -> set[Key]:
    """Messages that became a kudos when they were written. The span of time is for the index."""
    if not past:
        return set()
    begin = min(kudos.given_at for kudos in past) - NEARBY
    end = max(kudos.given_at for kudos in past) + NEARBY
    rows = session.execute(
        select(Kudos.channel_id, Kudos.message_ts).where(
            Kudos.workspace_id == workspace_id,
            Kudos.given_at.between(begin, end),
            Kudos.message_ts.in_([kudos.message_ts for kudos in past]),
        )
    )
    return {(channel_id, message_ts) for channel_id, message_ts in rows if channel_id and message_ts}


def _claim(session: Session, workspace_id: int, import_id: UUID, wanted: dict[Key, PastKudos]) -> list[PastKudos]:
    """Those whose message no import has taken."""
    if not wanted:
        return []
    insert = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    rows = [
        {"workspace_id": workspace_id, "channel_id": channel, "message_ts": ts, "import_id": import_id}
        for channel, ts in wanted
    ]
    claimed = insert(ImportedMessage).values(rows).on_conflict_do_nothing()
    keys = session.execute(claimed.returning(ImportedMessage.channel_id, ImportedMessage.message_ts)).all()
    return [wanted[channel, ts] for channel, ts in sorted(tuple(key) for key in keys)]


def _people(session: Session, workspace_id: int, past: Sequence[PastKudos], now: datetime) -> dict[str, Member]:
    """Members by Slack id. Someone whom the archive's directory does not know is taken to have left."""
    ids = {person for kudos in past for person in (kudos.giver, *kudos.receivers)}
    unknown = ids - members.by_slack_id(session, workspace_id, ids).keys()
    found = members.resolve(session, workspace_id=workspace_id, slack_ids=ids, now=now)
    for slack_id in unknown:
        found[slack_id].active = False
    return found


def _kudos(workspace_id: int, import_id: UUID, past: PastKudos, people: dict[str, Member]) -> Kudos:
    receivers = [
        KudosReceiver(
            workspace_id=workspace_id,
            receiver_id=people[person].id,
            position=position,
            given_at=past.given_at,
            circle=people[person].circle,
        )
        for position, person in enumerate(past.receivers)
    ]
    return Kudos(
        workspace_id=workspace_id,
        id=uuid7(),
        giver_id=people[past.giver].id,
        given_at=past.given_at,
        source=Source.IMPORT,
        message=past.message,
        channel_id=past.channel_id,
        channel_kind=ChannelKind.PUBLIC,
        message_ts=past.message_ts,
        import_id=import_id,
        fingerprint="",
        receivers=receivers,
        values=[],
    )
