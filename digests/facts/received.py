"""Which kudos somebody received from whom, and when: rows of a window, and the last ones of all."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import CompoundSelect, Select, bindparam, func, literal, select, union_all
from sqlalchemy.orm import Session

from digests.facts import sets
from digests.facts.pats import retraction_of
from models.kudos import Kudos, KudosReceiver, Retraction
from models.people import reporting
from models.people.members import Member

FROM_LEAD, GAVE = "from lead", "gave"


@dataclass(frozen=True, slots=True)
class Received:
    """One kudos, for one of its receivers."""

    receiver: UUID
    giver: UUID
    at: datetime


@dataclass(frozen=True, slots=True)
class Last:
    """When members last received a kudos from whoever led them then, and when leads last gave one (None: never)."""

    from_lead: dict[UUID, datetime]
    gave: dict[UUID, datetime | None]
    names: dict[UUID, str]
    """Of these leads."""


def between(
    session: Session, *, workspace_id: int, members: Collection[UUID], first: datetime, last: datetime
) -> list[Received]:
    """What these members received from `first` to `last`, both included, oldest first, in one statement."""
    on = sets.postgresql(session)
    values = {"workspace_id": workspace_id, "first": first, "last": last, "members": sets.value(on, members)}
    found = [Received(*row) for row in session.execute(_between(on), values)]
    return sorted(found, key=lambda one: (one.at, one.receiver, one.giver))


def last(
    session: Session, *, workspace_id: int, members: Collection[UUID], leads: Collection[UUID], top: UUID, at: datetime
) -> Last:
    """Of these members, and of those of `leads` who are below `top`, up to the instant `at`, in one statement."""
    on = sets.postgresql(session)
    ids = {"members": sets.value(on, members), "leads": sets.value(on, leads), "lead_id": top}
    rows = session.execute(_last(on, bool(leads)), {"workspace_id": workspace_id, "at": at} | ids)
    found = Last({}, {}, {})
    for kind, member, name, when in rows:
        if kind == GAVE:
            found.gave[member], found.names[member] = when, name
        elif when is not None:
            found.from_lead[member] = when
    return found


@lru_cache(maxsize=2)
def _between(on_postgresql: bool) -> Select[UUID, UUID, datetime]:
    """In no order: asked for one, SQLite reads what everybody received in that time."""
    return (
        select(KudosReceiver.receiver_id, Kudos.giver_id, KudosReceiver.given_at)
        .join(Kudos, (Kudos.workspace_id == KudosReceiver.workspace_id) & (Kudos.id == KudosReceiver.kudos_id))
        .outerjoin(Retraction, retraction_of(KudosReceiver))
        .where(KudosReceiver.workspace_id == bindparam("workspace_id"))
        .where(sets.one_of(on_postgresql, KudosReceiver.receiver_id, "members"))
        .where(KudosReceiver.given_at >= bindparam("first"), KudosReceiver.given_at <= bindparam("last"))
        .where(KudosReceiver.void_reason.is_(None), Retraction.kudos_id.is_(None))
    )


@lru_cache(maxsize=4)
def _last(on_postgresql: bool, of_leads: bool) -> Select[*tuple[Any, ...]] | CompoundSelect[*tuple[Any, ...]]:
    """An index is asked for each of them."""
    members = _each(FROM_LEAD, _from_lead()).where(sets.one_of(on_postgresql, Member.id, "members"))
    leads = _each(GAVE, _given()).where(
        sets.one_of(on_postgresql, Member.id, "leads"), Member.id.in_(reporting.below())
    )
    return union_all(members, leads) if of_leads else members


def _each(kind: str, last: Select[datetime]) -> Select[*tuple[Any, ...]]:
    name = func.coalesce(func.nullif(Member.name, ""), func.nullif(Member.handle, ""), "someone")
    newest = last.limit(1).scalar_subquery().label("last")
    return select(literal(kind).label("kind"), Member.id, name.label("name"), newest).where(
        Member.workspace_id == bindparam("workspace_id")
    )


def _given() -> Select[datetime]:
    return (
        select(Kudos.given_at)
        .outerjoin(Retraction, retraction_of(Kudos))
        .where(Kudos.workspace_id == bindparam("workspace_id"), Kudos.giver_id == Member.id)
        .where(Kudos.given_at <= bindparam("at"), Retraction.kudos_id.is_(None))
        .order_by(Kudos.given_at.desc())
    )


def _from_lead() -> Select[datetime]:
    workspace_id = bindparam("workspace_id", type_=Member.workspace_id.type)
    return (
        select(KudosReceiver.given_at)
        .join(Kudos, (Kudos.workspace_id == KudosReceiver.workspace_id) & (Kudos.id == KudosReceiver.kudos_id))
        .outerjoin(Retraction, retraction_of(KudosReceiver))
        .where(KudosReceiver.workspace_id == workspace_id, KudosReceiver.receiver_id == Member.id)
        .where(KudosReceiver.given_at <= bindparam("at"), KudosReceiver.void_reason.is_(None))
        .where(Retraction.kudos_id.is_(None))
        .where(reporting.leads(workspace_id, Kudos.giver_id, Member.id, KudosReceiver.given_at))
        .order_by(KudosReceiver.given_at.desc())
    )
