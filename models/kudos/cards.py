"""Kudos as they are shown: everything a message or page needs of each, read in a constant number of statements."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload

from models.delivery.outbox import Delivery, Kind, Purpose, Status
from models.giving import announcing
from models.kudos import NO_LONGER_NAMED, REMOVED, Boost, Kudos, KudosValue, Retraction, Source
from models.people import members
from models.people.members import Circle, Member
from models.people.persons import Person
from models.workspace.values import CompanyValue
from models.workspace.workspaces import Workspace

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Card:
    """One kudos. Words are in their stored form (see `models/words.py`)."""

    id: UUID
    source: str
    giver: Person
    entered_by: Person | None
    """Who wrote it down, when the giver is not in Slack."""
    receivers: tuple[Person, ...]
    """Those who did receive it, as the giver ordered them."""
    not_received: tuple[tuple[Person, str], ...]
    boosters: tuple[Person, ...]
    values: tuple[str, ...]
    message: str | None
    decision: str | None
    outcome: str | None
    customer_words: str | None
    channel_id: str | None
    channel_kind: str
    link: str | None
    """To the message that it was said in, or is about."""
    edited: bool
    circle: Circle
    given_at: datetime
    retracted: bool
    not_announced: bool
    """It could not be posted where it was said."""
    kept_by: frozenset[UUID]
    """Receivers who chose to keep it."""
    also_from: tuple[Person, ...] = ()
    """Who else gave one by reaction for the same message: one announcement tells of all."""
    announcement: str | None = None
    """A link to where it was posted."""
    copied: bool = False
    """The channel for pats has it, too."""

    @property
    def said(self) -> str:
        """All its words."""
        return "\n".join(filter(None, (self.message, self.decision, self.outcome, self.customer_words)))


@dataclass(frozen=True, slots=True)
class Page:
    """A page of kudos, newest first: from which on, and how many there are in all."""

    cards: tuple[Card, ...]
    total: int
    offset: int = 0


class Post(NamedTuple):
    """What became of a kudos in a channel."""

    subject_id: UUID
    purpose: str
    status: str
    message_channel_id: str | None
    message_ts: str | None
    thread_ts: str | None


def cards(session: Session, workspace_id: int, kudos_ids: Iterable[UUID]) -> dict[UUID, Card]:
    """The cards of these kudos, retracted ones too."""
    ids = list(dict.fromkeys(kudos_ids))
    if not ids:
        return {}
    rows = (
        session.scalars(
            select(Kudos)
            .where(Kudos.workspace_id == workspace_id, Kudos.id.in_(ids))
            .options(joinedload(Kudos.receivers))
        )
        .unique()
        .all()
    )
    boosts = _grouped(
        session, select(Boost.kudos_id, Boost.member_id).where(*_of(Boost, workspace_id, ids)).order_by(Boost.at)
    )
    shared = _shared(session, workspace_id, rows)
    named = {one for row in rows for one in (row.giver_id, row.entered_by_id) if one}
    named |= {r.receiver_id for row in rows for r in row.receivers}
    people = members.by_id(session, workspace_id, named.union(*boosts.values(), *shared.values()))
    values = _values(session, workspace_id, ids)
    retracted = set(session.scalars(select(Retraction.kudos_id).where(*_of(Retraction, workspace_id, ids))))
    posted = _posted(session, workspace_id, ids)
    url = session.scalar(select(Workspace.url).where(Workspace.id == workspace_id))
    return {
        row.id: _card(
            row,
            people,
            boosts.get(row.id, []),
            values.get(row.id, []),
            shared.get(row.id, []),
            row.id in retracted,
            posted[row.id],
            url,
        )
        for row in rows
    }


def _card(
    row: Kudos,
    people: dict[UUID, Member],
    boosters: Sequence[UUID],
    values: Sequence[str],
    also_from: Sequence[UUID],
    retracted: bool,
    posted: dict[str, Post],
    url: str | None,
) -> Card:
    announcement, copy = posted.get(Purpose.ANNOUNCEMENT), posted.get(Purpose.COPY)
    return Card(
        id=row.id,
        source=row.source,
        giver=_person(people[row.giver_id]),
        entered_by=_person(people[row.entered_by_id]) if row.entered_by_id else None,
        receivers=tuple(_person(people[r.receiver_id]) for r in row.receivers if r.void_reason is None),
        not_received=tuple(
            (_person(people[r.receiver_id]), r.void_reason)
            for r in row.receivers
            if r.void_reason not in (None, NO_LONGER_NAMED, REMOVED)
        ),
        boosters=tuple(_person(people[booster]) for booster in boosters if booster not in also_from),
        values=tuple(values),
        message=row.message,
        decision=row.decision,
        outcome=row.outcome,
        customer_words=row.customer_words,
        channel_id=row.channel_id,
        channel_kind=row.channel_kind,
        link=_link(url, row),
        edited=row.edited_at is not None,
        circle=row.circle,
        given_at=row.given_at,
        retracted=retracted,
        not_announced=announcement is not None and announcement.status == Status.FAILED,
        kept_by=frozenset(r.receiver_id for r in row.receivers if r.kept_at),
        also_from=tuple(_person(people[giver]) for giver in also_from),
        announcement=_posted_at(url, announcement),
        copied=copy is not None and copy.status != Status.FAILED,
    )


def _shared(session: Session, workspace_id: int, rows: Sequence[Kudos]) -> dict[UUID, list[UUID]]:
    """Givers of the other kudos by reaction for the same message, of each that is by reaction."""
    places = {
        row.id: (row.channel_id, row.message_ts)
        for row in rows
        if row.source == Source.REACTION and row.channel_id and row.message_ts
    }
    if not places:
        return {}
    together = announcing.sharing(session, workspace_id, sorted(set(places.values())))
    return {
        kudos_id: [one.giver_id for one in together if one.id != kudos_id and (one.channel_id, one.message_ts) == place]
        for kudos_id, place in places.items()
    }


def _link(url: str | None, row: Kudos) -> str | None:
    return permalink(url, row.channel_id, row.message_ts, row.thread_ts)


def _posted_at(url: str | None, announcement: Post | None) -> str | None:
    if announcement is None:
        return None
    return permalink(url, announcement.message_channel_id, announcement.message_ts, announcement.thread_ts)


def permalink(url: str | None, channel_id: str | None, ts: str | None, thread_ts: str | None) -> str | None:
    """A message's link, as Slack makes them."""
    if not (url and channel_id and ts):
        return None
    link = f"{url.rstrip('/')}/archives/{channel_id}/p{ts.replace('.', '')}"
    return f"{link}?thread_ts={thread_ts}&cid={channel_id}" if thread_ts and thread_ts != ts else link


