"""What there is to act on for somebody whom recognition does not reach: ids and days; the words are read when drawn."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Exists, FromClause, Select, bindparam, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from digests import weeks
from digests.facts import sets
from digests.facts.pats import retraction_of
from models.answers import Answer, Answerer
from models.decisions import Decision
from models.kudos import Kudos, KudosReceiver, Retraction
from models.kudos.circles import open_words
from models.people import reporting
from models.people.members import Circle, Kind, Member
from models.storage.orm import UTCDateTime
from models.workspace.workspaces import Workspace
from models.zones import zone_of

Pair = tuple[UUID, UUID]
"""A lead, and a member."""
LATELY = timedelta(days=42)
"""Thirty working days of a usual week: a colleague's thanks from before are old news."""


class Ground(StrEnum):
    """What kind of thing there is to act on; the first that there is."""

    DECISION = "decision"
    """A decision of theirs that waits for the reader's answer."""
    KUDOS = "kudos"
    """What a colleague thanked them for, that the reader may read; the newest of the last 30 working days."""


@dataclass(frozen=True, slots=True)
class Act:
    """Something real to act on. `subject`: the decision's or the kudos' id; its words are read when it is drawn."""

    ground: Ground
    subject: UUID
    on: date
    """The day on which it was logged or said, in the person's zone."""
    giver: UUID | None = None
    """Of a kudos."""


@dataclass(frozen=True, slots=True)
class Waits:
    """A decision of `member` that waits for `lead` (None: nobody is asked), since the day `on` of the member's zone."""

    decision: UUID
    lead: UUID | None
    member: UUID
    on: date


def find(session: Session, workspace_id: int, wanted: Iterable[Pair], at: datetime) -> dict[Pair, Act]:
    """What each lead has to act on for each member; a pair with nothing real to suggest is left out.

    First a decision of theirs that waits for that lead's answer (the oldest); else the newest kudos of the last 42
    days that somebody else gave them and that the lead may read. In two statements for any number of pairs.
    """
    sought = set(wanted)
    if not sought:
        return {}
    found = oldest(waiting(session, workspace_id, [member for _, member in sought]), sought)
    return thanked(session, workspace_id, sought - found.keys(), at) | found


def waiting(session: Session, workspace_id: int, members: Collection[UUID]) -> list[Waits]:
    """Decisions of these members that nobody has answered yet, the oldest first."""
    on = sets.postgresql(session)
    values = {"workspace_id": workspace_id, "members": sets.value(on, members)}
    rows = sorted(session.execute(_waiting(on), values), key=lambda row: (row.logged_at, row.id))
    return [Waits(row.id, row.lead, row.member_id, weeks.day_of(row.logged_at, _zone(row))) for row in rows]


def oldest(waits: Iterable[Waits], wanted: Collection[Pair]) -> dict[Pair, Act]:
    """Of each lead and member the first of these."""
    found: dict[Pair, Act] = {}
    for one in waits:
        if one.lead and (pair := (one.lead, one.member)) in wanted:
            found.setdefault(pair, Act(Ground.DECISION, one.decision, one.on))
    return found


def thanked(session: Session, workspace_id: int, wanted: Collection[Pair], at: datetime) -> dict[Pair, Act]:
    """By lead and member, the newest kudos that somebody else gave them lately and that the lead may read."""
    on = sets.postgresql(session)
    values = {"workspace_id": workspace_id, "at": at, "since": at - LATELY} | sets.pair_values(on, wanted)
    return {
        (row.one, row.other): Act(Ground.KUDOS, row.id, weeks.day_of(row.given_at, _zone(row)), row.giver_id)
        for row in session.execute(_thanked(on), values)
        if row.id is not None
    }


def last_from_leads(
    session: Session, workspace_id: int, wanted: Iterable[Pair], since: datetime, before: datetime | None = None
) -> dict[Pair, datetime]:
    """When each lead last thanked each member, from `since` on (until before `before`), in one statement."""
    on = sets.postgresql(session)
    of = sets.pairs(on)
    query = (
        select(of.c.one, of.c.other, func.max(KudosReceiver.given_at).label("last"))
        .join(KudosReceiver, (KudosReceiver.workspace_id == workspace_id) & (KudosReceiver.receiver_id == of.c.other))
        .join(Kudos, (Kudos.workspace_id == workspace_id) & (Kudos.id == KudosReceiver.kudos_id))
        .outerjoin(Retraction, retraction_of(KudosReceiver))
        .where(Kudos.giver_id == of.c.one, KudosReceiver.given_at >= since, KudosReceiver.void_reason.is_(None))
        .where(Retraction.kudos_id.is_(None))
        .group_by(of.c.one, of.c.other)
    )
    bounded = query if before is None else query.where(KudosReceiver.given_at < before)
    rows = session.execute(bounded, sets.pair_values(on, wanted))
    return {(row.one, row.other): row.last for row in rows}


