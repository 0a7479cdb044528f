"""The giving board: who gave most pats this month, where an admin turned it on. There is no board of receivers.

It counts what anybody could count: pats for everyone, said in the open, and not taken back; each once, however many
people it is for. Who wants words only, and bots, are not on it.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, Subquery, exists, func, or_, select
from sqlalchemy.orm import Session

from models.giving.allowances import period
from models.kudos import ChannelKind, Kudos, KudosReceiver, Retraction, Source
from models.people.members import Circle, Kind, Member
from models.people.persons import Person
from models.workspace import policies, workspaces
from models.workspace.policies import Period

TOP = 10


@dataclass(frozen=True, slots=True)
class Place:
    """Somebody's rank, which those with as many share."""

    rank: int
    person: Person
    pats: int


@dataclass(frozen=True, slots=True)
class Board:
    """Of one month of the workspace's zone, [start, end) in UTC."""

    start: datetime
    end: datetime
    zone: str
    places: tuple[Place, ...]
    mine: Place | None
    """The reader's own, wherever it is."""
    words_only: bool
    """The reader wants to be on no board."""


def board(session: Session, *, workspace_id: int, member: Member | None, now: datetime) -> Board | None:
    """This month's, as this reader sees it; None: it is off."""
    if not policies.current(session, workspace_id).board:
        return None
    zone = workspaces.get(session, workspace_id).zone or "UTC"
    start, end = period(Period.MONTH, zone, now)
    reader = member.id if member else None
    found = {
        place: Place(rank, Person(member_id, slack_id, name), pats)
        for place, rank, member_id, slack_id, name, pats in session.execute(_ranked(workspace_id, start, end, reader))
    }
    top = tuple(one for place, one in found.items() if place <= TOP)
    mine = next((one for one in found.values() if one.person.id == reader), None)
    return Board(start, end, zone, top, mine, member is not None and member.words_only)


def _ranked(
    workspace_id: int, start: datetime, end: datetime, reader: UUID | None
) -> Select[int, int, UUID, str | None, str, int]:
    """The first places and the reader's. Those who share a rank stand by name."""
    counted = _counted(workspace_id, start, end)
    most = counted.c.pats.desc()
    by_name = (most, func.lower(Member.name), Member.id)
    name = func.coalesce(func.nullif(Member.name, ""), Member.handle)
    places = (
        select(
            func.row_number().over(order_by=by_name).label("place"),
            func.rank().over(order_by=most).label("rank"),
            Member.id,
            Member.slack_user_id,
            name.label("name"),
            counted.c.pats,
        )
        .join(counted, counted.c.giver_id == Member.id)
        .where(Member.workspace_id == workspace_id, Member.active, Member.words_only.is_(False))
        .where(Member.kind != Kind.BOT)
        .subquery()
    )
    return select(*places.c).where(or_(places.c.place <= TOP, places.c.id == reader)).order_by(places.c.place)


def _counted(workspace_id: int, start: datetime, end: datetime) -> Subquery:
    of_it = (KudosReceiver.workspace_id == workspace_id, KudosReceiver.kudos_id == Kudos.id)
    return (
        select(Kudos.giver_id, func.count().label("pats"))
        .where(
            Kudos.workspace_id == workspace_id,
            Kudos.given_at >= start,
            Kudos.given_at < end,
            Kudos.source != Source.IMPORT,
            Kudos.channel_kind == ChannelKind.PUBLIC,
            ~exists().where(Retraction.workspace_id == workspace_id, Retraction.kudos_id == Kudos.id),
            exists().where(*of_it, KudosReceiver.void_reason.is_(None)),
            ~exists().where(*of_it, KudosReceiver.circle != Circle.EVERYONE),
        )
        .group_by(Kudos.giver_id)
        .subquery()
    )