def _person(member: Member) -> Person:
    return Person(member.id, member.slack_user_id, member.label, gone=member.removed_at is not None)


def _values(session: Session, workspace_id: int, ids: list[UUID]) -> dict[UUID, list[str]]:
    return _grouped(
        session,
        select(KudosValue.kudos_id, CompanyValue.name)
        .join(
            CompanyValue,
            (CompanyValue.workspace_id == KudosValue.workspace_id) & (CompanyValue.id == KudosValue.value_id),
        )
        .where(*_of(KudosValue, workspace_id, ids))
        .order_by(CompanyValue.position),
    )


def _posted(session: Session, workspace_id: int, ids: list[UUID]) -> dict[UUID, dict[str, Post]]:
    """The announcement and the copy of each, by purpose."""
    query = select(*(getattr(Delivery, name) for name in Post._fields)).where(
        Delivery.workspace_id == workspace_id,
        Delivery.subject_id.in_(ids),
        Delivery.purpose.in_((Purpose.ANNOUNCEMENT, Purpose.COPY)),
        Delivery.kind == Kind.POST,
    )
    found: dict[UUID, dict[str, Post]] = {one: {} for one in ids}
    for post in map(Post._make, session.execute(query)):
        found[post.subject_id][post.purpose] = post
    return found


def _of(table: Any, workspace_id: int, ids: list[UUID]) -> tuple[Any, Any]:
    return table.workspace_id == workspace_id, table.kudos_id.in_(ids)


def _grouped(session: Session, query: Select[UUID, T]) -> dict[UUID, list[T]]:
    groups: dict[UUID, list[T]] = {}
    for key, item in session.execute(query):
        groups.setdefault(key, []).append(item)
    return groups
