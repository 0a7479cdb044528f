"""Kudos as they are shown: everything a message or page needs of each, read in a constant number of statements."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Exists, Select, exists, func, select
from sqlalchemy.orm import Session, selectinload

from models import announcing, members
from models.kudos import NO_LONGER_NAMED, REMOVED, Boost, Kudos, KudosReceiver, KudosValue, Retraction, Source
from models.members import Circle, Member
from models.outbox import Delivery, Purpose, Status
from models.values import CompanyValue
from models.workspaces import Workspace

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Person:
    """A member as messages name them: by mention where they have Slack, else by name."""

    id: UUID
    slack_user_id: str | None
    name: str
    gone: bool = False
    """Their data was removed."""


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

    @property
    def said(self) -> str:
        """All its words."""
        return "\n".join(filter(None, (self.message, self.decision, self.outcome, self.customer_words)))


@dataclass(frozen=True, slots=True)
class Page:
    """A page of someone's kudos, newest first, and how many there are in all."""

    cards: tuple[Card, ...]
    total: int


def cards(session: Session, workspace_id: int, kudos_ids: Iterable[UUID]) -> dict[UUID, Card]:
    """The cards of these kudos, retracted ones too."""
    ids = list(dict.fromkeys(kudos_ids))
    if not ids:
        return {}
    rows = session.scalars(
        select(Kudos)
        .where(Kudos.workspace_id == workspace_id, Kudos.id.in_(ids))
        .options(selectinload(Kudos.receivers))
    ).all()
    boosts = _grouped(
        session, select(Boost.kudos_id, Boost.member_id).where(*_of(Boost, workspace_id, ids)).order_by(Boost.at)
    )
    shared = _shared(session, workspace_id, rows)
    named = {one for row in rows for one in (row.giver_id, row.entered_by_id) if one}
    named |= {r.receiver_id for row in rows for r in row.receivers}
    people = members.by_id(session, workspace_id, named.union(*boosts.values(), *shared.values()))
    values = _values(session, workspace_id, ids)
    retracted = set(session.scalars(select(Retraction.kudos_id).where(*_of(Retraction, workspace_id, ids))))
    unposted = set(session.scalars(_unposted(workspace_id, ids)))
    url = session.scalar(select(Workspace.url).where(Workspace.id == workspace_id))
    return {
        row.id: _card(
            row,
            people,
            boosts.get(row.id, []),
            values.get(row.id, []),
            shared.get(row.id, []),
            row.id in retracted,
            row.id in unposted,
            url,
        )
        for row in rows
    }


def received(session: Session, *, workspace_id: int, member_id: UUID, most: int = 10, offset: int = 0) -> Page:
    """What this member was given, newest first."""
    mine = (
        select(KudosReceiver.kudos_id, KudosReceiver.given_at)
        .where(
            KudosReceiver.workspace_id == workspace_id,
            KudosReceiver.receiver_id == member_id,
            KudosReceiver.void_reason.is_(None),
            ~_taken_back(workspace_id, KudosReceiver.kudos_id),
        )
        .order_by(KudosReceiver.given_at.desc(), KudosReceiver.kudos_id.desc())
    )
    return _page(session, workspace_id, mine, most, offset)


def given(session: Session, *, workspace_id: int, member_id: UUID, most: int = 10, offset: int = 0) -> Page:
    """What this member gave, newest first."""
    mine = (
        select(Kudos.id, Kudos.given_at)
        .where(
            Kudos.workspace_id == workspace_id,
            Kudos.giver_id == member_id,
            ~_taken_back(workspace_id, Kudos.id),
        )
        .order_by(Kudos.given_at.desc(), Kudos.id.desc())
    )
    return _page(session, workspace_id, mine, most, offset)


def _page(session: Session, workspace_id: int, query: Select[UUID, datetime], most: int, offset: int) -> Page:
    ids = [row[0] for row in session.execute(query.limit(most).offset(offset))]
    total = session.scalar(select(func.count()).select_from(query.order_by(None).subquery())) or 0
    found = cards(session, workspace_id, ids)
    return Page(tuple(found[kudos_id] for kudos_id in ids), total)


def _card(
    row: Kudos,
    people: dict[UUID, Member],
    boosters: Sequence[UUID],
    values: Sequence[str],
    also_from: Sequence[UUID],
    retracted: bool,
    unposted: bool,
    url: str | None,
) -> Card:
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
        not_announced=unposted,
        kept_by=frozenset(r.receiver_id for r in row.receivers if r.kept_at),
        also_from=tuple(_person(people[giver]) for giver in also_from),
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
    """A message's permalink, as Slack makes them."""
    if not (url and row.channel_id and row.message_ts):
        return None
    link = f"{url.rstrip('/')}/archives/{row.channel_id}/p{row.message_ts.replace('.', '')}"
    in_thread = row.thread_ts and row.thread_ts != row.message_ts
    return f"{link}?thread_ts={row.thread_ts}&cid={row.channel_id}" if in_thread else link


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


def _unposted(workspace_id: int, ids: list[UUID]) -> Select[UUID | None]:
    return select(Delivery.subject_id).where(
        Delivery.workspace_id == workspace_id,
        Delivery.subject_id.in_(ids),
        Delivery.purpose == Purpose.ANNOUNCEMENT,
        Delivery.status == Status.FAILED,
    )


def _taken_back(workspace_id: int, kudos_id: Any) -> Exists:
    return exists().where(Retraction.workspace_id == workspace_id, Retraction.kudos_id == kudos_id)


def _of(table: Any, workspace_id: int, ids: list[UUID]) -> tuple[Any, Any]:
    return table.workspace_id == workspace_id, table.kudos_id.in_(ids)


def _grouped(session: Session, query: Select[UUID, T]) -> dict[UUID, list[T]]:
    groups: dict[UUID, list[T]] = {}
    for key, item in session.execute(query):
        groups.setdefault(key, []).append(item)
    return groups