@lru_cache(maxsize=2)
def _waiting(on_postgresql: bool) -> Select[*tuple[Any, ...]]:
    """Also those that nobody is asked to answer, for the moment. It starts from the members: nothing else is read."""
    of = Decision.workspace_id
    asked = (Answerer.workspace_id == of) & (Answerer.decision_id == Decision.id) & Answerer.ends_at.is_(None)
    answered = (Answer.workspace_id == of) & (Answer.decision_id == Decision.id)
    return (
        select(Decision.id, Answerer.member_id.label("lead"), Decision.member_id, Decision.logged_at, *_zones(Member))
        .join(Member, (Member.workspace_id == of) & (Member.id == Decision.member_id))
        .outerjoin(Answerer, asked)
        .outerjoin(Answer, answered)
        .where(of == bindparam("workspace_id"), Answer.decision_id.is_(None), Member.active)
        .where(sets.one_of(on_postgresql, Decision.member_id, "members"))
    )


@lru_cache(maxsize=2)
def _thanked(on_postgresql: bool) -> Select[*tuple[Any, ...]]:
    """By outer joins: SQLite would begin with all kudos of the workspace."""
    workspace_id: Any = bindparam("workspace_id", type_=Kudos.workspace_id.type)
    pair = sets.pairs(on_postgresql)
    of = select(pair.c.one, pair.c.other, _newest(workspace_id, pair).label("kudos_id")).subquery()
    return (
        select(of.c.one, of.c.other, Kudos.id, Kudos.given_at, Kudos.giver_id, *_zones(Member))
        .outerjoin(Kudos, (Kudos.workspace_id == workspace_id) & (Kudos.id == of.c.kudos_id))
        .outerjoin(Member, (Member.workspace_id == workspace_id) & (Member.id == of.c.other))
    )


def _newest(workspace_id: Any, pair: FromClause) -> Any:
    """The id of the kudos, of a row of `pair`: an index leads from the member to their newest."""
    return (
        select(KudosReceiver.kudos_id)
        .join(Kudos, (Kudos.workspace_id == KudosReceiver.workspace_id) & (Kudos.id == KudosReceiver.kudos_id))
        .outerjoin(Retraction, retraction_of(KudosReceiver))
        .where(
            KudosReceiver.workspace_id == workspace_id,
            KudosReceiver.receiver_id == pair.c.other,
            KudosReceiver.given_at > bindparam("since", type_=UTCDateTime()),
            KudosReceiver.given_at <= bindparam("at", type_=UTCDateTime()),
            KudosReceiver.void_reason.is_(None),
            Retraction.kudos_id.is_(None),
            Kudos.giver_id != pair.c.one,
            Kudos.entered_by_id.is_distinct_from(pair.c.one),
            _has_words(),
            open_words(workspace_id),
            _reads(workspace_id, pair),
            ~_kept_from(workspace_id, pair),
        )
        .order_by(KudosReceiver.given_at.desc(), KudosReceiver.kudos_id.desc())
        .limit(1)
        .correlate(pair)
        .scalar_subquery()
    )


def _has_words() -> ColumnElement[bool]:
    """Something to repeat: a reaction has none here, nor has what was erased."""
    texts = (Kudos.message, Kudos.decision, Kudos.outcome, Kudos.customer_words)
    return or_(*(func.coalesce(text, "") != "" for text in texts))


def _reads(workspace_id: Any, pair: FromClause) -> Exists:
    """Public channels are not public to guests."""
    lead = aliased(Member)
    named = (lead.workspace_id == workspace_id, lead.id == pair.c.one)
    return exists().where(*named, lead.kind == Kind.PERSON, lead.active).correlate_except(lead)


def _kept_from(workspace_id: Any, pair: FromClause) -> Exists:
    """Whether a receiver with a narrower circle than *everyone* is not led by that lead.

    A little stricter than `models.kudos.circles.hidden`: who only shares a team with the receiver is left out.
    """
    receiver = aliased(KudosReceiver)
    kept = exists().where(
        receiver.workspace_id == workspace_id,
        receiver.kudos_id == KudosReceiver.kudos_id,
        receiver.void_reason.is_(None),
        receiver.circle != Circle.EVERYONE,
        ~reporting.leads(workspace_id, pair.c.one, receiver.receiver_id, bindparam("at", type_=UTCDateTime())),
    )
    return kept.correlate_except(receiver)


def _zones(member: Any) -> tuple[Any, Any]:
    """Of the member, and of their workspace."""
    home = select(Workspace.zone).where(Workspace.id == member.workspace_id).scalar_subquery()
    return member.zone, home.label("home")


def _zone(row: Any) -> Any:
    return zone_of(row.zone, row.home)
